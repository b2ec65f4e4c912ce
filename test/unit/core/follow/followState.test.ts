import assert from "node:assert/strict";
import fc from "fast-check";
import { followPeriod, LONGEST_DELAY_MS } from "../../../../src/core/follow/followPeriod";
import * as follow from "../../../../src/core/follow/followState";
import {
	DAY_MS,
	durationMs,
	type EpochMs,
	epochMs,
	HOUR_MS,
	MINUTE_MS,
	SECOND_MS,
	WEEK_MS,
} from "../../../../src/core/time";

const NOON = epochMs(Date.UTC(2026, 2, 29, 12));
const PERIOD = durationMs(15 * SECOND_MS);
const later = (time: EpochMs, milliseconds: number) => epochMs(time + milliseconds);

/** A chart that somebody sees, whose newest answer came just now. */
const seen = () => follow.watched(follow.beginFollow(PERIOD, NOON, NOON), true, NOON);
/** The same of files. */
const seenFiles = () => follow.watched(follow.beginFollow(undefined, NOON, NOON), true, NOON);
const fail = (state: follow.FollowState, kind: follow.FollowFailure["kind"], now = NOON) =>
	follow.failed(follow.asking(state, now), { kind }, "why", now);

describe("how often a followed market is asked for (D50)", () => {
	it("is a twelfth of the interval, within 15 seconds to 5 minutes", () => {
		assert.equal(followPeriod(SECOND_MS), 15 * SECOND_MS);
		assert.equal(followPeriod(MINUTE_MS), 15 * SECOND_MS);
		assert.equal(followPeriod(durationMs(5 * MINUTE_MS)), 25 * SECOND_MS);
		assert.equal(followPeriod(durationMs(15 * MINUTE_MS)), 75 * SECOND_MS);
		assert.equal(followPeriod(HOUR_MS), 5 * MINUTE_MS);
		assert.equal(followPeriod(WEEK_MS), 5 * MINUTE_MS);
	});

	it("begins one period after the answer that is shown, and at once where that is older", () => {
		assert.equal(follow.dueAt(seen()), later(NOON, PERIOD));
		const old = follow.beginFollow(PERIOD, later(NOON, 0 - HOUR_MS), NOON);
		assert.equal(follow.dueAt(follow.watched(old, true, NOON)), NOON);
	});

	it("is no later than one period where this machine's clock is ahead of the provider's", () => {
		const ahead = follow.beginFollow(PERIOD, later(NOON, HOUR_MS), NOON);
		assert.equal(follow.dueAt(follow.watched(ahead, true, NOON)), later(NOON, PERIOD));
	});
});

