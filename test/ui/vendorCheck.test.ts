import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findTapeMarket, tapeForDay } from "../../src/core/sample/tape";
import type { ChartPage } from "./harness/chartPage";
import { addCommandExtension, openView, runCommand } from "./harness/openView";
import { dayProfile, dayVwap } from "./harness/queries";
import { until } from "./harness/until";
import { useEditor } from "./harness/useEditor";
import { ViewChoices } from "./harness/viewChoices";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const DAY = Date.parse("2026-03-29T00:00:00Z");
const QUARTER_MS = HOUR_MS / 4;
const LOST_HOUR = 9;
/** The hour that the second data set lacks. */
const OTHER_LOST_HOUR = 3;
const DOUBLED_HOUR = 14;
const OWN_TRADES = {
	provider: "trades",
	dataset: "own",
	symbol: "BTCUSDT",
	interval: "1h",
	range: dayProfile().range,
};
const TITLE = "Check a vendor against own trades";

/** The trades that the services tell volumes of. */
function tape() {
	const market = findTapeMarket("BTC-USDT");
	assert.ok(market !== undefined);
	return tapeForDay(market, DAY / DAY_MS);
}

/** How many quarters of an hour traded, of the day or of one hour. */
function quarters(hour?: number): number {
	const traded = Array.from(tape().times)
		.filter((time) => hour === undefined || Math.floor((time - DAY) / HOUR_MS) === hour)
		.map((time) => Math.floor(time / QUARTER_MS));
	return new Set(traded).size;
}

/** The same as a file of one's own, without an hour. */
function tapeFile(lost?: number): string {
	const { times, prices, quantities, takers, priceDecimals, quantityDecimals } = tape();
	const decimal = (units: number, places: number) => (units / 10 ** places).toFixed(places);
	const rows = Array.from(times, (time, at) => ({ time, at }))
		.filter(({ time }) => Math.floor((time - DAY) / HOUR_MS) !== lost)
		.map(({ time, at }) => {
			const price = decimal(Number(prices[at]), priceDecimals);
			const size = decimal(Number(quantities[at]), quantityDecimals);
			return `${at + 1},${price},${size},${time},${takers[at] === 1 ? "buy" : "sell"}`;
		});
	return ["id,price,size,time,side", ...rows, ""].join("\n");
}

