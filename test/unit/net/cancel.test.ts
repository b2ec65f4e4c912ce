import assert from "node:assert/strict";
import { startFaultServer } from "../../support/faultServer";
import type { LoopbackServer } from "../../support/loopbackServer";
import { HeldClock, REQUEST, createHarness } from "./harness";
import { readJson } from "../../support/plainReading";

describe("client and cancelling", () => {
	let server: LoopbackServer;
	let controller: AbortController;

	beforeEach(async () => {
		server = await startFaultServer({ data: [] });
		controller = new AbortController();
	});
	afterEach(() => server.stop());

	/** Cancels; nothing else would end the request before the test's own time is up. */
	const cancelled = async (failure: Promise<{ kind: string }>) => {
		controller.abort();
		assert.equal((await failure).kind, "cancelled");
	};

	it("C1: sends nothing when cancelled before", async () => {
		controller.abort();
		const error = await createHarness({ origin: server.origin }).fails({}, controller.signal);
		assert.equal(error.kind, "cancelled");
		assert.equal(server.requests.length, 0);
	});

	it("C2: ends at once while waiting for headers, and the server sees it", async () => {
		server.always({ kind: "silence" });
		const failure = createHarness({ origin: server.origin }).fails({}, controller.signal);
		await server.requested(1);
		await cancelled(failure);
		await server.idle();
	});

	it("C2: ends at once in the middle of the body, and the server sees it", async () => {
		server.always({ kind: "drip", everyMs: 5 });
		const failure = createHarness({ origin: server.origin }).fails({}, controller.signal);
		await server.requested(1);
		await cancelled(failure);
		await server.idle();
	});

	it("C2: ends at once while the answer is being read", async () => {
		const { client } = createHarness({ origin: server.origin });
		const failure = new Promise<{ kind: string }>((resolve, reject) => {
			const read = () => {
				cancelled(failure).then(() => undefined, reject);
				return new Promise<never>(() => undefined);
			};
			client.get(REQUEST, { signal: controller.signal, read }).then(
				() => reject(new Error("the request did not fail")),
				(error: { kind: string }) => resolve(error),
			);
		});
		assert.equal((await failure).kind, "cancelled");
	});

	it("C3: ends at once while backing off", async () => {
		server.always({ kind: "answer", status: 500 });
		const clock = new HeldClock();
		const harness = createHarness({ origin: server.origin, clock });
		const sleeping = clock.sleeping();
		const failure = harness.fails({}, controller.signal);
		await sleeping;
		await cancelled(failure);
		assert.equal(server.requests.length, 1);
	});

	it("C3: ends at once while waiting for a rate limit", async () => {
		const headers = { "retry-after": "3" };
		server.always({ kind: "answer", status: 429, headers });
		const clock = new HeldClock();
		const harness = createHarness({ origin: server.origin, clock });
		const sleeping = clock.sleeping();
		const failure = harness.fails({}, controller.signal);
		await sleeping;
		await cancelled(failure);
		assert.equal(server.requests.length, 1);
	});

	it("C4: leaves the line when cancelled in it, and the others stay", async () => {
		server.script({ kind: "delay", ms: 60 });
		const harness = createHarness({ origin: server.origin, limits: { requestsInFlight: 1 } });
		const first = harness.get();
		await server.requested(1);
		const second = harness.fails({}, controller.signal);
		const third = harness.get();
		await cancelled(second);
		await Promise.all([first, third]);
		assert.equal(server.requests.length, 2);
	});

	it("sends at most as many at once as the limit says", async () => {
		server.always({ kind: "delay", ms: 30 });
		const harness = createHarness({ origin: server.origin, limits: { requestsInFlight: 2 } });
		const all = Array.from({ length: 6 }, () => harness.get());
		let most = 0;
		for (let count = 1; count <= 6; count++) {
			await server.requested(count);
			most = Math.max(most, server.openSockets);
		}
		await Promise.all(all);
		assert.ok(most <= 2, `${most} connections at once`);
	});

	it("leaves no listener on a signal that lives on", async () => {
		let listeners = 0;
		const { signal } = controller;
		const counting = {
			get aborted() {
				return signal.aborted;
			},
			addEventListener: () => void listeners++,
			removeEventListener: () => void listeners--,
		};
		const harness = createHarness({ origin: server.origin });
		for (let count = 0; count < 20; count++) {
			await harness.client.get(
				{ provider: "kaiko", path: "/v2", params: [] },
				{ signal: counting, read: readJson },
			);
		}
		assert.equal(listeners, 0);
	});
});
