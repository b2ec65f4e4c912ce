import { Consents } from "../../../../src/app/consents";
import { Credentials } from "../../../../src/app/credentials";
import { KeyBook } from "../../../../src/app/keys/keyBook";
import { KeyRing } from "../../../../src/app/keys/keyRing";
import {
	createQueryService,
	type QueryService,
	type QuerySettings,
} from "../../../../src/app/queryService";
import { kaikoFeed } from "../../../../src/core/feeds/kaiko/feed";
import { kiyotakaFeed } from "../../../../src/core/feeds/kiyotaka/feed";
import { createTradesFeed } from "../../../../src/core/feeds/trades/feed";
import { DEFAULT_LIMITS } from "../../../../src/core/limits";
import { sampleSources } from "../../../../src/core/sample/sampleSource";
import { createApiClient, createKeylessClient } from "../../../../src/net/client";
import { readingsHere } from "../../../../src/reading/bodyReading";
import { readListBody } from "../../../../src/reading/listBody";
import { LOOPBACK_KEY } from "../../../support/keys";
import { KeptLog } from "../keptLog";
import { memorySecrets } from "../memorySecrets";
import { memoryState } from "../memoryState";

export interface WindowOptions {
	/** Where Kiyotaka and Kaiko are asked. */
	readonly origin: string;
	/** Folder that all windows share. */
	readonly folder: string;
	/** What the person says of their plans. */
	readonly plan?: QuerySettings["plan"];
	/** Most bytes of cached intervals; none are kept without it. */
	readonly cacheBytes?: number;
}

/** What a window of the editor asks with: the query service over real sockets, with a key for both providers. */
export async function windowService({
	origin,
	folder,
	plan,
	cacheBytes = 0,
}: WindowOptions): Promise<QueryService> {
	const clock = { now: Date.now, monotonic: () => performance.now() };
	const state = memoryState();
	const log = new KeptLog();
	const secrets = memorySecrets();
	const credentials = new Credentials({ secrets, state, log, now: clock.now, seen: new Set() });
	const place = { host: "custom", customOrigin: origin } as const;
	const book = new KeyBook({ folder: `${folder}/keys`, log });
	const service = createQueryService({
		credentials,
		keys: new KeyRing({ credentials, book, environment: {} }),
		consents: new Consents(state, () => Promise.resolve(true)),
		settings: {
			hosts: () => ({ kiyotaka: place, kaiko: place }),
			limits: () => DEFAULT_LIMITS,
			referenceOrigin: () => origin,
			cacheBytes: () => cacheBytes,
			...(plan && { plan }),
		},
		loadClient: (options) => Promise.resolve(createApiClient(options)),
		loadKeylessClient: (options) => Promise.resolve(createKeylessClient(options)),
		readListBody,
		listFolder: `${folder}/lists`,
		readings: readingsHere,
		feeds: { kiyotaka: kiyotakaFeed, kaiko: kaikoFeed, trades: createTradesFeed(sampleSources) },
		snapshotFolder: `${folder}/snapshots`,
		cacheFolder: `${folder}/answers`,
		budgetFolder: `${folder}/budget`,
		log,
		clock,
	});
	for (const one of service.places.ofKeys()) await credentials.save(one, LOOPBACK_KEY);
	return service;
}
