import assert from "node:assert/strict";
import fc from "fast-check";
import { cellLadder } from "../../../../../src/core/chart/cellLadder";
import { Imbalances, isImbalance } from "../../../../../src/core/profile/orderFlow/imbalances";
import { DEFAULT_IMBALANCES } from "../../../../../src/core/query/flowOptions";
import type { VolumeProfileSeries } from "../../../../../src/core/result/series";
import { ofUnknownHeight } from "../../../../support/series";
import { seriesOf } from "../series";

/** Rows from `"100:5/2 101:1/8"`: price, bought and sold. */
function rows(text: string) {
	return text.split(" ").map((row) => {
		const [, price = "", buy = "", sell = ""] = /^(.*):(.*)\/(.*)$/.exec(row) ?? [];
		return { row: Number(price), buy: Number(buy), sell: Number(sell) };
	});
}

function imbalancesOf(series: VolumeProfileSeries, settings = DEFAULT_IMBALANCES) {
	const ladder = cellLadder(series);
	assert.ok(ladder !== undefined);
	return new Imbalances(series, ladder, settings);
}

/** Imbalances of one interval: `buy 101 9/3`, with a star where stacked. */
function found(text: string, settings = DEFAULT_IMBALANCES): string[] {
	return imbalancesOf(seriesOf([rows(text)], 1), settings)
		.of(0)
		.map(
			({ cell, side, own, other, isStacked }) =>
				`${side} ${cell} ${own}/${other}${isStacked ? " *" : ""}`,
		);
}

