import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import * as fc from "fast-check";
import {
	DataSets,
	type DataSetsOptions,
	type NewTable,
} from "../../../../src/app/dataSets/dataSets";
import { Definitions } from "../../../../src/app/dataSets/definitions";
import { Judgements } from "../../../../src/app/dataSets/judgements";
import { formatDecimal } from "../../../../src/core/decimal";
import { createRunQuery } from "../../../../src/app/runQuery";
import { createTradesFeed } from "../../../../src/core/feeds/trades/feed";
import { kaikoFeed } from "../../../../src/core/feeds/kaiko/feed";
import { kiyotakaFeed } from "../../../../src/core/feeds/kiyotaka/feed";
import { FIXED_LIMITS, SETTABLE_LIMITS } from "../../../../src/core/limits";
import type { TradesQuery } from "../../../../src/core/query/query";
import { openResult } from "../../../../src/core/result/openResult";
import { sampleSources } from "../../../../src/core/sample/sampleSource";
import { formatText } from "../../../../src/core/text";
import { DAY_MS, epochMs, toIso } from "../../../../src/core/time";
import type { TradesTables } from "../../../../src/core/trades/table/tables";
import { refusalOf, signedIn } from "../../engine/clickhouse/madeServers";
import { fitted, SIDES, tableWith, TIMES, type Types } from "../../engine/clickhouse/madeTables";
import { useClickHouse, VERSIONS } from "../../engine/clickhouse/realServers";
import { UNTIL_DONE, useEngine } from "../../engine/engineTools";
import { csvOf, madeTape, VWAP } from "../../engine/madeTape";
import { freePort } from "../../../support/clickHouse/child";
import { type ClickHouseServer, startClickHouse } from "../../../support/clickHouse/server";
import { clickHouseTools } from "../../../support/clickHouse/tools";
import { KeptLog } from "../keptLog";
import { useTemporaryFolder } from "../temporaryFolder";

const FROM = VWAP.range.from;

/** Says which tables were looked at, from their first row on or from a verdict, and otherwise reads them. */
class WatchedTables {
	readonly looks: string[] = [];
	readonly tables: TradesTables;

	/** @param onLook runs while a table is looked at */
	constructor(tables: TradesTables, onLook: () => void) {
		this.tables = {
			trySignIn: (...asked) => tables.trySignIn(...asked),
			list: (...asked) => tables.list(...asked),
			state: (...asked) => tables.state(...asked),
			head: (...asked) => tables.head(...asked),
			judge: (table, earlier, options) => {
				this.looks.push(earlier === undefined ? "all rows" : "new rows");
				onLook();
				return tables.judge(table, earlier, options);
			},
			sum: (...asked) => tables.sum(...asked),
			dispose: () => tables.dispose(),
		};
	}
}

