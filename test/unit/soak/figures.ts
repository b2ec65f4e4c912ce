import assert from "node:assert/strict";

const MEGABYTE = 1024 * 1024;
/** How far what is held may drift between the middle and the end of a run. */
const DRIFT = 0.05;

/** What the process holds now, with nothing left to collect. */
export interface Held {
	readonly heap: number;
	readonly sockets: number;
	readonly timers: number;
}

export async function held(): Promise<Held> {
	assert.ok(globalThis.gc, "run with --expose-gc");
	// What is closed is let go of in the turns that follow.
	for (let turn = 0; turn < 5; turn++) {
		await new Promise((resolve) => setImmediate(resolve));
		globalThis.gc();
	}
	const resources = process.getActiveResourcesInfo();
	const count = (name: string) => resources.filter((one) => one === name).length;
	return {
		heap: process.memoryUsage().heapUsed,
		sockets: count("TCPSocketWrap"),
		timers: count("Timeout"),
	};
}

/** Asserts that what is held has not grown between two moments of a steady run. */
export function assertFlat(what: string, middle: Held, end: Held): void {
	const megabytes = (bytes: number) => (bytes / MEGABYTE).toFixed(1);
	const heaps = `${megabytes(middle.heap)} MB, then ${megabytes(end.heap)} MB`;
	const drift = `heap ${heaps}; sockets ${middle.sockets}, then ${end.sockets}; timers ${middle.timers}, then ${end.timers}`;
	console.log(`  ${drift}`);
	assert.ok(end.heap <= middle.heap * (1 + DRIFT), `${what}: the heap has grown: ${drift}`);
	assert.ok(end.sockets <= middle.sockets * (1 + DRIFT) + 1, `${what}: sockets: ${drift}`);
	assert.ok(end.timers <= middle.timers, `${what}: timers: ${drift}`);
}
