import * as vscode from "vscode";
import { sentenceOf } from "../../core/errorSentences";
import { queryLabel } from "../../core/query/label";
import type { ChartView, MarketQuery } from "../../core/query/schema";
import type { PartialReason, QueryResult } from "../../core/result";
import type { PanelCaption } from "../../protocol/messages";
import { translate } from "../uiText";

function zoneName(zone: string): string {
	return zone === "local" ? vscode.l10n.t("local time") : zone;
}

/** `2026-03-29 16:00`, UTC like all times in the source line. */
function minute(time: number): string {
	return new Date(time).toISOString().slice(0, 16).replace("T", " ");
}

/** Title of a view's tab: `BTCUSDT volume profile`. */
export function viewTitle(view: ChartView): string {
	const [query] = view.queries;
	if (query === undefined) return vscode.l10n.t("Chart");
	const { market } = queryLabel(query);
	return query.kind === "vwap"
		? vscode.l10n.t("{0} VWAP", market)
		: vscode.l10n.t("{0} volume profile", market);
}

/** Venue and provider: `Binance Futures · Kiyotaka`. */
export function sourceWords(query: MarketQuery): string {
	const { venue, provider, isSum } = queryLabel(query);
	const place = isSum ? vscode.l10n.t("sum of {0}", translate(venue)) : translate(venue);
	return query.provider === "trades" ? place : `${place} · ${provider}`;
}

/** `hourly · 24 h`: what stands behind a saved market's name. */
export function intervalAndRange(query: MarketQuery): string {
	const { interval, range } = queryLabel(query);
	return `${translate(interval)} · ${translate(range)}`;
}

/** The words around the data of a panel. */
export function captionOf(
	view: ChartView,
	timeZone: string,
	result?: QueryResult,
	fromSnapshot = false,
): PanelCaption {
	const [query] = view.queries;
	if (query === undefined) throw new TypeError("A view has at least one query.");
	const label = queryLabel(query);
	return {
		market: label.market,
		source: sourceWords(query),
		detail: [translate(label.range), translate(label.interval), zoneName(timeZone)].join(" · "),
		footnote: footnote(query, result),
		notes: result === undefined ? [] : notesOf(query, result),
		fromSnapshot,
		parts: view.queries.map((one) => ({
			market: queryLabel(one).market,
			source: sourceWords(one),
			kind: translate(queryLabel(one).kind),
		})),
	};
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

function notesOf(query: MarketQuery, result: QueryResult): PanelCaption["notes"] {
	return [
		...(result.partial === undefined
			? []
			: [{ kind: "partial" as const, text: partialWords(query, result.partial) }]),
		...result.warnings.map(({ text }) => ({ kind: "warning" as const, text: translate(text) })),
	];
}

function partialWords(query: MarketQuery, partial: PartialReason): string {
	const reason = partialReason(query, partial);
	return partial.completeUntil === undefined
		? reason
		: `${reason} ${vscode.l10n.t("Complete until {0} UTC.", minute(partial.completeUntil))}`;
}

function partialReason(query: MarketQuery, { code, error }: PartialReason): string {
	switch (code) {
		case "cancelled":
			return vscode.l10n.t("Cancelled before everything had come. Refresh to load all of it.");
		case "deadline":
			return vscode.l10n.t(
				"Time ran out before everything had come. Refresh, or choose a shorter range.",
			);
		case "rowLimit":
			return vscode.l10n.t(
				"The row limit is reached. Raise it in the settings, or choose a shorter range.",
			);
		case "pageLimit":
			return vscode.l10n.t(
				"The page limit is reached. Raise it in the settings, or choose a shorter range.",
			);
		case "repeatedPage":
			return vscode.l10n.t("The provider sent the same page again, so loading stopped there.");
		case "emptyPages":
			return vscode.l10n.t("The provider sent empty pages, so loading stopped there.");
		case "badToken":
			return vscode.l10n.t(
				"The provider did not say where the next page is, so loading stopped there.",
			);
		case "requestFailed": {
			if (error === undefined) return vscode.l10n.t("A request failed, so a part is missing.");
			const why = translate(sentenceOf(error.kind, query.provider, error.facts));
			return vscode.l10n.t("A part is missing. {0}", why);
		}
	}
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
