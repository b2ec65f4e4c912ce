// What the subjects about drawing share: they differ in data alone.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { bringUp, onStage, reasonOf } from "./stage.mjs";
import { median, medianRatio } from "./statistics.mjs";
import { goalRow, printTable } from "./table.mjs";

const STEPS = 60;

/**
 * @typedef {object} Contestant
 * @property {string} page name of its file in test/bench/pages
 * @property {string} label
 * @property {number} [repetitions] fewer than the others, because it is slow
 * @property {number} [stride] only every so many-th step of the pan and zoom, for the same reason
 */

/**
 * @typedef {object} DrawingGoal a figure of ours, against another contestant's where one is named
 * @property {string} id
 * @property {"first" | "mean" | "p95"} figure
 * @property {string} [against]
 * @property {boolean} [faster] whether the bound is how many times faster ours is at least
 * @property {number} bound
 * @property {number} [aim]
 */

const FIGURES = {
	first: "first painted frame",
	mean: "mean pan/zoom frame",
	p95: "95th percentile of pan/zoom frames",
};

/**
 * A subject about drawing: every contestant on the same data, one after the other, a fresh page each.
 *
 * @param {{title: string, task: "vwap" | "profile" | "timePrice" | "visible" | "numbers" | "vwapAll" | "timePriceAll", count: number, contestants: Contestant[], goals: DrawingGoal[]}} subject
 */
export function drawing(subject) {
	return async ({ repetitions, pictures }) => {
		const { samples, failures } = await measure(subject, repetitions, pictures);
		printTable(
			subject.title,
			[
				"contestant",
				"first painted frame ms",
				"pan/zoom frame ms",
				"p95 ms",
				"first ÷ ours",
				"frame ÷ ours",
				"repetitions × steps",
			],
			subject.contestants.map((contestant) => contestantRow(contestant, samples, failures)),
		);
		return subject.goals.map((goal) => drawingGoal(goal, subject, samples, failures));
	};
}

async function measure({ task, count, contestants }, repetitions, pictures) {
	await mkdir(pictures, { recursive: true });
	const samples = Object.fromEntries(
		contestants.map(({ page }) => [page, { first: [], mean: [], p95: [] }]),
	);
	/** Why a contestant has no figures. */
	const failures = {};
	const pages = contestants.map(({ page }) => page);
	await onStage({ contestants: pages, uncapped: true }, async (open) => {
		for (let repetition = 0; repetition < repetitions; repetition++) {
			for (const contestant of rotated(contestants, repetition)) {
				const { page: name, repetitions: most = Infinity, stride = 1 } = contestant;
				if (repetition >= most || failures[name] !== undefined) continue;
				const page = await open(name);
				const picture = async (state) => {
					if (repetition > 0) return;
					await page.screenshot({ path: join(pictures, `${task}-${count}-${name}-${state}.png`) });
				};
				try {
					const first = await bringUp(page, { task, count });
					await picture("first");
					const frames = await page.evaluate((every) => globalThis.bench.panAndZoom(every), stride);
					await picture("zoomed");
					samples[name].first.push(first);
					samples[name].mean.push(frames.meanMs);
					samples[name].p95.push(frames.p95Ms);
				} catch (error) {
					failures[name] = reasonOf(error);
				}
				await page.close();
			}
		}
	});
	return { samples, failures };
}

/** Nobody is always the first, nor always after the same neighbour's mess. */
function rotated(contestants, by) {
	const start = by % contestants.length;
	return [...contestants.slice(start), ...contestants.slice(0, start)];
}

function contestantRow({ page, label, stride = 1 }, samples, failures) {
	if (failures[page] !== undefined) return [label, failures[page], "–", "–", "–", "–", "–"];
	const { first, mean, p95 } = samples[page];
	const { ours } = samples;
	const against = (figure) =>
		ours.first.length === 0 ? "–" : medianRatio(samples[page][figure], ours[figure]).toFixed(2);
	return [
		label,
		...[first, mean, p95].map((values) => median(values).toFixed(2)),
		against("first"),
		against("mean"),
		`${first.length} × ${STEPS / stride}`,
	];
}

function drawingGoal(
	{ id, figure, against, faster = false, bound, aim },
	subject,
	samples,
	failures,
) {
	const peer = subject.contestants.find(({ page }) => page === against);
	const what =
		`${subject.title}: ${FIGURES[figure]}` +
		(peer === undefined ? "" : `, ${faster ? "times faster than" : "against"} ${peer.label}`);
	const limit = faster ? { least: bound } : { bound };
	const shared = { id, what, ...limit, aim, unit: peer === undefined ? "ms" : "×" };
	const reason = failures.ours ?? failures[against];
	if (reason !== undefined) return goalRow({ ...shared, reason });
	const own = samples.ours[figure];
	if (peer === undefined) return goalRow({ ...shared, measured: median(own) });
	const other = samples[against][figure];
	const measured = faster ? medianRatio(other, own) : medianRatio(own, other);
	return goalRow({ ...shared, measured });
}
