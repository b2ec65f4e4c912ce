import { type LinePen, traceLine } from "../../core/chart/lineTrace";
import { DIRECT_DEFAULTS, DirectController } from "./directController";
import { type PlotArea, xOf, yOf } from "./frame";
import { drawLevelLines } from "./levelLines";
import { type VwapScene, vwapSceneOf } from "./scene";

const LINE_WIDTH = 1.5;
const DOT_RADIUS = 2;
/** Height of a flat stretch of a crowded line. */
const THINNEST = 1.25;
const OPEN_RADIUS = 3.5;

/** Draws a line over time with honest gaps; a point without neighbours is a dot. */
export class VwapController extends DirectController<"vwap"> {
	static readonly id = "vwap";
	static readonly defaults = DIRECT_DEFAULTS;
	static readonly overrides = {};

	override draw(): void {
		const { ctx, chartArea: area } = this.chart;
		const scene = vwapSceneOf(this.getDataset());
		const { frame, line } = scene;
		ctx.save();
		ctx.beginPath();
		ctx.rect(area.left, area.top, area.right - area.left, area.bottom - area.top);
		ctx.clip();
		drawLevelLines(ctx, frame, area);
		ctx.strokeStyle = frame.theme.vwap;
		ctx.fillStyle = frame.theme.vwap;
		ctx.lineWidth = LINE_WIDTH;
		ctx.lineJoin = "bevel";
		const dots: [number, number][] = [];
		ctx.beginPath();
		const pen: LinePen = {
			moveTo: (x, y) => {
				ctx.moveTo(x, y);
			},
			lineTo: (x, y) => {
				ctx.lineTo(x, y);
			},
			dot: (x, y) => {
				dots.push([x, y]);
			},
			column: (x, top, bottom, width) => {
				ctx.fillRect(x, top - THINNEST / 2, width, Math.max(THINNEST, bottom - top));
			},
		};
		traceLine(line, lineFrame(scene, area), pen);
		ctx.stroke();
		for (const [x, y] of dots) {
			ctx.beginPath();
			ctx.arc(x, y, DOT_RADIUS, 0, 2 * Math.PI);
			ctx.fill();
		}
		if (scene.isOpen) drawOpenPoint(ctx, scene, area);
		ctx.restore();
	}
}

function lineFrame({ frame }: VwapScene, area: PlotArea) {
	return {
		time: frame.x,
		value: frame.y,
		left: area.left,
		top: area.top,
		width: area.right - area.left,
		height: area.bottom - area.top,
		pixelRatio: frame.pixelRatio,
	};
}

/** A ring on the last point: this value is still moving. */
function drawOpenPoint(ctx: CanvasRenderingContext2D, scene: VwapScene, area: PlotArea): void {
	const { line, frame } = scene;
	const time = line.times.at(-1) ?? NaN;
	const value = line.values.at(-1) ?? NaN;
	if (Number.isNaN(value)) return;
	ctx.beginPath();
	ctx.arc(xOf(frame.x, area, time), yOf(frame.y, area, value), OPEN_RADIUS, 0, 2 * Math.PI);
	ctx.fillStyle = frame.theme.background;
	ctx.fill();
	ctx.stroke();
}
