import type { ChartPage } from "./chartPage";
import { numberIn } from "./numbers";
import { until } from "./until";

/** How the panel is arranged: `profile`, `timePrice`, `line` and so on. */
export async function layoutOf(chart: ChartPage): Promise<string> {
	return (await chart.app.getAttribute("data-layout")) ?? "";
}

/** The stretch of its main axis that the chart shows: times for charts over time, else prices. */
export async function stretchOf(chart: ChartPage): Promise<{ min: number; max: number }> {
	const view = (await chart.byId("chart").getAttribute("data-view")) ?? "";
	const [min = NaN, max = NaN] = view.split(",").map(Number);
	return { min, max };
}

/** Waits until the stretch is as it should be. */
export function stretchBecomes(
	chart: ChartPage,
	isIt: (stretch: { min: number; max: number; span: number }) => boolean,
	what: string,
): Promise<{ min: number; max: number }> {
	return until(what, async () => {
		const stretch = await stretchOf(chart);
		return isIt({ ...stretch, span: stretch.max - stretch.min }) ? stretch : undefined;
	});
}

/** A value of the strip with all of its digits, as its tooltip says it. */
export async function exactly(chart: ChartPage, testId: string): Promise<number> {
	const figure = chart.frame.locator(".figure").filter({ has: chart.byId(testId) });
	return numberIn((await figure.getAttribute("title")) ?? "");
}

/** Labels of the strip's values, in order. */
export function stripLabels(chart: ChartPage): Promise<string[]> {
	return chart.frame.locator(".figure-label").allTextContents();
}

/** Titles of the table's columns. */
export function columnsOf(chart: ChartPage): Promise<string[]> {
	return chart.frame.locator('table[data-testid="table"] thead th').allTextContents();
}

/** Label of the crosshair on the price axis. */
export async function priceLabel(chart: ChartPage): Promise<string> {
	return (await chart.frame.locator(".cross-price:visible").textContent()) ?? "";
}

/** Presses keys while the chart has the focus. */
export async function pressKeys(chart: ChartPage, ...keys: string[]): Promise<void> {
	await chart.byId("chart").focus();
	for (const key of keys) await chart.byId("chart").press(key);
}

/** Labels of the legend, switched off ones included. */
export function legendLabels(chart: ChartPage): Promise<string[]> {
	return chart.frame.locator(".legend-label").allTextContents();
}

/** Drags over the chart; places are shares of its width and height. */
export async function dragOver(
	chart: ChartPage,
	[fromX, fromY]: readonly [number, number],
	[toX, toY]: readonly [number, number],
	key?: "Shift",
): Promise<void> {
	const { keyboard, mouse } = chart.frame.page();
	await chart.hover(fromX, fromY);
	if (key !== undefined) await keyboard.down(key);
	await mouse.down();
	await chart.hover(toX, toY);
	await mouse.up();
	if (key !== undefined) await keyboard.up(key);
}
