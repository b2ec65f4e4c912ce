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
		assert.equal(pressed(row, ["a"], "b"), "b");
		assert.equal(pressed(row, ["a"], "a"), "a");
		assert.equal(pressed(row, ["a"], "c"), "c");
		assert.equal(pressed(row, [], "d"), "d");
	});

	it("is the selected one when the selection tells nothing else", () => {
		const row = new KeyboardRow();
		assert.equal(row.resolve("pointedAt"), undefined);
		row.select(["a"]);
		row.select(["b"]);
		assert.equal(row.resolve("pointedAt"), "b");
		assert.equal(row.resolve("selected"), "b");
	});

	it("is the opened one when Enter selects it, whatever was pointed at before", () => {
		const row = new KeyboardRow();
		row.select(["a"]);
		assert.equal(pressed(row, ["a"], "b"), "b");
		assert.equal(row.resolve("selected"), "a");
		row.select(["c"]);
		assert.equal(row.resolve("selected"), "c");
	});

	it("is used for no other argument", () => {
		const row = new KeyboardRow();
		row.select(["a"]);
		for (const argument of [undefined, "b", { id: "c" }, 7]) {
			assert.equal(row.resolve(argument), argument);
		}
	});
});
