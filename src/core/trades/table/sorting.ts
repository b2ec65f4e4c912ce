import { type Text, text } from "../../text";
import type { TableState } from "./tables";

/** Names that stand in an expression of a sorting key, `toDate(time)`. */
function mentions(expression: string, column: string): boolean {
	const name = column.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
	return new RegExp(`(^|[^\\w.])${name}($|[^\\w.])`).test(expression.replaceAll("`", " "));
}

/** Engines that keep no rows: a table beneath them is read, whose sorting key they do not tell. */
const READS_OTHERS = /View$|^(Distributed|Merge|Buffer)$/;

/**
 * Why queries of a table may read more of it than they ask for: its sorting key does not lead to their rows.
 * `undefined` where it does, and where the server does not say what the rows are sorted by, as of a view.
 *
 * @param columns those of time and instrument, by their names
 */
export function sortingProblem(
	{ engine, sortingKey }: Pick<TableState, "engine" | "sortingKey">,
	{ time, symbol }: { readonly time: string; readonly symbol?: string },
): Text | undefined {
	const [first, ...others] = sortingKey;
	if (first === undefined) {
		if (READS_OTHERS.test(engine)) return undefined;
		return text("The table has no sorting key: every query may read all of it.");
	}
	if (mentions(first, time)) return undefined;
	if (symbol === undefined || !mentions(first, symbol)) {
		return text(
			"The table is sorted by {0}, not by instrument and time: every query may read all of it.",
			sortingKey.join(", "),
		);
	}
	return others.some((one) => mentions(one, time))
		? undefined
		: text(
				"The table is sorted by {0}, not by time: every query may read all rows of its instrument.",
				sortingKey.join(", "),
			);
}
