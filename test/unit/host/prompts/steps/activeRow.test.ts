import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { ActiveRow } from "../../../../../src/host/prompts/steps/activeRow";

const [WHOLE, NAMED, GUESS] = [{ label: "whole" }, { label: "named" }, { label: "guess" }];

describe("the row that Enter takes", () => {
	it("is the first of rows that replace a list before the editor was told of its row", () => {
		const pick = { activeItems: [] as readonly { label: string }[] };
		const row = new ActiveRow(pick);
		row.set(WHOLE);
		row.replaced(NAMED);
		assert.deepEqual(pick.activeItems, [NAMED]);
		row.replaced(undefined);
		assert.deepEqual(pick.activeItems, []);
	});

	it("is left to the editor once it was told", async () => {
		const pick = { activeItems: [] as readonly { label: string }[] };
		const row = new ActiveRow(pick);
		row.set(GUESS);
		// Timers of one length fire in the order in which they were set.
		await pause(0);
		row.replaced(NAMED);
		assert.deepEqual(pick.activeItems, [GUESS]);
	});
});
