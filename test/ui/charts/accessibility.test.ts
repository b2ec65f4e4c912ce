import assert from "node:assert/strict";
import type { Browser } from "playwright-core";
import { launchBrowser } from "../../editor/browser";
import { accessibilityViolations } from "../harness/accessibility";
import type { ThemeName } from "../harness/bareEditor";
import { BareViews, sampleCaption } from "../harness/bareViews";
import type { ChartPage } from "../harness/chartPage";
import { openPanel, openView } from "../harness/openView";
import { dayProfile, sample } from "../harness/queries";
import { pressKeys } from "../harness/reading";
import { useViewEditor } from "../harness/useEditor";
import { ViewChoices } from "../harness/viewChoices";

const THEMES: readonly ThemeName[] = ["dark", "highContrast", "highContrastLight"];

const WEEK = sample("volumeProfile", "1h");
const LINE = sample("vwap", "15m");
const DAY = { ...WEEK, range: { last: "24h" } };
const FAILURE = {
	text: "Kaiko has a problem on its side. Try again later.",
	actions: [
		{ id: "retry", label: "Retry" },
		{ id: "copyDetails", label: "Copy details" },
	],
} as const;

async function isFine(chart: ChartPage): Promise<void> {
	const violations = await accessibilityViolations(chart.frame);
	assert.equal(violations.length, 0, violations.join("\n"));
}

for (const theme of THEMES) {
	describe(`the page of a panel, to assistive technology, in ${theme}`, () => {
		let browser: Browser;
		let views: BareViews;
		before(async () => {
			browser = await launchBrowser();
			views = await BareViews.open(browser, theme);
		});
		after(() => browser.close());

		for (const [name, query] of [
			["a volume profile", DAY],
			["a VWAP", { ...LINE, range: { last: "24h" } }],
		] as const) {
			it(`is fine with ${name}, and with its table open`, async () => {
				const chart = await views.show([query]);
				await isFine(chart);
				await chart.toggleTable();
				await chart.tableRowCount();
				await isFine(chart);
			});
		}

		it("is fine with a failure, in the chart's place and above an earlier chart", async () => {
			const { bare } = views;
			await bare.open();
			await bare.send("caption", { caption: sampleCaption([DAY]) });
			await bare.send("failed", FAILURE);
			await bare.chart.failureMatching(/problem on its side/);
			await isFine(bare.chart);
			const chart = await views.show([DAY]);
			await bare.send("failed", FAILURE);
			await chart.banner("failed", /problem on its side/);
			await isFine(chart);
		});

		it("is fine with the view options, the explanation of the value area and the list of keys", async () => {
			const chart = await views.show([DAY], { nodes: true });
			const options = new ViewChoices(chart);
			await options.open();
			await isFine(chart);
			await options.set("explain", true);
			await options.close();
			await chart.tableRowCount();
			await isFine(chart);
			await pressKeys(chart, "?");
			await chart.byId("keyHelp").waitFor();
			await isFine(chart);
		});

		it("is fine with each view of several panes", async () => {
			const panes = { anchor: "session", volume: true, deviation: true, brush: true } as const;
			for (const [queries, view] of [
				[[WEEK], { layout: "timePrice", developing: true }],
				[[WEEK, LINE], { layout: "overProfile", ...panes }],
				[[LINE, sample("vwap", "15m", "ETH-USDT")], {}],
				[[WEEK, sample("vwap", "1h")], { layout: "crossCheck" }],
				[[WEEK, { ...WEEK, dataset: "sample-b" }], { layout: "vendorCheck" }],
			] as const) {
				const chart = await views.show(queries, view);
				await new ViewChoices(chart).open();
				await isFine(chart);
			}
		});
	});
}

describe("the page of a panel in VS Code, to assistive technology", () => {
	const editor = useViewEditor();

	it("is fine with a volume profile, its table and its options, among the styles of VS Code", async () => {
		const chart = await openView(editor().session, [dayProfile()]);
		await chart.toggleTable();
		await chart.tableRowCount();
		await new ViewChoices(chart).open();
		await isFine(chart);
	});

	it("is fine with an answer without trades", async () => {
		const { session, services } = editor();
		const headers = { "content-type": "application/json" };
		services.kiyotaka.always({ kind: "answer", status: 200, headers, body: '{"series":[]}' });
		const chart = await openPanel(session, [dayProfile("SOLUSDT")]);
		await chart.failureMatching(/no trades in this range/);
		await isFine(chart);
	});
});
