import { KIYOTAKA_EXCHANGES } from "../../providers/marketLists";
import type { ListedMarket } from "../listing";
import { readSymbol } from "../names";
import { type MarketKind, multipliedCoin, symbolReadings } from "../symbolParts";
import type { MarketFilter } from "./lists";

/*
 * Where else a symbol is that the chosen exchange does not list. The lists of exchanges take the names of markets as
 * filters, so that nobody has to read the lists of all exchanges. Whether a server keeps to its filters is checked by
 * whoever reads its answers.
 */

/** Kiyotaka's words for how a market is traded. */
const CATEGORIES: Readonly<Record<MarketKind, string>> = {
	spot: "SPOT",
	perpetual: "PERPETUAL",
	future: "FUTURE",
	option: "OPTION",
};
/** Readings that are looked for: further ones are hardly ever meant. */
const MOST_READINGS = 2;

const GROUPS: readonly (readonly string[])[] = Object.values(KIYOTAKA_EXCHANGES).map((names) =>
	Object.keys(names),
);

/** What a typed symbol may be listed as, the likeliest first: by its very name, then by its parts. */
export function filtersElsewhere(typed: string): readonly MarketFilter[] {
	const text = typed.trim();
	const names = [text, text.toUpperCase()].flatMap((name) => readSymbol(name) ?? []);
	const ofName = [...new Set(names)].map((rawSymbol) => ({ rawSymbol }));
	const ofParts = symbolReadings(text)
		.slice(0, MOST_READINGS)
		.filter(({ quote }, at) => quote !== undefined || at === 0)
		.flatMap(({ base, quote, kind, expiry }): MarketFilter[] => {
			const category = kind === undefined ? {} : { category: CATEGORIES[kind] };
			const bases = [base, multipliedCoin(base) ?? `1000${base}`];
			// How dated markets are normalized is the provider's secret.
			return quote === undefined || expiry !== undefined
				? [{ coin: base, ...category }]
				: bases.map((one) => ({ normalizedSymbol: `${one}-${quote}`, ...category }));
		});
	return [...ofName, ...ofParts];
}

/** Whether a filter names a coin and nothing else: the coin itself is the answer then. */
export function isOfCoin(filter: MarketFilter): filter is { readonly coin: string } {
	return filter.coin !== undefined && filter.category === undefined;
}

/** How all markets of an exchange are traded, where its documented name says so. */
export function groupOf(exchange: string): Pick<ListedMarket, "group"> {
	return Object.hasOwn(KIYOTAKA_EXCHANGES.spot, exchange) ? { group: CATEGORIES.spot } : {};
}

/** Exchanges but one, those that trade like it first, each kind in the order of use. */
export function othersInOrder(exchanges: readonly string[], chosen: string): readonly string[] {
	const own = GROUPS.find((group) => group.includes(chosen)) ?? [];
	const order = [...own, ...GROUPS.flat()];
	const placeOf = (code: string) => (order.includes(code) ? order.indexOf(code) : order.length);
	return exchanges
		.filter((code) => code !== chosen)
		.sort((a, b) => placeOf(a) - placeOf(b) || (a < b ? -1 : 1));
}
