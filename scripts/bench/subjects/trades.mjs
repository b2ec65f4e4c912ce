import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { answerTo, missingPandas, pandasSums, THREADS, withEngine } from "../trades/programs.mjs";
import { tapeFiles } from "../trades/tape.mjs";
import { median, medianRatio } from "../statistics.mjs";
import { printTable } from "../table.mjs";
import { tapeGoal } from "../trades/tapeGoal.mjs";

/** What the product's setting says by default. */
const MEMORY_MB = 1024;
const FORMS = { csv: "CSV", doubles: "Parquet, doubles", decimals: "Parquet, decimals" };
/** Fresh engines, one after the other; the first of them judges for the others. */
const ASKS = {
	first: { judges: true, kinds: ["volumeProfile"] },
	profile: { judges: false, kinds: ["volumeProfile"] },
	vwap: { judges: false, kinds: ["vwap"] },
	both: { judges: false, kinds: ["volumeProfile", "vwap"] },
	firstBoth: { judges: true, kinds: ["volumeProfile", "vwap"] },
};
const WORDS = {
	bare: "DuckDB, profile in doubles",
	first: "ours, profile, every row judged before",
	profile: "ours, profile",
	vwap: "ours, VWAP",
	both: "ours, profile and VWAP in one tick",
	firstBoth: "ours, both, every row judged before",
};
const PANDAS = "pandas, both";
/** Sums of doubles differ from exact ones by less. */
const NEARLY = 1e-9;

function checkSame(what, value, reference) {
	if (Math.abs(value - reference) <= NEARLY * Math.abs(reference)) return;
	throw new Error(`${what}: ${value} where another has ${reference}`);
}

/** @returns {Promise<Record<string, Record<string, object[]>>>} figures by form of the file and contestant */
async function measure(repetitions, files, hasPandas) {
	const samples = Object.fromEntries(
		Object.keys(FORMS).map((form) => [
			form,
			Object.fromEntries([...Object.keys(WORDS), "pandas"].map((name) => [name, []])),
		]),
	);
	const spillFolder = await mkdtemp(join(tmpdir(), "value-area-bench-bare-"));
	const common = { threads: THREADS, memoryMb: MEMORY_MB };
	try {
		await withEngine(["run"], async ({ engineFile, bareProfile, run }) => {
			for (let repetition = 0; repetition < repetitions; repetition++) {
				for (const form of Object.keys(FORMS)) {
					const path = files[form];
					const bare = await answerTo(bareProfile, { form, path, spillFolder, ...common });
					const order = { engineFile, files: [path], asks: ASKS, ...common };
					const ours = await answerTo(run, order);
					for (const name of ["first", "profile", "both", "firstBoth"])
						checkSame(`${form}, volume of ${name}`, ours[name].volume, bare.volume);
					checkSame(`${form}, VWAP of both`, ours.both.vwapSum, ours.vwap.vwapSum);
					if (ours.both.scans !== 1)
						throw new Error(`${form}: two plans of one tick were two scans`);
					for (const [name, figures] of Object.entries({ bare, ...ours }))
						samples[form][name].push(figures);
				}
				if (!hasPandas) continue;
				const pandas = await pandasSums(files.csv);
				const { volume, vwapSum } = samples.csv.both.at(-1);
				checkSame("pandas, volume", pandas.volume, volume);
				checkSame("pandas, VWAP", pandas.vwapSum, vwapSum);
				samples.csv.pandas.push(pandas);
			}
		});
	} finally {
		await rm(spillFolder, { recursive: true, force: true });
	}
	return samples;
}

const figureOf = (list, figure) => list.map((one) => one[figure]);

