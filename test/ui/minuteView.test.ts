import assert from "node:assert/strict";
import { documented } from "../support/clickHouse/documented";
import { type EmbeddedClickHouse, startEmbeddedClickHouse } from "../support/clickHouse/embedded";
import { clickHouseTools } from "../support/clickHouse/tools";
import { dataSetPage } from "./harness/dataSetPage";
import { itAfter } from "./harness/itAfter";
import { useEditor } from "./harness/useEditor";

/** The documented table with its views, and three days of trades, each in a range of some 800 dollars. */
async function startServer(): Promise<EmbeddedClickHouse> {
	const server = await startEmbeddedClickHouse();
	await server.run("CREATE DATABASE market");
	for (const words of [
		"CREATE TABLE market.trades\n",
		"CREATE TABLE market.trades_by_minute\n",
		"CREATE TABLE market.trades_by_row\n",
		"CREATE MATERIALIZED VIEW market.trades_to_minutes ",
		"CREATE MATERIALIZED VIEW market.trades_to_rows ",
	]) {
		await server.run(documented(words));
	}
	await server.run(
		"INSERT INTO market.trades SELECT 'BTC-USDT', toDateTime64('2026-03-02 06:00:00', 6, 'UTC') + 10 * number, number + 1, toDecimal64(round(65000 + 400 * sin(number / 1375) + (number * 7) % 50, 1), 8), toDecimal64(1 + number % 9, 8) / 10, multiIf(number % 5 < 2, 'buy', number % 5 < 4, 'sell', 'unknown') FROM numbers(25920)",
	);
	return server;
}

describe("charts from a per-minute view of a ClickHouse table", () => {
	let server: EmbeddedClickHouse | undefined;
	before("a server with views", async function () {
		this.timeout(60_000);
		if (clickHouseTools().embedded === undefined) this.skip();
		server = await startServer();
	});
	after(() => server?.stop());
	const editor = useEditor();

	it("say which view they are from, whatever they show", async () => {
		const { session } = editor();
		const { workbench } = session;
		const { input } = workbench;
		await workbench.run("Value Area: Add ClickHouse connection");
		await input.step(/Add ClickHouse connection/);
		await input.enter(server?.url ?? assert.fail("there is no server"));
		await input.suggestion(/^default$/);
		await input.enter("reader");
		await input.message(/Password of reader/);
		await input.enter("any");
		await workbench.told(/Signed in to .* as reader: ClickHouse 26/);
		await input.offers("trades");
		await input.answer("trades");
		for (const [kind, title, view] of [
			["volumeProfile", "BTC-USDT volume profile", "trades_to_rows"],
			["vwap", "BTC-USDT VWAP", "trades_to_minutes"],
		] as const) {
			await workbench.showEditor("trades");
			const page = await dataSetPage(workbench, "trades");
			await page.locator(`[data-testid="open-${kind}"]:enabled`).click();
			const chart = await workbench.chart(title);
			await chart.state("chart");
			await chart.press("notes");
			await chart.frame.getByText(`From the per-minute view ${view}.`).waitFor();
			await session.picture(`minute-view-${kind}`);
		}
	});

	const itThen = itAfter("say which view they are from, whatever they show");
	for (const [id, theme, style] of [
		["light", "Light Modern", "vs"],
		["contrast", "Dark High Contrast", "hc-black"],
	] as const) {
		itThen(`are read in the colours of ${theme}`, async () => {
			const { session } = editor();
			await session.workbench.setTheme(theme);
			await session.workbench.page.locator(`.monaco-workbench.${style}`).waitFor();
			const chart = await session.workbench.chart("BTC-USDT VWAP");
			await chart.state("chart");
			await chart.frame.getByText(/From the per-minute view/).waitFor();
			await session.picture(`minute-view-${id}`);
		});
	}
});
