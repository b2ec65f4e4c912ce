import assert from "node:assert/strict";
import { explainValueArea } from "../../../../src/core/profile/explain";
import { rowsOf } from "../../../../src/core/profile/rows";
import { rowsFrom } from "./series";

const rowsOfText = (text: string) => {
	const rows = rowsFrom(text);
	return rowsOf(
		Float64Array.from(rows, ({ row }) => row),
		Float64Array.from(rows, ({ buy }) => buy),
		Float64Array.from(rows, ({ sell }) => sell),
		1,
	);
};

describe("an explained value area", () => {
	it("lists every comparison of G1", () => {
		const explained = explainValueArea(
			rowsOfText("100:5 101:10 102:20 103:40 104:30 105:15 106:8"),
			{ percent: 70, method: "pairs" },
		);
		assert.ok(explained);
		const { start, total, steps } = explained;
		assert.deepEqual(start, { price: 103, volume: 40 });
		assert.equal(total, 128);
		assert.ok(Math.abs(explained.target - 89.6) < 1e-9);
		assert.deepEqual(
			steps.map(({ capturedPercent, ...step }) => ({
				...step,
				capturedPercent: capturedPercent.toFixed(2),
			})),
			[
				{
					winner: "above",
					above: 45,
					below: 30,
					captured: 85,
					capturedPercent: "66.41",
					low: 103,
					high: 105,
				},
				{
					winner: "below",
					above: 8,
					below: 30,
					captured: 115,
					capturedPercent: "89.84",
					low: 101,
					high: 105,
				},
			],
		);
	});

	it("lists jumps over empty rows, and sides without further rows", () => {
		const explained = explainValueArea(rowsOfText("1:3 10:5 20:3"), { percent: 100 });
		assert.deepEqual(
			explained?.steps.map(({ winner, above, below, low, high }) => ({
				winner,
				above,
				below,
				low,
				high,
			})),
			[
				{ winner: "jump", above: 0, below: 0, low: 10, high: 10 },
				{ winner: "above", above: 3, below: 3, low: 10, high: 20 },
				{ winner: "below", above: undefined, below: 3, low: 1, high: 20 },
			],
		);
	});

	it("has no steps when the POC row is enough, and is absent when nothing traded", () => {
		assert.deepEqual(explainValueArea(rowsOfText("50:3"))?.steps, []);
		assert.equal(explainValueArea(rowsOfText("50:0 51:0")), undefined);
	});
});
