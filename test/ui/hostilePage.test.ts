import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sealed } from "../../src/protocol/messages";
import { type LoopbackServer, startLoopbackServer } from "../support/loopbackServer";
import { BTC_USD_VWAP, BTCUSDT_PROFILE } from "../support/queries";
import { type Services, startServices } from "../support/services";
import { addCommandExtension, openPanel, openView, runCommand } from "./harness/openView";
import { Session } from "./harness/session";
import { until } from "./harness/until";
import { customOrigins, useEditor, useViewEditor } from "./harness/useEditor";

const DAY = { from: "2026-03-29T00:00:00Z", to: "2026-03-30T00:00:00Z" };
const VWAP = { ...BTC_USD_VWAP, range: DAY };
/** What an injected script would do. */
const isOwned = () => "owned" in window;

describe("the page of a chart", () => {
	const editor = useViewEditor();

	it("stays within its own policy while it loads, changes its theme and size, and is copied (W3)", async () => {
		const { session } = editor();
		const violations = () =>
			session.console.filter((line) => /violates the following .*Security Policy/.test(line));
		const before = violations().length;
		const chart = await openView(session, [VWAP]);
		const { page } = session.workbench;
		const size = page.viewportSize() ?? { width: 1280, height: 800 };
		await session.workbench.setTheme("Light Modern");
		await page.setViewportSize({ width: 700, height: 600 });
		await runCommand(session.folders, "valueArea.refresh");
		await chart.state("chart");
		await page.setViewportSize(size);
		await session.workbench.setTheme("Dark Modern");
		assert.deepEqual(violations().slice(before), []);
	});

	it("shows markup in a name as the text that it is, and runs none of it (W1)", async () => {
		const { session } = editor();
		const rawSymbol = "<img/src=x/onerror=window.owned=1></script>${1}";
		const chart = await openPanel(session, [{ ...BTCUSDT_PROFILE, rawSymbol, range: DAY }]);
		const sentence = await chart.failureMatching(/Kiyotaka/);
		assert.ok(sentence.includes("<img/src=x/onerror"), sentence);
		assert.equal(await chart.frame.evaluate(isOwned), false);
		assert.equal(await chart.frame.locator("img").count(), 0);
		await session.picture("markup-in-a-name");
	});

	it("drops messages that do not come from the editor, and takes those that do (W9)", async () => {
		const { session } = editor();
		const chart = await openView(session, [VWAP]);
		const post = (text: string, origin?: string) =>
			chart.frame.evaluate(
				({ message, origin }) => {
					const init = { data: message, origin: origin ?? window.origin };
					window.dispatchEvent(new MessageEvent("message", init));
				},
				{ message: sealed("failed", { text, actions: [] }), origin },
			);
		await post("From somewhere else.", "https://evil.example");
		await post("From the editor.");
		await chart.failureMatching(/From the editor/);
		const words = await chart.app.textContent();
		assert.ok(words?.includes("From somewhere else") === false);
	});

	it("has the newest answer when it is shown again, and asks nothing for that (L7, W8)", async () => {
		const { session, services } = editor();
		const { workbench, folders } = session;
		await runCommand(folders, "workbench.action.closeAllEditors");
		services.kaiko.clear();
		const instruments = ["btc-usd", "eth-usd", "sol-usd", "btc-eur", "eth-eur"];
		const intervals = ["1h", "30m"];
		for (const instrument of instruments) {
			for (const interval of intervals) {
				const query = { ...VWAP, instrument, interval };
				await runCommand(folders, "valueArea.openQuery", { queries: [query], view: {} });
			}
		}
		const count = instruments.length * intervals.length;
		await until("ten charts are open", async () => {
			return (await workbench.editorTitles()).length === count;
		});
		await services.kaiko.requested(count);
		const titles = await workbench.editorTitles();
		for (const title of [titles[0], titles.at(-1), titles[0]]) {
			await workbench.showEditor(title ?? "");
			await (await workbench.chart(title)).state("chart", "failed");
		}
		assert.equal(services.kaiko.requests.length, count);
	});

	it("has nothing on its way any more when its window is gone (L4)", async () => {
		const { session, services } = editor();
		services.kaiko.always({ kind: "silence" });
		const asked = services.kaiko.requests.length;
		await openPanel(session, [{ ...VWAP, interval: "2h" }]);
		await services.kaiko.requested(asked + 1);
		await session.workbench.reload();
		await services.kaiko.idle();
	});
});

