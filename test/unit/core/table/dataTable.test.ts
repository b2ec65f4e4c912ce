import assert from "node:assert/strict";
import { rowsAsText } from "../../../../src/core/table/dataTable";

describe("rows of a table as text", () => {
	const headingOf = (heading: string) =>
		rowsAsText(
			{ columns: [{ kind: "count", name: "trades", at: () => 7 }], count: 1 },
			0,
			0,
			() => heading,
		).split("\n");

	for (const symbol of ['=HYPERLINK("http://x")', "+1+1", "-1", "@sum", " =1", "＝1", "＋1"]) {
		it(`have no heading that a spreadsheet would run: ${symbol} (H14)`, () => {
			assert.deepEqual(headingOf(`${symbol}, USD`), [`'${symbol.trim()}, USD`, "7"]);
		});
	}

	it("keep a heading with tabs and line breaks in one cell", () => {
		assert.deepEqual(headingOf("A\tB\r\nC, USD"), ["A B C, USD", "7"]);
	});
});
