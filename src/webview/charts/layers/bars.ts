import { barShape } from "../../../core/chart/barShape";
import type { BarLengths } from "../../../core/chart/barLengths";
import { type ProfileBars, barOfRow, visibleBars } from "../../../core/chart/profileBars";
import type { ProfileLevels } from "../../../core/profile/profile";
import { type Frame, type Layer, type PaneFrame, shareOf, yOf } from "../frame";
import type { Pen } from "../pen";
import { hatching } from "./hatching";

/** A profile as it is drawn now: its rows joined into bars for the current stretch of prices. */
export interface DrawnBars {
	readonly bars: ProfileBars;
	readonly lengths: BarLengths;
	readonly levels: ProfileLevels | undefined;
	readonly rowHeight: number;
}

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

/** Bars along the volume axis, one per price: full strength inside of the value area. */
export const volumeBars =
	(drawn: () => DrawnBars): Layer =>
	(pen, pane, frame) => {
		const { bars, lengths, levels } = drawn();
		const [first, last] = visibleBars(bars, pane.y.min, pane.y.max);
		const insideFrom = levels === undefined ? Infinity : barOfRow(bars, levels.valIndex);
		const insideTo = levels === undefined ? -Infinity : barOfRow(bars, levels.vahIndex) + 1;
		const paint = painter(pen, pane, frame, bars, lengths);
		paint(first, Math.min(last, insideFrom), false);
		paint(Math.max(first, insideFrom), Math.min(last, insideTo), true);
		paint(Math.max(first, insideTo), last, false);
	};

function painter(
	pen: Pen,
	pane: PaneFrame,
	frame: Frame,
	{ centers, height }: ProfileBars,
	{ first, second, isStacked, mode }: BarLengths,
) {
	const { area, x, y } = pane;
	const { theme, pixelRatio } = frame;
	const perVolume = (area.right - area.left) / (x.max - x.min);
	const zero = area.left - x.min * perVolume;
	const perPrice = (area.bottom - area.top) / (y.max - y.min);
	const evenSlot = height * perPrice;
	const half = height / 2;
	const snap = (place: number) => Math.round(place * pixelRatio) / pixelRatio;
	const least = 1 / pixelRatio;
	const fillOf = fills(pen, frame, mode);

	const side = (part: "buy" | "sell", from: number, to: number, isInside: boolean): void => {
		const ends = part === "buy" ? first : second;
		pen.fillStyle = fillOf(part, isInside);
		pen.strokeStyle = mode === "total" ? theme.total : theme[part];
		pen.lineWidth = 1;
		for (let bar = from; bar < to; bar++) {
			const end = ends[bar];
			const start = part === "sell" && isStacked ? first[bar] : 0;
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
		side("buy", from, to, isInside);
		if (mode !== "total") side("sell", from, to, isInside);
	};
}

function fills(pen: Pen, { theme, pixelRatio }: Frame, mode: BarLengths["mode"]) {
	const { buy, buyOutside, sell, sellOutside, total, totalOutside, background } = theme;
	// Sell differs from buy by more than its colour.
	const hatched = theme.isHighContrast ? hatching(pen, sell, background, pixelRatio) : null;
	return (part: "buy" | "sell", isInside: boolean): string | CanvasPattern => {
		if (mode === "total") return isInside ? total : totalOutside;
		if (part === "buy") return isInside ? buy : buyOutside;
		return hatched ?? (isInside ? sell : sellOutside);
	};
}
