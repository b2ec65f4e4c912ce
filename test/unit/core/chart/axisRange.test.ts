import assert from "node:assert/strict";
import fc from "fast-check";
import { spreadLabels, textsWithRoom } from "../../../../src/core/chart/tags";
import {
	clampRange,
	isWhole,
	panBy,
	reveal,
	withMargin,
	zoomAt,
} from "../../../../src/core/chart/axisRange";

const bounds = { min: 100, max: 1_100, minSpan: 10 };
const place = fc.double({ min: 100, max: 1_100, noNaN: true });

describe("room around what is shown", () => {
	it("is the same share of the range on either side", () => {
		assert.deepEqual(withMargin(10, 30, 0.1), { min: 8, max: 32 });
	});

	it("makes an axis with length out of a single value", () => {
		for (const value of [5, -5, 0, 2e-12]) {
			for (const isLog of value > 0 ? [false, true] : [false]) {
				const { min, max } = withMargin(value, value, 0.1, isLog);
				assert.ok(min < value && max > value, `${value}`);
				assert.ok(!isLog || min > 0, `${value}`);
			}
		}
	});

	it("is a ratio on a logarithmic axis, which stays above zero", () => {
		const { min, max } = withMargin(1, 10_000, 0.5, true);
		assert.ok(Math.abs(min - 0.01) < 1e-12 && Math.abs(max - 1_000_000) < 1e-6);
	});
});

describe("zoom and pan", () => {
	it("keep the value under the pointer where it is", () => {
		const view = zoomAt({ min: 300, max: 700 }, bounds, 0.5, 400);
		assert.deepEqual(view, { min: 350, max: 550 });
	});

	it("never leave the bounds nor come closer than the shortest range", () => {
		fc.assert(
			fc.property(
				fc.array(fc.tuple(fc.double({ min: 0.01, max: 100, noNaN: true }), place), {
					maxLength: 20,
				}),
				fc.double({ min: -3_000, max: 3_000, noNaN: true }),
				(zooms, distance) => {
					let view = { min: bounds.min, max: bounds.max };
					for (const [factor, anchor] of zooms) view = { ...zoomAt(view, bounds, factor, anchor) };
					view = { ...panBy(view, bounds, distance) };
					assert.ok(view.min >= bounds.min - 1e-6 && view.max <= bounds.max + 1e-6);
					assert.ok(view.max - view.min >= bounds.minSpan - 1e-6);
				},
			),
		);
	});

	it("stop at the ends without changing the length", () => {
		assert.deepEqual(panBy({ min: 200, max: 300 }, bounds, -500), { min: 100, max: 200 });
		assert.deepEqual(panBy({ min: 200, max: 300 }, bounds, 5_000), { min: 1_000, max: 1_100 });
	});

	it("show a value with as little movement as needed", () => {
		const view = { min: 200, max: 300 };
		assert.equal(reveal(view, bounds, 250), view);
		assert.deepEqual(reveal(view, bounds, 400), { min: 310, max: 410 });
		assert.deepEqual(reveal(view, bounds, 150), { min: 140, max: 240 });
	});

	it("recognize the whole axis and drop a range that no longer exists", () => {
		assert.ok(isWhole({ min: 100, max: 1_100 }, bounds));
		assert.ok(!isWhole({ min: 100, max: 1_000 }, bounds));
		assert.deepEqual(clampRange({ min: 0, max: 300 }, bounds), { min: 100, max: 300 });
		assert.equal(clampRange({ min: 5_000, max: 6_000 }, bounds), undefined);
		assert.equal(clampRange({ min: 1_095, max: 6_000 }, bounds), undefined);
	});

	it("widen a range that is too short around its middle", () => {
		assert.deepEqual(clampRange({ min: 400, max: 402 }, bounds), { min: 396, max: 406 });
		assert.deepEqual(clampRange({ min: 101, max: 103 }, bounds), { min: 100, max: 110 });
		assert.equal(clampRange({ min: 5_000, max: 5_001 }, bounds), undefined);
	});
});

describe("labels along an axis", () => {
	const labels = fc
		.array(fc.double({ min: 0, max: 500, noNaN: true }), { minLength: 1, maxLength: 12 })
		.map((places) => places.toSorted((a, b) => a - b));

	it("never cover each other and stay inside", () => {
		fc.assert(
			fc.property(labels, (places) => {
				const spread = spreadLabels(places, 17, 0, 500);
				assert.equal(spread.length, places.length);
				spread.forEach((center, i) => {
					assert.ok(center >= 8.5 - 1e-6 && center <= 491.5 + 1e-6);
					assert.ok(i === 0 || center - (spread[i - 1] ?? 0) >= 17 - 1e-6);
				});
			}),
			{ numRuns: 5_000 },
		);
	});

	it("stay where they are when there is room", () => {
		assert.deepEqual(spreadLabels([50, 100, 200], 17, 0, 500), [50, 100, 200]);
	});

	it("share the room when both want the same", () => {
		assert.deepEqual(spreadLabels([100, 100], 20, 0, 500), [90, 110]);
	});

	it("shrink together when the axis is too short for all", () => {
		assert.deepEqual(spreadLabels([5, 5, 5], 20, 0, 30), [5, 15, 25]);
	});
});

describe("names in a plot", () => {
	const area = { left: 0, top: 0, right: 300, bottom: 200 };
	const text = (left: number, y: number, width = 40) => ({ left, right: left + width, y });

	it("never touch another name or an edge, and the first one is always written", () => {
		const anywhere = fc.record({
			left: fc.integer({ min: -20, max: 320 }),
			width: fc.integer({ min: 1, max: 90 }),
			y: fc.integer({ min: -10, max: 210 }),
		});
		fc.assert(
			fc.property(fc.array(anywhere, { maxLength: 40 }), (wishes) => {
				const texts = [text(100, 100), ...wishes.map((one) => text(one.left, one.y, one.width))];
				const kept = textsWithRoom(texts, 13, 4, area);
				assert.equal(kept[0], texts[0]);
				for (const [i, { left, right, y }] of kept.entries()) {
					assert.ok(left >= 0 && right <= 300 && y >= 6.5 && y <= 193.5);
					for (const other of kept.slice(0, i)) {
						const isBeside = left >= other.right + 4 || right <= other.left - 4;
						assert.ok(isBeside || Math.abs(y - other.y) >= 13);
					}
				}
			}),
		);
	});

	it("stay where there is room beside or above each other", () => {
		const texts = [text(0, 50), text(44, 50), text(0, 63), text(0, 37)];
		assert.deepEqual(textsWithRoom(texts, 13, 4, area), texts);
	});

	it("are not written where something higher than a line stands already", () => {
		const tag = { left: 250, right: 300, y: 100, height: 17 };
		const kept = (...texts: readonly ReturnType<typeof text>[]) =>
			textsWithRoom(texts, 13, 4, area, [tag]);
		assert.deepEqual(kept(text(230, 100), text(230, 114), text(230, 86)), []);
		const free = [text(200, 100), text(230, 115), text(230, 85)];
		assert.deepEqual(kept(...free), free);
	});
});
