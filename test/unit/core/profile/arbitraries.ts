import * as fc from "fast-check";
import { analyzeProfile, type ProfileLevels } from "../../../../src/core/profile/profile";
import { rowsOf } from "../../../../src/core/profile/rows";
import type { ValueAreaMethod, ValueAreaOptions } from "../../../../src/core/profile/valueArea";

/** Volume by row number, whole numbers so that sums are exact. Absent rows are gaps. */
export type Rows = readonly { readonly row: number; readonly buy: number; readonly sell: number }[];

/** Few distinct volumes make ties common; now and then a far row makes a gap. */
export const rowsArbitrary: fc.Arbitrary<Rows> = fc
	.uniqueArray(
		fc.record({
			row: fc.oneof(
				{ weight: 6, arbitrary: fc.integer({ min: 0, max: 24 }) },
				{ weight: 1, arbitrary: fc.integer({ min: 0, max: 2_000 }) },
			),
			buy: fc.integer({ min: 0, max: 6 }),
			sell: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 400 })),
		}),
		{ selector: ({ row }) => row, minLength: 1, maxLength: 24 },
	)
	.filter((rows) => rows.some(({ buy, sell }) => buy + sell > 0))
	.map((rows) => [...rows].sort((a, b) => a.row - b.row));

export type Options = Pick<ValueAreaOptions, "method" | "percent">;

export const optionsArbitrary: fc.Arbitrary<Options> = fc.record({
	method: fc.constantFrom<ValueAreaMethod>("pairs", "single"),
	percent: fc.oneof(fc.constant(70), fc.integer({ min: 1, max: 100 })),
});

/** Analyzes rows that stand one price unit apart. */
export function analyzeUnits(rows: Rows, options: ValueAreaOptions): ProfileLevels {
	const levels = analyzeProfile(
		rowsOf(
			Float64Array.from(rows, ({ row }) => row),
			Float64Array.from(rows, ({ buy }) => buy),
			Float64Array.from(rows, ({ sell }) => sell),
			1,
		),
		options,
	);
	if (levels === undefined) throw new Error("the rows did not trade");
	return levels;
}

/** The levels as the definitions D3 to D8 read, on a dense ladder of whole volumes, without any shortcut. */
export function analyzeByTheBook(
	rows: Rows,
	{ method, percent }: Options,
): { poc: number; val: number; vah: number; captured: number } {
	const traded = rows.filter(({ buy, sell }) => buy + sell > 0);
	const low = Math.min(...traded.map(({ row }) => row));
	const high = Math.max(...traded.map(({ row }) => row));
	const dense = new Array<number>(high - low + 1).fill(0);
	for (const { row, buy, sell } of traded) dense[row - low] = buy + sell;
	const at = (index: number): number => dense[index] ?? 0;
	const sum = (from: number, to: number): number =>
		dense.slice(Math.max(from, 0), Math.max(to + 1, 0)).reduce((a, b) => a + b, 0);

	const top = dense.length - 1;
	const largest = Math.max(...dense);
	const candidates = [...dense.keys()].filter((index) => at(index) === largest);
	const distance = (index: number) => Math.abs(2 * index - top);
	const nearest = Math.min(...candidates.map(distance));
	const [lower = 0, upper = lower] = candidates.filter((index) => distance(index) === nearest);
	const below = dense.filter((_, index) => 2 * index < top).reduce((a, b) => a + b, 0);
	const above = dense.filter((_, index) => 2 * index > top).reduce((a, b) => a + b, 0);
	const poc = above > below ? upper : lower;

	const total = sum(0, top);
	const reach = method === "pairs" ? 2 : 1;
	let [from, to, captured] = [poc, poc, at(poc)];
	while (captured * 100 < percent * total) {
		const up = sum(to + 1, to + reach);
		const down = sum(from - reach, from - 1);
		if (up === 0 && down === 0) {
			if (to < top) while (at(to + 1) === 0) to += 1;
			if (from > 0) while (at(from - 1) === 0) from -= 1;
		} else if (to < top && (from === 0 || up >= down)) {
			captured += up;
			to = Math.min(to + reach, top);
		} else {
			captured += down;
			from = Math.max(from - reach, 0);
		}
	}
	while (at(from) === 0) from += 1;
	while (at(to) === 0) to -= 1;
	return { poc: poc + low, val: from + low, vah: to + low, captured };
}
