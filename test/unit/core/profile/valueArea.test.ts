import assert from "node:assert/strict";
import { analyzeProfile } from "../../../../src/core/profile/profile";
import { rowsOf } from "../../../../src/core/profile/rows";
import type { ValueAreaStep } from "../../../../src/core/profile/valueArea";

function columns(rows: string) {
	const parsed = rows.split(" ").map((row) => row.split(":").map(Number));
	return rowsOf(
		Float64Array.from(parsed, ([price = NaN]) => price),
		Float64Array.from(parsed, ([, volume = NaN]) => volume),
		new Float64Array(parsed.length),
	);
}

describe("the steps to the value area", () => {
	const stepsOf = (rows: string) => {
		const steps: ValueAreaStep[] = [];
		analyzeProfile(columns(rows), { onStep: (step) => steps.push(step) });
		return steps;
	};

	it("tell both sums, the winner and what is captured", () => {
		assert.deepEqual(stepsOf("100:5 101:10 102:20 103:40 104:30 105:15 106:8"), [
			{ winner: "above", above: 45, below: 30, captured: 85, lowIndex: 3, highIndex: 5 },
			{ winner: "below", above: 8, below: 30, captured: 115, lowIndex: 1, highIndex: 5 },
		]);
	});

	it("include jumps over prices without trades", () => {
		assert.deepEqual(stepsOf("4:9 10:20 13:2 30:9"), [
			{ winner: "jump", above: 0, below: 0, captured: 20, lowIndex: 1, highIndex: 1 },
			{ winner: "below", above: 2, below: 9, captured: 29, lowIndex: 0, highIndex: 1 },
		]);
	});

	it("leave out the sum of a side that has no rows left", () => {
		const [step] = stepsOf("1:1 2:2 3:3 4:4 5:20");
		assert.deepEqual([step?.above, step?.below], [undefined, 7]);
	});

	it("are none when the POC alone reaches the target", () => {
		assert.deepEqual(stepsOf("1:1 2:7 3:2"), []);
	});
});

describe("a profile without trades", () => {
	it("has no levels", () => {
		assert.equal(analyzeProfile(columns("1:0 2:0")), undefined);
		const none = new Float64Array(0);
		assert.equal(analyzeProfile(rowsOf(none, none, none)), undefined);
	});
});

describe("a very long profile", () => {
	it("crosses empty rows of any number at once", () => {
		const rows = columns("1:1 2:1 900719925474:5 900719925475:1 1800000000000:3");
		const levels = analyzeProfile(rows, { percent: 100 });
		assert.deepEqual([levels?.val, levels?.poc, levels?.vah], [1, 900719925474, 1800000000000]);
	});

	it("crosses empty rows pair by pair when they win by a tie with tiny volumes", () => {
		const area = (cluster: string) => {
			const levels = analyzeProfile(columns(`1:0.0000000001 2:5 ${cluster}`));
			return [levels?.val, levels?.vah];
		};
		assert.deepEqual(area("700000000003:3 700000000004:1"), [2, 700000000004]);
		assert.deepEqual(area("700000000004:3 700000000005:1"), [2, 700000000004]);
	});
});
