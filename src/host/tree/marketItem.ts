import * as vscode from "vscode";
import type { SavedMarket } from "../../core/query/savedMarket";
import type { ClickedMarket } from "../commands/markets/openMarket";
import { COMMANDS, MARKET_CONTEXT } from "../ids";
import { providerIcon } from "../providerIcon";
import { intervalAndRange, sourceWords, viewTitle } from "../words/titles";

/** Where a row of the view finds its icons and its decoration. */
export interface ItemPlaces {
	readonly extensionUri: vscode.Uri;
	/** Stands for the market; its decoration marks one whose chart is open. */
	readonly resourceUri: vscode.Uri;
}

/** A saved market's row in the view. */
export function marketItem(
	market: SavedMarket,
	{ extensionUri, resourceUri }: ItemPlaces,
): vscode.TreeItem {
	const { queries } = market;
	const [query] = queries;
	const item = new vscode.TreeItem(market.name);
	item.id = market.id;
	item.contextValue = MARKET_CONTEXT.market;
	item.command = {
		command: COMMANDS.openMarket,
		title: vscode.l10n.t("Open market"),
		arguments: [{ id: market.id, isClicked: true } satisfies ClickedMarket],
	};
	if (query === undefined) return item;
	const details = [viewTitle(market), sourceWords(queries), intervalAndRange(queries)].join("\n");
	item.description = intervalAndRange(queries);
	// Plain text: names and symbols come from outside and must not become links.
	item.tooltip = details;
	item.iconPath = providerIcon(extensionUri, query.provider);
	item.resourceUri = resourceUri;
	item.accessibilityInformation = { label: `${market.name}, ${details.replaceAll("\n", ", ")}` };
	return item;
}
