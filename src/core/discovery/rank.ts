import { type DatedMarket, type ListedMarket, partsOf } from "./listing";
import { multipliedCoin, symbolReadings, type SymbolParts } from "./symbolParts";

/**
 * How a listed market answers what is typed. `found`: the typed text stands in its name, as in any search. `guess`: its
 * name is another one and its parts are those that were meant, or nearly.
 */
export interface RankedMarket<Market extends ListedMarket = ListedMarket> {
	readonly market: Market;
	readonly how: "found" | "guess";
	/** Whether it is what was typed, in its own spelling; else it is only like it. */
	readonly isExact: boolean;
}

/** Currencies of which one is often written where another is meant. */
const DOLLARS: readonly string[] = ["USD", "USDT", "USDC", "FDUSD", "BUSD", "TUSD"];

/** How well a market fits, best first; the order of these lines is the order of the list. */
const RANKS = [
	"same name",
	"name begins so",
	"same parts",
	"coin alone",
	"part begins so",
	"stands inside",
	"same coin, similar currency",
	"same pair, traded otherwise",
	"counted in multiples",
] as const;
type Rank = (typeof RANKS)[number];

const EXACT: readonly Rank[] = ["same name", "same parts", "coin alone"];
const FOUND: readonly Rank[] = ["same name", "name begins so", "part begins so", "stands inside"];

/** What is typed, prepared once for a whole list. */
interface Typed {
	readonly lower: string;
	readonly readings: readonly SymbolParts[];
}

function isSame(one: string | undefined, other: string | undefined): boolean {
	return one === undefined || other === undefined || one === other;
}

function isSimilar(one: string | undefined, other: string | undefined): boolean {
	return (
		one !== undefined && other !== undefined && DOLLARS.includes(one) && DOLLARS.includes(other)
	);
}

/** How the parts of a market fit one reading of the typed text. */
function rankOfParts(parts: SymbolParts, meant: SymbolParts): Rank | undefined {
	if (parts.base !== meant.base) {
		const isMultiple =
			multipliedCoin(parts.base) === meant.base || parts.base === multipliedCoin(meant.base);
		const isClose = isSame(meant.quote, parts.quote) || isSimilar(meant.quote, parts.quote);
		return isMultiple && isClose ? "counted in multiples" : undefined;
	}
	if (meant.expiry !== undefined && meant.expiry !== parts.expiry) return undefined;
	const hasKind = isSame(meant.kind, parts.kind);
	if (meant.quote === undefined) return hasKind ? "coin alone" : "same pair, traded otherwise";
	if (meant.quote === parts.quote) return hasKind ? "same parts" : "same pair, traded otherwise";
	return isSimilar(meant.quote, parts.quote) ? "same coin, similar currency" : undefined;
}

function rankOf(market: ListedMarket, { lower, readings }: Typed): Rank | undefined {
	const symbol = market.symbol.toLowerCase();
	if (symbol === lower) return "same name";
	const parts = partsOf(market);
	const ofParts =
		parts === undefined
			? []
			: readings.flatMap((meant, at) => {
					const rank = rankOfParts(parts, meant);
					// A coin alone is the last reading of every text and the only one of a coin.
					return rank === undefined || (meant.quote === undefined && at > 0) ? [] : [rank];
				});
	if (market.venueSymbol?.toLowerCase() === lower) ofParts.push("same parts");
	if (symbol.startsWith(lower)) ofParts.push("name begins so");
	else if (symbol.split(/[-_/.:]/).some((part) => part.startsWith(lower))) {
		ofParts.push("part begins so");
	} else if (symbol.includes(lower)) ofParts.push("stands inside");
	return RANKS.find((rank) => ofParts.includes(rank));
}

/**
 * The markets of a list that may be meant by what is typed, best first: the same name, names that begin so, the same
 * parts in another spelling, then what is ever less likely. Among equals those that still trade come first, then the
 * order of the list counts. Nothing typed gives the list as it is.
 */
export function rankMarkets<Market extends ListedMarket>(
	typed: string,
	markets: readonly Market[],
	most: number,
): readonly RankedMarket<Market>[] {
	const lower = typed.trim().toLowerCase();
	const isOver = ({ lastTrade, expired, isUntraded }: DatedMarket) =>
		lastTrade !== undefined || expired !== undefined || isUntraded === true ? 1 : 0;
	if (lower === "") {
		return [...markets]
			.sort((a, b) => isOver(a) - isOver(b))
			.slice(0, most)
			.map((market) => ({ market, how: "found", isExact: true }));
	}
	const prepared = { lower, readings: symbolReadings(typed) };
	return markets
		.flatMap((market) => {
			const rank = rankOf(market, prepared);
			return rank === undefined ? [] : [{ market, rank, order: RANKS.indexOf(rank) }];
		})
		.sort((a, b) => a.order - b.order || isOver(a.market) - isOver(b.market))
		.slice(0, most)
		.map(({ market, rank }) => ({
			market,
			how: FOUND.includes(rank) ? "found" : "guess",
			isExact: EXACT.includes(rank),
		}));
}
