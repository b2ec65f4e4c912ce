import { decimalsOfAll, lastPlace } from "../../core/chart/format";
import { type Tick, roundValues, timeTicks } from "../../core/chart/ticks";
import { type VwapModel, nearestIndex, valueRange } from "../../core/chart/vwapModel";
import type { AxisRange } from "../../core/chart/viewRange";
import type { ChartTheme } from "../theme";
import type { Words } from "../words";
import type { AxisTag, Frame } from "./frame";
import {
	AXIS_HEIGHT,
	type ItemWords,
	type Plot,
	type PlotSize,
	TAG_PADDING,
	TITLES_FROM_PIXELS,
	blankFrame,
} from "./plot";
import type { VwapScene } from "./scene";

const TICK_EVERY_Y = 44;
const TICK_EVERY_X = 84;

/** A VWAP per interval over time; the time axis moves and the price axis follows what is in view. */
export function vwapPlot(model: VwapModel, words: Words, theme: ChartTheme): Plot {
	const { times, values } = model.line;
	const scene: VwapScene = {
		kind: "vwap",
		frame: blankFrame(theme),
		line: model.line,
		isOpen: model.isOpen,
	};
	const price = words.price(model.priceDecimals);
	const last = times.length - 1;

	const layOut = (view: AxisRange, size: PlotSize): Frame => {
		const plotHeight = Math.max(1, size.height - AXIS_HEIGHT);
		const shown = valueRange(model, view.min, view.max);
		const widest = [shown.min, shown.max, model.figures?.last ?? shown.max];
		const thickness = TAG_PADDING + Math.max(...widest.map((value) => size.measure(price(value))));
		const plotWidth = Math.max(1, size.width - thickness);
		scene.frame = {
			theme: size.theme,
			pixelRatio: size.pixelRatio,
			corner: size.width >= TITLES_FROM_PIXELS ? cornerName(words.zone.name) : "",
			x: {
				...view,
				ticks: timeTicks(view.min, view.max, {
					zone: words.zone,
					locale: words.locale,
					count: Math.max(2, Math.floor(plotWidth / TICK_EVERY_X)),
					interval: model.line.interval,
				}),
				thickness: AXIS_HEIGHT,
				title: "",
				tags: [],
			},
			y: {
				...shown,
				ticks: priceTicks(model, words, shown, plotHeight),
				thickness,
				title: "",
				tags: lastTag(model, words, size.theme),
			},
		};
		return scene.frame;
	};

	const describe = (index: number): ItemWords => {
		const isOpen = model.isOpen && index === last;
		const time = words.time(times[index] ?? NaN);
		const raw = model.rawPrice.at(index);
		const value = raw === undefined || raw === null ? words.say("noTrades") : words.rawPrice(raw);
		const rows = [
			{ label: words.say("vwap"), value },
			...extra(words.say("volume"), model.volume, index, words.volume(model.volumeDecimals)),
			...extra(words.say("trades"), model.count, index, words.full),
		];
		return {
			title: `${time} ${words.zone.name}${isOpen ? ` · ${words.say("inProgress")}` : ""}`,
			rows,
			spoken: words.say("pointSpoken", time, value),
		};
	};

	return {
		scene,
		zoomAxis: "x",
		bounds: model.bounds,
		layOut,
		describe,
		itemAt: (time) => (times.length === 0 ? undefined : nearestIndex(times, time)),
		step: (index, by) => {
			const newest = model.figures?.lastIndex ?? last;
			if (index === undefined && Number.isFinite(by)) return newest;
			return Math.max(0, Math.min(last, (index ?? newest) + by));
		},
		valueOf: (index) => times[index] ?? NaN,
		marks: (index) => {
			const value = values[index] ?? NaN;
			const hasPoint = !Number.isNaN(value);
			return {
				x: times[index],
				y: hasPoint ? value : undefined,
				xLabel: words.time(times[index] ?? NaN),
				yLabel: hasPoint ? price(value) : "",
				hasPoint,
			};
		},
	};
}

/** An average's decimals are left out where round values have none. */
function priceTicks(
	model: VwapModel,
	words: Words,
	{ min, max }: AxisRange,
	height: number,
): Tick[] {
	const finest = lastPlace(model.priceDecimals);
	const values = roundValues(min, max, Math.floor(height / TICK_EVERY_Y), finest);
	const text = words.price(Math.min(model.priceDecimals, decimalsOfAll(values)));
	return values.map((value) => ({ value, label: text(value), isMajor: false }));
}

function lastTag(
	{ figures, priceDecimals }: VwapModel,
	words: Words,
	theme: ChartTheme,
): AxisTag[] {
	if (figures === undefined) return [];
	return [
		{
			value: figures.last,
			text: words.price(priceDecimals)(figures.last),
			name: "",
			color: theme.vwap,
			ink: theme.vwapInk,
			line: "dotted",
		},
	];
}

function extra(
	label: string,
	column: Float64Array | undefined,
	index: number,
	text: (value: number) => string,
): { label: string; value: string }[] {
	const value = column?.[index];
	return value === undefined ? [] : [{ label, value: text(value) }];
}

/** `America/New_York` does not fit under an axis; its city does. */
function cornerName(zone: string): string {
	return (zone.split("/").at(-1) ?? zone).replaceAll("_", " ");
}
