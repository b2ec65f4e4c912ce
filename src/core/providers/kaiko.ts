import type { ProviderData } from "./provider";

/** VWAP of single instruments, with OHLC and volume where the contract has them. */
export const kaiko = {
	label: "Kaiko",
	kinds: ["vwap"],
	credential: {
		id: "kaiko",
		label: "Kaiko",
		keyNames: /kaiko/i,
		hosts: {
			us: { origin: "https://us.market-api.kaiko.io", keyHeader: "X-Api-Key" },
			eu: { origin: "https://eu.market-api.kaiko.io", keyHeader: "X-Api-Key" },
		},
		isHostOfQuery: true,
		keyHeader: "X-Api-Key",
	},
} as const satisfies ProviderData;
