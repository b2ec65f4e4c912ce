import assert from "node:assert/strict";
import fc from "fast-check";
import type { ViewOptions } from "../../../src/core/query/viewOptions";
import type { QueryResult } from "../../../src/core/result/result";
import { type Frame, shareOf } from "../../../src/webview/charts/frame";
import type { Screen, Showing, AxisRanges } from "../../../src/webview/charts/screen";
import { Viewport } from "../../../src/webview/charts/viewport";
import type { ChartContent } from "../../../src/webview/content/types";
import { answerOf, sampleAnswer } from "../../support/answers";
import { profileSeries } from "../../support/series";
import { BTCUSDT_PROFILE } from "../../support/queries";
import { frameOf, showChart } from "./shown";

const HOUR = 3_600_000;

/** A chart whose frame always is that of the stretches in view. */
class Chart implements Showing {
	readonly viewport: Viewport;
	readonly screen: Screen;

	constructor(
		private readonly content: ChartContent,
		view: AxisRanges = {},
	) {
		this.screen = content.screen;
		this.viewport = new Viewport(this, view);
	}

	get frame(): Frame {
		return frameOf(this.content, { zoom: this.viewport?.ranges ?? {} });
	}

	/** Where a value lies on an axis that is in view, as a share of it. */
	shareAt(axis: "x" | "y", value: number): number {
		const [pane] = this.frame.panes;
		assert.ok(pane);
		return shareOf(pane[axis], value);
	}
}

const near = (a: number | undefined, b: number | undefined, within: number) =>
	assert.ok(Math.abs((a ?? NaN) - (b ?? NaN)) <= within, `${a} is not ${b}`);

