import assert from "node:assert/strict";
import { MinMaxTable } from "../../../src/core/chart/minMaxTable";
import { type Frame, type PaneFrame, xOf, yOf } from "../../../src/webview/charts/frame";
import { type LineLook, lineEnd, lineLayer } from "../../../src/webview/charts/layers/line";
import type { Name } from "../../../src/webview/charts/names";
import { SvgPen } from "../../../src/webview/svgPen";
import { editorTheme, widthOf } from "./shown";

/** Remembers where upright bars of pixel columns stand. */
class ColumnPen extends SvgPen {
	readonly places: number[] = [];

	override fillRect(x: number): void {
		this.places.push(x);
	}
}

const WIDTH = 120;
const INTERVAL = 1_000;
const COUNT = WIDTH * 20;

/** Columns that a line with twenty points to each of them has something in. */
function columnsOf(look: Omit<LineLook, "color">): readonly number[] {
	const values = Float64Array.from({ length: COUNT }, (_, index) => 100 + (index % 7));
	const times = values.map((_, index) => index * INTERVAL);
	const line = { times, values, table: MinMaxTable.of(values), interval: INTERVAL };
	const pen = new ColumnPen({ widthOf, pixels: () => "" });
	const pane = paneOf(0, COUNT * INTERVAL);
	lineLayer([line], { color: ({ anchored }) => anchored, ...look })(pen, pane, frameOf(pane), []);
	return pen.places.map((place) => Math.round(place) - 7);
}

function paneOf(min: number, max: number): PaneFrame {
	const axis = { ticks: [], title: "", tags: [] };
	return {
		id: "main",
		area: { left: 7, top: 0, right: 7 + WIDTH, bottom: 100 },
		x: { ...axis, min, max },
		y: { ...axis, min: 90, max: 120 },
		xGroup: "time",
		yGroup: "price",
		axisWidth: 0,
		axisHeight: 0,
		layers: [],
	};
}

function frameOf(pane: PaneFrame): Frame {
	const theme = editorTheme("dark");
	return { panes: [pane], theme, width: WIDTH, height: 100, pixelRatio: 1, corner: "" };
}

/** The word at the end of a line of which some intervals are in view, and how far it is from a point of the line. */
function wordAt(values: readonly number[], [from, to]: readonly [number, number], point: number) {
	const times = Float64Array.from(values, (_, index) => index * INTERVAL);
	const line = { times, values: Float64Array.from(values), interval: INTERVAL };
	const pane = paneOf(from * INTERVAL, to * INTERVAL);
	const names: Name[] = [];
	const pen = new SvgPen({ widthOf, pixels: () => "" });
	lineEnd(line, "+1 σ", { color: ({ anchored }) => anchored })(pen, pane, frameOf(pane), names);
	const [x, y] = [xOf(pane, (point + 0.5) * INTERVAL), yOf(pane, values[point] ?? NaN)];
	return names.map((name) =>
		[name.x - x, name.y - y].map((place) => Math.round(place * 100) / 100),
	);
}

describe("a line whose points crowd", () => {
	it("has a bar in each pixel column, with whatever dashes it is told apart by", () => {
		const all = Array.from({ length: WIDTH }, (_, column) => column);
		assert.deepEqual(columnsOf({}), all);
		assert.deepEqual(columnsOf({ dash: [6, 3] }), all);
	});

	it("keeps its dashes where it is an edge of a band, which is not to be taken for the line between", () => {
		const columns = columnsOf({ dash: [3, 3], isEdge: true });
		assert.equal(columns.length, WIDTH / 2);
		assert.ok(columns.every((column) => column % 6 < 3));
	});
});

describe("the word at the end of a line", () => {
	const RISING = Array.from({ length: 20 }, (_, index) => 95 + index);
	const BESIDE = [[-4, -7]];

	it("stands beside the last point of the line, and of what is in view where later ones are not", () => {
		assert.deepEqual(wordAt(RISING, [0, 20], 19), BESIDE);
		assert.deepEqual(wordAt(RISING, [0, 30], 19), BESIDE);
		assert.deepEqual(wordAt(RISING, [2, 8], 7), BESIDE);
		assert.deepEqual(wordAt(RISING, [2, 8.4], 7), BESIDE);
		assert.deepEqual(wordAt(RISING, [2, 8.6], 8), BESIDE);
	});

	it("is left out where the line begins later, or has a gap", () => {
		assert.deepEqual(wordAt(RISING, [-9, 0], 0), []);
		assert.deepEqual(wordAt([NaN, NaN, 96, 97], [0, 2], 1), []);
		assert.deepEqual(wordAt([95, NaN, 96], [0, 2], 1), []);
	});
});
