import type { VolumeProfileSeries, VwapSeries } from "../../../src/core/result/series";
import { profileData, timePriceData, vwapData } from "./data";

/** What each task is drawn from. */
export interface TaskData {
	/** A line over time; the time axis moves and the price axis fits what is in view. */
	readonly vwap: VwapSeries;
	/** Bars over price; the price axis moves and the volume axis fits what is in view. */
	readonly profile: VolumeProfileSeries;
	/** A cell per interval and price row, as bright as its volume; the time axis moves, all prices stay in view. */
	readonly timePrice: VolumeProfileSeries;
	/** The same with more rows, and a profile at the side. */
	readonly visible: VolumeProfileSeries;
	/** The line and the cells again, for charts with all that can be switched on. */
	readonly vwapAll: VwapSeries;
	readonly timePriceAll: VolumeProfileSeries;
	/** So few cells in view that each has its number; time and price move. */
	readonly numbers: VolumeProfileSeries;
}

export type Task = keyof TaskData;

/** A chart under test. */
export interface Contender {
	/** Shows the stretch from `from` to `to`, as shares of the moving axis. */
	show(from: number, to: number): void;
	/** Gives everything back; only what is opened again and again needs it. */
	close?(): void;
}

/** How a contender is brought up from the same columns. */
export type Contestant = {
	readonly [T in Task]?: (room: HTMLElement, series: TaskData[T]) => Contender;
};

export interface FrameTimes {
	readonly meanMs: number;
	readonly p95Ms: number;
	readonly longestMs: number;
}

/** What the bench calls from outside of the page. */
export interface BenchPage {
	prepare(task: Task, count: number): void;
	/** From columns in hand to the frame after the painted one, in milliseconds. */
	first(): Promise<number>;
	/** Zooms in to a tenth, then pans back and forth, a step per frame; every `stride`th step alone. */
	panAndZoom(stride: number): Promise<FrameTimes>;
	close(): void;
}

/** Room that each contender fills, in CSS pixels. */
export const ROOM = { width: 1_200, height: 700 } as const;

const STEPS = 60;
const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
const painted = async () => {
	await frame();
	await frame();
};

const DATA: { readonly [T in Task]: (count: number) => TaskData[T] } = {
	vwap: vwapData,
	profile: profileData,
	timePrice: timePriceData,
	vwapAll: vwapData,
	timePriceAll: (count) => timePriceData(count),
	visible: (count) => timePriceData(count, 500),
	numbers: (count) => timePriceData(count, 1_000),
};

/** Makes the data now and the chart when it is called for. */
function prepared<T extends Task>(
	contestant: Contestant,
	task: T,
	count: number,
): (room: HTMLElement) => Contender {
	const series = DATA[task](count);
	return (room) => {
		const bringUp = contestant[task];
		if (bringUp === undefined) throw new Error(`Nobody here draws a ${task}.`);
		return bringUp(room, series);
	};
}

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

async function timeFrames(contender: Contender, stride: number): Promise<FrameTimes> {
	await painted();
	const times: number[] = [];
	let before = performance.now();
	for (let step = stride - 1; step < STEPS; step += stride) {
		contender.show(...stretch(step));
		await frame();
		const now = performance.now();
		times.push(now - before);
		before = now;
	}
	times.sort((a, b) => a - b);
	return {
		meanMs: times.reduce((sum, time) => sum + time, 0) / times.length,
		p95Ms: times[Math.floor(times.length * 0.95)] ?? NaN,
		longestMs: times.at(-1) ?? NaN,
	};
}

/** Makes a page ready for the bench. */
export function enter(contestant: Contestant): void {
	const room = document.body.appendChild(document.createElement("div"));
	room.id = "room";
	let start: ((room: HTMLElement) => Contender) | undefined;
	let contender: Contender | undefined;
	const page: BenchPage = {
		prepare: (task, count) => {
			start = prepared(contestant, task, count);
		},
		first: async () => {
			await painted();
			await painted();
			const from = performance.now();
			contender = start?.(room);
			await painted();
			return performance.now() - from;
		},
		panAndZoom: (stride) => {
			if (contender === undefined) throw new Error("There is no chart to move.");
			return timeFrames(contender, stride);
		},
		close: () => {
			if (contender?.close === undefined) throw new Error("This chart cannot be closed.");
			contender.close();
			contender = undefined;
		},
	};
	Object.assign(globalThis, { bench: page });
}
