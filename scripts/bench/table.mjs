const printed = [];

/** Rows as a Markdown table under a heading; columns of numbers alone stand on the right. */
export function tableText(title, columns, rows) {
	const isNumeric = (i) => rows.every((row) => /^([\d–]|$)/.test(String(row[i])));
	return [
		`## ${title}`,
		"",
		`| ${columns.join(" | ")} |`,
		`| ${columns.map((_, i) => (i > 0 && isNumeric(i) ? "---:" : "---")).join(" | ")} |`,
		...rows.map((row) => `| ${row.join(" | ")} |`),
	].join("\n");
}

/** Prints rows as a table and keeps it for the file of results. */
export function printTable(title, columns, rows) {
	const text = tableText(title, columns, rows);
	printed.push(text);
	console.log(`\n${text}`);
}

/** Every table of this run, in the order of printing. */
export const printedTables = () => [...printed];

export const GOAL_COLUMNS = ["goal", "what", "measured", "bound", "aim", ""];
/** In the last column of a goal without a figure. */
export const NOT_MEASURED = "not measured";
const SKIPPED = "skipped";

/**
 * One goal: a ratio or size measured in this run against its bound, the most that is allowed
 * (`bound`) or the least (`least`). Without a figure the goal stays open, for the reason given: something
 * failed, or this machine lacks what it takes (`skipped`).
 *
 * @param {{id: string, what: string, measured?: number, bound?: number, least?: number, aim?: number, unit?: string, reason?: string, skipped?: boolean}} goal
 */
export function goalRow(goal) {
	const { id, what, measured, bound, least, aim, unit = "×", reason = "–" } = goal;
	const shown = (value) => `${Number(value.toPrecision(3))} ${unit}`;
	const sign = least === undefined ? "≤" : "≥";
	const limit = least ?? bound;
	const allowed = `${sign} ${shown(limit)}`;
	const aimed = aim === undefined ? "" : shown(aim);
	if (measured === undefined || Number.isNaN(measured)) {
		return [id, what, reason, allowed, aimed, goal.skipped === true ? SKIPPED : NOT_MEASURED];
	}
	const isMet = least === undefined ? measured <= bound : measured >= least;
	return [id, what, shown(measured), allowed, aimed, isMet ? "met" : "**missed**"];
}
