import { element } from "./dom";
import { connectHost, describe } from "./host";
import { Page } from "./page";
import { PageWidgets } from "./pageWidgets";
import { documentAround } from "./surroundings";

const host = connectHost();

const report = (error: unknown): void => {
	host.post("problem", { message: describe(error) });
};
window.addEventListener("error", (event) => {
	report(event.error ?? event.message);
});
window.addEventListener("unhandledrejection", (event) => {
	report(event.reason);
});

const root =
	document.getElementById("app") ?? document.body.appendChild(element("div", { id: "app" }));
const page = new Page(
	host,
	documentAround(root),
	(state, hooks) => new PageWidgets(root, state, hooks),
);
host.listen(page.handlers);
host.post("ready", {});