describe("a vendor's numbers beside one's own trades", () => {
	const editor = useEditor({
		kiyotaka: {
			wrong: { [DAY + LOST_HOUR * HOUR_MS]: 0, [DAY + DOUBLED_HOUR * HOUR_MS]: 2 },
		},
		prepare: (folders) => {
			addCommandExtension(folders);
			const { workspace } = folders;
			writeFileSync(join(workspace, "BTCUSDT-own.csv"), tapeFile());
			writeFileSync(join(workspace, "BTCUSDT-other.csv"), tapeFile(OTHER_LOST_HOUR));
			const definitions = join(workspace, ".valuearea", "datasets");
			mkdirSync(definitions, { recursive: true });
			for (const [id, name] of [
				["own", "My tape"],
				["other", "Other tape"],
			] as const) {
				const layout = { symbol: "BTCUSDT" };
				const definition = { schema: 1, name, files: [`BTCUSDT-${id}.csv`], layout };
				writeFileSync(join(definitions, `${id}.json`), JSON.stringify(definition));
			}
		},
	});

	/** The row of the table that begins with an hour of the day. */
	async function row(chart: ChartPage, hour: number): Promise<string[]> {
		return (await chart.tableRow(hour)).cells;
	}

	it("are checked from the saved market: what differs and what is missing is told", async () => {
		const { session } = editor();
		const { workbench, folders } = session;
		const { input } = workbench;
		const market = await openView(session, [dayProfile()]);
		await workbench.openContainer("Value Area");
		await market.press("saveMarket");
		await input.step(/Save market/);
		await input.enter("BTCUSDT at Kiyotaka");
		await workbench.treeItem("BTCUSDT at Kiyotaka").waitFor();
		await workbench.closeAllEditors();
		await workbench.treeAction("BTCUSDT at Kiyotaka", TITLE);
		// Nobody has read the files of either data set yet.
		await input.step(new RegExp(TITLE));
		await input.offers("Other tape");
		await session.picture("vendor-check-own-side");
		await input.pick("My tape");
		await input.offers("All of BTCUSDT, My tape");
		await session.picture("vendor-check-range");
		await input.back();
		await input.offers("Other tape");
		await input.pick("My tape");
		await input.offers("All of BTCUSDT, My tape");
		await input.pick(/^All of BTCUSDT/);

		const chart = await workbench.chart("BTCUSDT vendor check");
		await chart.state("chart");
		assert.equal(await chart.value("verdict"), "22 of 24 intervals agree");
		assert.equal(await chart.value("verdictMore"), "1 differs; 1 is missing at Kiyotaka");
		assert.match(await chart.value("largestVolume"), /^\+100\.000 %$/);
		assert.match(await chart.legend(), /Kiyotaka\nMy tape/);
		await session.picture("vendor-check");
		// In the middle of the doubled hour, left of the axis.
		await chart.hover(0.56, 0.4);
		const card = await chart.card();
		assert.match(card, /14:00 UTC · differs/);
		assert.match(card, /Volume difference\+[\d.]+ BTC · \+100\.000 %/);
		await session.picture("vendor-check-hover");

		await chart.toggleTable();
		const [time, state, volume, percent] = await row(chart, DOUBLED_HOUR);
		assert.match(time ?? "", /14:00/);
		assert.equal(state, "differs");
		assert.match(volume ?? "", /^\+\d/);
		assert.equal(percent, "+100.0000");
		const missing = await row(chart, LOST_HOUR);
		assert.equal(missing[1], "missing at Kiyotaka");
		assert.equal(missing[2], "–");
		await session.picture("vendor-check-table");

		const choices = new ViewChoices(chart);
		await choices.enter("volumePercent", "100");
		await chart.valueBecomes("verdict", (words) => words === "23 of 24 intervals agree");
		await session.picture("vendor-check-bounds");
		await choices.close();

		await runCommand(folders, "workbench.action.closePanel");
		await workbench.reload();
		const restored = await workbench.chart("BTCUSDT vendor check");
		await restored.state("chart");
		assert.equal(await restored.value("verdict"), "23 of 24 intervals agree");
	});

	it("say first what makes the sides unequal, and load the volume that is missing", async () => {
		const { session } = editor();
		const own = { ...OWN_TRADES, kind: "vwap" };
		const chart = await openView(session, [dayVwap("btc-usd", "cbse", "1h"), own], {
			layout: "vendorCheck",
		});
		await chart.banner("notice", /Kaiko sent no volume/);
		await chart.banner("notice", /Kaiko is priced in USD and My tape in USDT/);
		await session.picture("vendor-check-vwap");
		assert.equal(await chart.value("verdict"), "24 of 24 intervals agree");
		await chart.pressAction(/Load volume/);
		await until("volumes are compared", () => chart.byId("largestVolume").isVisible());
		assert.equal(await chart.value("verdict"), "24 of 24 intervals agree");
		assert.equal(await chart.value("largestVolume"), "0.000 %");
	});

	it("are checked over another time, which both sides understand alike", async () => {
		const { session } = editor();
		const { workbench } = session;
		const own = { ...OWN_TRADES, kind: "volumeProfile" };

		const chart = await openView(session, [dayProfile(), own, { ...own, kind: "vwap" }], {
			layout: "vendorCheck",
		});
		await chart.press("editQuery");
		const { input } = workbench;
		await input.offers("My tape");
		await input.pick("My tape");
		// Symbol, interval, height of rows and sizes stay.
		for (const step of [1, 2, 3, 4]) {
			await input.step(new RegExp(`\\(${step}/5\\)`));
			await input.confirm();
		}
		await input.step(/\(5\/5\)/);
		await input.answer("2026-03-29T12:00Z..2026-03-29T18:00Z");
		await chart.valueBecomes("verdict", (words) => words === "5 of 6 intervals agree");
		assert.equal(await chart.value("verdictMore"), "1 differs");
	});

	it("are those of another data set, too", async () => {
		const { session } = editor();
		const { workbench } = session;
		const { input } = workbench;
		await workbench.closeAllEditors();
		await workbench.run(`Value Area: ${TITLE}`);
		await input.step(new RegExp(TITLE));
		await input.offers("BTCUSDT at Kiyotaka");
		await session.picture("vendor-check-sides");
		await input.pick("My tape");
		await input.offers("Other tape");
		await input.pick("Other tape");
		await input.offers("All of BTCUSDT, Other tape");
		await input.pick(/^All of BTCUSDT/);
		const chart = await workbench.chart("BTCUSDT data set check");
		await chart.state("chart");
		// A day is looked at in quarters of an hour.
		const [all, lost] = [quarters(), quarters(OTHER_LOST_HOUR)];
		assert.ok(lost > 1);
		assert.equal(await chart.value("verdict"), `${all - lost} of ${all} intervals agree`);
		assert.equal(await chart.value("verdictMore"), `${lost} are missing in Other tape`);
		await session.picture("vendor-check-data-sets");
	});

	for (const [id, theme] of [
		["light", "Light Modern"],
		["contrast", "Dark High Contrast"],
	] as const) {
		it(`are drawn in the colours of ${theme}`, async () => {
			const { session } = editor();
			const { workbench } = session;
			await workbench.setTheme(theme);
			const own = { ...OWN_TRADES, kind: "volumeProfile" };
			const chart = await openView(session, [dayProfile(), own], { layout: "vendorCheck" });
			assert.equal(await chart.value("verdict"), "22 of 24 intervals agree");
			await session.picture(`vendor-check-${id}`);
		});
	}
});
