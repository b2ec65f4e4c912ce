import type { ProviderId } from "./ids";
import { kaiko } from "./kaiko";
import { kiyotaka } from "./kiyotaka";
import type { ProviderData } from "./provider";
import { trades } from "./trades";

/** Core data of every provider. What differs between providers is looked up here, not asked by name. */
export const PROVIDERS = { kiyotaka, kaiko, trades } as const satisfies Readonly<
	Record<ProviderId, ProviderData>
>;
