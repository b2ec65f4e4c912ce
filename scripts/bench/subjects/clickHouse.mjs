import { clickHouseHere, measured } from "../clickHouse/programs.mjs";
import { tapeFiles } from "../trades/tape.mjs";
import { tapeGoal } from "../trades/tapeGoal.mjs";
import { median, medianRatio } from "../statistics.mjs";
import { printTable } from "../table.mjs";

const FORMS = ["decimals", "doubles"];
const KINDS = { profile: "profile", vwap: "VWAP" };
/** Processor time is steadier, the wall clock is what a person waits for: both count. */
const CLOCKS = { cpuMs: "processor", wallMs: "wall clock" };
const BOUND = 1.3;

const NAMES = FORMS.flatMap((form) =>
	Object.keys(KINDS).map((kind) => ({ name: `${form} ${kind}`, form, kind })),
);

/** How tables of a ClickHouse server are added up, against the queries of doubles that somebody would type. */
export async function clickHouse({ repetitions, tape }) {
	const { embedded, server, missing } = await clickHouseHere();
	const reason = `not measured: ${missing.join(" ")}`;
	const { decimals } = await tapeFiles(tape.trades);
	const order = { file: decimals, repetitions };
	const one = embedded && (await measured("run", order));
	const two = embedded && server && (await measured("pair", order));
	const goal = tapeGoal(tape);
	const open = (found, { measured: figure, ...more }) =>
		goal(found ? { ...more, measured: figure(found) } : { ...more, reason, skipped: true });
	if (one) printOne(one, tape);
	if (two) printTwo(two);
	return [
		...NAMES.flatMap(({ name, form, kind }) =>
			Object.entries(CLOCKS).map(([figure, clock]) =>
				open(one, {
					what: `ClickHouse, ${form}: exact ${KINDS[kind]} against the bare query of doubles, ${clock}`,
					measured: ({ costs }) => ratioOf(costs, name, figure),
					bound: BOUND,
				}),
			),
		),
		open(one, {
			what: "ClickHouse: bytes on the wire for each row that is added up",
			measured: ({ bytesPerRow }) => Math.max(...Object.values(bytesPerRow)),
			bound: 0.1,
			unit: "bytes",
		}),
		open(one, {
			what: "ClickHouse: rows read for each row of a day, by the server's own count",
			measured: ({ readPerRow }) => Math.max(...Object.values(readPerRow)),
			bound: 1.2,
		}),
		...Object.entries(KINDS).map(([kind, words]) =>
			open(two, {
				what: `ClickHouse 18.16: the same ${words} from two servers against the slower one's half, wall clock`,
				measured: ({ wallMs }) => pairRatio(wallMs[kind]),
				bound: BOUND,
			}),
		),
	];
}

const figures = (list, figure) => list.map((one) => one[figure]);
const ratioOf = (costs, name, figure) =>
	medianRatio(figures(costs[name], figure), figures(costs[`bare ${name}`], figure));
const pairRatio = ({ pair, first, second }) =>
	medianRatio(
		pair,
		first.map((one, at) => Math.max(one, second[at])),
	);

function printOne({ costs, bytesPerRow, readPerRow }, tape) {
	printTable(
		`Sums of ${tape.trades.toLocaleString("en")} trades in a table of ClickHouse, by the hour and 10 dollars, and by the minute`,
		["columns", "what", "CPU s", "÷ bare", "wall s", "÷ bare", "bytes a row", "rows read"],
		NAMES.map(({ name, form, kind }) => [
			form,
			KINDS[kind],
			...Object.keys(CLOCKS).flatMap((figure) => [
				(median(figures(costs[name], figure)) / 1_000).toFixed(2),
				ratioOf(costs, name, figure).toFixed(2),
			]),
			bytesPerRow[name].toFixed(3),
			readPerRow[name].toFixed(2),
		]),
	);
}

function printTwo({ wallMs }) {
	printTable(
		"The same trades in ClickHouse 18.16, half of them on each of two servers with a processor each: wall s",
		["what", "the pair", "÷ slower half", "first half", "second half", "all on one"],
		Object.entries(KINDS).map(([kind, words]) => {
			const seconds = (name) => (median(wallMs[kind][name]) / 1_000).toFixed(2);
			const ratio = pairRatio(wallMs[kind]).toFixed(2);
			return [
				words,
				seconds("pair"),
				ratio,
				seconds("first"),
				seconds("second"),
				seconds("single"),
			];
		}),
	);
}
