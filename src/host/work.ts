import * as vscode from "vscode";
import { Consents } from "../app/consents";
import type { Credentials } from "../app/credentials";
import { createLazyClient } from "../app/lazyClient";
import type { MarketStore } from "../app/marketStore";
import { createRunQuery } from "../app/runQuery";
import { SnapshotStore } from "../app/snapshotStore";
import { type CredentialPlace, isSamePlace } from "../core/access/credential";
import { findPlace, type KeyPlace, keyPlaces, placeOf, placeOfQuery } from "../core/access/places";
import { createEndpoint, type Endpoints } from "../core/endpoint";
import type { RemoteProviderId } from "../core/errors";
import { kaikoFeed } from "../core/feeds/kaiko/feed";
import { kiyotakaFeed } from "../core/feeds/kiyotaka/feed";
import { createTradesFeed } from "../core/feeds/trades/feed";
import { sampleSources } from "../core/sample/sampleSource";
import type { ApiClient } from "../core/http";
import type { Limits } from "../core/limits";
import type { Log } from "../core/log";
import { builtInMarkets } from "../core/markets";
import type { MarketQuery } from "../core/query/schema";
import { epochMs } from "../core/time";
import type { ValueAreaApi } from "./api";
import { askConsent } from "./access/askConsent";
import { addMarket, removeFromChart } from "./commands/addMarket";
import { exportData } from "./commands/exportData";
import { createRunCommand, type RunCommand } from "./commands/runCommand";
import { saveImage } from "./commands/saveImage";
import { saveMarket } from "./commands/saveMarket";
import { enterKey } from "./commands/setApiKey";
import { hostChoices as hosts, kaikoDataVersion, limits, onDidChangeSettings } from "./config";
import { createApi } from "./createApi";
import { COMMANDS } from "./ids";
import type { OutputLog } from "./log";
import { createOpenChart } from "./openChart";
import type { OpenMarkets } from "./openMarkets";
import type { ChartPanel } from "./panels/chartPanel";
import type { ChartPanels } from "./panels/chartPanels";
import { createPanels } from "./panels/createPanels";
import { editPanelQuery } from "./panels/editPanelQuery";
import { showLostChart } from "./panels/lostChart";
import { createPanelActions, settingsFor } from "./panels/panelActions";
import { restorePanel } from "./panels/restorePanel";
import { createLoadVolume } from "./panels/volume";
import { LastQueries } from "./prompts/lastQueries";
import { showLastQueryState } from "./prompts/lastQueryState";
import { QueryPrompts } from "./prompts/queryPrompts";
import { rememberAnswered } from "./prompts/rememberAnswered";
import { ErrorReporter } from "./reportError";
import { SeenMarkets } from "./seenMarkets";
import { volumeRefusedWords } from "./volumeRefusedWords";

export interface WorkParts {
	readonly extensionUri: vscode.Uri;
	readonly state: vscode.Memento;
	/** Folder of the answers that panels keep. */
	readonly snapshotFolder: string;
	readonly log: OutputLog;
	readonly credentials: Credentials;
	readonly store: MarketStore;
	readonly openMarkets: OpenMarkets;
	/** Loads the network client; called on the first request. */
	readonly loadClient: (options: {
		readonly endpoints: Endpoints;
		readonly limits: () => Limits;
		readonly log: Log;
	}) => Promise<ApiClient>;
}

/** What waits until a person or another extension asks for something. */
export interface Work extends vscode.Disposable {
	readonly api: ValueAreaApi;
	readonly runCommand: RunCommand;
	readonly restorePanel: (panel: vscode.WebviewPanel, state: unknown) => Promise<void>;
	/** Tells the person about a failure. */
	readonly report: (error: unknown) => void;
}

