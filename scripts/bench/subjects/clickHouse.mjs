import { measured } from "../clickHouse/programs.mjs";
import { tapeFiles } from "../trades/tape.mjs";
import { tapeGoal } from "../trades/tapeGoal.mjs";
import { median, medianRatio } from "../statistics.mjs";
import { printTable } from "../table.mjs";

const FORMS = ["decimals", "doubles"];
const KINDS = { profile: "profile", vwap: "VWAP" };
/** Processor time is steadier, the wall clock is what a person waits for: both count. */
const CLOCKS = { cpuMs: "processor", wallMs: "wall clock" };
const BOUND = 1.3;

/** How tables of a ClickHouse server are added up, against the queries of doubles that somebody would type. */
export async function clickHouse({ repetitions, tape }) {
	const { decimals } = await tapeFiles(tape.trades);
	const { costs, bytesPerRow, readPerRow } = await measured("run", { file: decimals, repetitions });
	const figures = (name, figure) => costs[name].map((one) => one[figure]);
	const names = FORMS.flatMap((form) =>
		Object.keys(KINDS).map((kind) => ({ name: `${form} ${kind}`, form, kind })),
	);
	const ratio = (name, figure) =>
		medianRatio(figures(name, figure), figures(`bare ${name}`, figure));
	printTable(
		`Sums of ${tape.trades.toLocaleString("en")} trades in a table of ClickHouse, by the hour and 10 dollars, and by the minute`,
		["columns", "what", "CPU s", "÷ bare", "wall s", "÷ bare", "bytes a row", "rows read"],
		names.map(({ name, form, kind }) => [
			form,
			KINDS[kind],
			...Object.keys(CLOCKS).flatMap((figure) => [
				(median(figures(name, figure)) / 1_000).toFixed(2),
				ratio(name, figure).toFixed(2),
			]),
			bytesPerRow[name].toFixed(3),
			readPerRow[name].toFixed(2),
		]),
	);
	const goal = tapeGoal(tape);
	const most = (of) => Math.max(...Object.values(of));
	return [
		...names.flatMap(({ name, form, kind }) =>
			Object.entries(CLOCKS).map(([figure, clock]) =>
				goal({
					what: `ClickHouse, ${form}: exact ${KINDS[kind]} against the bare query of doubles, ${clock}`,
					measured: ratio(name, figure),
					bound: BOUND,
				}),
			),
		),
		goal({
			what: "ClickHouse: bytes on the wire for each row that is added up",
			measured: most(bytesPerRow),
			bound: 0.1,
			unit: "bytes",
		}),
		goal({
			what: "ClickHouse: rows read for each row of a day, by the server's own count",
			measured: most(readPerRow),
			bound: 1.2,
		}),
	];
}