describe("what failures do to following", () => {
	it("double the time to the next request, up to 15 minutes, and a success halves it", () => {
		let state = seen();
		const delays = ["rateLimited", "server", "timeout", "offline", "reset", "stalled", "dns"].map(
			(kind) => (state = fail(state, kind as follow.FollowFailure["kind"])).delay / SECOND_MS,
		);
		assert.deepEqual(delays, [30, 60, 120, 240, 480, 900, 900]);
		const after = [1, 2, 3, 4, 5, 6].map(
			() => (state = follow.answered(follow.asking(state, NOON), NOON)).delay / SECOND_MS,
		);
		assert.deepEqual(after, [450, 225, 112.5, 56.25, 28.125, 15]);
	});

	it("are told as long as they put requests off", () => {
		const twice = fail(fail(seen(), "server"), "offline");
		assert.equal(twice.failure, "offline");
		const once = follow.answered(follow.asking(twice, NOON), NOON);
		assert.deepEqual([once.delay, once.failure], [2 * PERIOD, "offline"]);
		const well = follow.answered(follow.asking(once, NOON), NOON);
		assert.deepEqual([well.delay, "failure" in well], [PERIOD, false]);
	});

	it("wait until the server says, sooner or later than the delay", () => {
		for (const wait of [5 * SECOND_MS, 10 * MINUTE_MS, HOUR_MS]) {
			const retryAt = later(NOON, wait);
			const state = follow.failed(
				follow.asking(seen(), NOON),
				{ kind: "rateLimited", retryAt },
				"why",
				NOON,
			);
			assert.equal(follow.dueAt(state), retryAt);
			assert.equal(state.delay, 30 * SECOND_MS);
		}
	});

	it("end it where another attempt would fail like this one", () => {
		for (const kind of ["badKey", "notEntitled", "noKey", "planLimit", "notFound"] as const) {
			assert.deepEqual(fail(seen(), kind).phase, { kind: "ended", error: "why" });
		}
	});

	it("that are a look away are none", () => {
		const hidden = follow.watched(follow.asking(seen(), NOON), false, NOON);
		assert.equal(follow.dueAt(hidden), undefined);
		assert.equal(hidden.delay, PERIOD);
	});

	it("do not come sooner because the chart is hidden and shown again, however often", () => {
		const look = (state: follow.FollowState, now: EpochMs) =>
			follow.watched(follow.watched(state, false, now), true, now);
		for (const period of [PERIOD, durationMs(5 * MINUTE_MS), undefined]) {
			let state = follow.watched(follow.beginFollow(period, NOON, NOON), true, NOON);
			// A request that is given up was sent: the next one comes 15 seconds after it at the soonest.
			for (let asked = NOON; asked < later(NOON, MINUTE_MS); asked = later(asked, PERIOD)) {
				state = follow.asking(state, asked);
				state = look(look(state, later(asked, 5)), later(asked, 900));
				assert.equal(follow.dueAt(state), later(asked, PERIOD));
			}
			assert.equal(state.delay, period ?? PERIOD);
		}
		const failing = fail(fail(seen(), "server"), "server");
		const asked = later(NOON, failing.delay);
		const again = look(follow.asking(failing, asked), later(asked, 5));
		assert.equal(follow.dueAt(again), later(asked, failing.delay));
		// Whoever looks later than that asks at once.
		const back = follow.watched(
			follow.watched(follow.asking(seen(), NOON), false, later(NOON, HOUR_MS)),
			true,
			later(NOON, HOUR_MS),
		);
		assert.equal(follow.dueAt(back), later(NOON, HOUR_MS));
	});
});

describe("the day of a plan", () => {
	const isAllowed = (state: follow.FollowState, left: number | undefined, now = NOON) =>
		follow.isAllowed(state, 2, left, now);

	it("is asked about before a request would go beyond it", () => {
		assert.ok(isAllowed(seen(), undefined));
		assert.ok(isAllowed(seen(), 2));
		assert.ok(!isAllowed(seen(), 1));
	});

	it("is over at midnight UTC, and the question with it", () => {
		fc.assert(
			fc.property(fc.nat(DAY_MS - 1), (ms) => {
				const now = later(NOON, ms);
				const state = follow.confirming(seen(), now);
				const due = follow.dueAt(state);
				assert.ok(due !== undefined && due > now && due <= later(now, DAY_MS));
				assert.equal(due % DAY_MS, 0);
				const hidden = follow.watched(state, false, now);
				assert.equal(follow.dueAt(hidden), undefined);
				assert.equal(follow.dueAt(follow.watched(hidden, true, later(due, 5))), due);
			}),
		);
	});

	it("is over at midnight UTC, and an agreement with it", () => {
		const state = follow.agreed(follow.confirming(seen(), NOON), NOON);
		assert.equal(follow.dueAt(state), NOON);
		assert.ok(isAllowed(state, 0, later(NOON, 12 * HOUR_MS - 1)));
		assert.ok(!isAllowed(state, 0, later(NOON, 12 * HOUR_MS)));
	});
});

describe("following files", () => {
	it("asks only after a change, once the file has been quiet for a moment", () => {
		const state = seenFiles();
		assert.equal(follow.dueAt(state), undefined);
		const first = follow.changed(state, NOON);
		assert.equal(follow.dueAt(first), later(NOON, 2 * SECOND_MS));
		const again = follow.changed(first, later(NOON, SECOND_MS));
		assert.equal(follow.dueAt(again), later(NOON, 3 * SECOND_MS));
		assert.equal(follow.dueAt(follow.answered(follow.asking(again, NOON), NOON)), undefined);
	});

	it("does not come sooner after a failure because the file changes once more", () => {
		const state = fail(seenFiles(), "unreadable");
		assert.equal(follow.dueAt(follow.changed(state, NOON)), later(NOON, 30 * SECOND_MS));
	});
});

