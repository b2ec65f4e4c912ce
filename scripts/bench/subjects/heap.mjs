import { OURS, UPLOT } from "../contestants.mjs";
import { onStage, prepare, reasonOf } from "../stage.mjs";
import { median } from "../statistics.mjs";
import { goalRow, printTable } from "../table.mjs";

const MEGABYTE = 2 ** 20;
/** Heap after a forced collection hardly varies. */
const MOST_REPETITIONS = 3;
const CYCLES = 10;

const CASES = [
	{ contestant: OURS, task: "vwap", count: 100_000, what: "VWAP, 100,000 points" },
	{ contestant: OURS, task: "vwap", count: 1_000_000, what: "VWAP, 1,000,000 points" },
	{ contestant: OURS, task: "vwap", count: 2_000_000, what: "VWAP, 2,000,000 points" },
	{ contestant: UPLOT, task: "vwap", count: 1_000_000, what: "VWAP, 1,000,000 points" },
	{ contestant: OURS, task: "profile", count: 2_000, what: "Profile, 2,000 rows" },
	{ contestant: OURS, task: "profile", count: 20_000, what: "Profile, 20,000 rows" },
	{ contestant: OURS, task: "timePrice", count: 168, what: "Heat map, 168 × 300" },
];
const ALIKE = CASES.filter(({ count }) => count === 1_000_000);
const CYCLED = { task: "vwap", count: 100_000 };

/** Reads the heap in use with the memory behind typed arrays, after a forced collection. */
async function heapReader(page) {
	const session = await page.context().newCDPSession(page);
	return async () => {
		// The second round takes what the first one's finalizers let go.
		await session.send("HeapProfiler.collectGarbage");
		await session.send("HeapProfiler.collectGarbage");
		const { usedSize, backingStorageSize = 0 } = await session.send("Runtime.getHeapUsage");
		return usedSize + backingStorageSize;
	};
}

/**
 * What a chart that has been moved about holds beside the columns it was given, in bytes: of the first chart of a page, for
 * which the browser compiles what draws it, and of ours the same once more, which finds code and tables of its data there.
 */
async function addedBy(page, { contestant, task, count }) {
	const read = await heapReader(page);
	await prepare(page, { task, count });
	const added = async () => {
		const before = await read();
		await page.evaluate(() => globalThis.bench.first());
		await page.evaluate(() => globalThis.bench.panAndZoom(1));
		return (await read()) - before;
	};
	const first = await added();
	if (contestant !== OURS) return { first };
	await page.evaluate(() => globalThis.bench.close());
	return { first, next: await added() };
}

/** Runs in the page: opens the chart, moves it about and closes it again, so many times. */
async function openAndClose(times) {
	for (let cycle = 0; cycle < times; cycle++) {
		await globalThis.bench.first();
		await globalThis.bench.panAndZoom(6);
		globalThis.bench.close();
	}
}

/**
 * The heap without the columns after ten times of opening and closing, against before. As many times
 * before that let the browser compile what it is going to compile: that is memory too, but no leak.
 */
async function growth(page) {
	const read = await heapReader(page);
	const empty = await read();
	await prepare(page, CYCLED);
	const columns = (await read()) - empty;
	await page.evaluate(openAndClose, CYCLES);
	const before = (await read()) - columns;
	await page.evaluate(openAndClose, CYCLES);
	return ((await read()) - columns) / before;
}

/** How much memory a chart holds, and that it gives everything back. */
export async function heap({ repetitions }) {
	const added = new Map(CASES.map((one) => [one, []]));
	const addedNext = new Map(CASES.map((one) => [one, []]));
	const failures = new Map();
	const growths = [];
	await onStage({ contestants: [OURS.page, UPLOT.page], uncapped: true }, async (open) => {
		for (let repetition = 0; repetition < Math.min(repetitions, MOST_REPETITIONS); repetition++) {
			for (const one of CASES) {
				if (failures.has(one)) continue;
				const page = await open(one.contestant.page);
				try {
					const { first, next } = await addedBy(page, one);
					added.get(one).push(first);
					if (next !== undefined) addedNext.get(one).push(next);
				} catch (error) {
					failures.set(one, reasonOf(error));
				}
				await page.close();
			}
			const page = await open(OURS.page);
			growths.push(await growth(page));
			await page.close();
		}
	});
	const megabytes = (one) => median(added.get(one)) / MEGABYTE;
	printTable(
		"Heap added to the columns",
		["what", "contestant", "MB", "MB, the same once more", "repetitions"],
		CASES.map((one) => [
			one.what,
			one.contestant.label,
			failures.get(one) ?? megabytes(one).toFixed(2),
			addedNext.get(one).length === 0 ? "–" : (median(addedNext.get(one)) / MEGABYTE).toFixed(2),
			added.get(one).length,
		]),
	);
	const [ours, peer] = ALIKE;
	return [
		...CASES.filter(({ contestant }) => contestant === OURS).map((one) =>
			goalRow({
				id: "P8",
				what: `${one.what}: heap added to the columns`,
				bound: 1,
				unit: "MB",
				...(failures.has(one) ? { reason: failures.get(one) } : { measured: megabytes(one) }),
			}),
		),
		goalRow({
			id: "P8",
			what: `${ours.what}: heap added to the columns, against ${peer.contestant.label}`,
			measured: median(added.get(ours).map((bytes, i) => bytes / added.get(peer)[i])),
			bound: 0.05,
		}),
		goalRow({
			id: "P8",
			what: `Heap after opening and closing ${CYCLES} times more, against before`,
			measured: median(growths),
			bound: 1.05,
		}),
	];
}
