import { lastPlace, signedText } from "../../core/chart/format";
import { roundValues } from "../../core/chart/ticks";
import {
	barAt,
	barOfRow,
	groupRows,
	largestBar,
	rowsPerBar,
	visibleBars,
} from "../../core/chart/profileBars";
import type { ProfileModel } from "../../core/chart/profileModel";
import type { AxisRange } from "../../core/chart/viewRange";
import { deltaOf } from "../../core/profile/profile";
import type { ChartTheme } from "../theme";
import type { Words } from "../words";
import type { AxisTag, Frame } from "./frame";
import {
	AXIS_HEIGHT,
	type CursorMarks,
	type ItemWords,
	type Plot,
	type PlotSize,
	TAG_PADDING,
	TITLES_FROM_PIXELS,
	blankFrame,
} from "./plot";
import type { ProfileScene } from "./scene";

const TICK_EVERY_Y = 44;
const TICK_EVERY_X = 76;
/** Thinnest bar: thinner rows are joined. */
const BAR_PIXELS = 2;

/** A volume profile with its levels; the price axis moves. */
export function profilePlot(
	model: ProfileModel,
	words: Words,
	unit: string,
	theme: ChartTheme,
): Plot {
	const scene: ProfileScene = {
		kind: "volumeProfile",
		frame: blankFrame(theme),
		model,
		bars: groupRows(model.rows, 1, model.rowHeight),
	};
	const price = words.price(model.priceDecimals);
	const volume = words.volume(model.volumeDecimals);
	const withUnit = (amount: string) => `${amount} ${unit}`;
	const total = model.levels?.total ?? 0;

	const layOut = (view: AxisRange, size: PlotSize): Frame => {
		const plotHeight = Math.max(1, size.height - AXIS_HEIGHT);
		const rowPixels = (model.rowHeight / (view.max - view.min)) * plotHeight;
		const multiple = rowsPerBar(rowPixels, BAR_PIXELS);
		if (multiple !== scene.bars.multiple) {
			scene.bars = groupRows(model.rows, multiple, model.rowHeight);
		}
		const [first, last] = visibleBars(scene.bars, view.min, view.max);
		const largest = largestBar(scene.bars, first, last);
		const volumeMax = largest > 0 ? largest * 1.06 : 1;
		const thickness =
			TAG_PADDING + Math.max(size.measure(price(view.min)), size.measure(price(view.max)));
		const plotWidth = Math.max(1, size.width - thickness);
		const hasTitle = size.width >= TITLES_FROM_PIXELS;
		scene.frame = {
			theme: size.theme,
			pixelRatio: size.pixelRatio,
			corner: "",
			x: {
				min: 0,
				max: volumeMax,
				ticks: roundValues(0, volumeMax, Math.max(2, Math.floor(plotWidth / TICK_EVERY_X))).map(
					(value) => ({
						value,
						label: words.compact(value),
						isMajor: false,
					}),
				),
				thickness: AXIS_HEIGHT,
				title: hasTitle ? volumeTitle(words, unit, scene, price) : "",
				tags: [],
			},
			y: {
				...view,
				ticks: roundValues(
					view.min,
					view.max,
					Math.floor(plotHeight / TICK_EVERY_Y),
					lastPlace(model.priceDecimals),
				).map((value) => ({ value, label: price(value), isMajor: false })),
				thickness,
				title: "",
				tags: levelTags(model, words, size.theme),
			},
		};
		return scene.frame;
	};

	const describe = (bar: number): ItemWords => {
		const { bars } = scene;
		const buy = bars.buy[bar] ?? 0;
		const sell = bars.sell[bar] ?? 0;
		const title = barTitle(scene, bar, price);
		const shares = total > 0 ? words.percent(((buy + sell) / total) * 100) : "";
		const values = {
			buy: withUnit(volume(buy)),
			sell: withUnit(volume(sell)),
			total: withUnit(volume(buy + sell)),
			delta: withUnit(signedText(volume)(deltaOf(buy, sell))),
		};
		return {
			title,
			rows: [
				{ label: words.say("buy"), value: values.buy, role: "buy" },
				{ label: words.say("sell"), value: values.sell, role: "sell" },
				{ label: words.say("total"), value: values.total },
				{ label: words.say("delta"), value: values.delta },
				{ label: words.say("shareOfTotal"), value: shares },
			],
			spoken: words.say(
				"rowSpoken",
				title,
				values.buy,
				values.sell,
				values.total,
				values.delta,
				shares,
			),
		};
	};

	return {
		scene,
		zoomAxis: "y",
		bounds: model.bounds,
		layOut,
		describe,
		itemAt: (value) => barAt(scene.bars, value),
		step: (bar, by) => {
			const last = scene.bars.centers.length - 1;
			const poc = barOfRow(scene.bars, model.levels?.pocIndex ?? 0);
			if (bar === undefined && Number.isFinite(by)) return poc;
			return Math.max(0, Math.min(last, (bar ?? poc) + by));
		},
		valueOf: (bar) => scene.bars.centers[bar] ?? NaN,
		marks: (bar, pointer): CursorMarks => {
			const y = scene.bars.centers[bar] ?? NaN;
			return {
				x: pointer?.x,
				y,
				xLabel: pointer === undefined ? "" : words.compact(pointer.x),
				yLabel: price(y),
				hasPoint: false,
			};
		},
	};
}

/** POC, VAH and VAL; levels on the same row share one line and one tag. */
function levelTags(
	{ levels, priceDecimals }: ProfileModel,
	words: Words,
	theme: ChartTheme,
): AxisTag[] {
	if (levels === undefined) return [];
	const price = words.price(priceDecimals);
	const tags: AxisTag[] = [];
	for (const id of ["poc", "vah", "val"] as const) {
		const value = levels[id];
		const name = words.say(id);
		const same = tags.findIndex((tag) => tag.value === value);
		const shared = tags[same];
		if (shared !== undefined) {
			tags[same] = { ...shared, name: `${shared.name} ${name}` };
			continue;
		}
		tags.push({
			value,
			text: price(value),
			name,
			color: id === "poc" ? theme.poc : theme.valueArea,
			ink: id === "poc" ? theme.pocInk : theme.valueAreaInk,
			line: id === "poc" ? "solid" : "dashed",
		});
	}
	return tags;
}

/** A bar of several rows is named by the prices of its lowest and highest row. */
function barTitle(
	{ bars, model }: ProfileScene,
	bar: number,
	price: (value: number) => string,
): string {
	const { prices } = model.rows;
	const low = prices[bars.firstRows[bar] ?? 0] ?? NaN;
	const high = prices[(bars.firstRows[bar + 1] ?? 1) - 1] ?? low;
	return low === high ? price(low) : `${price(low)} – ${price(high)}`;
}

function volumeTitle(
	words: Words,
	unit: string,
	{ bars }: ProfileScene,
	price: (value: number) => string,
): string {
	const title = words.say("volumeAxis", unit);
	return bars.multiple === 1 ? title : words.say("volumeAxisPer", unit, price(bars.height));
}