describe("following through any day", () => {
	type Event =
		| { readonly kind: "pass"; readonly ms: number }
		| { readonly kind: "watch"; readonly isWatched: boolean }
		| { readonly kind: "agree" }
		| { readonly kind: "files" };
	type Outcome =
		| { readonly kind: "answer" }
		| { readonly kind: "quota" }
		| {
				readonly kind: "fail";
				readonly of: "server" | "rateLimited" | "badKey";
				readonly retry: number;
		  };
	const event = fc.oneof(
		{
			weight: 6,
			arbitrary: fc.record({ kind: fc.constant("pass" as const), ms: fc.nat(HOUR_MS) }),
		},
		fc.record({ kind: fc.constant("watch" as const), isWatched: fc.boolean() }),
		fc.constant<Event>({ kind: "agree" }),
		fc.constant<Event>({ kind: "files" }),
	);
	const outcome: fc.Arbitrary<Outcome> = fc.oneof(
		{ weight: 4, arbitrary: fc.constant<Outcome>({ kind: "answer" }) },
		{ weight: 1, arbitrary: fc.constant<Outcome>({ kind: "quota" }) },
		fc.record({
			kind: fc.constant("fail" as const),
			of: fc.constantFrom("server" as const, "rateLimited" as const, "badKey" as const),
			retry: fc.nat(30 * MINUTE_MS),
		}),
	);

	it("never asks unseen, after its end, before the delay, or in spite of a server that said when", () => {
		fc.assert(
			fc.property(
				fc.array(event, { maxLength: 60 }),
				fc.array(outcome, { maxLength: 400 }),
				fc.integer({ min: 1, max: 5 * DAY_MS }),
				(events, planned, interval) => {
					const outcomes = [...planned];
					const period = followPeriod(durationMs(interval));
					let now = NOON;
					let state = follow.beginFollow(period, now, now);
					/** No request before this moment, unless a person or a change of files makes it. */
					let notBefore = later(now, period);
					const settle = () => {
						for (let due = follow.dueAt(state); due !== undefined && due <= now;) {
							const at = epochMs(Math.max(due, NOON));
							assert.ok(state.isWatched, "asked unseen");
							assert.ok(at >= notBefore, `asked ${notBefore - at} ms too soon`);
							state = follow.asking(state, now);
							assert.equal(follow.dueAt(state), undefined, "asked twice at once");
							const [value] = outcomes.splice(0, 1);
							if (value === undefined) return;
							if (value.kind === "quota") state = follow.confirming(state, now);
							else if (value.kind === "answer") state = follow.answered(state, now);
							else {
								const retryAt = value.retry === 0 ? undefined : later(now, value.retry);
								state = follow.failed(state, { kind: value.of, retryAt }, value.of, now);
							}
							if (state.phase.kind === "confirming") notBefore = state.phase.until;
							if (state.phase.kind === "waiting") {
								assert.ok(state.phase.nextAt !== undefined && state.phase.nextAt > now);
								notBefore = state.phase.nextAt;
							}
							assert.ok(state.delay >= period && state.delay <= LONGEST_DELAY_MS);
							due = follow.dueAt(state);
						}
					};
					for (const one of events) {
						if (one.kind === "pass") now = later(now, one.ms);
						else if (one.kind === "watch") state = follow.watched(state, one.isWatched, now);
						else if (one.kind === "agree") {
							const before = state.phase.kind;
							state = follow.agreed(state, now);
							if (before === "confirming") notBefore = now;
							else assert.equal(state.phase.kind, before);
						}
						const { phase } = state;
						settle();
						if (phase.kind === "ended") assert.deepEqual(state.phase, phase);
					}
				},
			),
		);
	});
});
