import assert from "node:assert/strict";
import fc from "fast-check";
import { followedAnswer, withNewest } from "../../../../src/core/follow/followedAnswer";
import { followRefusal, followStep } from "../../../../src/core/follow/followRange";
import { resolveRange } from "../../../../src/core/query/range";
import type { MarketQuery, QueryRange } from "../../../../src/core/query/query";
import type { ChunkOrigin } from "../../../../src/core/result/chunk";
import { packChunk } from "../../../../src/core/result/packChunk";
import type { PackedResult } from "../../../../src/core/result/packedResult";
import type { TimeRange } from "../../../../src/core/result/series";
import { type EpochMs, epochMs, HOUR_MS, MINUTE_MS, toIso } from "../../../../src/core/time";
import { opened } from "../../../support/packed";
import { BTC_USD_VWAP, BTCUSDT_PROFILE } from "../../../support/queries";
import { MIDNIGHT, vwapOf } from "../../../support/series";

const at = (hours: number) => epochMs(MIDNIGHT + hours * HOUR_MS);
const hourly = (range: QueryRange): MarketQuery => ({ ...BTC_USD_VWAP, range });

/** What a provider has at a moment: a price for each interval that has begun, the last of them still moving. */
function priceAt(time: number, now: number): number {
	const seen = Math.min(HOUR_MS, now - time);
	return 100 + Math.round(time / HOUR_MS) + seen / HOUR_MS;
}

function answerFor(
	query: MarketQuery,
	{ from, to }: TimeRange,
	now: EpochMs,
	origin: ChunkOrigin = "asked",
): PackedResult {
	const times: number[] = [];
	for (let time = from; time < Math.min(to, now); time = epochMs(time + HOUR_MS)) times.push(time);
	const open = (times.at(-1) ?? 0) + HOUR_MS > now;
	const series = {
		...vwapOf(
			times,
			times.map((time) => priceAt(time, now)),
		),
		open,
	};
	const stretch = { from, to };
	const chunk = packChunk(times.length === 0 ? [] : [series], { stretch, origin, fetchedAt: now });
	return { query, range: stretch, chunks: [chunk], warnings: [], fetchedAt: now };
}

function ask(query: MarketQuery, now: EpochMs): PackedResult {
	return answerFor(query, resolveRange(query.range, HOUR_MS, now), now);
}

/** Asks for what the step says, as following does. */
function followed(base: PackedResult, now: EpochMs): PackedResult {
	const step = followStep(base, now);
	if (step === undefined) return base;
	return followedAnswer(base, answerFor(base.query, step.stretch, now), step).result;
}

const pricesOf = (result: PackedResult) => {
	const [series] = opened(result).series;
	assert.equal(series?.kind, "vwap");
	return [...series.times].map((time, index) => [time, series.price[index]]);
};

describe("which stretch following asks for", () => {
	const stretchOf = (result: PackedResult, now: EpochMs) => {
		const step = followStep(result, now);
		return step && [step.stretch.from, step.stretch.to].map((time) => (time - MIDNIGHT) / HOUR_MS);
	};

	it("is the last closed interval and the one in progress", () => {
		const base = ask(hourly({ last: "24h" }), epochMs(at(12) + 20 * MINUTE_MS));
		assert.deepEqual(stretchOf(base, epochMs(at(12) + 25 * MINUTE_MS)), [11, 13]);
	});

	it("goes on with what closed meanwhile, and takes the newest closed one once more", () => {
		const base = ask(hourly({ last: "24h" }), epochMs(at(12) + 20 * MINUTE_MS));
		assert.deepEqual(stretchOf(base, epochMs(at(13) + 5)), [11, 14]);
		assert.deepEqual(stretchOf(base, at(17)), [11, 18]);
	});

	it("does not ask for what a cache has given", () => {
		const query = hourly({ last: "24h" });
		const cached = answerFor(query, { from: at(-12), to: at(10) }, at(11), "cached");
		assert.deepEqual(stretchOf(cached, epochMs(at(15) + 5)), [10, 16]);
	});

	it("is nothing of a range that is over, once its last interval was asked for after its end", () => {
		const query = hourly({ from: toIso(at(0)), to: toIso(at(12)) });
		let result = ask(query, epochMs(at(11) + 5));
		assert.deepEqual(stretchOf(result, epochMs(at(11) + 9)), [10, 12]);
		assert.deepEqual(stretchOf(result, epochMs(at(13) + 5)), [10, 12]);
		result = followed(result, epochMs(at(13) + 5));
		assert.equal(stretchOf(result, at(14)), undefined);
		assert.ok(!opened(result).series.some(({ open }) => open));
	});

	it("begins with the new day where the range is today", () => {
		const base = ask(hourly({ since: "day", zone: "UTC" }), epochMs(at(23) + 5));
		assert.deepEqual(stretchOf(base, epochMs(at(24) + 5)), [24, 25]);
	});

	it("is refused for ranges of the past, without an answer, and where the newest part is missing", () => {
		const now = at(12);
		const refusal = (query: MarketQuery, partial?: PackedResult["partial"]) =>
			followRefusal(query, partial ? { partial } : {}, now)?.message.split(".")[0];
		assert.equal(refusal(hourly({ last: "1h" })), undefined);
		assert.equal(refusal({ ...BTCUSDT_PROFILE, range: { since: "week", zone: "UTC" } }), undefined);
		assert.equal(refusal(hourly({ since: "day", zone: "UTC", ago: 1 })), "This range is over");
		const past = hourly({ from: toIso(at(0)), to: toIso(at(12)) });
		assert.equal(refusal(past), "This range is over");
		assert.equal(refusal(hourly({ from: toIso(at(0)), to: toIso(at(13)) })), undefined);
		const older = { code: "rowLimit", completeFrom: at(3) } as const;
		assert.equal(refusal(hourly({ last: "24h" }), older), undefined);
		assert.match(refusal(hourly({ last: "24h" }), { code: "badToken" }) ?? "", /newest part/);
		assert.match(followRefusal(past, undefined, now)?.message ?? "", /no answer/);
	});
});

