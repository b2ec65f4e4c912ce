import { CREDENTIALS } from "./credentials";
import type { ProviderData } from "./provider";

/** Volume profiles per interval of spot and derivative venues, in a few fixed intervals. */
export const kiyotaka = {
	label: "Kiyotaka",
	kinds: ["volumeProfile"],
	credential: CREDENTIALS.kiyotaka,
} as const satisfies ProviderData;
