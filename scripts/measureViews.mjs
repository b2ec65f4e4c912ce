// `node scripts/measureViews.mjs [--trades 10000000]`: makes the tables and views of docs/outgrowing-one-machine.md in a
// current ClickHouse, fills them with generated trades, and prints what they take and what charts from them cost against
// charts from the trades. Times belong to the machine; compare the ratios.
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { bootstrap } from "./lib/bootstrap.mjs";
import { ROOT } from "./lib/paths.mjs";
import { main, say } from "./lib/terminal.mjs";
import { compile } from "./lib/build.mjs";

const REPETITIONS = 5;
const START = Date.UTC(2026, 0, 5);
const DAYS = 7;

const { values } = parseArgs({ options: { trades: { type: "string", default: "10000000" } } });

const median = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
async function timed(task) {
	const start = performance.now();
	const result = await task();
	return { ms: performance.now() - start, result };
}

/** Seven days of one instrument: orders of three fills each, prices on a walk of cents, sizes of five decimals. */
const tape = (table, count) => `INSERT INTO ${table} SELECT
	'BTC-USDT',
	toDateTime64('2026-01-05 00:00:00', 6, 'UTC') + toIntervalMicrosecond(intDiv(number, 3) * ${Math.floor((DAYS * 86_400e6 * 3) / count)} + bitAnd(cityHash64(intDiv(number, 3)), 65535)),
	5000000000 + number,
	toDecimal64(round(60000 + 3000 * sin(number / 800000) + 200 * sin(number / 9000) + bitAnd(cityHash64(intDiv(number, 3), 7), 63) / 50, 2), 8),
	toDecimal64(1 + bitAnd(cityHash64(number, 1), 1023) * bitAnd(cityHash64(number, 2), 1023), 8) / 100000,
	if(bitAnd(cityHash64(intDiv(number, 3), 3), 1) = 0, 'buy', 'sell')
FROM numbers(${count})`;

