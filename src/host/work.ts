import { join } from "node:path";
import * as vscode from "vscode";
import type { Credentials } from "../app/credentials";
import type { KeyBook } from "../app/keys/keyBook";
import type { KeyRing } from "../app/keys/keyRing";
import { tableEntries } from "../app/dataSets/tableEntries";
import { type Disposable, Emitter, type Subscribe } from "../app/emitter";
import { Consents } from "../app/consents";
import { moveToRow } from "../app/markets/listMoves";
import type { MarketStore } from "../app/markets/marketStore";
import {
	createQueryService,
	type LoadClient,
	type LoadKeylessClient,
	type QueryService,
} from "../app/queryService";
import type { RunQuery } from "../app/runQuery";
import { wayToFollow } from "../app/following/waysToFollow";
import { SignIns } from "../app/signIns";
import { type CredentialPlace, isSamePlace } from "../core/access/credential";
import { kaikoFeed } from "../core/feeds/kaiko/feed";
import { kiyotakaFeed } from "../core/feeds/kiyotaka/feed";
import type { ReachOrigin } from "./diagnose/gather";
import { createTradesFeed } from "../core/feeds/trades/feed";
import type { MarketQuery } from "../core/query/query";
import { readListBody } from "../reading/listBody";
import { ThreadReadings } from "../reading/threadReadings";
import type { ActionId } from "../protocol/messages";
import { askConsent } from "./access/askConsent";
import { createEnterKey } from "./access/enterKey";
import { createFailedKey } from "./access/failedKey";
import { createSignInTo } from "./access/signInTo";
import { createSwitchKey } from "./access/switchKey";
import { createApiCalls } from "./apiCalls";
import { addMarket, removeFromChart } from "./commands/markets/addMarket";
import { copyErrorDetails } from "./commands/copyErrorDetails";
import { exportData } from "./commands/exportData";
import { createRunCommand, type RunCommand } from "./commands/runCommand";
import { presets } from "./commands/presets";
import { saveImage } from "./commands/saveImage";
import { saveMarket } from "./commands/markets/saveMarket";
import {
	cacheBytes,
	hostChoices,
	limits,
	onDidChangeSettings,
	planOf,
	referenceOrigin,
} from "./config";
import type { ApiCalls } from "./createApi";
import { addConnection } from "./dataSets/connection/addConnection";
import { createServerActions } from "./dataSets/connection/serverActions";
import { createTrades, type Trades } from "./dataSets/createTrades";
import { createOpenDataSetChart } from "./dataSets/dataSetCommands";
import { DataSetPanels } from "./dataSets/dataSetPanels";
import { dataSetRows } from "./dataSets/dataSetRows";
import { chooseTrades } from "./dataSets/openTrades";
import type { ExchangeNames } from "../core/query/words/label";
import { COMMANDS } from "./ids";
import { venueNames } from "./words/venueNames";
import { followLimits } from "./limitsStatus";
import type { OutputLog } from "./log";
import { createOpenChart } from "./openChart";
import type { OpenMarkets } from "./openMarkets";
import type { ChartPanel } from "./panels/chartPanel";
import type { ChartPanels } from "./panels/chartPanels";
import { createPanels } from "./panels/createPanels";
import { editPanelQuery } from "./panels/editPanelQuery";
import { followPorts } from "./panels/followPorts";
import { findMarket } from "./panels/findMarket";
import { createUseFit } from "./panels/fitActions";
import { showLostChart } from "./panels/restore/lostChart";
import { createPanelActions, settingsFor } from "./panels/panelActions";
import type { FailureWords } from "./panels/panelPart";
import { SleepingTabs } from "./panels/restore/sleepingTabs";
import { watchFiles } from "./panels/watchFiles";
import { restorePanel } from "./panels/restore/restorePanel";
import { createLoadVolume } from "./panels/volume";
import { LastLooks } from "./prompts/lastLooks";
import { LastQueries, rememberAnswered } from "./prompts/lastQueries";
import { showLastQueryState } from "./prompts/lastQueryState";
import { promptDeps } from "./prompts/providerPrompts";
import { QueryPrompts } from "./prompts/queryPrompts";
import { dataSetOf, ErrorReporter } from "./reportError";
import { SeenMarkets } from "./seenMarkets";
import { warnOfSessions } from "./sessionWarnings";
import type { DataSetRow } from "./tree/dataSetsTree";
import type { MarketsTreeState } from "./tree/marketsTree";
import type { RowValues } from "./tree/rowValues";
import { keyLine } from "./words/keyLine";
import { volumeRefusedWords } from "./words/volumeRefusedWords";

