import assert from "node:assert/strict";
import { KeyboardRow } from "../../../src/host/tree/keyboardRow";

describe("the row that a key was pressed on", () => {
	/** The selection switched over and back, as the key bindings have it done. */
	const pressed = (row: KeyboardRow, selected: readonly string[], pointedAt: string) => {
		row.select(
			selected.includes(pointedAt)
				? selected.filter((id) => id !== pointedAt)
				: [...selected, pointedAt],
		);
		row.select(selected);
		return row.resolve("pointedAt");
	};

	it("is the one that the arrow keys point at, selected or not", () => {
		const row = new KeyboardRow();
		row.select(["a"]);
		assert.deepEqual(pressed(row, ["a"], "b"), ["b"]);
		assert.deepEqual(pressed(row, ["a"], "a"), ["a"]);
		assert.deepEqual(pressed(row, ["a"], "c"), ["c"]);
		assert.deepEqual(pressed(row, [], "d"), ["d"]);
	});

	it("is the selected one when the selection tells nothing else", () => {
		const row = new KeyboardRow();
		assert.deepEqual(row.resolve("pointedAt"), []);
		row.select(["a"]);
		row.select(["b"]);
		assert.deepEqual(row.resolve("pointedAt"), ["b"]);
		assert.deepEqual(row.resolve("selected"), ["b"]);
	});

	it("is the opened one when Enter selects it, whatever was pointed at before", () => {
		const row = new KeyboardRow();
		row.select(["a"]);
		assert.deepEqual(pressed(row, ["a"], "b"), ["b"]);
		assert.deepEqual(row.resolve("selected"), ["a"]);
		row.select(["c"]);
		assert.deepEqual(row.resolve("selected"), ["c"]);
	});

	it("means all that are selected where it is one of them, and it alone where it is not", () => {
		const row = new KeyboardRow();
		row.select(["a", "b", "c"]);
		assert.deepEqual(pressed(row, ["a", "b", "c"], "b"), ["b", "a", "c"]);
		assert.deepEqual(pressed(row, ["a", "b", "c"], "d"), ["d"]);
	});

	it("opens all that are selected when Enter is pressed on one of them", () => {
		const row = new KeyboardRow();
		/** Enter toggles the row twice and selects it alone; a selection that stays the same is not told. */
		const entered = (selected: readonly string[], pointedAt: string) => {
			row.select(
				selected.includes(pointedAt)
					? selected.filter((id) => id !== pointedAt)
					: [...selected, pointedAt],
			);
			row.select(selected);
			if (selected.length !== 1 || selected[0] !== pointedAt) row.select([pointedAt]);
			return row.resolve("selected");
		};
		row.select(["a"]);
		row.select(["a", "b"]);
		assert.deepEqual(entered(["a", "b"], "b"), ["b", "a"]);
		// After a click on one of several, that one is meant.
		row.select(["a", "b"]);
		row.select(["a"]);
		assert.deepEqual(entered(["a"], "a"), ["a"]);
		row.select(["a", "b"]);
		assert.deepEqual(entered(["a", "b"], "c"), ["c"]);
		assert.deepEqual(entered([], "d"), ["d"]);
	});

	it("is used for no other argument", () => {
		const row = new KeyboardRow();
		row.select(["a"]);
		for (const argument of [undefined, "b", { id: "c" }, 7]) {
			assert.equal(row.resolve(argument), undefined);
		}
	});
});
