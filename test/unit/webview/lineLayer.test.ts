import assert from "node:assert/strict";
import { MinMaxTable } from "../../../src/core/chart/minMaxTable";
import type { PaneFrame } from "../../../src/webview/charts/frame";
import { type LineLook, lineLayer } from "../../../src/webview/charts/layers/line";
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
	const axis = { ticks: [], title: "", tags: [] };
	const pane: PaneFrame = {
		id: "main",
		area: { left: 7, top: 0, right: 7 + WIDTH, bottom: 100 },
		x: { ...axis, min: 0, max: COUNT * INTERVAL },
		y: { ...axis, min: 90, max: 120 },
		xGroup: "time",
		yGroup: "price",
		axisWidth: 0,
		axisHeight: 0,
		layers: [],
	};
	const theme = editorTheme("dark");
	const pen = new ColumnPen({ widthOf, pixels: () => "" });
	const frame = { panes: [pane], theme, width: WIDTH, height: 100, pixelRatio: 1, corner: "" };
	lineLayer([line], { color: ({ anchored }) => anchored, ...look })(pen, pane, frame, []);
	return pen.places.map((place) => Math.round(place) - 7);
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
