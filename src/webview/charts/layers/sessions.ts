import { at } from "../../../core/at";
import { type CellLadder, eachCell, edgeOf } from "../../../core/chart/cellLadder";
import { barShape } from "../../../core/chart/profile/barShape";
import type { SessionBarMode } from "../../../core/query/viewOptions";
import type { TimeRange, VolumeProfileSeries } from "../../../core/result/series";
import { type Frame, type Layer, type PaneFrame, crisp, snapped, xOf, yOf } from "../frame";
import { RANK } from "../names";
import type { Pen } from "../pen";
import { hatching } from "./hatching";

/** Narrower sessions have no room for a profile, only for their levels. */
export const PROFILE_PIXELS = 14;
/** Least height of a bar: lower rows are drawn together. */
const LEAST_BAR = 2;

/** The levels of a session, at the prices that axis, strip and table say, and its value area from edge to edge. */
export interface SessionLevels {
	readonly poc: number;
	readonly vah: number;
	readonly val: number;
	/** The rows of the value area, from the lowest one's lower edge to the highest one's upper edge. */
	readonly bottom: number;
	readonly top: number;
}

/** Profiles side by side in time, one to a stretch. */
export interface SessionBars {
	/** One interval to a session. */
	readonly series: VolumeProfileSeries;
	readonly stretches: readonly TimeRange[];
	readonly ladder: CellLadder;
	readonly levels: readonly (SessionLevels | undefined)[];
	readonly mode: SessionBarMode;
}

/** Bars of one session: cells joined to groups, from the lowest up. */
interface Bars {
	readonly groups: readonly number[];
	readonly buy: readonly number[];
	readonly sell: readonly number[];
	readonly unknown: readonly number[];
	readonly largest: number;
}

/** A small profile across the stretch of each session, with its own POC and value area. */
export function sessionsLayer(shown: SessionBars, tooNarrow: string): Layer {
	const joined = new Map<number, readonly Bars[]>();
	const barsOf = (size: number): readonly Bars[] => {
		const known = joined.get(size);
		if (known !== undefined) return known;
		const made = joinCells(shown, size);
		joined.set(size, made);
		return made;
	};
	return (pen, pane, frame, names) => {
		const { theme, pixelRatio } = frame;
		const { area } = pane;
		const { stretches, levels, ladder } = shown;
		const inView = Array.from(stretches.keys()).filter((index) => {
			const { from, to } = at(stretches, index);
			return to > pane.x.min && from < pane.x.max;
		});
		const size = groupSize(pane, ladder);
		const placeOf = (index: number) => {
			const { from, to } = at(stretches, index);
			const left = snapped(xOf(pane, from), pixelRatio);
			return { left, width: snapped(xOf(pane, to), pixelRatio) - left };
		};
		if (!theme.isHighContrast) {
			pen.fillStyle = theme.valueAreaTint;
			for (const index of inView) {
				const level = levels[index];
				if (level === undefined) continue;
				const { left, width } = placeOf(index);
				const top = yOf(pane, level.top);
				pen.fillRect(left, top, width, yOf(pane, level.bottom) - top);
			}
		}
		let isNarrow = false;
		for (const index of inView) {
			const { left, width } = placeOf(index);
			const bars = barsOf(size)[index];
			if (bars === undefined || bars.groups.length === 0) continue;
			if (width < PROFILE_PIXELS) isNarrow = true;
			else
				paintBars(pen, pane, frame, shown, bars, {
					left: left + 1,
					width: width - 3,
					size,
					level: levels[index],
				});
		}
		for (const index of inView) {
			const level = levels[index];
			if (level === undefined) continue;
			const { left, width } = placeOf(index);
			const across = (price: number, thick: number) => {
				const y = thick === 1 ? crisp(yOf(pane, price), pixelRatio) : yOf(pane, price);
				pen.lineWidth = thick;
				pen.beginPath();
				pen.moveTo(left, y);
				pen.lineTo(left + Math.max(1, width - 1), y);
				pen.stroke();
			};
			pen.strokeStyle = theme.valueArea;
			pen.setLineDash([5, 3]);
			across(level.vah, 1);
			across(level.val, 1);
			pen.setLineDash([]);
			pen.strokeStyle = theme.poc;
			across(level.poc, 2);
		}
		if (!isNarrow) return;
		const place = { x: area.left + 6, y: area.top + 9, align: "left", rank: RANK.pane } as const;
		names.push({ text: tooNarrow, color: theme.text, ...place });
	};
}

