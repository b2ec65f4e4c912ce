import { OURS } from "../contestants.mjs";
import { bringUp, onStage, reasonOf } from "../stage.mjs";
import { median } from "../statistics.mjs";
import { goalRow, printTable } from "../table.mjs";

/** The browser calls a task of at least this many milliseconds long. */
const LONG_MS = 50;

const CASES = [
	{ task: "vwap", count: 1_000_000, what: "VWAP, 1,000,000 points" },
	{ task: "profile", count: 20_000, what: "Profile, 20,000 rows" },
	{ task: "timePrice", count: 168, what: "Heat map, 168 × 300" },
];

/** Runs in the page: collects long tasks from now on. */
function watch() {
	const tasks = [];
	const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries()));
	observer.observe({ entryTypes: ["longtask"] });
	globalThis.longTasks = () => [...tasks, ...observer.takeRecords()].map((task) => task.duration);
}

/** Runs in the page: a task of its own that is long for certain. */
function beBusy(milliseconds) {
	setTimeout(() => {
		const until = performance.now() + milliseconds;
		while (performance.now() < until);
	});
}

/** Points, wheels and drags as a person does, through the browser's own input. */
async function interact(page) {
	const { mouse } = page;
	for (let x = 100; x <= 1_000; x += 15) await mouse.move(x, 350 + Math.sin(x / 60) * 200);
	for (let turn = 0; turn < 25; turn++) await mouse.wheel(0, -120);
	await mouse.down();
	for (let pull = 0; pull <= 40; pull++) {
		await mouse.move(1_000 - pull * 15, 350 + Math.sin(pull / 6) * 150);
	}
	await mouse.up();
	for (let turn = 0; turn < 25; turn++) await mouse.wheel(0, 120);
	await mouse.dblclick(600, 350);
	await page.evaluate(() => globalThis.bench.panAndZoom(1));
}

/** Milliseconds that the busiest task of a trace had the processor: how long a task takes without the waits for it. */
function busiest(trace) {
	const { traceEvents } = JSON.parse(trace.toString());
	const pages = new Set(
		traceEvents
			.filter(({ name, args }) => name === "thread_name" && args.name === "CrRendererMain")
			.map(({ pid, tid }) => `${pid} ${tid}`),
	);
	const tasks = traceEvents.filter(
		({ name, pid, tid, tdur }) =>
			name.endsWith("RunTask") && tdur !== undefined && pages.has(`${pid} ${tid}`),
	);
	if (tasks.length === 0) throw new Error("The browser does not trace tasks.");
	return tasks.reduce((most, { tdur }) => Math.max(most, tdur / 1_000), 0);
}

/** @returns {Promise<{wall: number[], processor: number}>} milliseconds of every long task while the chart is moved, and of the processor in the busiest */
async function tasksWhileMoving(page) {
	const browser = page.context().browser();
	await page.evaluate(watch);
	await browser.startTracing(page, { categories: ["toplevel"] });
	await interact(page);
	const settled = () =>
		page.evaluate(() => new Promise((done) => setTimeout(() => done(globalThis.longTasks()), 100)));
	const found = await settled();
	const processor = busiest(await browser.stopTracing());
	await page.evaluate(beBusy, 2 * LONG_MS);
	if ((await settled()).length === found.length)
		throw new Error("The browser does not report long tasks.");
	return { wall: found, processor };
}

/** That no move of the largest charts keeps the page from answering. */
export async function longTasks({ repetitions }) {
	const longest = new Map(CASES.map((one) => [one, []]));
	const processor = new Map(CASES.map((one) => [one, []]));
	const failures = new Map();
	await onStage({ contestants: [OURS.page] }, async (open) => {
		for (let repetition = 0; repetition < repetitions; repetition++) {
			for (const one of CASES) {
				if (failures.has(one)) continue;
				const page = await open(OURS.page);
				try {
					await bringUp(page, one);
					const tasks = await tasksWhileMoving(page);
					longest.get(one).push(Math.max(0, ...tasks.wall));
					processor.get(one).push(tasks.processor);
				} catch (error) {
					failures.set(one, reasonOf(error));
				}
				await page.close();
			}
		}
	});
	const shown = (milliseconds) => (milliseconds === 0 ? "none" : milliseconds.toFixed(0));
	printTable(
		`Tasks of ${LONG_MS} ms or more while pointing, zooming and dragging`,
		[
			"what",
			"longest ms, median",
			"longest ms of all",
			"processor ms of the busiest task, median",
			"repetitions without any",
		],
		CASES.map((one) => {
			const values = longest.get(one);
			if (failures.has(one)) return [one.what, failures.get(one), "–", "–", "–"];
			const without = values.filter((value) => value === 0).length;
			return [
				one.what,
				shown(median(values)),
				shown(Math.max(...values)),
				median(processor.get(one)).toFixed(1),
				`${without} of ${values.length}`,
			];
		}),
	);
	return CASES.map((one) =>
		goalRow({
			id: "–",
			what: `${one.what}: longest task while it is moved (0: none of ${LONG_MS} ms)`,
			bound: LONG_MS,
			unit: "ms",
			...(failures.has(one)
				? { reason: failures.get(one) }
				: { measured: median(longest.get(one)) }),
		}),
	);
}
