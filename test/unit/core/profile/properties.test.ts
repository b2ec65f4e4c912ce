import assert from "node:assert/strict";
import * as fc from "fast-check";
import { analyzeRows } from "../../../../src/core/profile/analyzeRows";
import type { ProfileLevels } from "../../../../src/core/profile/profile";
import type { ValueAreaStep } from "../../../../src/core/profile/valueArea";
import {
	analyzeByTheBook,
	analyzeUnits,
	optionsArbitrary,
	rowsArbitrary,
	type Options,
	type Rows,
} from "./arbitraries";

const RUNS = { numRuns: 10_000 };

const levelsOf = ({ poc, val, vah }: { poc: number; val: number; vah: number }) => ({
	poc,
	val,
	vah,
});

describe("properties of a profile's levels", function () {
	this.timeout(60_000);

	it("agree with the definitions followed step by step on a dense ladder", () => {
		fc.assert(
			fc.property(rowsArbitrary, optionsArbitrary, (rows, options) => {
				const levels = analyzeUnits(rows, options);
				assert.deepEqual(
					{ ...levelsOf(levels), captured: levels.captured },
					analyzeByTheBook(rows, options),
				);
			}),
			RUNS,
		);
	});

	it("keep VAL below POC below VAH and capture what was asked for", () => {
		fc.assert(
			fc.property(rowsArbitrary, optionsArbitrary, (rows, options) => {
				const { val, poc, vah, captured, total } = analyzeUnits(rows, options);
				assert.ok(val <= poc && poc <= vah);
				assert.ok(captured >= (options.percent / 100) * total - 1e-9 * total);
				assert.ok(captured <= total);
				const inside = rows.filter(({ row }) => row >= val && row <= vah);
				assert.equal(
					captured,
					inside.reduce((sum, { buy, sell }) => sum + buy + sell, 0),
				);
			}),
			RUNS,
		);
	});

	it("put POC, VAH and VAL on rows that traded", () => {
		fc.assert(
			fc.property(rowsArbitrary, optionsArbitrary, (rows, options) => {
				const levels = analyzeUnits(rows, options);
				const traded = new Set(
					rows.filter(({ buy, sell }) => buy + sell > 0).map(({ row }) => row),
				);
				for (const level of [levels.poc, levels.val, levels.vah]) assert.ok(traded.has(level));
			}),
			RUNS,
		);
	});

	it("stay where they are when all volumes are scaled", () => {
		const factors = fc.constantFrom(1e-8, 0.1, 1 / 3, 3, 7.7, 1e9);
		fc.assert(
			fc.property(rowsArbitrary, optionsArbitrary, factors, (rows, options, factor) => {
				const scaled = rows.map(({ row, buy, sell }) => ({
					row,
					buy: buy * factor,
					sell: sell * factor,
				}));
				assert.deepEqual(
					levelsOf(analyzeUnits(scaled, options)),
					levelsOf(analyzeUnits(rows, options)),
				);
			}),
			RUNS,
		);
	});

	it("stay where they are when empty rows are added at either end", () => {
		const count = fc.integer({ min: 1, max: 4 });
		fc.assert(
			fc.property(rowsArbitrary, optionsArbitrary, count, count, (rows, options, below, above) => {
				const lowest = rows[0]?.row ?? 0;
				const highest = rows.at(-1)?.row ?? 0;
				const empty = (row: number) => ({ row, buy: 0, sell: 0 });
				const padded: Rows = [
					...Array.from({ length: below }, (_, index) => empty(lowest - below + index)),
					...rows,
					...Array.from({ length: above }, (_, index) => empty(highest + 1 + index)),
				];
				const levels = analyzeUnits(rows, options);
				const same = analyzeUnits(padded, options);
				assert.deepEqual(numbersOf(same), numbersOf(levels));
				assert.ok(Math.abs(same.impliedVwap - levels.impliedVwap) < 1e-9);
			}),
			RUNS,
		);
	});

	it("are mirrored with the prices unless a tie picked a side", () => {
		fc.assert(
			fc.property(rowsArbitrary, optionsArbitrary, (rows, options) => {
				fc.pre(!isDecidedByTie(rows, options));
				const mirrored = rows.map((row) => ({ ...row, row: 2_000 - row.row })).reverse();
				const levels = analyzeUnits(rows, options);
				const mirror = analyzeUnits(mirrored, options);
				assert.deepEqual(
					{ poc: 2_000 - mirror.poc, val: 2_000 - mirror.vah, vah: 2_000 - mirror.val },
					levelsOf(levels),
				);
			}),
			RUNS,
		);
	});

	it("do not depend on the price unit or on where the ladder begins", () => {
		const steps = fc.constantFrom(0.01, 0.5, 6, 250);
		const origins = fc.integer({ min: 0, max: 100_000 });
		fc.assert(
			fc.property(
				rowsArbitrary,
				optionsArbitrary,
				steps,
				origins,
				(rows, options, step, origin) => {
					fc.pre(rows.some(({ row }, index) => row - (rows[index - 1]?.row ?? -Infinity) === 1));
					const priceOf = (row: number) => Number(((row + origin) * step).toFixed(2));
					const priced = rows.map(({ row, buy, sell }) => ({ price: priceOf(row), buy, sell }));
					const { poc, val, vah } = analyzeUnits(rows, options);
					assert.deepEqual(levelsOf(analyzeRows(priced, options)), {
						poc: priceOf(poc),
						val: priceOf(val),
						vah: priceOf(vah),
					});
				},
			),
			RUNS,
		);
	});

	it("treat sums as equal that differ only by the order of addition", () => {
		fc.assert(
			fc.property(rowsArbitrary, optionsArbitrary, (rows, options) => {
				const tenths = rows.map(({ row, buy, sell }) => ({ row, buy: buy / 10, sell: sell / 10 }));
				const split = tenths.flatMap(({ row, buy, sell }) => [
					{ price: row, buy: buy * 0.3, sell: 0 },
					{ price: row, buy: buy * 0.7, sell: sell * 0.1 },
					{ price: row, buy: 0, sell: sell * 0.9 },
				]);
				fc.pre(rows.some(({ row }, index) => row - (rows[index - 1]?.row ?? -Infinity) === 1));
				assert.deepEqual(
					levelsOf(analyzeRows(split, options)),
					levelsOf(analyzeUnits(rows, options)),
				);
			}),
			RUNS,
		);
	});
});

function numbersOf(levels: ProfileLevels): readonly number[] {
	const { captured, total, buy, sell, delta, deltaPercent } = levels;
	return [levels.poc, levels.val, levels.vah, captured, total, buy, sell, delta, deltaPercent];
}

/** Whether a documented rule for ties picked a side on the way to the levels. */
function isDecidedByTie(rows: Rows, options: Options): boolean {
	const volumes = rows.map(({ buy, sell }) => buy + sell);
	const largest = Math.max(...volumes);
	let isTied = volumes.filter((volume) => volume === largest).length > 1;
	const onStep = ({ winner, above, below }: ValueAreaStep) => {
		if (winner !== "jump" && above === below) isTied = true;
	};
	analyzeUnits(rows, { ...options, onStep });
	return isTied;
}
