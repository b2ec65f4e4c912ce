import { analyzeProfile } from "./profile";
import type { ProfileRows } from "./rows";
import type { ValueAreaOptions, ValueAreaStep } from "./valueArea";
import { volumeAt } from "./volumes";

/** One comparison on the way to the value area, in prices. */
export interface ExplainedStep extends Pick<
	ValueAreaStep,
	"winner" | "above" | "below" | "captured"
> {
	readonly capturedPercent: number;
	/** Prices of the outermost rows taken so far, after the step. */
	readonly low: number;
	readonly high: number;
}

export interface ValueAreaExplanation {
	/** The POC row. */
	readonly start: { readonly price: number; readonly volume: number };
	/** Volume to reach. */
	readonly target: number;
	readonly total: number;
	readonly steps: readonly ExplainedStep[];
}

/**
 * How the value area of a profile was found, step by step (definitions D4 to D6); `undefined` when nothing
 * traded.
 *
 * @throws RangeError when `percent` is not from 1 to 100
 */
export function explainValueArea(
	rows: ProfileRows,
	options: Partial<Pick<ValueAreaOptions, "percent" | "method">> = {},
): ValueAreaExplanation | undefined {
	const taken: ValueAreaStep[] = [];
	const levels = analyzeProfile(rows, { ...options, onStep: (step) => taken.push(step) });
	if (levels === undefined) return undefined;
	const { total, poc, pocIndex, percent } = levels;
	return {
		start: { price: poc, volume: volumeAt(rows, pocIndex) },
		target: (percent / 100) * total,
		total,
		steps: taken.map(({ winner, above, below, captured, lowIndex, highIndex }) => ({
			winner,
			above,
			below,
			captured,
			capturedPercent: (captured / total) * 100,
			low: rows.prices[lowIndex],
			high: rows.prices[highIndex],
		})),
	};
}