for (const version of VERSIONS) {
	describe(`data sets of tables of ClickHouse ${version}`, function () {
		this.timeout(180_000);
		const clickHouse = useClickHouse(version);
		const folder = useTemporaryFolder();
		const engine = useEngine();
		let watched: WatchedTables;
		let now: number;
		/** How long a look takes. */
		let lookMs: number;
		let made = 0;
		beforeEach(() => {
			now = Date.now();
			lookMs = 0;
			watched = new WatchedTables(signedIn(), () => (now += lookMs));
		});
		afterEach(() => watched.tables.dispose());

		function dataSets(options: Partial<DataSetsOptions> = {}) {
			return new DataSets({
				definitions: new Definitions({
					folder: join(folder(), "datasets"),
					workspaces: () => [],
					log: new KeptLog(),
					now: Date.now,
				}),
				judgements: new Judgements(join(folder(), "judgements"), new KeptLog()),
				engine: undefined,
				tables: watched.tables,
				now: () => now,
				mayReadOutside: () => Promise.resolve(false),
				shipped: sampleSources,
				...options,
			});
		}

		function run(sets: DataSets, query: TradesQuery) {
			return createRunQuery({
				feeds: { kiyotaka: kiyotakaFeed, kaiko: kaikoFeed, trades: createTradesFeed(sets) },
				client: { get: () => Promise.reject(new Error("no network")) },
				readings: { open: () => Promise.reject(new Error("no network")) } as never,
				limits: () => ({ ...FIXED_LIMITS, ...SETTABLE_LIMITS }),
				log: new KeptLog(),
				now: Date.now,
			})(query);
		}

		async function judged(sets: DataSets, id: string) {
			const known = await sets.judge(await sets.get(id), UNTIL_DONE);
			assert.ok(known.kind === "table");
			return known;
		}

		const asTable = (table: string): NewTable => ({
			id: "mine",
			connection: clickHouse().url,
			database: "default",
			table,
		});

		/** Drops what is known of tables for an instant. */
		const forgetCatalogue = () => watched.tables.dispose();

		type Row = readonly [time: number, symbol: string, price: string, size: string];
		async function create(more = "", tableEngine = "MergeTree ORDER BY (symbol, time)") {
			const table = `own_${version.replace(/\W/g, "")}_${made++}`;
			const { run: order } = clickHouse();
			await order(
				`CREATE TABLE ${table} (time Int64, symbol String, price Decimal(18, 2), size Float64${more}) ENGINE = ${tableEngine}`,
			);
			const insert = (...rows: readonly Row[]) =>
				order(
					`INSERT INTO ${table} (time, symbol, price, size) FORMAT TabSeparated`,
					rows.map((row) => `${row.join("\t")}\n`).join(""),
				);
			return { table, insert, order };
		}

		const vwapOf = (symbol: string, days = 1): TradesQuery => ({
			kind: "vwap",
			provider: "trades",
			dataset: "mine",
			symbol,
			interval: "1d",
			range: { from: toIso(FROM), to: toIso(epochMs(FROM + days * DAY_MS)) },
		});
		const countsOf = async (sets: DataSets, query: TradesQuery) => {
			const [series] = openResult(await run(sets, query)).series;
			assert.ok(series?.kind === "vwap");
			return [...(series.count ?? [])];
		};

		it("chart what the same trades in files do, to the last digit", async () => {
			const duck = await (await DuckDBInstance.create(":memory:")).connect();
			// The old server refuses doubles that it reads from text as a neighbour of theirs.
			const doubles = version === "current" ? ["Float64"] : [];
			const types: fc.Arbitrary<Types> = fc.record({
				time: fc.constantFrom(...TIMES[version]),
				price: fc.constantFrom("Decimal(18, 9)", "Nullable(Decimal(18, 9))", ...doubles),
				size: fc.constantFrom("Decimal(18, 9)", ...doubles),
				side: fc.constantFrom(...SIDES[version]),
				symbol: fc.constantFrom("String", "Enum8('T' = 1, 'OTHER' = 2)"),
			});
			const layout = { sideWords: { buy: ["buy"], sell: ["sell"] } };
			let charts = 0;
			await fc.assert(
				fc.asyncProperty(madeTape, types, async (tape, types) => {
					const shown = fitted(tape, types);
					const table = await tableWith(clickHouse(), shown, types);
					const [csv = "", parquet = ""] = ["csv", "parquet"].map((ending) =>
						join(folder(), `T-${made++}.${ending}`),
					);
					writeFileSync(csv, csvOf(shown));
					await duck.run(
						`COPY (SELECT time::BIGINT AS time, price::DECIMAL(38, 9) AS price, size::DECIMAL(38, 9) AS size, side, id::BIGINT AS id FROM read_csv('${csv}', all_varchar=true)) TO '${parquet}' (FORMAT parquet)`,
					);
					const sets = dataSets({ engine: engine() });
					const ofFiles = { ...layout, symbol: "T" };
					// Those of a try that failed are not forgotten.
					for (const id of ["csv", "parquet", "mine"]) await sets.forget(id);
					for (const added of [
						await sets.add({ id: "csv", files: [csv], layout: ofFiles }, UNTIL_DONE),
						await sets.add({ id: "parquet", files: [parquet], layout: ofFiles }, UNTIL_DONE),
						await sets.add({ ...asTable(table.table), layout }, UNTIL_DONE),
					]) {
						assert.deepEqual(added.understood.questions, [], added.entry.id);
					}
					for (const query of [
						{ ...vwapOf("T"), interval: "1m" },
						{ ...vwapOf("T"), kind: "volumeProfile", interval: "1h", step: "10" },
					] as const) {
						const series = async (dataset: string) =>
							openResult(await run(sets, { ...query, dataset })).series;
						const ofTable = await series("mine");
						for (const file of ["csv", "parquet"]) {
							assert.deepEqual(ofTable, await series(file), file);
						}
						charts += ofTable.length;
					}
				}),
				{ numRuns: 12 },
			);
			assert.ok(charts > 5, String(charts));
		});

		it("work without an engine, and show the statement behind an answer", async () => {
			const { table, insert } = await create();
			await insert([FROM, "BTC-USD", "100.5", "1"], [FROM + 1, "BTC-USD", "0", "1"]);
			const sets = dataSets();
			const asked: string[] = [];
			sets.onDidAnswer((id) => asked.push(id));
			const added = await sets.add({ ...asTable(table), name: "Tape of the house" }, UNTIL_DONE);
			assert.deepEqual([added.kind, added.entry.id], ["table", "mine"]);
			const result = await run(sets, vwapOf("BTC-USD"));
			assert.match(sets.lastSql("mine") ?? "", new RegExp(`FROM .default.\\..${table}.`));
			assert.deepEqual(asked, ["mine"]);
			const said = result.warnings.map(({ code, text }) => `${code}: ${formatText(text)}`);
			assert.ok(
				said.includes("answer: Rows without a usable price or size were left out of the range: 1."),
				said.join("\n"),
			);
			assert.ok(said.some((one) => one.startsWith("unknownSides: ")));
			const [summary] = await sets.summaries();
			assert.deepEqual(
				[
					summary?.judged?.symbols,
					summary?.judged?.trades,
					summary?.judged?.bytes,
					summary?.missing,
				],
				[["BTC-USD"], 1, undefined, []],
			);
			assert.deepEqual(
				(await sets.markets()).find(({ dataset }) => dataset === "mine")?.symbols.length,
				1,
			);
		});

		it("are looked at in full once, also by another window, and again when that is wished", async () => {
			const { table, insert } = await create();
			await insert([FROM, "A", "10", "1"]);
			await dataSets().add(asTable(table), UNTIL_DONE);
			const first = dataSets();
			assert.equal((await judged(first, "mine")).verdict.trades, 1);
			await judged(first, "mine");
			assert.deepEqual((await judged(dataSets(), "mine")).symbols[0]?.symbol, "A");
			assert.deepEqual(watched.looks, ["all rows"]);
			await first.rename("mine", "Other name");
			await judged(first, "mine");
			assert.deepEqual(watched.looks, ["all rows"]);
			await first.readAgain("mine");
			await judged(first, "mine");
			assert.deepEqual(watched.looks, ["all rows", "all rows"]);
		});

		it("show trades as they come, and look at new ones alone", async () => {
			const { table, insert } = await create();
			await insert([FROM, "A", "10", "1"], [FROM + DAY_MS, "A", "11", "1"]);
			const sets = dataSets();
			await sets.add(asTable(table), UNTIL_DONE);
			assert.deepEqual(await countsOf(sets, vwapOf("A", 3)), [1, 1]);
			const { symbols } = await judged(sets, "mine");
			await insert([FROM + DAY_MS + 1, "A", "12", "1"], [FROM + 2 * DAY_MS, "A", "9000", "1"]);
			await insert([FROM + 2 * DAY_MS, "B", "1", "1"]);
			await forgetCatalogue();
			assert.deepEqual(await countsOf(sets, vwapOf("A", 3)), [1, 2, 1]);
			assert.deepEqual(await countsOf(sets, vwapOf("B", 3)), [0, 0, 1]);
			assert.deepEqual(watched.looks, ["all rows", "new rows"]);
			// No look is asked for anew by what the catalogue said before it.
			const grown = await judged(sets, "mine");
			assert.deepEqual(watched.looks, ["all rows", "new rows"]);
			assert.deepEqual(
				grown.symbols.map(({ symbol, trades }) => `${symbol} ${trades}`),
				["A 4", "B 1"],
			);
			const stepOf = (known: typeof symbols) => known.map(({ step }) => formatDecimal(step))[0];
			assert.equal(stepOf(grown.symbols), stepOf(symbols));
		});

		it("that do not tell whether they have changed are looked at again after a minute", async () => {
			const { table, insert, order } = await create();
			await insert([FROM, "A", "10", "1"]);
			await order(`CREATE VIEW ${table}_view AS SELECT * FROM ${table}`);
			const sets = dataSets();
			await sets.add(asTable(`${table}_view`), UNTIL_DONE);
			await judged(sets, "mine");
			await insert([FROM, "B", "10", "1"]);
			await forgetCatalogue();
			assert.deepEqual((await judged(sets, "mine")).symbols.length, 1);
			// What is added up is always what is there.
			await insert([FROM, "A", "11", "1"]);
			assert.deepEqual(await countsOf(sets, vwapOf("A")), [2]);
			now += 61_000;
			assert.deepEqual((await judged(sets, "mine")).symbols.length, 2);
			assert.deepEqual(watched.looks, ["all rows", "new rows"]);
		});

		it("that grow all the time are looked at for a tenth of the time", async () => {
			const { table, insert } = await create();
			await insert([FROM, "A", "10", "1"]);
			const sets = dataSets();
			await sets.add(asTable(table), UNTIL_DONE);
			lookMs = 2_000;
			const symbolsAfter = async (waitMs: number) => {
				now += waitMs;
				await insert([FROM, `S${now}`, "10", "1"]);
				await forgetCatalogue();
				return (await judged(sets, "mine")).symbols.length;
			};
			const found = [];
			for (const waitMs of [0, 19_999, 1, 1]) found.push(await symbolsAfter(waitMs));
			assert.deepEqual(found, [2, 2, 4, 4]);
			assert.deepEqual(watched.looks, ["all rows", "new rows"]);
		});

		it("are read as their columns are now, and refused where one is gone", async () => {
			const { table, insert, order } = await create(", note String");
			await insert([FROM, "A", "10.25", "1"]);
			const sets = dataSets();
			await sets.add(asTable(table), UNTIL_DONE);
			assert.deepEqual(await countsOf(sets, vwapOf("A")), [1]);
			await order(`ALTER TABLE ${table} ADD COLUMN side String DEFAULT 'buy' AFTER note`);
			await forgetCatalogue();
			const withSide = await judged(sets, "mine");
			assert.deepEqual(
				[withSide.verdict.layout.columns.side, withSide.verdict.unknownSide],
				["side", 0],
			);
			assert.deepEqual(watched.looks, ["all rows", "all rows"]);
			await order(`ALTER TABLE ${table} DROP COLUMN size`);
			await forgetCatalogue();
			const gone = await refusalOf(judged(sets, "mine"), "unreadable");
			assert.match(gone.message, /^No column holds the sizes of trades\. The table has/);
			await order(`DROP TABLE ${table}`);
			await forgetCatalogue();
			await refusalOf(judged(sets, "mine"), "notFound");
			await refusalOf(run(sets, vwapOf("A")), "notFound");
		});

		it("stay as they were read, whatever their first rows are later", async () => {
			const { table, order } = await create(", side String");
			const insert = (symbol: string, sides: readonly string[]) =>
				order(
					`INSERT INTO ${table} FORMAT TabSeparated`,
					sides.map((side, at) => `${FROM + at}\t${symbol}\t10\t1\t${side}\n`).join(""),
				);
			await insert("B", ["buy", "buy"]);
			await dataSets().add(asTable(table), UNTIL_DONE);
			const { layout } = (await judged(dataSets(), "mine")).verdict;
			await insert("A", ["up", "up", "up"]);
			await order(`OPTIMIZE TABLE ${table} FINAL`);
			await forgetCatalogue();
			const sets = dataSets();
			const later = await judged(sets, "mine");
			assert.equal(later.understood.rows[0]?.cells[1], "A");
			assert.deepEqual([later.verdict.layout, later.verdict.unknownSide], [layout, 3]);
			const looked = await sets.lookAt(await sets.get("mine"), UNTIL_DONE);
			assert.deepEqual(looked.understood.questions, []);
			await sets.readAgain("mine");
			const [question] = (await sets.lookAt(await sets.get("mine"), UNTIL_DONE)).understood
				.questions;
			assert.equal(question?.id, "side");
		});

		it("keep nothing of what is no table of trades", async () => {
			const sets = dataSets();
			await refusalOf(sets.add(asTable("nowhere"), UNTIL_DONE), "notFound");
			const { table } = await create();
			const empty = await refusalOf(sets.add(asTable(table), UNTIL_DONE), "unreadable");
			assert.equal(empty.message, "The table has no rows. Choose one that holds trades.");
			for (const connection of [
				"https://me:secret@house.example.com:8443",
				"https://house.example.com:8443/?password=secret",
				"house.example.com secret",
			]) {
				const refused = await refusalOf(
					sets.add({ ...asTable(table), connection }, UNTIL_DONE),
					"badRequest",
				);
				assert.doesNotMatch(refused.message, /secret/);
			}
			await refusalOf(sets.add({ ...asTable(""), id: "x" }, UNTIL_DONE), "badRequest");
			assert.deepEqual(await sets.summaries(), []);
		});

		it("are the same under the same id, and no other table there", async () => {
			const { table, insert } = await create();
			await insert([FROM, "A", "10.25", "1"]);
			const sets = dataSets();
			await sets.add(asTable(table), UNTIL_DONE);
			const again = { ...asTable(table), connection: `${clickHouse().url}/`, name: "Again" };
			const known = await sets.add(again, UNTIL_DONE);
			assert.equal(known.entry.definition.name, table);
			const other = { ...asTable(table), layout: { symbol: "A" } };
			await refusalOf(sets.add(other, UNTIL_DONE), "badRequest");
			assert.equal((await sets.add({ ...other, id: "other" }, UNTIL_DONE)).entry.id, "other");
		});

		it("ask which venues are meant, although the first rows are of one alone", async () => {
			const { table, order } = await create(
				", exchange String",
				"MergeTree ORDER BY (exchange, symbol, time)",
			);
			const venue = (name: string, count: number) =>
				order(
					`INSERT INTO ${table} FORMAT TabSeparated`,
					Array.from({ length: count }, (_, at) => `${FROM + at}\tA\t10\t1\t${name}\n`).join(""),
				);
			await venue("binance", 300);
			const sets = dataSets();
			const alone = await sets.add({ ...asTable(table), id: "alone" }, UNTIL_DONE);
			assert.deepEqual(alone.understood.questions, []);
			await venue("okx", 3);
			await forgetCatalogue();
			const { understood } = await sets.add(asTable(table), UNTIL_DONE);
			const [question] = understood.questions;
			assert.equal(question?.id, "exchange");
			assert.deepEqual(
				question.choices.map(({ answer }) => answer.only?.values),
				[["binance", "okx"], ["binance"], ["okx"]],
			);
			for (let venues = 0; venues < 64; venues++) await venue(`venue-${venues}`, 1);
			const many = await sets.lookAt(await sets.get("mine"), UNTIL_DONE);
			assert.equal(many.understood.questions[0]?.choices.length, 64);
			await sets.answer("mine", { said: question.choices[2]?.answer ?? {} }, UNTIL_DONE);
			assert.deepEqual(await countsOf(sets, vwapOf("A")), [3]);
		});

		it("leave a question open until it is answered", async () => {
			const table = `tape_${made++}`;
			const { run: command } = clickHouse();
			await command(
				`CREATE TABLE ${table} (time Int64, price Float64, size Float64) ENGINE = MergeTree ORDER BY time`,
			);
			await command(`INSERT INTO ${table} FORMAT TabSeparated`, `${FROM}\t10\t1\n`);
			const sets = dataSets();
			const { understood } = await sets.add(asTable(table), UNTIL_DONE);
			assert.deepEqual(
				understood.questions.map(({ id }) => id),
				["symbol"],
			);
			const open = await refusalOf(run(sets, vwapOf("BTC-USD")), "badRequest");
			assert.match(open.message, /leaves a question open: Neither the columns nor the name/);
			await sets.answer("mine", { said: { symbol: "BTC-USD" } }, UNTIL_DONE);
			assert.deepEqual(await countsOf(sets, vwapOf("BTC-USD")), [1]);
		});

		it("leave replaced rows out with FINAL, and say whether they do", async () => {
			const { table, insert } = await create("", "ReplacingMergeTree ORDER BY (symbol, time)");
			await insert([FROM, "A", "10", "1"]);
			await insert([FROM, "A", "10", "1"]);
			const sets = dataSets();
			await sets.add(asTable(table), UNTIL_DONE);
			const said = async () =>
				(await run(sets, vwapOf("A"))).warnings.map(({ text }) => formatText(text)).join("\n");
			assert.match(await said(), /Until then they count\. Choose FINAL/);
			assert.deepEqual(await countsOf(sets, vwapOf("A")), [2]);
			await sets.answer("mine", { said: { final: true } }, UNTIL_DONE);
			assert.match(await said(), /\(FINAL\)/);
			assert.deepEqual(await countsOf(sets, vwapOf("A")), [1]);
			const plain = await create();
			await plain.insert([FROM, "A", "10", "1"]);
			const refused = await refusalOf(
				sets.add({ ...asTable(plain.table), id: "plain", layout: { final: true } }, UNTIL_DONE),
				"badRequest",
			);
			assert.match(refused.message, /of the engine MergeTree, which replaces none/);
		});
	});
}

