import assert from "node:assert/strict";
import { globalAgent as plainAgent } from "node:http";
import { globalAgent as encryptedAgent } from "node:https";

/** Longer than a closed connection needs to be noticed on a busy machine. */
const NOTICED_MS = 5_000;

const countOf = (lists: Readonly<Record<string, readonly unknown[] | undefined>>) =>
	Object.values(lists).reduce<number>((count, list) => count + (list?.length ?? 0), 0);

/** Timers that keep the process alive. Those of idle connections do not. */
const timers = () => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;

/** Requests of this process that have a connection or wait for one. */
const inFlight = () =>
	[plainAgent, encryptedAgent].reduce(
		(count, { sockets, requests }) => count + countOf(sockets) + countOf(requests),
		0,
	);

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

/**
 * Remembers what runs now. The function that it returns resolves once nothing else does: no request is in flight
 * and no timer was left behind; it rejects where that does not come.
 */
export async function watchLeftovers(): Promise<() => Promise<void>> {
	// A test runner begins its own timer once a hook has returned its promise.
	await nextTurn();
	const before = timers();
	return async () => {
		await nextTurn();
		const end = performance.now() + NOTICED_MS;
		// A connection tells that it was closed in one of the next turns.
		while (inFlight() > 0 || timers() > before) {
			if (performance.now() > end) {
				assert.fail(`left behind: ${inFlight()} requests, ${timers() - before} timers`);
			}
			await nextTurn();
		}
	};
}
