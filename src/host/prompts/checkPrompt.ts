import * as vscode from "vscode";
import type { DataSetMarkets } from "../../app/dataSets/dataSets";
import type { TradedSpan } from "../../core/discovery/listing";
import type { Limits } from "../../core/limits";
import { rangeWords } from "../../core/query/range";
import { rangeInput } from "../../core/query/rangeInput";
import type { MarketQuery, QueryRange } from "../../core/query/query";
import { type ExchangeNames, queryLabel } from "../../core/query/words/label";
import { queryProblem } from "../../core/query/words/problems";
import type { TimeRange } from "../../core/result/series";
import { SAMPLE_DATASET, SECOND_SAMPLE_DATASET } from "../../core/sample/dataset";
import { type EpochMs, epochMs, momentWords } from "../../core/time";
import {
	type Likeness,
	type OwnMarket,
	fixedRange,
	ownEnd,
	ownStretches,
	rankedMarkets,
	tradesOf,
	sureMarket,
} from "../../core/vendorCheck/pairing";
import { intervalAndRange, sourceWords } from "../words/titles";
import { translate } from "../words/uiText";
import { TradedRanges } from "./search/tradedRanges";
import type { Choice, Section } from "./steps/choices";
import { pickOne } from "./steps/pick";
import type { Answer, QuestionPosition } from "./steps/steps";
import { readRange } from "./steps/typedRange";

/** A market that can stand on the vendor's side of a check, and what it is called. */
export interface VendorChoice {
	readonly name: string;
	readonly query: MarketQuery;
	/** The series of its answer that is looked at, where several come. */
	readonly series?: string | undefined;
}

/** The vendor's side: a query as it was asked before, or an instrument of a data set. */
export type VendorSide =
	Omit<VendorChoice, "name"> | { readonly query?: undefined; readonly market: OwnMarket };

/** A data set with what is known of its instruments. */
export interface OwnDataSet {
	readonly dataset: string;
	readonly name: string;
	/** None where its trades were never read. */
	readonly symbols: readonly string[];
}

/** One's own side: an instrument, or a data set of which nobody knows the instruments yet. */
export type OwnChoice = OwnMarket | { readonly dataset: string; readonly symbol?: undefined };

const SAMPLES: readonly string[] = [SAMPLE_DATASET, SECOND_SAMPLE_DATASET];
const isSample = ({ dataset }: Pick<OwnDataSet, "dataset">) => SAMPLES.includes(dataset);

/** Data sets with the names that people know them by. */
export function ownDataSets(
	markets: readonly DataSetMarkets[],
	nameOf: ExchangeNames,
): readonly OwnDataSet[] {
	return markets.map(({ dataset, name, symbols }) => ({
		dataset,
		name: name ?? dataSetWords(dataset, nameOf),
		symbols: symbols.map(({ symbol }) => symbol),
	}));
}

function dataSetWords(dataset: string, nameOf: ExchangeNames): string {
	return translate(queryLabel(tradesOf({ dataset, symbol: "" }), nameOf).venue);
}

/** Asks whose numbers are checked: those of the chart in front, of a saved market or of a data set. */
export async function askVendor(
	title: string,
	shown: readonly VendorChoice[],
	saved: readonly VendorChoice[],
	dataSets: readonly OwnDataSet[],
	nameOf: ExchangeNames,
): Promise<VendorSide | undefined> {
	const choiceOf = ({ name, query, series }: VendorChoice): Choice<VendorSide> => ({
		code: `${name} ${JSON.stringify(query)}`,
		label: name,
		description: [sourceWords([query], nameOf), intervalAndRange([query])].join(" · "),
		value: { query, series },
	});
	// Nobody checks the sample data but to see what that looks like.
	const ownFirst = [...dataSets].sort((a, b) => Number(isSample(a)) - Number(isSample(b)));
	const ofDataSets = ownFirst.flatMap(({ dataset, name, symbols }) =>
		symbols.map((symbol): Choice<VendorSide> => ({
			code: `${symbol} ${dataset}`,
			label: symbol,
			description: name,
			value: { market: { dataset, symbol } },
		})),
	);
	const sections = [
		{ heading: vscode.l10n.t("chart in front"), choices: shown.map(choiceOf) },
		{ heading: vscode.l10n.t("saved markets"), choices: saved.map(choiceOf) },
		{ heading: vscode.l10n.t("one data set against another"), choices: ofDataSets },
	].filter(({ choices }) => choices.length > 0);
	const answer = await pickOne<VendorSide>({
		position: { title, canGoBack: false },
		placeholder: vscode.l10n.t("Whose numbers are checked?"),
		sections,
	});
	return typeof answer === "string" ? undefined : answer.value;
}

/** One's own side, and whether the person was asked for it. */
export interface AskedOwn {
	readonly choice: OwnChoice;
	readonly isAsked: boolean;
}

/**
 * Finds the trades that a vendor's numbers are held against: the one instrument of the same coin and currency, or what
 * the person chooses, the likeliest first. Sample data are never taken by themselves.
 */