/** What every window has from its start. */
export interface WorkDeps {
	readonly extensionUri: vscode.Uri;
	readonly state: vscode.Memento;
	readonly workspaceState: vscode.Memento;
	/** Folder of everything that the extension keeps. */
	readonly storageFolder: string;
	/** Folder of the answers that panels keep. */
	readonly snapshotFolder: string;
	/** Folder of the person's own data sets. */
	readonly dataSetFolder: string;
	readonly log: OutputLog;
	readonly credentials: Credentials;
	readonly keys: KeyRing;
	/** What keys are called and which are in use. */
	readonly book: KeyBook;
	readonly store: MarketStore;
	readonly openMarkets: OpenMarkets;
	/** Numbers that rows of the list show. */
	readonly values: RowValues;
	readonly marketsTree: MarketsTreeState;
	readonly loadClient: LoadClient;
	readonly loadKeylessClient: LoadKeylessClient;
	/** Loads what tries connections for a report. */
	readonly loadReach: () => Promise<ReachOrigin>;
}

/** What waits until a person or another extension asks for something. */
export interface Work extends Disposable {
	readonly api: ApiCalls;
	readonly runCommand: RunCommand;
	readonly restorePanel: (panel: vscode.WebviewPanel, state: unknown) => Promise<void>;
	readonly restoreDataSet: (panel: vscode.WebviewPanel, state: unknown) => void;
	/** Moves rows of the list of markets to the one that they were dropped on. */
	readonly moveToRow: (ids: readonly string[], target: string | undefined) => Promise<void>;
	/** Rows of the view of data sets. */
	readonly dataSetRows: () => Promise<readonly DataSetRow[]>;
	/** Those rows may be others. */
	readonly onDidChangeDataSets: Subscribe<undefined>;
	/** A data set has got another name. */
	readonly onDidRenameDataSet: Subscribe<undefined>;
	/** Tells the person about a failure. */
	readonly report: (error: unknown) => void;
}

/** Puts prompts, panels and commands around the use cases: the parts list of the second bundle. */
export function createWork(deps: WorkDeps): Work {
	const data = createData(deps);
	const surfaces = createSurfaces(deps, data);
	const actions = createActions(deps, data, surfaces);
	return {
		api: actions.api,
		runCommand: actions.runCommand,
		restorePanel: actions.restorePanel,
		restoreDataSet: (panel, state) => actions.dataSetPanels.restore(panel, state),
		moveToRow: (ids, target) => moveToRow(deps.store, ids, target),
		dataSetRows: () => dataSetRows(data.trades.dataSets),
		onDidChangeDataSets: data.onDidChangeDataSets,
		onDidRenameDataSet: (listener) =>
			data.trades.definitions.onDidName(({ isRenamed }) => {
				if (isRenamed) listener(undefined);
			}),
		report: surfaces.report,
		dispose: () => {
			actions.dispose();
			surfaces.dispose();
			data.dispose();
		},
	};
}

/** Everything that asks for data or remembers what was asked. */
interface Data extends Disposable {
	readonly service: QueryService;
	readonly trades: Trades;
	readonly signIns: SignIns;
	/** The list of data sets, or what is known of one, is other than it was. */
	readonly onDidChangeDataSets: Subscribe<undefined>;
	readonly dataSetsChanged: () => void;
	/** What venues and data sets are called. */
	readonly venueNameOf: ExchangeNames;
	/** Runs queries of people, which are remembered once they are answered. */
	readonly runQuery: RunQuery;
	readonly lastQueries: LastQueries;
	readonly lastLooks: LastLooks;
	readonly seenMarkets: SeenMarkets;
}

