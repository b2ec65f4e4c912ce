import * as read from "../../reader";
import { keptMarket, type ListedMarket, type ListedVenue } from "../listing";
import { type ListPage, type ListQuestion, type ListRequest, MOST_LISTED } from "../lists";
import { readSymbol } from "../names";

/*
 * What there is to ask Kiyotaka for volume profiles, by its own lists: `/v1/exchanges`, `/v1/categories`, `/v1/coins`,
 * `/v1/symbols` and `/v1/normalized-symbols`, which cost no weight. Each answers with texts under a name of its own.
 */

const TYPE = ["type", "VOLUME_PROFILE_AGG"] as const;

/** Where a list stands in its answer, and which field names the thing where an entry is an object. */
interface Place {
	readonly path: string;
	readonly list: string;
	readonly field: string;
}

const PLACES = {
	exchanges: { path: "/v1/exchanges", list: "exchanges", field: "exchange" },
	categories: { path: "/v1/categories", list: "categories", field: "category" },
	coins: { path: "/v1/coins", list: "coins", field: "coin" },
	symbols: { path: "/v1/symbols", list: "rawSymbols", field: "rawSymbol" },
	normalizedSymbols: {
		path: "/v1/normalized-symbols",
		list: "normalizedSymbols",
		field: "normalizedSymbol",
	},
} as const satisfies Readonly<Record<string, Place>>;

function requestTo({ path }: Place, filters: readonly (readonly [string, string])[]): ListRequest {
	return { path, params: [TYPE, ...filters] };
}

/** The texts of a list, each once, in their order. */
function textsOf({ list, field }: Place, body: Readonly<Record<string, unknown>>) {
	const values = read.named(list, read.array)(read.own(body, list) ?? []);
	const taken = values.slice(0, MOST_LISTED);
	const texts = taken.flatMap((value) => {
		const entry = read.recordOf(value);
		return readSymbol(entry === undefined ? value : read.own(entry, field)) ?? [];
	});
	// A list in which nothing can be read is another kind of answer.
	if (texts.length === 0 && taken.length > 0) throw new read.DecodeError(list, "a list of names");
	return {
		texts: [...new Set(texts)],
		dropped: taken.length - texts.length,
		...(values.length > taken.length && { isCut: true }),
	};
}

function pageOf<Item>(
	place: Place,
	body: Readonly<Record<string, unknown>>,
	toItem: (text: string) => Item,
): ListPage<Item> {
	const { texts, ...rest } = textsOf(place, body);
	return { items: texts.map(toItem), ...rest };
}

const symbolText = read.where(read.text(256), (value) => readSymbol(value) === value, "a symbol");

/** Texts alone: exchanges, categories and coins. */
function textQuestion(
	place: Place,
	filters: readonly (readonly [string, string])[],
): ListQuestion<string> {
	const request = requestTo(place, filters);
	return {
		key: JSON.stringify([request.path, request.params]),
		request: () => request,
		decode: (body) => pageOf(place, body, (text) => text),
		keptItem: symbolText,
	};
}

const byExchange = (exchanges: readonly string[]) =>
	exchanges.map((exchange) => ["exchange", exchange] as const);

/** What lists of exchanges and of an exchange's markets may be narrowed by. */
export interface MarketFilter {
	readonly rawSymbol?: string;
	readonly normalizedSymbol?: string;
	readonly coin?: string;
	readonly category?: string;
}

const FILTERS = ["rawSymbol", "normalizedSymbol", "coin", "category"] as const;

const byFilter = (filter: MarketFilter) =>
	FILTERS.flatMap((name) => {
		const value = filter[name];
		return value === undefined ? [] : [[name, value] as const];
	});

/** The exchanges that have volume profiles, of markets that pass a filter or of any. */
export function exchangesQuestion(filter: MarketFilter = {}): ListQuestion<ListedVenue> {
	const place = PLACES.exchanges;
	const request = requestTo(place, byFilter(filter));
	return {
		key: JSON.stringify([request.path, request.params]),
		request: () => request,
		decode: (body) => pageOf(place, body, (code) => ({ code })),
		keptItem: read.fields<ListedVenue>({
			code: symbolText,
			name: read.optional(read.text(256)),
		}),
	};
}

/** The categories that markets of some exchanges have: `SPOT`, `PERPETUAL`, `FUTURE`. */
export function categoriesQuestion(exchanges: readonly string[]): ListQuestion<string> {
	return textQuestion(PLACES.categories, byExchange(exchanges));
}

/** The coins that are traded on some exchanges, or whether one of them is. */
export function coinsQuestion(exchanges: readonly string[], coin?: string): ListQuestion<string> {
	return textQuestion(PLACES.coins, [
		...byExchange(exchanges),
		...byFilter(coin === undefined ? {} : { coin }),
	]);
}

/** The markets of an exchange, as it writes them itself: those that pass a filter, or all. */
export function symbolsQuestion(
	exchange: string,
	filter: MarketFilter = {},
): ListQuestion<ListedMarket> {
	return marketsQuestion(PLACES.symbols, [exchange], exchange, filter);
}

/** The markets of some exchanges in Kiyotaka's own writing, the same on every venue. */
export function normalizedSymbolsQuestion(
	exchanges: readonly string[],
): ListQuestion<ListedMarket> {
	return marketsQuestion(PLACES.normalizedSymbols, exchanges, exchanges.join("+"));
}

function marketsQuestion(
	place: Place,
	exchanges: readonly string[],
	exchange: string,
	filter: MarketFilter = {},
): ListQuestion<ListedMarket> {
	const request = requestTo(place, [...byExchange(exchanges), ...byFilter(filter)]);
	const { category } = filter;
	const group = category === undefined ? {} : { group: category };
	return {
		key: JSON.stringify([request.path, request.params]),
		request: () => request,
		decode: (body) => pageOf(place, body, (symbol) => ({ exchange, symbol, ...group })),
		keptItem: keptMarket(symbolText),
	};
}
