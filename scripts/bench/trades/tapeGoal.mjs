import { goalRow } from "../table.mjs";

/**
 * Goals about a tape: they count for all of its trades; with fewer their figures stand there unjudged.
 *
 * @param {{trades: number, isWhole: boolean}} tape
 */
export const tapeGoal =
	({ trades, isWhole }) =>
	({ measured, ...goal }) => {
		if (isWhole || measured === undefined) return goalRow({ id: "–", ...goal, measured });
		const figure = `${Number(measured.toPrecision(3))} ${goal.unit ?? "×"} with ${trades.toLocaleString("en")} trades`;
		return goalRow({ id: "–", ...goal, reason: figure, skipped: true });
	};
