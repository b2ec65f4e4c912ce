import assert from "node:assert/strict";
import type { ViewOptions } from "../../../../src/core/query/viewOptions";
import { HOUR_MS } from "../../../../src/core/time";
import { drawFrame } from "../../../../src/webview/charts/drawFrame";
import { type PaneFrame, xOf, yOf } from "../../../../src/webview/charts/frame";
import { SvgPen } from "../../../../src/webview/svgPen";
import type { ChartTheme } from "../../../../src/webview/theme";
import { answerOf } from "../../../support/answers";
import { BTCUSDT_PROFILE } from "../../../support/queries";
import { MIDNIGHT, type Row, profileSeries } from "../../../support/series";
import { editorTheme, frameOf, showChart, widthOf } from "../shown";

const THEMES = ["dark", "light", "highContrast", "highContrastLight"] as const;

/** Two hours with a POC at 120, with far more bought than is sold one row below, and far more sold than is bought one row above. */
const ROWS: readonly Row[] = [
	[100, 1, 1],
	[110, 1, 1],
	[120, 40, 50],
	[130, 1, 1],
	[140, 1, 1],
];
const ANSWER = answerOf(BTCUSDT_PROFILE, profileSeries([ROWS, ROWS]));

/** Remembers which color each rectangle has. */
class BoxPen extends SvgPen {
	private readonly boxes: { readonly color: unknown; readonly sides: readonly number[] }[] = [];

	override fillRect(x: number, y: number, width: number, height: number): void {
		this.boxes.push({ color: this.fillStyle, sides: [x, y, x + width, y + height] });
	}

	/** The color of the last rectangle over a point. */
	colorAt(x: number, y: number): unknown {
		return this.boxes.findLast(({ sides: [left = 0, top = 0, right = 0, bottom = 0] }) => {
			return left <= x && x < right && top <= y && y < bottom;
		})?.color;
	}
}

interface Drawn {
	readonly colorAt: (x: number, y: number) => unknown;
	readonly pane: PaneFrame;
}

/** What is drawn of the prices up to a highest one, from some hours before the first on. */
function drawn(theme: ChartTheme, view: ViewOptions, highest: number, before = 0): Drawn {
	const { content } = showChart([ANSWER], { layout: "timePrice", ...view });
	const x = { min: MIDNIGHT - before * HOUR_MS, max: MIDNIGHT + 2 * HOUR_MS };
	const zoom = { x, y: { min: 100, max: highest } };
	const frame = frameOf(content, { width: 900, height: 560, theme, zoom });
	const pen = new BoxPen({ widthOf, pixels: () => "" });
	drawFrame(pen, frame);
	const pane = frame.panes.find(({ id }) => id === "main") ?? assert.fail("no pane");
	return { colorAt: (x, y) => pen.colorAt(x, y), pane };
}

describe("the POC of an interval among cells", () => {
	for (const kind of THEMES) {
		it(`is framed, and has the marks of its imbalances, in the theme ${kind}`, () => {
			const theme = editorTheme(kind);
			const { colorAt, pane } = drawn(theme, { imbalances: true }, 150);
			const [left, right] = [MIDNIGHT, MIDNIGHT + HOUR_MS].map((time) => xOf(pane, time));
			const [top, middle] = [130, 125].map((price) => yOf(pane, price));
			assert.ok(left !== undefined && right !== undefined && top !== undefined);
			assert.ok(middle !== undefined && middle - top > 20, "the cell is large");
			assert.equal(colorAt(left + 1, middle), theme.sell, "at the left");
			assert.equal(colorAt(right - 1, middle), theme.buy, "at the right");
			assert.equal(colorAt((left + right) / 2, top + 1), theme.pocMark, "at the top");
		});

		it(`is a line between black edges where cells are small, not a gap between them, in the theme ${kind}`, () => {
			const theme = editorTheme(kind);
			const { colorAt, pane } = drawn(theme, {}, 2_000);
			const middle = xOf(pane, MIDNIGHT + HOUR_MS / 2);
			const bottom = Math.round(yOf(pane, 120));
			const colors = [0.5, -0.5, -1.5, -2.5].map((down) => colorAt(middle, bottom + down));
			assert.deepEqual(colors, ["#000", theme.pocMark, theme.pocMark, "#000"]);
		});
	}

	it("has nothing of its frame left beside a mark, wherever its edges lie between pixels", () => {
		const theme = editorTheme("dark");
		for (let before = 0; before < 1; before += 0.07) {
			const { colorAt, pane } = drawn(theme, { imbalances: true }, 150, before);
			const [left, right] = [0, HOUR_MS].map((after) => Math.round(xOf(pane, MIDNIGHT + after)));
			assert.ok(left !== undefined && right !== undefined);
			const middle = yOf(pane, 125);
			const colors = [left + 0.1, left + 1.9, right - 1.9, right - 0.1].map((x) =>
				colorAt(x, middle),
			);
			const { buy, sell } = theme;
			assert.deepEqual(colors, [sell, sell, buy, buy], `${before} hours before`);
		}
	});
});
