import assert from "node:assert/strict";
import { startFaultServer } from "../../support/faultServer";
import type { Fault } from "../../support/faults";
import { type LoopbackServer, startLoopbackServer } from "../../support/loopbackServer";
import { isProviderError } from "../../../src/core/errors/errors";
import type { Limits } from "../../../src/core/limits";
import { durationMs } from "../../../src/core/time";
import { backoff } from "../../../src/net/policy";
import { readRetryAfter } from "../../../src/net/retryAfter";
import {
	FakeClock,
	type Harness,
	HeldClock,
	REQUEST,
	assertFailed,
	createHarness,
} from "./harness";
import { readJson } from "../../support/plainReading";

const limited = (headers: Record<string, string | string[]> = {}, body: unknown = {}): Fault => ({
	kind: "answer",
	status: 429,
	headers,
	body: JSON.stringify(body),
});
const total = (slept: readonly number[]) => slept.reduce((sum, ms) => sum + ms, 0);

describe("client and rate limits", () => {
	let server: LoopbackServer;
	let clock: FakeClock;

	beforeEach(async () => {
		server = await startFaultServer({ data: [] });
		clock = new FakeClock();
	});
	afterEach(() => server.stop());

	const patient = { operationMs: durationMs(180_000) };

	it("R1: waits what Retry-After says, tells so, and goes on", async () => {
		server.script(limited({ "retry-after": "2" }));
		const waits: (number | undefined)[] = [];
		const harness = createHarness({ origin: server.origin, clock, limits: patient });
		await harness.client.get(REQUEST, {
			signal: new AbortController().signal,
			read: readJson,
			onWait: (until) => waits.push(until === undefined ? undefined : until - clock.now()),
		});
		assert.equal(server.requests.length, 2);
		assert.ok(total(clock.slept) >= 2_000 && total(clock.slept) <= 2_200, String(clock.slept));
		assert.equal(waits.length % 2, 0);
		assert.ok((waits[0] ?? 0) >= 2_000);
		assert.equal(waits.at(-1), undefined);
	});

	it("R2: reads the seconds of the body when there is no header", async () => {
		server.script(limited({}, { error: "RATE_LIMITED", message: "slow down", retry_after: 12 }));
		const harness = createHarness({ origin: server.origin, clock, limits: patient });
		await harness.get({ provider: "kiyotaka" });
		assert.ok(total(clock.slept) >= 12_000 && total(clock.slept) <= 13_200);
	});

	it("R3: backs off at Kaiko and waits a minute at Kiyotaka when no time is named", async () => {
		server.script(limited());
		const harness = createHarness({ origin: server.origin, clock, limits: patient });
		await harness.get();
		assert.ok(total(clock.slept) <= 1_000, String(clock.slept));
		server.script(limited());
		const before = total(clock.slept);
		await harness.get({ provider: "kiyotaka" });
		const waited = total(clock.slept) - before;
		assert.ok(waited >= 60_000 && waited <= 66_000, String(waited));
	});

	it("R4: measures a date against the server's clock, not ours", async () => {
		const date = "Sun, 29 Mar 2026 12:00:00 GMT";
		const until = "Sun, 29 Mar 2026 12:00:05 GMT";
		server.script(limited({ date, "retry-after": until }));
		await createHarness({ origin: server.origin, clock, limits: patient }).get();
		assert.ok(total(clock.slept) >= 5_000 && total(clock.slept) <= 5_500);
	});

	for (const past of ["0", "Sun, 29 Mar 2020 12:00:00 GMT"]) {
		it(`R5: waits a moment although Retry-After is ${past}`, async () => {
			server.script(limited({ "retry-after": past }));
			await createHarness({ origin: server.origin, clock, limits: patient }).get();
			assert.ok(total(clock.slept) >= 500 && total(clock.slept) <= 600);
		});
	}

	for (const nonsense of ["-5", "1.5", "soon", "", "0x10", "1e3", "2026"]) {
		it(`R6: reads Retry-After "${nonsense}" by its grammar alone`, () => {
			const expected = nonsense === "2026" ? 2_026_000 : undefined;
			assert.equal(readRetryAfter(nonsense, 0), expected);
		});
	}

	it("R6: takes the first of two headers", async () => {
		server.script(limited({ "retry-after": ["3", "900"] }));
		await createHarness({ origin: server.origin, clock, limits: patient }).get();
		assert.ok(total(clock.slept) >= 3_000 && total(clock.slept) <= 3_300);
	});

	for (const long of ["3000000", "99999999999", "999999999999999"]) {
		it(`R7: does not wait ${long} seconds but says when to try again`, async () => {
			server.script(limited({ "retry-after": long }));
			const harness = createHarness({ origin: server.origin, clock, limits: patient });
			const error = await harness.fails({ provider: "kiyotaka" });
			assertFailed(error, "rateLimited", server, 1);
			assert.deepEqual(clock.slept, []);
			assert.equal(error.facts.retryAt, clock.now() + 15 * 60_000);
			assert.match(error.message, /Try again at 16:15 UTC/);
			const second = await harness.fails({ provider: "kiyotaka" });
			assertFailed(second, "rateLimited", server, 1);
		});
	}

	it("does not make one provider wait for the other", async () => {
		server.script(limited({ "retry-after": "900" }));
		const harness = createHarness({ origin: server.origin, clock, limits: patient });
		await harness.fails({ provider: "kiyotaka" });
		await harness.get();
		assert.equal(server.requests.length, 2);
	});

	it("fails at once when the wait is too long for the operation", async () => {
		server.script(limited({ "retry-after": "30" }));
		const limits = { operationMs: durationMs(20_000) };
		const harness = createHarness({ origin: server.origin, clock, limits });
		assertFailed(await harness.fails(), "rateLimited", server, 1);
		assert.deepEqual(clock.slept, []);
	});

	it("R12: waits for the reset after an answer that says nothing is left", async () => {
		const reset = String(clock.now() / 1_000 + 7);
		const headers = {
			date: new Date(clock.now()).toUTCString(),
			"x-ratelimit-remaining": "0",
			"x-ratelimit-reset": reset,
		};
		server.script({ kind: "answer", status: 200, headers, body: "{}" });
		const harness = createHarness({ origin: server.origin, clock, limits: patient });
		await harness.get();
		await harness.get();
		assert.ok(total(clock.slept) >= 6_999 && total(clock.slept) <= 7_001, String(clock.slept));
	});

	for (const nonsense of ["abc", "-1", "1e30", ""]) {
		it(`R13: ignores a reset of "${nonsense}"`, async () => {
			const headers = { "x-ratelimit-remaining": "0", "x-ratelimit-reset": nonsense };
			server.script({ kind: "answer", status: 200, headers, body: "{}" });
			const harness = createHarness({ origin: server.origin, clock, limits: patient });
			await harness.get();
			await harness.get();
			assert.deepEqual(clock.slept, []);
		});
	}

	describe("and requests that wait in line", () => {
		let held: HeldClock;
		let sentAt: number[];
		let one: { limits: Partial<Limits>; clock: HeldClock; origin: string };

		beforeEach(async () => {
			await server.stop();
			held = new HeldClock();
			sentAt = [];
			server = await startLoopbackServer(() => {
				sentAt.push(held.monotonic());
				return { status: 200, headers: {}, body: { data: [] } };
			});
			one = { origin: server.origin, clock: held, limits: { ...patient, requestsInFlight: 1 } };
		});

		/** An answer of the other provider: whatever was on its way before has reached the server. */
		const letOthersArrive = async (harness: Harness) => {
			await harness.get({ provider: "kiyotaka" });
			sentAt.pop();
		};

		it("sends none of them while a Retry-After runs", async () => {
			server.script(limited({ "retry-after": "5" }));
			const harness = createHarness(one);
			const sleeping = held.sleeping();
			const all = [1, 2, 3, 4, 5, 6].map(() => harness.get());
			await sleeping;
			await letOthersArrive(harness);
			assert.deepEqual(sentAt, []);
			held.advance(5_500);
			await Promise.all(all);
			assert.equal(sentAt.length, 6);
			assert.ok(sentAt.every((at) => at >= 5_000));
		});

		it("sends none of them before the reset when an answer says that nothing is left", async () => {
			const headers = {
				date: new Date(held.now()).toUTCString(),
				"x-ratelimit-remaining": "0",
				"x-ratelimit-reset": String(held.now() / 1_000 + 7),
			};
			server.script({ kind: "answer", status: 200, headers, body: "{}" });
			const harness = createHarness(one);
			const sleeping = held.sleeping();
			const [first, ...others] = [1, 2, 3].map(() => harness.get());
			await first;
			await sleeping;
			await letOthersArrive(harness);
			assert.deepEqual(sentAt, []);
			held.advance(7_000);
			await Promise.all(others);
			assert.deepEqual(sentAt, [7_000, 7_000]);
		});

		it("goes on waiting when another answer asks for longer", async () => {
			server.script(limited({ "retry-after": "5" }), limited({ "retry-after": "20" }));
			const harness = createHarness({ ...one, limits: { ...patient, requestsInFlight: 2 } });
			const sleeping = held.sleeping();
			const all = [1, 2, 3].map(() => harness.get());
			await sleeping;
			await server.requested(2);
			while (held.slept.length < 2) await held.sleeping();
			held.advance(10_000);
			await letOthersArrive(harness);
			assert.deepEqual(sentAt, []);
			held.advance(12_000);
			await Promise.all(all);
			assert.ok(sentAt.length === 3 && sentAt.every((at) => at >= 20_000));
		});

		it("sends half as many at once after a rate limit, and slowly more again", async () => {
			const inFlight: number[] = [];
			await server.stop();
			server = await startLoopbackServer(() => {
				inFlight.push(server.requests.length - limitedOnes - inFlight.length);
				return { status: 200, headers: {}, body: { data: [] } };
			});
			const limitedOnes = 4;
			server.script(...Array.from({ length: limitedOnes }, () => limited({ "retry-after": "1" })));
			server.always({ kind: "delay", ms: 5 });
			const clock = new FakeClock();
			const limits = { ...patient, requestsInFlight: 4 };
			const harness = createHarness({ origin: server.origin, clock, limits });
			await Promise.all(Array.from({ length: 40 }, () => harness.get()));
			assert.equal(inFlight.length, 40);
			const most = (from: number, to: number) => Math.max(...inFlight.slice(from, to));
			assert.equal(most(0, 8), 2);
			assert.ok(most(8, 16) <= 3 && most(16, 40) <= 4, inFlight.join());
			assert.ok(most(16, 40) > 2, "it comes back");
		});

		it("turns away at once those whose query ends before", async () => {
			server.script(limited({ "retry-after": "30" }));
			const harness = createHarness(one);
			const sleeping = held.sleeping();
			const { signal } = new AbortController();
			const patientOne = harness.get();
			const hasty = harness.client.get(REQUEST, {
				signal,
				read: readJson,
				remainingMs: () => 20_000,
			});
			await sleeping;
			await assert.rejects(hasty, (error: unknown) => {
				assert.ok(isProviderError(error));
				assert.equal(error.kind, "rateLimited");
				assert.ok((error.facts.retryAt ?? 0) >= held.now() + 30_000);
				return true;
			});
			held.advance(33_000);
			await patientOne;
			assert.equal(server.requests.length, 2);
		});

		it("tells each how long the silence lasts, and when it is over", async () => {
			server.script(limited({ "retry-after": "5" }));
			const harness = createHarness(one);
			const { client } = harness;
			const { signal } = new AbortController();
			const told: (number | undefined)[][] = [[], [], []];
			const sleeping = held.sleeping();
			const all = told.map((waits) =>
				client.get(REQUEST, { signal, read: readJson, onWait: (until) => waits.push(until) }),
			);
			await sleeping;
			await letOthersArrive(harness);
			const until = held.now() + 5_250;
			assert.deepEqual(told, [[until], [until], [until]]);
			held.advance(5_250);
			await Promise.all(all);
			assert.deepEqual(told, [
				[until, undefined],
				[until, undefined],
				[until, undefined],
			]);
		});

		it("lets the others go when one is cancelled in the silence", async () => {
			server.script(limited({ "retry-after": "5" }));
			const harness = createHarness(one);
			const cancel = new AbortController();
			const sleeping = held.sleeping();
			const first = harness.get();
			const second = harness.fails({}, cancel.signal);
			const third = harness.get();
			await sleeping;
			cancel.abort();
			assert.equal((await second).kind, "cancelled");
			held.advance(5_500);
			await Promise.all([first, third]);
			assert.equal(server.requests.length, 3);
		});
	});

	it("does not begin a wait that the query has no time for, whatever the request's own limit", async () => {
		server.script(limited({ "retry-after": "30" }));
		const { client } = createHarness({ origin: server.origin, clock, limits: patient });
		const { signal } = new AbortController();
		await assert.rejects(
			client.get(REQUEST, { signal, read: readJson, remainingMs: () => 12_000 }),
			(error: unknown) => isProviderError(error) && error.kind === "rateLimited",
		);
		assert.deepEqual(clock.slept, []);
		assert.equal(server.requests.length, 1);
	});

	it("does not wait in silence for a server that is away for longer than a moment", async () => {
		server.script({ kind: "answer", status: 503, headers: { "retry-after": "40" }, body: "{}" });
		const harness = createHarness({ origin: server.origin, clock, limits: patient });
		assertFailed(await harness.fails(), "server", server, 1);
		assertFailed(await harness.fails(), "server", server, 1);
		assert.deepEqual(clock.slept, []);
	});

	it("backs off with full jitter, growing and capped", () => {
		assert.deepEqual(
			[0, 1, 2, 3, 4, 5].map((retry) => backoff(retry, 500, 8_000, () => 1)),
			[500, 1_000, 2_000, 4_000, 8_000, 8_000],
		);
		assert.equal(
			backoff(3, 500, 8_000, () => 0),
			0,
		);
	});
});
