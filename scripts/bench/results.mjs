import { writeFile } from "node:fs/promises";
import { cpus, totalmem, type } from "node:os";
import { join } from "node:path";
import { ROOT } from "../lib/paths.mjs";
import { say } from "../lib/terminal.mjs";
import { launchChromium } from "./chromium.mjs";
import { GOAL_COLUMNS, tableText } from "./table.mjs";

const FILE = join("test", "bench", "RESULTS.md");

/** The machine in one sentence; absolute figures mean nothing without it. */
export async function machine() {
	const browser = await launchChromium();
	const version = browser.version();
	await browser.close();
	const [cpu] = cpus();
	const memory = Math.round(totalmem() / 2 ** 30);
	return (
		`${cpus().length} × ${cpu?.model.trim() ?? "unknown processor"}, ${memory} GB of memory, ${type()}, ` +
		`Node ${process.versions.node}, Chromium ${version} headless without a GPU ` +
		"(canvas is drawn by the processor)."
	);
}

/** Writes what this run has measured to the repository. */
export async function writeResults({ sentence, repetitions, only, goals, tables }) {
	const met = goals.filter((row) => row.at(-1) === "met").length;
	const chosen = only === "" ? "" : ` --only ${only}`;
	const text = `# Results of the bench

Written by \`npm run bench -- --repetitions ${repetitions}${chosen} --write\` on ${new Date().toISOString().slice(0, 10)}; the same command without
\`--write\` prints it. Machine: ${sentence}

Compare the ratios: milliseconds belong to the machine. Ratios are medians of the ratios of ${repetitions} repetitions (fewer
where a table says so), contestants one after the other inside of each, a fresh page or process per sample.
What each contestant draws and how it is set up stands in \`test/bench/pages\`; pictures of all of them are in
\`test-results/bench\` after a run.

${met} of ${goals.length} goals are met.

${tableText("Goals", GOAL_COLUMNS, goals)}

${tables.join("\n\n")}
`;
	await writeFile(join(ROOT, FILE), text);
	say(`Wrote ${FILE}.`);
}
