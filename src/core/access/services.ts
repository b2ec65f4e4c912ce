import type { RemoteProviderId } from "../errors";

/** One of a service's own hosts. */
interface ServiceHost {
	readonly origin: string;
	readonly keyHeader: string;
}

/** A service over the network that takes an API key. */
interface KeyedService {
	/** Its own hosts by the names that settings and queries have for them; the first is the usual one. */
	readonly hosts: Readonly<Record<string, ServiceHost>>;
	/** Whether a query says which host it is for; the settings do otherwise. */
	readonly isHostOfQuery: boolean;
	/** The header that carries the key at any other origin. */
	readonly keyHeader: string;
}

/** The services that take an API key, by the id of their credential. */
export const KEYED_SERVICES = {
	kiyotaka: {
		hosts: {
			"api.kiyotaka.ai": { origin: "https://api.kiyotaka.ai", keyHeader: "X-Kiyotaka-Key" },
			"api.openmarket.xyz": { origin: "https://api.openmarket.xyz", keyHeader: "X-OpenMarket-Key" },
		},
		isHostOfQuery: false,
		keyHeader: "X-Kiyotaka-Key",
	},
	kaiko: {
		hosts: {
			us: { origin: "https://us.market-api.kaiko.io", keyHeader: "X-Api-Key" },
			eu: { origin: "https://eu.market-api.kaiko.io", keyHeader: "X-Api-Key" },
		},
		isHostOfQuery: true,
		keyHeader: "X-Api-Key",
	},
} as const satisfies Readonly<Record<RemoteProviderId, KeyedService>>;

/** A service in the table's own terms, whichever it is. */
export function keyedService(id: RemoteProviderId): KeyedService {
	return KEYED_SERVICES[id];
}

/** The ids of the services that take an API key, in the order in which people are asked. */
export const KEYED_SERVICE_IDS: readonly RemoteProviderId[] = ["kiyotaka", "kaiko"];
