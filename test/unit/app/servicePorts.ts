import { join } from "node:path";
import { type AskConsent, Consents } from "../../../src/app/consents";
import { Credentials } from "../../../src/app/credentials";
import { KeyBook } from "../../../src/app/keys/keyBook";
import { KeyRing } from "../../../src/app/keys/keyRing";
import type { QueryServicePorts, QuerySettings } from "../../../src/app/queryService";
import type { HostChoices } from "../../../src/core/access/places";
import { kaikoFeed } from "../../../src/core/feeds/kaiko/feed";
import { kiyotakaFeed } from "../../../src/core/feeds/kiyotaka/feed";
import { createTradesFeed } from "../../../src/core/feeds/trades/feed";
import { DEFAULT_LIMITS } from "../../../src/core/limits";
import type { Log } from "../../../src/core/log";
import { sampleSources } from "../../../src/core/sample/sampleSource";
import { createApiClient } from "../../../src/net/client";
import { createKeylessClient } from "../../../src/net/keylessClient";
import { readingsHere } from "../../../src/reading/bodyReading";
import { readListBody } from "../../../src/reading/listBody";
import type { Services } from "../../support/services";
import { memorySecrets } from "./memorySecrets";
import { memoryState } from "./memoryState";

/** Where the servers of a test are. */
export type TestedOrigins = Pick<Services, "kiyotakaOrigin" | "kaikoOrigin" | "referenceOrigin">;

export interface ServicePortsOptions {
	readonly origins: TestedOrigins;
	/** Everything that the service keeps stands below it. */
	readonly folder: string;
	readonly log: Log;
	/** In the place of loopback servers, the usual limits, and no cache. */
	readonly settings?: Partial<QuerySettings>;
	/** Without it everybody agrees. */
	readonly ask?: AskConsent;
}

/** Both providers at addresses that a person typed. */
export function customHosts(kiyotaka: string, kaiko: string): HostChoices {
	return {
		kiyotaka: { host: "custom", customOrigin: kiyotaka },
		kaiko: { host: "custom", customOrigin: kaiko },
	};
}

/** What a query service needs of a window: real sockets, files and clocks, a keyring in memory, no environment. */
export function servicePorts(options: ServicePortsOptions): QueryServicePorts {
	const { origins, folder, log, settings, ask = () => Promise.resolve(true) } = options;
	const clock = { now: Date.now, monotonic: () => performance.now() };
	const state = memoryState();
	const secrets = memorySecrets();
	const credentials = new Credentials({ secrets, state, log, now: clock.now, seen: new Set() });
	const book = new KeyBook({ folder: join(folder, "keys"), log });
	return {
		credentials,
		keys: new KeyRing({ credentials, book, environment: {} }),
		consents: new Consents(state, ask),
		settings: {
			hosts: () => customHosts(origins.kiyotakaOrigin, origins.kaikoOrigin),
			limits: () => DEFAULT_LIMITS,
			cacheBytes: () => 0,
			referenceOrigin: () => origins.referenceOrigin,
			...settings,
		},
		loadClient: (client) => Promise.resolve(createApiClient(client)),
		loadKeylessClient: (client) => Promise.resolve(createKeylessClient(client)),
		readings: readingsHere,
		readListBody,
		feeds: { kiyotaka: kiyotakaFeed, kaiko: kaikoFeed, trades: createTradesFeed(sampleSources) },
		listFolder: join(folder, "lists"),
		snapshotFolder: join(folder, "snapshots"),
		budgetFolder: join(folder, "budget"),
		cacheFolder: join(folder, "answers"),
		log,
		clock,
	};
}