function createData({
	extensionUri,
	state,
	storageFolder,
	snapshotFolder,
	dataSetFolder,
	log,
	credentials,
	keys,
	book,
	loadClient,
	loadKeylessClient,
}: WorkDeps): Data {
	const consents = new Consents(state, askConsent);
	const signIns = new SignIns({ credentials, consents });
	const trades = createTrades({ extensionUri, state, storageFolder, dataSetFolder, log, signIns });
	const changed = new Emitter<undefined>();
	const following = trades.definitions.onDidChange(() => changed.fire(undefined));
	// Charts say the names of data sets, which are known once they were read.
	const { definitions } = trades;
	Promise.all([definitions.follow(), definitions.list(), book.follow()]).catch((error: unknown) =>
		log.warn(String(error)),
	);
	const thread = vscode.Uri.joinPath(extensionUri, "dist", "thread.js");
	const readings = new ThreadReadings({ file: thread.fsPath, log });
	const service = createQueryService({
		credentials,
		keys,
		consents,
		settings: { limits, hosts: hostChoices, referenceOrigin, cacheBytes, plan: planOf },
		loadClient,
		loadKeylessClient,
		readListBody,
		listFolder: join(storageFolder, "lists"),
		readings,
		feeds: { kiyotaka: kiyotakaFeed, kaiko: kaikoFeed, trades: createTradesFeed(trades.dataSets) },
		snapshotFolder,
		budgetFolder: join(storageFolder, "budget"),
		cacheFolder: join(storageFolder, "answers"),
		log,
		clock: { now: Date.now, monotonic: () => performance.now() },
	});
	const lastQueries = new LastQueries(state, () => showLastQueryState(state));
	return {
		service,
		trades,
		signIns,
		onDidChangeDataSets: changed.event,
		dataSetsChanged: () => changed.fire(undefined),
		venueNameOf: venueNames((id) => definitions.nameOf(id)),
		runQuery: rememberAnswered(service.run, lastQueries, log),
		lastQueries,
		lastLooks: new LastLooks(state, log),
		seenMarkets: new SeenMarkets(),
		dispose: () => {
			service.dispose();
			following.dispose();
			changed.dispose();
			trades.dispose();
			readings.dispose().catch((error: unknown) => log.warn(String(error)));
		},
	};
}

type IsQuery = (query: MarketQuery) => boolean;

/** Tells the queries whose trades are in tables of a server. */
async function queriesToServer(
	definitions: Trades["definitions"],
	connection: string,
): Promise<IsQuery> {
	const entries = await tableEntries(definitions);
	const ids = new Set(
		entries.flatMap(({ id, definition }) => (definition.connection === connection ? [id] : [])),
	);
	return (query) => "dataset" in query && ids.has(query.dataset);
}

/** A button of a panel that was pressed. */
interface PanelWish {
	readonly panel: ChartPanel;
	readonly action: ActionId;
	/** Which of the panel's queries it is about, where that is known. */
	readonly part: number | undefined;
}

/** What a person is shown and asked. */
interface Surfaces extends Disposable {
	readonly prompts: QueryPrompts;
	readonly panels: ChartPanels;
	readonly onDidPress: Subscribe<PanelWish>;
	/** Puts a failure into words, for a page. */
	readonly describe: (error: unknown) => FailureWords;
	/** Tells the person about a failure. */
	readonly report: (error: unknown) => void;
	/** There is a usable secret: charts that failed without it ask again by themselves. */
	readonly heal: (place: CredentialPlace) => void;
	/** The same where somebody has signed in to a server. */
	readonly healServer: (connection: string) => void;
}

