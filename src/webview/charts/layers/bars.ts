import { barShape } from "../../../core/chart/profile/barShape";
import {
	type BarBlock,
	type BarLengths,
	cumulativeBlocks,
} from "../../../core/chart/profile/barLengths";
import { type ProfileBars, barOfRow, visibleBars } from "../../../core/chart/profile/profileBars";
import type { AxisRange } from "../../../core/chart/axisRange";
import type { ProfileLevels } from "../../../core/profile/profile";
import { type Frame, type Layer, type PaneFrame, shareOf, snapped, xOf, yOf } from "../frame";
import type { Pen } from "../pen";
import { hatching } from "./hatching";

/** A profile as it is drawn now: its rows joined into bars for the current range of prices. */
export interface DrawnBars {
	readonly bars: ProfileBars;
	readonly lengths: BarLengths;
	readonly levels: ProfileLevels | undefined;
	readonly rowHeight: number;
}

/** The pieces of a bar, by the side of the taker. */
type BarPiece = "buy" | "sell" | "unknown";

/** The value area as a tint behind the bars. */
export const valueAreaTint =
	(drawn: () => DrawnBars): Layer =>
	(pen, pane, { theme }) => {
		const { levels, rowHeight } = drawn();
		if (levels === undefined || theme.isHighContrast) return;
		const top = yOf(pane, levels.vah + rowHeight);
		pen.fillStyle = theme.valueAreaTint;
		pen.fillRect(
			pane.area.left,
			top,
			pane.area.right - pane.area.left,
			yOf(pane, levels.val) - top,
		);
	};

/** First and one past the last of the bars that reach into a range of prices. */
export function barsInView(
	{ bars, lengths }: DrawnBars,
	{ min, max }: AxisRange,
): readonly [number, number] {
	const [first, last] = visibleBars(bars, min, max);
	// A cumulative bar also covers the rows above it that did not trade.
	return lengths.mode === "cumulative" ? [Math.max(0, first - 1), last] : [first, last];
}

/** Bars along the volume axis, one per price: full strength inside of the value area. */
export const volumeBars =
	(drawn: () => DrawnBars): Layer =>
	(pen, pane, frame) => {
		const { bars, lengths, levels } = drawn();
		const [first, last] = barsInView(drawn(), pane.y);
		const insideFrom = levels === undefined ? Infinity : barOfRow(bars, levels.valIndex);
		const insideTo = levels === undefined ? -Infinity : barOfRow(bars, levels.vahIndex) + 1;
		if (lengths.mode === "cumulative") {
			const blocks = cumulativeBlocks(bars, first, last, [insideFrom, insideTo]);
			paintBlocks(pen, pane, frame, blocks, lengths);
			return;
		}
		const paint = painter(pen, pane, frame, bars, lengths);
		paint(first, Math.min(last, insideFrom), false);
		paint(Math.max(first, insideFrom), Math.min(last, insideTo), true);
		paint(Math.max(first, insideTo), last, false);
	};

/** Blocks that stand on one another without a gap between them. */
function paintBlocks(
	pen: Pen,
	pane: PaneFrame,
	frame: Frame,
	blocks: readonly BarBlock[],
	{ first, second, third, mode }: BarLengths,
): void {
	const { theme, pixelRatio } = frame;
	const snap = (place: number) => snapped(place, pixelRatio);
	const fillOf = fills(pen, frame, mode);
	pen.lineWidth = 1;
	const pieces = [
		{ piece: "buy", starts: undefined, ends: first },
		{ piece: "sell", starts: first, ends: second },
		...(third === undefined ? [] : [{ piece: "unknown", starts: second, ends: third } as const]),
	] as const;
	for (const { piece, starts, ends } of pieces) {
		pen.strokeStyle = theme[piece];
		for (const { bar, low, high, isInside } of blocks) {
			const left = xOf(pane, starts === undefined ? 0 : starts[bar]);
			const width = xOf(pane, ends[bar]) - left;
			if (width === 0) continue;
			const top = snap(yOf(pane, high));
			const tall = snap(yOf(pane, low)) - top;
			const { isHollow, thickness } = barShape(tall, isInside, theme.isHighContrast);
			const isHairline = theme.isHighContrast && !isInside && !isHollow;
			pen.fillStyle = fillOf(piece, isInside);
			if (isHollow) pen.strokeRect(left + 0.5, top + 0.5, Math.max(0, width - 1), tall - 1);
			else pen.fillRect(left, top, width, isHairline ? thickness : tall);
		}
	}
}

function painter(
	pen: Pen,
	pane: PaneFrame,
	frame: Frame,
	{ centers, height }: ProfileBars,
	{ first, second, third, isStacked, mode }: BarLengths,
) {
	const { area, x, y } = pane;
	const { theme, pixelRatio } = frame;
	const perVolume = (area.right - area.left) / (x.max - x.min);
	const zero = area.left - x.min * perVolume;
	const perPrice = (area.bottom - area.top) / (y.max - y.min);
	const evenSlot = height * perPrice;
	const half = height / 2;
	const snap = (place: number) => snapped(place, pixelRatio);
	const least = 1 / pixelRatio;
	const fillOf = fills(pen, frame, mode);

	const side = (
		piece: BarPiece,
		ends: Float64Array,
		starts: Float64Array | undefined,
		[from, to]: readonly [number, number],
		isInside: boolean,
	): void => {
		pen.fillStyle = fillOf(piece, isInside);
		pen.strokeStyle = mode === "total" ? theme.total : theme[piece];
		pen.lineWidth = 1;
		for (let bar = from; bar < to; bar++) {
			const end = ends[bar];
			const start = starts === undefined ? 0 : starts[bar];
			if (end === start) continue;
			const center = centers[bar];
			let middle: number;
			let slot = evenSlot;
			if (y.isLog === true) {
				const upper = yOf(pane, center + half);
				slot = area.bottom - shareOf(y, center - half) * (area.bottom - area.top) - upper;
				middle = upper + slot / 2;
			} else middle = area.bottom - (center - y.min) * perPrice;
			const { thickness, gap, isHollow } = barShape(slot, isInside, theme.isHighContrast);
			const top = snap(middle - thickness / 2);
			const tall = Math.max(least, snap(middle + thickness / 2) - top - gap);
			const left = zero + Math.min(start, end) * perVolume;
			const width = Math.abs(end - start) * perVolume;
			if (isHollow) pen.strokeRect(left + 0.5, top + 0.5, Math.max(0, width - 1), tall - 1);
			else pen.fillRect(left, top, width, tall);
		}
	};
	return (from: number, to: number, isInside: boolean): void => {
		const bars = [from, to] as const;
		side("buy", first, undefined, bars, isInside);
		if (mode !== "total") side("sell", second, isStacked ? first : undefined, bars, isInside);
		if (third !== undefined) side("unknown", third, second, bars, isInside);
	};
}

function fills(pen: Pen, { theme, pixelRatio }: Frame, mode: BarLengths["mode"]) {
	const { buy, buyOutside, sell, sellOutside, total, totalOutside, background } = theme;
	const { unknown, unknownOutside } = theme;
	// In high contrast, sell is hatched, so that it differs by more than its colour.
	const hatched = theme.isHighContrast ? hatching(pen, sell, background, pixelRatio) : null;
	return (piece: BarPiece, isInside: boolean): string | CanvasPattern => {
		if (mode === "total") return isInside ? total : totalOutside;
		if (piece === "unknown") return isInside ? unknown : unknownOutside;
		if (piece === "buy") return isInside ? buy : buyOutside;
		return hatched ?? (isInside ? sell : sellOutside);
	};
}