await main(async () => {
	const trades = Number(values.trades);
	await bootstrap({ clickHouse: true });
	await compile("test/unit");
	const require = createRequire(join(ROOT, "out", "test", "unit", "x.js"));
	const { startEmbeddedClickHouse } = require("../support/clickHouse/embedded.js");
	const { documented } = require("../support/clickHouse/documented.js");
	const { signInTo } = require("../../src/engine/clickhouse/server.js");
	const { tableOf } = require("../../src/engine/clickhouse/table.js");
	const { sumTable } = require("../../src/engine/clickhouse/tableSums.js");
	const { sumTableOrView } = require("../../src/engine/clickhouse/minuteSums.js");

	const folder = mkdtempSync(join(tmpdir(), "value-area-views-"));
	const engine = await startEmbeddedClickHouse({ folder: join(folder, "data") });
	try {
		const run = (statement) => engine.run(statement);
		const ask = async (statement) => (await run(`${statement} FORMAT TSV`)).trim().split("\t");
		const signal = new AbortController().signal;
		const log = { info() {}, warn() {}, error() {} };
		const limits = { seconds: 600, memoryBytes: 8e9, rows: 1e7, bytes: 1e9 };
		const server = await signInTo(
			{ origin: engine.url, name: "here", user: "default", password: "", log, limits },
			signal,
		);
		const lines = [];
		const tell = (what, value, ratio = "") => lines.push(`| ${what} | ${value} | ${ratio} |`);
		const seconds = (ms) => `${(ms / 1_000).toFixed(2)} s`;

		await run("CREATE DATABASE market");
		const table = documented("CREATE TABLE market.trades\n");
		const targets = ["minute", "row"].map((by) =>
			documented(`CREATE TABLE market.trades_by_${by}\n`),
		);
		const views = ["minutes", "rows"].map((to) =>
			documented(`CREATE MATERIALIZED VIEW market.trades_to_${to} `),
		);
		say("trades without views …");
		await run(table);
		const bare = await timed(() => run(tape("market.trades", trades)));
		tell("inserting, no views", `${Math.round(trades / bare.ms)} thousand trades/s`, "1");
		for (const target of targets) await run(target);
		say("filling views …");
		for (const [at, view] of views.entries()) {
			const target = ["minute", "row"][at];
			const select = view.slice(view.indexOf("SELECT"));
			const filled = await timed(() => run(`INSERT INTO market.trades_by_${target} ${select}`));
			tell(`filling the view by ${target}`, `${Math.round(trades / filled.ms)} thousand trades/s`);
		}
		await run("DROP TABLE market.trades SYNC");
		for (const by of ["minute", "row"]) await run(`TRUNCATE TABLE market.trades_by_${by}`);
		await run(table);
		for (const view of views) await run(view);
		say("trades with views …");
		const viewed = await timed(() => run(tape("market.trades", trades)));
		tell(
			"inserting, both views",
			`${Math.round(trades / viewed.ms)} thousand trades/s`,
			(viewed.ms / bare.ms).toFixed(2),
		);
		for (const name of ["trades", "trades_by_minute", "trades_by_row"]) {
			await run(`OPTIMIZE TABLE market.${name} FINAL`);
		}
		let all = 0;
		for (const name of ["trades", "trades_by_minute", "trades_by_row"]) {
			const [rows, bytes] = await ask(
				`SELECT sum(rows), sum(bytes_on_disk) FROM system.parts WHERE active AND database = 'market' AND table = '${name}'`,
			);
			all ||= Number(bytes);
			tell(
				`${name} on disk`,
				`${(bytes / 1e6).toFixed(1)} MB, ${rows} rows, ${(bytes / trades).toFixed(2)} bytes a trade`,
				(bytes / all).toFixed(3),
			);
		}
		for (const row of (
			await run(
				"SELECT name, round(data_compressed_bytes / 1e6, 1) FROM system.columns WHERE database = 'market' AND table = 'trades' FORMAT TSV",
			)
		)
			.trim()
			.split("\n")) {
			const [name, bytes] = row.split("\t");
			tell(`  of it ${name}`, `${bytes} MB`);
		}

		const layout = {
			columns: {
				time: "time",
				price: "price",
				size: "size",
				side: "side",
				symbol: "symbol",
				id: "id",
			},
			side: { of: "taker", buy: ["buy"], sell: ["sell"] },
			priceScale: 0,
		};
		const market = (name) => tableOf(server, { database: "market", table: name }, signal);
		const range = { from: START, to: START + DAYS * 86_400_000 };
		const plans = {
			"VWAP by minute": { kind: "vwap", symbol: "BTC-USDT", interval: 60_000, range },
			"VWAP by day": { kind: "vwap", symbol: "BTC-USDT", interval: 86_400_000, range },
			"profile by hour and 10 dollars": {
				kind: "volumeProfile",
				symbol: "BTC-USDT",
				interval: 3_600_000,
				range,
				step: { units: 10n, places: 0 },
				unit: "base",
			},
		};
		const trader = await market("trades");
		for (const [name, plan] of Object.entries(plans)) {
			say(`${name} …`);
			const times = { base: [], view: [], own: [], checks: [] };
			for (let at = 0; at < REPETITIONS; at++) {
				const base = await timed(() => sumTable(plan, server, trader, layout, { signal }));
				const view = await timed(() => sumTableOrView(plan, server, trader, layout, { signal }));
				if (view.result.view === undefined) throw new Error("no view answered");
				times.base.push(base.ms);
				times.view.push(view.ms);
				const [own, ...checks] = view.result.sql.split(";\n");
				times.own.push((await timed(() => run(`${own} FORMAT Null`))).ms);
				times.checks.push(
					(
						await timed(async () => {
							for (const check of checks) await run(`${check} FORMAT Null`);
						})
					).ms,
				);
			}
			const [base, view, own, checks] = Object.values(times).map(median);
			tell(`${name}, from the trades`, seconds(base), "1");
			tell(
				`${name}, from the view`,
				`${seconds(view)}, of it ${seconds(own)} the view and ${seconds(checks)} the checks`,
				(view / base).toFixed(3),
			);
		}

		say("trades that replace each other …");
		await run(documented("CREATE TABLE market.trades_once\n"));
		// Every trade twice, in parts of its own.
		await run(tape("market.trades_once", trades));
		await run(tape("market.trades_once", trades));
		const once = await market("trades_once");
		const plan = plans["VWAP by day"];
		for (const merged of [false, true]) {
			if (merged) await run("OPTIMIZE TABLE market.trades_once FINAL");
			const times = { plain: [], final: [] };
			for (let at = 0; at < REPETITIONS; at++) {
				for (const final of [false, true]) {
					const { ms } = await timed(() =>
						sumTable(plan, server, once, { ...layout, final }, { signal }),
					);
					times[final ? "final" : "plain"].push(ms);
				}
			}
			const [plain, final] = [median(times.plain), median(times.final)];
			const state = merged ? "merged" : "every trade twice";
			tell(`VWAP by day without FINAL, ${state}`, seconds(plain), "1");
			tell(`VWAP by day with FINAL, ${state}`, seconds(final), (final / plain).toFixed(2));
		}
		await server.close();
		console.log(
			`\n${trades} trades\n\n| what | measured | ratio |\n| --- | --- | --- |\n${lines.join("\n")}`,
		);
	} finally {
		await engine.stop();
		rmSync(folder, { recursive: true, force: true });
	}
	return 0;
});
