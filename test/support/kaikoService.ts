import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { PlainAnswer } from "./faults";
import { type VwapRequest, firstRowAfter, rowsOf } from "./kaikoRows";
import { isValidKey } from "./keys";
import { findKaikoListing } from "./loopbackMarkets";
import { type LoopbackServer, startLoopbackServer } from "./loopbackServer";

export interface KaikoServiceOptions {
	readonly port?: number;
	/** The market's clock, epoch milliseconds. */
	readonly now?: () => number;
	/** Most rows of a page, however many are asked for. */
	readonly largestPage?: number;
	/** Period of data that the contract covers; rows outside of it are left out. */
	readonly dataRange?: { readonly from?: number; readonly to?: number };
	/** Data versions that the contract covers. */
	readonly dataVersions?: readonly string[];
	readonly requestsPerMinute?: number;
}

/** Where one page begins and what it is a page of: what a token stands for. */
interface Position {
	readonly request: VwapRequest;
	/** Start of the next row, epoch milliseconds. */
	readonly next: number;
	readonly dataVersion: string;
}

class Refusal extends Error {
	constructor(
		readonly status: number,
		message: string,
	) {
		super(message);
	}
}

const PATH =
	/^\/v2\/data\/trades\.(v1|v2|latest)\/exchanges\/([^/]+)\/([^/]+)\/([^/]+)\/aggregations\/(vwap|count_ohlcv_vwap)$/;
const FIRST_TRADE = Date.UTC(2015, 0, 14);
const ISO = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?Z$/;

function readTime(params: URLSearchParams, name: string): number | undefined {
	const value = params.get(name);
	if (value === null) return undefined;
	if (!ISO.test(value) || Number.isNaN(Date.parse(value))) {
		throw new Refusal(400, `invalid timestamp format for ${name}`);
	}
	return Date.parse(value);
}

function readChoice<Choice extends string>(
	params: URLSearchParams,
	name: string,
	choices: readonly [Choice, ...Choice[]],
): Choice {
	const value = params.get(name) ?? choices[0];
	const choice = choices.find((candidate) => candidate === value);
	if (choice === undefined) throw new Refusal(400, `${name} must be ${choices.join(" or ")}`);
	return choice;
}

const UNIT_MS: Readonly<Record<string, number>> = {
	s: 1_000,
	m: 60_000,
	h: 3_600_000,
	d: 86_400_000,
};

/** Milliseconds of `90s` and the like, up to one day; `undefined` for what the service does not know. */
function readInterval(text: string): number | undefined {
	const [, count, unit = ""] = /^([1-9]\d{0,4})([smhd])$/.exec(text) ?? [];
	const length = Number(count) * (UNIT_MS[unit] ?? NaN);
	return length <= 86_400_000 ? length : undefined;
}

function readFirstRequest(
	match: RegExpExecArray,
	params: URLSearchParams,
	now: number,
): VwapRequest {
	const [, , exchange = "", instrumentClass = "", instrument = "", aggregation = ""] = match.map(
		(part) => decodeURIComponent(part),
	);
	const listing = findKaikoListing(exchange, instrumentClass, instrument);
	if (listing === undefined) throw new Refusal(404, "instrument not found on this exchange");
	const { tape, lastTrade = Infinity } = listing;
	const interval = params.get("interval") ?? "1d";
	const length = readInterval(interval);
	if (length === undefined) throw new Refusal(400, `invalid interval ${interval.slice(0, 16)}`);
	const pageSize = params.get("page_size") ?? "100";
	if (!/^[1-9]\d{0,5}$/.test(pageSize) || Number(pageSize) > 100_000) {
		throw new Refusal(400, "page_size must be between 1 and 100000");
	}
	const start = readTime(params, "start_time");
	const end = readTime(params, "end_time");
	if (start !== undefined && end !== undefined && start >= end) {
		throw new Refusal(400, "start_time must be before end_time");
	}
	return {
		tape,
		exchange,
		instrumentClass,
		instrument,
		aggregation: aggregation === "vwap" ? "vwap" : "count_ohlcv_vwap",
		interval,
		length,
		pageSize: Number(pageSize),
		sort: readChoice(params, "sort", ["desc", "asc"]),
		startTime: start,
		endTime: end,
		from: Math.max(start ?? FIRST_TRADE, FIRST_TRADE),
		to: Math.min(end ?? now, now, lastTrade + 1),
	};
}

/** Allows so many requests in each minute of the clock. */
class RequestBudget {
	private minute = 0;
	private spent = 0;

	constructor(
		private readonly perMinute: number,
		private readonly now: () => number,
	) {}