/** Puts prompts, panels and commands around the use cases: the parts list of the second bundle. */
export function createWork(parts: WorkParts): Work {
	const { extensionUri, state, log, credentials, store, openMarkets } = parts;
	const now = Date.now;
	const showLog = () => log.show();
	const consents = new Consents(state, askConsent);
	const client = createLazyClient({
		load: () => parts.loadClient({ endpoints: createEndpoints(credentials), limits, log }),
		...{ hosts, consents },
	});
	const feeds = {
		kiyotaka: kiyotakaFeed,
		kaiko: kaikoFeed,
		trades: createTradesFeed(sampleSources),
	};
	const runQuery = createRunQuery({ feeds, client, limits, log, now });
	const snapshots = new SnapshotStore({ folder: parts.snapshotFolder, log, now });
	const lastQueries = new LastQueries(state, () => showLastQueryState(state));
	const seenMarkets = new SeenMarkets();
	const prompts = createPrompts(lastQueries, credentials);
	const reporter = createReporter(credentials, log);
	const report = (error: unknown) => reporter.tell(error);
	const panels: ChartPanels = createPanels({
		...{ extensionUri, snapshots, reporter, log, openMarkets },
		marketName: (id) => nameOf(store, id),
		runQuery: rememberAnswered(runQuery, lastQueries, log),
		onAction: (panel, action, part) => onAction(panel, action, part),
	});
	const heal = (place: CredentialPlace) => panels.heal((query) => isSecretOf(place, query));
	const askKey = (place: KeyPlace) =>
		enterKey({ credentials, hosts, consents, client, showLog, onUsableKey: heal }, place);
	const { openChart, changeChart } = createOpenChart({
		...{ panels, credentials, hosts, lastQueries },
		enterKey: askKey,
	});
	const onAction = createPanelActions<ChartPanel>({
		editQuery: editPanelQuery({ prompts, openChart, changeChart }),
		saveMarket: saveMarket({ store, panels, prompts, seenMarkets }),
		exportData,
		enterKey: async (query) => {
			const place = placeOfQuery(hosts(), query);
			return place !== undefined && askKey(place);
		},
		addMarket: addMarket({ prompts, changeChart }),
		removeMarket: removeFromChart({ changeChart }),
		loadVolume: createLoadVolume<ChartPanel>({ changeChart, refusedWords: volumeRefusedWords }),
		saveImage,
		openSampleData: (kind) => execute(COMMANDS.openSampleData, kind),
		openSettings,
		openSetting,
		...{ showLog, report },
	});
	const listeners = new Set<vscode.Disposable>();
	const showLost = (panel: vscode.WebviewPanel) =>
		showLostChart(panel, { listeners, extensionUri, log, prompts, openChart, showLog, report });
	const disposable = vscode.Disposable.from(
		panels,
		credentials.onDidChange(({ place, isElsewhere, isThere }) => {
			panels.credentialChanged((query) => isSecretOf(place, query));
			// The window in which the key was entered tries it before its charts ask again.
			if (isElsewhere && isThere) heal(place);
		}),
		onDidChangeSettings(() => panels.settingsChanged()),
		store.onDidChange(() => panels.marketsChanged()),
	);
	return {
		api: createApi({ runQuery, panels }),
		runCommand: createRunCommand({
			...{ seenMarkets, store, snapshots, credentials, client, hosts, consents, prompts, panels },
			...{ openChart, changeChart, lastQueries, report, log, now },
			onUsableKey: heal,
		}),
		restorePanel: (panel, panelState) => restorePanel(panel, panelState, { panels, log, showLost }),
		report,
		dispose: () => {
			disposable.dispose();
			for (const listening of listeners) listening.dispose();
		},
	};
}

function isSecretOf(place: CredentialPlace, query: MarketQuery): boolean {
	const asked = placeOfQuery(hosts(), query);
	return asked !== undefined && isSamePlace(asked, place);
}

function nameOf(store: MarketStore, id: string): string | undefined {
	const entry = store.get(id);
	return entry?.state === "ok" ? entry.market.name : undefined;
}

function createEndpoints(credentials: Credentials): Endpoints {
	return (provider, region) => {
		const place = placeOf(hosts(), provider, region);
		return createEndpoint(provider, place.origin, () => credentials.read(place));
	};
}

function createPrompts(lastQueries: LastQueries, credentials: Credentials): QueryPrompts {
	const common = { directory: builtInMarkets, limits, now: () => epochMs(Date.now()) };
	return new QueryPrompts({
		profile: { ...common, recent: () => lastQueries.of("volumeProfile", "kiyotaka") },
		vwap: {
			...common,
			recent: () => lastQueries.of("vwap", "kaiko"),
			chosenHost: () => hosts().kaiko.host,
			hasKey: (region) => {
				const place = findPlace(hosts(), "kaiko", region);
				return place !== undefined && credentials.isMarked(place);
			},
			dataVersion: kaikoDataVersion,
		},
	});
}

async function execute(command: string, ...args: unknown[]): Promise<void> {
	await vscode.commands.executeCommand(command, ...args);
}

function openSettings(error: unknown): Promise<void> {
	return openSetting(settingsFor(error));
}

function openSetting(setting: string): Promise<void> {
	return execute("workbench.action.openSettings", setting);
}

function createReporter(credentials: Credentials, log: OutputLog): ErrorReporter {
	return new ErrorReporter({
		log,
		now: Date.now,
		keySavedAt: (provider, host) => savedAt(credentials, provider, host),
		runAction: async (action, error) => {
			if (action === "enterKey") await execute(COMMANDS.setApiKey);
			if (action === "useSampleData") await execute(COMMANDS.openSampleData);
			if (action === "showLog") log.show();
			if (action === "openSettings") await openSettings(error);
		},
	});
}

function savedAt(credentials: Credentials, provider: RemoteProviderId, host: string | undefined) {
	const place = keyPlaces(hosts()).find(
		(one) => one.provider === provider && (host === undefined || new URL(one.origin).host === host),
	);
	return place === undefined ? undefined : credentials.savedAt(place);
}
