import { performance } from "node:perf_hooks";
import { setImmediate as turn } from "node:timers/promises";
import type { MarketQuery } from "../../../src/core/query/query";
import { LOOPBACK_KEY } from "../../support/keys";
import { join } from "node:path";
import { type AskHost, createHost } from "./adapter";

declare const gc: (() => void) | undefined;

/** What one process is started for. */
interface Order {
	readonly origin: string;
	readonly folder: string;
	readonly query: MarketQuery;
	/** The same on a short range: it loads and compiles what every query runs through. */
	readonly small: MarketQuery;
	readonly measure: "stretch" | "memory";
}

/**
 * Longest stretch without a turn of the event loop, beside one parse of the largest body, each the median of
 * several tries: one moment in which another program had the processor must decide neither. Milliseconds.
 */
export interface StretchFigures {
	readonly stretch: number;
	readonly parse: number;
	readonly bodyBytes: number;
}

/** Bytes over those of a process that has asked a small query. */
export interface MemoryFigures {
	/** Array buffers when the snapshot is ready to be written. */
	readonly whileWriting: number;
	readonly snapshotBytes: number;
	/** Heap and external memory with the answer held and nothing to do. */
	readonly idle: number;
	readonly packedBytes: number;
}

const TRIES = 5;

const middle = (values: readonly number[]) => [...values].sort((a, b) => a - b)[TRIES >> 1] ?? NaN;

/** Collects all that nobody holds; buffers that a collection found free are given back a little later. */
async function collect(): Promise<void> {
	if (gc === undefined) throw new Error("node --expose-gc");
	for (let round = 0; round < 3; round++) {
		gc();
		await turn();
	}
}

/**
 * Watches the event loop with a timer of 1 ms; the returned function ends it and says the longest work between
 * two of its looks, in milliseconds. Waiting for something to come is no work: meanwhile the service and the
 * reading thread have the processor, which makes the timer late.
 */
function watchLoop(): () => number {
	let longest = 0;
	let last = performance.eventLoopUtilization();
	const look = () => {
		const now = performance.eventLoopUtilization();
		longest = Math.max(longest, now.active - last.active);
		last = now;
	};
	const timer = setInterval(look, 1);
	return () => {
		look();
		clearInterval(timer);
		return longest;
	};
}

/** The longest body among those that were asked for, asked for once more. */
async function largestBody(origin: string): Promise<string> {
	const read = async (path: string) => {
		const response = await fetch(`${origin}${path}`, { headers: { "x-api-key": LOOPBACK_KEY } });
		return response.text();
	};
	const { requests } = JSON.parse(await read("/__control")) as {
		readonly requests: readonly { readonly path: string; readonly query: string }[];
	};
	let largest = "";
	for (const { path, query } of requests) {
		const body = await read(`${path}?${query}`);
		if (body.length > largest.length) largest = body;
	}
	return largest;
}

async function measureStretch(ask: AskHost, { origin, query }: Order): Promise<StretchFigures> {
	const stretches: number[] = [];
	while (stretches.length < TRIES) {
		const end = watchLoop();
		await (
			await ask(query)
		).saved;
		stretches.push(end());
	}
	const body = await largestBody(origin);
	const times = Array.from({ length: TRIES }, () => {
		const start = performance.now();
		JSON.parse(body);
		return performance.now() - start;
	});
	return { stretch: middle(stretches), parse: middle(times), bodyBytes: body.length };
}

async function run(order: Order): Promise<StretchFigures | MemoryFigures> {
	let written = { bytes: NaN, arrayBuffers: NaN };
	const whileWriting = async (bytes: number) => {
		if (order.measure === "stretch") return;
		await collect();
		written = { bytes, arrayBuffers: process.memoryUsage().arrayBuffers };
	};
	const { origin, folder } = order;
	const ask = createHost({
		origin,
		threadFile: join(__dirname, "thread.cjs"),
		folder,
		whileWriting,
	});
	await (
		await ask(order.small)
	).saved;
	await collect();
	if (order.measure === "stretch") return measureStretch(ask, order);
	const before = process.memoryUsage();
	const { held, packedBytes, saved } = await ask(order.query);
	await saved;
	await collect();
	const { heapUsed, external } = process.memoryUsage();
	// Looked at after the measurement, so that it is there during it.
	if (held === undefined) throw new Error("nothing is held");
	return {
		whileWriting: written.arrayBuffers - before.arrayBuffers,
		snapshotBytes: written.bytes,
		idle: heapUsed + external - before.heapUsed - before.external,
		packedBytes,
	};
}

const order = JSON.parse(process.argv[2] ?? "") as Order;
run(order).then(
	(figures) => {
		process.stdout.write(`${JSON.stringify(figures)}\n`, () => process.exit(0));
	},
	(error: unknown) => {
		console.error(error);
		process.exit(1);
	},
);
