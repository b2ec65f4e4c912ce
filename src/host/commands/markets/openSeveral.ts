import * as vscode from "vscode";
import type { MarketEntry } from "../../../app/markets/marketStore";
import { inform } from "../../inform";
import { type CostOf, costLine } from "../../words/costLine";
import { marketsOf, rowsOf, type RowsDeps } from "./rows";

/** More charts than this are opened only after a question: each asks its provider. */
export const OPENED_UNASKED = 6;

export interface OpenSeveralDeps extends RowsDeps {
	readonly costOf: CostOf;
	/** Opens the chart of one market. */
	readonly open: (argument: unknown) => Promise<void>;
}

/** Opens the chart of each market that is selected, those of groups too; of one alone as a click does. */
export function openRows({ open, ...deps }: OpenSeveralDeps) {
	return async (argument?: unknown, selection?: unknown): Promise<void> => {
		if (!Array.isArray(selection) || selection.length < 2) return open(argument);
		const rows = await rowsOf(deps, argument, selection);
		await openAll(marketsOf(deps.store, rows), { open, costOf: deps.costOf });
	};
}

/** Opens the charts of all markets of a group. */
export function openGroup({ open, ...deps }: OpenSeveralDeps) {
	return async (argument?: unknown, selection?: unknown): Promise<void> => {
		const rows = await rowsOf(deps, argument, selection);
		const markets = marketsOf(deps.store, rows);
		if (markets.length > 0) return openAll(markets, { open, costOf: deps.costOf });
		inform(vscode.l10n.t("This group has no market yet."));
	};
}

async function openAll(
	markets: readonly MarketEntry[],
	{ open, costOf }: Pick<OpenSeveralDeps, "open" | "costOf">,
): Promise<void> {
	const understood = markets.filter((entry) => entry.state === "ok");
	if (understood.length > OPENED_UNASKED && !(await isWanted(understood, costOf))) return;
	for (const { id } of understood) await open({ id });
	const left = markets.length - understood.length;
	if (left > 0) {
		inform(
			left === 1
				? vscode.l10n.t("1 market is of a newer version and stays closed.")
				: vscode.l10n.t("{0} markets are of a newer version and stay closed.", left),
		);
	}
}

/** Asks whether that many charts are meant, with what their queries cost together where all of them can be sent. */
async function isWanted(
	markets: readonly Extract<MarketEntry, { state: "ok" }>[],
	costOf: CostOf,
): Promise<boolean> {
	const count = markets.length;
	const queries = markets.flatMap(({ market }) => market.queries);
	const cost = await costLine(queries, costOf);
	const detail = cost ?? vscode.l10n.t("Each chart asks its provider for its own range.");
	const open = vscode.l10n.t("Open {0} charts", count);
	const chosen = await vscode.window.showWarningMessage(
		vscode.l10n.t("Open {0} charts at once?", count),
		{ modal: true, detail },
		open,
	);
	return chosen === open;
}
