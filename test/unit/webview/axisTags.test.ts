import assert from "node:assert/strict";
import fc from "fast-check";
import { coversTag } from "../../../src/webview/charts/axes";
import type { AxisTag } from "../../../src/webview/charts/frame";
import { axisForm, priceAxis } from "../../../src/webview/charts/priceAxis";
import { PRINT } from "./shown";

const LETTER = 6;
const sizeOf = (width: number) => ({
	width,
	height: 400,
	pixelRatio: 1,
	theme: PRINT,
	measure: (text: string) => text.length * LETTER,
});
const tag = (value: number, name: string, text = "71,606.56"): AxisTag => ({
	value,
	text,
	name,
	color: "black",
	ink: "white",
	line: "none",
});
const axisOf = (...tags: readonly AxisTag[]) => priceAxis({ min: 0, max: 100 }, false, [], tags);

describe("names of levels in the tags of an axis", () => {
	const LONG = axisOf(tag(10, "POC"), tag(50, "Liquidation"));
	const shortsOf = (axis: ReturnType<typeof axisOf>, width: number) =>
		axisForm(sizeOf(width), [axis])
			.formed(axis)
			.tags.map(({ short }) => short);

	it("stand there whole where there is room, and the axis is as wide as they need", () => {
		assert.deepEqual(shortsOf(LONG, 900), ["POC", "Liquidation"]);
		const { width } = axisForm(sizeOf(900), [LONG]);
		const needed = ("71,606.56".length + "Liquidation".length) * LETTER;
		assert.ok(width >= needed && width < needed + 40, String(width));
	});

	it("are cut where the axis would take more of a narrow chart than is left to it", () => {
		assert.deepEqual(shortsOf(LONG, 300), ["POC", "Liquida…"]);
		assert.ok(axisForm(sizeOf(300), [LONG]).width <= 0.42 * 300);
	});

	it("leave the axis as wide as its numbers where next to nothing of them has room", () => {
		const far = axisOf(tag(10, "pVWAP", "71,606.56 (Δ −0.44 %)"));
		assert.deepEqual(shortsOf(far, 280), [undefined]);
		const numbers = axisForm(sizeOf(280), [axisOf(tag(10, "", "71,606.56 (Δ −0.44 %)"))]);
		assert.equal(axisForm(sizeOf(280), [far]).width, numbers.width);
	});
});

describe("the width of an axis", () => {
	it("stays while its numbers have as many digits, in a font whose digits differ, and has room for the widest", () => {
		const widthOf = (letter: string) => (letter === "1" ? 3 : letter === "4" ? 8 : LETTER);
		const measure = (text: string) => [...text].reduce((sum, letter) => sum + widthOf(letter), 0);
		const size = { ...sizeOf(900), measure };
		const digits = fc.stringMatching(/^[0-9]{5}$/);
		fc.assert(
			fc.property(digits, digits, (one, other) => {
				const [a, b] = [one, other].map((text) => axisOf(tag(10, "POC", text), tag(90, "", text)));
				assert.ok(a && b);
				assert.equal(axisForm(size, [a]).width, axisForm(size, [b]).width);
				assert.ok(axisForm(size, [a]).width >= measure(one) + measure("POC"));
			}),
		);
	});
});

describe("the tag of a crosshair", () => {
	const area = { left: 0, top: 0, right: 100, bottom: 100 };
	const pane = { area, y: axisOf(tag(50, "POC"), tag(45, "VAL"), tag(90, "", "")) };

	it("knows which heights of the axis the tags of levels take, moved apart as they are drawn", () => {
		const isTaken = (y: number) => coversTag(pane, y);
		assert.deepEqual([20, 40, 52, 65, 90].map(isTaken), [false, true, true, true, false]);
	});
});