describe("imbalances", () => {
	it("hold what was bought in a row against what was sold in the row below, and the reverse", () => {
		assert.deepEqual(found("100:1/3 101:9/1"), ["buy 1 9/3"]);
		assert.deepEqual(found("100:1/3 101:1/1"), ["sell 0 3/1"]);
		// In the same row, nine against one is none.
		assert.deepEqual(found("100:9/1 101:1/9"), []);
	});

	it("begin at the ratio", () => {
		assert.deepEqual(found("100:1/3 101:8.99/1"), []);
		assert.deepEqual(found("100:2/3 101:9/1"), ["buy 1 9/3"]);
		assert.deepEqual(found("100:2/3 101:9/1", { ratio: 4, least: 0 }), []);
		// 0.1 + 0.2 is a little more than 0.3.
		assert.ok(isImbalance(0.3, 0.1, { ratio: 3, least: 0 }));
	});

	it("need the least volume, in the row of the larger side", () => {
		assert.deepEqual(found("100:2/3 101:9/1", { ratio: 3, least: 9 }), ["buy 1 9/3"]);
		assert.deepEqual(found("100:2/3 101:9/1", { ratio: 3, least: 9.5 }), []);
	});

	it("reach the least volume with a sum that is it but for its last bit", () => {
		const least = 0.8;
		assert.ok(0.7 + 0.1 < least);
		assert.ok(isImbalance(0.7 + 0.1, 0.1, { ratio: 3, least }));
		assert.ok(isImbalance(0.7 + 0.1, 0, { ratio: 3, least }));
		assert.ok(!isImbalance(0.79999, 0.1, { ratio: 3, least }));
	});

	it("against no volume count only from a least volume on", () => {
		assert.deepEqual(found("100:2/0 101:9/1"), []);
		assert.deepEqual(found("100:2/0 101:9/1", { ratio: 3, least: 5 }), ["buy 1 9/0"]);
	});

	it("take a row without trades between others as zero, and nothing beyond the outermost", () => {
		assert.deepEqual(found("100:1/1 102:9/1 103:1/1", { ratio: 3, least: 5 }), ["buy 2 9/0"]);
		assert.deepEqual(found("100:9/9", { ratio: 3, least: 1 }), []);
		assert.deepEqual(found("100:9/1 101:1/9", { ratio: 3, least: 1 }), []);
	});

	it("are stacked from three in neighbouring rows on", () => {
		assert.deepEqual(found("100:1/1 101:9/1 102:9/1 103:9/9"), [
			"buy 1 9/1 *",
			"buy 2 9/1 *",
			"buy 3 9/1 *",
		]);
		assert.deepEqual(found("100:1/1 101:9/1 102:9/1 103:1/9"), ["buy 1 9/1", "buy 2 9/1"]);
	});

	it("are of joined rows where rows are joined, and none where heights are not known", () => {
		const twoHeights = seriesOf(
			[rows("100:1/1 101:9/1 102:1/1 103:1/1"), rows("100:1/1 102:9/1 104:1/1")],
			1,
		);
		const joined = imbalancesOf(ofUnknownHeight({ ...twoHeights, steps: Float64Array.of(1, 2) }));
		assert.deepEqual(joined.of(0), []);
		assert.deepEqual(
			joined.of(1).map(({ own, other }) => [own, other]),
			[[9, 1]],
		);
		const known = seriesOf([rows("100:1/1 101:9/1")], 1);
		const ladder = cellLadder(known);
		assert.ok(ladder !== undefined);
		const unknown = new Imbalances(known, { ...ladder, isKnown: false }, DEFAULT_IMBALANCES);
		assert.deepEqual([imbalancesOf(known).of(0).length, unknown.of(0).length], [1, 0]);
	});

	it("know nothing of an interval that is not there", () => {
		assert.deepEqual(imbalancesOf(seriesOf([rows("100:1/1 101:9/1")], 1)).of(7), []);
	});

	const volume = fc.integer({ min: 0, max: 40 });
	const ladders = fc
		.uniqueArray(fc.tuple(fc.integer({ min: 100, max: 120 }), volume, volume), {
			minLength: 1,
			maxLength: 20,
			selector: ([row]) => row,
		})
		.map((all) =>
			all
				.map(([row, buy, sell]) => ({ row, buy, sell }))
				.toSorted((a, b) => a.row - b.row)
				.filter(({ buy, sell }) => buy + sell > 0),
		)
		.filter((all) => all.length > 0);

	it("are exactly the rows that the rule names, whatever the rows are", () => {
		fc.assert(
			fc.property(ladders, fc.integer({ min: 1, max: 5 }), volume, (all, ratio, least) => {
				const series = seriesOf([all], 1);
				const settings = { ratio, least };
				const bought = new Map(all.map(({ row, buy }) => [row, buy]));
				const sold = new Map(all.map(({ row, sell }) => [row, sell]));
				const [low = NaN, high = NaN] = [all[0]?.row, all.at(-1)?.row];
				const expected: string[] = [];
				for (let row = low; row <= high; row++) {
					const is = (own: number, other: number) =>
						own > 0 && own >= least && (other === 0 ? least > 0 : own >= ratio * other);
					if (row > low && is(bought.get(row) ?? 0, sold.get(row - 1) ?? 0))
						expected.push(`buy ${row}`);
					if (row < high && is(sold.get(row) ?? 0, bought.get(row + 1) ?? 0))
						expected.push(`sell ${row}`);
				}
				const actual = imbalancesOf(series, settings).of(0);
				assert.deepEqual(
					actual.map(({ side, cell }) => `${side} ${low + cell}`),
					expected,
				);
			}),
		);
	});

	it("mirror when the sides and the prices are turned round", () => {
		fc.assert(
			fc.property(ladders, (all) => {
				const turned = all
					.map(({ row, buy, sell }) => ({ row: 220 - row, buy: sell, sell: buy }))
					.toReversed();
				const words = (list: typeof all, top: number | undefined) =>
					imbalancesOf(seriesOf([list], 1), { ratio: 2, least: 3 })
						.of(0)
						.map(({ cell, side, isStacked }) => {
							const place = (list[0]?.row ?? NaN) + cell;
							const isTurned = top !== undefined;
							const name = isTurned ? (side === "buy" ? "sell" : "buy") : side;
							return `${name} ${isTurned ? top - place : place} ${isStacked}`;
						})
						.sort();
				assert.deepEqual(words(turned, 220), words(all, undefined));
			}),
		);
	});
});
