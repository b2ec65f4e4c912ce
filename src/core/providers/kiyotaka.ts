import { KIYOTAKA_EXCHANGES, venueName } from "./marketLists";
import { KIYOTAKA_INTERVAL_LENGTH } from "../query/intervalGrammar";
import type { KiyotakaProfileQuery } from "../query/query";
import { text } from "../text";
import { CREDENTIALS } from "./credentials";
import type { ProviderData } from "./provider";

const VENUE_NAMES = Object.values(KIYOTAKA_EXCHANGES);

/** Volume profiles per interval of spot and derivative venues, in a few fixed intervals. */
export const kiyotaka = {
	label: "Kiyotaka",
	isSource: true,
	kinds: ["volumeProfile"],
	credential: CREDENTIALS.kiyotaka,
	venueNames: VENUE_NAMES,
	intervals: Object.values(KIYOTAKA_INTERVAL_LENGTH),
	hints: {
		notFound: (who) =>
			text(
				"{0} does not know this symbol. Check its spelling for this exchange and ask again.",
				who,
			),
		rateLimited: (who, until) =>
			text("{0} asks to wait: your plan's weight is used up. Try again at {1}.", who, until),
	},

	intervalLength: ({ interval }) => KIYOTAKA_INTERVAL_LENGTH[interval],
	market: ({ rawSymbol, normalizedSymbol, coin }) => rawSymbol ?? normalizedSymbol ?? coin ?? "",
	marketWords: ({ rawSymbol, coin, normalizedSymbol, exchange }) => {
		const venues = exchange.map((code) => venueName(VENUE_NAMES, code));
		return `${rawSymbol ?? coin ?? normalizedSymbol ?? ""} on ${venues.join(", ")}`;
	},
	// It has a series, empty or not, of each market that it knows.
	knowsMarket: (series) => series > 0,
	venues: ({ exchange }) => exchange,
	isSum: ({ aggregate }) => aggregate === "sum",
	bound: (_, { kiyotakaIntervals }) => ({
		most: kiyotakaIntervals,
		beyond: "refused",
	}),
} satisfies ProviderData<KiyotakaProfileQuery>;
