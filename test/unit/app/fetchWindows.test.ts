import assert from "node:assert/strict";
import fc from "fast-check";
import { type Fetched, type FetchPorts, fetchWindows } from "../../../src/app/fetchWindows";
import { providerError } from "../../../src/core/errors/errorText";
import type { Feed, FetchProgress, FeedPlan, FetchedChunk } from "../../../src/core/feeds/feed";
import { ServerClock } from "../../../src/core/feeds/serverClock";
import { newestFirst } from "../../../src/core/feeds/windows";
import { DEFAULT_LIMITS, type Limits } from "../../../src/core/limits";
import type { KaikoVwapQuery } from "../../../src/core/query/query";
import { openSeries } from "../../../src/core/result/openResult";
import { packChunk } from "../../../src/core/result/packChunk";
import type { TimeRange, VwapSeries } from "../../../src/core/result/series";
import { HOUR_MS, epochMs } from "../../../src/core/time";
import { BTC_USD_VWAP } from "../../support/queries";
import { vwapOf } from "../../support/series";
import { KeptLog } from "./keptLog";
import { readingsHere } from "../../../src/reading/bodyReading";

const at = (hour: number) => epochMs(hour * HOUR_MS);
const range = (from: number, to: number): TimeRange => ({ from: at(from), to: at(to) });
const hoursOf = ({ from, to }: TimeRange) => [from / HOUR_MS, to / HOUR_MS];

const seriesAt = (hours: readonly number[]): VwapSeries =>
	vwapOf(
		hours.map(at),
		hours.map((hour) => hour + 1),
	);

function chunkOf(window: TimeRange, hours: readonly number[] = everyHour(window)) {
	const facts = { stretch: window, origin: "asked", fetchedAt: epochMs(0) } as const;
	return packChunk([seriesAt(hours)], facts);
}

function everyHour(window: TimeRange): number[] {
	const [from = 0, to = 0] = hoursOf(window);
	return Array.from({ length: to - from }, (_, index) => from + index);
}

type Fetch = (window: TimeRange, left: { readonly rows: number }) => FetchedChunk;

const PORTS: FetchPorts = {
	client: { get: () => Promise.reject(new Error("not used")) },
	readings: readingsHere,
	signal: new AbortController().signal,
	limits: DEFAULT_LIMITS,
	log: new KeptLog(),
	clock: new ServerClock(() => epochMs(0)),
	onProgress: () => undefined,
};

/** Fetches a plan whose windows a test answers; every window is one page. */
async function fetchAll(
	plan: FeedPlan,
	fetch: Fetch,
	signal = new AbortController().signal,
	limits: Partial<Limits> = {},
) {
	const asked: number[][] = [];
	const feed: Feed<KaikoVwapQuery> = {
		plan: () => plan,
		fetch: async (_query, window, { rowsLeft, onPage }) => {
			await Promise.resolve();
			asked.push(hoursOf(window));
			const came = fetch(window, { rows: rowsLeft });
			onPage(1);
			return came;
		},
	};
	const fetched = await fetchWindows(feed, BTC_USD_VWAP, {
		...PORTS,
		signal,
		limits: { ...DEFAULT_LIMITS, ...limits },
		clock: new ServerClock(() => epochMs(0)),
	});
	return { ...fetched, asked };
}

const shown = ({ chunks }: Fetched) =>
	openSeries(chunks).flatMap(({ times }) => [...times].map((time) => time / HOUR_MS));

/** The newest rows of a window that a result may still hold, where only every so many hours have one. */
function newest(window: TimeRange, left: { readonly rows: number }, every = 1): FetchedChunk {
	const hours = everyHour(window).filter((hour) => hour % every === 0);
	if (hours.length <= left.rows) return { chunk: chunkOf(window, hours) };
	const kept = hours.slice(-left.rows);
	const stretch = { from: at(kept[0] ?? NaN), to: window.to };
	return { chunk: chunkOf(stretch, kept), early: { code: "rowLimit" } };
}

