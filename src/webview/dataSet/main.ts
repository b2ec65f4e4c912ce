import type { DataSetToHost, HostToDataSet } from "../../protocol/dataSet/messages";
import { readHostToDataSet } from "../../protocol/dataSet/toDataSet";
import { element } from "../dom";
import { connectHost, reportUncaught } from "../host";
import { DataSetPage } from "./page";
import { DataSetWidgets } from "./view";

const host = connectHost<HostToDataSet, DataSetToHost>(readHostToDataSet);
reportUncaught(host.report);

const root =
	document.getElementById("app") ?? document.body.appendChild(element("div", { id: "app" }));
const page = new DataSetPage(host, (state, hooks) => new DataSetWidgets(root, state, hooks));
host.listen(page.handlers);
host.post("ready", {});