function printFigures(samples, tape) {
	const seconds = (list, figure) => (median(figureOf(list, figure)) / 1_000).toFixed(2);
	printTable(
		`Sums of ${tape.trades.toLocaleString("en")} trades in a file, by the hour and 10 dollars, and by the minute`,
		["file", "what", "CPU s", "÷ DuckDB", "wall s", "÷ DuckDB", "peak MB"],
		Object.entries(samples).flatMap(([form, lists]) =>
			Object.entries(lists)
				.filter(([, list]) => list.length > 0)
				.map(([name, list]) => {
					const ratio = (figure) =>
						medianRatio(figureOf(list, figure), figureOf(lists.bare, figure)).toFixed(2);
					return [
						FORMS[form],
						WORDS[name] ?? PANDAS,
						seconds(list, "cpuMs"),
						ratio("cpuMs"),
						seconds(list, "wallMs"),
						ratio("wallMs"),
						median(figureOf(list, "peakMb")).toFixed(0),
					];
				}),
		),
	);
}

/** Processor time is steadier, the wall clock is what a person waits for: both count. */
const CLOCKS = { cpuMs: "processor", wallMs: "wall clock" };

/** How the engine adds up trades in files, against the database alone and against pandas. */
export async function trades({ repetitions, tape }) {
	const files = await tapeFiles(tape.trades);
	const missing = await missingPandas();
	const samples = await measure(repetitions, files, missing === undefined);
	printFigures(samples, tape);
	const goal = tapeGoal(tape);
	const against = ({ form, name, reference, ...more }) =>
		Object.entries(CLOCKS).map(([figure, clock]) =>
			goal({
				...more,
				what: `${more.what}, ${clock}`,
				measured: medianRatio(
					figureOf(samples[form][name], figure),
					figureOf(samples[form][reference], figure),
				),
			}),
		);
	const dearer = (form, figure) =>
		samples[form].vwap.map((one, at) => Math.max(one[figure], samples[form].profile[at][figure]));
	const { pandas } = samples.csv;
	const pandasGoal = ({ form, name, ...more }) =>
		goal({
			...more,
			...(missing === undefined
				? {
						measured: medianRatio(
							figureOf(pandas, "wallMs"),
							figureOf(samples[form][name], "wallMs"),
						),
					}
				: { reason: missing, skipped: true }),
		});
	return [
		...["doubles", "decimals"].flatMap((form) =>
			against({
				form,
				name: "profile",
				reference: "bare",
				what: `${FORMS[form]}: exact profile against DuckDB's in doubles`,
				bound: 1.3,
				aim: 1.05,
			}),
		),
		...against({
			form: "csv",
			name: "first",
			reference: "bare",
			what: "CSV: first profile, every row judged, against DuckDB's in doubles",
			bound: 1.8,
			aim: 1.5,
		}),
		...against({
			form: "csv",
			name: "profile",
			reference: "bare",
			what: "CSV: later profile against DuckDB's in doubles",
			bound: 1.3,
			aim: 1.1,
		}),
		pandasGoal({
			form: "csv",
			name: "firstBoth",
			what: "CSV: profile and VWAP, every row judged, times as fast as pandas",
			least: 2.5,
			aim: 4,
		}),
		pandasGoal({
			form: "csv",
			name: "both",
			what: "CSV: later profile and VWAP, times as fast as pandas",
			least: 2.5,
			aim: 4,
		}),
		pandasGoal({
			form: "doubles",
			name: "both",
			what: "Parquet: profile and VWAP, times as fast as pandas on the CSV",
			least: 10,
			aim: 12,
		}),
		...["csv", "doubles"].map((form) =>
			goal({
				what: `${FORMS[form]}: peak memory of profile and VWAP, every row judged, against pandas on the CSV`,
				bound: 1 / 6,
				aim: 1 / 8,
				...(missing === undefined
					? {
							measured: medianRatio(
								figureOf(samples[form].firstBoth, "peakMb"),
								figureOf(pandas, "peakMb"),
							),
						}
					: { reason: missing, skipped: true }),
			}),
		),
		...["csv", "doubles"].flatMap((form) =>
			Object.entries(CLOCKS).map(([figure, clock]) =>
				goal({
					what: `${FORMS[form]}: profile and VWAP of one tick against the dearer alone, ${clock}`,
					bound: 1.3,
					measured: medianRatio(figureOf(samples[form].both, figure), dearer(form, figure)),
				}),
			),
		),
	];
}
