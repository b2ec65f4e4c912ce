import assert from "node:assert/strict";
import type { Cursor } from "../../../src/webview/charts/screen";
import { cursorAtPlace, placeOf } from "../../../src/webview/charts/pointer/cursorPlace";
import type { ChartContent } from "../../../src/webview/content/types";
import { sampleAnswer } from "../../support/answers";
import { type Look, frameOf, showChart } from "./shown";

const day = (kind: "volumeProfile" | "vwap", symbol = "BTC-USDT") =>
	sampleAnswer({ kind, symbol, interval: "1h", range: { last: "24h" } });

/** The cursor that stands where one does now when the chart is drawn anew. */
function cursorAfter(content: ChartContent, cursor: Cursor, look: Look = {}): Cursor | undefined {
	const place = placeOf(content.screen, cursor);
	assert.ok(place);
	return cursorAtPlace({ screen: content.screen, frame: frameOf(content, look) }, place);
}

describe("the place that the keyboard has walked to", () => {
	const CLOSE = { zoom: { y: { min: 71_300, max: 71_500 } }, height: 160 };

	it("is at the same price when a zoom joins rows into fewer bars, and back", async () => {
		const { content } = showChart([await day("volumeProfile")]);
		frameOf(content, CLOSE);
		const { screen } = content;
		const cursor = screen.step(undefined, 0, Infinity);
		assert.ok(cursor?.row !== undefined);
		const { title } = screen.describe(cursor);
		const y = screen.pointOf(cursor).y ?? NaN;
		const place = placeOf(screen, cursor);
		assert.ok(place);

		const far = cursorAfter(content, cursor, { height: CLOSE.height });
		assert.ok(far?.row !== undefined && far.row < cursor.row, "rows are joined");
		const [low = NaN, high = NaN] = [0, 1].map((row) => screen.pointOf({ row }).y);
		assert.ok(Math.abs((screen.pointOf(far).y ?? NaN) - y) <= (high - low) / 2);

		const frame = frameOf(content, CLOSE);
		const back = cursorAtPlace({ screen, frame }, place);
		assert.deepEqual(back, cursor);
		assert.equal(back && screen.describe(back).title, title);
	});

	it("stays in its own one of several profiles", async () => {
		const both = [await day("volumeProfile"), await day("volumeProfile", "ETH-USDT")];
		const { content } = showChart(both);
		frameOf(content);
		const cursor = { profile: 1, row: 7 };
		assert.deepEqual(cursorAfter(content, cursor), cursor);
	});

	it("is at the same time on a line", async () => {
		const { content } = showChart([await day("vwap")]);
		frameOf(content);
		const cursor = { time: Date.UTC(2026, 2, 28, 12) };
		assert.deepEqual(cursorAfter(content, cursor), cursor);
	});

	it("is the same cell of time and price, or the same row of the profile beside them", async () => {
		const { content } = showChart([await day("volumeProfile")], {
			layout: "timePrice",
			rowCount: 25,
		});
		frameOf(content);
		const cell = { time: Date.UTC(2026, 2, 28, 12), row: 9 };
		assert.deepEqual(cursorAfter(content, cell), cell);
		assert.deepEqual(cursorAfter(content, { row: 9 }), { row: 9 });
	});

	it("is gone with its pane", async () => {
		const { content } = showChart([await day("volumeProfile")], { layout: "timePrice" });
		frameOf(content);
		const place = placeOf(content.screen, { row: 3 });
		const { content: line } = showChart([await day("vwap")]);
		const frame = frameOf(line);
		assert.ok(place);
		assert.equal(cursorAtPlace({ screen: line.screen, frame }, place), undefined);
	});
});