describe("data sets of a table on several servers", function () {
	this.timeout(120_000);
	const folder = useTemporaryFolder();
	const servers: ClickHouseServer[] = [];
	before(function () {
		if (clickHouseTools().server === undefined) this.skip();
	});
	afterEach(async () => {
		for (const server of servers.splice(0)) await server.stop();
	});
	async function start(options: Parameters<typeof startClickHouse>[0]) {
		const server = await startClickHouse(options);
		servers.push(server);
		return server;
	}

	it("add up what stands on all of them, or nothing", async () => {
		const [one, other] = await Promise.all([freePort("127.0.0.1"), freePort("127.0.0.2")]);
		const second = await start({ host: "127.0.0.2", tcpPort: other });
		const pair = [
			{ host: "127.0.0.1", tcpPort: one },
			{ host: "127.0.0.2", tcpPort: other },
		];
		const first = await start({ tcpPort: one, clusters: { pair } });
		for (const [at, server] of [first, second].entries()) {
			await server.run(
				"CREATE TABLE local (time Int64, symbol String, price Decimal(18, 2), size Float64) ENGINE = MergeTree ORDER BY (symbol, time)",
			);
			await server.run(
				"INSERT INTO local FORMAT TabSeparated",
				`${FROM + at}\tA\t1${at}\t1\n${FROM + at}\tS${at}\t1\t1\n`,
			);
		}
		await first.run(
			"CREATE TABLE everywhere AS local ENGINE = Distributed('pair', 'default', 'local')",
		);
		const tables = signedIn();
		const sets = new DataSets({
			definitions: new Definitions({
				folder: join(folder(), "datasets"),
				workspaces: () => [],
				log: new KeptLog(),
				now: Date.now,
			}),
			judgements: new Judgements(join(folder(), "judgements"), new KeptLog()),
			engine: undefined,
			tables,
			now: Date.now,
			mayReadOutside: () => Promise.resolve(false),
			shipped: sampleSources,
		});
		const table = { connection: first.url, database: "default", table: "everywhere" };
		const { entry } = await sets.add(table, UNTIL_DONE);
		const { symbols } = await sets.judge(entry, UNTIL_DONE);
		assert.deepEqual(
			symbols.map(({ symbol, trades }) => `${symbol} ${trades}`),
			["A 2", "S0 1", "S1 1"],
		);
		const source = await sets.find(entry.id, UNTIL_DONE);
		assert.ok(source !== undefined);
		const sums = await source.sum({ ...VWAP, symbol: "A" }, UNTIL_DONE);
		assert.deepEqual("count" in sums && [...sums.count], [2]);
		await second.kill();
		const down = await refusalOf(source.sum({ ...VWAP, symbol: "A" }, UNTIL_DONE), "server");
		assert.match(down.message, /a part of the cluster cannot be reached/);
		await tables.dispose();
	});
});
