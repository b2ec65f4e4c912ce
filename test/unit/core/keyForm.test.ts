import assert from "node:assert/strict";
import fc from "fast-check";
import { keyProblem } from "../../../src/core/keyForm";
import { formatText } from "../../../src/core/text";

const reason = (key: string) => {
	const problem = keyProblem(key);
	return problem === undefined ? undefined : formatText(problem);
};

describe("form of a key", () => {
	const cases: readonly (readonly [string, RegExp])[] = [
		["", /Enter the API key/],
		["abc\r\nEvil: 1", /line break/],
		["abcdefgh\n", /line break/],
		[" abcdefgh", /space at its start/],
		["abcdefgh\t", /space at its start or end/],
		["abcd efgh", /space in it/],
		["abcd\u200Befgh", /invisible/],
		["\uFEFFabcdefgh", /space at its start|invisible/],
		["abcd\u0000efgh", /invisible/],
		["abcdéfghi", /no key holds/],
		["abc", /too short: 3/],
		["x".repeat(10_000), /too long: 10000/],
		["YOUR_API_KEY", /placeholder/],
		["<client-api-key>", /placeholder/],
		["your-api-key", /placeholder/],
	];
	for (const [key, expected] of cases) {
		it(`K2: refuses ${JSON.stringify(key.slice(0, 24))} with the reason`, () => {
			assert.match(reason(key) ?? "accepted", expected);
		});
	}

	for (const key of [
		"loopback-dummy-key",
		"0123456789abcdef0123456789abcdef",
		"valid-typed",
		"a+/=b~!@#",
	]) {
		it(`accepts ${key}`, () => {
			assert.equal(reason(key), undefined);
		});
	}

	it("accepts nothing that an HTTP library would change", function () {
		this.timeout(60_000);
		fc.assert(
			fc.property(fc.string({ unit: "binary", minLength: 1, maxLength: 300 }), (key) => {
				if (keyProblem(key) === undefined) assert.match(key, /^[\x21-\x7E]{8,256}$/);
			}),
			{ numRuns: 10_000 },
		);
	});
});