function createSurfaces(
	deps: WorkDeps,
	{ service, trades, signIns, venueNameOf, runQuery, lastQueries, lastLooks }: Data,
): Surfaces {
	const { extensionUri, log, keys, store, openMarkets } = deps;
	const prompts = new QueryPrompts(
		promptDeps(service, lastQueries, () => trades.dataSets.markets()),
	);
	const reporter = createReporter(service, log);
	const pressed = new Emitter<PanelWish>();
	const sleeping = new SleepingTabs(deps.workspaceState, (error) => reporter.tell(error));
	const panels = createPanels({
		extensionUri,
		runQuery,
		costOf: service.estimate,
		keyLine: (queries) => keyLine(queries, service),
		fits: service.fits,
		snapshots: service.snapshots,
		follow: followPorts(service),
		wayOf: (query) => wayToFollow(query, { definitions: trades.definitions, watch: watchFiles }),
		reporter,
		log,
		marketName: (id) => nameOf(store, id),
		openMarkets,
		sleeping,
		nameOf: venueNameOf,
		onLookedAt: (view) => lastLooks.remember(view),
		onAction: (panel, action, part) => pressed.fire({ panel, action, part }),
	});
	const queriesTo = (place: CredentialPlace) => (query: MarketQuery) => {
		const asked = service.places.ofQuery(query);
		return asked !== undefined && isSamePlace(asked, place);
	};
	const heal = (place: CredentialPlace) => panels.heal(queriesTo(place));
	const withQueriesTo = (connection: string, act: (isOf: IsQuery) => void) => {
		queriesToServer(trades.definitions, connection).then(act, (error: unknown) =>
			log.warn(String(error)),
		);
	};
	const healServer = (connection: string) => withQueriesTo(connection, (isOf) => panels.heal(isOf));
	const keptCurrent = vscode.Disposable.from(
		followLimits(service),
		warnOfSessions(openSetting),
		signIns.onDidChange(({ connection, isElsewhere, isThere }) => {
			withQueriesTo(connection, (isOf) => panels.credentialChanged(isOf));
			if (isElsewhere && isThere) healServer(connection);
		}),
		keys.onDidChangeActive(({ place, isElsewhere, isThere }) => {
			panels.credentialChanged(queriesTo(place));
			// The window in which the key was entered tries it before its charts ask again.
			if (isElsewhere && isThere) heal(place);
		}),
		keys.onDidChange(() => panels.keysChanged()),
		service.cache.onDidChange(() => panels.cacheChanged()),
		onDidChangeSettings(() => {
			panels.settingsChanged();
			service.cache.prune().catch((error: unknown) => log.warn(String(error)));
		}),
		store.onDidChange(() => panels.marketsChanged()),
		trades.definitions.onDidName(() => panels.dataSetsRenamed()),
	);
	return {
		prompts,
		panels,
		onDidPress: pressed.event,
		describe: (error) => reporter.describe(error),
		report: (error) => reporter.tell(error),
		heal,
		healServer,
		dispose: () => {
			panels.dispose();
			sleeping.dispose();
			keptCurrent.dispose();
			pressed.dispose();
		},
	};
}

/** Everything that a person, a reloaded window or another extension can start. */
interface Actions extends Disposable {
	readonly api: ApiCalls;
	readonly runCommand: RunCommand;
	readonly restorePanel: (panel: vscode.WebviewPanel, state: unknown) => Promise<void>;
	readonly dataSetPanels: DataSetPanels;
}

