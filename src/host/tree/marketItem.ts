import * as vscode from "vscode";
import { definitionName } from "../../app/dataSets/definitionName";
import type { MarketQuery } from "../../core/query/query";
import type { SavedMarket } from "../../core/query/savedMarket";
import type { ClickedMarket } from "../commands/markets/openMarket";
import { COMMANDS, MARKET_CONTEXT } from "../ids";
import { providerIcon } from "../providerIcon";
import { intervalAndRange, sourceWords, viewTitle } from "../words/titles";
import { venueNames } from "../words/venueNames";
import type { RowValue } from "./rowValues";

/** Where a row of the view finds its icons and its decoration. */
export interface ItemPlaces {
	readonly extensionUri: vscode.Uri;
	/** Stands for the market; its decoration marks one whose chart is open. */
	readonly resourceUri: vscode.Uri;
	/** Folders of definitions of data sets. */
	readonly dataSetFolders: readonly string[];
	/** The number that the row shows. */
	readonly value?: RowValue | undefined;
}

/** A saved market's row in the view. */
export async function marketItem(
	market: SavedMarket,
	{ extensionUri, resourceUri, dataSetFolders, value }: ItemPlaces,
): Promise<vscode.TreeItem> {
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
	const nameOf = venueNames(await dataSetNames(queries, dataSetFolders));
	const times = intervalAndRange(queries);
	const known = [viewTitle(market), sourceWords(queries, nameOf), times];
	const details = [...(value?.details ?? []), ...known].join("\n");
	item.description = value === undefined ? times : `${value.text} · ${times}`;
	// Plain text: names and symbols come from outside and must not become links.
	item.tooltip = details;
	item.iconPath = providerIcon(extensionUri, query.provider);
	item.resourceUri = resourceUri;
	item.accessibilityInformation = { label: `${market.name}, ${details.replaceAll("\n", ", ")}` };
	return item;
}

/** What the data sets of queries are called. */
async function dataSetNames(
	queries: readonly MarketQuery[],
	folders: readonly string[],
): Promise<(id: string) => string | undefined> {
	const names = new Map<string, string | undefined>();
	for (const query of queries) {
		if (!("dataset" in query) || names.has(query.dataset)) continue;
		names.set(query.dataset, await definitionName(query.dataset, folders));
	}
	return (id) => names.get(id);
}
