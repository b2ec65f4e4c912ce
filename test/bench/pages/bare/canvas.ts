import { ROOM } from "../harness";

/** Where the plot lies on the bare canvas: axes left and below, as other libraries have them. */
export const PLOT = {
	left: 70,
	top: 10,
	right: ROOM.width - 10,
	bottom: ROOM.height - 30,
} as const;
export const PLOT_WIDTH = PLOT.right - PLOT.left;
export const PLOT_HEIGHT = PLOT.bottom - PLOT.top;
export const BUY = "#26a69a";
export const SELL = "#ef5350";
export const LINE = "#1f77b4";
const TICKS = 10;

export type Range = readonly [min: number, max: number];

/** The least that a chart can cost: a canvas, ten grid lines each way with labels, and the data. */
export function canvasIn(room: HTMLElement): CanvasRenderingContext2D {
	const canvas = room.appendChild(document.createElement("canvas"));
	canvas.width = ROOM.width;
	canvas.height = ROOM.height;
	const context = canvas.getContext("2d");
	if (context === null) throw new Error("The browser gives no drawing context.");
	return context;
}

export const dayAndTime = (time: number): string => new Date(time).toISOString().slice(5, 16);
export const plainNumber = (value: number): string => value.toFixed(1);

export function drawAxes(
	ctx: CanvasRenderingContext2D,
	x: Range,
	y: Range,
	xLabel: (value: number) => string,
): void {
	ctx.strokeStyle = "rgba(0, 0, 0, 0.1)";
	ctx.fillStyle = "#666";
	ctx.font = "12px sans-serif";
	ctx.lineWidth = 1;
	ctx.beginPath();
	for (let tick = 0; tick <= TICKS; tick++) {
		const across = Math.round(PLOT.left + (PLOT_WIDTH * tick) / TICKS) + 0.5;
		const down = Math.round(PLOT.bottom - (PLOT_HEIGHT * tick) / TICKS) + 0.5;
		ctx.moveTo(across, PLOT.top);
		ctx.lineTo(across, PLOT.bottom);
		ctx.moveTo(PLOT.left, down);
		ctx.lineTo(PLOT.right, down);
	}
	ctx.stroke();
	for (let tick = 0; tick <= TICKS; tick++) {
		const share = tick / TICKS;
		ctx.textAlign = "center";
		ctx.fillText(
			xLabel(x[0] + (x[1] - x[0]) * share),
			PLOT.left + PLOT_WIDTH * share,
			PLOT.bottom + 16,
		);
		ctx.textAlign = "right";
		const value = plainNumber(y[0] + (y[1] - y[0]) * share);
		ctx.fillText(value, PLOT.left - 6, PLOT.bottom - PLOT_HEIGHT * share + 4);
	}
}
