import { at } from "../../core/at";
import * as vscode from "vscode";
import { providerOf } from "../../core/providers/providers";
import { type ExchangeNames, queryLabel } from "../../core/query/words/label";
import { queryUnit } from "../../core/query/unit";
import type { ChartView, MarketQuery } from "../../core/query/query";
import type { PackedResult } from "../../core/result/packedResult";
import type { PanelCaption } from "../../protocol/messages";
import { messageActions } from "../actions";
import { formatText } from "../../core/text";
import { cachedWords } from "./cachedWords";
import { translate } from "./uiText";
import { partialActions, partialWords } from "./partialWords";
import {
	filters,
	marketNames,
	marketsAndSources,
	partNames,
	partSources,
	sourceWords,
} from "./titles";
import { unique } from "./viewLabel";

/** What the words around the data depend on besides the view; the lists have one entry per query. */
export interface CaptionState {
	readonly results: readonly (PackedResult | undefined)[];
	/** Why a query has no answer. */
	readonly problems: readonly (string | undefined)[];
	readonly fromSnapshot: boolean;
	/** What venues and data sets are called. */
	readonly nameOf: ExchangeNames;
	/** What asking again costs, where it can be asked. */
	readonly cost?: string | undefined;
	/** Name of the saved market that the panel belongs to. */
	readonly savedAs?: string | undefined;
	/** Why a query of the panel cannot have volumes. */
	readonly volumeRefused?: string | undefined;
}

/** The words around the data of a panel. */
export function captionOf(
	{ queries, view }: ChartView,
	{ results, problems, fromSnapshot, nameOf, volumeRefused, savedAs, cost }: CaptionState,
): PanelCaption {
	const labels = queries.map((query) => queryLabel(query));
	const names = partNames(queries, nameOf);
	const sources = partSources(queries, nameOf);
	const each = (texts: readonly string[]) => unique(texts).join(", ");
	const isOne = queries.length === 1;
	const hasAnswer = results.some((result) => result !== undefined);
	return {
		market: marketNames(queries),
		source: sourceWords(queries, nameOf),
		detail: [
			each(labels.map(({ range }) => translate(range))),
			each(labels.map(({ interval }) => translate(interval))),
			...filters(queries),
		].join(" · "),
		footnote: footnote(queries, results, nameOf),
		notes: queries
			.flatMap((query, part) =>
				notesOf(query, results[part]).map(({ text, ...note }) => ({
					...note,
					text: isOne ? text : `${at(names, part)}: ${text}`,
				})),
			)
			.sort((a, b) => Number(b.kind === "partial") - Number(a.kind === "partial")),
		fromSnapshot,
		parts: queries.map((query, part) => ({
			market: queryLabel(query).market,
			source: at(sources, part),
			kind: translate(queryLabel(query).kind),
			...(view.layout === "vendorCheck" ? { side: sideName(query, queries, nameOf) } : {}),
			...(hasAnswer ? problemOf(problems[part]) : {}),
		})),
		...(cost === undefined ? {} : { cost }),
		...(savedAs === undefined ? {} : { savedAs }),
		...(volumeRefused === undefined ? {} : { volumeRefused }),
	};
}

/** What a vendor check calls a side: its provider or data set, and its market where that does not tell it. */
function sideName(
	query: MarketQuery,
	queries: readonly MarketQuery[],
	nameOf: ExchangeNames,
): string {
	const nameAlone = (one: MarketQuery) => {
		const { provider, venue } = queryLabel(one, nameOf);
		return providerOf(one).isSource ? provider : translate(venue);
	};
	const [vendor, own] = queries.map(nameAlone);
	const name = nameAlone(query);
	return vendor === own ? `${name} ${queryLabel(query).market}` : name;
}

function problemOf(problem: string | undefined): { readonly problem?: string } {
	return problem === undefined ? {} : { problem };
}

/** The source line without its times: queries that share all but market and venue share one sentence. */
function footnote(
	queries: readonly MarketQuery[],
	results: readonly (PackedResult | undefined)[],
	nameOf: ExchangeNames,
): string {
	const groups = new Map<string, MarketQuery[]>();
	for (const [at, query] of queries.entries()) {
		const facts = footnoteFacts(query, results[at]).join(" · ");
		const key = `${query.provider} ${facts}`;
		groups.set(key, [...(groups.get(key) ?? []), query]);
	}
	return [...groups]
		.map(
			([key, group]) => `${marketsAndSources(group, nameOf)} · ${key.slice(key.indexOf(" ") + 1)}`,
		)
		.join("; ");
}

function footnoteFacts(query: MarketQuery, result: PackedResult | undefined): readonly string[] {
	const { kind, interval, filter } = queryLabel(query);
	const facts = [translate(kind), translate(interval)];
	if (filter !== undefined) facts.push(translate(filter));
	const version = result?.resolved?.["dataVersion"];
	if (version !== undefined) facts.push(vscode.l10n.t("data version {0}", version));
	if (query.kind === "volumeProfile" && queryUnit(query) === "USD") {
		facts.push(vscode.l10n.t("volumes in US dollars"));
	}
	const cached = result && cachedWords(result);
	if (cached !== undefined) facts.push(cached);
	return facts;
}

function notesOf(query: MarketQuery, result: PackedResult | undefined): PanelCaption["notes"] {
	if (result === undefined) return [];
	return [
		...(result.partial === undefined
			? []
			: [
					{
						kind: "partial" as const,
						text: partialWords(result),
						actions: messageActions(partialActions(result)),
					},
				]),
		...result.warnings.map(({ text }) => ({ kind: "warning" as const, text: translate(text) })),
	];
}

/** What an exported file says about its market: fixed English, as in the query. */
export function exportSource(query: MarketQuery): string {
	const { market, provider, filter } = queryLabel(query);
	const venue = providerOf(query).venues(query).join("+");
	const counted = filter === undefined ? "" : ` ${formatText(filter)}`;
	return `${provider} ${venue} ${market} ${query.interval}${counted}`;
}