describe("an answer that is followed", () => {
	it("is at every moment what asking anew would be, however the requests fall", () => {
		fc.assert(
			fc.property(
				fc.constantFrom<QueryRange>(
					{ last: "5h" },
					{ last: "24h" },
					{ since: "day", zone: "UTC" },
					{ since: "week", zone: "Asia/Tokyo" },
				),
				fc.array(fc.integer({ min: 1, max: 4 * HOUR_MS }), { minLength: 1, maxLength: 60 }),
				(range, pauses) => {
					const query = hourly(range);
					let now = epochMs(at(20) + 7 * MINUTE_MS);
					let result = ask(query, now);
					for (const pause of pauses) {
						now = epochMs(now + pause);
						result = followed(result, now);
						const anew = ask(query, now);
						assert.deepEqual(result.range, anew.range);
						// A settled interval has the price of its end, whenever it was asked for.
						assert.deepEqual(pricesOf(result), pricesOf(anew));
						assert.equal(opened(result).series[0]?.open, opened(anew).series[0]?.open);
						assert.equal(opened(result).covers, undefined);
						assert.ok(result.chunks.length < 40, `${result.chunks.length} chunks`);
					}
				},
			),
			{ numRuns: 60 },
		);
	});

	it("says of what is new that it was appended, and carries it alone", () => {
		const base = ask(hourly({ last: "24h" }), epochMs(at(12) + 5));
		const now = epochMs(at(13) + 5);
		const step = followStep(base, now) ?? assert.fail();
		const { result, news } = followedAnswer(base, answerFor(base.query, step.stretch, now), step);
		assert.deepEqual(
			result.chunks.map(({ header }) => header.origin),
			["asked", "appended"],
		);
		assert.deepEqual(
			news.chunks.map(({ header }) => header.stretch),
			[step.stretch],
		);
		assert.equal(result.fetchedAt, now);
	});

	it("drops what a clock that was ahead has asked for, and goes on once it is right again", () => {
		const query = hourly({ last: "6h" });
		const base = ask(query, epochMs(at(12) + 5));
		const ahead = followed(base, at(40));
		const now = epochMs(at(14) + 20 * MINUTE_MS);
		const result = followed(ahead, now);
		assert.equal(opened(result).toldAt ?? result.fetchedAt, now);
		assert.ok(result.chunks.every(({ header }) => header.stretch.to <= result.range.to));
		assert.deepEqual(pricesOf(followed(result, at(15))).at(-1), [at(14), priceAt(at(14), at(15))]);
	});

	it("stay in an answer that was under way when they came", () => {
		fc.assert(
			fc.property(
				fc.array(fc.integer({ min: 1, max: 90 * 60_000 }), { minLength: 1, maxLength: 6 }),
				fc.boolean(),
				fc.nat({ max: 5 }),
				(waits, isPartial, asked) => {
					const query = hourly({ last: "12h" });
					const start = epochMs(at(30) + 54 * MINUTE_MS);
					const first = ask(query, start);
					let shown: PackedResult = isPartial
						? { ...first, partial: partialFrom(epochMs(first.range.from + 2 * HOUR_MS)) }
						: first;
					let now = start;
					let late = first;
					waits.forEach((wait, step) => {
						if (step === asked) late = ask(query, now);
						now = epochMs(now + wait);
						shown = followed(shown, now);
					});
					const came = withNewest(late, shown);
					assert.equal(came.partial, undefined);
					assert.deepEqual(pricesOf(came), pricesOf(ask(query, now)));
					assert.equal(opened(came).toldAt ?? came.fetchedAt, now);
					assert.equal(withNewest(came, late), came);
				},
			),
		);
	});

	it("has a gap that was in it until the range has moved past it", () => {
		const now = epochMs(at(12) + 5);
		const base = { ...ask(hourly({ last: "6h" }), now), partial: partialFrom(at(9)) };
		assert.deepEqual(followed(base, epochMs(at(13) + 5)).partial, partialFrom(at(9)));
		assert.equal(followed(base, epochMs(at(14) + 5)).partial, undefined);
	});

	it("keeps what its warnings say, and says what is new once", () => {
		const warning = (code: string, more = "") => ({
			code,
			text: { message: code + more, args: [] },
		});
		const base = { ...ask(hourly({ last: "6h" }), at(12)), warnings: [warning("clock")] };
		const step = followStep(base, at(13)) ?? assert.fail();
		const came = answerFor(base.query, step.stretch, at(13));
		const warnings = [warning("clock", " now"), warning("rejected")];
		const { result } = followedAnswer(base, { ...came, warnings }, step);
		assert.deepEqual(result.warnings, [warning("clock"), warning("rejected")]);
	});
});

function partialFrom(completeFrom: EpochMs) {
	return { code: "rowLimit", completeFrom } as const;
}
