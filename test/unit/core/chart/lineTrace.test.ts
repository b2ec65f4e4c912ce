import assert from "node:assert/strict";
import fc from "fast-check";
import { type LineFrame, type LinePen, traceLine } from "../../../../src/core/chart/lineTrace";
import { MinMaxTable } from "../../../../src/core/chart/minMaxTable";
import { lowerBound } from "../../../../src/core/search";

interface Stroke {
	readonly points: { x: number; y: number }[];
}

/** Remembers what was drawn, stroke by stroke. */
class Recorder implements LinePen {
	readonly strokes: Stroke[] = [];
	readonly dots: { x: number; y: number }[] = [];
	/** What is covered of each pixel column, as values. */
	readonly columns = new Map<number, { high: number; low: number }>();

	moveTo(x: number, y: number): void {
		this.strokes.push({ points: [{ x, y }] });
	}

	lineTo(x: number, y: number): void {
		this.strokes.at(-1)?.points.push({ x, y });
	}

	dot(x: number, y: number): void {
		this.dots.push({ x, y });
	}

	column(x: number, top: number, bottom: number, width: number): void {
		assert.ok(bottom >= top && width > 0);
		this.columns.set(Math.round(x), { high: 1_000 - top, low: 1_000 - bottom });
	}
}

const INTERVAL = 1_000;

function line(values: readonly number[], skipped: ReadonlySet<number> = new Set()) {
	const kept = values.map((value, i) => ({ value, i })).filter(({ i }) => !skipped.has(i));
	const column = Float64Array.from(kept, ({ value }) => value);
	return {
		times: Float64Array.from(kept, ({ i }) => i * INTERVAL),
		values: column,
		table: MinMaxTable.of(column),
		interval: INTERVAL,
	};
}

function frame(from: number, to: number, columns: number): LineFrame {
	return {
		time: { min: from * INTERVAL, max: to * INTERVAL },
		value: { min: 0, max: 1_000 },
		left: 0,
		top: 0,
		width: columns,
		height: 1_000,
		pixelRatio: 1,
	};
}

const trace = (data: ReturnType<typeof line>, where: LineFrame): Recorder => {
	const pen = new Recorder();
	traceLine(data, where, pen);
	return pen;
};

const COLUMNS = 60;

/** A walk of prices with runs of missing ones, a whole number of them in each of the columns. */
const walk = fc
	.record({
		steps: fc.array(fc.integer({ min: -40, max: 40 }), { minLength: 400, maxLength: 3_000 }),
		gaps: fc.array(fc.tuple(fc.nat({ max: 2_999 }), fc.integer({ min: 1, max: 60 })), {
			maxLength: 12,
		}),
	})
	.map(({ steps, gaps }) => {
		let value = 500;
		const whole = steps.slice(0, steps.length - (steps.length % COLUMNS));
		const values = whole.map((step) => (value = Math.max(0, Math.min(1_000, value + step))));
		for (const [start, length] of gaps) values.fill(NaN, start, start + length);
		return values;
	});

describe("a line with fewer points than pixels", () => {
	it("goes through every point and lifts at a gap", () => {
		const { strokes, dots } = trace(line([1, 2, NaN, 4, 5]), frame(0, 5, 500));
		assert.deepEqual(
			strokes.map(({ points }) => points.length),
			[2, 2],
		);
		assert.deepEqual(dots, []);
		assert.deepEqual(strokes[0]?.points[1], { x: 100, y: 998 });
	});

	it("shows a point without neighbours as a dot", () => {
		const { strokes, dots } = trace(line([1, NaN, 3, NaN, 5]), frame(0, 5, 500));
		assert.deepEqual(strokes, []);
		assert.deepEqual(
			dots.map(({ y }) => y),
			[999, 997, 995],
		);
	});

	it("lifts where intervals are missing altogether", () => {
		const { strokes } = trace(line([1, 2, 3, 4, 5, 6], new Set([2, 3])), frame(0, 6, 600));
		assert.equal(strokes.length, 2);
	});

	it("leaves the plot toward the points beyond its edges", () => {
		const { strokes } = trace(line([1, 2, 3, 4]), frame(1.2, 1.8, 100));
		const xs = strokes[0]?.points.map(({ x }) => x) ?? [];
		assert.ok((xs[0] ?? 0) < 0 && (xs.at(-1) ?? 0) > 100);
	});

	it("draws nothing without data", () => {
		assert.deepEqual(trace(line([]), frame(0, 5, 100)).strokes, []);
	});
});

/** The points of one pixel column that have a value. */
function pointsOf(values: readonly number[], column: number): { value: number; i: number }[] {
	const perColumn = values.length / COLUMNS;
	return values
		.map((value, i) => ({ value, i }))
		.filter(({ value, i }) => !Number.isNaN(value) && Math.floor(i / perColumn) === column);
}

