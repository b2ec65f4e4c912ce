import { decimalsOfAll, signedText } from "../../core/chart/format";
import { vwapModel } from "../../core/chart/vwapModel";
import { vwapPriceUnit } from "../../core/table/units";
import { crossCheck } from "../../core/vwap/crossCheck";
import { profilesOf, vwapsOf } from "../../core/table/parts";
import { type LineLook, bandLayer, lineLayer } from "../charts/layers/line";
import { colored } from "../charts/profilePane";
import type { Source, SubPane } from "../charts/screens/timeParts";
import { timeScreen } from "../charts/screens/timeScreen";
import { crossFigures } from "./vwapFigures";
import { crossRows } from "./vwapTables";
import { type Content, type ContentInput, empty } from "./types";
import { VWAP_LOOK, at, bpsText, extentOf, lineOf, noLogOf, pricesOf } from "./lines";

const IMPLIED: LineLook = { color: ({ poc }) => poc, dash: [5, 3] };
/** How far one row step lets the two differ. */
const STEP: LineLook = { color: ({ dimText }) => dimText, width: 1, dash: [1, 3] };

/** The VWAP that a profile implies against the VWAP of the same market, interval by interval. */
export function crossContent({ parts, view, words, caption }: ContentInput): Content {
	const { say } = words;
	const [profile] = profilesOf(parts);
	const [vwap] = vwapsOf(parts);
	if (profile === undefined || vwap === undefined) return empty(say("noRows"));
	const check = crossCheck(profile.series, vwap.series);
	if (!check.ok) return empty(say(check.reason), ["changeRange"]);
	const { times, implied, vwap: prices, bps, uncertaintyBps } = check;
	const { interval } = profile.series;
	const decimals = Math.max(
		vwapModel(vwap.series, vwap.result.range).priceDecimals,
		decimalsOfAll(profile.series.step === undefined ? [] : [profile.series.step]),
	);
	const price = words.price(decimals);
	const line = lineOf(times, prices, interval);
	const impliedLine = lineOf(times, implied, interval);
	const bpsLine = lineOf(times, bps, interval);
	const upper = prices.map((value, i) => value * (1 + (uncertaintyBps[i] ?? NaN) / 1e4));
	const lower = prices.map((value, i) => value * (1 - (uncertaintyBps[i] ?? NaN) / 1e4));
	const minus = uncertaintyBps.map((value) => -value);
	const upperLine = lineOf(times, upper, interval);
	const lowerLine = lineOf(times, lower, interval);
	const plusLine = lineOf(times, uncertaintyBps, interval);
	const minusLine = lineOf(times, minus, interval);
	const text = bpsText(words);
	const main: Source = {
		id: "prices",
		extent: extentOf(line, impliedLine, upperLine, lowerLine),
		layers: [
			bandLayer(upperLine, lowerLine, STEP.color),
			lineLayer([line], VWAP_LOOK),
			lineLayer([impliedLine], IMPLIED),
		],
		rows: (time, theme) => [
			{
				label: vwap.name,
				value: price(at(times, prices, time)),
				...colored(theme && VWAP_LOOK.color(theme)),
			},
			{
				label: say("implied"),
				value: price(at(times, implied, time)),
				...colored(theme && IMPLIED.color(theme)),
			},
		],
		valueAt: (time) => at(times, prices, time),
	};
	const difference: SubPane = {
		id: "difference",
		name: say("differenceBps"),
		decimals: 1,
		text: signedText(words.price(1)),
		source: {
			id: "difference",
			extent: extentOf(bpsLine, plusLine, minusLine),
			layers: [
				bandLayer(plusLine, minusLine, STEP.color),
				lineLayer([plusLine, minusLine], STEP),
				lineLayer([bpsLine], IMPLIED),
			],
			tags: (theme) => [
				{ value: 0, text: "", name: "", color: theme.axis, ink: theme.text, line: "solid" },
			],
			rows: (time) => [
				{ label: say("difference"), value: text(at(times, bps, time)) },
				{
					label: say("uncertainty"),
					value: `±${words.price(1)(at(times, uncertaintyBps, time))} bps`,
				},
			],
			valueAt: (time) => at(times, bps, time),
		},
	};
	const [first = 0] = times;
	const end = (times.at(-1) ?? first) + interval;
	const extent = main.extent?.(first, end) ?? { low: 0, high: 1 };
	const noLog = noLogOf(extent.low, words);
	const screen = timeScreen({
		words,
		times,
		interval,
		bounds: { min: first, max: end, minSpan: Math.min(end - first, interval * 4) },
		sources: [main],
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
		summary: say("crossSummary", caption.market, check.compared, check.within, check.beyond),
		figures: crossFigures(check, words),
		table: crossRows(check, decimals, vwapPriceUnit(vwap.query), words),
		screen,
		legend: [
			{ id: "", label: vwap.name, color: VWAP_LOOK.color },
			{ id: "", label: say("implied"), color: IMPLIED.color, look: "dashed" },
			{ id: "", label: say("uncertainty"), color: STEP.color, look: "dotted" },
		],
		zoomKey: `cross ${profile.series.id}`,
		facts: noLog === undefined ? {} : { noLog },
	};
}