describe("the viewport of a chart", () => {
	const query = { symbol: "BTC-USDT", interval: "1h", range: { last: "24h" } } as const;
	let profile: QueryResult;
	let line: QueryResult;
	before(async () => {
		profile = await sampleAnswer({ kind: "volumeProfile", ...query });
		line = await sampleAnswer({ kind: "vwap", ...query });
	});
	const cheap = answerOf(
		BTCUSDT_PROFILE,
		profileSeries([Array.from({ length: 60 }, (_, i) => [10 + i * 10, 1 + (i % 7), 2] as const)]),
	);
	const chartOf = (result: QueryResult, view: ViewOptions = {}, zoom?: AxisRanges) =>
		new Chart(showChart([result], view).content, zoom);
	/** Each kind of chart, by how its axes move. */
	const kinds = (): readonly (readonly [name: string, content: ChartContent])[] => [
		["a profile", showChart([profile]).content],
		["a profile on a logarithmic axis", showChart([cheap], { log: true }).content],
		["a line", showChart([line], { brush: true }).content],
		["a line on a logarithmic axis", showChart([line], { log: true }).content],
		["cells", showChart([profile], { layout: "timePrice", rowCount: 25 }).content],
		["a line over a profile", showChart([profile, line], { rowCount: 25 }).content],
	];

	it("shows everything to begin with, and again after any zoom out", () => {
		for (const [name, content] of kinds()) {
			const { viewport, screen } = new Chart(content);
			assert.deepEqual([viewport.ranges, viewport.isZoomed], [{}, false], name);
			viewport.zoom(screen.zoomAxis, 0.3);
			assert.ok(viewport.isZoomed, name);
			viewport.zoom(screen.zoomAxis, 1_000);
			assert.deepEqual([viewport.ranges, viewport.isZoomed], [{}, false], name);
		}
	});

	it("keeps what is under the pointer where it is", () => {
		for (const [name, content] of kinds()) {
			const chart = new Chart(content);
			const { zoomAxis } = chart.screen;
			const whole = chart.viewport.shown(zoomAxis);
			assert.ok(whole);
			const value = whole.min + 0.3 * (whole.max - whole.min);
			const before = chart.shareAt(zoomAxis, value);
			chart.viewport.zoom(zoomAxis, 0.4, value);
			near(chart.shareAt(zoomAxis, value), before, 1e-6);
			const zoomed = chart.viewport.shown(zoomAxis);
			assert.ok(zoomed && zoomed.max - zoomed.min < whole.max - whole.min, name);
		}
	});

	it("never leaves the data nor comes closer than the shortest range, whatever is done", () => {
		const share = fc.double({ min: -1, max: 1, noNaN: true });
		const pixels = fc.integer({ min: -900, max: 900 });
		const axis = fc.constantFrom("x" as const, "y" as const);
		const factor = fc.double({ min: 0.05, max: 20, noNaN: true });
		const move = fc.oneof(
			fc.tuple(axis, factor, share).map(([axis, factor, at]) => (chart: Chart) => {
				const shown = chart.viewport.shown(axis);
				if (shown === undefined) return;
				const { min, max } = shown;
				chart.viewport.zoom(axis, factor, min + (0.5 + at / 2) * (max - min));
			}),
			fc.tuple(axis, share).map(([axis, by]) => (chart: Chart) => {
				chart.viewport.panAxis(axis, by);
			}),
			fc.tuple(pixels, pixels).map(([dx, dy]) => (chart: Chart) => {
				chart.viewport.pan(dx, dy);
			}),
		);
		for (const [name, content] of kinds()) {
			const { bounds, zoomAxis, isLog } = content.screen;
			fc.assert(
				fc.property(fc.array(move, { maxLength: 12 }), (moves) => {
					const chart = new Chart(content);
					for (const one of moves) one(chart);
					const { x, y } = chart.viewport.ranges;
					for (const [shown, whole] of [
						[x, bounds.x],
						// A price axis beside a time axis fits itself, and may be pulled beyond what there is.
						[zoomAxis === "y" ? y : undefined, bounds.y],
					] as const) {
						if (shown === undefined || whole === undefined) continue;
						const grain = 1e-6 * (whole.max - whole.min);
						assert.ok(shown.min >= whole.min - grain && shown.max <= whole.max + grain, name);
						const least = isLog ? 0 : Math.min(whole.minSpan, whole.max - whole.min);
						assert.ok(shown.max - shown.min >= least - grain, name);
					}
					if (y !== undefined) assert.ok(y.max > y.min && !(isLog && y.min <= 0), name);
					assert.equal(chart.viewport.isZoomed, x !== undefined || y !== undefined);
				}),
				{ numRuns: 40 },
			);
		}
	});

	it("comes back where it was when it is pulled there and back", () => {
		for (const [name, content] of kinds()) {
			const chart = new Chart(content);
			const { viewport, screen } = chart;
			viewport.zoom(screen.zoomAxis, 0.25);
			const before = viewport.shown(screen.zoomAxis);
			viewport.pan(40, 40);
			assert.notDeepEqual(viewport.shown(screen.zoomAxis), before, name);
			viewport.pan(-40, -40);
			const after = viewport.shown(screen.zoomAxis);
			near(after?.min, before?.min, 1e-6 * (before?.min ?? NaN));
			near(after?.max, before?.max, 1e-6 * (before?.max ?? NaN));
		}
	});

	it("leaves a price axis to fit itself until it is zoomed by itself", () => {
		const { viewport } = chartOf(line);
		const prices = () => viewport.ranges.y;
		const all = viewport.shown("y");
		viewport.zoom("x", 0.4);
		viewport.panAxis("x", -0.5);
		assert.equal(prices(), undefined);
		assert.notEqual(viewport.shown("y")?.min, all?.min);
		viewport.pan(30, 90);
		assert.equal(prices(), undefined);
		viewport.zoom("y", 0.5);
		const before = prices()?.min ?? NaN;
		viewport.pan(0, 90);
		assert.ok((prices()?.min ?? NaN) > before);
	});

	it("shows the box between two corners, and leaves an axis without length alone", () => {
		const { viewport, screen } = chartOf(line);
		const { x } = screen.bounds;
		assert.ok(x);
		viewport.zoomTo({ x: x.min + 13 * HOUR, y: 71_400 }, { x: x.min + 3 * HOUR, y: 71_200 });
		assert.deepEqual(viewport.ranges, {
			x: { min: x.min + 3 * HOUR, max: x.min + 13 * HOUR },
			y: { min: 71_200, max: 71_400 },
		});
		viewport.zoomTo({ x: x.min + 4 * HOUR }, { x: x.min + 12 * HOUR });
		assert.deepEqual(viewport.ranges.y, { min: 71_200, max: 71_400 });
		viewport.zoomTo({ x: x.min, y: 71_300 }, { x: x.min, y: 71_300 });
		assert.deepEqual(viewport.ranges.x, { min: x.min + 4 * HOUR, max: x.min + 12 * HOUR });
	});

	it("shows the shortest range around a box that is smaller", () => {
		const { viewport, screen } = chartOf(line);
		const { x } = screen.bounds;
		assert.ok(x);
		viewport.zoomTo({ x: x.min + 11 * HOUR }, { x: x.min + 13 * HOUR });
		const { minSpan } = x;
		assert.deepEqual(viewport.ranges.x, {
			min: x.min + 12 * HOUR - minSpan / 2,
			max: x.min + 12 * HOUR + minSpan / 2,
		});
	});

	it("comes closer with every step until it is as close as it can be, and stays there", () => {
		for (const [name, content] of kinds()) {
			const { zoomAxis } = content.screen;
			fc.assert(
				fc.property(
					fc.double({ min: 0, max: 1, noNaN: true }),
					fc.double({ min: 0.3, max: 0.95, noNaN: true }),
					(at, factor) => {
						const { viewport } = new Chart(content);
						const spanOf = () => {
							const { min, max } = viewport.shown(zoomAxis) ?? { min: NaN, max: NaN };
							return content.screen.isLog && zoomAxis === "y" ? Math.log(max / min) : max - min;
						};
						const whole = viewport.shown(zoomAxis);
						assert.ok(whole);
						const anchor = whole.min + at * (whole.max - whole.min);
						for (let step = 0; step < 15; step++) {
							const before = spanOf();
							viewport.zoom(zoomAxis, factor, anchor);
							assert.ok(spanOf() <= before * (1 + 1e-9), `${name}: ${before} to ${spanOf()}`);
						}
						assert.ok(viewport.isZoomed, name);
					},
				),
				{ numRuns: 30 },
			);
		}
	});

	it("moves as little as needed to show what the keyboard walked to", () => {
		const { viewport, screen } = chartOf(line);
		const { x } = screen.bounds;
		assert.ok(x);
		viewport.ranges = { x: { min: x.min, max: x.min + 10 * HOUR } };
		assert.equal(viewport.reveal({ time: x.min + 2 * HOUR }), false);
		assert.equal(viewport.reveal({ time: x.min + 16 * HOUR }), true);
		const shown = viewport.ranges.x;
		near((shown?.max ?? NaN) - (shown?.min ?? NaN), 10 * HOUR, 1);
		assert.ok(shown && shown.min < x.min + 16.5 * HOUR && shown.max > x.min + 16.5 * HOUR);
	});

	it("forgets a kept range that no longer exists, or that cannot be drawn", () => {
		assert.deepEqual(chartOf(profile, {}, { y: { min: 10, max: 20 } }).viewport.ranges, {});
		const long = chartOf(line, { log: true }, { y: { min: -50, max: 80_000 } });
		assert.deepEqual(long.viewport.ranges, {});
		const { bounds } = chartOf(line).screen;
		assert.ok(bounds.x);
		const cut = chartOf(line, {}, { x: { min: 0, max: bounds.x.min + 8 * HOUR } });
		assert.deepEqual(cut.viewport.ranges, {
			x: { min: bounds.x.min, max: bounds.x.min + 8 * HOUR },
		});
	});

	it("does not move axes that belong to a single market", () => {
		const far = answerOf(BTCUSDT_PROFILE, profileSeries([[[5, 1, 1]]], { step: 1 }));
		const chart = new Chart(showChart([profile, far]).content);
		chart.viewport.zoom("y", 0.5, 71_000);
		chart.viewport.pan(10, 10);
		assert.deepEqual(chart.viewport.ranges, {});
	});
});