export async function askOwn(
	position: QuestionPosition,
	vendor: MarketQuery,
	dataSets: readonly OwnDataSet[],
): Promise<Answer<AskedOwn>> {
	const markets = dataSets.flatMap(({ dataset, name, symbols }) =>
		symbols.map((symbol) => ({ dataset, symbol, name })),
	);
	const ranked = rankedMarkets(vendor, markets);
	const own = ranked.filter((market) => !isSample(market));
	const sure = sureMarket(own);
	if (sure !== undefined) return { value: { choice: sure, isAsked: false } };
	const unread = dataSets.filter(({ symbols }) => symbols.length === 0);
	const choiceOf = (market: OwnMarket & { readonly name: string }): Choice<OwnChoice> => ({
		code: `${market.symbol} ${market.dataset}`,
		label: market.symbol,
		description: market.name,
		value: market,
	});
	const headings: readonly (readonly [Likeness, string])[] = [
		["same", vscode.l10n.t("the same market")],
		["sameCoin", vscode.l10n.t("the same coin")],
		["unknown", vscode.l10n.t("perhaps")],
		["other", vscode.l10n.t("other coins")],
	];
	const of = (likeness: Likeness) =>
		own.filter((market) => market.likeness === likeness).map(choiceOf);
	const sections: Section<OwnChoice>[] = [
		...headings.slice(0, 3).map(([likeness, heading]) => ({ heading, choices: of(likeness) })),
		{
			heading: vscode.l10n.t("not read yet"),
			choices: unread.map(({ dataset, name }) => ({
				code: dataset,
				label: name,
				description: vscode.l10n.t("is read first"),
				value: { dataset },
			})),
		},
		...headings.slice(3).map(([likeness, heading]) => ({ heading, choices: of(likeness) })),
		{
			heading: vscode.l10n.t("sample data"),
			choices: ranked
				.filter((market) => isSample(market) && market.likeness !== "other")
				.map(choiceOf),
		},
	];
	const answer = await pickOne<OwnChoice>({
		position,
		placeholder: vscode.l10n.t(
			"Which of your trades is {0} held against?",
			queryLabel(vendor).market,
		),
		sections: sections.filter(({ choices }) => choices.length > 0),
	});
	return typeof answer === "string" ? answer : { value: { choice: answer.value, isAsked: true } };
}

/** What the range of a check is asked with. */
export interface CheckRangeRequest {
	readonly position: QuestionPosition;
	readonly vendor: MarketQuery;
	/** The own side in words: `BTC-USDT, My tape`. */
	readonly own: string;
	/** What the data set covers. */
	readonly span: TimeRange;
	readonly limits: () => Limits;
	readonly now: () => EpochMs;
	/** When the vendor's market was traded, where somebody can be asked for it. */
	readonly traded: (signal: AbortSignal) => Promise<TradedSpan | undefined>;
}

/** Asks which time is checked: what one's own trades cover, their last days, or any. */
export async function askCheckRange({
	position,
	vendor,
	own,
	span,
	limits,
	now,
	traded,
}: CheckRangeRequest): Promise<Answer<QueryRange>> {
	const choiceOf = (range: QueryRange, label: string, detail?: string): Choice<QueryRange> => ({
		code: rangeInput(range),
		label,
		description: translate(rangeWords(range)),
		value: range,
		...(detail !== undefined && { detail }),
	});
	const covered = vscode.l10n.t(
		"Trades from {0} to {1} UTC",
		momentWords(span.from),
		momentWords(epochMs(span.to - 1)),
	);
	const stretches = ownStretches(span, vendor, now()).map(({ days, range }) =>
		choiceOf(
			range,
			days === "all"
				? vscode.l10n.t("All of {0}", own)
				: days === 1
					? vscode.l10n.t("Its last day")
					: vscode.l10n.t("Its last {0} days", days),
			days === "all" ? covered : undefined,
		),
	);
	const isOffered = ({ code }: Choice<QueryRange>) => stretches.some((one) => one.code === code);
	const saved = ("from" in vendor.range ? [vendor.range] : [])
		.map((range) => choiceOf(range, vscode.l10n.t("As asked before")))
		.filter((choice) => !isOffered(choice));
	const problem = (range: QueryRange) => queryProblem({ ...vendor, range }, limits(), now());
	const spans = new TradedRanges([{ name: queryLabel(vendor).market, span: traded }], now);
	return pickOne<QueryRange>({
		position,
		placeholder: vscode.l10n.t("Time to check: choose, or type 36h, 2026-03-01..2026-03-02"),
		sections: [],
		live: {
			sections: () => [{ choices: [...stretches, ...saved].map((choice) => spans.told(choice)) }],
			load: (typed, signal) => (typed === "" ? spans.load(signal) : Promise.resolve()),
			note: () => spans.note(),
		},
		readTyped: (typed) => {
			// Lengths count back from the end of the trades, which both sides understand alike.
			const parsed = readRange(typed, span.to);
			if (!parsed.ok) return { problem: parsed.problem };
			const range = fixedRange(parsed.range, ownEnd(span, vendor, now()));
			const refused = problem(range);
			return refused === undefined
				? { choices: [spans.told(choiceOf(range, typed))] }
				: { problem: refused };
		},
		isValue: true,
		problem,
	});
}
