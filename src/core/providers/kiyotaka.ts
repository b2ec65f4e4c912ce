import type { ProviderData } from "./provider";

/** Volume profiles per interval of spot and derivative venues, in a few fixed intervals. */
export const kiyotaka = {
	label: "Kiyotaka",
	kinds: ["volumeProfile"],
	credential: { id: "kiyotaka", label: "Kiyotaka", keyNames: /kiyotaka|openmarket/i },
} as const satisfies ProviderData;
