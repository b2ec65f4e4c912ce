import * as vscode from "vscode";
import type { Log } from "../../../core/log";
import type { ChartView } from "../../../core/query/query";
import { type ActionId, type HostToWebview, sealed } from "../../../protocol/messages";
import { actionLabel } from "../../actions";
import type { OpenChart } from "../../openChart";
import { askKind } from "../../prompts/askKind";
import type { QueryPrompts } from "../../prompts/queryPrompts";
import { sampleQuery } from "../../sampleQueries";
import { loadPage, panelSettings } from "../chartPage";
import { CHART_PAGE, createDispatch, SYSTEM_TIME } from "../dispatch";
import { unwaited } from "../../unwaited";

export interface LostChartDeps {
	/** Holds the listeners of the panel until it is closed. */
	readonly listeners: Set<vscode.Disposable>;
	readonly extensionUri: vscode.Uri;
	readonly log: Log;
	readonly prompts: Pick<QueryPrompts, "ask">;
	readonly openChart: OpenChart;
	readonly showLog: () => void;
	readonly report: (error: unknown) => void;
}

/**
 * Fills a restored panel whose page kept nothing that can be read: it says so and offers ways to a
 * chart, which then takes its place.
 */
export function showLostChart(panel: vscode.WebviewPanel, deps: LostChartDeps): void {
	const post = <Type extends keyof HostToWebview>(type: Type, body: HostToWebview[Type]) =>
		unwaited(panel.webview.postMessage(sealed(type, body)));
	const ready = () => {
		post("settings", panelSettings());
		post("failed", {
			text: vscode.l10n.t(
				"This chart cannot be restored: what it had kept is missing or damaged. Query it again, or look at the sample data.",
			),
			actions: [
				{ id: "editQuery", label: vscode.l10n.t("Query again") },
				{ id: "useSampleData", label: actionLabel("useSampleData") },
				{ id: "showLog", label: actionLabel("showLog") },
			],
		});
	};
	const act = (action: ActionId) => {
		if (action === "showLog") deps.showLog();
		else replace(panel, action, deps).catch(deps.report);
	};
	const none = () => undefined;
	const dispatch = createDispatch(
		CHART_PAGE,
		{
			ready,
			drawn: none,
			view: none,
			pointed: none,
			looked: none,
			copy: none,
			image: none,
			imageCopied: none,
			imageFailed: none,
			partMissing: none,
			action: ({ id }) => {
				post("heard", {});
				act(id);
			},
			problem: ({ message }) => deps.log.warn(`chart page: ${message}`),
		},
		deps.log,
		SYSTEM_TIME,
	);
	const listening = vscode.Disposable.from(
		dispatch,
		panel.webview.onDidReceiveMessage(dispatch.take),
		panel.onDidDispose(() => {
			deps.listeners.delete(listening);
			listening.dispose();
		}),
	);
	deps.listeners.add(listening);
	loadPage(panel.webview, deps.extensionUri);
}

async function replace(
	panel: vscode.WebviewPanel,
	action: ActionId,
	{ prompts, openChart }: LostChartDeps,
): Promise<void> {
	const view = action === "useSampleData" ? sampleView() : await askView(prompts);
	if (view === undefined) return;
	const { viewColumn } = panel;
	const opened = await openChart(view, viewColumn === undefined ? {} : { viewColumn });
	if (opened !== undefined) panel.dispose();
}

const sampleView = (): ChartView => ({ queries: [sampleQuery("volumeProfile")], view: {} });

async function askView(prompts: Pick<QueryPrompts, "ask">): Promise<ChartView | undefined> {
	const kind = await askKind(vscode.l10n.t("Query again"));
	const query = kind && (await prompts.ask(kind));
	return query && { queries: [query], view: {} };
}
