import assert from "node:assert/strict";
import { accessibilityViolations } from "../harness/accessibility";
import type { ChartPage } from "../harness/chartPage";
import { openPanel, openView } from "../harness/openView";
import { dayProfile, dayVwap, sample } from "../harness/queries";
import { pressKeys } from "../harness/reading";
import { useViewEditor } from "../harness/useEditor";
import { ViewChoices } from "../harness/viewChoices";

const THEMES = ["Dark Modern", "Dark High Contrast", "Light High Contrast"];

for (const theme of THEMES) {
	describe(`the page of a panel, to assistive technology, in ${theme}`, () => {
		const editor = useViewEditor();
		before(() => editor().session.workbench.setTheme(theme));
		after(() => editor().session.workbench.setTheme("Dark Modern"));

		async function isFine(chart: ChartPage): Promise<void> {
			const violations = await accessibilityViolations(chart.frame);
			assert.equal(violations.length, 0, violations.join("\n"));
		}

		it("is fine with a volume profile, and with its table open", async () => {
			const chart = await openView(editor().session, [dayProfile()]);
			await isFine(chart);
			await chart.toggleTable();
			await chart.tableRowCount();
			await isFine(chart);
		});

		it("is fine with a VWAP, and with its table open", async () => {
			const chart = await openView(editor().session, [dayVwap()]);
			await isFine(chart);
			await chart.toggleTable();
			await chart.tableRowCount();
			await isFine(chart);
		});

		it("is fine with a failure, in the chart's place and above an earlier chart", async () => {
			const { session, services } = editor();
			services.kiyotaka.always({ kind: "answer", status: 500, body: "{}" });
			const chart = await openPanel(session, [dayProfile("ETHUSDT")]);
			await chart.failureMatching(/problem on its side/);
			await isFine(chart);
			services.kiyotaka.always(undefined);
			await chart.press("refresh");
			await chart.state("chart");
			services.kiyotaka.always({ kind: "answer", status: 500, body: "{}" });
			await chart.press("refresh");
			await chart.banner("failed", /problem on its side/);
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

		it("is fine with the view options, the explanation of the value area and the list of keys", async () => {
			const chart = await openView(editor().session, [dayProfile()], { nodes: true });
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
			const { session } = editor();
			const [week, line] = [sample("volumeProfile", "1h"), sample("vwap", "15m")];
			const panes = { anchor: "session", volume: true, deviation: true, brush: true } as const;
			for (const [queries, view] of [
				[[week], { layout: "timePrice", developing: true }],
				[[week, line], { layout: "overProfile", ...panes }],
				[[line, sample("vwap", "15m", "ETH-USDT")], {}],
				[[week, sample("vwap", "1h")], { layout: "crossCheck" }],
				[[week, { ...week, dataset: "sample-b" }], { layout: "vendorCheck" }],
			] as const) {
				const chart = await openView(session, queries, view);
				await new ViewChoices(chart).open();
				await isFine(chart);
			}
		});
	});
}
