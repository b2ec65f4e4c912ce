import { onStage, reasonOf } from "../stage.mjs";
import { median, medianRatio } from "../statistics.mjs";
import { goalRow, printTable } from "../table.mjs";

const PAGE = "appending";
const POINTS = 1_000_000;
/** Appends per repetition, some minutes of a chart that is followed: every fourth brings an interval more, the others the one in progress again. */
const APPENDS = 240;
/** The first of them run code that the browser has yet to compile; they are printed beside. */
const COLD = 40;
const BOUND = 1 / 50;

/** Runs in the page: how long the whole answer takes, and then the newest interval, each drawn. */
function measure([appends, next]) {
	const { bench } = globalThis;
	// What the first append copies, so that later ones need not, counts as well.
	const all = Array.from({ length: appends }, (_, index) => bench.append(index % 4 === 0));
	const anew = [bench.anew(), bench.anew(), bench.anew()];
	const before = bench.last();
	bench.append(next);
	if (bench.last() === before) throw new Error("Nothing was appended.");
	return { all, anew };
}

/**
 * Putting the newest interval behind a million points, against drawing all of them anew, in the page of the product. The next
 * frame of the browser paints what was appended, as it does any move of the chart: that frame is what other subjects measure.
 */
export async function appending({ repetitions }) {
	const samples = { first: [], cold: [], appended: [], anew: [] };
	let reason;
	await onStage({ contestants: [PAGE] }, async (open) => {
		for (let repetition = 0; repetition < repetitions && reason === undefined; repetition++) {
			const page = await open(PAGE);
			try {
				await page.evaluate((count) => globalThis.bench.open(count), POINTS);
				const { all, anew } = await page.evaluate(measure, [APPENDS, true]);
				samples.first.push(all[0]);
				samples.cold.push(median(all.slice(1, COLD)));
				samples.appended.push(median(all.slice(1)));
				samples.anew.push(median(anew));
			} catch (error) {
				reason = reasonOf(error);
			}
			await page.close();
		}
	});
	const row = (what, values) => [
		what,
		median(values).toFixed(3),
		(1 / medianRatio(values, samples.anew)).toFixed(1),
		values.length,
	];
	const what =
		"VWAP, 1,000,000 points: one interval appended, from its message to all but the frame that paints it";
	if (reason === undefined) {
		printTable(
			"One interval more, 1,000,000 points",
			["what", "ms", "times faster than anew", "repetitions"],
			[
				row("the whole answer, anew", samples.anew),
				row("the newest interval, for the first time", samples.first),
				row(`the newest interval, median of the first ${COLD}`, samples.cold),
				row(`the newest interval, median of ${APPENDS}`, samples.appended),
			],
		);
	}
	return [
		goalRow({
			id: "–",
			what: `${what}, against all of it anew`,
			bound: BOUND,
			...(reason === undefined
				? { measured: medianRatio(samples.appended, samples.anew) }
				: { reason }),
		}),
	];
}
