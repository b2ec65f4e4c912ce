import assert from "node:assert/strict";
import { expressionsOf } from "../../../../src/engine/clickhouse/table";

describe("a list of expressions", () => {
	it("is cut at commas outside of brackets and quotes", () => {
		assert.deepEqual(expressionsOf("symbol, toDate(time, 'a,b'), `odd, \\` name`, id"), [
			"symbol",
			"toDate(time, 'a,b')",
			"`odd, \\` name`",
			"id",
		]);
		assert.deepEqual(expressionsOf(""), []);
	});
});
