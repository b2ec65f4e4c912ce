import { decimalsOfAll, signedText } from "../../../core/chart/format";
import { tradedTimes } from "../../../core/chart/tradedTimes";
import { vwapPriceUnit } from "../../../core/table/units";
import { type ComparedIntervals, crossCheck } from "../../../core/vwap/crossCheck";
import {
	type DifferenceSummary,
	sortedDifferences,
	summarizeDifferences,
} from "../../../core/vwap/differences";
import { profilesOf, vwapsOf } from "../../../core/table/parts";
import { holdsOpen } from "../../../core/result/reach";
import type { LineLook } from "../../charts/layers/line";
import type { AxisTag } from "../../charts/frame";
import { histogramLayer } from "../../charts/layers/histogram";
import { colored } from "../../charts/profilePane";
import type { ItemRow } from "../../charts/screen";
import type { Plot, SubPane } from "../../charts/screens/timeInput";
import type { ChartTheme } from "../../theme";
import { crossFigures } from "./vwapFigures";
import type { Words } from "../../words";
import { type CheckContentOf, empty } from "../types";
import { VWAP_LOOK, atTime, bpsText, extentOf, noLogOf, pricesOf } from "./lines";

const IMPLIED: LineLook = { color: ({ poc }) => poc, dash: [5, 3] };
/** How far the height of a row lets the two differ. */
const STEP: LineLook = { color: ({ dimText }) => dimText, width: 1, dash: [1, 3] };

/** The differences are what the chart is for. */
const DIFFERENCE_SHARE = 0.6;

