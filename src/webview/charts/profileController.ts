import { barShape } from "../../core/chart/barShape";
import { barOfRow, visibleBars } from "../../core/chart/profileBars";
import { DIRECT_DEFAULTS, DirectController } from "./directController";
import { type Frame, type PlotArea, yOf } from "./frame";
import { drawLevelLines } from "./levelLines";
import { type ProfileScene, profileSceneOf } from "./scene";

/** Draws a volume profile: buy and sell stacked along the volume axis, one bar per price. */
export class ProfileController extends DirectController<"volumeProfile"> {
	static readonly id = "volumeProfile";
	static readonly defaults = DIRECT_DEFAULTS;
	static readonly overrides = {};

	override draw(): void {
		const { ctx, chartArea: area } = this.chart;
		const scene = profileSceneOf(this.getDataset());
		ctx.save();
		ctx.beginPath();
		ctx.rect(area.left, area.top, area.right - area.left, area.bottom - area.top);
		ctx.clip();
		drawValueArea(ctx, scene, area);
		drawBars(ctx, scene, area);
		drawLevelLines(ctx, scene.frame, area);
		ctx.restore();
	}
}

function drawValueArea(ctx: CanvasRenderingContext2D, scene: ProfileScene, area: PlotArea): void {
	const { frame, model } = scene;
	if (model.levels === undefined || frame.theme.isHighContrast) return;
	const half = model.rowHeight / 2;
	const top = yOf(frame.y, area, model.levels.vah + half);
	const bottom = yOf(frame.y, area, model.levels.val - half);
	ctx.fillStyle = frame.theme.valueAreaTint;
	ctx.fillRect(area.left, top, area.right - area.left, bottom - top);
}

function drawBars(ctx: CanvasRenderingContext2D, scene: ProfileScene, area: PlotArea): void {
	const { bars, frame, model } = scene;
	const [first, last] = visibleBars(bars, frame.y.min, frame.y.max);
	const { levels } = model;
	const insideFrom = levels === undefined ? Infinity : barOfRow(bars, levels.valIndex);
	const insideTo = levels === undefined ? -Infinity : barOfRow(bars, levels.vahIndex);
	const paint = barPainter(ctx, scene, area);
	const parts: readonly [number, number, boolean][] = [
		[first, Math.min(last, insideFrom), false],
		[Math.max(first, insideFrom), Math.min(last, insideTo + 1), true],
		[Math.max(first, insideTo + 1), last, false],
	];
	for (const [from, to, isInside] of parts) {
		paint("buy", from, to, isInside);
		paint("sell", from, to, isInside);
	}
}

type Side = "buy" | "sell";

function barPainter(ctx: CanvasRenderingContext2D, scene: ProfileScene, area: PlotArea) {
	const { bars, frame } = scene;
	const { theme, pixelRatio } = frame;
	const perVolume = (area.right - area.left) / (frame.x.max - frame.x.min);
	const slot = (bars.height / (frame.y.max - frame.y.min)) * (area.bottom - area.top);
	const fillOf = barFills(ctx, frame);
	const snap = (place: number) => Math.round(place * pixelRatio) / pixelRatio;

	return (side: Side, from: number, to: number, isInside: boolean): void => {
		ctx.fillStyle = fillOf(side, isInside);
		ctx.strokeStyle = theme[side];
		ctx.lineWidth = 1;
		const { thickness, gap, isHollow } = barShape(slot, isInside, theme.isHighContrast);
		for (let bar = from; bar < to; bar++) {
			const buy = bars.buy[bar] ?? 0;
			const sell = bars.sell[bar] ?? 0;
			const start = area.left + (side === "buy" ? 0 : buy * perVolume);
			const width = (side === "buy" ? buy : sell) * perVolume;
			if (width <= 0) continue;
			const middle = yOf(frame.y, area, bars.centers[bar] ?? NaN);
			const top = snap(middle - thickness / 2);
			const height = Math.max(1 / pixelRatio, snap(middle + thickness / 2) - top - gap);
			if (isHollow) ctx.strokeRect(start + 0.5, top + 0.5, Math.max(0, width - 1), height - 1);
			else ctx.fillRect(start, top, width, height);
		}
	};
}

function barFills(ctx: CanvasRenderingContext2D, { theme, pixelRatio }: Frame) {
	const { buy, buyOutside, sell, sellOutside, background } = theme;
	const hatched = theme.isHighContrast ? hatching(ctx, sell, background, pixelRatio) : null;
	return (side: Side, isInside: boolean): string | CanvasPattern => {
		if (side === "buy") return isInside ? buy : buyOutside;
		return hatched ?? (isInside ? sell : sellOutside);
	};
}

const HATCH = 6;

/** Diagonal stripes: sell differs from buy by more than its colour. */
function hatching(
	ctx: CanvasRenderingContext2D,
	color: string,
	background: string,
	pixelRatio: number,
): CanvasPattern | null {
	const size = HATCH * pixelRatio;
	const tile = document.createElement("canvas");
	tile.width = tile.height = size;
	const paint = tile.getContext("2d");
	if (paint === null) return null;
	paint.fillStyle = background;
	paint.fillRect(0, 0, size, size);
	paint.strokeStyle = color;
	paint.lineWidth = size * 0.4;
	paint.beginPath();
	for (const shift of [-size, 0, size]) {
		paint.moveTo(shift - 1, size + 1);
		paint.lineTo(shift + size + 1, -1);
	}
	paint.stroke();
	const pattern = ctx.createPattern(tile, "repeat");
	pattern?.setTransform(new DOMMatrix().scale(1 / pixelRatio));
	return pattern;
}
