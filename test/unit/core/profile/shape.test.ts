import assert from "node:assert/strict";
import { findNodes } from "../../../../src/core/profile/nodes/nodes";
import { analyzeProfile } from "../../../../src/core/profile/profile";
import { rowsOf } from "../../../../src/core/profile/rows";
import { profileShape } from "../../../../src/core/profile/shape";

function shapeOf(volumes: readonly number[]) {
	const rows = rowsOf(
		Float64Array.from(volumes, (_, index) => 100 + index),
		Float64Array.from(volumes),
		new Float64Array(volumes.length),
		1,
	);
	const levels = analyzeProfile(rows);
	assert.ok(levels);
	return profileShape(rows, levels, findNodes(rows, levels.pocIndex));
}

const bell = [1, 2, 4, 8, 16, 20, 16, 8, 4, 2, 1, 1];
const top = [2, 2, 2, 2, 3, 3, 4, 6, 12, 24, 20, 8];

const SHAPES = [
	{ name: "balanced", rows: bell, shape: "balanced" },
	{ name: "a p", rows: top, shape: "p" },
	{ name: "a b", rows: [...top].reverse(), shape: "b" },
	{ name: "double", rows: [2, 8, 20, 8, 2, 1, 1, 2, 8, 18, 8, 2], shape: "double" },
	{ name: "thin", rows: [9, 9, 1, 1, 1, 1, 1, 20, 1, 1, 1, 1, 1, 9, 9], shape: "thin" },
	{
		name: "mixed where the POC is above but much lies below",
		rows: [5, 5, 5, 5, 1, 1, 1, 1, 20, 16, 12, 8],
		shape: "mixed",
	},
	{
		name: "not named with fewer than ten rows",
		rows: [1, 2, 4, 8, 9, 4, 2, 1, 1],
		shape: undefined,
	},
	{
		name: "not named when ten rows did not trade",
		rows: [1, 2, 0, 4, 8, 9, 4, 2, 1, 1],
		shape: undefined,
	},
	{
		name: "balanced when empty rows stand at the ends",
		rows: [0, 0, ...bell, 0, 0, 0, 0, 0, 0],
		shape: "balanced",
	},
	{
		name: "no double when one side holds less than a fifth",
		rows: [1, 2, 4, 8, 16, 20, 16, 8, 4, 2, 1, 1, 1, 2, 7, 2, 1],
		shape: "b",
	},
] as const;

describe("the shape of a profile", () => {
	for (const { name, rows, shape } of SHAPES) {
		it(`is ${name}`, () => {
			assert.equal(shapeOf(rows), shape);
		});
	}

	it("swaps p and b in a mirror", () => {
		const mirrored = { p: "b", b: "p" } as Record<string, string>;
		for (const { rows, shape } of SHAPES) {
			assert.equal(shapeOf([...rows].reverse()), mirrored[String(shape)] ?? shape);
		}
	});
});
