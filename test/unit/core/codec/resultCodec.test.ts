import assert from "node:assert/strict";
import fc from "fast-check";
import { packResult, unpackResult } from "../../../../src/core/resultCodec";
import type { QueryResult } from "../../../../src/core/result";
import type { VwapSeries } from "../../../../src/core/series";
import { NOTHING_REJECTED } from "../../../../src/core/series";
import { durationMs, epochMs } from "../../../../src/core/time";
import { plain, queryResult } from "./results";
import { BTC_USD_VWAP } from "../../../support/queries";

const vwap: VwapSeries = {
	kind: "vwap",
	id: "cbse btc-usd",
	market: { exchange: "cbse", symbol: "btc-usd" },
	interval: durationMs(3_600_000),
	open: true,
	rejected: NOTHING_REJECTED,
	times: Float64Array.of(0, 3_600_000, 7_200_000),
	price: Float64Array.of(15_880.0187, NaN, 0.1),
	rawPrice: ["15880.01870000", null, "0.1"],
};
const result: QueryResult = {
	query: { ...BTC_USD_VWAP, range: { last: "3h" } },
	range: { from: epochMs(0), to: epochMs(10_800_000) },
	series: [vwap],
	warnings: [],
	fetchedAt: epochMs(10_000_000),
	fromCache: "none",
};

interface LooseHeader {
	byteLength: unknown;
	format: unknown;
	result: { fetchedAt?: unknown };
	series: { interval: unknown; columns: Record<string, { at: number; length: number }> }[];
}

/** A valid packed result whose header was then changed. */
function damaged(change: (header: LooseHeader) => void): () => QueryResult {
	const { header, data } = packResult(result);
	change(header as LooseHeader);
	return () => unpackResult(header, data);
}

describe("packing a result", () => {
	it("brings back every number, text and word after a trip through JSON", () => {
		fc.assert(
			fc.property(queryResult, (original) => {
				const { header, data } = packResult(original);
				const copy = unpackResult(JSON.parse(JSON.stringify(header)), data.slice(0));
				assert.deepEqual(plain(copy), plain(original));
			}),
			{ numRuns: 2_000 },
		);
	});

	it("packs what it unpacked to the same bytes", () => {
		fc.assert(
			fc.property(queryResult, (original) => {
				const first = packResult(original);
				const second = packResult(unpackResult(first.header, first.data));
				assert.deepEqual(second, first);
			}),
			{ numRuns: 500 },
		);
	});

	it("keeps the wire's own number text, trailing zeros and gaps included", () => {
		const { header, data } = packResult(result);
		const [series] = unpackResult(header, data).series;
		assert.ok(series?.kind === "vwap");
		assert.equal(series.rawPrice.at(0), "15880.01870000");
		assert.equal(series.rawPrice.at(1), null);
		assert.equal(series.rawPrice.at(-1), "0.1");
		assert.equal(series.rawPrice.at(3), undefined);
	});

	it("reads columns in place instead of copying them", () => {
		const { header, data } = packResult(result);
		const [series] = unpackResult(header, data).series;
		assert.equal(series?.times.buffer, data);
	});

	it("packs columns that are part of a larger buffer", () => {
		const wide = Float64Array.of(9, 0, 3_600_000, 7_200_000, 9);
		const part = { ...result, series: [{ ...vwap, times: wide.subarray(1, 4) }] };
		const { header, data } = packResult(part);
		assert.deepEqual([...(unpackResult(header, data).series[0]?.times ?? [])], [...vwap.times]);
	});
});

describe("unpacking a damaged result", () => {
	const cases: readonly [string, RegExp, (header: LooseHeader) => void][] = [
		["another format", /format/, (header) => (header.format = 99)],
		["a missing time", /fetchedAt/, (header) => delete header.result.fetchedAt],
		["a buffer of another size", /byteLength/, (header) => (header.byteLength = 8)],
		["a negative interval", /series\.0\.interval/, ({ series }) => (first(series).interval = -1)],
		[
			"a missing column",
			/series\.0\.columns\.price/,
			({ series }) => delete first(series).columns.price,
		],
		[
			"a column beyond the end",
			/series\.0\.columns\.price: outside/,
			({ series }) => (first(series).columns.price = { at: 1 << 20, length: 3 }),
		],
		[
			"a column off the grid",
			/series\.0\.columns\.price: outside/,
			({ series }) => (first(series).columns.price = { at: 4, length: 1 }),
		],
		[
			"columns of different lengths",
			/series\.0\.columns\.price: another length/,
			({ series }) => (first(series).columns.price = { at: 0, length: 2 }),
		],
		[
			"texts that overlap",
			/columns\.textOffsets/,
			({ series }) => (first(series).columns.textOffsets = { at: 0, length: 4 }),
		],
	];
	for (const [name, message, change] of cases) {
		it(`names the field for ${name}`, () => {
			assert.throws(damaged(change), (error: unknown) => {
				assert.ok(error instanceof TypeError, String(error));
				assert.match(error.message, message);
				return true;
			});
		});
	}

	it("reads what an earlier version kept of a part that was complete until some time", () => {
		const header = {
			format: 1,
			byteLength: 0,
			series: [],
			result: {
				query: BTC_USD_VWAP,
				range: { from: 0, to: 7_200_000 },
				warnings: [{ code: "otherMarket", text: { message: "Another market.", args: [] } }],
				partial: {
					code: "requestFailed",
					error: { kind: "server", facts: { status: 500, condition: "points", limit: 7 } },
					completeUntil: 3_600_000,
				},
				fetchedAt: 9_000_000,
				fromCache: "none",
			},
		};
		const { partial, warnings } = unpackResult(header, new ArrayBuffer(0));
		assert.deepEqual(partial, header.result.partial);
		assert.deepEqual(warnings, header.result.warnings);
	});

	it("refuses what is not a header at all", () => {
		for (const junk of [undefined, null, 7, "x", [], {}]) {
			assert.throws(() => unpackResult(junk, new ArrayBuffer(0)), TypeError);
		}
	});
});

function first<T>(items: readonly T[]): T {
	const [item] = items;
	assert.ok(item !== undefined);
	return item;
}
