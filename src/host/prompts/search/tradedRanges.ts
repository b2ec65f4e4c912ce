import * as vscode from "vscode";
import type { TradedSpan } from "../../../core/discovery/listing";
import {
	lastTradedRanges,
	outsideTrading,
	rangeToBeginWith,
} from "../../../core/discovery/tradedRange";
import { credentialOf } from "../../../core/providers/credentials";
import type { QueryRange } from "../../../core/query/query";
import { type EpochMs, momentWords } from "../../../core/time";
import { day } from "../../words/tradedWords";
import type { Choice } from "../steps/choices";
import type { LiveNote } from "../steps/liveChoices";

const moment = (time: EpochMs) => `${momentWords(time).slice(0, 16)} UTC`;

/** A market of the query whose range is asked for. */
export interface TradedMarket {
	/** What it is called, where "this market" would not say which. */
	readonly name?: string;
	/** When it was traded, as far as somebody says so. */
	readonly span: (signal: AbortSignal) => Promise<TradedSpan | undefined>;
}

/** What the question for a range says of the time in which its markets were traded, once that is known. */
export class TradedRanges {
	/** What is known of each market, in their order. */
	private spans: readonly (TradedSpan | undefined)[] = [];
	private isLoaded = false;

	constructor(
		private readonly markets: readonly TradedMarket[],
		private readonly now: () => EpochMs,
	) {}

	async load(signal: AbortSignal): Promise<void> {
		if (this.isLoaded) return;
		this.spans = await Promise.all(this.markets.map(({ span }) => span(signal)));
		this.isLoaded = true;
	}

	/** Ranges that have data, where trading of the one market has ended. */
	ranges(): readonly { readonly range: QueryRange; readonly label: string }[] {
		return (this.only === undefined ? [] : lastTradedRanges(this.only)).map(({ days, range }) => ({
			range,
			label:
				days === 1
					? vscode.l10n.t("Its last day of trading")
					: vscode.l10n.t("Its last {0} days of trading", days),
		}));
	}

	/** The range to begin with in the place of one for which nothing can come. */
	begin(range: QueryRange, canBeAsked: (range: QueryRange) => boolean): QueryRange {
		return this.only === undefined
			? range
			: rangeToBeginWith(range, this.only, this.now(), canBeAsked);
	}

	/** The row of a range with a word on it where nothing can come. */
	told<T extends QueryRange>(choice: Choice<T>): Choice<T> {
		for (const [at, span] of this.spans.entries()) {
			const words = span && this.outsideWords(choice.value, span, this.markets[at]?.name);
			if (words !== undefined) return { ...choice, detail: `$(warning) ${words}` };
		}
		return choice;
	}

	/** That trading has ended, in one line: of the first market of which that is known. */
	note(): LiveNote | undefined {
		for (const [at, span] of this.spans.entries()) {
			const words = span && endedWords(span, this.markets[at]?.name);
			if (words !== undefined) return { words };
		}
		return undefined;
	}

	/** The one market, where there are no others. */
	private get only(): TradedSpan | undefined {
		return this.markets.length === 1 ? this.spans[0] : undefined;
	}

	private outsideWords(
		range: QueryRange,
		span: TradedSpan,
		name: string | undefined,
	): string | undefined {
		const outside = outsideTrading(range, span, this.now());
		if (outside === undefined) return undefined;
		const why = outsideReason(outside, span);
		return name === undefined
			? vscode.l10n.t("Nothing will come: {0}.", why)
			: vscode.l10n.t("Nothing will come for {0}: {1}.", name, why);
	}
}

function outsideReason(
	outside: NonNullable<ReturnType<typeof outsideTrading>>,
	{ firstTrade, lastTrade, expired }: TradedSpan,
): string {
	if (outside === "never") return vscode.l10n.t("this market was never traded");
	if (outside === "before") return vscode.l10n.t("trading began on {0}", inWords(firstTrade));
	return lastTrade === undefined && expired !== undefined
		? vscode.l10n.t("by its name, this market expired on {0}", day(expired))
		: vscode.l10n.t("trading ended on {0}", inWords(lastTrade));
}

function inWords(time: EpochMs | undefined): string {
	return time === undefined ? "" : moment(time);
}

/** That a market is traded no more, or may not be; `undefined` where nobody says so. */
function endedWords(span: TradedSpan, name: string | undefined): string | undefined {
	const { lastTrade, expired, isUntraded, unlistedBy } = span;
	const market = name ?? vscode.l10n.t("This market");
	if (lastTrade !== undefined) {
		return vscode.l10n.t("{0} stopped trading on {1}", market, moment(lastTrade));
	}
	if (expired !== undefined) {
		return vscode.l10n.t("{0} expired on {1}, by its name", market, day(expired));
	}
	if (isUntraded === true) return vscode.l10n.t("{0} is listed and was never traded", market);
	return unlistedBy === undefined
		? undefined
		: vscode.l10n.t(
				"{0} is not in {1}'s list: it may have ended, or is spelled otherwise",
				market,
				credentialOf(unlistedBy).label,
			);
}
