import assert from "node:assert/strict";
import fc from "fast-check";
import { DecodeError } from "../../../../src/core/reader";
import type { QueryResult } from "../../../../src/core/result/result";
import { packChunk } from "../../../../src/core/result/packChunk";
import {
	type PackedResult,
	cachedFacts,
	joinResult,
	splitResult,
} from "../../../../src/core/result/packedResult";
import { readResult } from "../../../../src/core/result/readResult";
import { joinRest } from "../../../../src/core/result/rest";
import { NOTHING_REJECTED, type VwapSeries } from "../../../../src/core/result/series";
import { durationMs, epochMs } from "../../../../src/core/time";
import { opened, packed } from "../../../support/packed";
import { BTC_USD_VWAP } from "../../../support/queries";
import { plain, queryResult } from "./results";

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

/** A result that took the way to another process: its header is JSON. */
function sent(packedResult: PackedResult): PackedResult {
	const { header, buffers } = splitResult(packedResult);
	return readResult(
		JSON.parse(JSON.stringify(header)),
		buffers.map((buffer) => buffer.slice(0)),
	);
}

describe("a packed result", () => {
	it("brings every number, text and word to another process", () => {
		fc.assert(
			fc.property(queryResult, (original) => {
				assert.deepEqual(plain(opened(sent(packed(original)))), plain(opened(packed(original))));
			}),
			{ numRuns: 2_000 },
		);
	});

	it("holds what was packed", () => {
		fc.assert(
			fc.property(queryResult, ({ series, ...facts }) => {
				const unique = series.map((one, at) => ({ ...one, id: `${at}` }));
				const original = { ...facts, series: unique, fromCache: "none" } as const;
				assert.deepEqual(plain(opened(packed(original))), plain(original));
			}),
			{ numRuns: 1_000 },
		);
	});

	it("is packed to the same bytes again", () => {
		fc.assert(
			fc.property(queryResult, (original) => {
				const first = packed(original);
				assert.deepEqual(packed(opened(first)).chunks[0]?.data, first.chunks[0]?.data);
			}),
			{ numRuns: 500 },
		);
	});

	it("keeps the wire's own number text, trailing zeros and gaps included", () => {
		const [series] = opened(sent(packed(result))).series;
		assert.ok(series?.kind === "vwap");
		assert.equal(series.rawPrice.at(0), "15880.01870000");
		assert.equal(series.rawPrice.at(1), null);
		assert.equal(series.rawPrice.at(-1), "0.1");
		assert.equal(series.rawPrice.at(3), undefined);
	});

	it("is opened in place, without a copy of a column", () => {
		const one = packed(result);
		assert.equal(opened(one).series[0]?.times.buffer, one.chunks[0]?.data);
		const { header, buffers } = splitResult(one);
		assert.equal(opened(readResult(header, buffers)).series[0]?.times.buffer, buffers[0]);
	});

	it("takes columns that are part of a larger buffer", () => {
		const wide = Float64Array.of(9, 0, 3_600_000, 7_200_000, 9);
		const part = { ...result, series: [{ ...vwap, times: wide.subarray(1, 4) }] };
		assert.deepEqual([...(opened(packed(part)).series[0]?.times ?? [])], [...vwap.times]);
	});

	it("tells how much of it came from a cache", () => {
		const chunk = (origin: "asked" | "cached" | "appended") =>
			packChunk([], { stretch: result.range, origin, fetchedAt: result.fetchedAt });
		const of = (...origins: Parameters<typeof chunk>[0][]) =>
			opened({ ...packed(result), chunks: origins.map(chunk) }).fromCache;
		assert.deepEqual(
			[of(), of("asked"), of("cached", "appended"), of("cached", "cached")],
			["none", "none", "some", "all"],
		);
	});
});

describe("what of a result came from a cache", () => {
	const chunk = (
		from: number,
		to: number,
		fetchedAt: number,
		origin: "asked" | "cached" | "appended" = "cached",
	) =>
		packChunk([], {
			stretch: { from: epochMs(from), to: epochMs(to) },
			origin,
			fetchedAt: epochMs(fetchedAt),
		});

	it("is told by stretches with their age, those that touch as one of the older", () => {
		const chunks = [
			chunk(0, 10, 90),
			chunk(10, 20, 80),
			chunk(20, 30, 99, "asked"),
			chunk(30, 40, 70),
		];
		const { fromCache, cachedAt, cachedStretches } = cachedFacts({ chunks });
		assert.deepEqual(
			[fromCache, cachedAt, cachedStretches],
			[
				"some",
				70,
				[
					{ from: 0, to: 20, fetchedAt: 80 },
					{ from: 30, to: 40, fetchedAt: 70 },
				],
			],
		);
	});

	it("stays told when it joins an earlier answer, beside what was asked for", () => {
		const rest = { from: epochMs(0), to: epochMs(20) };
		const joined = joinRest(
			[chunk(20, 30, 99, "asked")],
			[chunk(0, 10, 80), chunk(10, 20, 99, "asked")],
			rest,
		);
		assert.deepEqual(
			joined.map(({ header }) => header.origin),
			["cached", "appended", "asked"],
		);
	});
});

