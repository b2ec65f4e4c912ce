import assert from "node:assert/strict";
import { type Forgotten, forgottenWords } from "../../../../src/app/dataSets/forgottenWords";
import { formatText } from "../../../../src/core/text";

describe("the question whether to forget a data set", () => {
	const said = (forgotten: Forgotten) => forgottenWords(forgotten).map(formatText);
	const ofFiles = { isTable: false, lastOf: undefined };

	it("says that something uses it, and only then", () => {
		assert.match(said({ ...ofFiles, isUsed: true }).join(), /saved market or an open chart/);
		assert.doesNotMatch(said({ ...ofFiles, isUsed: false }).join(), /saved market/);
	});

	it("says what is kept beside it", () => {
		const words = said({ isTable: true, lastOf: "https://ch.example:8443", isUsed: true });
		assert.equal(words.length, 3);
		assert.match(words[0] ?? "", /table itself stays/);
		assert.match(words[2] ?? "", /of ch\.example:8443\. User and password/);
	});
});
