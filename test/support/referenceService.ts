import type { PlainAnswer } from "./faults";
import { KAIKO_LISTINGS, type KaikoListing } from "./loopbackMarkets";
import { type LoopbackServer, startLoopbackServer } from "./loopbackServer";

export interface ReferenceServiceOptions {
	readonly port?: number;
	readonly now?: () => number;
	/** What is listed; by default what the loopback Kaiko service trades. */
	readonly listings?: readonly Omit<KaikoListing, "tape">[];
	/** Most rows of a page, however many are asked for. */
	readonly largestPage?: number;
}

const EXCHANGES: readonly (readonly [code: string, name: string, slug: string])[] = [
	["bbit", "Bybit V2", "bt"],
	["bfnx", "Bitfinex", "bf"],
	["binc", "Binance V2", "bw"],
	["cbse", "Coinbase", "cb"],
	["ftxx", "FTX", "fx"],
	["gmni", "Gemini", "gi"],
	["krkn", "Kraken", "kk"],
	["okex", "OkEX", "oe"],
	["stmp", "Bitstamp", "bs"],
];
const ORDERED = ["trade_count", "code", "exchange_code", "class"];

class Refusal extends Error {
	constructor(
		readonly status: number,
		message: string,
	) {
		super(message);
	}
}

/** The service writes as many decimals of a second as it likes, up to seven. */
function writtenTime(time: number): string {
	return new Date(time).toISOString().replace("Z", "0001Z").replace(".0000001Z", "Z");
}

function rowOf(listing: Omit<KaikoListing, "tape">): Record<string, unknown> {
	const { exchange, instrumentClass, instrument, base, quote, venueSymbol } = listing;
	const { firstTrade, lastTrade, tradeCount } = listing;
	return {
		kaiko_legacy_exchange_slug: EXCHANGES.find(([code]) => code === exchange)?.[2] ?? "",
		trade_start_time: writtenTime(firstTrade),
		trade_end_time: lastTrade === undefined ? null : writtenTime(lastTrade),
		code: instrument,
		exchange_code: exchange,
		exchange_pair_code: venueSymbol,
		base_asset: base,
		quote_asset: quote,
		kaiko_legacy_symbol: `${base}${quote}`,
		class: instrumentClass,
		metadata: null,
		trade_start_timestamp: firstTrade,
		trade_end_timestamp: lastTrade ?? null,
		trade_count: tradeCount,
		trade_compressed_size: tradeCount * 13,
	};
}

const FILTERS: Readonly<Record<string, (listing: Omit<KaikoListing, "tape">) => string>> = {
	exchange_code: ({ exchange }) => exchange,
	class: ({ instrumentClass }) => instrumentClass,
	code: ({ instrument }) => instrument,
	base_asset: ({ base }) => base,
	quote_asset: ({ quote }) => quote,
};

/**
 * A loopback service that speaks as Kaiko's reference data do: exchanges, and instruments by filters with pages. Nobody
 * gets in with a key: a request that carries one is refused and can be seen by its record.
 */
export async function startReferenceService(
	options: ReferenceServiceOptions = {},
): Promise<LoopbackServer> {
	const { listings = KAIKO_LISTINGS, now = Date.now, largestPage = Infinity } = options;

	function instruments(params: URLSearchParams): unknown {
		const names = Object.keys(FILTERS).filter((name) => params.has(name));
		// The real list has two million rows.
		if (names.length === 0) throw new Refusal(413, "unfiltered");
		const chosen = listings.filter((listing) =>
			names.every((name) => params.getAll(name).includes(FILTERS[name]?.(listing) ?? "")),
		);
		const isOngoing = params.get("trade_end_timestamp") === "ongoing";
		const found = chosen.filter(({ lastTrade }) => !isOngoing || lastTrade === undefined);
		const orderBy = params.get("orderBy");
		if (orderBy !== null && !ORDERED.includes(orderBy)) throw new Refusal(400, "bad orderBy");
		const sign = params.get("order") === "-1" ? -1 : 1;
		const sorted =
			orderBy === "trade_count"
				? [...found].sort((a, b) => sign * (a.tradeCount - b.tradeCount))
				: found;
		const asked = Number(params.get("page_size") ?? Infinity);
		const size = Math.min(asked, largestPage);
		const begin = Number(/^page(\d+)$/.exec(params.get("continuation_token") ?? "page0")?.[1]);
		if (!Number.isInteger(begin)) throw new Refusal(400, "invalid continuation_token");
		const end = begin + size;
		return {
			result: "success",
			data: sorted.slice(begin, end).map(rowOf),
			...(end < sorted.length && { continuation_token: `page${end}` }),
		};
	}

	function exchanges(): unknown {
		const data = EXCHANGES.map(([code, name, slug]) => ({
			code,
			name,
			kaiko_legacy_slug: slug,
		}));
		return { result: "success", data };
	}

	return startLoopbackServer(
		(url, request): PlainAnswer => {
			try {
				if (request.headers["x-api-key"] !== undefined) throw new Refusal(400, "no key here");
				if (request.method !== "GET") throw new Refusal(405, "method not allowed");
				if (url.pathname === "/v1/exchanges") {
					return { status: 200, headers: {}, body: exchanges() };
				}
				if (url.pathname !== "/v1/instruments") throw new Refusal(404, "not found");
				return { status: 200, headers: {}, body: instruments(url.searchParams) };
			} catch (error) {
				if (!(error instanceof Refusal)) throw error;
				const body = { result: "error", message: error.message };
				return { status: error.status, headers: {}, body };
			}
		},
		{ port: options.port, now },
	);
}
