import assert from "node:assert/strict";
import * as fc from "fast-check";
import { joinedChunk } from "../../../../src/core/cache/joinedChunk";
import { isOpenAt, toldAgain } from "../../../../src/core/result/openEnd";
import { openResult } from "../../../../src/core/result/openResult";
import { packChunk } from "../../../../src/core/result/packChunk";
import { type PackedResult, splitResult } from "../../../../src/core/result/packedResult";
import { reachOf } from "../../../../src/core/result/reach";
import { readResult } from "../../../../src/core/result/readResult";
import { DAY_MS, epochMs, HOUR_MS, MINUTE_MS } from "../../../../src/core/time";
import { BTCUSDT_PROFILE } from "../../../support/queries";
import { MIDNIGHT, profileSeries } from "../../../support/series";

const hour = (count: number) => epochMs(MIDNIGHT + count * HOUR_MS);
const DAY = { from: hour(0), to: epochMs(MIDNIGHT + DAY_MS) };

/** Sums of trades up to 22:40 that were read at 22:50 and kept, as the cache gives them back. */
function kept() {
	const series = profileSeries(
		Array.from({ length: 23 }, () => [[100, 2, 1]]),
		{ open: true },
	);
	const fetchedAt = epochMs(hour(22) + 50 * MINUTE_MS);
	const chunk = packChunk([series], { stretch: DAY, origin: "asked", fetchedAt });
	return joinedChunk([chunk], DAY, "cached");
}

const answerWith = (chunk: ReturnType<typeof kept>): PackedResult => ({
	query: BTCUSDT_PROFILE,
	range: DAY,
	chunks: [chunk],
	warnings: [],
	fetchedAt: chunk.header.fetchedAt,
});

describe("what of kept data is over", () => {
	it("is told by the clock when they are given again, whenever they were kept", () => {
		fc.assert(
			fc.property(fc.integer({ min: 0, max: 3 * 24 * 60 }), (minutes) => {
				const now = epochMs(MIDNIGHT + minutes * MINUTE_MS);
				const chunk = kept();
				const result = openResult(answerWith(toldAgain(chunk, now)));
				const [series] = result.series;
				assert.ok(series);
				assert.equal(series.open, now < hour(23));
				// The newest hour that traded has begun, whatever a clock says.
				const over = Math.max(22, Math.floor(minutes / 60));
				assert.equal(reachOf(series, result).closedUntil, hour(over));
				assert.equal(result.cachedAt, chunk.header.fetchedAt);
				assert.deepEqual(series.times, profileSeries(Array.from({ length: 23 }, () => [])).times);
			}),
			{
				numRuns: 200,
				examples: [
					[22 * 60 + 51],
					[23 * 60 - 1],
					[23 * 60],
					[23 * 60 + 10],
					[24 * 60 - 1],
					[24 * 60],
					[0],
				],
			},
		);
	});

	it("stays told as it was where an answer is kept, and is told by the end of a chunk that says nothing of it", () => {
		const again = toldAgain(kept(), epochMs(hour(23) + 10 * MINUTE_MS));
		const read = (chunk: ReturnType<typeof kept>) => {
			const { header, buffers } = splitResult(answerWith(chunk));
			return openResult(readResult(JSON.parse(JSON.stringify(header)), buffers)).toldAt;
		};
		assert.equal(read(again), hour(23) + 10 * MINUTE_MS);
		assert.equal(read(kept()), DAY.to);
	});

	it("says that nothing is in progress where there is no interval", () => {
		const none = { times: new Float64Array(0), interval: HOUR_MS };
		assert.equal(isOpenAt(none, epochMs(-Infinity)), false);
	});
});
