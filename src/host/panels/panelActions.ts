import { isProviderError } from "../../core/errors";
import type { ActionId } from "../../protocol/messages";
import type { ChartPanel } from "./chartPanel";

/** What the buttons of a panel do. */
export interface PanelActionsDeps {
	changeRange(panel: ChartPanel): Promise<void>;
	saveMarket(panel: ChartPanel): Promise<void>;
	exportData(panel: ChartPanel): Promise<void>;
	/** Asks for the key of a panel's place; true when there is a usable one. */
	enterKey(panel: ChartPanel): Promise<boolean>;
	openSampleData(kind: string): Promise<void>;
	showLog(): void;
	openSettings(error: unknown): Promise<void>;
	report(error: unknown): void;
}

/** Binds the actions of panels: each either does its work or reports why it could not. */
export function createPanelActions(
	deps: PanelActionsDeps,
): (panel: ChartPanel, action: ActionId) => void {
	const run = async (panel: ChartPanel, action: ActionId): Promise<void> => {
		const { controller } = panel;
		switch (action) {
			case "refresh":
			case "retry":
				return controller.refresh();
			case "cancel":
				return controller.cancel();
			case "changeRange":
				return deps.changeRange(panel);
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
		}
	};
	return (panel, action) => {
		run(panel, action).catch((error: unknown) => deps.report(error));
	};
}

/** What the settings editor should show for a failure: the proxy, the certificates, or our own. */
export function settingsFor(error: unknown): string {
	const kind = isProviderError(error) ? error.kind : undefined;
	if (kind === "proxy") return "http.proxy";
	if (kind === "tls") return "http.systemCertificates";
	return "@ext:value-area.value-area";
}