	spend(): boolean {
		const minute = Math.floor(this.now() / 60_000);
		if (minute !== this.minute) this.spent = 0;
		this.minute = minute;
		this.spent += 1;
		return this.spent <= this.perMinute;
	}
}

/**
 * A loopback service that speaks as Kaiko's REST API does for `vwap` and `count_ohlcv_vwap`: defaults,
 * paging by opaque tokens with a `next_url` on the placeholder host, access ranges and refusals. Its
 * market is the synthetic tape.
 */
export async function startKaikoService(
	options: KaikoServiceOptions = {},
): Promise<LoopbackServer> {
	const { now = Date.now, dataRange = {}, dataVersions = ["v1", "v2"] } = options;
	const { largestPage = Infinity } = options;
	const positions = new Map<string, Position>();
	const budget = new RequestBudget(options.requestsPerMinute ?? 6_000, now);

	function tokenOf(position: Position): string {
		const { request, next, dataVersion } = position;
		const { exchange, instrumentClass, instrument, aggregation, interval, pageSize, sort } =
			request;
		const words = [exchange, instrumentClass, instrument, aggregation, interval, pageSize, sort];
		const seed = JSON.stringify([words, request.from, request.to, next, dataVersion]);
		const token = ["a", "b", "c"]
			.map((salt) => createHash("sha256").update(salt).update(seed).digest("hex"))
			.join("");
		positions.set(token, position);
		return token;
	}

	function positionOf(url: URL, match: RegExpExecArray): Position {
		const params = url.searchParams;
		const token = params.get("continuation_token");
		if (token !== null) {
			const position = positions.get(token);
			if (position === undefined || [...params.keys()].length > 1) {
				throw new Refusal(400, "invalid continuation_token");
			}
			return position;
		}
		const first = readFirstRequest(match, params, now());
		const request = { ...first, pageSize: Math.min(first.pageSize, largestPage) };
		const version = match[1] === "latest" || match[1] === undefined ? "v1" : match[1];
		if (!dataVersions.includes(version)) {
			throw new Refusal(403, "not authorized: no permission for this data version");
		}
		const clipped = {
			...request,
			from: Math.max(request.from, dataRange.from ?? request.from),
			to: Math.min(request.to, dataRange.to ?? request.to),
		};
		return { request: clipped, next: firstRowAfter(clipped), dataVersion: version };
	}

	function answer(url: URL, request: IncomingMessage): unknown {
		const requestTime = new Date(now()).toISOString();
		const key = request.headers["x-api-key"];
		if (!isValidKey(typeof key === "string" ? key : undefined)) {
			throw new Refusal(401, "Unauthorized");
		}
		if (request.method !== "GET") throw new Refusal(405, "method not allowed");
		if (!/\*\/\*|application\/(\*|json)/.test(request.headers.accept ?? "*/*")) {
			throw new Refusal(406, "not acceptable");
		}
		if (!budget.spend()) throw new Refusal(429, "rate limit reached");
		const match = PATH.exec(url.pathname);
		if (match === null) throw new Refusal(404, "not found");
		const position = positionOf(url, match);
		const { rows, next } = rowsOf(position.request, position.next, now());
		const { request: asked, dataVersion } = position;
		const token = next === undefined ? undefined : tokenOf({ ...position, next });
		return {
			query: {
				page_size: asked.pageSize,
				exchange: asked.exchange,
				instrument_class: asked.instrumentClass,
				instrument: asked.instrument,
				interval: asked.interval,
				...(asked.startTime !== undefined && {
					start_time: new Date(asked.startTime).toISOString(),
				}),
				...(asked.endTime !== undefined && { end_time: new Date(asked.endTime).toISOString() }),
				sort: asked.sort,
				aggregation: asked.aggregation,
				data_version: dataVersion,
				commodity: "trades",
				request_time: requestTime,
			},
			time: new Date(now()).toISOString(),
			timestamp: Math.floor(now()),
			data: rows,
			result: "success",
			...(token !== undefined && {
				continuation_token: token,
				next_url: `https://<eu|us>.market-api.kaiko.io${url.pathname}?continuation_token=${token}`,
			}),
			access: {
				access_range: { start_timestamp: Date.UTC(2019, 0, 1), end_timestamp: null },
				data_range: {
					start_timestamp: dataRange.from ?? FIRST_TRADE,
					end_timestamp: dataRange.to ?? null,
				},
			},
		};
	}

	return startLoopbackServer(
		(url, request): PlainAnswer => {
			try {
				return { status: 200, headers: {}, body: answer(url, request) };
			} catch (error) {
				if (!(error instanceof Refusal)) throw error;
				const body = { result: "error", message: error.message };
				return { status: error.status, headers: {}, body };
			}
		},
		{ port: options.port, now },
	);
}
