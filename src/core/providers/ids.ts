/** Everything that can be asked for a profile or a VWAP, in the order in which people are offered it. */
export const PROVIDER_IDS = ["kiyotaka", "kaiko", "trades"] as const;
export type ProviderId = (typeof PROVIDER_IDS)[number];
