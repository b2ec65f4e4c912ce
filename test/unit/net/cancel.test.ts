import assert from "node:assert/strict";
import { useFaultBench } from "./faultBench";
import { durationMs } from "../../../src/core/time";
import { HeldClock, REQUEST, createHarness } from "./harness";
import { readJson } from "../../support/plainReading";

describe("client and cancelling", () => {
	const bench = useFaultBench();
	let controller: AbortController;

	beforeEach(() => {
		controller = new AbortController();
	});

	/** Cancels; nothing else would end the request before the test's own time is up. */
	const cancelled = async (failure: Promise<{ kind: string }>) => {
		controller.abort();
		assert.equal((await failure).kind, "cancelled");
	};

	it("C1: sends nothing when cancelled before", async () => {
		controller.abort();
		const error = await createHarness({ origin: bench.server.origin }).fails({}, controller.signal);
		assert.equal(error.kind, "cancelled");
		assert.equal(bench.server.requests.length, 0);
	});

	it("C2: ends at once while waiting for headers, and the server sees it", async () => {
		bench.server.always({ kind: "silence" });
		const failure = createHarness({ origin: bench.server.origin }).fails({}, controller.signal);
		await bench.server.requested(1);
		await cancelled(failure);
		await bench.server.idle();
	});

	it("C2: ends at once in the middle of the body, and the server sees it", async () => {
		bench.server.always({ kind: "drip", everyMs: 5 });
		const failure = createHarness({ origin: bench.server.origin }).fails({}, controller.signal);
		await bench.server.requested(1);
		await cancelled(failure);
		await bench.server.idle();
	});

	it("C2: ends at once while the answer is being read", async () => {
		const { client } = createHarness({ origin: bench.server.origin });
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
		bench.server.always({ kind: "answer", status: 500 });
		const clock = new HeldClock();
		const harness = createHarness({ origin: bench.server.origin, clock });
		const sleeping = clock.sleeping();
		const failure = harness.fails({}, controller.signal);
		await sleeping;
		await cancelled(failure);
		assert.equal(bench.server.requests.length, 1);
	});

	it("C3: ends at once while waiting for a rate limit", async () => {
		const headers = { "retry-after": "3" };
		bench.server.always({ kind: "answer", status: 429, headers });
		const clock = new HeldClock();
		const harness = createHarness({ origin: bench.server.origin, clock });
		const sleeping = clock.sleeping();
		const failure = harness.fails({}, controller.signal);
		await sleeping;
		await cancelled(failure);
		assert.equal(bench.server.requests.length, 1);
	});

	it("C4: leaves the line when cancelled in it, and the others stay", async () => {
		bench.server.script({ kind: "delay", ms: 60 });
		const harness = createHarness({ origin: bench.server.origin, limits: { requestsInFlight: 1 } });
		const first = harness.get();
		await bench.server.requested(1);
		const second = harness.fails({}, controller.signal);
		const third = harness.get();
		await cancelled(second);
		await Promise.all([first, third]);
		assert.equal(bench.server.requests.length, 2);
	});

	it("sends at most as many at once as the limit says", async () => {
		bench.server.always({ kind: "delay", ms: 30 });
		const harness = createHarness({ origin: bench.server.origin, limits: { requestsInFlight: 2 } });
		const all = Array.from({ length: 6 }, () => harness.get());
		let most = 0;
		for (let count = 1; count <= 6; count++) {
			await bench.server.requested(count);
			most = Math.max(most, bench.server.openSockets);
		}
		await Promise.all(all);
		assert.ok(most <= 2, `${most} connections at once`);
	});

	it("keeps neither connections nor timers over two hundred requests in turn (C9)", async () => {
		const harness = createHarness({ origin: bench.server.origin });
		await harness.get();
		const held = () => process.getActiveResourcesInfo().length;
		const before = held();
		for (let count = 0; count < 200; count++) await harness.get();
		assert.ok(held() <= before, `${before} resources have become ${held()}`);
		assert.equal(bench.server.openSockets, 1);
	});

	it("counts its limits by a clock that never jumps: a request survives two hours of sleep (C8)", async () => {
		const clock = new HeldClock();
		bench.server.script({ kind: "delay", ms: 60 });
		const limits = { operationMs: durationMs(180_000) };
		const harness = createHarness({ origin: bench.server.origin, clock, limits });
		const asked = harness.get();
		await bench.server.requested(1);
		clock.jump(2 * 3_600_000);
		assert.deepEqual((await asked).body, { data: [] });
		assert.equal(bench.server.requests.length, 1);
	});

	it("leaves no listener on a signal that lives on (C9)", async () => {
		let listeners = 0;
		const { signal } = controller;
		const counting = {
			get aborted() {
				return signal.aborted;
			},
			addEventListener: () => void listeners++,
			removeEventListener: () => void listeners--,
		};
		const harness = createHarness({ origin: bench.server.origin });
		for (let count = 0; count < 20; count++) {
			await harness.client.get(
				{ provider: "kaiko", path: "/v2", params: [] },
				{ signal: counting, read: readJson },
			);
		}
		assert.equal(listeners, 0);
	});
});
