import * as vscode from "vscode";
import { queryLabel } from "../../core/query/label";
import type { ChartView, MarketQuery } from "../../core/query/schema";
import { translate } from "../uiText";
import { marketsLabel, partLabels, unique, viewLabel } from "./viewLabel";

/** `BTCUSDT + ETHUSDT`: what queries are about, each market once. */
export function marketNames(queries: readonly MarketQuery[]): string {
	return translate(marketsLabel(queries));
}

/** Names that tell the queries of a view apart. */
export function partNames(queries: readonly MarketQuery[]): readonly string[] {
	return partLabels(queries).map(({ market, more }) =>
		more === undefined ? market : `${market} ${translate(more)}`,
	);
}

/** Title of a view's tab: `BTCUSDT volume profile`, `BTC-USD VWAP over profile`. */
export function viewTitle(view: ChartView): string {
	return translate(viewLabel(view, marketNames(view.queries)));
}

/** Venue and provider: `Binance Futures · Kiyotaka`. */
export function sourceWords(query: MarketQuery): string {
	const { venue, provider, isSum } = queryLabel(query);
	const place = isSum ? vscode.l10n.t("sum of {0}", translate(venue)) : translate(venue);
	return query.provider === "trades" ? place : `${place} · ${provider}`;
}

/** `hourly · 24 h`, `2 markets · hourly · 24 h`: what stands behind a saved market's name. */
export function intervalAndRange(queries: readonly MarketQuery[]): string {
	const labels = queries.map((query) => queryLabel(query));
	const each = (texts: readonly string[]) => unique(texts).join(", ");
	return [
		...(queries.length > 1 ? [vscode.l10n.t("{0} markets", queries.length)] : []),
		each(labels.map(({ interval }) => translate(interval))),
		each(labels.map(({ range }) => translate(range))),
	].join(" · ");
}
