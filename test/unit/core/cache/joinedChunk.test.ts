import assert from "node:assert/strict";
import fc from "fast-check";
import { joinedChunk, mergedChunks } from "../../../../src/core/cache/joinedChunk";
import type { PackedChunk } from "../../../../src/core/result/chunk";
import { openSeries } from "../../../../src/core/result/openResult";
import { packChunk } from "../../../../src/core/result/packChunk";
import { NOTHING_REJECTED, type TimeRange } from "../../../../src/core/result/series";
import { epochMs, HOUR_MS } from "../../../../src/core/time";
import { vwapOf } from "../../../support/series";
import { plainSeries, profileSeries, vwapSeries } from "../result/results";

const EVER: TimeRange = { from: epochMs(0), to: epochMs(5e12) };
const plain = (chunks: readonly PackedChunk[]) => openSeries(chunks).map(plainSeries);

/** A chunk of a series in several, cut at times. */
const pieces = (chunk: PackedChunk, cuts: readonly number[]): PackedChunk[] => {
	const edges = [0, ...[...new Set(cuts)].sort((a, b) => a - b), 5e12];
	return edges.slice(1).flatMap((to, at) => {
		const stretch = { from: epochMs(edges[at] ?? 0), to: epochMs(to) };
		return stretch.from < stretch.to ? [{ ...chunk, header: { ...chunk.header, stretch } }] : [];
	});
};

describe("chunks that are joined", () => {
	it("hold the same numbers and texts, however they were cut", () => {
		// A series states its step once, or interval by interval.
		const profiles = profileSeries.filter(({ step, steps }) => !(step && steps));
		const cuts = fc.array(fc.integer({ min: 1, max: 4_102_444_800_000 }), { maxLength: 5 });
		fc.assert(
			fc.property(fc.oneof(profiles, vwapSeries), cuts, (series, at) => {
				const clean = { ...series, open: false, rejected: NOTHING_REJECTED };
				const facts = { stretch: EVER, origin: "asked", fetchedAt: epochMs(7) } as const;
				const whole = packChunk([clean], facts);
				// Each part has a buffer of its own, as from different files.
				const parts = pieces(whole, at).map((one) =>
					joinedChunk([one], one.header.stretch, "cached"),
				);
				const joined = joinedChunk(parts, EVER, "cached");
				assert.deepEqual(plain([joined]), plain([whole]));
				assert.deepEqual(joined.header.stretch, EVER);
				assert.equal(joined.header.fetchedAt, 7);
			}),
		);
	});

	it("hold no row outside of their stretch, and take no more room than they need", () => {
		const hours = Array.from({ length: 1_000 }, (_, at) => at);
		const series = vwapOf(
			hours.map((at) => at * HOUR_MS),
			hours.map((at) => at + 1),
		);
		const stretch = { from: epochMs(0), to: epochMs(1_000 * HOUR_MS) };
		const whole = packChunk([series], { stretch, origin: "asked", fetchedAt: epochMs(1) });
		const few = { from: epochMs(10 * HOUR_MS), to: epochMs(12 * HOUR_MS) };
		const joined = joinedChunk([whole], few, "cached");
		assert.deepEqual(
			openSeries([joined]).map(({ times }) => [...times]),
			[[10 * HOUR_MS, 11 * HOUR_MS]],
		);
		assert.ok(joined.data.byteLength < whole.data.byteLength / 50);
	});

	it("become one where they touch, the later answer counting where they overlap", () => {
		const chunk = (from: number, to: number, price: number) => {
			const hours = Array.from({ length: to - from }, (_, at) => from + at);
			const series = vwapOf(
				hours.map((at) => at * HOUR_MS),
				hours.map(() => price),
			);
			const stretch = { from: epochMs(from * HOUR_MS), to: epochMs(to * HOUR_MS) };
			return packChunk([series], { stretch, origin: "asked", fetchedAt: epochMs(price) });
		};
		const merged = mergedChunks([chunk(0, 4, 1), chunk(10, 12, 1)], [chunk(2, 6, 2)]);
		assert.deepEqual(
			merged.map(({ header: { stretch, origin, fetchedAt } }) => [
				stretch.from / HOUR_MS,
				stretch.to / HOUR_MS,
				origin,
				fetchedAt,
			]),
			[
				[0, 6, "cached", 1],
				[10, 12, "cached", 1],
			],
		);
		const [series] = openSeries(merged);
		assert.ok(series?.kind === "vwap");
		assert.deepEqual([...series.price], [1, 1, 2, 2, 2, 2, 1, 1]);
	});
});
