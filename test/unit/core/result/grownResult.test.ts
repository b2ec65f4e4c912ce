import assert from "node:assert/strict";
import fc from "fast-check";
import { countIntervals } from "../../../../src/core/chart/intervalCounts";
import { tableOf } from "../../../../src/core/chart/minMaxTable";
import { vwapModel } from "../../../../src/core/chart/vwapModel";
import { followedAnswer } from "../../../../src/core/follow/followedAnswer";
import { followStep } from "../../../../src/core/follow/followRange";
import type { KaikoVwapQuery, MarketQuery } from "../../../../src/core/query/query";
import { resolveRange } from "../../../../src/core/query/range";
import { grownResult } from "../../../../src/core/result/grownResult";
import { openResult } from "../../../../src/core/result/openResult";
import { packChunk } from "../../../../src/core/result/packChunk";
import type { PackedResult } from "../../../../src/core/result/packedResult";
import type { QueryResult } from "../../../../src/core/result/result";
import type { Series, TimeRange, VwapSeries } from "../../../../src/core/result/series";
import { type EpochMs, epochMs, HOUR_MS, MINUTE_MS } from "../../../../src/core/time";
import { BTC_USD_VWAP, BTCUSDT_PROFILE } from "../../../support/queries";
import { MIDNIGHT, profileSeries, vwapOf } from "../../../support/series";

const VWAP: KaikoVwapQuery = { ...BTC_USD_VWAP, range: { last: "48h" } };
const PROFILE: MarketQuery = { ...BTCUSDT_PROFILE, range: { last: "6h" } };

function timesOf({ from, to }: TimeRange, now: EpochMs): number[] {
	const times: number[] = [];
	for (let time: number = from; time < Math.min(to, now); time += HOUR_MS) times.push(time);
	return times;
}

/** Prices with gaps and volumes of unequal decimals; the interval in progress is still moving. */
function vwapAt(stretch: TimeRange, now: EpochMs): VwapSeries {
	const times = timesOf(stretch, now);
	const hour = (time: number) => Math.round((time - MIDNIGHT) / HOUR_MS);
	const moving = (time: number) => Math.min(HOUR_MS, now - time) / HOUR_MS;
	const prices = times.map((time) =>
		hour(time) % 7 === 3 ? NaN : 100 + ((hour(time) * 37) % 19) + moving(time) / 8,
	);
	const volumes = times.map((time) => (hour(time) % 5) + moving(time) / 4);
	const open = (times.at(-1) ?? 0) + HOUR_MS > now;
	return { ...vwapOf(times, prices, volumes), open };
}

function profilesAt(stretch: TimeRange, now: EpochMs): Series {
	const times = timesOf(stretch, now);
	const rows = times.map((time) => [[100, 1, Math.min(HOUR_MS, now - time)] as const]);
	const open = (times.at(-1) ?? 0) + HOUR_MS > now;
	return profileSeries(rows, { times: Float64Array.from(times), open });
}

function answer(query: MarketQuery, stretch: TimeRange, now: EpochMs): PackedResult {
	const series = query.kind === "vwap" ? vwapAt(stretch, now) : profilesAt(stretch, now);
	const chunk = packChunk(series.times.length > 0 ? [series] : [], {
		stretch,
		origin: "asked",
		fetchedAt: now,
	});
	return { query, range: stretch, chunks: [chunk], warnings: [], fetchedAt: now };
}

/** What of a VWAP's answer is drawn and told. */
function told({ series: [series], range, fetchedAt, covers }: QueryResult) {
	assert.equal(series?.kind, "vwap");
	const { line, rawPrice, volumeDecimals, ...model } = vwapModel(series, range);
	const extent = { low: 0, high: 0 };
	const extents = [];
	for (let from = 0; from < series.times.length; from += 5)
		extents.push([tableOf(series.price).read(from, from + 130, extent), { ...extent }]);
	return {
		times: [...series.times],
		prices: [...series.price],
		volumes: [...(series.volume ?? [])],
		texts: Array.from({ length: rawPrice.length }, (_, at) => rawPrice.at(at)),
		lastText: rawPrice.at(-1),
		open: series.open,
		model,
		lineTimes: [...line.times],
		hasDecimals: volumeDecimals >= 1,
		counts: countIntervals(series, range, fetchedAt, [range]),
		extents,
		covers,
	};
}

