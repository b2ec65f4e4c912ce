import { isProviderError } from "../../core/errors";
import { INVALID_CUSTOM_ORIGIN } from "../../core/origin";
import type { ActionId } from "../../protocol/messages";
import { EXTENSION_ID, SETTINGS } from "../ids";
import type { PanelController } from "./panelController";

/** What an action needs of its panel by itself. */
export interface ActionPanel {
	readonly controller: Pick<PanelController, "query" | "error" | "refresh" | "cancel">;
}

/** What the buttons of a panel do. */
export interface PanelActionsDeps<Panel> {
	/** Asks the questions of the panel's query again, all of them or from the range on. */
	editQuery(panel: Panel, from: "start" | "range"): Promise<void>;
	saveMarket(panel: Panel): Promise<void>;
	exportData(panel: Panel): Promise<void>;
	/** Asks for the key of a panel's place; true when there is a usable one. */
	enterKey(panel: Panel): Promise<boolean>;
	openSampleData(kind: string): Promise<void>;
	showLog(): void;
	openSettings(error: unknown): Promise<void>;
	report(error: unknown): void;
}

/** Binds the actions of panels: each either does its work or reports why it could not. */
export function createPanelActions<Panel extends ActionPanel>(
	deps: PanelActionsDeps<Panel>,
): (panel: Panel, action: ActionId) => void {
	const run = async (panel: Panel, action: ActionId): Promise<void> => {
		const { controller } = panel;
		switch (action) {
			case "refresh":
			case "retry":
				return controller.refresh();
			case "cancel":
				return controller.cancel();
			case "changeRange":
				return deps.editQuery(panel, "range");
			case "editQuery":
				return deps.editQuery(panel, "start");
			case "saveMarket":
				return deps.saveMarket(panel);
			case "exportData":
				return deps.exportData(panel);
			case "enterKey":
				if (await deps.enterKey(panel)) await controller.refresh();
				return;
			case "useSampleData":
				return deps.openSampleData(controller.query.kind);
			case "showLog":
				return deps.showLog();
			case "openSettings":
				return deps.openSettings(controller.error);
			case "addMarket":
			case "removeMarket":
			case "loadVolume":
			case "saveImage":
				return;
		}
	};
	return (panel, action) => {
		run(panel, action).catch((error: unknown) => deps.report(error));
	};
}

const OUR_SETTINGS = `@ext:${EXTENSION_ID}`;

/** What the settings editor should show for a failure: the proxy, the certificates, the address, or all of ours. */
export function settingsFor(error: unknown): string {
	if (!isProviderError(error)) return OUR_SETTINGS;
	const { kind, facts, provider } = error;
	if (facts.code === INVALID_CUSTOM_ORIGIN) {
		return provider === "kiyotaka" ? SETTINGS.kiyotakaCustomOrigin : SETTINGS.kaikoCustomOrigin;
	}
	if (kind === "proxy") return "http.proxy";
	if (kind === "tls") return "http.systemCertificates";
	return OUR_SETTINGS;
}