/** How many cells make a bar that can be seen: a power of two, so that bars stay the same over most of a zoom. */
function groupSize(pane: PaneFrame, { height }: CellLadder): number {
	const { y } = pane;
	const tall = yOf(pane, y.max - height) - yOf(pane, y.max);
	let size = 1;
	while (tall * size < LEAST_BAR && size < 1e6) size *= 2;
	return size;
}

function joinCells({ series, ladder, mode }: SessionBars, size: number): Bars[] {
	const made = Array.from(series.times, () => ({
		groups: [] as number[],
		buy: [] as number[],
		sell: [] as number[],
		unknown: [] as number[],
		largest: 0,
	}));
	eachCell(
		series,
		ladder,
		[0, series.times.length],
		[0, ladder.count],
		(session, cell, buy, sell, unknown) => {
			const bars = at(made, session);
			const group = Math.floor(cell / size);
			const last = bars.groups.length - 1;
			if (bars.groups[last] === group) {
				bars.buy[last] = at(bars.buy, last) + buy;
				bars.sell[last] = at(bars.sell, last) + sell;
				bars.unknown[last] = at(bars.unknown, last) + unknown;
			} else {
				bars.groups.push(group);
				bars.buy.push(buy);
				bars.sell.push(sell);
				bars.unknown.push(unknown);
			}
		},
	);
	return made.map((bars) => {
		const lengthOf = (bar: number) => {
			const [buy, sell] = [at(bars.buy, bar), at(bars.sell, bar)];
			return mode === "delta" ? Math.abs(buy - sell) : buy + sell + at(bars.unknown, bar);
		};
		return { ...bars, largest: Math.max(0, ...bars.groups.map((_, bar) => lengthOf(bar))) };
	});
}

interface BarPlace {
	readonly left: number;
	readonly width: number;
	readonly size: number;
	readonly level: SessionLevels | undefined;
}

function paintBars(
	pen: Pen,
	pane: PaneFrame,
	{ theme, pixelRatio }: Frame,
	{ ladder, mode }: SessionBars,
	{ groups, buy, sell, unknown, largest }: Bars,
	{ left, width, size, level }: BarPlace,
): void {
	if (largest === 0) return;
	const perVolume = width / largest;
	const snap = (place: number) => snapped(place, pixelRatio);
	const hatched = theme.isHighContrast
		? hatching(pen, theme.sell, theme.background, pixelRatio)
		: null;
	const fills = (isInside: boolean) => ({
		buy: isInside ? theme.buy : theme.buyOutside,
		sell: hatched ?? (isInside ? theme.sell : theme.sellOutside),
		unknown: isInside ? theme.unknown : theme.unknownOutside,
		total: isInside ? theme.total : theme.totalOutside,
	});
	const shades = { inside: fills(true), outside: fills(false) };
	const slack = ladder.height / 1_000;
	pen.lineWidth = 1;
	for (const [bar, group] of groups.entries()) {
		const [low, high] = [edgeOf(ladder, group * size), edgeOf(ladder, (group + 1) * size)];
		if (high < pane.y.min || low > pane.y.max) continue;
		const isInside = level !== undefined && low < level.top - slack && high > level.bottom + slack;
		const fill = isInside ? shades.inside : shades.outside;
		const [upper, lower] = [yOf(pane, high), yOf(pane, low)];
		const { thickness, gap, isHollow } = barShape(lower - upper, isInside, theme.isHighContrast);
		const top = snap((upper + lower - thickness) / 2);
		const tall = Math.max(1 / pixelRatio, snap((upper + lower + thickness) / 2) - top - gap);
		const [bought, sold, untold] = [at(buy, bar), at(sell, bar), at(unknown, bar)];
		let start = left;
		const piece = (volume: number, style: string | CanvasPattern, line: string) => {
			if (volume <= 0) return;
			const long = volume * perVolume;
			pen.fillStyle = style;
			pen.strokeStyle = line;
			if (isHollow)
				pen.strokeRect(start + 0.5, top + 0.5, Math.max(0, long - 1), Math.max(0, tall - 1));
			else pen.fillRect(start, top, long, tall);
			start += long;
		};
		if (mode === "total") piece(bought + sold + untold, fill.total, theme.total);
		else if (mode === "delta") {
			piece(bought - sold, fill.buy, theme.buy);
			piece(sold - bought, fill.sell, theme.sell);
		} else {
			piece(bought, fill.buy, theme.buy);
			piece(sold, fill.sell, theme.sell);
			piece(untold, fill.unknown, theme.unknown);
		}
	}
}
