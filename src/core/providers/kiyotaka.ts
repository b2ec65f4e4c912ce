import type { ProviderData } from "./provider";

/** Volume profiles per interval of spot and derivative venues, in a few fixed intervals. */
export const kiyotaka = {
	label: "Kiyotaka",
	kinds: ["volumeProfile"],
	credential: {
		id: "kiyotaka",
		label: "Kiyotaka",
		keyNames: /kiyotaka|openmarket/i,
		hosts: {
			"api.kiyotaka.ai": { origin: "https://api.kiyotaka.ai", keyHeader: "X-Kiyotaka-Key" },
			"api.openmarket.xyz": { origin: "https://api.openmarket.xyz", keyHeader: "X-OpenMarket-Key" },
		},
		isHostOfQuery: false,
		keyHeader: "X-Kiyotaka-Key",
	},
} as const satisfies ProviderData;