/** The VWAP that a profile implies against the VWAP of the same market, interval by interval. */
export const crossContent: CheckContentOf = (
	{ parts, view, words, caption },
	{ screenOf, lineOf, vwapModel, lineLayer, bandLayer },
) => {
	const { say } = words;
	const [profile] = profilesOf(parts);
	const [vwap] = vwapsOf(parts);
	if (profile === undefined || vwap === undefined) return empty(say("noRows"));
	const check = crossCheck(profile.series, vwap.series);
	if (!check.ok) return empty(say(check.reason), ["changeRange"]);
	const { times, implied, low, high, vwap: prices, bps, leastBps, mostBps } = check;
	const { interval } = profile.series;
	const decimals = Math.max(
		vwapModel(vwap.series, vwap.result.range).priceDecimals,
		decimalsOfAll(profile.series.step === undefined ? [] : [profile.series.step]),
	);
	const price = words.price(decimals);
	const isOpenAt = (time: number) =>
		[profile, vwap].some(({ series }) => holdsOpen(series, time, time + interval));
	/** A price of an interval, or why it has none: the profile did not trade, or the VWAP of the interval is not compared. */
	const priceOf = (values: Float64Array, time: number): string => {
		const value = atTime(times, values, time);
		if (!Number.isNaN(value)) return price(value);
		if (values === implied) return say("noTrades");
		return say(isOpenAt(time) ? "inProgress" : "notCompared");
	};
	const line = lineOf(times, prices, interval);
	const impliedLine = lineOf(times, implied, interval);
	const bpsLine = lineOf(times, bps, interval);
	const highLine = lineOf(times, high, interval);
	const lowLine = lineOf(times, low, interval);
	const mostLine = lineOf(times, mostBps, interval);
	const leastLine = lineOf(times, leastBps, interval);
	const text = bpsText(words);
	const hidden = new Set(view.hidden);
	const summary = summarizeDifferences(bps);
	const main: Plot = {
		extent: extentOf(line, impliedLine, highLine, lowLine),
		layers: [
			bandLayer(highLine, lowLine, STEP.color),
			lineLayer([line], VWAP_LOOK),
			lineLayer([impliedLine], IMPLIED),
		],
		rows: (time, theme) => [
			{
				label: vwap.name,
				value: priceOf(prices, time),
				...colored(theme && VWAP_LOOK.color(theme)),
			},
			{
				label: say("implied"),
				value: priceOf(implied, time),
				...colored(theme && IMPLIED.color(theme)),
			},
		],
		readings: (time) => [
			{ id: "vwap", value: priceOf(prices, time) },
			{ id: "implied", value: priceOf(implied, time) },
		],
		valueAt: (time) => atTime(times, prices, time),
	};
	const difference: SubPane = {
		id: "difference",
		share: DIFFERENCE_SHARE,
		name: say("differenceBps"),
		decimals: 1,
		text: signedText(words.price(1)),
		plot: {
			extent: extentOf(bpsLine, mostLine, leastLine),
			layers: [
				...(hidden.has("histogram")
					? []
					: [histogramLayer(sortedDifferences(bps), ({ dimText }) => dimText)]),
				bandLayer(mostLine, leastLine, STEP.color),
				lineLayer([mostLine, leastLine], STEP),
				lineLayer([bpsLine], IMPLIED),
			],
			tags: (theme) => [
				{ value: 0, text: "", name: "", color: theme.axis, ink: theme.text, line: "thin" },
				...(summary === undefined || hidden.has("mean") ? [] : meanTags(summary, theme, words)),
			],
			rows: (time) => [
				{
					label: say("difference"),
					value: Number.isNaN(atTime(times, bps, time)) ? "–" : text(atTime(times, bps, time)),
				},
				...explained(atTime(times, leastBps, time), atTime(times, mostBps, time), words),
			],
			readings: (time) =>
				explained(atTime(times, leastBps, time), atTime(times, mostBps, time), words).map(
					({ value }) => ({ id: "uncertainty", value }),
				),
			valueAt: (time) => atTime(times, bps, time),
		},
	};
	const [first = 0] = times;
	const end = (times.at(-1) ?? first) + interval;
	const extent = main.extent?.(first, end) ?? { low: 0, high: 1 };
	const noLog = noLogOf(extent.low, words);
	const screen = screenOf({
		words,
		times: view.snap === true ? tradedTimes(times, [prices, implied]) : times,
		interval,
		bounds: { min: first, max: end, minSpan: Math.min(end - first, interval * 4) },
		plots: [main],
		subPanes: [difference],
		decimals,
		text: price,
		isLog: view.log === true && noLog === undefined,
		prices: pricesOf(extent.low, extent.high),
		...(view.brush === true ? { brush: line } : {}),
	});
	return {
		state: "chart",
		layout: "crossCheck",
		summary: summaryOf(check, caption.market, words),
		figures: crossFigures(check, words),
		table: {
			name: "crossCheck",
			make: ({ crossRows }) => crossRows(check, decimals, vwapPriceUnit(vwap.query), words),
		},
		screen,
		legend: [
			{ id: "", label: vwap.name, color: VWAP_LOOK.color, reads: "vwap" },
			{ id: "", label: say("implied"), color: IMPLIED.color, look: "dashed", reads: "implied" },
			{
				id: "",
				label: say("uncertainty"),
				color: STEP.color,
				look: "dotted",
				reads: "uncertainty",
			},
			{ id: "histogram", label: say("histogram"), color: ({ dimText }) => dimText, look: "area" },
			{
				id: "mean",
				label: say("meanDifference"),
				color: ({ vwap: color }) => color,
				look: "dashed",
				figures: ["mean"],
			},
		],
		zoomKey: `cross ${profile.series.id}`,
		facts: noLog === undefined ? {} : { noLog },
	};
};

/** The mean of all differences, and one deviation to both sides of it. */
function meanTags(
	{ mean, sigma }: DifferenceSummary,
	theme: ChartTheme,
	words: Words,
): readonly AxisTag[] {
	const text = signedText(words.price(2));
	const tag = (value: number, name: string, line: AxisTag["line"]): AxisTag => ({
		value,
		name,
		line,
		text: line === "dashed" ? text(value) : "",
		color: theme.vwap,
		ink: theme.vwapInk,
	});
	return [
		tag(mean, words.say("mean"), "dashed"),
		...(sigma > 0 ? [tag(mean + sigma, "+σ", "dotted"), tag(mean - sigma, "−σ", "dotted")] : []),
	];
}

/** Differences that the height of a row explains, under the pointer. */
function explained(least: number, most: number, { say, price }: Words): ItemRow[] {
	if (Number.isNaN(least) || Number.isNaN(most)) return [];
	const text = signedText(price(1));
	return [{ label: say("uncertainty"), value: `${text(least)} – ${text(most)} bps` }];
}

function summaryOf(check: ComparedIntervals, market: string, { say }: Words): string {
	const { compared, within, beyond, unknown } = check;
	const counts = say("crossSummary", market, compared, within, beyond);
	return unknown > 0 ? `${counts} ${say("crossUnknown", unknown)}` : counts;
}
