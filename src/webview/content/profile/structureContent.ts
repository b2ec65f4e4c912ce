import { rowGridOf } from "../../../core/chart/profile/profileModel";
import { tradedTimes } from "../../../core/chart/tradedTimes";
import { joinBounds } from "../../../core/chart/axisRange";
import { chosenSelection } from "../../../core/query/selections";
import type { Layout, ViewOptions } from "../../../core/query/viewOptions";
import { shownFlow } from "../../../core/profile/orderFlow/shownFlow";
import { profilesOf, vwapsOf } from "../../../core/table/parts";
import { selectedProfiles } from "../../../core/table/selectionTable";
import { vwapPriceUnit } from "../../../core/table/units";
import type { Plot } from "../../charts/screens/timeInput";
import { timeScreen } from "../../charts/screens/timeScreen";
import type { ChartTheme } from "../../theme";
import type { Words } from "../../words";
import { levelsOfIntervals } from "../analytics";
import { anchorFigures, anchorNotices } from "../vwap/anchorFigures";
import { anchoredFigures, lastFigure } from "../vwap/vwapFigures";
import { extentOf, lineOf, noLogOf, pricesOf } from "../vwap/lines";
import { dotted, explanationOf, factsOf, plain, profileLegend } from "./profileContent";
import type { ProfileBundle } from "./profileBundle";
import { sideProfile } from "./sideProfile";
import { axisNames, percentNotices } from "../percentScale";
import { measuredCells, measuredVwap } from "../measured";
import { SelectedSpans } from "./selectedSpans";
import { anchorNotice, beginningLacks } from "../vwap/anchorNotice";
import { type Content, type ContentInput, type LegendItem, empty } from "../types";
import { cellNumbers, cellRows, cellsPlot, deltaLegend, gridOf, heatLookOf } from "./cellsPlot";
import { flowLegend, totalsPane } from "./cellFlow";
import { cumulativePane } from "./cumulativePane";
import { heatBar } from "./heatBar";
import { carriedFigures, carriedLegend, carriedPlot, levelLacks, levelsIn } from "./carriedPlot";
import { developingPlot, nakedPlot } from "./levelPlots";
import { noticesOf } from "../notices";
import { separatorPlots } from "./separatorPlot";
import { withPossibleBars } from "./sessionBars";
import { sessionsContent } from "./sessionsContent";
import { sessionDevelopingPlot, sessionNakedPlot } from "./sessionLevels";
import { drawnVwap, scaleLine, vwapFacts } from "../vwap/drawnVwap";

