import * as vscode from "vscode";
import type { MarketStore } from "../app/marketStore";
import type { RunQuery } from "../app/runQuery";
import type { SnapshotStore } from "../app/snapshotStore";
import type { ApiClient } from "../core/http";
import type { RemoteProviderId } from "../core/errors";
import { builtInMarkets } from "../core/markets";
import { epochMs } from "../core/time";
import { changeRange } from "./commands/changeRange";
import { exportData } from "./commands/exportData";
import { registerCommands } from "./commands/register";
import { saveMarket } from "./commands/saveMarket";
import { enterKey, keyPlaces } from "./commands/setApiKey";
import { hostChoice, kaikoDataVersion, limits, onDidChangeSettings } from "./config";
import type { Consent } from "./consent";
import { type Place, placeOfQuery } from "./endpoints";
import { COMMANDS, CONTEXT_KEYS } from "./ids";
import type { ApiKeys } from "./keys";
import type { OutputLog } from "./log";
import { createOpenChart } from "./openChart";
import type { ChartPanels } from "./panels/chartPanels";
import { createPanels } from "./panels/createPanels";
import { createPanelActions, settingsFor } from "./panels/panelActions";
import { registerSerializer } from "./panels/serializer";
import { LastQueries } from "./prompts/lastQueries";
import { QueryPrompts } from "./prompts/queryPrompts";
import { ErrorReporter } from "./reportError";
import { registerMarketsTree } from "./tree/marketsTree";

export interface HostParts {
	readonly extensionUri: vscode.Uri;
	readonly state: vscode.Memento;
	readonly log: OutputLog;
	readonly keys: ApiKeys;
	readonly consent: Consent;
	readonly client: ApiClient;
	readonly runQuery: RunQuery;
	readonly store: MarketStore;
	readonly snapshots: SnapshotStore;
}

/** Everything that a person sees, wired together. */
export interface Host extends vscode.Disposable {
	readonly panels: ChartPanels;
}

/** Puts prompts, panels, tree and commands around the use cases. */
export function createHost(parts: HostParts): Host {
	const { keys, log, store, snapshots, runQuery, client, extensionUri } = parts;
	const hosts = hostChoice;
	const consent = (place: Place) => parts.consent.given(place);
	const keyDeps = { keys, hosts, consent, client, showLog: () => log.show() };
	const lastQueries = new LastQueries(parts.state);
	const prompts = createPrompts(lastQueries);
	const execute = (command: string, ...args: unknown[]) =>
		vscode.commands.executeCommand<unknown>(command, ...args);
	const openSettings = (error: unknown) =>
		execute("workbench.action.openSettings", settingsFor(error));
	const reporter = new ErrorReporter({
		log,
		now: Date.now,
		keySavedAt: (provider, host) => savedAt(keys, provider, host),
		runAction: (action, error) => {
			if (action === "enterKey") void execute(COMMANDS.setApiKey);
			if (action === "useSampleData") void execute(COMMANDS.openSampleData);
			if (action === "showLog") log.show();
			if (action === "openSettings") void openSettings(error);
		},
	});
	const report = (error: unknown) => void reporter.report(error);
	const panels: ChartPanels = createPanels({
		extensionUri,
		runQuery,
		snapshots,
		reporter,
		log,
		onAction: (panel, action) => onAction(panel, action),
	});
	const openChart = createOpenChart({
		panels,
		keys,
		hosts,
		lastQueries,
		enterKey: (place) => enterKey(keyDeps, place),
	});
	const onAction = createPanelActions({
		changeRange: changeRange({ prompts, openChart }),
		saveMarket: saveMarket({ store, panels, prompts }),
		exportData,
		enterKey: async ({ controller }) => {
			const place = placeOfQuery(hosts(), controller.query);
			return place !== undefined && enterKey(keyDeps, place);
		},
		openSampleData: async (kind) => {
			await execute(COMMANDS.openSampleData, kind);
		},
		showLog: () => log.show(),
		openSettings: async (error) => {
			await openSettings(error);
		},
		report,
	});
	const disposable = vscode.Disposable.from(
		panels,
		registerCommands({
			...parts,
			hosts,
			consent,
			prompts,
			panels,
			openChart,
			lastQueries,
			reporter,
		}),
		registerMarketsTree({ store, extensionUri, report }),
		registerSerializer(panels, log),
		followKeys(keys, panels),
		followDamagedMarkets(store),
		onDidChangeSettings(() => {
			panels.settingsChanged();
			showKeyState(keys);
		}),
	);
	return { panels, dispose: () => void disposable.dispose() };
}

function createPrompts(lastQueries: LastQueries): QueryPrompts {
	const common = { directory: builtInMarkets, limits, now: () => epochMs(Date.now()) };
	return new QueryPrompts({
		profile: { ...common, recent: () => lastQueries.of("volumeProfile", "kiyotaka") },
		vwap: {
			...common,
			recent: () => lastQueries.of("vwap", "kaiko"),
			hosts: hostChoice,
			dataVersion: kaikoDataVersion,
		},
	});
}

function savedAt(keys: ApiKeys, provider: RemoteProviderId, host: string | undefined) {
	const place = keyPlaces(hostChoice()).find(
		(one) => one.provider === provider && (host === undefined || new URL(one.origin).host === host),
	);
	return place === undefined ? undefined : keys.savedAt(place);
}

function showKeyState(keys: ApiKeys): void {
	const hasKey = keyPlaces(hostChoice()).some((place) => keys.isMarked(place));
	void vscode.commands.executeCommand("setContext", CONTEXT_KEYS.hasKey, hasKey);
}

function followKeys(keys: ApiKeys, panels: ChartPanels) {
	showKeyState(keys);
	return keys.onDidChange((place) => {
		showKeyState(keys);
		if (place !== undefined) panels.keyChanged(place.provider);
	});
}

function followDamagedMarkets(store: MarketStore) {
	return store.onDidFindDamaged((paths) => {
		const show = vscode.l10n.t("Show");
		const [first] = paths;
		if (first === undefined) return;
		void vscode.window
			.showWarningMessage(
				paths.length === 1
					? vscode.l10n.t("1 saved market could not be read. Its file is kept.")
					: vscode.l10n.t(
							"{0} saved markets could not be read. Their files are kept.",
							paths.length,
						),
				show,
			)
			.then((chosen) =>
				chosen === show ? vscode.window.showTextDocument(vscode.Uri.file(first)) : undefined,
			);
	});
}
