import { join } from "node:path";
import { Lists } from "../../../../src/app/discovery/lists";
import { ListStore } from "../../../../src/app/discovery/listStore";
import { createListServers } from "../../../../src/app/discovery/servers";
import { createEndpoint } from "../../../../src/core/access/endpoint";
import { DEFAULT_LIMITS } from "../../../../src/core/limits";
import { createApiClient } from "../../../../src/net/client";
import { createKeylessClient } from "../../../../src/net/keylessClient";
import { readListBody } from "../../../../src/reading/listBody";
import type { Services } from "../../../support/services";
import { KeptLog } from "../keptLog";

export interface OpenListsOptions {
	readonly services: Services;
	readonly folder: string;
	readonly key: string | undefined;
	readonly log?: KeptLog;
	readonly now: () => number;
	readonly monotonic?: () => number;
	readonly referenceOrigin?: string;
	readonly isAgreed?: () => boolean;
	readonly bytesKept?: number;
}

/** What a window of its own knows of the lists of both providers' loopback services, by the real clients. */
export function openLists(options: OpenListsOptions): Lists {
	const { services, folder, key, log = new KeptLog(), now, isAgreed = () => true } = options;
	const { kiyotakaOrigin, kaikoOrigin } = services;
	const { referenceOrigin = services.referenceOrigin, bytesKept } = options;
	const limits = () => DEFAULT_LIMITS;
	const readKey = () => Promise.resolve(key);
	const servers = createListServers({
		client: createApiClient({
			endpoints: (provider) => createEndpoint(provider, kiyotakaOrigin, readKey),
			limits,
			log,
		}),
		keyless: createKeylessClient({ origin: () => referenceOrigin, limits, log }),
		readBody: readListBody,
		hosts: () => ({
			kiyotaka: { host: "custom", customOrigin: kiyotakaOrigin },
			kaiko: { host: "custom", customOrigin: kaikoOrigin },
		}),
		referenceOrigin: () => referenceOrigin,
		consents: { areGiven: ({ needsConsent }) => !needsConsent || isAgreed() },
		hasKey: () => Promise.resolve(key !== undefined),
	});
	const store = new ListStore({
		folder: join(folder, "lists"),
		log,
		now,
		...(bytesKept !== undefined && { bytesKept }),
	});
	return new Lists({ servers, store, log, now, monotonic: options.monotonic ?? (() => 0) });
}
