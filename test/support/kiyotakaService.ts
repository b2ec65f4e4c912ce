import type { IncomingMessage } from "node:http";
import { profileWeight } from "../../src/core/feeds/kiyotaka/weight";
import { profileFromTrades } from "../../src/core/feeds/trades/aggregate";
import type { VolumeProfileSeries } from "../../src/core/series";
import { type DurationMs, type EpochMs, durationMs, epochMs } from "../../src/core/time";
import type { PlainAnswer } from "./faults";
import { isValidKey } from "./keys";
import { KIYOTAKA_LISTINGS, type KiyotakaListing, tapeOf } from "./loopbackMarkets";
import { type LoopbackServer, startLoopbackServer } from "./loopbackServer";
import { WeightBudget } from "./weightBudget";

export interface KiyotakaServiceOptions {
	readonly port?: number;
	/** The market's clock, epoch milliseconds. */
	readonly now?: () => number;
	/** Header that carries the key; the provider's newer host expects another. */
	readonly keyHeader?: string;
	/** Depth of history of the plan. */
	readonly historyDays?: number;
	/** Whether the plan sums exchanges. */
	readonly canAggregate?: boolean;
	readonly weightPerMinute?: number;
	/** What the timestamps of points name. */
	readonly stamps?: "start" | "end";
}

const INTERVAL_SECONDS: Readonly<Record<string, number>> = {
	MINUTE: 60,
	FIVE_MINUTES: 300,
	FIFTEEN_MINUTES: 900,
	THIRTY_MINUTES: 1_800,
	HOUR: 3_600,
	FOUR_HOURS: 14_400,
	DAY: 86_400,
	WEEK: 604_800,
};
const MAX_POINTS = 20_000;
const DAY_SECONDS = 86_400;

/** A request that the service refuses. */
class Refusal extends Error {
	constructor(
		readonly status: number,
		readonly code: string,
		message: string,
		readonly retryAfter?: number,
	) {
		super(message);
	}
}

interface PointsRequest {
	readonly interval: string;
	readonly from: number;
	readonly period: number;
	readonly listings: readonly KiyotakaListing[];
	readonly coin: string | undefined;
	readonly exchanges: number;
	readonly isAggregated: boolean;
	readonly isUsd: boolean;
}

function wholeNumber(params: URLSearchParams, name: string): number {
	const value = params.get(name);
	if (value === null || !/^\d{1,12}$/.test(value)) {
		throw new Refusal(400, "INVALID_PARAMS", `${name} must be a whole number of seconds`);
	}
	return Number(value);
}

function selectListings(params: URLSearchParams): KiyotakaListing[] {
	const exchanges = params.getAll("exchange");
	if (exchanges.length === 0) throw new Refusal(400, "INVALID_PARAMS", "exchange is required");
	for (const exchange of exchanges) {
		if (!KIYOTAKA_LISTINGS.some((listing) => listing.exchange === exchange)) {
			throw new Refusal(400, "INVALID_EXCHANGE", `unknown exchange ${exchange}`);
		}
	}
	const selectors = (["rawSymbol", "coin", "normalizedSymbol"] as const).filter((name) =>
		params.has(name),
	);
	const [selector] = selectors;
	if (selector === undefined || selectors.length > 1) {
		throw new Refusal(400, "INVALID_PARAMS", "give one of rawSymbol, coin and normalizedSymbol");
	}
	const symbol = params.get(selector);
	const category = params.get("category");
	const listings = KIYOTAKA_LISTINGS.filter(
		(listing) =>
			exchanges.includes(listing.exchange) &&
			listing[selector] === symbol &&
			(category === null || listing.category === category),
	);
	if (listings.length === 0) throw new Refusal(400, "INVALID_SYMBOL", `unknown symbol ${symbol}`);
	return listings;
}

