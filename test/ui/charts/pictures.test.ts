import assert from "node:assert/strict";
import type { Browser } from "playwright-core";
import type { ViewOptions } from "../../../src/core/query/viewOptions";
import { launchBrowser } from "../../editor/browser";
import type { ThemeName } from "../harness/bareEditor";
import { BareViews } from "../harness/bareViews";
import { openView, runCommand } from "../harness/openView";
import { colorOf, painted } from "../harness/pictures/painted";
import { sample } from "../harness/queries";
import { until } from "../harness/until";
import { useViewEditor } from "../harness/useEditor";

const THEMES: readonly ThemeName[] = ["dark", "light", "highContrast", "highContrastLight"];

const WEEK = sample("volumeProfile", "1h");
const LINE = sample("vwap", "15m");
const DAY = { ...WEEK, range: { last: "24h" } };
/** A colour that a view must show, and the least share of its canvas. */
type Painted = readonly [color: "buy" | "sell" | "poc" | "valueArea" | "vwap", share: number];
const SIDES: readonly Painted[] = [
	["buy", 0.01],
	// Hatched in high contrast.
	["sell", 0.002],
];
const LEVELS: readonly Painted[] = [
	["poc", 0.0005],
	["valueArea", 0.0003],
];
/** Name of the picture, what is asked, how it is looked at, what must be painted and named in the legend. */
const VIEWS: readonly (readonly [
	string,
	readonly ReturnType<typeof sample>[],
	ViewOptions,
	readonly Painted[],
	RegExp,
])[] = [
	["profile", [WEEK], { nodes: true, naked: true }, [...SIDES, ...LEVELS], /Buy.*Sell.*POC/s],
	["profile-total", [DAY], { bars: "total" }, LEVELS, /POC.*Value area/s],
	["profile-sides", [WEEK], { bars: "sides" }, [...SIDES, ...LEVELS], /Buy.*Sell/s],
	["profile-delta", [WEEK], { bars: "delta" }, [...SIDES, ...LEVELS], /Delta|Buy/],
	["profile-cumulative", [WEEK], { bars: "cumulative" }, LEVELS, /POC.*Buy.*Sell/s],
	["profile-explained", [DAY], { explain: true }, [...SIDES, ...LEVELS], /Value area/],
	[
		"time-price",
		[WEEK],
		{ layout: "timePrice", developing: true, naked: true },
		LEVELS,
		/POC of each interval.*Developing levels.*Naked POCs/s,
	],
	["time-price-delta", [DAY], { layout: "timePrice", cells: "delta" }, SIDES, /More sold/],
	["time-price-profiles", [DAY], { layout: "timePrice", cells: "profiles" }, SIDES, /Buy/],
	[
		"vwap-anchored",
		[LINE],
		{ anchor: "session", volume: true, deviation: true, brush: true },
		[["vwap", 0.001]],
		/VWAP.*Anchored/s,
	],
	[
		"over-profile",
		[WEEK, LINE],
		{ layout: "overProfile", anchor: "week", candles: true },
		[["vwap", 0.0005], ...LEVELS],
		/VWAP.*POC|POC.*VWAP/s,
	],
	["compare", [LINE, sample("vwap", "15m", "ETH-USDT")], {}, [], /BTC-USDT.*ETH-USDT/s],
	[
		"cross-check",
		[WEEK, sample("vwap", "1h")],
		{ layout: "crossCheck" },
		[["vwap", 0.0005]],
		/VWAP/,
	],
];

/** Those of the README (scripts/picture.mjs), of which the window around them is a part. */
const OF_THE_README = VIEWS.filter(([name]) => ["time-price", "over-profile"].includes(name));

describe("pictures of every view, to be looked at", () => {
	let browser: Browser;
	before(async () => {
		browser = await launchBrowser();
	});
	after(() => browser.close());

	for (const theme of THEMES) {
		it(`in ${theme}`, async () => {
			const views = await BareViews.open(browser, theme);
			const missing: string[] = [];
			const drawings = new Set<string>();
			for (const [name, queries, view, colors, legend] of VIEWS) {
				const chart = await views.show(queries, view);
				await views.picture(`view-${name}-${theme}`);
				for (const [color, least] of colors) {
					const share = await painted(chart, await colorOf(chart, color));
					if (share < least) missing.push(`${name}: ${color} on ${share} of the canvas`);
				}
				const words = await chart.legend();
				if (!legend.test(words)) missing.push(`${name}: legend says ${words}`);
				drawings.add(await chart.drawing());
				if (await chart.hasBanner("failed")) missing.push(`${name}: a part failed`);
			}
			assert.deepEqual(missing, []);
			assert.equal(drawings.size, VIEWS.length, "two views look the same");
			await views.close();
		});
	}
});

describe("pictures of a window, to be looked at", () => {
	const editor = useViewEditor();
	before(async () => {
		const { session } = editor();
		await openView(session, [LINE]);
		await runCommand(session.folders, "workbench.action.closeSidebar");
	});

	for (const [name, queries, view] of OF_THE_README) {
		it(`show ${name} as the README does`, async () => {
			const { session } = editor();
			await session.workbench.setTheme("Dark Modern");
			const chart = await openView(session, queries, view);
			for (const [color, least] of LEVELS) {
				const share = await painted(chart, await colorOf(chart, color));
				assert.ok(share >= least, `${color} on ${share} of the canvas`);
			}
			await session.picture(`view-window-${name}`);
		});
	}

	it("in one typeface, bold text too", async () => {
		const { page } = editor().session.workbench;
		const browser = await page.context().newCDPSession(page);
		await browser.send("DOM.enable");
		await browser.send("CSS.enable");
		const texts = await page.evaluateHandle(() => {
			const texts = document.createElement("div");
			texts.style.cssText = "position: fixed; top: 0; left: 0; z-index: 1000000";
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
			// Known once the text is laid out.
			const found = await until("the text has its typeface", async () => {
				const { fonts } = await browser.send("CSS.getPlatformFontsForNode", { nodeId });
				return fonts.length > 0 ? fonts : undefined;
			});
			for (const { familyName } of found) typefaces.add(familyName);
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
		for (const [color, least] of [...SIDES, ...LEVELS]) {
			const share = await painted(chart, await colorOf(chart, color));
			assert.ok(share >= least, `${color} on ${share} of the canvas`);
		}
		if (usual !== null) await page.setViewportSize(usual);
	});
});
