import type { ProviderData } from "./provider";

/** Both kinds from the person's own trades. */
export const trades = {
	label: "Trades",
	kinds: ["volumeProfile", "vwap"],
} as const satisfies ProviderData;
