// `npm run bench [-- --repetitions 7 --only vwap,profile --trades 200000 --write]`: goals as ratios, measured in one
// run. Fewer trades than all are for trying the bench out: their goals are skipped.
// Absolute times belong to the machine; compare the ratios. Pictures of what was measured go to
// test-results/bench: look at them before believing a number, a wrong chart is often a fast one.
import { join } from "node:path";
import { parseArgs } from "node:util";
import { bootstrap } from "./lib/bootstrap.mjs";
import { TEST_RESULTS } from "./lib/paths.mjs";
import { SetupError, main, say } from "./lib/terminal.mjs";

const FEWEST_REPETITIONS = 7;
/** Goals about trades are about so many. */
const WHOLE_TAPE = 10_000_000;

const { values } = parseArgs({
	options: {
		repetitions: { type: "string", default: String(FEWEST_REPETITIONS) },
		only: { type: "string", default: "" },
		trades: { type: "string", default: String(WHOLE_TAPE) },
		write: { type: "boolean", default: false },
	},
});

await main(async () => {
	const repetitions = Number(values.repetitions);
	if (!Number.isInteger(repetitions) || repetitions < 1)
		throw new SetupError(`--repetitions takes a whole number, not ${values.repetitions}.`);
	const trades = Number(values.trades);
	if (!Number.isInteger(trades) || trades < 1)
		throw new SetupError(`--trades takes a whole number, not ${values.trades}.`);
	if (values.write && trades !== WHOLE_TAPE)
		throw new SetupError(`--write keeps figures of ${WHOLE_TAPE} trades.`);
	if (values.write && repetitions < FEWEST_REPETITIONS)
		throw new SetupError(`--write keeps figures of at least ${FEWEST_REPETITIONS} repetitions.`);
	const asks = (name) => values.only === "" || values.only.split(",").includes(name);
	await bootstrap({ browser: true, clickHouse: asks("clickHouse") });
	// Loaded only now: on a fresh machine the bootstrap brings what they import.
	const { subjects } = await import("./bench/subjects.mjs");
	const { machine, writeResults } = await import("./bench/results.mjs");
	const { GOAL_COLUMNS, NOT_MEASURED, printTable, printedTables } =
		await import("./bench/table.mjs");

	const chosen = values.only === "" ? Object.keys(subjects) : values.only.split(",");
	const unknown = chosen.filter((name) => !(name in subjects));
	if (unknown.length > 0) {
		const known = Object.keys(subjects).join(", ");
		throw new SetupError(`There is no subject ${unknown.join(", ")}. There are: ${known}.`);
	}
	const pictures = join(TEST_RESULTS, "bench");
	const sentence = await machine();
	console.log(`${sentence} Repetitions: ${repetitions}.`);
	const tape = { trades, isWhole: trades === WHOLE_TAPE };
	const goals = [];
	for (const name of chosen) {
		const started = Date.now();
		say(`${name} …`);
		try {
			goals.push(...(await subjects[name]({ repetitions, pictures, tape })));
		} catch (error) {
			// The others have taken minutes and are still worth knowing.
			say(error.stack);
			goals.push(["–", name, error.message.split("\n")[0], "", "", NOT_MEASURED]);
		}
		say(`  done in ${Math.round((Date.now() - started) / 1_000)} s`);
	}
	const tables = printedTables();
	printTable("Goals", GOAL_COLUMNS, goals);
	console.log(`\nPictures: ${pictures}`);
	if (values.write) await writeResults({ sentence, repetitions, only: values.only, goals, tables });
	return goals.some((row) => row.at(-1) === NOT_MEASURED) ? 1 : 0;
});
