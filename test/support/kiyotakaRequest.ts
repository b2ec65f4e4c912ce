import { KIYOTAKA_LISTINGS, type KiyotakaListing } from "./loopbackMarkets";

/** What the key's plan includes. */
export interface Plan {
	/** Depth of history. */
	readonly historyDays?: number;
	/** Whether the plan sums exchanges. */
	readonly canAggregate?: boolean;
}

/** The provider's interval names and their lengths. */
export const INTERVAL_SECONDS: Readonly<Record<string, number>> = {
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
export class Refusal extends Error {
	constructor(
		readonly status: number,
		readonly code: string,
		message: string,
		readonly retryAfter?: number,
	) {
		super(message);
	}
}

/** A request for points as the service understood it; times in seconds. */
export interface PointsRequest {
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

/** Reads the query of `/v1/points`; throws a {@link Refusal} for what the service would not answer. */
export function readRequest(params: URLSearchParams, now: number, plan: Plan): PointsRequest {
	const { historyDays, canAggregate = true } = plan;
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
