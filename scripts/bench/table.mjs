/** Prints rows as a Markdown table. */
export function printTable(title, columns, rows) {
	console.log(`\n## ${title}\n`);
	console.log(`| ${columns.join(" | ")} |`);
	console.log(`| ${columns.map((_, i) => (i === 0 ? "---" : "---:")).join(" | ")} |`);
	for (const row of rows) console.log(`| ${row.join(" | ")} |`);
}

/** One goal: a ratio or size measured in this run, against its bound. */
export function goalRow({ id, what, measured, bound, unit = "×" }) {
	const shown = (value) => `${Number(value.toPrecision(3))} ${unit}`;
	return [id, what, shown(measured), `≤ ${shown(bound)}`, measured <= bound ? "met" : "**missed**"];
}
