import assert from "node:assert/strict";
import { startFaultServer, startSink } from "../../support/faultServer";
import { watchLeftovers } from "../../support/leftovers";
import type { LoopbackServer } from "../../support/loopbackServer";

/** What every test of a fault stands on. */
export interface FaultBench {
	/** The misbehaving server. */
	readonly server: LoopbackServer;
	/** Another one, to which all answers point and nothing may be sent. */
	readonly sink: LoopbackServer;
}

/**
 * Two new servers for each test of a `describe`. After each test the second has seen nothing, no request is in flight
 * and no timer is left.
 *
 * @param body what the first server answers while it behaves
 */
export function useFaultBench(body: unknown = { data: [] }): FaultBench {
	let started: FaultBench | undefined;
	let settled: (() => Promise<void>) | undefined;

	const current = (): FaultBench => {
		assert.ok(started, "the servers have not started");
		return started;
	};

	beforeEach("the servers start", async () => {
		settled = await watchLeftovers();
		const sink = await startSink();
		started = { server: await startFaultServer(body, sink.origin), sink };
	});
	afterEach("nothing is left behind", async () => {
		const { server, sink } = current();
		try {
			await settled?.();
			assert.deepEqual(sink.requests, [], "the sink saw a request");
		} finally {
			started = undefined;
			await Promise.all([server.stop(), sink.stop()]);
		}
	});

	return {
		get server() {
			return current().server;
		},
		get sink() {
			return current().sink;
		},
	};
}
