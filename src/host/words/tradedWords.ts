import * as vscode from "vscode";
import type { TradedSpan } from "../../core/discovery/listing";
import { type EpochMs, toIso } from "../../core/time";

const day = (time: EpochMs) => toIso(time).slice(0, 10);

/** When a market was traded, as a few words; `undefined` where nobody says. */
export function tradedWords({ firstTrade, lastTrade, isUntraded }: TradedSpan): string | undefined {
	if (lastTrade !== undefined) return vscode.l10n.t("stopped trading {0}", day(lastTrade));
	if (isUntraded === true) return vscode.l10n.t("never traded");
	return firstTrade === undefined ? undefined : vscode.l10n.t("since {0}", day(firstTrade));
}
