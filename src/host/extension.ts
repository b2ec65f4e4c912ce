import { join } from "node:path";
import * as vscode from "vscode";
import { Credentials } from "../app/credentials";
import { MarketStore } from "../app/markets/marketStore";
import type { LoadClient } from "../app/queryService";
import { once } from "../core/remembered";
import { createDevKey } from "./access/devKey";
import { followKeyState } from "./access/keyState";
import type { ValueAreaApi } from "./api";
import { registerCommands } from "./commands/register";
import { createApi } from "./createApi";
import { CONTEXT_KEYS } from "./ids";
import { createOutputLog } from "./log";
import { OpenMarkets } from "./openMarkets";
import { followLastQueryState } from "./prompts/lastQueryState";
import { registerSerializer } from "./panels/restore/serializer";
import { followDamagedMarkets } from "./tree/damagedMarkets";
import { registerMarketsTree } from "./tree/marketsTree";
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
	const { globalState: state, globalStorageUri, extensionMode, extensionUri, secrets } = context;
	const { subscriptions } = context;
	const now = Date.now;
	const folder = (name: string) => join(globalStorageUri.fsPath, name);
	/** Secrets that must never appear in the log. */
	const seen = new Set<string>();
	const log = createOutputLog(() => seen);
	const standIn = createDevKey(extensionMode === vscode.ExtensionMode.Production);
	const credentials = new Credentials({ secrets, state, log, now, seen, standIn });
	const store = new MarketStore({ folder: folder("markets"), log, now });
	const openMarkets = new OpenMarkets();
	const work = once(() => {
		const loaded = loadWork({
			extensionUri,
			state,
			snapshotFolder: folder("snapshots"),
			log,
			credentials,
			store,
			openMarkets,
			loadClient,
		});
		subscriptions.push(loaded);
		return loaded;
	});
	const report = (error: unknown) => work().report(error);
	const tree = registerMarketsTree({ store, openMarkets, extensionUri, report });
	subscriptions.push(
		log,
		credentials,
		followKeyState(credentials),
		followLastQueryState(state),
		store,
		registerCommands((id, argument) => work().runCommand(id, tree.target(argument))),
		openMarkets,
		tree,
		registerSerializer((panel, panelState) => work().restorePanel(panel, panelState)),
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

const loadClient: LoadClient = async (options) => {
	const { createApiClient } = await import("../net/client.js");
	return createApiClient(options);
};
