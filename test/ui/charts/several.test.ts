import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { DAY } from "../harness/asks";
import { itAfter } from "../harness/itAfter";
import { numberIn } from "../harness/numbers";
import { until } from "../harness/until";
import { useEditor } from "../harness/useEditor";
import { profileOnTheWire } from "../harness/wire";

describe("a profile over several exchanges", () => {
	const editor = useEditor();

	async function askCoin(...options: string[]): Promise<void> {
		const { workbench } = editor().session;
		const { input } = workbench;
		await workbench.run("Value Area: Query volume profile");
		await input.step(/\(1\/5\)/);
		await input.answer("BINANCE_FUTURES, BYBIT");
		await input.step(/\(2\/5\)/);
		await input.answer("BTC");
		await input.step(/\(3\/5\)/);
		await input.answer("HOUR");
		await input.step(/\(4\/5\)/);
		await input.answer(DAY);
		await input.step(/\(5\/5\)/);
		for (const option of options) await input.tick(option);
		await input.pressOk();
		await input.left(/\(5\/5\)/);
	}

	it("comes as one series per market, to choose from", async () => {
		const { session, services } = editor();
		await askCoin();
		const chart = await session.workbench.chart();
		await chart.state("chart");
		assert.match(
			services.kiyotaka.requests.at(-1)?.query ?? "",
			/exchange=BINANCE_FUTURES&exchange=BYBIT&coin=BTC/,
		);
		const names = await chart.seriesNames();
		assert.equal(names.length, 2);
		assert.match(names[0] ?? "", /Binance/i);
		assert.ok(
			names.some((name) => /BYBIT/.test(name)),
			names.join(),
		);
		for (const [name, exchange] of [
			[names[1], "BYBIT"],
			[names[0], "BINANCE_FUTURES"],
		] as const) {
			const rows = await profileOnTheWire(services.kiyotaka, (found) => found === exchange);
			const total = rows.reduce((sum, { buy, sell }) => sum + buy + sell, 0);
			assert.ok(total > 0);
			await chart.chooseSeries(name ?? "");
			await chart.valueBecomes(
				"total",
				(shown) => /BTC$/.test(shown) && Math.abs(numberIn(shown) - total) < total * 0.01,
			);
			await session.picture(`series-${exchange}`);
		}
	});

	it("can be summed and counted in US dollars", async () => {
		const { session, services } = editor();
		services.kiyotaka.clear();
		await session.workbench.closeAllEditors();
		await askCoin("Sum of all markets", "Volumes in US dollars");
		const chart = await session.workbench.chart();
		await chart.state("chart");
		assert.match(
			services.kiyotaka.requests[0]?.query ?? "",
			/transform\.groupBy\.type=GROUP_BY_TYPE_SUM&transform\.normalize\.quote=USD/,
		);
		const rows = await profileOnTheWire(services.kiyotaka);
		const total = rows.reduce((sum, { buy, sell }) => sum + buy + sell, 0);
		const shown = await chart.value("total");
		assert.match(shown, /USD/);
		assert.ok(Math.abs(numberIn(shown) - total) < total * 0.01, `${shown} is not ${total}`);
		await session.picture("sum-usd");
	});

	const itThen = itAfter("can be summed and counted in US dollars");

	itThen("is exported with the wire's own numbers", async () => {
		const { session, services } = editor();
		const { workbench, folders } = session;
		const chart = await workbench.chart();
		await chart.press("exportData");
		await workbench.input.answer("CSV");
		const file = await workbench.input.suggestion(/\.csv$/);
		await workbench.input.confirm();
		assert.equal(dirname(file), folders.workspace);
		await until("the file is written", () => Promise.resolve(existsSync(file)));
		const [header, ...lines] = readFileSync(file, "utf8").trim().split(/\r?\n/);
		assert.match(header ?? "", /^interval_start,price,buy \[[A-Z]+\],sell \[[A-Z]+\]$/);
		const volume = lines.reduce((sum, line) => {
			const [, , buy, sell] = line.split(",").map(Number);
			return sum + (buy ?? NaN) + (sell ?? NaN);
		}, 0);
		const rows = await profileOnTheWire(services.kiyotaka);
		const total = rows.reduce((sum, { buy, sell }) => sum + buy + sell, 0);
		assert.ok(Math.abs(volume - total) < 1e-9 * total);
		assert.match(lines[0] ?? "", /^2026-03-29T00:00:00(\.000)?Z,/);
	});

	itThen("is copied as a picture", async () => {
		const { session } = editor();
		const chart = await session.workbench.chart();
		await chart.press("copyImage");
		await chart.announced(/Image copied/);
	});
});
