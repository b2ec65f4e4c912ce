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
import { signedOut } from "../engine/clickhouse/madeServers";
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

	it("keep the files that they were given, whatever becomes of the list", async () => {
		const files = [path];
		const added = calls.addDataSet({ files });
		files[0] = "/somewhere/else.csv";
		const { id } = await added;
		appendFileSync(path, "1709640002000,102,1,buy\n");
		assert.deepEqual((await calls.answer(id, {})).symbols, ["BTC-USD"]);
	});
});
