import * as vscode from "vscode";
import type { MarketEntry } from "../../app/markets/marketStore";

/** What a market of the list is called. */
export function entryName(entry: MarketEntry): string {
	if (entry.state === "ok") return entry.market.name;
	return entry.name ?? vscode.l10n.t("Market of a newer version");
}
