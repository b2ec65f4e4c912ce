import assert from "node:assert/strict";
import fc from "fast-check";
import { type FetchPorts, fetchWindows } from "../../../src/app/fetchWindows";
import { providerError } from "../../../src/core/errors/errorText";
import type { FetchContext, FetchedChunk, Feed, FeedPlan } from "../../../src/core/feeds/feed";
import { ServerClock } from "../../../src/core/feeds/serverClock";
import { newestFirst } from "../../../src/core/feeds/windows";
import { DEFAULT_LIMITS, type Limits } from "../../../src/core/limits";
import type { KaikoVwapQuery } from "../../../src/core/query/query";
import { openSeries } from "../../../src/core/result/openResult";
import { packChunk } from "../../../src/core/result/packChunk";
import type { ChunkOrigin, PackedChunk } from "../../../src/core/result/chunk";
import type { TimeRange } from "../../../src/core/result/series";
import { HOUR_MS, epochMs, toIso } from "../../../src/core/time";
import { readingsHere } from "../../../src/reading/bodyReading";
import { BTC_USD_VWAP } from "../../support/queries";
import { vwapOf } from "../../support/series";
import { KeptLog } from "./keptLog";

const at = (hour: number) => epochMs(hour * HOUR_MS);
const range = (from: number, to: number): TimeRange => ({ from: at(from), to: at(to) });
const hours = ({ from, to }: TimeRange) =>
	Array.from({ length: (to - from) / HOUR_MS }, (_, index) => from / HOUR_MS + index);

function chunkOf(
	stretch: TimeRange,
	origin: ChunkOrigin = "asked",
	times = hours(stretch),
): PackedChunk {
	const series = vwapOf(
		times.map(at),
		times.map((hour) => hour + 1),
	);
	return packChunk([series], { stretch, origin, fetchedAt: epochMs(0) });
}

/** A window that is on its way: a test says what becomes of it. */
interface OnItsWay {
	readonly window: TimeRange;
	readonly context: FetchContext;
	answer(came?: Partial<FetchedChunk>): void;
	fail(error: Error): void;
}

/** A feed whose windows wait for a test, and what was asked of it. */
class HeldFeed implements Feed<KaikoVwapQuery> {
	readonly asked: OnItsWay[] = [];
	private wake: () => void = () => undefined;

	constructor(private readonly planned: () => FeedPlan) {}

	readonly plan = () => this.planned();

	readonly fetch = (
		_query: KaikoVwapQuery,
		window: TimeRange,
		context: FetchContext,
	): Promise<FetchedChunk> =>
		new Promise((resolve, reject) => {
			this.asked.push({
				window,
				context,
				answer: (came) => {
					context.onPage(1);
					resolve({ chunk: chunkOf(window), ...came });
				},
				fail: reject,
			});
			context.signal.addEventListener("abort", () => reject(providerError("cancelled", "kaiko")));
			this.wake();
		});

	/** Resolves once so many windows were asked for. */
	async until(count: number): Promise<void> {
		while (this.asked.length < count) await new Promise<void>((resolve) => (this.wake = resolve));
	}

	/** The start hours of the windows that were asked for. */
	get starts(): number[] {
		return this.asked.map(({ window }) => window.from / HOUR_MS);
	}

	/** The window that starts at this hour. */
	of(start: number): OnItsWay {
		return (
			this.asked.find(({ window }) => window.from === at(start)) ??
			assert.fail(`nothing was asked from ${start} on`)
		);
	}

	/** Everything that may happen without an answer has happened. */
	async settled(): Promise<void> {
		await new Promise(setImmediate);
	}
}

const plan = (to: number, each: number, more: Partial<FeedPlan> = {}): FeedPlan => ({
	range: range(0, to),
	windows: newestFirst(range(0, to), HOUR_MS, each),
	...more,
});