function createActions(deps: WorkDeps, data: Data, surfaces: Surfaces): Actions {
	const { extensionUri, log, store } = deps;
	const { service, lastQueries, lastLooks, seenMarkets, dataSetsChanged, venueNameOf, signIns } =
		data;
	const { dataSets, definitions, tables } = data.trades;
	const { prompts, panels, describe, report, heal, healServer } = surfaces;
	const showLog = () => log.show();
	const enterKey = createEnterKey({ service, showLog, onUsableKey: heal });
	const switchKey = createSwitchKey({ service, enterKey, onUsableKey: heal });
	const onSignedIn = (connection: string) => {
		healServer(connection);
		dataSetPanels.signedIn(connection);
	};
	const signInTo = createSignInTo({ signIns, tables, describe, showLog, onSignedIn });
	const asking = { signIns, tables, signInTo, describe, showLog };
	const servers = createServerActions({ ...asking, dataSets, definitions });
	const { openChart, changeChart } = createOpenChart({ service, enterKey, panels, lastQueries });
	const isNamed = async (id: string) => {
		const names = (query: MarketQuery) => "dataset" in query && query.dataset === id;
		// Another window may have saved one meanwhile.
		await store.rescan();
		return (
			panels.hasQuery(names) ||
			store.entries.some((entry) => entry.state === "ok" && entry.market.queries.some(names))
		);
	};
	const dataSetPanels = new DataSetPanels({
		dataSets,
		extensionUri,
		log,
		describe,
		openChart: createOpenDataSetChart({ dataSets, openChart, lastLooks }),
		chooseFiles: chooseTrades,
		servers,
		openSettings: (of) => openSetting(of === "table" ? "valueArea.clickHouse" : "valueArea.trades"),
		isNamed,
		onDidChange: dataSetsChanged,
	});
	const following = vscode.Disposable.from(
		onDidChangeSettings(() => dataSetPanels.settingsChanged()),
		signIns.onDidChange(({ connection, isElsewhere, isThere }) => {
			if (isElsewhere && isThere) dataSetPanels.signedIn(connection);
		}),
		dataSets.onDidAnswer((id) => dataSetPanels.answered(id)),
	);
	const press = createPanelActions<ChartPanel>({
		editQuery: editPanelQuery({ prompts, openChart, changeChart, nameOf: venueNameOf }),
		findMarket: findMarket({ prompts, changeChart }),
		saveMarket: saveMarket({ store, panels, prompts, seenMarkets }),
		useFit: createUseFit<ChartPanel>({ fits: service.fits, changeChart }),
		insist: service.insist,
		exportData: (panel, part) => exportData(panel, venueNameOf, part),
		enterKey: async (query) => {
			const place = service.places.ofQuery(query);
			return place !== undefined && enterKey(place);
		},
		switchKey: async (query) => {
			const place = service.places.ofQuery(query);
			return place !== undefined && switchKey(place);
		},
		signIn: (query) =>
			"dataset" in query ? servers.signIn(query.dataset) : Promise.resolve(false),
		chooseTable: (query) =>
			"dataset" in query ? servers.chooseTable(query.dataset) : Promise.resolve(false),
		openDataSet: (query) => {
			if ("dataset" in query) dataSetPanels.open(query.dataset);
		},
		addMarket: addMarket({ prompts, changeChart }),
		removeMarket: removeFromChart({ changeChart, nameOf: venueNameOf }),
		loadVolume: createLoadVolume<ChartPanel>({ changeChart, refusedWords: volumeRefusedWords }),
		saveImage,
		presets: presets({ changeChart }),
		openSampleData: (kind) => execute(COMMANDS.openSampleData, kind),
		showLog,
		copyDetails: copyErrorDetails,
		openSettings,
		openSetting,
		report,
	});
	const pressing = surfaces.onDidPress(({ panel, action, part }) => press(panel, action, part));
	/** Listeners of panels whose chart is lost. */
	const listeners = new Set<vscode.Disposable>();
	const showLost = (panel: vscode.WebviewPanel) =>
		showLostChart(panel, { listeners, extensionUri, log, prompts, openChart, showLog, report });
	return {
		api: createApiCalls({
			runQuery: service.run,
			estimate: service.estimate,
			panels,
			dataSets,
		}),
		dataSetPanels,
		runCommand: createRunCommand({
			dataSets,
			definitions,
			dataSetPanels,
			isNamed,
			dataSetsChanged,
			signIns,
			addConnection: addConnection({
				...asking,
				dataSets,
				definitions,
				show: (id) => dataSetPanels.open(id),
				onDidAdd: dataSetsChanged,
			}),
			service,
			diagnosis: {
				service,
				storageFolder: deps.storageFolder,
				loadReach: deps.loadReach,
				hasEngine: data.trades.hasEngine,
				countDataSets: async () => (await definitions.list()).length,
				countSignIns: () => signIns.connections().length,
				now: Date.now,
			},
			store,
			marketsTree: deps.marketsTree,
			values: deps.values,
			enterKey,
			switchKey,
			prompts,
			panels,
			openChart,
			changeChart,
			lastQueries,
			lastLooks,
			seenMarkets,
			nameOf: venueNameOf,
			describe,
			costOf: service.estimate,
			report,
			now: Date.now,
			log,
		}),
		restorePanel: (panel, state) => restorePanel(panel, state, { panels, log, showLost }),
		dispose: () => {
			pressing.dispose();
			following.dispose();
			dataSetPanels.dispose();
			for (const listening of listeners) listening.dispose();
		},
	};
}

function createReporter(service: QueryService, log: OutputLog): ErrorReporter {
	return new ErrorReporter({
		log,
		now: Date.now,
		keyNotes: createFailedKey(service),
		runAction: async (action, error) => {
			if (action === "enterKey") await execute(COMMANDS.setApiKey);
			if (action === "switchKey") await execute(COMMANDS.switchApiKey);
			if (action === "useSampleData") await execute(COMMANDS.openSampleData);
			if (action === "openDataSet") await execute(COMMANDS.openDataSet, dataSetOf(error));
			if (action === "showLog") log.show();
			if (action === "copyDetails") await copyErrorDetails(error);
			if (action === "openSettings") await openSettings(error);
		},
	});
}

function nameOf(store: MarketStore, id: string): string | undefined {
	const entry = store.get(id);
	return entry?.state === "ok" ? entry.market.name : undefined;
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