describe("reading a damaged result", () => {
	interface LooseSeries {
		interval: unknown;
		columns: Record<string, { at: number; length: number }>;
		texts: Record<string, unknown>;
	}
	interface LooseHeader {
		format: unknown;
		result: { fetchedAt?: unknown; partial?: unknown };
		chunks: { byteLength: unknown; origin: unknown; series: LooseSeries[] }[];
	}
	const loose = () => {
		const { header, buffers } = splitResult(packed(result));
		return { header: JSON.parse(JSON.stringify(header)) as LooseHeader, buffers };
	};
	const first = <T>([item]: readonly T[]): T => {
		assert.ok(item !== undefined);
		return item;
	};
	const series = ({ chunks }: LooseHeader) => first(first(chunks).series);
	const cases: readonly [string, RegExp, (header: LooseHeader) => void][] = [
		["another format", /format/, (header) => (header.format = 99)],
		["a missing time", /result\.fetchedAt/, (header) => delete header.result.fetchedAt],
		[
			"an unknown reason",
			/result\.partial\.code/,
			(header) => (header.result.partial = { code: "bored" }),
		],
		["an unknown origin", /chunks\[0\]\.origin/, ({ chunks }) => (first(chunks).origin = "made")],
		[
			"a buffer of another size",
			/chunks\.0\.byteLength/,
			({ chunks }) => (first(chunks).byteLength = 8),
		],
		[
			"a negative interval",
			/chunks\[0\]\.series\[0\]\.interval/,
			(header) => (series(header).interval = -1),
		],
		[
			"a missing column",
			/chunks\[0\]\.series\[0\]\.columns\.price/,
			(header) => delete series(header).columns["price"],
		],
		[
			"a column beyond the end",
			/chunks\.0\.series\.0\.columns\.price: outside/,
			(header) => (series(header).columns["price"] = { at: 1 << 20, length: 3 }),
		],
		[
			"a column off the grid",
			/columns\.price: outside/,
			(header) => (series(header).columns["price"] = { at: 4, length: 1 }),
		],
		[
			"columns of different lengths",
			/columns\.price: another length/,
			(header) => (series(header).columns["price"] = { at: 0, length: 2 }),
		],
		[
			"times out of order",
			/columns\.times: not ascending/,
			(header) =>
				(series(header).columns["times"] = { ...series(header).columns["price"] } as never),
		],
		[
			"texts of another number",
			/texts\.offsets/,
			(header) => (series(header).texts["offsets"] = { at: 0, length: 2 }),
		],
		[
			"texts that do not end where they should",
			/texts\.offsets/,
			(header) => (series(header).texts["units"] = { at: 0, length: 1 }),
		],
	];
	for (const [name, message, change] of cases) {
		it(`names the field for ${name}`, () => {
			const { header, buffers } = loose();
			change(header);
			assert.throws(
				() => readResult(header, buffers),
				(error: unknown) => {
					assert.ok(error instanceof TypeError || error instanceof DecodeError, String(error));
					assert.match(error.message, message);
					return true;
				},
			);
		});
	}

	it("refuses a header of another version also where it is not read field by field", () => {
		const { header, buffers } = splitResult(packed(result));
		assert.deepEqual(joinResult({ header, buffers }), packed(result));
		for (const format of [undefined, 1, 99] as const) {
			const other = { ...header, format } as never;
			assert.throws(() => joinResult({ header: other, buffers }), /another version/);
		}
	});

	it("refuses a header without its buffers, and what is no header at all", () => {
		assert.throws(() => readResult(loose().header, []), /byteLength.*nothing came/);
		for (const junk of [undefined, null, 7, "x", [], {}]) {
			assert.throws(() => readResult(junk, []), DecodeError);
		}
	});
});

describe("when an opened answer was told", () => {
	const hour = (count: number) => epochMs(count * 3_600_000);
	const chunk = (from: number, origin: "asked" | "cached" | "appended", fetchedAt: number) =>
		packChunk([], {
			stretch: { from: hour(from), to: hour(from + 2) },
			origin,
			fetchedAt: hour(fetchedAt),
		});
	const toldAt = (...chunks: readonly ReturnType<typeof chunk>[]) => {
		const range = { from: hour(0), to: hour(8) };
		const made = { query: result.query, range, warnings: [], fetchedAt: hour(20), chunks };
		return opened(sent(made)).toldAt;
	};

	it("is when its newest stretch was asked for, though others were asked for later and all was there later still", () => {
		assert.equal(toldAt(chunk(0, "asked", 9), chunk(2, "asked", 7.5)), hour(7.5));
		assert.equal(toldAt(chunk(0, "asked", 3), chunk(6, "appended", 7.5)), hour(7.5));
	});

	it("is no earlier than the end of what a cache knew, which was over", () => {
		assert.equal(toldAt(chunk(0, "cached", 1)), hour(2));
		assert.equal(toldAt(chunk(0, "cached", 5)), hour(5));
	});

	it("is left out where it is the time of the answer, or nothing came", () => {
		assert.equal(toldAt(chunk(0, "asked", 20)), undefined);
		assert.equal(toldAt(), undefined);
	});
});
