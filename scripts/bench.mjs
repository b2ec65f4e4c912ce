// `npm run bench [-- --repetitions 7 --only vwap,profile,loading]`: goals as ratios, measured in one run.
// Absolute times belong to the machine; compare the ratios. Pictures of what was measured go to
// test-results/bench: look at them before believing a number, a wrong chart is often a fast one.
import { cpus } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { TEST_RESULTS } from "./lib/paths.mjs";
import { main } from "./lib/terminal.mjs";
import { bootstrap } from "./lib/bootstrap.mjs";

const { values } = parseArgs({
	options: {
		repetitions: { type: "string", default: "7" },
		only: { type: "string", default: "" },
	},
});

await main(async () => {
	await bootstrap({ browser: true });
	// Loaded only now: on a fresh machine the bootstrap brings what they import.
	const { vwap } = await import("./bench/subjects/vwap.mjs");
	const { profile } = await import("./bench/subjects/profile.mjs");
	const { loading } = await import("./bench/subjects/loading.mjs");
	const { printTable } = await import("./bench/table.mjs");
	const subjects = { vwap, profile, loading };

	const repetitions = Number(values.repetitions);
	const chosen = values.only === "" ? Object.keys(subjects) : values.only.split(",");
	const pictures = join(TEST_RESULTS, "bench");
	console.log(
		`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? "unknown"}, ${repetitions} repetitions`,
	);
	const goals = [];
	for (const name of chosen) {
		const subject = subjects[name];
		if (subject === undefined) throw new Error(`There is no subject ${name}.`);
		goals.push(...(await subject({ repetitions, pictures })));
	}
	printTable("Goals", ["goal", "what", "measured", "bound", ""], goals);
	console.log(`\nPictures: ${pictures}`);
});
