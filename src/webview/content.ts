import { decimalsOfAll, signedText } from "../core/chart/format";
import { profileModel } from "../core/chart/profileModel";
import { vwapModel } from "../core/chart/vwapModel";
import type { CompositeRefusal } from "../core/profile/composite";
import type { ViewOptions } from "../core/query/viewOptions";
import { queryUnit } from "../core/query/unit";
import type { QueryResult } from "../core/result";
import type { Series, VolumeProfileSeries, VwapSeries } from "../core/series";
import type { ActionId } from "../protocol/messages";
import type { Plot } from "./charts/plot";
import { profilePlot } from "./charts/profilePlot";
import { vwapPlot } from "./charts/vwapPlot";
import { type Figure, methodWords, profileFigures, vwapFigures } from "./figures";
import { allIntervalsWords, gapsOf, withProgress } from "./intervalCount";
import { type TableSource, profileTable, vwapTable } from "./tableSources";
import type { ChartTheme } from "./theme";
import type { Words } from "./words";

/** Something to look at, in every form that the page has for it. */
export interface ChartContent {
	readonly state: "chart";
	readonly summary: string;
	readonly figures: readonly Figure[];
	readonly table: TableSource;
	readonly plot: (theme: ChartTheme) => Plot;
	/** Looks at the same axis keep their zoom. */
	readonly zoomKey: string;
}

/** Nothing to look at, in one sentence with a way forward. */
export interface EmptyContent {
	readonly state: "empty";
	readonly text: string;
	readonly actions: readonly ActionId[];
}

export type Content = ChartContent | EmptyContent;

/** The series that a view names, or the first. */
export function shownSeries(result: QueryResult, view: ViewOptions): Series | undefined {
	return result.series.find(({ id }) => id === view.series) ?? result.series[0];
}

/** What the page shows of a result. */
export function contentOf(
	result: QueryResult,
	view: ViewOptions,
	words: Words,
	market: string,
): Content {
	const series = shownSeries(result, view);
	if (series === undefined) return empty(words.say("noSeries"));
	return series.kind === "volumeProfile"
		? profileContent(result, series, view, words, market)
		: vwapContent(result, series, words, market);
}

function profileContent(
	result: QueryResult,
	series: VolumeProfileSeries,
	view: ViewOptions,
	words: Words,
	market: string,
): Content {
	const { valueAreaPercent, valueAreaMethod } = words.settings;
	const built = profileModel(series, {
		...(view.interval === undefined ? {} : { interval: view.interval }),
		percent: valueAreaPercent,
		method: valueAreaMethod,
	});
	if (!built.ok) return empty(refusalWords(built.refusal, words));
	const { model } = built;
	const { levels, interval } = model;
	if (levels === undefined) {
		return interval === undefined
			? empty(words.say("noRows"))
			: { state: "empty", text: words.say("noRowsInInterval"), actions: [] };
	}
	const coin = model.coin ?? queryUnit(result.query) ?? words.say("baseUnit");
	const unit = model.unit === "USD" ? "USD" : coin;
	const price = words.price(model.priceDecimals);
	const what =
		interval === undefined
			? allIntervalsWords(result, series, words)
			: withProgress(`${words.time(interval.start)} ${words.zone.name}`, interval.isOpen, words);
	const figures = profileFigures(
		model,
		levels,
		interval === undefined ? gapsOf(result, series) : 0,
		unit,
		words,
	);
	return {
		state: "chart",
		summary: words.say(
			"profileSummary",
			market,
			what,
			price(levels.poc),
			price(levels.val),
			price(levels.vah),
			`${words.full(levels.total)} ${unit}`,
			`${signedText(words.full)(levels.delta)} ${unit}`,
			methodWords(words),
		),
		figures,
		table: profileTable(model, levels, unit, words),
		plot: (theme) => profilePlot(model, words, unit, theme),
		zoomKey: `profile ${series.id}`,
	};
}

function vwapContent(
	result: QueryResult,
	series: VwapSeries,
	words: Words,
	market: string,
): Content {
	const model = vwapModel(series, result.range);
	const { figures } = model;
	if (figures === undefined) {
		const { length } = series.times;
		return empty(length === 0 ? words.say("noRows") : words.say("noPrices", length));
	}
	const price = words.price(model.priceDecimals);
	return {
		state: "chart",
		summary: words.say(
			"vwapSummary",
			market,
			`${words.time(result.range.from)} – ${words.time(result.range.to)} ${words.zone.name}`,
			price(figures.last),
			words.time(figures.lastTime),
			price(figures.low),
			price(figures.high),
			model.gaps,
		),
		figures: vwapFigures(model, figures, words),
		table: vwapTable(model, words),
		plot: (theme) => vwapPlot(model, words, theme),
		zoomKey: `vwap ${series.id}`,
	};
}

function empty(text: string): EmptyContent {
	return { state: "empty", text, actions: ["changeRange", "refresh"] };
}

function refusalWords(refusal: CompositeRefusal, { say, price }: Words): string {
	if (refusal.reason === "differentOrigins") return say("differentOrigins");
	const [one, other] = refusal.steps.map(price(decimalsOfAll(refusal.steps)));
	return say("differentSteps", one ?? "", other ?? "");
}