const windows = (from: number, to: number, intervals: number) => ({
	range: range(from, to),
	windows: newestFirst(range(from, to), HOUR_MS, intervals),
});

describe("fetching windows", () => {
	it("tells how much a source has read, until the answer has come", async () => {
		const heard: FetchProgress[] = [];
		const feed: Feed<KaikoVwapQuery> = {
			plan: (_query, { onShare }) => {
				onShare(0.5);
				return windows(0, 2, 2);
			},
			fetch: async (_query, window, { onShare, onPage }) => {
				onShare(0.25);
				onPage(2);
				return Promise.resolve({ chunk: chunkOf(window) });
			},
		};
		await fetchWindows(feed, BTC_USD_VWAP, {
			...PORTS,
			onProgress: (progress) => heard.push(progress),
		});
		assert.deepEqual(
			heard.map(({ share, pages }) => ({ share, pages })),
			[
				{ share: 0.5, pages: 0 },
				{ share: undefined, pages: 0 },
				{ share: 0.25, pages: 0 },
				{ share: undefined, pages: 1 },
			],
		);
	});

	it("asks one after another, the newest first, and keeps them in the order of time", async () => {
		const fetched = await fetchAll(windows(0, 10, 4), (window) => ({ chunk: chunkOf(window) }));
		assert.deepEqual(fetched.asked, [
			[6, 10],
			[2, 6],
			[0, 2],
		]);
		assert.deepEqual(shown(fetched), everyHour(range(0, 10)));
		assert.deepEqual(
			fetched.chunks.map(({ header }) => hoursOf(header.stretch)),
			[
				[0, 2],
				[2, 6],
				[6, 10],
			],
		);
		assert.equal(fetched.partial, undefined);
	});

	it("says from which time on the answer is complete when a later window fails", async () => {
		const { partial } = await fetchAll(windows(0, 10, 4), (window) => {
			if (window.from === at(2)) throw providerError("server", "kaiko");
			return { chunk: chunkOf(window) };
		});
		assert.deepEqual(partial, {
			code: "requestFailed",
			error: { kind: "server", facts: {} },
			completeFrom: at(6),
		});
	});

	it("names both ends of a hole that a window left in its middle", async () => {
		const { partial } = await fetchAll(windows(0, 8, 4), (window) =>
			window.from === at(0)
				? { chunk: chunkOf(range(0, 2)), early: { code: "repeatedPage" } }
				: { chunk: chunkOf(window) },
		);
		assert.deepEqual(partial, {
			code: "repeatedPage",
			completeFrom: at(4),
			completeUntil: at(2),
		});
	});

	it("keeps rows that came in no order, and does not call their window complete", async () => {
		const fetched = await fetchAll(windows(0, 8, 4), (window) =>
			window.from === at(0)
				? { chunk: chunkOf(window, [0, 2]), early: { code: "badToken" }, isUnordered: true }
				: { chunk: chunkOf(window) },
		);
		assert.deepEqual(fetched.partial, { code: "badToken", completeFrom: at(4) });
		assert.deepEqual(shown(fetched), [0, 2, 4, 5, 6, 7]);
	});

	it("rejects where nothing came, and where it was cancelled before", async () => {
		const failing = fetchAll(windows(0, 8, 4), () => {
			throw providerError("noKey", "kaiko");
		});
		await assert.rejects(failing, { kind: "noKey" });
		const plan = windows(0, 8, 4);
		await assert.rejects(
			fetchAll(plan, (window) => ({ chunk: chunkOf(window) }), AbortSignal.abort()),
			{ kind: "cancelled" },
		);
	});

	it("keeps what came when it is cancelled between windows", async () => {
		const abort = new AbortController();
		const { partial } = await fetchAll(
			windows(0, 8, 4),
			(window) => {
				abort.abort();
				return { chunk: chunkOf(window) };
			},
			abort.signal,
		);
		assert.deepEqual(partial, { code: "cancelled", completeFrom: at(4) });
	});

	it("goes back further when windows had fewer rows than intervals, up to the limit of rows", async () => {
		const plan = { ...windows(0, 20, 4), most: { rows: 5 } };
		const fetched = await fetchAll(plan, (window, left) => newest(window, left, 2));
		assert.deepEqual(shown(fetched), [10, 12, 14, 16, 18]);
		assert.deepEqual(fetched.partial, { code: "rowLimit", completeFrom: at(10) });
		assert.equal(fetched.asked.length, 3);
	});

	it("stops at the limit of pages, and not where the last page was the last of the range", async () => {
		const plan = { ...windows(0, 12, 4), most: { pages: 2 } };
		const answer: Fetch = (window) => ({ chunk: chunkOf(window) });
		assert.equal((await fetchAll(plan, answer)).partial?.code, "pageLimit");
		assert.equal((await fetchAll({ ...plan, most: { pages: 3 } }, answer)).partial, undefined);
	});

	it("stops when the result has as many numbers or bytes as allowed", async () => {
		const answer: Fetch = (window) => ({ chunk: chunkOf(window) });
		const whole = await fetchAll(windows(0, 12, 4), answer);
		const [oldest] = whole.chunks;
		assert.ok(oldest !== undefined);
		for (const limits of [
			{ numbersPerResult: 1 },
			{ bytesPerResult: 1 },
			{ bytesPerResult: oldest.data.byteLength },
		]) {
			const { partial, asked } = await fetchAll(windows(0, 12, 4), answer, undefined, limits);
			assert.deepEqual(partial, { code: "sizeLimit", completeFrom: at(8) });
			assert.deepEqual(asked, [[8, 12]]);
		}
	});

	it("returns the newest rows for any range, window and limits, and asks for no time twice", async () => {
		const cases = fc.record({
			length: fc.integer({ min: 1, max: 40 }),
			intervals: fc.integer({ min: 1, max: 12 }),
			rows: fc.integer({ min: 1, max: 50 }),
			pages: fc.integer({ min: 1, max: 50 }),
		});
		await fc.assert(
			fc.asyncProperty(cases, async ({ length, intervals, rows, pages }) => {
				const plan = { ...windows(0, length, intervals), most: { rows, pages } };
				const fetched = await fetchAll(plan, newest);
				const came = shown(fetched);
				const since = length - came.length;
				assert.deepEqual(came, everyHour(range(since, length)));
				assert.ok(came.length <= rows && fetched.asked.length <= pages);
				const asked = fetched.asked.flatMap(([from = 0, to = 0]) => everyHour(range(from, to)));
				assert.equal(new Set(asked).size, asked.length);
				if (since === 0) assert.equal(fetched.partial, undefined);
				else {
					const code = came.length === rows ? "rowLimit" : "pageLimit";
					assert.deepEqual(fetched.partial, { code, completeFrom: at(since) });
				}
			}),
			{ numRuns: 300 },
		);
	});

	describe("whose times are the ends of intervals", () => {
		const endsOf = (window: TimeRange) => everyHour(window).map((hour) => hour + 1);

		it("moves them all when an answer shows ends and none shows a start", async () => {
			const fetched = await fetchAll(windows(0, 8, 4), (window) => ({
				chunk: chunkOf(window, endsOf(window)),
				...(window.from === at(0) && { stamps: "end" as const }),
			}));
			assert.equal(fetched.isShifted, true);
			assert.deepEqual(shown(fetched), everyHour(range(0, 8)));
		});

		it("moves nothing when another answer shows a start, and drops rows of the next window", async () => {
			const fetched = await fetchAll(windows(0, 8, 4), (window) =>
				window.from === at(0)
					? { chunk: chunkOf(window, [1, 2, 3, 4]), stamps: "end" }
					: { chunk: chunkOf(window), stamps: "start" },
			);
			assert.equal(fetched.isShifted, false);
			assert.deepEqual(shown(fetched), [1, 2, 3, 4, 5, 6, 7]);
			assert.deepEqual(
				fetched.chunks.flatMap(({ header }) =>
					header.series.map(({ columns }) => columns.times?.length),
				),
				[3, 4],
			);
		});
	});
});
