import { readHostMessage } from "../protocol/fromHost";
import type { HostToWebview, WebviewToHost } from "../protocol/messages";
import { element } from "./dom";
import { connectHost, reportUncaught } from "./host";
import { Page } from "./page";
import { PageWidgets } from "./pageWidgets";
import { documentAround } from "./surroundings";

const host = connectHost<HostToWebview, WebviewToHost>(readHostMessage);
reportUncaught(host.report);

const root =
	document.getElementById("app") ?? document.body.appendChild(element("div", { id: "app" }));
const page = new Page(
	host,
	documentAround(root),
	(state, hooks) => new PageWidgets(root, state, hooks),
);
host.listen(page.handlers);
host.post("ready", {});
