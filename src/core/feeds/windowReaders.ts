import type { RemoteProviderId } from "../providers/credentials";
import type { KaikoVwapQuery, KiyotakaProfileQuery, MarketQuery } from "../query/query";
import { kaikoReader } from "./kaiko/reader";
import { kiyotakaReader } from "./kiyotaka/reader";
import type { AskedWindow, WindowReader } from "./windowReader";

/** How the answers of each provider's server are read. A window is read by the reader of its query's provider. */
export const WINDOW_READERS: Readonly<
	Record<RemoteProviderId, (asked: AskedWindow<MarketQuery>) => WindowReader>
> = {
	kiyotaka: (asked) => kiyotakaReader(asked as AskedWindow<KiyotakaProfileQuery>),
	kaiko: (asked) => kaikoReader(asked as AskedWindow<KaikoVwapQuery>),
};
