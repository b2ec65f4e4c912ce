import assert from "node:assert/strict";
import { join, sep } from "node:path";
import { watchedFiles, type WatchedFiles } from "../../../../src/app/following/watchedFiles";
import { wayToFollow } from "../../../../src/app/following/waysToFollow";
import type { DataSetDefinition } from "../../../../src/core/trades/dataSet/definition";
import type { TradesQuery } from "../../../../src/core/query/query";
import { MINUTE_MS, SECOND_MS } from "../../../../src/core/time";
import { BTCUSDT_PROFILE } from "../../../support/queries";

const path = (...names: readonly string[]) => join(sep, ...names);
const TAPE: TradesQuery = {
	kind: "vwap",
	provider: "trades",
	dataset: "tape",
	symbol: "BTC-USDT",
	interval: "1m",
	range: { last: "1h" },
};
const FILES: DataSetDefinition = { schema: 1, name: "Tape", files: ["data/*.csv"], layout: {} };
const TABLE: DataSetDefinition = {
	schema: 2,
	name: "Desk",
	connection: "https://ch.example.com:8443",
	database: "tape",
	table: "trades",
	layout: {},
};

describe("files that are watched", () => {
	it("are what a pattern may match, in the folder before its first sign", () => {
		assert.deepEqual(watchedFiles([path("data", "2026-*", "**", "BTC?.csv")]), [
			{ folder: path("data"), pattern: "2026-*/**/BTC?.csv" },
		]);
	});

	it("are a path itself, and all that lies in it where it is a folder", () => {
		assert.deepEqual(watchedFiles([path("data", "tape.csv")]), [
			{ folder: path("data"), pattern: "tape.csv" },
			{ folder: path("data", "tape.csv"), pattern: "**/*" },
		]);
	});

	it("have the names that they have, whatever a watcher's patterns mean by them", () => {
		const [first] = watchedFiles([path("data", "tape [1]{2}.csv")]);
		assert.equal(first?.pattern, "tape [[]1[]][{]2[}].csv");
	});
});

describe("the way in which a market is followed", () => {
	const watched: (readonly WatchedFiles[])[] = [];
	const wayOf = (query: Parameters<typeof wayToFollow>[0], definition?: DataSetDefinition) =>
		wayToFollow(query, {
			definitions: {
				get: (id) =>
					Promise.resolve(
						definition && { id, path: path("tape.json"), workspace: path("work"), definition },
					) as never,
			},
			watch: (files) => {
				watched.push(files);
				return { dispose: () => undefined };
			},
		});

	it("is by period and for the newest intervals at a provider", async () => {
		assert.deepEqual(await wayOf(BTCUSDT_PROFILE), { period: 5 * MINUTE_MS, isWhole: false });
	});

	it("is by period and for all of it in a table", async () => {
		assert.deepEqual(await wayOf(TAPE, TABLE), { period: 15 * SECOND_MS, isWhole: true });
	});

	it("is by change of files, relative to the workspace that names them", async () => {
		const way = await wayOf(TAPE, FILES);
		assert.equal(way?.period, undefined);
		assert.equal(way?.isWhole, true);
		way.watchFiles?.(() => undefined);
		assert.deepEqual(watched, [[{ folder: path("work", "data"), pattern: "*.csv" }]]);
	});

	it("is none where there is no such data set, or it ships with the product", async () => {
		assert.equal(await wayOf(TAPE), undefined);
	});
});
