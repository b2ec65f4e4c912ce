import type { VolumeProfileSeries, VwapSeries } from "../../../src/core/series";
import { profileData, vwapData } from "./data";

/** A chart under test: shows the stretch from `from` to `to`, as shares of its moving axis. */
export interface Contender {
	show(from: number, to: number): void;
}

/** How a contender is brought up from the same columns. */
export interface Contestant {
	readonly vwap?: (room: HTMLElement, series: VwapSeries) => Contender;
	readonly profile?: (room: HTMLElement, series: VolumeProfileSeries) => Contender;
}

export interface FrameTimes {
	readonly meanMs: number;
	readonly p95Ms: number;
	readonly longestMs: number;
}

/** What the bench calls from outside of the page. */
export interface BenchPage {
	prepare(task: "vwap" | "profile", count: number): void;
	/** From columns in hand to the frame after the painted one, in milliseconds. */
	first(task: "vwap" | "profile"): Promise<number>;
	/** Zooms in to a tenth, then pans back and forth, a step per frame. */
	panAndZoom(): Promise<FrameTimes>;
}

const STEPS = 60;
const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
const painted = async () => {
	await frame();
	await frame();
};

/** The stretch of a step: the first half zooms in on the middle, the second pans a tenth of the axis. */
function stretch(step: number): readonly [number, number] {
	const half = STEPS / 2;
	if (step < half) {
		const width = 1 - (0.9 * (step + 1)) / half;
		return [0.5 - width / 2, 0.5 + width / 2];
	}
	const progress = (step - half + 1) / half;
	const from = 0.45 - 0.35 * Math.sin(progress * Math.PI);
	return [from, from + 0.1];
}

/** Makes a page ready for the bench. */
export function enter(contestant: Contestant): void {
	const room = document.body.appendChild(document.createElement("div"));
	room.id = "room";
	let vwap: VwapSeries | undefined;
	let profile: VolumeProfileSeries | undefined;
	let contender: Contender | undefined;

	const start = (task: "vwap" | "profile"): Contender => {
		if (task === "vwap" && contestant.vwap !== undefined && vwap !== undefined) {
			return contestant.vwap(room, vwap);
		}
		if (task === "profile" && contestant.profile !== undefined && profile !== undefined) {
			return contestant.profile(room, profile);
		}
		throw new Error(`Nobody here draws a ${task}.`);
	};
	const page: BenchPage = {
		prepare: (task, count) => {
			if (task === "vwap") vwap = vwapData(count);
			else profile = profileData(count);
		},
		first: async (task) => {
			await painted();
			await painted();
			const from = performance.now();
			contender = start(task);
			await painted();
			return performance.now() - from;
		},
		panAndZoom: async () => {
			await painted();
			const times: number[] = [];
			let before = performance.now();
			for (let step = 0; step < STEPS; step++) {
				contender?.show(...stretch(step));
				await frame();
				const now = performance.now();
				times.push(now - before);
				before = now;
			}
			times.sort((a, b) => a - b);
			return {
				meanMs: times.reduce((sum, time) => sum + time, 0) / STEPS,
				p95Ms: times[Math.floor(STEPS * 0.95)] ?? NaN,
				longestMs: times.at(-1) ?? NaN,
			};
		},
	};
	Object.assign(globalThis, { bench: page });
}
