import type { ChartTheme } from "../theme";
import { type Frame, type PlotArea, crisp, xOf, yOf } from "./frame";
import type { CursorMarks } from "./plot";

const TAG_HEIGHT = 17;
const POINT_RADIUS = 3.5;

/** The crosshair's own canvas above the chart, so that moving the pointer repaints nothing else. */
export class Crosshair {
	private readonly context: CanvasRenderingContext2D | null;

	constructor(readonly canvas: HTMLCanvasElement) {
		this.context = canvas.getContext("2d");
	}

	resize(width: number, height: number, pixelRatio: number): void {
		this.canvas.width = Math.round(width * pixelRatio);
		this.canvas.height = Math.round(height * pixelRatio);
		this.canvas.style.width = `${width}px`;
		this.canvas.style.height = `${height}px`;
		this.context?.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
	}

	clear(): void {
		this.context?.clearRect(0, 0, this.canvas.width, this.canvas.height);
	}

	/** @param point value that the marked point has on the price axis, where it has one */
	draw(marks: CursorMarks, frame: Frame, area: PlotArea, point: number | undefined): void {
		const { context: ctx } = this;
		if (ctx === null) return;
		this.clear();
		const { theme, pixelRatio } = frame;
		const x = marks.x === undefined ? undefined : xOf(frame.x, area, marks.x);
		const y = marks.y === undefined ? undefined : yOf(frame.y, area, marks.y);
		ctx.strokeStyle = theme.cursor;
		ctx.lineWidth = 1 / pixelRatio;
		ctx.setLineDash(theme.isHighContrast ? [] : [3, 3]);
		ctx.beginPath();
		if (x !== undefined && x >= area.left && x <= area.right) {
			ctx.moveTo(crisp(x, pixelRatio), area.top);
			ctx.lineTo(crisp(x, pixelRatio), area.bottom);
		}
		if (y !== undefined && y >= area.top && y <= area.bottom) {
			ctx.moveTo(area.left, crisp(y, pixelRatio));
			ctx.lineTo(area.right, crisp(y, pixelRatio));
		}
		ctx.stroke();
		ctx.setLineDash([]);
		if (x !== undefined && point !== undefined) drawPoint(ctx, theme, x, yOf(frame.y, area, point));
		ctx.font = theme.boldFont;
		ctx.textBaseline = "middle";
		if (y !== undefined && marks.yLabel !== "") drawPriceTag(ctx, frame, area, y, marks.yLabel);
		if (x !== undefined && marks.xLabel !== "") drawBottomTag(ctx, theme, area, x, marks.xLabel);
	}
}

function drawPoint(ctx: CanvasRenderingContext2D, theme: ChartTheme, x: number, y: number): void {
	ctx.beginPath();
	ctx.arc(x, y, POINT_RADIUS, 0, 2 * Math.PI);
	ctx.fillStyle = theme.vwap;
	ctx.fill();
	ctx.strokeStyle = theme.background;
	ctx.lineWidth = 1.5;
	ctx.stroke();
}

function drawPriceTag(
	ctx: CanvasRenderingContext2D,
	{ y: axis, theme }: Frame,
	area: PlotArea,
	y: number,
	label: string,
): void {
	const middle = Math.max(area.top + TAG_HEIGHT / 2, Math.min(area.bottom - TAG_HEIGHT / 2, y));
	ctx.fillStyle = theme.cursor;
	ctx.beginPath();
	ctx.roundRect(area.right + 1, middle - TAG_HEIGHT / 2, axis.thickness - 2, TAG_HEIGHT, 2);
	ctx.fill();
	ctx.fillStyle = theme.cursorInk;
	ctx.textAlign = "left";
	ctx.fillText(label, area.right + 7, middle + 0.5);
}

function drawBottomTag(
	ctx: CanvasRenderingContext2D,
	theme: ChartTheme,
	area: PlotArea,
	x: number,
	label: string,
): void {
	const half = ctx.measureText(label).width / 2 + 6;
	const middle = Math.max(area.left + half, Math.min(area.right - half, x));
	ctx.fillStyle = theme.cursor;
	ctx.beginPath();
	ctx.roundRect(middle - half, area.bottom + 3, half * 2, TAG_HEIGHT, 2);
	ctx.fill();
	ctx.fillStyle = theme.cursorInk;
	ctx.textAlign = "center";
	ctx.fillText(label, middle, area.bottom + 3 + TAG_HEIGHT / 2 + 0.5);
}