/** A profile at the side of what happened over time: its own intervals, or the VWAP of the same market. */
export function structureContent(input: ContentInput, layout: Layout): Content {
	const { parts, words, caption } = input;
	const view = withPossibleBars(input.view, layout);
	const { say } = words;
	const [part] = profilesOf(parts);
	const [vwap] = vwapsOf(parts);
	if (part === undefined) return empty(say("noRows"));
	const zoomKey = `${layout} ${part.series.id}`;
	const seen = input.seen?.key === zoomKey ? input.seen.x : undefined;
	// Single intervals are columns here, so the profile of several stands at the side.
	const pulled: { spans?: SelectedSpans } = {};
	const side = sideProfile(part, view, caption.market, seen, words, () => pulled.spans);
	if (!side.ok) return empty(side.text, side.isRange ? undefined : []);
	const { bundle } = side;
	const { series, model } = bundle;
	const spans = new SelectedSpans(bundle, view, words);
	pulled.spans = spans;
	const hidden = new Set(view.hidden);
	const mode = view.cells ?? "volume";
	const look = heatLookOf(view);
	const isGrid = layout === "timePrice";
	const own = bundle.levels;
	const levels = levelsIn(bundle, vwap, view, words);
	const { content: sessions, notice } = isGrid ? sessionsContent(bundle, levels, view, words) : {};
	const isCells = isGrid && sessions === undefined;
	const flow = shownFlow({ series, result: part.result }, view, isCells, words.zone.name, vwap);
	const bar = isCells && mode !== "profiles" ? heatBar(bundle, mode, look, words) : undefined;
	const grid = sessions?.grid ?? (isCells ? gridOf(bundle, flow, words) : undefined);
	const price = words.price(model.priceDecimals);
	const noLog = noLogOf(side.traded.min, words);
	const rows = isGrid ? cellRows(series) : rowGridOf(model);
	const shown = vwap && drawnVwap(vwap, view, words, isGrid);
	const line = shown?.model;
	const anchored = shown?.anchored;
	const plots: Plot[] = [
		...(shown?.under ?? []),
		...(sessions === undefined
			? separatorPlots(series, part.result.range, view, words)
			: [sessions.plot]),
		...(isCells ? [cellsPlot(bundle, mode, look, view, flow, words)] : []),
		...(shown?.over ?? []),
		// Beside the line stands the whole profile, so its prices are in the picture too.
		...(isGrid ? [] : [tradedPrices(bundle, words)]),
		...(view.developing === true && !hidden.has("developing")
			? [
					sessions === undefined
						? developingPlot(bundle, view.edges === true, words)
						: sessionDevelopingPlot(bundle, sessions.shown, view.edges === true, words),
				]
			: []),
		...(view.naked === true && !hidden.has("naked")
			? [
					sessions === undefined
						? nakedPlot(bundle, words)
						: sessionNakedPlot(bundle, sessions.shown, words),
				]
			: []),
		...(levels.lines.length === 0
			? []
			: [
					carriedPlot(
						levels,
						model.priceDecimals,
						[own.poc, own.vah, own.val],
						hidden,
						words,
						sessions !== undefined,
					),
				]),
		...(isCells ? [cellNumbers(bundle, look, view, words)] : []),
		spans.plot,
	];
	const overLine = isGrid ? undefined : line?.line;
	const times = overLine?.times ?? series.times;
	const interval = overLine?.interval ?? series.interval;
	// A card names an interval of what the columns are of.
	const isOpen = isGrid || line === undefined ? series.open : line.isOpen;
	const from = Math.min(part.result.range.from, times[0] ?? Infinity);
	const to = Math.max(part.result.range.to, (times.at(-1) ?? -Infinity) + interval);
	const bounds =
		line && !isGrid
			? joinBounds([line.bounds, { min: from, max: to, minSpan: Infinity }])
			: { min: from, max: to, minSpan: Math.min(to - from, interval * 4) };
	const poc = levelsOfIntervals(series, words.valueArea).poc;
	const path = lineOf(series.times, poc, series.interval);
	// Without a VWAP, the POC of each interval is its price.
	const scaled =
		shown !== undefined && line !== undefined
			? scaleLine(shown, line.line, shown.model.priceDecimals, (vwap ?? part).result)
			: { ...path, of: "poc" as const, decimals: model.priceDecimals, reach: part.result };
	const screen = timeScreen({
		words,
		times:
			sessions?.times ??
			(view.snap === true ? tradedTimes(times, [overLine?.values ?? poc]) : times),
		interval,
		bounds,
		plots,
		subPanes: [
			...totalsPane(bundle, flow, words),
			...cumulativePane(bundle, flow, view, words),
			...(shown?.subPanes ?? []),
		],
		spans,
		...(vwap?.series.volume === undefined || shown === undefined ? {} : { anchors: shown.anchors }),
		side: side.pane,
		...(side.paneIn === undefined ? {} : { sideIn: side.paneIn }),
		...(grid === undefined ? {} : { cells: { ...grid, hasNumbers: hasNumbers(view) } }),
		...(sessions === undefined ? {} : { endOf: sessions.endOf }),
		...(bar === undefined ? {} : { colorBar: bar }),
		...(view.brush === true ? { brush: overLine ?? path } : {}),
		decimals: model.priceDecimals,
		text: price,
		isLog: view.log === true && noLog === undefined,
		...axisNames(
			view,
			scaled,
			scaled.values.findLast((price) => !Number.isNaN(price)),
			words,
		),
		measured: (box) => [
			...measuredCells(bundle, box, words, isCells),
			...(vwap === undefined || line === undefined
				? []
				: [measuredVwap(vwap.series, line.priceDecimals, box, words)]),
		],
		...(rows === undefined ? {} : { rows }),
		prices: joinBounds([
			pricesOf(side.traded.min, side.traded.max),
			...(line?.figures === undefined ? [] : [pricesOf(line.figures.low, line.figures.high)]),
		]),
		note: sessions?.note ?? ((time) => (isOpen && time === times.at(-1) ? say("inProgress") : "")),
	});
	const explained =
		view.explain === true && side.hasProfile ? explanationOf(bundle, words) : undefined;
	const legend: LegendItem[] = [
		...(shown?.legend ?? []),
		...(isCells && mode !== "profiles" ? deltaLegend(bundle, mode, look, words) : []),
		...(isCells
			? [{ id: "path", label: say("pocPath"), color: ({ pocMark }: ChartTheme) => pocMark }]
			: []),
		...(isCells ? flowLegend(bundle, view, words) : []),
		...profileLegend(words, view.bars, series.unknown !== undefined),
		...(view.developing === true
			? [
					{
						id: "developing",
						label: say("developing"),
						color: ({ valueArea }: ChartTheme) => valueArea,
						look: "dashed" as const,
					},
				]
			: []),
		...(view.naked === true ? [dotted("naked", say("naked"))] : []),
		...(view.nodes === true ? [plain("nodes", say("nodes"))] : []),
		...carriedLegend(levels, words),
	];
	const more = [
		...(line?.figures === undefined || vwap === undefined
			? []
			: [lastFigure(line, line.figures, vwap.result, words)]),
		...(anchored === undefined || line === undefined
			? []
			: anchoredFigures(anchored, line, view.anchor ?? "", words)),
		...(shown === undefined ? [] : anchorFigures(shown.anchors.all, shown.model, words)),
		...carriedFigures(levels, model.priceDecimals, words),
	];
	const notices = noticesOf([
		...(notice === undefined ? [] : [notice]),
		...bundle.unknownSessions,
		...anchorNotice(vwap, part, view, words),
		...(vwap === undefined
			? []
			: beginningLacks(say("anchored"), anchored, vwap.series.times, words)),
		...beginningLacks(say("cumulativeDelta"), flow.cumulative, series.times, words),
		...anchorNotices(shown?.anchors.all ?? [], words),
		...percentNotices(view, scaled, words),
		...levelLacks(levels, series.interval, words),
	]);
	const { followed } = side;
	return {
		state: "chart",
		layout,
		summary: [side.summary].concat(sessions?.summary ?? []).join(" "),
		...(notices.length === 0 ? {} : { notices }),
		figures: side.figures(more),
		...(followed === undefined ? {} : { shownView: side.view, followed }),
		table:
			sessions?.table ??
			(view.profileOf === "selection" && spans.list.length > 0
				? {
						name: "selections",
						make: ({ selectionRows }) => {
							const profiles = selectedProfiles(bundle.part, view, words.valueArea);
							return selectionRows(bundle, profiles, chosenSelection(view)?.name, words);
						},
					}
				: isGrid || vwap === undefined || shown === undefined
					? {
							name: "intervals",
							make: ({ intervalRows }) => {
								const own = levelsOfIntervals(series, words.valueArea);
								return intervalRows(bundle, own, levels, flow, words);
							},
						}
					: {
							name: "vwap",
							make: ({ cumulativeColumns, vwapRows }) => {
								const more = cumulativeColumns(bundle, flow);
								const unit = vwapPriceUnit(vwap.query);
								return vwapRows(vwap.series, unit, shown, levels, words, more);
							},
						}),
		...(explained === undefined ? {} : { explanation: explained }),
		screen: sessions?.screenOf(screen) ?? screen,
		legend,
		zoomKey,
		facts: {
			canCountPercent: true,
			...factsOf(bundle, words),
			...(noLog === undefined ? {} : { noLog }),
			...(vwap === undefined || shown === undefined ? {} : vwapFacts(shown, vwap.series)),
		},
	};
}

/** Whether a view wants numbers in cells or under them. */
function hasNumbers({ numbers = "none", totals = false }: ViewOptions): boolean {
	return totals || numbers !== "none";
}

/** The prices that traded in each interval of a profile, which is drawn at the side. */
function tradedPrices({ series, model }: ProfileBundle, words: Words): Plot {
	const { low, high } = levelsOfIntervals(series, words.valueArea);
	const extent = extentOf(
		lineOf(series.times, low, series.interval),
		lineOf(series.times, high, series.interval),
	);
	return {
		layers: [],
		extent: (from, to) => {
			const found = extent(from, to);
			return found && { low: found.low, high: found.high + model.rowHeight };
		},
	};
}
