import type { ChartPage } from "../chartPage";

/** A part of a chart, as shares of its width and height. */
export interface Region {
	readonly left?: number;
	readonly top?: number;
	readonly right?: number;
	readonly bottom?: number;
}

/** Of a chart with one price axis: what lies left of the axis and above the time axis. */
export const PLOT: Region = { right: 0.86, bottom: 0.94 };

/** One of the colours that a chart shares with the elements around it, such as `buy` or `poc`. */
export function colorOf(chart: ChartPage, name: string): Promise<string> {
	return chart.app.evaluate((app, name) => app.style.getPropertyValue(`--va-${name}`), name);
}

/** The colour of an entry of the legend. */
export function legendColor(chart: ChartPage, label: string): Promise<string> {
	const item = chart.frame.locator(".legend-item").filter({ hasText: label }).first();
	return item
		.locator(".swatch")
		.evaluate((swatch) => (swatch as HTMLElement).style.getPropertyValue("--swatch"));
}

/** Height in which the bar of colors lies above a chart, in CSS pixels. */
const BAR_ROOM = 24;

/** The colours at the ends of the bar above a chart over time and price: of its smallest and of its largest cells. */
export async function barEnds(chart: ChartPage): Promise<readonly [string, string]> {
	const canvas = await chart.settledCanvas();
	return canvas.evaluate((element, room) => {
		const canvas = element as HTMLCanvasElement;
		const drawn = canvas.getContext("2d");
		if (drawn === null) throw new Error("no canvas");
		const { width, height, clientHeight } = canvas;
		const rows = Math.round((room / clientHeight) * height);
		const { data } = drawn.getImageData(0, 0, width, rows);
		const colorAt = (x: number, y: number) => {
			const at = (y * width + x) * 4;
			return `rgb(${[...data.subarray(at, at + 3)].join(", ")})`;
		};
		const background = colorAt(0, 0);
		// The bar is the longest run of colors: its tips reach out furthest in the middle of its height.
		let bar = { from: 0, to: 0, y: 0 };
		for (let y = 0; y < rows; y++) {
			let from = 0;
			for (let x = 0; x < width; x++) {
				if (colorAt(x, y) === background) from = x + 1;
				else if (x - from > bar.to - bar.from) bar = { from, to: x, y };
			}
		}
		// Smoothing at the very ends.
		return [colorAt(bar.from + 3, bar.y), colorAt(bar.to - 3, bar.y)] as const;
	}, BAR_ROOM);
}

/** Share of a region of the canvas that has a colour, 0 to 1. Crosshair and card are not on the canvas. */
export async function painted(chart: ChartPage, color: string, region?: Region): Promise<number> {
	const wanted = await chart.frame.evaluate((color) => {
		const pen = new OffscreenCanvas(1, 1).getContext("2d");
		if (pen === null) throw new Error("no canvas");
		pen.fillStyle = color;
		pen.fillRect(0, 0, 1, 1);
		return [...pen.getImageData(0, 0, 1, 1).data.subarray(0, 3)];
	}, color);
	return shareOf(chart, wanted, region);
}

/** Colours this near are the same: smoothing at edges. */
const NEAR = 3;

async function shareOf(
	chart: ChartPage,
	wanted: readonly number[],
	{ left = 0, top = 0, right = 1, bottom = 1 }: Region = {},
): Promise<number> {
	const canvas = await chart.settledCanvas();
	return canvas.evaluate(
		(element, { wanted, near, left, top, right, bottom }) => {
			const canvas = element as HTMLCanvasElement;
			const drawn = canvas.getContext("2d");
			if (drawn === null) throw new Error("no canvas");
			const x = Math.round(left * canvas.width);
			const y = Math.round(top * canvas.height);
			const width = Math.round(right * canvas.width) - x;
			const height = Math.round(bottom * canvas.height) - y;
			const { data } = drawn.getImageData(x, y, width, height);
			const [r = 0, g = 0, b = 0] = wanted;
			let count = 0;
			for (let at = 0; at < data.length; at += 4) {
				const [red = 0, green = 0, blue = 0, alpha = 0] = data.subarray(at, at + 4);
				if (alpha < 250) continue;
				const off = Math.max(Math.abs(red - r), Math.abs(green - g), Math.abs(blue - b));
				if (off <= near) count++;
			}
			return count / (data.length / 4);
		},
		{ wanted, near: NEAR, left, top, right, bottom },
	);
}
