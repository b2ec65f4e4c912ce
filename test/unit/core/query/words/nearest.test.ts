import assert from "node:assert/strict";
import fc from "fast-check";
import { editDistance, nearestCodes } from "../../../../../src/core/query/words/nearest";

const EXCHANGES = ["BINANCE_FUTURES", "BINANCE", "BYBIT", "BYBIT_SPOT", "COINBASE"];

describe("edit distance", () => {
	for (const [from, to, distance] of [
		["cbse", "cbse", 0],
		["cbes", "cbse", 1],
		["cbs", "cbse", 1],
		["cbsee", "cbse", 1],
		["kitten", "sitting", 3],
		["", "abc", 3],
		["abc", "", 3],
	] as const) {
		it(`of "${from}" and "${to}" is ${distance}`, () => {
			assert.equal(editDistance(from, to), distance);
		});
	}

	it("is the same both ways, and zero for equal words alone", () => {
		const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 6 });
		fc.assert(
			fc.property(word, word, (a, b) => {
				assert.equal(editDistance(a, b), editDistance(b, a));
				assert.equal(editDistance(a, b) === 0, a === b);
				assert.ok(editDistance(a, b) >= Math.abs(a.length - b.length));
			}),
			{ numRuns: 10_000 },
		);
	});
});

describe("nearest codes", () => {
	it("are what a misspelled one was meant for, in any case", () => {
		assert.deepEqual(nearestCodes("BINANCE_FUTRES", EXCHANGES), ["BINANCE_FUTURES"]);
		assert.deepEqual(nearestCodes("bianance_futures", EXCHANGES), ["BINANCE_FUTURES"]);
		assert.deepEqual(nearestCodes("coinbsae", EXCHANGES), ["COINBASE"]);
		assert.deepEqual(nearestCodes("cbes", ["cbse", "krkn"]), ["cbse"]);
	});

	it("are none for other words, for short ones, and for text that a list still finds", () => {
		for (const typed of ["MEXC", "KRAKEN_PRO", "BY", "", "binance", "FUTURES"]) {
			assert.deepEqual(nearestCodes(typed, EXCHANGES), [], typed);
		}
	});

	it("come nearest first, no more than asked for", () => {
		const known = ["BTCUSDTT", "BTCUSD", "BTCEURT"];
		assert.deepEqual(nearestCodes("BTCUSDX", known, 1), ["BTCUSD"]);
	});
});
