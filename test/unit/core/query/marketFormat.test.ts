import assert from "node:assert/strict";
import fc from "fast-check";
import { cleanMarketName, MARKET_NAME_LENGTH } from "../../../../src/core/query/marketFormat";

const FAMILY = "\u{1F468}\u200D\u{1F469}\u200D\u{1F467}";
const SCOTLAND = "\u{1F3F4}\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}";

describe("the name of a market", () => {
	for (const name of [
		FAMILY,
		"می\u200Cخواهم",
		"क्\u200Dष",
		SCOTLAND,
		"❤\uFE0F",
		"שלום",
		"BTC, Coinbase",
	]) {
		it(`stays ${name}`, () => assert.equal(cleanMarketName(name), name));
	}

	for (const [typed, name] of [
		["BTC\u202EDSU", "BTCDSU"],
		["\u2066BTC\u2069", "BTC"],
		["a\u0000b\u001b[31m", "ab[31m"],
		[" two\n lines\u2028here ", "two lines here"],
		["zero\u200Bwidth\uFEFF", "zerowidth"],
		["\uD83D", ""],
		["\u200D\u200C\uFE0F", ""],
		["   ", ""],
		["a\t\u0000\tb", "a b"],
	] as const) {
		it(`is ${JSON.stringify(name)} for ${JSON.stringify(typed)}`, () => {
			assert.equal(cleanMarketName(typed), name);
		});
	}

	it("is cut between what people see as characters", () => {
		const cut = cleanMarketName(FAMILY.repeat(40));
		assert.equal(cut, FAMILY.repeat(MARKET_NAME_LENGTH / FAMILY.length));
	});

	it("does not change when it is cleaned again", () => {
		fc.assert(
			fc.property(fc.string({ unit: "binary", maxLength: 200 }), (typed) => {
				const name = cleanMarketName(typed);
				assert.equal(cleanMarketName(name), name);
				assert.ok(name.length <= MARKET_NAME_LENGTH);
			}),
			{ numRuns: 5_000 },
		);
	});
});
