import type { Plugin } from "chart.js";
import { Chart } from "./registration";
import { type Scene, frameOf } from "./scene";

type Kind = Scene["kind"];

/** A chart.js chart that only our controllers draw in. */
export type DirectChart = Chart<Kind, never[]>;

/** Above the plot, so that a tag at its upper edge is not cut. */
export const TOP_PADDING = 8;

const BACKGROUND: Plugin<Kind> = {
	id: "background",
	beforeDraw: (chart) => {
		chart.ctx.fillStyle = frameOf(chart).theme.background;
		chart.ctx.fillRect(0, 0, chart.width, chart.height);
	},
};

/** Room for a chart in CSS pixels. */
interface ChartSize {
	readonly width: number;
	readonly height: number;
	readonly pixelRatio: number;
}

/** Lets chart.js own a canvas and draw the scene once. Size, zoom and pointer stay with the caller. */
export function createDirectChart(
	canvas: HTMLCanvasElement,
	scene: Scene,
	{ width, height, pixelRatio }: ChartSize,
): DirectChart {
	canvas.width = width;
	canvas.height = height;
	// Without transparency the page is put together faster and text is sharper; every frame paints the background.
	canvas.getContext("2d", { alpha: false });
	return new Chart<Kind, never[]>(canvas, {
		data: {
			datasets: [
				scene.kind === "vwap"
					? { type: scene.kind, data: [], clip: false, scene }
					: { type: scene.kind, data: [], clip: false, scene },
			],
		},
		plugins: [BACKGROUND],
		options: {
			animation: false,
			responsive: false,
			maintainAspectRatio: false,
			devicePixelRatio: pixelRatio,
			events: [],
			layout: { autoPadding: false, padding: { top: TOP_PADDING } },
			scales: {
				x: { type: "valueAxis", position: "bottom" },
				y: { type: "valueAxis", position: "right" },
			},
		},
	});
}
