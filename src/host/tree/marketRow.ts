import * as vscode from "vscode";
import type { GroupEntry } from "../../app/markets/marketGroups";
import type { MarketEntry } from "../../app/markets/marketStore";
import { GROUP_CONTEXT } from "../ids";
import { entryName } from "./entryName";

/** A row of the list: a group or a market. */
export type MarketRow = MarketEntry | GroupEntry;

export function isGroup(row: MarketRow): row is GroupEntry {
	return "isNewer" in row;
}

/** What a group of the list is called. */
export function groupName({ name }: GroupEntry): string {
	return name ?? vscode.l10n.t("Group of a newer version");
}

/** What a row of the list is called. */
export function rowName(row: MarketRow): string {
	return isGroup(row) ? groupName(row) : entryName(row);
}

/** What a group's row shows besides the group. */
export interface GroupState {
	/** How many markets it has. */
	readonly markets: number;
	readonly isClosed: boolean;
}

/** A group's row in the view. */
export function groupItem(group: GroupEntry, { markets, isClosed }: GroupState): vscode.TreeItem {
	const name = groupName(group);
	const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
	const item = new vscode.TreeItem(name, isClosed ? Collapsed : Expanded);
	item.id = group.id;
	item.contextValue = group.isNewer ? GROUP_CONTEXT.readOnly : GROUP_CONTEXT.group;
	item.iconPath = new vscode.ThemeIcon(group.isNewer ? "lock" : "folder");
	item.description = String(markets);
	const counted =
		markets === 0
			? vscode.l10n.t("no market yet: drop some here")
			: markets === 1
				? vscode.l10n.t("1 market")
				: vscode.l10n.t("{0} markets", markets);
	// Plain text: names come from outside and must not become links.
	item.tooltip = `${name}\n${counted}`;
	item.accessibilityInformation = { label: vscode.l10n.t("Group {0}, {1}", name, counted) };
	return item;
}
