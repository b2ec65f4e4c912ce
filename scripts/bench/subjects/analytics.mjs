import { importTypeScript } from "../pages.mjs";
import { median, medianRatio } from "../statistics.mjs";
import { goalRow, printTable } from "../table.mjs";

const ROWS = 20_000;
const INTERVALS = 168;
const INTERVAL_ROWS = 300;
const WARM_UP_MS = 500;
/** Calls with few rows, so that loops are compiled with what surrounds them and not from within. */
const WARM_UP_CALLS = 3_000;
/** One sample lasts this long, so that the clock and other programs weigh little. */
const SAMPLE_MS = 20;
const FEWEST_SAMPLES = 21;

/** Repeatable numbers from 0 to 1. */
function randomNumbers(seed) {
	let state = seed;
	return () => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return state / 2 ** 32;
	};
}

/** Two humps and noise on a step of 0.5, every row traded. */
function manyRows(count) {
	const random = randomNumbers(1);
	const hump = (row, middle, width) => Math.exp(-(((row - middle) / width) ** 2));
	const prices = Float64Array.from({ length: count }, (_, row) => 20_000 + row / 2);
	const volume = (_, row) =>
		(hump(row, 0.35 * count, 0.1 * count) + 0.6 * hump(row, 0.7 * count, 0.08 * count) + 0.02) *
		random();
	const column = () => Float64Array.from({ length: count }, volume);
	return { prices, buy: column(), sell: column() };
}

/** A week of hourly profiles around a price that wanders, on a step of 5. */
function week(intervals, rows) {
	const random = randomNumbers(2);
	const count = intervals * rows;
	const columns = ["prices", "buy", "sell"].map(() => new Float64Array(count));
	const [prices, buy, sell] = columns;
	let middle = 13_000;
	for (let index = 0; index < count; index++) {
		const row = index % rows;
		if (row === 0) middle += Math.round((random() - 0.5) * 60);
		const weight = Math.exp(-(((row - rows / 2) / (rows / 5)) ** 2)) + 0.02;
		prices[index] = (middle + row) * 5;
		buy[index] = weight * random();
		sell[index] = weight * random();
	}
	return {
		kind: "volumeProfile",
		id: "week",
		market: {},
		interval: 3_600_000,
		times: Float64Array.from({ length: intervals }, (_, index) => index * 3_600_000),
		open: true,
		rejected: { points: 0, levels: 0, duplicates: 0, outOfRange: 0 },
		unit: "base",
		offsets: Uint32Array.from({ length: intervals + 1 }, (_, index) => index * rows),
		prices,
		buy,
		sell,
	};
}

/** What any answer costs at least: every number is read once. */
function onePass({ prices, buy, sell }) {
	let [bought, sold, notional] = [0, 0, 0];
	for (let row = 0; row < prices.length; row++) {
		bought += buy[row];
		sold += sell[row];
		notional += prices[row] * (buy[row] + sell[row]);
	}
	return bought + sold + notional;
}

function timed(work, given, calls) {
	const start = performance.now();
	for (let call = 0; call < calls; call++) work(given);
	return (performance.now() - start) / calls;
}

/**
 * Runs the contestants in turn, each warmed up with `few` and measured with `many`.
 *
 * @returns milliseconds by name, one per sample
 */
function interleaved(contestants, few, many, samples) {
	const names = Object.keys(contestants);
	const calls = {};
	for (let call = 0; call < WARM_UP_CALLS; call++) {
		for (const name of names) contestants[name](few);
	}
	for (const name of names) {
		const until = performance.now() + WARM_UP_MS;
		let fastest = Infinity;
		while (performance.now() < until) {
			fastest = Math.min(fastest, timed(contestants[name], many, 1));
		}
		calls[name] = Math.max(1, Math.round(SAMPLE_MS / fastest));
	}
	const times = Object.fromEntries(names.map((name) => [name, []]));
	for (let sample = 0; sample < samples; sample++) {
		for (const name of names) times[name].push(timed(contestants[name], many, calls[name]));
	}
	return times;
}

/** Levels of large profiles, against one plain pass over the same columns. */
export async function analytics({ repetitions }) {
	const [profile, rows, nodes, shape, developing, naked] = await Promise.all(
		["profile", "rows", "nodes/nodes", "shape", "overTime/developing", "overTime/nakedPoc"].map(
			(name) => importTypeScript(`src/core/profile/${name}.ts`),
		),
	);
	const samples = Math.max(FEWEST_SAMPLES, repetitions);
	const profileOf = (count) => {
		const { prices, buy, sell } = manyRows(count);
		return rows.rowsOf(prices, buy, sell);
	};
	const all = interleaved(
		{
			pass: onePass,
			levels: profile.analyzeProfile,
			everything: (given) => {
				const levels = profile.analyzeProfile(given);
				return shape.profileShape(given, levels, nodes.findNodes(given, levels.pocIndex));
			},
		},
		profileOf(100),
		profileOf(ROWS),
		samples,
	);

	// The chart has the ladder of its series already.
	const weekOf = (...size) => {
		const series = week(...size);
		return { series, ladder: rows.seriesLadder(series) };
	};
	const running = interleaved(
		{
			pass: ({ series }) => onePass(series),
			developing: ({ series, ladder }) => developing.developingLevels(series, {}, ladder),
			naked: ({ series, ladder }) => naked.nakedPocs(series, undefined, ladder),
			everything: ({ series, ladder }) => [
				developing.developingLevels(series, {}, ladder),
				naked.nakedPocs(series, undefined, ladder),
			],
		},
		weekOf(8, 20),
		weekOf(INTERVALS, INTERVAL_ROWS),
		samples,
	);

	const table = (what, times) =>
		Object.entries(times).map(([name, values]) => [
			`${what}: ${name}`,
			(median(values) * 1_000).toFixed(1),
			medianRatio(values, times.pass).toFixed(2),
		]);
	printTable(
		"Levels against one pass over the data",
		["work", "µs", "passes"],
		[...table("20,000 rows", all), ...table("168 × 300 rows", running)],
	);
	return [
		goalRow({
			id: "–",
			what: "POC, value area, delta and implied VWAP of 20,000 rows, against one pass",
			measured: medianRatio(all.levels, all.pass),
			bound: 10,
			aim: 4,
		}),
		goalRow({
			id: "–",
			what: "The same with volume nodes and shape, rows without any order, against one pass",
			measured: medianRatio(all.everything, all.pass),
			bound: 10,
			aim: 4,
		}),
		goalRow({
			id: "–",
			what: "Developing levels and naked POCs of 168 × 300 rows, against one pass",
			measured: medianRatio(running.everything, running.pass),
			bound: 10,
			aim: 4,
		}),
	];
}
