import type { RemoteProviderId } from "../providers/credentials";
import * as read from "../reader";
import { type EpochMs, epochMs } from "../time";
import { type MarketKind, symbolReadings, type SymbolParts, usualName } from "./symbolParts";

/** A venue as a provider lists it. */
export interface ListedVenue {
	readonly code: string;
	/** What people call it, where the provider says so. */
	readonly name?: string;
}

/** A market as a provider lists it. Names are in the provider's own spelling. */
export interface ListedMarket {
	readonly exchange: string;
	readonly symbol: string;
	/** The provider's word for how it is traded: `spot`, `perpetual-future`, `PERPETUAL`. */
	readonly group?: string;
	/** What is traded and what it is paid in, where the provider says so. */
	readonly base?: string;
	readonly quote?: string;
	/** How the venue itself writes it, where that is told. */
	readonly venueSymbol?: string;
	readonly firstTrade?: EpochMs;
	/** Set where trading has ended. */
	readonly lastTrade?: EpochMs;
	/** It is listed and has never been traded. */
	readonly isUntraded?: boolean;
}

/** A listed market with what its name says of its end. */
export interface DatedMarket extends ListedMarket {
	/** Midnight UTC of the day on which it expired by its name, where that day is over and no provider says more. */
	readonly expired?: EpochMs;
}

/** When a market was traded: its first trade, and its last one where it has ended. */
export interface TradedSpan extends Pick<
	DatedMarket,
	"firstTrade" | "lastTrade" | "expired" | "isUntraded"
> {
	/** The provider whose whole list of today does not have it: it may have ended, or is spelled otherwise. */
	readonly unlistedBy?: RemoteProviderId;
}

const KINDS: ReadonlyMap<string, MarketKind> = new Map([
	["spot", "spot"],
	["perpetual", "perpetual"],
	["perpetual-future", "perpetual"],
	["future", "future"],
	["option", "option"],
]);

/** How a group of markets is traded; `undefined` for groups that are nothing of it. */
export function kindOfGroup(group: string | undefined): MarketKind | undefined {
	return group === undefined ? undefined : KINDS.get(group.toLowerCase());
}

const kept = new WeakMap<ListedMarket, SymbolParts | undefined>();

/** The parts of a listed market: what the provider says of them, else what its symbol is read as. */
export function partsOf(market: ListedMarket): SymbolParts | undefined {
	if (kept.has(market)) return kept.get(market);
	const parts = readParts(market);
	kept.set(market, parts);
	return parts;
}

function readParts({
	symbol,
	base,
	quote,
	group,
	venueSymbol,
}: ListedMarket): SymbolParts | undefined {
	const [read] = symbolReadings(symbol);
	const kind = kindOfGroup(group) ?? read?.kind;
	const expiry = read?.expiry ?? symbolReadings(venueSymbol ?? "")[0]?.expiry;
	const known: Pick<SymbolParts, "kind" | "expiry"> = {
		...(kind !== undefined && { kind }),
		...(expiry !== undefined && { expiry }),
	};
	if (base !== undefined && quote !== undefined) {
		return {
			...known,
			base: usualName(base.toUpperCase()),
			quote: usualName(quote.toUpperCase()),
		};
	}
	return read && { ...read, ...known };
}

const MOMENT: read.Reader<EpochMs> = read.map(read.count, epochMs);

/** Reads a market that was kept as JSON. */
export function keptMarket(symbol: read.Reader<string>): read.Reader<ListedMarket> {
	const word = read.optional(read.text(256));
	return read.fields<ListedMarket>({
		exchange: read.text(4_096),
		symbol,
		group: word,
		base: word,
		quote: word,
		venueSymbol: word,
		firstTrade: read.optional(MOMENT),
		lastTrade: read.optional(MOMENT),
		isUntraded: read.optional(read.flag),
	});
}