/** Follows a query through some pauses; calls back with the answer that grew and the one that is put together anew. */
function following(
	query: MarketQuery,
	pauses: readonly number[],
	look: (grown: QueryResult, anew: QueryResult) => void,
	begin = (range: TimeRange, now: EpochMs) => answer(query, range, now),
): void {
	let now = epochMs(MIDNIGHT + 20 * HOUR_MS + 7 * MINUTE_MS);
	let packed = begin(resolveRange(query.range, HOUR_MS, now), now);
	let grown = openResult(packed);
	for (const pause of pauses) {
		now = epochMs(now + pause);
		const step = followStep(packed, now) ?? assert.fail("nothing to ask");
		const followed = followedAnswer(packed, answer(query, step.stretch, now), step);
		packed = followed.result;
		grown = grownResult(grown, openResult(followed.news)) ?? assert.fail("it does not fit");
		look(grown, openResult(packed));
	}
}

describe("an opened answer that grows", () => {
	it("is drawn and told like the same one put together anew", () => {
		fc.assert(
			fc.property(
				fc.array(fc.integer({ min: 1, max: 3 * HOUR_MS }), { minLength: 1, maxLength: 40 }),
				(pauses) => {
					following(VWAP, pauses, (grown, anew) => assert.deepEqual(told(grown), told(anew)));
				},
			),
			{ numRuns: 60 },
		);
	});

	it("goes on through more intervals than there was room for", () => {
		const pauses = Array.from({ length: 1_300 }, () => HOUR_MS);
		let seen = 0;
		following(VWAP, pauses, (grown, anew) => {
			seen += 1;
			if (seen % 100 === 0) assert.deepEqual(told(grown), told(anew));
		});
		assert.equal(seen, 1_300);
	});

	it("speaks for the same times where the answer has a hole, also once its range has left that behind", () => {
		const holed = ({ from, to }: TimeRange, now: EpochMs): PackedResult => {
			const parts = [
				answer(VWAP, { from, to: epochMs(from + 3 * HOUR_MS) }, now),
				answer(VWAP, { from: epochMs(from + 5 * HOUR_MS), to }, now),
			];
			const [whole] = parts;
			assert.ok(whole);
			return { ...whole, range: { from, to }, chunks: parts.flatMap(({ chunks }) => chunks) };
		};
		const lengths = new Set<number>();
		const look = (grown: QueryResult, anew: QueryResult) => {
			assert.deepEqual(grown.covers, anew.covers);
			lengths.add(anew.covers?.length ?? 0);
		};
		following(VWAP, Array<number>(40).fill(30 * MINUTE_MS), look, holed);
		assert.deepEqual([...lengths], [2, 1, 0]);
	});

	it("copies no column while there is room", () => {
		const buffers = new Set<ArrayBufferLike>();
		following(VWAP, [MINUTE_MS, MINUTE_MS, HOUR_MS, HOUR_MS, MINUTE_MS], ({ series: [series] }) => {
			assert.equal(series?.kind, "vwap");
			buffers.add(series.price.buffer);
		});
		assert.equal(buffers.size, 1);
	});

	it("does the same with profiles", () => {
		following(PROFILE, [MINUTE_MS, HOUR_MS, 3 * HOUR_MS, 9 * HOUR_MS], (grown, anew) => {
			const [one, other] = [grown.series[0], anew.series[0]];
			assert.equal(one?.kind, "volumeProfile");
			assert.deepEqual({ ...one, rejected: 0 }, { ...other, rejected: 0 });
		});
	});

	it("is not one where the markets or the columns are others", () => {
		const now = epochMs(MIDNIGHT + 20 * HOUR_MS);
		const range = resolveRange(VWAP.range, HOUR_MS, now);
		const base = openResult(answer(VWAP, range, now));
		const news = openResult(answer(VWAP, { from: epochMs(now - HOUR_MS), to: now }, now));
		const withSeries = (change: (series: Series) => Series): QueryResult => ({
			...news,
			series: news.series.map(change),
		});
		const other = (series: Series): Series => ({ ...series, market: { symbol: "eth-usd" } });
		assert.equal(grownResult(base, withSeries(other)), undefined);
		const bare = ({ volume: _volume, ...series }: VwapSeries): Series => series;
		assert.equal(
			grownResult(
				base,
				withSeries((series) => bare(series as VwapSeries)),
			),
			undefined,
		);
	});
});
