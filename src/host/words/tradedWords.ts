import * as vscode from "vscode";
import type { TradedSpan } from "../../core/discovery/listing";
import { type EpochMs, toIso } from "../../core/time";

/** A day as people write it: `2026-03-29`. */
export const day = (time: EpochMs) => toIso(time).slice(0, 10);

/** When a market was traded, as a few words; `undefined` where nobody says. */
export function tradedWords(span: TradedSpan): string | undefined {
	const { firstTrade, lastTrade, expired, isUntraded } = span;
	if (lastTrade !== undefined) return vscode.l10n.t("stopped trading {0}", day(lastTrade));
	if (expired !== undefined) return vscode.l10n.t("expired {0} by its name", day(expired));
	if (isUntraded === true) return vscode.l10n.t("never traded");
	return firstTrade === undefined ? undefined : vscode.l10n.t("since {0}", day(firstTrade));
}
