import { answerTo, THREADS, withEngine } from "../trades/programs.mjs";
import { manyFiles, tapeFiles } from "../trades/tape.mjs";
import { tapeGoal } from "../trades/tapeGoal.mjs";
import { median, medianRatio } from "../statistics.mjs";
import { printTable } from "../table.mjs";

const MEMORY_MB = 256;
/** Judging ten files takes minutes and says the same each time. */
const FEWER = 3;
const ASKS = {
	judged: { judges: true, kinds: ["volumeProfile"] },
	profile: { judges: false, kinds: ["volumeProfile"] },
	vwap: { judges: false, kinds: ["vwap"] },
};
const WORDS = { judged: "profile, every row judged before", profile: "profile", vwap: "VWAP" };

/** Ten times the trades with little memory: it is held, and time grows as trades do. */
export async function tradesMany({ repetitions, tape }) {
	const one = [(await tapeFiles(tape.trades)).doubles];
	const sets = { one, many: await manyFiles(tape.trades) };
	const samples = { one: [], many: [] };
	await withEngine(["run"], async ({ engineFile, run }) => {
		const common = { engineFile, threads: THREADS, memoryMb: MEMORY_MB, asks: ASKS };
		for (let repetition = 0; repetition < Math.min(repetitions, FEWER); repetition++) {
			for (const [name, files] of Object.entries(sets)) {
				samples[name].push(await answerTo(run, { ...common, files }));
			}
		}
	});
	const figures = (name, ask, figure) => samples[name].map((all) => all[ask][figure]);
	const growth = (ask, figure) =>
		medianRatio(figures("many", ask, figure), figures("one", ask, figure)) / sets.many.length;
	const seconds = (...of) => (median(figures(...of)) / 1_000).toFixed(2);
	const count = (files) => (tape.trades * files.length).toLocaleString("en");
	printTable(
		`${count(sets.many)} trades in ${sets.many.length} Parquet files with a limit of ${MEMORY_MB} MB`,
		[
			"what",
			`CPU s, ${count(one)}`,
			`CPU s, ${count(sets.many)}`,
			"wall s",
			"CPU a trade",
			"peak MB",
		],
		Object.keys(ASKS).map((ask) => [
			WORDS[ask],
			seconds("one", ask, "cpuMs"),
			seconds("many", ask, "cpuMs"),
			seconds("many", ask, "wallMs"),
			`${growth(ask, "cpuMs").toFixed(2)} ×`,
			Math.max(...figures("many", ask, "peakMb")).toFixed(0),
		]),
	);
	const goal = tapeGoal(tape);
	const what = `${count(sets.many)} trades from Parquet`;
	return [
		goal({
			what: `${what}: most memory of the engine's process, with a limit of ${MEMORY_MB} MB`,
			measured: Math.max(...Object.keys(ASKS).flatMap((ask) => figures("many", ask, "peakMb"))),
			bound: MEMORY_MB,
			unit: "MB",
		}),
		...["profile", "vwap"].map((ask) =>
			goal({
				what: `${what}: processor time a trade of a ${WORDS[ask]} against a tenth of them`,
				measured: growth(ask, "cpuMs"),
				bound: 1.2,
			}),
		),
	];
}
