import type * as vscode from "vscode";
import type { Log } from "../../../core/log";
import { SAVED_MARKET_ID } from "../../../core/query/marketFormat";
import { parseKeptView } from "../../../core/query/parse";
import { own, recordOf } from "../../../core/reader";
import type { ChartPanels } from "../chartPanels";

/** A view with six queries over many exchanges stays far below this. */
const LARGEST_STATE = 16_384;

export interface RestorePanelDeps {
	readonly panels: Pick<ChartPanels, "restore">;
	readonly log: Log;
	/** Fills a panel whose state cannot be read. */
	readonly showLost: (panel: vscode.WebviewPanel) => void;
}

/** Brings a chart panel back after a reload of the window, from the state that its page kept. */
export async function restorePanel(
	panel: vscode.WebviewPanel,
	state: unknown,
	{ panels, log, showLost }: RestorePanelDeps,
): Promise<void> {
	const isSmall = (JSON.stringify(state) ?? "").length <= LARGEST_STATE;
	const parsed = isSmall ? parseKeptView(state) : undefined;
	if (parsed?.ok === true) return panels.restore(parsed.view, panel, marketOf(state));
	log.warn("a chart could not be restored: its page kept no usable state");
	showLost(panel);
}

/** Id of the saved market that the panel belonged to. */
function marketOf(state: unknown): string | undefined {
	const market = own(recordOf(state) ?? {}, "market");
	return typeof market === "string" && SAVED_MARKET_ID.test(market) ? market : undefined;
}
