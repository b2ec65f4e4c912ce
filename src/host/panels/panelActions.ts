import { isProviderError } from "../../core/errors/errors";
import { limitBehindError } from "../../core/errors/errorText";
import { INVALID_CUSTOM_ORIGIN } from "../../core/access/origin";
import { isRemoteProvider } from "../../core/providers/credentials";
import type { MarketQuery } from "../../core/query/query";
import { limitBehind, type ResultFacts } from "../../core/result/result";
import type { ActionId } from "../../protocol/messages";
import { EXTENSION_ID, LIMIT_SETTINGS, PLACE_SETTINGS, SETTINGS } from "../ids";
import type { PanelController } from "./panelController";

/** What an action needs of its panel. */
export interface ActionPanel {
	readonly controller: Pick<
		PanelController,
		| "query"
		| "failure"
		| "results"
		| "isRunning"
		| "refresh"
		| "retry"
		| "fetchRest"
		| "cancel"
		| "toggleFollow"
		| "followAnyway"
	>;
}

/** What the buttons of a panel do. `part` says which of its queries they are about, where that is known. */
export interface PanelActionsDeps<Panel> {
	/** Asks the questions of one of the panel's queries again, or for another range of all. */
	editQuery(panel: Panel, from: "start" | "range", part?: number): Promise<void>;
	/** Asks which market was meant by a query whose own is not known. */
	findMarket(panel: Panel, part?: number): Promise<void>;
	saveMarket(panel: Panel): Promise<void>;
	exportData(panel: Panel, part?: number): Promise<void>;
	/** Shows what fits the plan in the place of a query that it cannot give: the first of them, or the next. */
	useFit(panel: Panel, at: number): Promise<void>;
	/** Has a query sent although its plan, as far as it is known, cannot give it. */
	insist(query: MarketQuery): void;
	/** Asks for the key of the place that a query goes to; true when there is a usable one. */
	enterKey(query: MarketQuery): Promise<boolean>;
	/** Asks which key of the place that a query goes to is used; true when another one is. */
	switchKey(query: MarketQuery): Promise<boolean>;
	/** Asks for user and password of the server that a query goes to; true when they work. */
	signIn(query: MarketQuery): Promise<boolean>;
	/** Asks for another table in place of the one that a query is about; true when there is one. */
	chooseTable(query: MarketQuery): Promise<boolean>;
	/** Shows how the trades of a query are read. */
	openDataSet(query: MarketQuery): void;
	addMarket(panel: Panel): Promise<void>;
	removeMarket(panel: Panel, part?: number): Promise<void>;
	loadVolume(panel: Panel, part?: number): Promise<void>;
	saveImage(panel: Panel): Promise<void>;
	/** Shows by which names charts can be looked at. */
	presets(panel: Panel): Promise<void>;
	openSampleData(kind: string): Promise<void>;
	showLog(): void;
	/** Copies the codes of a failure. */
	copyDetails(error: unknown): Promise<void>;
	openSettings(error: unknown): Promise<void>;
	/** Opens the settings at one of them. */
	openSetting(setting: string): Promise<void>;
	report(error: unknown): void;
}

/** Binds the actions of panels: each either does its work or reports why it could not. */
export function createPanelActions<Panel extends ActionPanel>(
	deps: PanelActionsDeps<Panel>,
): (panel: Panel, action: ActionId, part?: number) => void {
	const run = async (panel: Panel, action: ActionId, part?: number): Promise<void> => {
		const { controller } = panel;
		/** The query that failed, or what the panel asks at all. */
		const asked = () => controller.failure?.query ?? controller.query;
		// What was done may have made the chart ask again by itself.
		const retryOnce = async (isMended: boolean) => {
			if (isMended && !controller.isRunning) await controller.retry();
		};
		switch (action) {
			case "refresh":
				return controller.refresh();
			case "retry":
				return controller.retry();
			case "useFit":
				return deps.useFit(panel, 0);
			case "useOtherFit":
				return deps.useFit(panel, 1);
			case "sendAnyway":
				deps.insist(asked());
				return controller.retry();
			case "fetchRest":
				return controller.fetchRest();
			case "openLimit":
				return deps.openSetting(limitSetting(controller.results));
			case "cancel":
				return controller.cancel();
			case "changeRange":
				return deps.editQuery(panel, "range", part);
			case "editQuery":
				return deps.editQuery(panel, "start", part);
			case "findMarket":
				return deps.findMarket(panel, part);
			case "saveMarket":
				return deps.saveMarket(panel);
			case "exportData":
				return deps.exportData(panel, part);
			case "enterKey":
				return retryOnce(await deps.enterKey(asked()));
			case "switchKey":
				return retryOnce(await deps.switchKey(asked()));
			case "signIn":
			case "signInAsOther":
				return retryOnce(await deps.signIn(asked()));
			case "chooseTable":
				return retryOnce(await deps.chooseTable(asked()));
			case "openDataSet":
				return deps.openDataSet(asked());
			case "useSampleData":
				return deps.openSampleData(asked().kind);
			case "showLog":
				return deps.showLog();
			case "copyDetails":
				return deps.copyDetails(controller.failure?.error);
			case "openSettings":
				return deps.openSettings(controller.failure?.error);
			case "addMarket":
				return deps.addMarket(panel);
			case "removeMarket":
				return deps.removeMarket(panel, part);
			case "loadVolume":
				return deps.loadVolume(panel, part);
			case "saveImage":
				return deps.saveImage(panel);
			case "presets":
				return deps.presets(panel);
			case "follow":
				await controller.toggleFollow();
				return;
			case "followAnyway":
				return controller.followAnyway();
		}
	};
	return (panel, action, part) => {
		run(panel, action, part).catch((error: unknown) => deps.report(error));
	};
}

const CLICKHOUSE_SETTINGS = "valueArea.clickHouse";
const OUR_SETTINGS = `@ext:${EXTENSION_ID}`;

/** The setting that ended a partial answer. */
function limitSetting(results: readonly (ResultFacts | undefined)[]): string {
	const [limit] = results.flatMap(
		(result) => (result?.partial && limitBehind(result.partial)) ?? [],
	);
	return limit === undefined ? OUR_SETTINGS : LIMIT_SETTINGS[limit];
}

/** What the settings editor should show for a failure: the limit, the proxy, the certificates, the address, or all of ours. */
export function settingsFor(error: unknown): string {
	if (!isProviderError(error)) return OUR_SETTINGS;
	const { kind, facts, provider } = error;
	if (facts.code === INVALID_CUSTOM_ORIGIN && isRemoteProvider(provider)) {
		return PLACE_SETTINGS[provider].customOrigin;
	}
	if (facts.server !== undefined && (kind === "timeout" || kind === "tooLarge")) {
		return CLICKHOUSE_SETTINGS;
	}
	if (facts.isUnsent === true) return SETTINGS.kiyotakaPlan;
	const limit = limitBehindError(error);
	if (limit !== undefined) return LIMIT_SETTINGS[limit];
	if (kind === "proxy") return "http.proxy";
	if (kind === "tls") return "http.systemCertificates";
	return OUR_SETTINGS;
}
