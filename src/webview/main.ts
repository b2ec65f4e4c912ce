import { readHostMessage } from "../protocol/fromHost";
import type { HostToWebview, WebviewToHost } from "../protocol/messages";
import { element } from "./dom";
import { connectHost, reportUncaught } from "./host";
import { Page } from "./page";
import { PageWidgets } from "./pageWidgets";
import { documentAround } from "./surroundings";

// What the page loads later lies beside its script and needs the same nonce.
const script = document.currentScript;
if (!(script instanceof HTMLScriptElement)) throw new TypeError("The page runs as a script.");

const host = connectHost<HostToWebview, WebviewToHost>(readHostMessage);
reportUncaught(host.report);

const root =
	document.getElementById("app") ?? document.body.appendChild(element("div", { id: "app" }));
const page = new Page(
	host,
	documentAround(root, script),
	(state, hooks) => new PageWidgets(root, state, hooks),
);
host.listen(page.handlers);
host.post("ready", {});
