import assert from "node:assert/strict";
import fc from "fast-check";
import { isCutShort } from "../../../src/reading/cutShort";

const document = fc
	.tuple(
		fc.dictionary(fc.string({ unit: "binary" }), fc.jsonValue()),
		fc.constantFrom("", "\t", "  "),
	)
	.map(([value, indent]) => JSON.stringify(value, null, indent));

describe("a JSON document that is cut short", () => {
	it("is recognized wherever it is cut", () => {
		fc.assert(
			fc.property(document, fc.nat(), (text, place) => {
				const cut = text.slice(0, place % text.length);
				assert.equal(isCutShort(cut), true, cut);
			}),
			{ numRuns: 2_000 },
		);
	});

	it("is not a whole document", () => {
		fc.assert(fc.property(document, (text) => assert.equal(isCutShort(text), false)));
	});

	for (const cut of [
		"{",
		'{"a',
		'{"a":tr',
		'{"a":-',
		'{"a":1.',
		'{"a":1e',
		'{"a":"x\\',
		'["\\u00',
		"[[1,",
	]) {
		it(`is ${cut}`, () => assert.equal(isCutShort(cut), true));
	}

	for (const broken of [
		...[
			'{"a":NaN',
			"{'a':1",
			'{"a":1}{',
			'{"a":1,}',
			'{"a":01',
			"[1,2}",
			'{"a" 1',
			'["\\x',
			'["a\nb',
		],
		...[
			'{"a":.5',
			"[+1",
			"{,",
			"[,",
			'{"a"::',
			'{"a":tru,',
			"{a",
			'{"a":1 "b"',
			'["\\u00g',
			"[1e+,",
		],
		...[
			"[1]]",
			'{"a":1}}',
			"]",
			":",
			",",
			"[tru e",
			"[--1",
			"[0x1",
			"{1",
			'{"a":}',
			"\u00a0[",
			"[1//",
		],
	]) {
		it(`is not ${JSON.stringify(broken)}, which has a fault before its end`, () => {
			assert.equal(isCutShort(broken), false);
		});
	}

	it("is recognized quickly in a million open lists", () => {
		assert.equal(isCutShort("[".repeat(1_000_000)), true);
	});
});
