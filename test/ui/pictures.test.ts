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

	it("in one typeface without serifs, bold text too", async () => {
		const chart = await openView(editor().session, [WEEK]);
		const widths = await chart.frame.evaluate(() => {
			const pen = new OffscreenCanvas(1, 1).getContext("2d");
			if (pen === null) throw new Error("no canvas");
			const page = getComputedStyle(document.body).fontFamily;
			const widthOf = (weight: number, family: string) => {
				pen.font = `${weight} 100px ${family}`;
				return pen.measureText("VAH 71,750 BTC-USDT").width;
			};
			return [400, 600, 700].map((weight) => ({
				page: widthOf(weight, page),
				serif: widthOf(weight, "serif"),
				monospace: widthOf(weight, "monospace"),
			}));
		});
		for (const { page, serif, monospace } of widths) {
			assert.notEqual(page, serif);
			assert.notEqual(page, monospace);
		}
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
