import assert from "node:assert/strict";
import fc from "fast-check";
import { keyProblem, readTypedKey } from "../../../../src/core/access/keyForm";
import { formatText } from "../../../../src/core/text";

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

describe("a key as people paste it", () => {
	const KEY = "0123456789abcdef0123456789abcdef";

	for (const pasted of [
		KEY,
		`  ${KEY}\n`,
		`"${KEY}"`,
		`'${KEY}'`,
		`KAIKO_API_KEY=${KEY}`,
		`export KAIKO_API_KEY="${KEY}"`,
		`set KAIKO_API_KEY=${KEY}`,
		`$env:KAIKO_API_KEY = '${KEY}'`,
		`"apiKey": "${KEY}",`,
		`kaikoApiKey: ${KEY}`,
		`X-Api-Key: ${KEY}`,
		`-H "X-Api-Key: ${KEY}"`,
		`"X-Api-Key: ${KEY}"`,
		`key=${KEY}`,
	]) {
		it(`is read from ${JSON.stringify(pasted)}`, () => {
			const { key, problem } = readTypedKey(pasted, "kaiko");
			assert.deepEqual([key, problem], [KEY, undefined]);
		});
	}

	it("says what was left out, except spaces", () => {
		const notice = (typed: string) => {
			const { notice: words } = readTypedKey(typed, "kaiko");
			return words && formatText(words);
		};
		assert.equal(notice(` ${KEY} `), undefined);
		assert.equal(notice(`KAIKO_API_KEY=${KEY}`), "Only what follows = is taken as the key.");
		assert.equal(notice(`X-Api-Key: ${KEY}`), "Only what follows : is taken as the key.");
		assert.equal(notice(`"${KEY}"`), "The key is taken without its quotes.");
	});

	it("keeps signs that belong to it", () => {
		for (const key of [
			"abcdefgh==",
			"a=b:c=d,e;f",
			"monkey=12345678",
			"Zm9vYmFyYmF6=",
			"k.e-y_1234",
		]) {
			assert.equal(readTypedKey(key, "kaiko").key, key);
		}
	});

	for (const pasted of [
		`{"apiKey":"${KEY}"}`,
		`KAIKO_API_TOKEN=${KEY}`,
		`KAIKO_API_KEY = ${KEY};`,
	]) {
		it(`takes the key out of ${JSON.stringify(pasted)} and says so`, () => {
			const { key, problem, notice } = readTypedKey(pasted, "kaiko");
			assert.deepEqual([key, problem], [KEY, undefined]);
			assert.ok(notice);
		});
	}

	for (const [pasted, expected] of [
		["", /Enter the API key/],
		["KAIKO_API_KEY=", /Enter the API key/],
		["KAIKO_API_KEY=abc", /too short: 3/],
		["KAIKO_API_KEY=YOUR_API_KEY", /placeholder/],
		[`KAIKO_API_KEY=${KEY} # mine`, /space in it/],
		[`KIYOTAKA_API_KEY=${KEY}`, /names a key for Kiyotaka\. Enter the one for Kaiko/],
		[`X-OpenMarket-Key: ${KEY}`, /names a key for Kiyotaka/],
		["two words are no key", /space in it/],
		[`{ "plan": 1, "apiKey": "${KEY}" }`, /more than the key/],
	] as const) {
		it(`refuses ${JSON.stringify(pasted)} with the reason`, () => {
			const { problem } = readTypedKey(pasted, "kaiko");
			assert.match(problem === undefined ? "accepted" : formatText(problem), expected);
		});
	}

	it("is never one that an HTTP library would change", () => {
		const piece = fc.oneof(
			fc.constantFrom("KEY=", '"', "'", " ", "=", "export ", KEY),
			fc.string(),
		);
		fc.assert(
			fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
				const { key, problem } = readTypedKey(pieces.join(""), "kiyotaka");
				if (problem === undefined) assert.equal(keyProblem(key), undefined);
			}),
			{ numRuns: 2_000 },
		);
	});
});
