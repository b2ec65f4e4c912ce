import { join } from "node:path";
import * as vscode from "vscode";
import { MarketStore } from "../app/marketStore";
import { createRunQuery } from "../app/runQuery";
import { SnapshotStore } from "../app/snapshotStore";
import { kaikoFeed } from "../core/feeds/kaiko/feed";
import { kiyotakaFeed } from "../core/feeds/kiyotaka/feed";
import { tradesFeed } from "../core/feeds/trades/feed";
import type { Log } from "../core/log";
import { isLoopbackOrigin } from "../core/origin";
import type { ValueAreaApi } from "./api";
import { hostChoice, limits } from "./config";
import { Consent } from "./consent";
import { createApi } from "./createApi";
import { createHost } from "./createHost";
import { createDevKey } from "./devKey";
import { endpointOf, placeOf } from "./endpoints";
import { ApiKeys } from "./keys";
import { createLazyClient } from "./lazyClient";
import { createOutputLog } from "./log";

export function activate(context: vscode.ExtensionContext): ValueAreaApi {
	try {
		return start(context);
	} catch (error) {
		void vscode.window.showErrorMessage(
			vscode.l10n.t(
				"Value Area could not start. Reload the window, or look into the log of extensions.",
			),
		);
		throw error;
	}
}

/** Wires the parts. Reads no key and makes no request: both wait until something asks for data. */
function start(context: vscode.ExtensionContext): ValueAreaApi {
	const { globalState: state, globalStorageUri, extensionMode, extensionUri, secrets } = context;
	const now = Date.now;
	const log = createOutputLog(() => keys.liveKeys());
	const isProduction = extensionMode === vscode.ExtensionMode.Production;
	const devKey = createDevKey(isProduction, isLoopbackOrigin);
	const keys = new ApiKeys({ secrets, state, log, now, devKey });
	const consent = new Consent(state);
	const client = createLazyClient({
		load: () => loadClient(keys, log),
		hosts: hostChoice,
		consent: (place) => consent.given(place),
	});
	const feeds = { kiyotaka: kiyotakaFeed, kaiko: kaikoFeed, trades: tradesFeed };
	const runQuery = createRunQuery({ feeds, client, limits, log, now });
	const folder = (name: string) => join(globalStorageUri.fsPath, name);
	const store = new MarketStore({ folder: folder("markets"), log, now });
	const snapshots = new SnapshotStore({ folder: folder("snapshots"), log, now });
	const host = createHost({
		...{ extensionUri, state, log, keys, consent, client, runQuery, store, snapshots },
	});
	context.subscriptions.push(log, keys, host);
	void store.rescan().then(() => context.subscriptions.push(store.follow()));
	return createApi({ runQuery, panels: host.panels });
}

async function loadClient(keys: ApiKeys, log: Log) {
	const { createApiClient } = await import("../net/client.js");
	return createApiClient({
		endpoints: (provider, region) =>
			endpointOf(placeOf(hostChoice(), provider, region), (place) => keys.read(place)),
		limits,
		log,
	});
}