describe("a line with more points than pixels", () => {
	it("has a dot where a value stands alone, and none where it has neighbours", () => {
		const values = Array.from({ length: 1_000 }, (_, i) => (i === 305 || i === 702 ? 500 : NaN));
		const alone = trace(line(values), frame(0, 1_000, 100));
		assert.deepEqual(
			alone.dots.map(({ x, y }) => [Math.floor(x), y]),
			[
				[30, 500],
				[70, 500],
			],
		);
		const pair = values.map((value, i) => (i >= 300 && i < 320 ? 400 : value));
		const joined = trace(line(pair), frame(0, 1_000, 100));
		assert.deepEqual(
			joined.dots.map(({ x }) => Math.floor(x)),
			[70],
		);
		assert.deepEqual(trace(line(values.map(() => 7)), frame(0, 1_000, 100)).dots, []);
	});

	it("covers the lowest and highest value of every column, and beyond them only the way to its neighbours", function () {
		this.timeout(30_000);
		fc.assert(
			fc.property(walk, (values) => {
				const { columns } = trace(line(values), frame(0, values.length, COLUMNS));
				for (let column = 0; column < COLUMNS; column++) {
					const inside = pointsOf(values, column);
					const drawn = columns.get(column);
					assert.equal(drawn !== undefined, inside.length > 0, `column ${column}`);
					if (drawn === undefined) continue;
					const numbers = inside.map(({ value }) => value);
					const before = pointsOf(values, column - 1).at(-1)?.value ?? numbers[0] ?? NaN;
					const after = pointsOf(values, column + 1)[0]?.value ?? numbers.at(-1) ?? NaN;
					const ways = [(before + (numbers[0] ?? NaN)) / 2, (after + (numbers.at(-1) ?? NaN)) / 2];
					const close = (a: number, b: number) => Math.abs(a - b) < 1e-6;
					const [high, low] = [Math.max(...numbers), Math.min(...numbers)];
					assert.ok([high, ...ways].some((value) => close(drawn.high, value)));
					assert.ok([low, ...ways].some((value) => close(drawn.low, value)));
					assert.ok(drawn.high >= high - 1e-6 && drawn.low <= low + 1e-6);
				}
			}),
			{ numRuns: 300, endOnFailure: true },
		);
	});

	it("meets the next column halfway, unless a gap of a pixel or more lies between", () => {
		fc.assert(
			fc.property(walk, (values) => {
				const { columns } = trace(line(values), frame(0, values.length, COLUMNS));
				const perColumn = values.length / COLUMNS;
				for (let column = 1; column < COLUMNS; column++) {
					const [here, there] = [columns.get(column), columns.get(column - 1)];
					const first = pointsOf(values, column)[0];
					const last = pointsOf(values, column - 1).at(-1);
					if (!here || !there || !first || !last) continue;
					const doTouch = here.low <= there.high + 1e-6 && there.low <= here.high + 1e-6;
					const missing = first.i - last.i - 1;
					if (missing < perColumn) assert.ok(doTouch, `column ${column}`);
				}
			}),
			{ numRuns: 300 },
		);
	});

	it("leaves a gap of a pixel open wherever it begins", () => {
		const perColumn = 50;
		for (let start = 500; start < 550; start += 7) {
			const values: number[] = Array.from({ length: 3_000 }, (_, i) => (i < start ? 100 : 900));
			values.fill(NaN, start, start + perColumn);
			const { columns } = trace(line(values), frame(0, 3_000, COLUMNS));
			for (const { high, low } of columns.values()) assert.equal(high, low, `gap at ${start}`);
		}
	});

	it("draws one bar per column that has data", () => {
		const values = Array.from({ length: 10_000 }, (_, i) => 500 + 400 * Math.sin(i / 90));
		assert.equal(trace(line(values), frame(0, 10_000, 300)).columns.size, 300);
	});
});

describe("the table of extremes", () => {
	it("agrees with a plain search on every range", () => {
		fc.assert(
			fc.property(
				fc.array(fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constant(NaN)), {
					maxLength: 400,
				}),
				fc.nat({ max: 420 }),
				fc.nat({ max: 420 }),
				(values, a, b) => {
					const [from, to] = [Math.min(a, b), Math.max(a, b)];
					const extent = { low: 0, high: 0 };
					const isFound = MinMaxTable.of(Float64Array.from(values)).read(from, to, extent);
					const numbers = values.slice(from, to).filter((value) => !Number.isNaN(value));
					assert.equal(isFound, numbers.length > 0);
					if (!isFound) return;
					assert.ok(extent.low === Math.min(...numbers) && extent.high === Math.max(...numbers));
				},
			),
			{ numRuns: 3_000 },
		);
	});

	it("agrees with a plain search and a plain count across groups of every size, also where values are gone", () => {
		const half = fc.tuple(fc.nat({ max: 9_000 }), fc.nat({ max: 9_000 }));
		fc.assert(
			fc.property(
				fc.nat(),
				half,
				fc.nat({ max: 4_500 }),
				fc.nat({ max: 300 }),
				(seed, at, gone, added) => {
					const [from, to] = at.toSorted((a, b) => a - b);
					const whole = Float64Array.from({ length: 9_000 + added }, (_, i) => {
						const value = Math.sin((i + seed) * 12.9898) * 43_758.5453;
						return i % 5 === seed % 5 || (i > 3_000 && i < 3_600) ? NaN : value;
					});
					const first = MinMaxTable.of(whole.slice(0, 9_000));
					const values = whole.slice(gone);
					const table = first.grown(values, gone, 9_000 - gone);
					const extent = { low: 0, high: 0 };
					const isFound = table.read(from, to, extent);
					const numbers = values.slice(from, to).filter((value) => !Number.isNaN(value));
					assert.equal(isFound, numbers.length > 0);
					assert.equal(table.missing(from, to), values.slice(from, to).length - numbers.length);
					if (!isFound) return;
					assert.deepEqual(extent, { low: Math.min(...numbers), high: Math.max(...numbers) });
					assert.equal(table.indexOf(extent.low), values.indexOf(extent.low));
				},
			),
			{ numRuns: 300 },
		);
	});

	it("finds the first value that is not below a bound", () => {
		const column = Float64Array.of(1, 3, 3, 7);
		assert.deepEqual(
			[0, 1, 2, 3, 4, 8].map((bound) => lowerBound(column, bound)),
			[0, 0, 1, 1, 3, 4],
		);
	});
});
