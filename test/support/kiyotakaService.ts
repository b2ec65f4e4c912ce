import type { IncomingMessage } from "node:http";
import type { PlainAnswer } from "./faults";
import { isValidKey } from "./keys";
import { answerList, isListPath } from "./kiyotakaLists";
import {
	INTERVAL_SECONDS,
	type Plan,
	type PointsRequest,
	Refusal,
	readRequest,
} from "./kiyotakaRequest";
import { type LedgerInterval, volumesByPrice } from "./ledger";
import { type KiyotakaListing, tapeOf } from "./loopbackMarkets";
import { type LoopbackServer, startLoopbackServer } from "./loopbackServer";
import { WeightBudget } from "./weightBudget";

export interface KiyotakaServiceOptions extends Plan {
	readonly port?: number;
	/** The market's clock, epoch milliseconds. */
	readonly now?: () => number;
	/** Header that carries the key; the provider's newer host expects another. */
	readonly keyHeader?: string;
	readonly weightPerMinute?: number;
	/** What the timestamps of points name. */
	readonly stamps?: "start" | "end";
	/** Intervals, by the epoch milliseconds of their starts, of which this times the volume is told; 0 leaves one out. */
	readonly wrong?: Readonly<Record<number, number>>;
}

function profileOf(
	{ tape, size, end = Infinity }: KiyotakaListing,
	{ interval, from, period, isUsd }: PointsRequest,
	now: number,
): LedgerInterval[] {
	const length = (INTERVAL_SECONDS[interval] ?? 0) * 1_000;
	const stretch = {
		from: from * 1_000,
		to: (from + period) * 1_000,
		length,
		until: Math.min(now, end),
	};
	const days = tapeOf(tape, stretch.from, stretch.to + length);
	return volumesByPrice(days, stretch, { step: tape.step, isUsd, size });
}

type Point = { Point: { profile: number[]; timestamp: { s: number } } };

/** Points by time, each with its rows by price, so that several markets can be summed. */
function pointsOf(markets: readonly (readonly LedgerInterval[])[], shiftSeconds: number): Point[] {
	const byTime = new Map<number, Map<number, [number, number]>>();
	for (const { start, rows } of markets.flat()) {
		const sums = byTime.get(start) ?? new Map<number, [number, number]>();
		byTime.set(start, sums);
		for (const { price, bought, sold } of rows) {
			const [buy, sell] = sums.get(Number(price)) ?? [0, 0];
			sums.set(Number(price), [buy + Number(bought), sell + Number(sold)]);
		}
	}
	return [...byTime]
		.sort(([a], [b]) => a - b)
		.map(([time, rows]) => ({
			Point: {
				profile: [...rows].sort(([a], [b]) => a - b).flatMap(([price, sides]) => [price, ...sides]),
				timestamp: { s: time / 1_000 + shiftSeconds },
			},
		}));
}

/** Two for each thousand intervals begun, by `1 + 0.2 × exchanges` where they are summed, rounded up. */
function weightOf({ period, interval, exchanges, isAggregated }: PointsRequest): number {
	const intervals = period / (INTERVAL_SECONDS[interval] ?? 1);
	const fifths = Math.ceil(intervals / 1_000) * 2 * (isAggregated ? 5 + exchanges : 5);
	return Math.max(1, Math.ceil(fifths / 5));
}

/** Weight that the service takes for a request for points, by the text of its query. */
export function requestWeight(query: string): number {
	return weightOf(readRequest(new URLSearchParams(query), Date.now(), {}));
}

/** What a service tells that has lost some intervals and doubled others. */
function mistold(
	intervals: readonly LedgerInterval[],
	wrong: Readonly<Record<number, number>>,
): LedgerInterval[] {
	return intervals.flatMap((one) => {
		const factor = wrong[one.start];
		if (factor === undefined) return [one];
		const times = (volume: string) => String(Number(volume) * factor);
		const rows = one.rows.map(({ price, bought, sold }) => ({
			price,
			bought: times(bought),
			sold: times(sold),
		}));
		return factor === 0 ? [] : [{ ...one, rows }];
	});
}

function answerPoints(
	request: PointsRequest,
	now: number,
	{ stamps = "start", wrong = {} }: Pick<KiyotakaServiceOptions, "stamps" | "wrong">,
) {
	const told = (listing: KiyotakaListing) => mistold(profileOf(listing, request, now), wrong);
	const { interval, listings, coin, isAggregated } = request;
	const shift = stamps === "end" ? (INTERVAL_SECONDS[interval] ?? 0) : 0;
	const type = "VOLUME_PROFILE_AGG";
	if (isAggregated) {
		const points = pointsOf(listings.map(told), shift);
		return { series: [{ id: { type, interval, coin }, points }] };
	}
	return {
		series: listings.map((listing) => {
			const { exchange, rawSymbol, normalizedSymbol, category, coin } = listing;
			const id = { type, exchange, rawSymbol, normalizedSymbol, category, interval, coin };
			return { id, points: pointsOf([told(listing)], shift) };
		}),
	};
}

/**
 * A loopback service that speaks as the Kiyotaka Data API does: parameters, refusals, envelope, weight
 * and rate limit headers. Its market is the synthetic tape.
 */
export async function startKiyotakaService(
	options: KiyotakaServiceOptions = {},
): Promise<LoopbackServer> {
	const { now = Date.now, keyHeader = "X-Kiyotaka-Key" } = options;
	const budget = new WeightBudget(options.weightPerMinute ?? 60_000, now);

	function answer(url: URL, request: IncomingMessage): unknown {
		if (request.method !== "GET") throw new Refusal(405, "METHOD_NOT_ALLOWED", "use GET");
		const key = request.headers[keyHeader.toLowerCase()];
		if (!isValidKey(typeof key === "string" ? key : undefined)) {
			throw new Refusal(401, "INVALID_API_KEY", "API key is invalid or missing");
		}
		if (url.pathname === "/v1/usage") {
			const { limit, used, remaining } = budget.state;
			return { usage: { limit, used, remaining } };
		}
		if (isListPath(url.pathname)) return answerList(url.pathname, url.searchParams);
		if (url.pathname !== "/v1/points") throw new Refusal(404, "NOT_FOUND", "no such endpoint");
		const points = readRequest(url.searchParams, now(), options);
		const weight = weightOf(points);
		const wait = budget.spend(weight);
		if (wait > 0) throw new Refusal(429, "RATE_LIMITED", "weight limit exceeded", wait);
		return answerPoints(points, now(), options);
	}

	return startLoopbackServer(
		(url, request): PlainAnswer => {
			try {
				const body = answer(url, request);
				return { status: 200, headers: budget.headers, body };
			} catch (error) {
				if (!(error instanceof Refusal)) throw error;
				const { status, code, message, retryAfter } = error;
				const isLimit = retryAfter !== undefined;
				return {
					status,
					headers: isLimit ? { ...budget.headers, "retry-after": String(retryAfter) } : {},
					body: { error: code, message, ...(isLimit && { retry_after: retryAfter }) },
				};
			}
		},
		{ port: options.port, now, isList: isListPath },
	);
}
