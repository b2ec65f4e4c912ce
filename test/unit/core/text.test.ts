import assert from "node:assert/strict";
import { formatText, text } from "../../../src/core/text";
import { markedUnseen } from "../../../src/core/unseen";

describe("a sentence", () => {
	it("keeps its order whatever marks of direction a name inside of it has", () => {
		const name = "\u202Etxt.\u2066trades\u200F.csv";
		assert.equal(formatText(text("{0} is empty.", name)), "txt.trades.csv is empty.");
	});

	it("shows where a row of a file holds what nobody sees", () => {
		assert.equal(markedUnseen("1,oops \u202Ex,\tbuy\u0000"), "1,oops \uFFFDx,\tbuy\uFFFD");
	});

	it("keeps the joiners that shape words and emoji, and numbers as they are", () => {
		const family = "\u{1F468}\u200D\u{1F469}\u200D\u{1F467}";
		assert.deepEqual(text("{0}: {1}", family, 3).args, [family, 3]);
	});
});
