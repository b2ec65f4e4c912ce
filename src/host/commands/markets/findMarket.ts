import * as vscode from "vscode";
import type { MarketEntry, MarketStore } from "../../../app/markets/marketStore";
import type { ExchangeNames } from "../../../core/query/words/label";
import { inform } from "../../inform";
import { ask } from "../../prompts/steps/question";
import { entryName } from "../../tree/entryName";
import { groupName } from "../../tree/marketRow";
import type { MarketsTreeState } from "../../tree/marketsTree";
import { escapedIcons } from "../../words/escapedIcons";
import { intervalAndRange, sourceWords, viewTitle } from "../../words/titles";

export interface FindMarketDeps {
	readonly store: MarketStore;
	readonly marketsTree: Pick<MarketsTreeState, "reveal">;
	/** What venues and data sets are called. */
	readonly nameOf: ExchangeNames;
	/** Opens the chart of a market. */
	readonly open: (argument: unknown) => Promise<void>;
}

interface Row extends vscode.QuickPickItem {
	readonly id?: string;
}

/** Finds a saved market by its name, symbol, venue, provider or group, shows it in the list and opens its chart. */
export function findMarket({ store, marketsTree, nameOf, open }: FindMarketDeps) {
	return async (): Promise<void> => {
		const rows = rowsOf(store, nameOf);
		if (rows.length === 0) {
			inform(vscode.l10n.t("No market is saved yet. Save one from its chart."));
			return;
		}
		const pick = vscode.window.createQuickPick<Row>();
		pick.items = rows;
		pick.placeholder = vscode.l10n.t("Name, symbol, venue, provider or group");
		pick.matchOnDescription = true;
		pick.matchOnDetail = true;
		const position = { title: vscode.l10n.t("Find market"), canGoBack: false };
		const answer = await ask<string>(pick, position, (give) => {
			pick.onDidAccept(() => {
				const [row] = pick.activeItems;
				if (row?.id !== undefined) give(row.id);
			});
		});
		if (typeof answer === "string") return;
		const id = answer.value;
		await marketsTree.reveal(id);
		if (store.get(id)?.state === "ok") await open({ id });
	};
}

function rowsOf(store: MarketStore, nameOf: ExchangeNames): Row[] {
	const groups = store.groups.entries.map((group) => ({
		label: `$(folder) ${escapedIcons(groupName(group))}`,
		description: vscode.l10n.t("group"),
		id: group.id,
	}));
	const inGroups = store.groups.entries.flatMap((group) =>
		store.inGroup(group.id).map((entry) => marketRow(entry, nameOf, groupName(group))),
	);
	const alone = store.inGroup(undefined).map((entry) => marketRow(entry, nameOf));
	return [...inGroups, ...alone, ...groups];
}

function marketRow(entry: MarketEntry, nameOf: ExchangeNames, group?: string): Row {
	const label = escapedIcons(entryName(entry));
	const inGroup = group === undefined ? [] : [escapedIcons(group)];
	if (entry.state !== "ok") {
		const state = vscode.l10n.t("made by a newer version");
		return { label, description: [...inGroup, state].join(" · "), id: entry.id };
	}
	const { queries } = entry.market;
	const detail = `${viewTitle(entry.market)} · ${sourceWords(queries, nameOf)}`;
	return {
		label,
		description: [...inGroup, intervalAndRange(queries)].join(" · "),
		detail: escapedIcons(detail),
		id: entry.id,
	};
}
