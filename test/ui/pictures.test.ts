import assert from "node:assert/strict";
import type { ViewOptions } from "../../src/core/query/viewOptions";
import { openView, runCommand } from "./harness/openView";
import { colored } from "./harness/painted";
import { dayProfile, sample } from "./harness/queries";
import { useViewEditor } from "./harness/useEditor";

const THEMES = [
	["dark", "Dark Modern"],
	["light", "Light Modern"],
	["contrast-dark", "Dark High Contrast"],
	["contrast-light", "Light High Contrast"],
] as const;

const WEEK = sample("volumeProfile", "1h");
const LINE = sample("vwap", "15m");
const VIEWS: readonly (readonly [string, readonly object[], ViewOptions])[] = [
	["profile", [WEEK], { nodes: true, naked: true }],
	["profile-total", [dayProfile()], { bars: "total" }],
	["profile-sides", [WEEK], { bars: "sides" }],
	["profile-delta", [WEEK], { bars: "delta" }],
	["profile-cumulative", [WEEK], { bars: "cumulative" }],
	["profile-explained", [dayProfile()], { explain: true }],
	["time-price", [WEEK], { layout: "timePrice", developing: true, naked: true }],
	["time-price-delta", [dayProfile()], { layout: "timePrice", cells: "delta" }],
	["time-price-profiles", [dayProfile()], { layout: "timePrice", cells: "profiles" }],
	["vwap-anchored", [LINE], { anchor: "session", volume: true, deviation: true, brush: true }],
	["over-profile", [WEEK, LINE], { layout: "overProfile", anchor: "week", candles: true }],
	["compare", [LINE, sample("vwap", "15m", "ETH-USDT")], {}],
	["cross-check", [WEEK, sample("vwap", "1h")], { layout: "crossCheck" }],
];

describe("pictures of every view, to be looked at", () => {
	const editor = useViewEditor();
	before(async () => {
		const { session } = editor();
		await openView(session, [LINE]);
		await runCommand(session.folders, "workbench.action.closeSidebar");
	});

	for (const [id, theme] of THEMES) {
		it(`in ${theme}`, async () => {
			const { session } = editor();
			await session.workbench.setTheme(theme);
			for (const [name, queries, view] of VIEWS) {
				const chart = await openView(session, queries, view);
				assert.ok((await colored(chart)) > 0.0005, `${name} has no colours`);
				await session.picture(`view-${name}-${id}`);
			}
		});
	}

	it("in one typeface, bold text too", async () => {
		const { page } = editor().session.workbench;
		const browser = await page.context().newCDPSession(page);
		await browser.send("DOM.enable");
		await browser.send("CSS.enable");
		const texts = await page.evaluateHandle(() => {
			const texts = document.createElement("div");
			for (const weight of [400, 600, 700]) {
				const text = document.createElement("p");
				text.className = "weighed";
				text.textContent = "VAH 71,750 BTC-USDT";
				text.style.fontWeight = String(weight);
				texts.append(text);
			}
			document.querySelector(".monaco-workbench")?.append(texts);
			return texts;
		});
		const { root } = await browser.send("DOM.getDocument");
		const { nodeIds } = await browser.send("DOM.querySelectorAll", {
			nodeId: root.nodeId,
			selector: ".weighed",
		});
		const typefaces = new Set<string>();
		for (const nodeId of nodeIds) {
			const { fonts } = await browser.send("CSS.getPlatformFontsForNode", { nodeId });
			for (const { familyName } of fonts) typefaces.add(familyName);
		}
		await texts.evaluate((texts) => texts.remove());
		await browser.detach();
		assert.equal(nodeIds.length, 3);
		// A weight may have a family of its own: "Inter", "Inter SemiBold".
		const [plain = ""] = [...typefaces].sort((a, b) => a.length - b.length);
		assert.ok(
			plain !== "" && [...typefaces].every((name) => name.startsWith(plain)),
			[...typefaces].join(),
		);
	});

	it("at 200 %, with the panel of choices open", async () => {
		const { session } = editor();
		await session.workbench.setTheme("Dark Modern");
		const { page } = session.workbench;
		// Half as many pixels of layout, as a person's zoom leaves.
		const usual = page.viewportSize();
		await page.setViewportSize({ width: 640, height: 400 });
		const chart = await openView(session, [WEEK]);
		await session.picture("view-profile-zoom-200");
		await chart.press("options");
		await session.picture("view-profile-zoom-200-options");
		assert.ok((await colored(chart)) > 0.0005);
		if (usual !== null) await page.setViewportSize(usual);
	});
});
