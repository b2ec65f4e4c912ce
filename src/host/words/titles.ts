import { at } from "../../core/at";
import * as vscode from "vscode";
import { providerOf } from "../../core/providers/providers";
import { type ExchangeNames, queryLabel } from "../../core/query/words/label";
import type { ChartView, MarketQuery } from "../../core/query/query";
import { translate } from "./uiText";
import { marketsLabel, partLabels, unique, viewLabel } from "./viewLabel";

/** `BTCUSDT + ETHUSDT`: what queries are about, each market once. */
export function marketNames(queries: readonly MarketQuery[]): string {
	return translate(marketsLabel(queries));
}

/** Names that tell the queries of a view apart. */
export function partNames(
	queries: readonly MarketQuery[],
	nameOf: ExchangeNames,
): readonly string[] {
	return partLabels(queries, nameOf).map(({ market, more }) =>
		more === undefined ? market : `${market} ${translate(more)}`,
	);
}

/** What a view shows, in few words: `BTCUSDT volume profile`, `BTC-USD VWAP over profile`. */
export function viewTitle(view: ChartView): string {
	return translate(viewLabel(view, marketNames(view.queries)));
}

/** Title of a view's tab, which tells it from others of its market: `BTC-USD VWAP · hourly · 24 h`. */
function tabTitle(view: ChartView): string {
	return [viewTitle(view), ...filters(view.queries), ...intervalsAndRanges(view.queries)].join(
		" · ",
	);
}

/** What a tab is named after: its saved market, or what it shows. */
export interface Titled {
	readonly view: ChartView;
	readonly name: string | undefined;
}

/** Titles of all open tabs. Where two would be the same their venues tell them apart. */
export function tabTitles(tabs: readonly Titled[], nameOf: ExchangeNames): readonly string[] {
	const titles = tabs.map(({ view, name }) => name ?? tabTitle(view));
	return tabs.map(({ view, name }, tab) => {
		const title = at(titles, tab);
		const isAlone = titles.filter((other) => other === title).length === 1;
		return isAlone || name !== undefined
			? title
			: `${title} · ${venuesWords(view.queries, nameOf)}`;
	});
}

/** Where a query's numbers come from: `Binance Futures`, `sum of Binance Futures + Bybit`. */
function venueWords(query: MarketQuery, nameOf: ExchangeNames): string {
	const { venue, isSum } = queryLabel(query, nameOf);
	return isSum ? vscode.l10n.t("sum of {0}", translate(venue)) : translate(venue);
}

/** The venues of queries, each once: `Binance Futures + Bybit`. */
function venuesWords(queries: readonly MarketQuery[], nameOf: ExchangeNames): string {
	return unique(queries.map((query) => venueWords(query, nameOf))).join(" + ");
}

/** The provider behind a venue; trades name their data set as their venue. */
function providerWords(query: MarketQuery): string | undefined {
	const { isSource, label } = providerOf(query);
	return isSource ? label : undefined;
}

/** Venues and providers, each provider once: `Binance Futures + Bybit · Kiyotaka`. */
export function sourceWords(queries: readonly MarketQuery[], nameOf: ExchangeNames): string {
	const providers = unique(queries.map((query) => providerWords(query) ?? ""));
	return providers
		.map((provider) => {
			const theirs = queries.filter((query) => (providerWords(query) ?? "") === provider);
			return [venuesWords(theirs, nameOf), provider].filter((part) => part !== "").join(" · ");
		})
		.join(" + ");
}

/** The source of each of several queries in the fewest words that tell them apart. */
export function partSources(
	queries: readonly MarketQuery[],
	nameOf: ExchangeNames,
): readonly string[] {
	return queries.map((query) => {
		const venue = venueWords(query, nameOf);
		const hasTwin = queries.some(
			(other) => other.provider !== query.provider && venueWords(other, nameOf) === venue,
		);
		return hasTwin ? sourceWords([query], nameOf) : venue;
	});
}

/**
 * Market, venue and provider of queries, what they share said once: `BTCUSDT · Binance Futures + Bybit ·
 * Kiyotaka`, `BTC-USD · Coinbase + ETH-USD · Kraken · Kaiko`.
 */
export function marketsAndSources(queries: readonly MarketQuery[], nameOf: ExchangeNames): string {
	const names = unique(queries.map((query) => queryLabel(query).market));
	const venues = unique(queries.map((query) => venueWords(query, nameOf)));
	const heads =
		names.length === 1 || venues.length === 1
			? [names.join(" + "), venues.join(" + ")].join(" · ")
			: queries
					.map((query) => `${queryLabel(query).market} · ${venueWords(query, nameOf)}`)
					.join(" + ");
	return [heads, ...unique(queries.flatMap((query) => providerWords(query) ?? []))].join(" · ");
}

/** `hourly · 24 h`, `2 markets · hourly · 24 h`: what stands behind a saved market's name. */
export function intervalAndRange(queries: readonly MarketQuery[]): string {
	return [
		...(queries.length > 1 ? [vscode.l10n.t("{0} markets", queries.length)] : []),
		...filters(queries),
		...intervalsAndRanges(queries),
	].join(" · ");
}

/** Which trades alone count, each once; none where all do. */
export function filters(queries: readonly MarketQuery[]): readonly string[] {
	return unique(
		queries.flatMap((query) => {
			const { filter } = queryLabel(query);
			return filter === undefined ? [] : [translate(filter)];
		}),
	);
}

function intervalsAndRanges(queries: readonly MarketQuery[]): readonly [string, string] {
	const labels = queries.map((query) => queryLabel(query));
	const each = (texts: readonly string[]) => unique(texts).join(", ");
	return [
		each(labels.map(({ interval }) => translate(interval))),
		each(labels.map(({ range }) => translate(range))),
	];
}