function readRequest(
	params: URLSearchParams,
	now: number,
	options: KiyotakaServiceOptions,
): PointsRequest {
	const { historyDays, canAggregate = true } = options;
	const type = params.get("type");
	if (type === null) throw new Refusal(400, "INVALID_PARAMS", "type is required");
	if (type !== "VOLUME_PROFILE_AGG") {
		throw new Refusal(403, "FORBIDDEN", `data type ${type} is not included in your tier`);
	}
	const listings = selectListings(params);
	const interval = params.get("interval") ?? "HOUR";
	const seconds = INTERVAL_SECONDS[interval];
	if (seconds === undefined) {
		throw new Refusal(400, "INVALID_TIMEFRAME", `unknown interval ${interval}`);
	}
	const period = wholeNumber(params, "period");
	const from = params.has("from") ? wholeNumber(params, "from") : Math.floor(now / 1_000) - period;
	const isAggregated = params.get("transform.groupBy.type") === "GROUP_BY_TYPE_SUM";
	const coin = params.get("coin") ?? undefined;
	if (isAggregated && coin === undefined) {
		throw new Refusal(400, "INVALID_PARAMS", "groupBy needs coin");
	}
	if (isAggregated && !canAggregate) {
		throw new Refusal(
			403,
			"FORBIDDEN",
			"aggregation across exchanges is not available on your tier",
		);
	}
	if (period / seconds > MAX_POINTS) {
		throw new Refusal(403, "FORBIDDEN", `too many points requested, maximum is ${MAX_POINTS}`);
	}
	if (historyDays !== undefined && from < now / 1_000 - historyDays * DAY_SECONDS) {
		throw new Refusal(
			403,
			"FORBIDDEN",
			`from exceeds the history depth of your tier (${historyDays} days)`,
		);
	}
	return {
		interval,
		from,
		period,
		listings,
		coin,
		exchanges: params.getAll("exchange").length,
		isAggregated,
		isUsd: params.get("transform.normalize.quote") === "USD",
	};
}

function profileOf(
	{ tape, exchange, rawSymbol }: KiyotakaListing,
	{ interval, from, period, isUsd }: PointsRequest,
	now: EpochMs,
): VolumeProfileSeries {
	const range = { from: epochMs(from * 1_000), to: epochMs((from + period) * 1_000) };
	const length: DurationMs = durationMs((INTERVAL_SECONDS[interval] ?? 0) * 1_000);
	return profileFromTrades(tapeOf(tape, range.from, epochMs(range.to + length)), {
		id: `${exchange} ${rawSymbol}`,
		market: {},
		interval: length,
		range,
		until: now,
		step: tape.step,
		unit: isUsd ? "USD" : "base",
	});
}

type Point = { Point: { profile: number[]; timestamp: { s: number } } };

/** Points by time, each with its rows by price, so that several markets can be summed. */
function pointsOf(series: readonly VolumeProfileSeries[], shiftSeconds: number): Point[] {
	const byTime = new Map<number, Map<number, [number, number]>>();
	for (const { times, offsets, prices, buy, sell } of series) {
		times.forEach((time, index) => {
			const rows = byTime.get(time) ?? new Map<number, [number, number]>();
			byTime.set(time, rows);
			for (let row = offsets[index] ?? 0; row < (offsets[index + 1] ?? 0); row++) {
				const price = prices[row] ?? 0;
				const [bought, sold] = rows.get(price) ?? [0, 0];
				rows.set(price, [bought + (buy[row] ?? 0), sold + (sell[row] ?? 0)]);
			}
		});
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

function answerPoints(request: PointsRequest, now: EpochMs, stamps: "start" | "end") {
	const { interval, listings, coin, isAggregated } = request;
	const shift = stamps === "end" ? (INTERVAL_SECONDS[interval] ?? 0) : 0;
	const type = "VOLUME_PROFILE_AGG";
	if (isAggregated) {
		const points = pointsOf(
			listings.map((listing) => profileOf(listing, request, now)),
			shift,
		);
		return { series: [{ id: { type, interval, coin }, points }] };
	}
	return {
		series: listings.map((listing) => {
			const { exchange, rawSymbol, normalizedSymbol, category, coin } = listing;
			const id = { type, exchange, rawSymbol, normalizedSymbol, category, interval, coin };
			return { id, points: pointsOf([profileOf(listing, request, now)], shift) };
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
	const { now = Date.now, keyHeader = "X-Kiyotaka-Key", stamps = "start" } = options;
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
		if (url.pathname !== "/v1/points") throw new Refusal(404, "NOT_FOUND", "no such endpoint");
		const points = readRequest(url.searchParams, now(), options);
		const weight = profileWeight({
			intervals: points.period / (INTERVAL_SECONDS[points.interval] ?? 1),
			exchanges: points.exchanges,
			isAggregated: points.isAggregated,
		});
		const wait = budget.spend(weight);
		if (wait > 0) throw new Refusal(429, "RATE_LIMITED", "weight limit exceeded", wait);
		return answerPoints(points, epochMs(now()), stamps);
	}

	return startLoopbackServer((url, request): PlainAnswer => {
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
	}, options.port);
}
