import * as vscode from "vscode";
import type { TradedSpan } from "../../../core/discovery/listing";
import { lastTradedRanges, outsideTrading } from "../../../core/discovery/tradedRange";
import type { QueryRange } from "../../../core/query/query";
import { type EpochMs, momentWords } from "../../../core/time";
import type { Choice } from "../steps/choices";
import type { LiveNote } from "../steps/liveChoices";

const moment = (time: EpochMs) => `${momentWords(time).slice(0, 16)} UTC`;

/** What the question for a range says of the time in which its market was traded, once that is known. */
export class TradedRanges {
	private span: TradedSpan | undefined;

	constructor(
		private readonly ask: ((signal: AbortSignal) => Promise<TradedSpan | undefined>) | undefined,
		private readonly now: () => EpochMs,
	) {}

	async load(signal: AbortSignal): Promise<void> {
		this.span ??= await this.ask?.(signal);
	}

	/** Ranges that have data, where trading has ended. */
	ranges(): readonly { readonly range: QueryRange; readonly label: string }[] {
		return (this.span === undefined ? [] : lastTradedRanges(this.span)).map(({ days, range }) => ({
			range,
			label:
				days === 1
					? vscode.l10n.t("Its last day of trading")
					: vscode.l10n.t("Its last {0} days of trading", days),
		}));
	}

	/** The row of a range with a word on it where nothing can come. */
	told<T extends QueryRange>(choice: Choice<T>): Choice<T> {
		const words = this.span && this.outsideWords(choice.value, this.span);
		return words === undefined ? choice : { ...choice, detail: `$(warning) ${words}` };
	}

	/** That trading has ended, in one line. */
	note(): LiveNote | undefined {
		const { lastTrade, isUntraded } = this.span ?? {};
		if (lastTrade !== undefined) {
			return { words: vscode.l10n.t("This market stopped trading on {0}", moment(lastTrade)) };
		}
		return isUntraded === true
			? { words: vscode.l10n.t("This market is listed and was never traded") }
			: undefined;
	}

	private outsideWords(range: QueryRange, span: TradedSpan): string | undefined {
		const { firstTrade, lastTrade } = span;
		switch (outsideTrading(range, span, this.now())) {
			case "after":
				return vscode.l10n.t("Nothing will come: trading ended on {0}.", words(lastTrade));
			case "before":
				return vscode.l10n.t("Nothing will come: trading began on {0}.", words(firstTrade));
			case "never":
				return vscode.l10n.t("Nothing will come: this market was never traded.");
			default:
				return undefined;
		}
	}
}

function words(time: EpochMs | undefined): string {
	return time === undefined ? "" : moment(time);
}
