import { KIYOTAKA_LISTINGS, type KiyotakaListing } from "./loopbackMarkets";

/** The lists of the Kiyotaka service: where each stands, and what it lists of a market. */
const LISTS: Readonly<
	Record<string, { readonly name: string; readonly of: (listing: KiyotakaListing) => string }>
> = {
	"/v1/exchanges": { name: "exchanges", of: ({ exchange }) => exchange },
	"/v1/categories": { name: "categories", of: ({ category }) => category },
	"/v1/coins": { name: "coins", of: ({ coin }) => coin },
	"/v1/symbols": { name: "rawSymbols", of: ({ rawSymbol }) => rawSymbol },
	"/v1/normalized-symbols": {
		name: "normalizedSymbols",
		of: ({ normalizedSymbol }) => normalizedSymbol,
	},
};

const FILTERS = ["exchange", "category", "coin", "rawSymbol", "normalizedSymbol"] as const;

/** Whether a path is that of a list, which costs no weight. */
export function isListPath(path: string): boolean {
	return path in LISTS;
}

/** The body that a list answers with; repeated filters mean any of their values. */
export function answerList(
	path: string,
	params: URLSearchParams,
): Readonly<Record<string, readonly string[]>> {
	const list = LISTS[path];
	if (list === undefined) throw new Error(`${path} is no list`);
	const type = params.get("type");
	const found = KIYOTAKA_LISTINGS.filter((listing) =>
		FILTERS.every(
			(filter) => !params.has(filter) || params.getAll(filter).includes(listing[filter]),
		),
	);
	const isListed = type === null || type === "VOLUME_PROFILE_AGG";
	return { [list.name]: isListed ? [...new Set(found.map(list.of))].sort() : [] };
}