describe("what somebody puts into the page of a chart", () => {
	let services: Services;
	let sink: LoopbackServer;
	let session: Session;
	before("VS Code starts", async function () {
		this.timeout(240_000);
		[services, sink] = await Promise.all([
			startServices(),
			startLoopbackServer(() => ({ status: 200, headers: {}, body: {} })),
		]);
		session = await Session.start({
			settings: customOrigins(services),
			prepare: addCommandExtension,
		});
	});
	after("VS Code ends", async function () {
		this.timeout(240_000);
		await session.stop();
		await Promise.all([services.stop(), sink.stop()]);
	});

	it("does not run and reaches nobody: scripts, code in text, requests, pictures, frames, forms (W2)", async () => {
		const chart = await openView(session, [VWAP]);
		const outcomes = await chart.frame.evaluate(async (origin) => {
			const refused = await new Promise<string[]>((resolve) => {
				const directives: string[] = [];
				document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => {
					directives.push(effectiveDirective);
				});
				const add = (name: string, more: Record<string, string>) => {
					const node = Object.assign(document.createElement(name), more);
					document.body.append(node);
					return node;
				};
				add("script", { textContent: "window.owned = 1" });
				add("script", { src: `${origin}/script.js` });
				add("img", { src: `${origin}/picture.png` });
				add("iframe", { src: `${origin}/frame` });
				add("link", { rel: "stylesheet", href: `${origin}/style.css` });
				const holder = add("div", { innerHTML: '<b onclick="window.owned = 1">press</b>' });
				holder.querySelector("b")?.click();
				const form = add("form", { action: `${origin}/form`, method: "post" });
				if (form instanceof HTMLFormElement) form.submit();
				fetch(`${origin}/fetch`).catch(() => undefined);
				setTimeout(() => resolve([...new Set(directives)].sort()), 1_000);
			});
			let evaluated = "ran";
			try {
				(0, eval)("window.owned = 1");
			} catch {
				evaluated = "refused";
			}
			return { refused, evaluated };
		}, sink.origin);
		assert.equal(outcomes.evaluated, "refused");
		assert.equal(await chart.frame.evaluate(isOwned), false);
		for (const directive of ["connect-src", "frame-src", "img-src", "script-src-elem"]) {
			assert.ok(outcomes.refused.includes(directive), `${directive}: ${outcomes.refused.join()}`);
		}
		assert.deepEqual(sink.requests, []);
	});

	it("cannot read files beside the page's own folder (W6)", async () => {
		const chart = await openView(session, [VWAP]);
		const loads = await chart.frame.evaluate(async () => {
			const own = document.querySelector("link[rel=stylesheet]");
			if (!(own instanceof HTMLLinkElement)) throw new Error("the page has no styles");
			const load = (href: string) =>
				new Promise<string>((resolve) => {
					const link = document.createElement("link");
					Object.assign(link, { rel: "stylesheet", href });
					link.addEventListener("load", () => resolve("loaded"));
					link.addEventListener("error", () => resolve("refused"));
					document.head.append(link);
				});
			const beside = (path: string) => new URL(path, own.href).href;
			return {
				own: await load(`${own.href}?again`),
				sources: await load(beside("../../media/panel.css")),
				manifest: await load(beside("../../package.json")),
				system: await load(new URL("/etc/passwd", own.href).href),
			};
		});
		assert.deepEqual(loads, {
			own: "loaded",
			sources: "refused",
			manifest: "refused",
			system: "refused",
		});
	});
});

describe("a VS Code whose folder for the extension is a file", () => {
	const editor = useEditor({
		prepare: (folders) => {
			addCommandExtension(folders);
			const storage = folders.globalStorage("server");
			mkdirSync(storage, { recursive: true });
			writeFileSync(join(storage, "value-area.value-area"), "");
		},
	});

	it("starts all the same, asks nothing by itself, and shows charts (L5)", async () => {
		const { session, services } = editor();
		const view = await session.workbench.openContainer("Value Area");
		await view.getByText("Open sample data").first().waitFor();
		assert.deepEqual([services.kiyotaka.requests, services.kaiko.requests], [[], []]);
		await openView(session, [VWAP]);
		assert.equal(services.kaiko.requests.length, 1);
	});
});
