import assert from "node:assert/strict";
import { dataSetWords, NO_SETTINGS } from "../../../../src/webview/dataSet/words";

describe("counts on the page of a data set", () => {
	it("stand in the groups of the language, also with four digits", () => {
		const count = (locale: string, value: number) =>
			dataSetWords({ ...NO_SETTINGS, locale }).count(value);
		assert.deepEqual(
			[489, 3_489, 1_003_489].map((value) => count("en", value)),
			["489", "3,489", "1,003,489"],
		);
		assert.equal(count("de", 3_489), "3.489");
	});
});
