import assert from "node:assert/strict";
import { askProfile } from "../harness/asks";
import { itAfter } from "../harness/itAfter";
import { inked } from "../harness/pictures/pixels";
import { numberIn } from "../harness/numbers";
import { until } from "../harness/until";
import { useEditor } from "../harness/useEditor";
import { type WireRow, profileOnTheWire } from "../harness/wire";

const largestOf = (rows: readonly WireRow[]): WireRow =>
	rows.reduce((best, row) => (row.buy + row.sell > best.buy + best.sell ? row : best));

describe("volume profile, from the palette to the chart", () => {
	const editor = useEditor();

	it("is asked for with the keyboard alone and sent as the provider documents", async () => {
		const { session, services } = editor();
		await askProfile(session.workbench);
		const chart = await session.workbench.chart();
		await chart.state("chart");
		assert.equal(services.kiyotaka.requests.length, 1);
		assert.equal(
			services.kiyotaka.requests[0]?.query,
			"type=VOLUME_PROFILE_AGG&exchange=BINANCE_FUTURES&rawSymbol=BTCUSDT&interval=HOUR&from=1774742400&period=86400",
		);
		assert.deepEqual(await session.workbench.editorTitles(), [
			"BTCUSDT volume profile · hourly · 2026-03-29 – 2026-03-30",
		]);
		await session.picture("profile-dark");
	});

	const itThen = itAfter("is asked for with the keyboard alone and sent as the provider documents");

	itThen("shows the totals and the point of control that the wire's numbers give", async () => {
		const { session, services } = editor();
		const chart = await session.workbench.chart();
		const rows = await profileOnTheWire(services.kiyotaka);
		const sum = (of: "buy" | "sell") => rows.reduce((total, row) => total + row[of], 0);
		const [buy, sell] = [sum("buy"), sum("sell")];
		const largest = largestOf(rows);
		assert.equal(numberIn(await chart.value("poc")), largest.price);
		const near = (shown: string, exact: number) =>
			assert.ok(
				Math.abs(numberIn(shown) - exact) <= Math.abs(exact) * 0.01 + 0.05,
				`${shown} is not ${exact}`,
			);
		near(await chart.value("total"), buy + sell);
		near(await chart.value("buy"), buy);
		near(await chart.value("sell"), sell);
		const [low, high] = [numberIn(await chart.value("val")), numberIn(await chart.value("vah"))];
		assert.ok(low < largest.price && largest.price < high);
		const captured = rows
			.filter(({ price }) => price >= low && price <= high)
			.reduce((total, row) => total + row.buy + row.sell, 0);
		assert.ok(captured >= 0.7 * (buy + sell) && captured < 0.85 * (buy + sell), `${captured}`);
	});

	itThen("draws bars in two colours and level lines", async () => {
		const chart = await editor().session.workbench.chart();
		const { coloured, hues } = await inked(await chart.settledCanvas());
		assert.ok(coloured > 0.05, `${coloured} of the chart is coloured`);
		assert.ok(hues >= 3, `${hues} hues: buy, sell and the levels should differ`);
	});

	itThen(
		"has the same numbers in the table, highest price first, with the point of control marked",
		async () => {
			const { session, services } = editor();
			const chart = await session.workbench.chart();
			await chart.toggleTable();
			const rows = await profileOnTheWire(services.kiyotaka);
			assert.equal(await chart.tableRowCount(), rows.length);
			const poc = rows.findIndex(({ price }) => price === largestOf(rows).price);
			for (const at of [0, poc, rows.length - 1]) {
				const { cells, marks } = await chart.tableRow(at);
				const row = rows[at];
				assert.ok(row);
				const [price, buy, sell] = cells.map(numberIn);
				assert.equal(price, row.price);
				assert.ok(Math.abs((buy ?? NaN) - row.buy) < 0.001, `${cells.join(" ")}, not ${row.buy}`);
				assert.ok(
					Math.abs((sell ?? NaN) - row.sell) < 0.001,
					`${cells.join(" ")}, not ${row.sell}`,
				);
				assert.equal(marks.includes("poc"), at === poc);
			}
			await session.picture("profile-table");
			await chart.toggleTable();
		},
	);

	itThen("steps through the single intervals and back to all", async () => {
		const chart = await editor().session.workbench.chart();
		const whole = await chart.value("total");
		await chart.press("nextInterval");
		await chart.valueBecomes("total", (value) => numberIn(value) < numberIn(whole));
		assert.match(await chart.value("intervalLabel"), /1 of 2\d/);
		await chart.press("intervalLabel");
		await chart.valueBecomes("total", (value) => value === whole);
	});

	itThen("copies a level by a click", async () => {
		const { workbench } = editor().session;
		const chart = await workbench.chart();
		await chart.byId("poc").click();
		await chart.announced(/POC copied/);
		const shown = numberIn(await chart.value("poc"));
		await until("the clipboard has it", async () => Number(await workbench.clipboard()) === shown);
	});

	itThen("shows the row under the pointer", async () => {
		const { session } = editor();
		const chart = await session.workbench.chart();
		await chart.hover(0.2, 0.5);
		const card = await chart.card();
		for (const word of ["Buy", "Sell", "Total", "Delta", "Share"])
			assert.ok(card.includes(word), card);
		await session.picture("profile-hover");
	});

	itThen(
		"leaves nothing changed at Escape, and says what is wrong with what was typed",
		async () => {
			const { session, services } = editor();
			const { input } = session.workbench;
			const asked = services.kiyotaka.requests.length;
			await session.workbench.run("Value Area: Query volume profile");
			await input.step(/\(1\/5\)/);
			await input.answer("BYBIT");
			await input.step(/\(2\/5\)/);
			await input.back();
			await input.step(/\(1\/5\)/);
			await input.answer("BYBIT");
			await input.answer("BTCUSDT");
			await input.step(/\(3\/5\)/);
			await input.answer("MINUTE");
			await input.step(/\(4\/5\)/);
			await input.type("2026-03-02..2026-03-01");
			await input.offers(/Swap start and end/);
			await input.type("400d");
			await input.offers(/intervals/);
			await input.escape();
			await input.closed();
			assert.equal(services.kiyotaka.requests.length, asked);
			assert.deepEqual(await session.workbench.editorTitles(), [
				"BTCUSDT volume profile · hourly · 2026-03-29 – 2026-03-30",
			]);
		},
	);

	itThen("repeats the last query without prompts", async () => {
		const { session, services } = editor();
		await session.workbench.closeAllEditors();
		const asked = services.kiyotaka.requests.length;
		await session.workbench.run("Value Area: Run last query again");
		await (await session.workbench.chart()).state("chart");
		assert.equal(services.kiyotaka.requests.length, asked + 1);
	});
});
