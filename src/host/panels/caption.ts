import * as vscode from "vscode";
import { queryLabel } from "../../core/query/label";
import type { ChartView, MarketQuery } from "../../core/query/schema";
import type { QueryResult } from "../../core/result";
import type { PanelCaption } from "../../protocol/messages";
import { translate } from "../uiText";
import type { CaptionState } from "./panelControllerDeps";
import { minute, partialWords } from "./partialWords";
import { marketNames, partNames, sourceWords } from "./titles";
import { unique } from "./viewLabel";

/** The words around the data of a panel. */
export function captionOf(
	{ queries }: ChartView,
	{ results, problems, fromSnapshot, volumeRefused }: CaptionState,
): PanelCaption {
	const labels = queries.map((query) => queryLabel(query));
	const names = partNames(queries);
	const each = (texts: readonly string[]) => unique(texts).join(", ");
	const isOne = queries.length === 1;
	const hasAnswer = results.some((result) => result !== undefined);
	return {
		market: marketNames(queries),
		source: unique(queries.map(sourceWords)).join(" + "),
		detail: [
			each(labels.map(({ range }) => translate(range))),
			each(labels.map(({ interval }) => translate(interval))),
		].join(" · "),
		footnote: queries.map((query, at) => footnote(query, results[at])).join("; "),
		notes: queries
			.flatMap((query, at) =>
				notesOf(query, results[at]).map(({ kind, text }) => ({
					kind,
					text: isOne ? text : `${names[at] ?? ""}: ${text}`,
				})),
			)
			.sort((a, b) => Number(b.kind === "partial") - Number(a.kind === "partial")),
		fromSnapshot,
		parts: queries.map((query, at) => ({
			market: queryLabel(query).market,
			source: sourceWords(query),
			kind: translate(queryLabel(query).kind),
			...(hasAnswer ? problemOf(problems[at]) : {}),
		})),
		...(volumeRefused === undefined ? {} : { volumeRefused }),
	};
}

function problemOf(problem: string | undefined): { readonly problem?: string } {
	return problem === undefined ? {} : { problem };
}

function footnote(query: MarketQuery, result: QueryResult | undefined): string {
	const { kind, market, interval } = queryLabel(query);
	const parts = [`${market} · ${sourceWords(query)}`, translate(kind), translate(interval)];
	if (result !== undefined) {
		parts.push(vscode.l10n.t("{0} to {1} UTC", minute(result.range.from), minute(result.range.to)));
	}
	const version = result?.resolved?.["dataVersion"];
	if (version !== undefined) parts.push(vscode.l10n.t("data version {0}", version));
	if (query.provider === "kiyotaka" && query.quote === "USD") {
		parts.push(vscode.l10n.t("volumes in US dollars"));
	}
	return parts.join(" · ");
}

function notesOf(query: MarketQuery, result: QueryResult | undefined): PanelCaption["notes"] {
	if (result === undefined) return [];
	return [
		...(result.partial === undefined
			? []
			: [{ kind: "partial" as const, text: partialWords(query, result.partial) }]),
		...result.warnings.map(({ text }) => ({ kind: "warning" as const, text: translate(text) })),
	];
}

/** What an exported file says about its market: fixed English, as in the query. */
export function exportSource(query: MarketQuery): string {
	const { market, provider } = queryLabel(query);
	const venue =
		query.provider === "trades"
			? query.dataset
			: query.provider === "kaiko"
				? query.exchange
				: query.exchange.join("+");
	return `${provider} ${venue} ${market} ${query.interval}`;
}
