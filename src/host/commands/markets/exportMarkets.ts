import * as vscode from "vscode";
import type { MarketEntry, MarketStore } from "../../../app/markets/marketStore";
import { marketsFileText, type NamedView } from "../../../core/query/marketsFile";
import { inform } from "../../inform";
import { groupName } from "../../tree/marketRow";
import { saveFile } from "../exportData";
import { suggestedFileName } from "../fileName";
import { rowsOf, type Rows, type RowsDeps } from "./rows";

export interface ExportMarketsDeps extends RowsDeps {
	readonly now: () => number;
}

/** Writes saved markets into one file: the rows that the command was run on, or all of them with their groups. */
export function exportMarkets({ now, ...deps }: ExportMarketsDeps) {
	return async (argument?: unknown, selection?: unknown): Promise<void> => {
		const { store } = deps;
		const isAll = argument === undefined;
		const rows = isAll ? everything(store) : await rowsOf(deps, argument, selection);
		const at = new Date(now()).toISOString();
		const chosen = new Set(rows.markets.map(({ id }) => id));
		const groups = store.groups.entries.flatMap((group) => {
			const inside = store.inGroup(group.id);
			const isWhole = rows.groups.some(({ id }) => id === group.id);
			const markets = isWhole ? inside : inside.filter(({ id }) => chosen.has(id));
			return isWhole || markets.length > 0 ? [{ name: groupName(group), markets }] : [];
		});
		const alone = store.inGroup(undefined).filter(({ id }) => chosen.has(id));
		const all = [...groups.flatMap(({ markets }) => markets), ...alone];
		if (all.length + groups.length === 0) {
			inform(vscode.l10n.t("No market is saved yet. Save one from its chart."));
			return;
		}
		const [only] = groups;
		const words = groups.length === 1 && only !== undefined && !isAll ? [only.name] : [];
		await saveFile({
			title: vscode.l10n.t("Export markets"),
			name: suggestedFileName([...words, "markets", at.slice(0, 10)], "json"),
			filters: { JSON: ["json"] },
			data: marketsFileText(
				groups.map(({ name, markets }) => ({ name, markets: understood(markets) })),
				understood(alone),
				at,
			),
		});
		const left = all.filter(({ state }) => state === "newer").length;
		if (left > 0) {
			inform(
				left === 1
					? vscode.l10n.t("1 market of a newer version was left out.")
					: vscode.l10n.t("{0} markets of a newer version were left out.", left),
			);
		}
	};
}

function everything(store: MarketStore): Rows {
	return { markets: store.entries, groups: store.groups.entries };
}

function understood(entries: readonly MarketEntry[]): readonly NamedView[] {
	return entries.flatMap((entry) => (entry.state === "ok" ? [entry.market] : []));
}
