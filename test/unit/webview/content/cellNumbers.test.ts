import assert from "node:assert/strict";
import type { ViewOptions } from "../../../../src/core/query/viewOptions";
import { HOUR_MS } from "../../../../src/core/time";
import { answerOf } from "../../../support/answers";
import { BTCUSDT_PROFILE } from "../../../support/queries";
import { MIDNIGHT, type Row, profileSeries } from "../../../support/series";
import { svgOfFrame } from "../golden/svgText";
import { frameOf, showChart, widthOf } from "../shown";

const HOURS = Array.from({ length: 24 }, (_, hour) =>
	Array.from({ length: 40 }, (_, row): Row => [66_000 + row * 10, 12.5 + hour, 1 + row]),
);
const ANSWER = answerOf(BTCUSDT_PROFILE, profileSeries(HOURS));
const VIEW: ViewOptions = { layout: "timePrice", numbers: "sides", totals: true };
const NARROW = "Zoom in for numbers";
const LOW = "Zoom in on prices for numbers: turn the wheel over their axis, or press ]";

interface Drawn {
	readonly text: string;
	readonly middle: number;
	readonly anchor: string;
}

/** What is drawn of some hours and rows, each text with where it stands. */
function drawn(from: number, to: number, low: number, high: number) {
	const { content } = showChart([ANSWER], VIEW);
	const zoom = {
		x: { min: MIDNIGHT + from * HOUR_MS, max: MIDNIGHT + to * HOUR_MS },
		y: { min: 66_000 + low * 10, max: 66_000 + high * 10 },
	};
	const frame = frameOf(content, { width: 900, height: 560, zoom });
	const texts = [
		...svgOfFrame(frame).matchAll(
			/<text [^>]*?x="([-\d.]+)"[^>]*?text-anchor="(\w+)"[^>]*>([^<]*)</g,
		),
	].map(([, x = "", anchor = "", text = ""]): Drawn => ({
		text,
		middle: Number(x),
		anchor,
	}));
	const pane = frame.panes.find(({ id }) => id === "main") ?? assert.fail("no pane");
	return { texts, pane, has: (text: string) => texts.some((one) => one.text === text) };
}

describe("numbers in cells", () => {
	it("ask for time first where cells are too narrow, then for prices where they are too low, and then stand there", () => {
		const all = drawn(0, 24, 0, 40);
		assert.ok(all.has(NARROW) && !all.has(LOW));
		const wide = drawn(4, 8, 0, 40);
		assert.ok(wide.has(LOW) && !wide.has(NARROW));
		const near = drawn(4, 8, 0, 12);
		assert.ok(!near.has(LOW) && !near.has(NARROW));
		assert.ok(near.has("17.5 × 4.0"), near.texts.map(({ text }) => text).join(" | "));
	});

	it("are framed and not struck through where the crosshair is on their row in the profile at the side", () => {
		const markOf = (view: ViewOptions) => {
			const { content } = showChart([ANSWER], view);
			const zoom = {
				x: { min: MIDNIGHT + 4 * HOUR_MS, max: MIDNIGHT + 8 * HOUR_MS },
				y: { min: 66_000, max: 66_120 },
			};
			const { panes } = frameOf(content, { width: 900, height: 560, zoom });
			const side = panes.find(({ id }) => id === "side") ?? assert.fail("no side");
			const cursor = content.screen.cursorAt(side, { x: side.x.max / 2, y: 66_055 });
			assert.ok(cursor !== undefined && cursor.time === undefined);
			return content.screen.marks(cursor, undefined).y;
		};
		const framed = markOf(VIEW);
		assert.deepEqual([framed?.value, framed?.half], [66_055, 5]);
		assert.equal(markOf({ layout: "timePrice" })?.half, undefined);
	});

	it("leave the rows of totals under them without a line of prices, which have no axis", () => {
		const { content } = showChart([ANSWER], VIEW);
		const { panes } = frameOf(content, { width: 900, height: 560 });
		const totals = panes.at(-1) ?? assert.fail("no totals");
		assert.ok(
			totals.y.ticks.length > 1 && totals.y.ticks.every(({ label }) => /\p{L}/u.test(label)),
		);
		const place = { x: MIDNIGHT + 5.5 * HOUR_MS, y: 1.7 };
		const cursor = content.screen.cursorAt(totals, place) ?? assert.fail("nothing there");
		const marks = content.screen.marks(cursor, { pane: totals.id, at: place });
		assert.equal(marks.y, undefined);
		assert.equal(marks.x?.value, MIDNIGHT + 5.5 * HOUR_MS);
	});

	it("are whole or not there: the edge of the chart cuts none into another number", () => {
		const counted = new Set<number>();
		for (let shift = 0; shift < 1; shift += 0.05) {
			const { texts, pane } = drawn(4 + shift, 8 + shift, 0, 12);
			const { left, right } = pane.area;
			const numbers = texts.filter(
				({ text, anchor }) => anchor === "middle" && /^[\d.]+( × [\d.]+)?$/.test(text),
			);
			const inCells = numbers.filter(({ middle }) => middle > left - 200 && middle < right + 200);
			for (const { text, middle } of inCells) {
				if (!text.includes("×")) continue;
				const half = widthOf(text, "11px") / 2;
				assert.ok(middle - half >= left && middle + half <= right, `${text} at ${middle}`);
			}
			counted.add(inCells.length);
		}
		// A cell that is cut has a number as long as there is room for all of it.
		assert.ok(Math.min(...counted) > 0 && counted.size > 1, [...counted].join());
	});
});