interface Options {
	readonly ports?: Partial<FetchPorts>;
	readonly limits?: Partial<Limits>;
	readonly query?: KaikoVwapQuery;
}

const ABSOLUTE: KaikoVwapQuery = {
	...BTC_USD_VWAP,
	range: { from: toIso(at(0)), to: toIso(at(100)) },
};

function begin(planned: FeedPlan | (() => FeedPlan), options: Options = {}) {
	const { ports = {}, limits = {}, query = ABSOLUTE } = options;
	const feed = new HeldFeed(typeof planned === "function" ? planned : () => planned);
	const fetched = fetchWindows(feed, query, {
		client: { get: () => Promise.reject(new Error("not used")) },
		readings: readingsHere,
		signal: new AbortController().signal,
		limits: { ...DEFAULT_LIMITS, ...limits },
		log: new KeptLog(),
		clock: new ServerClock(() => epochMs(0)),
		onProgress: () => undefined,
		...ports,
	});
	fetched.catch(() => undefined);
	return { feed, fetched };
}

const timesOf = (chunks: readonly PackedChunk[]) =>
	openSeries(chunks).flatMap(({ times }) => [...times].map((time) => time / HOUR_MS));

describe("windows side by side", () => {
	it("asks for four at once and for the next when the newest of them has come", async () => {
		const { feed, fetched } = begin(plan(12, 2));
		await feed.settled();
		assert.deepEqual(feed.starts, [10, 8, 6, 4]);
		feed.of(8).answer();
		await feed.settled();
		assert.equal(feed.asked.length, 4, "what came early does not count before its turn");
		feed.of(10).answer();
		await feed.until(6);
		assert.deepEqual(feed.starts, [10, 8, 6, 4, 2, 0]);
		for (const start of [0, 2, 4, 6]) feed.of(start).answer();
		const { chunks, partial } = await fetched;
		assert.equal(partial, undefined);
		assert.deepEqual(timesOf(chunks), hours(range(0, 12)));
		assert.deepEqual(
			chunks.map(({ header }) => header.stretch.from / HOUR_MS),
			[0, 2, 4, 6, 8, 10],
		);
	});

	it("asks for no more at once than the setting allows", async () => {
		for (const requestsInFlight of [1, 2, 16]) {
			const { feed, fetched } = begin(plan(40, 2), { limits: { requestsInFlight } });
			await feed.settled();
			assert.equal(feed.asked.length, Math.min(4, requestsInFlight));
			for (let answered = 0; answered < 20; answered++) {
				await feed.until(answered + 1);
				feed.asked[answered]?.answer();
			}
			assert.equal(timesOf((await fetched).chunks).length, 40);
		}
	});

	it("asks for the first alone when it decides about the others", async () => {
		const relative = { query: { ...ABSOLUTE, range: { last: "24h" } } };
		const led = plan(8, 2, { isLedByFirst: true });
		for (const { feed } of [begin(led), begin(plan(8, 2), relative)]) {
			await feed.settled();
			assert.deepEqual(feed.starts, [6]);
			feed.of(6).answer({ resolved: { dataVersion: "v1" } });
			await feed.until(4);
			assert.deepEqual(feed.starts, [6, 4, 2, 0]);
			assert.deepEqual(feed.of(0).context.resolved, { dataVersion: "v1" });
		}
	});

	it("asks for all at once, up to now, when the provider's clock is known", async () => {
		const clock = new ServerClock(() => epochMs(0));
		clock.hear(epochMs(0), epochMs(0));
		const query = { ...ABSOLUTE, range: { last: "24h" } };
		const { feed } = begin(plan(8, 2), { query, ports: { clock } });
		await feed.settled();
		assert.equal(feed.asked.length, 4);
	});

	it("begins anew by the provider's clock, and stops what it has no use for", async () => {
		const clock = new ServerClock(() => epochMs(0));
		clock.hear(epochMs(0), epochMs(0));
		const moved = { range: range(24, 28), windows: newestFirst(range(24, 28), HOUR_MS, 2) };
		let plans = 0;
		const { feed, fetched } = begin(() => (++plans === 1 ? plan(8, 2) : moved), {
			query: { ...ABSOLUTE, range: { last: "24h" } },
			ports: { clock },
		});
		await feed.until(4);
		feed.of(6).answer({ heard: { serverTime: at(28), sentAt: epochMs(0) } });
		await feed.until(6);
		assert.deepEqual(
			[4, 2, 0].map((start) => feed.of(start).context.signal.aborted),
			[true, true, true],
		);
		feed.of(26).answer();
		feed.of(24).answer();
		assert.deepEqual(timesOf((await fetched).chunks), [24, 25, 26, 27]);
	});

	it("keeps what is newer than a window that failed, whenever it comes, and stops what is older", async () => {
		const { feed, fetched } = begin(plan(12, 2));
		await feed.until(4);
		feed.of(4).answer();
		feed.of(6).fail(providerError("server", "kaiko"));
		await feed.settled();
		assert.equal(feed.of(10).context.signal.aborted, false);
		feed.of(8).answer();
		feed.of(10).answer();
		const { chunks, partial } = await fetched;
		assert.equal(feed.asked.length, 4, "nothing is asked behind the failure");
		assert.deepEqual(timesOf(chunks), hours(range(8, 12)));
		assert.deepEqual(partial, {
			code: "requestFailed",
			error: { kind: "server", facts: {} },
			completeFrom: at(8),
		});
	});

	it("stops what is behind a window that ended early", async () => {
		const { feed, fetched } = begin(plan(12, 2));
		await feed.until(4);
		feed.of(8).answer({ chunk: chunkOf(range(9, 10)), early: { code: "badToken" } });
		await feed.settled();
		assert.deepEqual(
			[10, 6, 4].map((start) => feed.of(start).context.signal.aborted),
			[false, true, true],
		);
		feed.of(10).answer();
		const { chunks, partial } = await fetched;
		assert.deepEqual(partial, { code: "badToken", completeFrom: at(9) });
		assert.deepEqual(timesOf(chunks), [9, 10, 11]);
	});

	it("fails with the error of the newest window, though older ones came", async () => {
		const { feed, fetched } = begin(plan(8, 2));
		await feed.until(4);
		for (const start of [4, 2, 0]) feed.of(start).answer();
		feed.of(6).fail(providerError("noKey", "kaiko"));
		await assert.rejects(fetched, { kind: "noKey" });
	});

	it("C2: a cancel ends all of them at once and keeps the newest that had come", async () => {
		const abort = new AbortController();
		const { feed, fetched } = begin(plan(20, 2), { ports: { signal: abort.signal } });
		await feed.until(4);
		feed.of(18).answer();
		feed.of(14).answer();
		await feed.until(5);
		abort.abort();
		const { chunks, partial } = await fetched;
		assert.deepEqual(partial, { code: "cancelled", completeFrom: at(18) });
		assert.deepEqual(timesOf(chunks), [18, 19]);
		await feed.settled();
		assert.ok(
			feed.asked.every(({ window, context }) => window.from >= at(18) || context.signal.aborted),
		);
		assert.equal(feed.asked.length, 5);
	});

	it("never shows one data version beside another", async () => {
		const { feed, fetched } = begin(plan(8, 2));
		await feed.until(4);
		feed.of(6).answer({ resolved: { dataVersion: "v1" } });
		feed.of(4).answer({ resolved: { dataVersion: "v2" } });
		feed.of(2).answer({ resolved: { dataVersion: "v1" } });
		const { chunks, partial, resolved } = await fetched;
		assert.deepEqual(resolved, { dataVersion: "v1" });
		assert.deepEqual(timesOf(chunks), [6, 7]);
		assert.equal(partial?.error?.kind, "schema");
		assert.deepEqual([partial?.error?.facts.asked, partial?.error?.facts.answered], ["v1", "v2"]);
	});

	it("lets a window go beyond its first page only when it is the newest that is missing", async () => {
		const { feed, fetched } = begin(plan(8, 2, { most: { pages: 40 } }));
		await feed.until(4);
		const turns: number[] = [];
		const more = [6, 4, 2, 0].map((start) =>
			feed
				.of(start)
				.context.morePages()
				.then((may) => turns.push(may ? start : NaN)),
		);
		await feed.settled();
		assert.deepEqual(turns, [6]);
		for (const start of [6, 4, 2, 0]) feed.of(start).answer();
		await fetched;
		await Promise.all(more);
		assert.deepEqual(turns, [6, 4, 2, 0]);
	});

	it("C3: a cancel ends the wait for a further page", async () => {
		const abort = new AbortController();
		const { feed } = begin(plan(8, 2), { ports: { signal: abort.signal } });
		await feed.until(4);
		const waits = feed.of(4).context.morePages();
		abort.abort();
		await assert.rejects(waits, { kind: "cancelled" });
	});

	describe("within what a result may hold", () => {
		it("asks for a window beside others only when all of them fit", async () => {
			const { feed, fetched } = begin(plan(40, 4, { most: { rows: 10 } }));
			await feed.settled();
			assert.deepEqual(feed.starts, [36, 32]);
			feed.of(36).answer();
			await feed.settled();
			assert.equal(feed.asked.length, 2, "two rows are left once the second has come");
			feed.of(32).answer();
			await feed.until(3);
			assert.equal(feed.of(28).context.rowsLeft, 2);
			feed.of(28).answer({ chunk: chunkOf(range(30, 32)), early: { code: "rowLimit" } });
			const { partial } = await fetched;
			assert.deepEqual(partial, { code: "rowLimit", completeFrom: at(30) });
		});

		it("asks for one alone while few pages are allowed and their size is not known", async () => {
			const { feed } = begin(plan(40, 4, { most: { pages: 5 } }));
			await feed.settled();
			assert.equal(feed.asked.length, 1);
			feed.of(36).answer();
			await feed.until(5);
			assert.equal(feed.asked.length, 5, "each has shown to need one page");
		});

		it("expects as much of windows on their way as the densest has brought", async () => {
			const whole = chunkOf(range(0, 4));
			const limits = { bytesPerResult: whole.data.byteLength * 3, numbersPerAnswer: 1 };
			const { feed, fetched } = begin(plan(40, 4), { limits });
			await feed.until(4);
			feed.of(36).answer();
			await feed.settled();
			assert.equal(feed.asked.length, 4, "those on their way fill it");
			for (const start of [32, 28, 24]) feed.of(start).answer();
			assert.equal((await fetched).partial?.code, "sizeLimit");
		});

		it("gives the same as one after another, for any limits and any order of answers", async () => {
			const cases = fc.record({
				length: fc.integer({ min: 1, max: 40 }),
				each: fc.integer({ min: 1, max: 12 }),
				rows: fc.integer({ min: 1, max: 50 }),
				pages: fc.integer({ min: 1, max: 50 }),
				fails: fc.option(fc.integer({ min: 0, max: 40 })),
				picks: fc.infiniteStream(fc.nat({ max: 3 })),
			});
			const run = async (
				{
					length,
					each,
					rows,
					pages,
					fails,
					picks,
				}: typeof cases extends fc.Arbitrary<infer T> ? T : never,
				requestsInFlight: number,
			) => {
				const planned = plan(length, each, { most: { rows, pages } });
				const { feed, fetched } = begin(planned, { limits: { requestsInFlight } });
				const outcome = fetched.then(
					({ chunks, partial }) => ({ shown: timesOf(chunks), partial }),
					(error: { kind: string }) => ({ error: error.kind }),
				);
				let isDone = false;
				const ends = outcome.finally(() => (isDone = true));
				const answered = new Set<OnItsWay>();
				while (!isDone) {
					await feed.settled();
					const waiting = feed.asked.filter((one) => !answered.has(one));
					const next = waiting[(picks.next().value ?? 0) % Math.max(1, waiting.length)];
					if (next === undefined) continue;
					answered.add(next);
					const { window, context } = next;
					const kept = hours(window).slice(-context.rowsLeft);
					const isWhole = kept.length === hours(window).length;
					if (fails !== null && window.from <= at(fails) && at(fails) < window.to) {
						next.fail(providerError("server", "kaiko"));
					} else if (isWhole) next.answer();
					else {
						const stretch = { from: at(kept[0] ?? NaN), to: window.to };
						next.answer({ chunk: chunkOf(stretch), early: { code: "rowLimit" } });
					}
				}
				await ends;
				return { asked: feed.asked, outcome: await outcome };
			};
			await fc.assert(
				fc.asyncProperty(cases, async (one) => {
					const alone = await run(one, 1);
					const beside = await run(one, 4);
					assert.deepEqual(beside.outcome, alone.outcome);
					if (one.fails !== null) return;
					assert.deepEqual(
						beside.asked.map(({ window }) => window),
						alone.asked.map(({ window }) => window),
						"no window is asked whose rows are thrown away",
					);
				}),
				{ numRuns: 150 },
			);
		});
	});

	describe("beside what is known", () => {
		const kept = (...stretches: TimeRange[]): Partial<FetchPorts> => ({
			known: () => Promise.resolve(stretches.map((one) => ({ chunk: chunkOf(one, "cached") }))),
		});

		it("asks for what is missing, in windows of its own, side by side", async () => {
			const ports = kept(range(4, 8), range(12, 15));
			const { feed, fetched } = begin(plan(20, 3), { ports });
			await feed.settled();
			assert.deepEqual(
				feed.asked.map(({ window }) => [window.from / HOUR_MS, window.to / HOUR_MS]),
				[
					[17, 20],
					[15, 17],
					[9, 12],
					[8, 9],
				],
			);
			for (const start of [8, 9, 15, 17]) feed.of(start).answer();
			await feed.until(6);
			for (const start of [0, 1]) feed.of(start).answer();
			const { chunks, partial } = await fetched;
			assert.equal(partial, undefined);
			assert.deepEqual(timesOf(chunks), hours(range(0, 20)));
			assert.deepEqual(
				chunks.map(({ header }) => header.origin),
				["asked", "asked", "cached", "asked", "asked", "cached", "asked", "asked"],
			);
		});

		it("asks for nothing when all is known", async () => {
			const { feed, fetched } = begin(plan(8, 2), { ports: kept(range(0, 4), range(4, 8)) });
			assert.deepEqual(timesOf((await fetched).chunks), hours(range(0, 8)));
			assert.equal(feed.asked.length, 0);
		});

		it("moves times of answers only, since those that are known are starts already", async () => {
			const { feed, fetched } = begin(plan(4, 2), { ports: kept(range(0, 2)) });
			await feed.until(1);
			feed.of(2).answer({ chunk: chunkOf(range(2, 4), "asked", [3, 4]), stamps: "end" });
			const { chunks, isShifted } = await fetched;
			assert.equal(isShifted, true);
			assert.deepEqual(timesOf(chunks), [0, 1, 2, 3]);
		});

		it("stops at the rows of a result, though more is known", async () => {
			const planned = plan(12, 2, { most: { rows: 5 } });
			const { feed, fetched } = begin(planned, {
				ports: kept(range(0, 4), range(4, 8), range(8, 12)),
			});
			const { chunks, partial } = await fetched;
			assert.equal(feed.asked.length, 0);
			assert.deepEqual(timesOf(chunks), hours(range(7, 12)));
			assert.deepEqual(partial, { code: "rowLimit", completeFrom: at(7) });
		});
	});
});
