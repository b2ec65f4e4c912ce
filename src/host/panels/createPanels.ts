import * as vscode from "vscode";
import type { FollowPorts } from "../../app/following/follower";
import type { WayToFollow } from "../../app/following/waysToFollow";
import type { RunQuery } from "../../app/runQuery";
import type { SnapshotStore } from "../../app/snapshotStore";
import type { Log } from "../../core/log";
import type { ExchangeNames } from "../../core/query/words/label";
import type { ChartView, MarketQuery } from "../../core/query/query";
import type { ActionId } from "../../protocol/messages";
import { messageActions } from "../actions";
import { saveFile } from "../commands/exportData";
import { suggestedFileName } from "../commands/fileName";
import { progressText, showLongProgress } from "../fetchProgress";
import type { OpenMarkets } from "../openMarkets";
import type { ErrorReporter } from "../reportError";
import { captionOf } from "../words/caption";
import { costLine, type CostOf } from "../words/costLine";
import type { ChartPanel } from "./chartPanel";
import { ChartPanels } from "./chartPanels";
import { CostLines } from "./costLines";
import { type FitsOf, panelFits, withFits } from "./fitActions";
import type { FailureWords } from "./panelPart";
import { panelSettings } from "./chartPage";
import type { SleepingTabs } from "./restore/sleepingTabs";
import { followWords } from "../words/followWords";
import { viewTitle } from "../words/titles";
import { unwaited } from "../unwaited";

export interface CreatePanelsDeps {
	readonly extensionUri: vscode.Uri;
	readonly runQuery: RunQuery;
	/** What fits the plan in the place of a query that it cannot give. */
	readonly fits: FitsOf;
	/** What a query costs. */
	readonly costOf: CostOf;
	/** Which keys queries are asked with, where there is something to say of it. */
	readonly keyLine: (queries: readonly MarketQuery[]) => string | undefined;
	readonly snapshots: SnapshotStore;
	/** Asks for charts that are followed. */
	readonly follow: FollowPorts;
	/** How a market is followed; `undefined` where nothing of it can change. */
	readonly wayOf: (query: MarketQuery) => Promise<WayToFollow | undefined>;
	readonly reporter: ErrorReporter;
	readonly log: Log;
	/** Name of a saved market. */
	readonly marketName: (id: string) => string | undefined;
	/** What venues and data sets are called. */
	readonly nameOf: ExchangeNames;
	readonly openMarkets: OpenMarkets;
	readonly sleeping: SleepingTabs;
	/** A person looks at a chart in another way. */
	readonly onLookedAt: (view: ChartView) => void;
	readonly onAction: (panel: ChartPanel, action: ActionId, part: number | undefined) => void;
}

/** The chart panels with their words, settings and progress in VS Code's terms. */
export function createPanels(deps: CreatePanelsDeps): ChartPanels {
	const { extensionUri, runQuery, snapshots, reporter, log, onAction } = deps;
	const report = (error: unknown) => reporter.tell(error);
	const costs = new CostLines({
		lineOf: (queries) => costLine(queries, deps.costOf),
		log,
		onDidChange: (queries) => panels.wordsChanged(queries),
	});
	const panels = new ChartPanels({
		extensionUri,
		log,
		report,
		openMarkets: deps.openMarkets,
		sleeping: deps.sleeping,
		nameOf: deps.nameOf,
		controller: {
			marketName: deps.marketName,
			runQuery,
			snapshots,
			settings: panelSettings,
			caption: (view, state) =>
				captionOf(view, {
					...state,
					nameOf: deps.nameOf,
					cost: joined(costs.of(view.queries), deps.keyLine(view.queries)),
				}),
			failure: (error, query) =>
				withFits(reporter.describe(error), panelFits(error, query, deps.fits)),
			someFailed,
			notLoaded: () => ({
				text: vscode.l10n.t("No answer of this chart was kept. Refresh to load it."),
				actions: messageActions(["refresh"]),
			}),
			progressText,
			following: { ports: deps.follow, wayOf: deps.wayOf, words: followWords, now: Date.now },
			onFetch: (task, view) => showLongProgress(task, viewTitle(view)),
		},
		checkCost: (queries) => costs.check(queries),
		hooks: {
			onAction,
			onLookedAt: deps.onLookedAt,
			onImage: (panel, { data, format, purpose }) => {
				const name = suggestedFileName([panel.title], format);
				const title =
					purpose === "file"
						? vscode.l10n.t("Save image of chart")
						: vscode.l10n.t("Save the chart as a picture");
				saveFile({ title, name, filters: { [format.toUpperCase()]: [format] }, data }).catch(
					report,
				);
			},
			onImageFailed: () =>
				unwaited(
					vscode.window.showErrorMessage(
						vscode.l10n.t("The picture could not be made. Refresh the chart, then try again."),
					),
				),
			onPartMissing: ({ title }) => {
				offerReload(title).catch(report);
			},
		},
	});
	return panels;
}

/** Scripts of an open chart are gone when another version of the extension has taken its place. */
async function offerReload(chart: string): Promise<void> {
	const reload = vscode.l10n.t("Reload window");
	const chosen = await vscode.window.showErrorMessage(
		vscode.l10n.t(
			"A part of the chart “{0}” could not be loaded. If Value Area was updated meanwhile, reload the window; your charts come back.",
			chart,
		),
		reload,
	);
	if (chosen === reload) await vscode.commands.executeCommand("workbench.action.reloadWindow");
}

/** What is known, in one line; `undefined` where nothing is. */
function joined(...parts: readonly (string | undefined)[]): string | undefined {
	const known = parts.filter((part) => part !== undefined);
	return known.length === 0 ? undefined : known.join(" · ");
}

/** The others are shown, so another attempt asks only for what is missing. */
function someFailed({ text, actions }: FailureWords, failed: number, of: number): FailureWords {
	const others = actions.filter(({ id }) => id !== "retry" && id !== "refresh");
	return {
		text: vscode.l10n.t("{0} of {1} markets could not be loaded. {2}", failed, of, text),
		actions: [...messageActions(["retry"]), ...others],
	};
}
