import assert from "node:assert/strict";
import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DataSets } from "../../../src/app/dataSets/dataSets";
import { Definitions } from "../../../src/app/dataSets/definitions";
import { Judgements } from "../../../src/app/dataSets/judgements";
import { isProviderError } from "../../../src/core/errors/errors";
import { sampleSources } from "../../../src/core/sample/sampleSource";
import type { ApiCalls } from "../../../src/host/createApi";
import { createDataSetCalls } from "../../../src/host/dataSets/dataSetCalls";
import { KeptLog } from "../app/keptLog";
import { useTemporaryFolder } from "../app/temporaryFolder";
import { signedIn, signedOut } from "../engine/clickhouse/madeServers";
import { useClickHouse, VERSIONS } from "../engine/clickhouse/realServers";
import { useEngine } from "../engine/engineTools";

const TRADES = "time,price,size,side\n1709640000000,100.5,1,buy\n1709640001000,101,2,sell\n";

describe("the API's calls about data sets", function () {
	this.timeout(60_000);
	const folder = useTemporaryFolder();
	const engine = useEngine();
	let calls: Pick<ApiCalls, "addDataSet" | "answer">;
	let path: string;
	beforeEach(() => {
		const log = new KeptLog();
		const definitions = new Definitions({
			folder: join(folder(), "datasets"),
			workspaces: () => [],
			log,
			now: Date.now,
		});
		calls = createDataSetCalls(
			new DataSets({
				definitions,
				judgements: new Judgements(join(folder(), "judgements"), log),
				engine: engine(),
				tables: signedOut(),
				now: Date.now,
				mayReadOutside: () => Promise.resolve(false),
				shipped: sampleSources,
			}),
		);
		path = join(folder(), "BTC-USD.csv");
		writeFileSync(path, TRADES);
	});

	/** Passes what no types allow, and wants it refused in words. */
	async function refused(call: Promise<unknown>, words: RegExp): Promise<void> {
		await assert.rejects(call, (error) => {
			assert.ok(isProviderError(error) && error.kind === "badRequest", String(error));
			assert.match(error.message, words);
			return true;
		});
	}

	it("take files of trades and tell what is in them", async () => {
		const { id, symbols, questions } = await calls.addDataSet({ files: [path] });
		assert.deepEqual([id, symbols, questions], ["btc-usd", ["BTC-USD"], []]);
	});

	const holes: string[] = [];
	holes.length = 3;
	const huge: string[] = [];
	huge.length = 2 ** 31;
	for (const [what, files, words] of [
		["no list", "/trades.csv", /^files must be a list of paths/],
		["a list with holes", holes, /^files must be a list of paths/],
		["an empty path", [""], /^files must be a list of paths/],
		["more paths than a list can be walked through", huge, /needs 1 to 10000 files/],
		["no path", [], /needs 1 to 10000 files/],
	] as const) {
		it(`refuse ${what}`, async () => {
			const started = performance.now();
			await refused(calls.addDataSet({ files } as never), words);
			assert.ok(performance.now() - started < 2_000);
		});
	}

	it("refuse a signal that is none, and answer the next who asks", async () => {
		for (const signal of [{}, null, "no", { aborted: false }]) {
			const options = { signal } as never;
			const words = /signal must be an AbortSignal/;
			await refused(calls.addDataSet({ files: [path] }, options), words);
			await refused(calls.answer("btc-usd", {}, options), words);
		}
		assert.equal((await calls.addDataSet({ files: [path] })).id, "btc-usd");
	});

	for (const [what, dataSet, words] of [
		[
			"a table without a database",
			{ connection: "https://a.example.com", table: "t" },
			/^database is missing/,
		],
		[
			"a table beside files",
			{ connection: "https://a.example.com", database: "d", table: "t", files: ["/a"] },
			/one of files or of a table/,
		],
		[
			"an address with a password",
			{ connection: "https://me:hush@a.example.com", database: "d", table: "t" },
			/^Leave user and password out of the address/,
		],
		[
			"a name that is no text",
			{ connection: "https://a.example.com", database: 7, table: "t" },
			/^database must be text/,
		],
		[
			"FINAL of files",
			{ files: ["/a.csv"], layout: { final: true } },
			/^layout\.final is not a field of a layout/,
		],
		[
			"FINAL that is no yes or no",
			{ connection: "https://a.example.com", database: "d", table: "t", layout: { final: 1 } },
			/^layout\.final must be true or false/,
		],
	] as const) {
		it(`refuse ${what}`, async () => {
			await refused(calls.addDataSet(dataSet as never), words);
		});
	}

	it("say of a table's server that nobody has signed in to it", async () => {
		const table = { connection: "https://a.example.com", database: "d", table: "t" };
		await assert.rejects(calls.addDataSet(table), (error) => {
			assert.ok(isProviderError(error) && error.kind === "noKey", String(error));
			assert.match(error.message, /^a\.example\.com needs a user and a password/);
			return true;
		});
	});

	it("keep the files that they were given, whatever becomes of the list", async () => {
		const files = [path];
		const added = calls.addDataSet({ files });
		files[0] = "/somewhere/else.csv";
		const { id } = await added;
		appendFileSync(path, "1709640002000,102,1,buy\n");
		assert.deepEqual((await calls.answer(id, {})).symbols, ["BTC-USD"]);
	});
});

for (const version of VERSIONS) {
	describe(`the API's calls about a table of ClickHouse ${version}`, function () {
		this.timeout(60_000);
		const folder = useTemporaryFolder();
		const clickHouse = useClickHouse(version);

		it("tell what is in it, ask what it does not say, and take the layout that they gave", async () => {
			const { run, url } = clickHouse();
			await run(
				"CREATE TABLE asked (time Int64, price Decimal(18, 2), size Float64, way String) ENGINE = MergeTree ORDER BY time",
			);
			await run(
				"INSERT INTO asked FORMAT TabSeparated",
				"1709640000000\t100.5\t1\tup\n1709640001000\t101\t2\tdown\n",
			);
			const log = new KeptLog();
			const tables = signedIn();
			const calls = createDataSetCalls(
				new DataSets({
					definitions: new Definitions({
						folder: join(folder(), "datasets"),
						workspaces: () => [],
						log,
						now: Date.now,
					}),
					judgements: new Judgements(join(folder(), "judgements"), log),
					engine: undefined,
					tables,
					now: Date.now,
					mayReadOutside: () => Promise.resolve(false),
					shipped: sampleSources,
				}),
			);
			const table = { connection: url, database: "default", table: "asked" };
			const { id, questions, understood } = await calls.addDataSet({
				...table,
				layout: { columns: { side: "way" } },
			});
			assert.deepEqual(
				[id, questions.map((one) => one.id), understood.zone],
				["asked", ["side", "symbol"], "Times are shown in UTC."],
			);
			await calls.answer(id, { symbol: "BTC-USD" });
			const answered = await calls.answer(id, questions[0]?.choices[0]?.answer ?? {});
			assert.deepEqual([answered.symbols, answered.questions], [["BTC-USD"], []]);
			const { layout } = answered.understood;
			assert.deepEqual(layout, {
				columns: { time: "time", price: "price", size: "size", side: "way" },
				timeUnit: "ms",
				sideWords: { buy: ["up"], sell: ["down"] },
				sideOf: "taker",
				priceScale: 0,
				sizeUnit: "base",
				symbol: "BTC-USD",
			});
			const again = await calls.addDataSet({ ...table, id: "again", layout });
			assert.deepEqual(again.understood.layout, layout);
			await tables.dispose();
		});
	});
}
