import {
	Chart,
	type ChartType,
	type ControllerDatasetOptions,
	type CoreChartOptions,
	DatasetController,
	Element,
} from "chart.js";
import { drawFrame } from "./drawFrame";
import type { Frame } from "./frame";

/** What the controller paints: the frame is replaced with every move. */
export interface Scene {
	frame: Frame;
}

declare module "chart.js" {
	interface ChartTypeRegistry {
		panes: {
			chartOptions: CoreChartOptions<"panes">;
			datasetOptions: ControllerDatasetOptions & { scene: Scene };
			defaultDataPoint: number;
			metaExtensions: object;
			parsedDataType: unknown;
			scales: never;
		};
	}
}

/** chart.js needs the name of a registered element from every controller, even from one that makes none. */
class NoElement extends Element {
	static readonly id = "none";
	static override readonly defaults = {};
}

/**
 * A controller that owns no elements and needs no scales: chart.js gives the canvas and its life, the
 * columns are painted straight from typed arrays. Parsing, elements and animation, which cost chart.js
 * its speed on large data, never happen, and an axis that follows the pointer costs no layout.
 */
class PanesController extends DatasetController<ChartType, Element, Element> {
	static readonly id = "panes";
	static readonly defaults = { datasetElementType: false, dataElementType: NoElement.id };
	static readonly overrides = { scales: {} };

	override linkScales(): void {}
	override addElements(): void {}
	override buildOrUpdateElements(): void {}
	override parse(): void {}
	override update(): void {}
	override reset(): void {}

	override draw(): void {
		const dataset: object = this.getDataset();
		if ("scene" in dataset) drawFrame(this.chart.ctx, (dataset.scene as Scene).frame);
	}
}

// Registered by name, so that the bundler leaves out the parts of chart.js that nobody uses.
Chart.register(NoElement, PanesController);

/** A chart.js chart that only our controller draws in. */
export type DirectChart = Chart<"panes", never[]>;

/** Lets chart.js own a canvas and draw the scene once. Size, zoom and pointer stay with the caller. */
export function createDirectChart(canvas: HTMLCanvasElement, scene: Scene): DirectChart {
	const { width, height, pixelRatio } = scene.frame;
	canvas.width = width;
	canvas.height = height;
	// Without transparency the page is put together faster and text is sharper; every frame paints the background.
	canvas.getContext("2d", { alpha: false });
	return new Chart<"panes", never[]>(canvas, {
		data: { datasets: [{ type: "panes", data: [], clip: false, scene }] },
		options: {
			animation: false,
			responsive: false,
			maintainAspectRatio: false,
			devicePixelRatio: pixelRatio,
			// No listener on the canvas, and so no search for elements under the pointer.
			events: [],
			layout: { autoPadding: false, padding: 0 },
		},
	});
}
