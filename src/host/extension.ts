import { join } from "node:path";
import * as vscode from "vscode";
import { Credentials } from "../app/credentials";
import { definitionPlaces } from "../app/dataSets/places";
import { Emitter } from "../app/emitter";
import { KeyBook } from "../app/keys/keyBook";
import { KeyRing } from "../app/keys/keyRing";
import { MarketStore } from "../app/markets/marketStore";
import type { LoadClient, LoadKeylessClient } from "../app/queryService";
import { once } from "../core/remembered";
import { createDevKey } from "./access/devKey";
import { followKeyState } from "./access/keyState";
import type { ValueAreaApi } from "./api";
import { registerCommands } from "./commands/register";
import { createApi } from "./createApi";
import { trustedFolders } from "./dataSets/trustedFolders";
import { CHART_VIEW_TYPE, CONTEXT_KEYS, DATA_SET_VIEW_TYPE } from "./ids";
import { createOutputLog } from "./log";
import { OpenMarkets } from "./openMarkets";
import { followLastQueryState } from "./prompts/lastQueryState";
import { registerSerializer } from "./panels/restore/serializer";
import { ClosedGroups } from "./tree/closedGroups";
import { followDamagedMarkets } from "./tree/damagedMarkets";
import { registerDataSetsTree } from "./tree/dataSetsTree";
import { type RegisteredMarketsTree, registerMarketsTree } from "./tree/marketsTree";
import { RowValues } from "./tree/rowValues";
import type * as workBundle from "./work";
import { unwaited } from "./unwaited";

export function activate(context: vscode.ExtensionContext): ValueAreaApi {
	try {
		return start(context);
	} catch (error) {
		unwaited(
			vscode.window.showErrorMessage(
				vscode.l10n.t(
					"Value Area could not start. Reload the window, or look into the log of extensions.",
				),
			),
		);
		throw error;
	}
}

/**
 * Wires what every window needs: credentials, saved markets and whatever leads to the rest. Reads no key
 * and makes no request. The rest is loaded when something asks for it.
 */
function start(context: vscode.ExtensionContext): ValueAreaApi {
	const { globalState: state, workspaceState, subscriptions, secrets } = context;
	const { globalStorageUri, extensionMode, extensionUri } = context;
	const now = Date.now;
	const folder = (name: string) => join(globalStorageUri.fsPath, name);
	/** Secrets that must never appear in the log. */
	const seen = new Set<string>();
	const log = createOutputLog(() => seen);
	const standIn = createDevKey(extensionMode === vscode.ExtensionMode.Production);
	const credentials = new Credentials({ secrets, state, log, now, seen, standIn });
	const book = new KeyBook({ folder: folder("keyNames"), log });
	const keys = new KeyRing({ credentials, book, environment: process.env });
	const store = new MarketStore({ folder: folder("markets"), log, now });
	const openMarkets = new OpenMarkets();
	const values = new RowValues();
	const dataSetFolder = folder("datasets");
	const dataSetsChanged = new Emitter<undefined>();
	const dataSetRenamed = new Emitter<undefined>();
	const dataSetFolders = () =>
		definitionPlaces(dataSetFolder, trustedFolders()).map((place) => place.folder);
	const work = once(() => {
		const loaded = loadWork({
			extensionUri,
			state,
			workspaceState,
			storageFolder: globalStorageUri.fsPath,
			snapshotFolder: folder("snapshots"),
			dataSetFolder,
			log,
			credentials,
			keys,
			book,
			store,
			openMarkets,
			values,
			marketsTree: tree,
			loadClient,
			loadKeylessClient,
			loadReach,
		});
		subscriptions.push(
			loaded,
			loaded.onDidChangeDataSets(() => dataSetsChanged.fire(undefined)),
			loaded.onDidRenameDataSet(() => dataSetRenamed.fire(undefined)),
		);
		return loaded;
	});
	const report = (error: unknown) => work().report(error);
	const tree: RegisteredMarketsTree = registerMarketsTree({
		store,
		openMarkets,
		values,
		closedGroups: new ClosedGroups(workspaceState, report),
		moveToRow: (ids, target) => work().moveToRow(ids, target),
		extensionUri,
		dataSetFolders,
		onDidRenameDataSet: dataSetRenamed.event,
		report,
	});
	subscriptions.push(
		log,
		credentials,
		book,
		keys,
		followKeyState({ credentials, keys, showKeysInUse: tree.describe }),
		followLastQueryState(state),
		store,
		registerCommands(async (id, argument, selection) => {
			const target = tree.target(argument, selection);
			if (target !== undefined) await work().runCommand(id, target.argument, target.selection);
		}),
		openMarkets,
		values,
		tree,
		registerDataSetsTree({
			folders: dataSetFolders,
			rows: () => work().dataSetRows(),
			onDidChange: dataSetsChanged.event,
			report,
		}),
		dataSetsChanged,
		dataSetRenamed,
		registerSerializer(CHART_VIEW_TYPE, (panel, panelState) =>
			work().restorePanel(panel, panelState),
		),
		registerSerializer(DATA_SET_VIEW_TYPE, (panel, panelState) =>
			work().restoreDataSet(panel, panelState),
		),
		followDamagedMarkets(store, report),
		followStore(store, report),
	);
	unwaited(vscode.commands.executeCommand("setContext", CONTEXT_KEYS.isActive, true));
	return createApi(() => work().api);
}

/** Reads the saved markets, then follows the changes of other windows until disposed. */
function followStore(store: MarketStore, report: (error: unknown) => void): vscode.Disposable {
	let following: vscode.Disposable | undefined;
	let hasEnded = false;
	store.rescan().then(() => {
		if (!hasEnded) following = store.follow();
	}, report);
	return {
		dispose: () => {
			hasEnded = true;
			following?.dispose();
		},
	};
}

/** Synchronous, since parts of the API are. */
function loadWork(deps: workBundle.WorkDeps): workBundle.Work {
	const { createWork } = require("./work.js") as typeof workBundle;
	return createWork(deps);
}

const loadReach = async () => (await import("../net/client.js")).reachOrigin;

const loadClient: LoadClient = async (options) => {
	const { createApiClient } = await import("../net/client.js");
	return createApiClient(options);
};

const loadKeylessClient: LoadKeylessClient = async (options) => {
	const { createKeylessClient } = await import("../net/client.js");
	return createKeylessClient(options);
};
