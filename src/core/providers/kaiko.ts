import type { ProviderData } from "./provider";

/** VWAP of single instruments, with OHLC and volume where the contract has them. */
export const kaiko = {
	label: "Kaiko",
	kinds: ["vwap"],
	credential: { id: "kaiko", label: "Kaiko", keyNames: /kaiko/i },
} as const satisfies ProviderData;
