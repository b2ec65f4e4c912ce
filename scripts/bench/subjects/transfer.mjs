import { bootstrap } from "../../lib/bootstrap.mjs";
import { median, medianRatio } from "../statistics.mjs";
import { goalRow, printTable } from "../table.mjs";
import { betweenProcesses } from "../transfer/twoProcesses.mjs";
import { insideWorkbench } from "../transfer/workbench.mjs";

const COUNT = 100_000;
const WHAT = `Host to view, ${COUNT.toLocaleString("en")} points`;

/** Way of measuring → what the goal says of it. */
const WAYS = {
	processes: { where: "between two processes", bound: 1 / 30 },
	answered: { where: "in VS Code, until the host has the answer", bound: 1 / 3 },
	arrived: { where: "in VS Code, until the page has the message", bound: 1 / 3 },
};

/** Why VS Code cannot be measured in here, if it cannot. */
async function missingEditor() {
	try {
		await bootstrap({ server: true, browser: true });
		return undefined;
	} catch (error) {
		return `no VS Code here: ${error.message.split("\n")[0]}`;
	}
}

/** The points of an answer as an `ArrayBuffer` against the same as JSON rows. */
export async function transfer({ repetitions }) {
	const samples = { processes: await betweenProcesses(COUNT, repetitions) };
	const missing = await missingEditor();
	if (missing === undefined) {
		const { rows, columns } = await insideWorkbench(COUNT, repetitions);
		for (const way of ["answered", "arrived"]) {
			samples[way] = { rows: rows[way], columns: columns[way] };
		}
	}
	printTable(
		WHAT,
		["way", "rows as JSON ms", "ArrayBuffer ms", "rows ÷ ArrayBuffer"],
		Object.entries(WAYS).map(([way, { where }]) => {
			if (samples[way] === undefined) return [where, missing, "–", "–"];
			const { rows, columns } = samples[way];
			return [
				where,
				median(rows).toFixed(1),
				median(columns).toFixed(1),
				medianRatio(rows, columns).toFixed(1),
			];
		}),
	);
	return Object.entries(WAYS).map(([way, { where, bound }]) => {
		const goal = { id: "P14", what: `${WHAT}, ${where}: ArrayBuffer against JSON rows`, bound };
		if (samples[way] === undefined) return goalRow({ ...goal, reason: missing, skipped: true });
		const { rows, columns } = samples[way];
		return goalRow({ ...goal, measured: medianRatio(columns, rows) });
	});
}
