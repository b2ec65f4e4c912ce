import { CREDENTIALS } from "./credentials";
import type { ProviderData } from "./provider";

/** VWAP of single instruments, with OHLC and volume where the contract has them. */
export const kaiko = {
	label: "Kaiko",
	kinds: ["vwap"],
	credential: CREDENTIALS.kaiko,
} as const satisfies ProviderData;
