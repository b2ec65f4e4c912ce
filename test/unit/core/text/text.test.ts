import assert from "node:assert/strict";
import { formatText, text } from "../../../../src/core/text";

describe("a sentence for people", () => {
	it("fills its placeholders, in any order and more than once", () => {
		assert.equal(formatText(text("{1} of {0}, {1}", 24, "hours")), "hours of 24, hours");
	});

	it("leaves a placeholder without a value visible", () => {
		assert.equal(formatText(text("{0} and {1}", "one")), "one and {1}");
	});

	it("does not read placeholders out of values", () => {
		assert.equal(formatText(text("{0}, {1}", "{1}", "$&")), "{1}, $&");
	});
});
