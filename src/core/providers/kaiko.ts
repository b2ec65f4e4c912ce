import { KAIKO_EXCHANGES, venueName } from "./marketLists";
import { parseKaikoInterval, readInterval } from "../query/intervalGrammar";
import type { KaikoVwapQuery } from "../query/query";
import { text } from "../text";
import { CREDENTIALS } from "./credentials";
import type { ProviderData } from "./provider";

/** VWAP of single instruments, with OHLC and volume where the contract has them. */
export const kaiko = {
	label: "Kaiko",
	isSource: true,
	kinds: ["vwap"],
	credential: CREDENTIALS.kaiko,
	venueNames: [KAIKO_EXCHANGES],
	hints: {
		notFound: (who) =>
			text(
				"{0} has no data under this name. Check exchange, class, instrument and data version.",
				who,
			),
		notEntitled: (who) =>
			text(
				"{0} does not include this market or data version in your plan. Choose another, or use another key.",
				who,
			),
		isEntitlementOfSettings: true,
	},

	intervalLength: ({ interval }) => readInterval(interval, parseKaikoInterval),
	market: ({ instrument }) => instrument.toUpperCase(),
	marketWords: ({ instrument, exchange }) =>
		`${instrument} on ${venueName([KAIKO_EXCHANGES], exchange)}`,
	// It repeats the name of any market, even one that does not exist.
	knowsMarket: () => false,
	isUnresolved: ({ dataVersion }) => dataVersion === "latest",
	asResolved: (query, { dataVersion }) =>
		dataVersion === "v1" || dataVersion === "v2" ? { ...query, dataVersion } : query,
	venues: ({ exchange }) => [exchange],
	bound: (_, { pages, kaikoPageSize, rows }) =>
		pages * kaikoPageSize < rows
			? { most: pages * kaikoPageSize, beyond: "newestCome" }
			: { most: rows, beyond: "newestCome" },
} satisfies ProviderData<KaikoVwapQuery>;
