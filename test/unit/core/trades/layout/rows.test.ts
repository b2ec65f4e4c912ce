import assert from "node:assert/strict";
import * as fc from "fast-check";
import { delimiterOf, splitCsv } from "../../../../../src/core/trades/layout/head/csvRows";
import {
	isList,
	type JsonValue,
	isFields,
	readJson,
} from "../../../../../src/core/trades/layout/head/jsonRows";

const WHOLE = { isWhole: true, most: Infinity };

function plain(value: JsonValue): unknown {
	if (isList(value)) return value.items.map(plain);
	if (isFields(value)) {
		return Object.fromEntries([...value.fields].map(([name, inner]) => [name, plain(inner)]));
	}
	return value.isQuoted ? value.text : (JSON.parse(value.text ?? "null") as unknown);
}

describe("lines of a CSV", () => {
	it("are cut as they were written, whatever stands in the cells", () => {
		const cell = fc.string({ unit: fc.constantFrom("a", "1", ".", ",", ";", '"', "\n", " ", "é") });
		const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { minLength: 1 });
		const written = (value: string) => `"${value.replaceAll('"', '""')}"`;
		fc.assert(
			fc.property(
				rows,
				fc.constantFrom(",", ";", "\t", "|"),
				fc.constantFrom("\n", "\r\n"),
				(all, delimiter, end) => {
					const text = all.map((row) => row.map(written).join(delimiter) + end).join("");
					assert.deepEqual(
						splitCsv(text, delimiter, WHOLE).map(({ cells }) => cells),
						all,
					);
				},
			),
		);
	});

	it("know how many lines stand in front of them", () => {
		const lines = splitCsv('a,b\n\n"1\n2",c\r\nd,e', ",", WHOLE);
		assert.deepEqual(lines, [
			{ cells: ["a", "b"], lineNumber: 0 },
			{ cells: ["1\n2", "c"], lineNumber: 2 },
			{ cells: ["d", "e"], lineNumber: 4 },
		]);
	});

	it("without an end are dropped unless the text is whole", () => {
		const cells = (isWhole: boolean) =>
			splitCsv("a,b\nc,", ",", { isWhole, most: 9 }).map((line) => line.cells);
		assert.deepEqual(cells(false), [["a", "b"]]);
		assert.deepEqual(cells(true), [
			["a", "b"],
			["c", ""],
		]);
	});

	it("have the delimiter that cuts most of them alike", () => {
		assert.equal(delimiterOf("a;b;c\n1,5;2,5;3,5\n1,5;2,5;3,5\n", true), ";");
		assert.equal(delimiterOf("made; by hand\na,b,c\n1,2,3\n1,2,3\n1,2,3\n1,2,3\n", true), ",");
		assert.equal(delimiterOf('a|b|c\n"x,y,z"|2|3\n', true), "|");
	});
});

describe("the beginning of a JSON text", () => {
	it("is read as JSON says", () => {
		fc.assert(
			fc.property(
				fc.oneof(fc.array(fc.jsonValue()), fc.dictionary(fc.string(), fc.jsonValue())),
				(value) => {
					const text = JSON.stringify(value);
					const { value: read, state, end } = readJson(text);
					assert.equal(state, "whole");
					assert.equal(end, text.length);
					assert.ok(read !== undefined);
					assert.deepEqual(plain(read), JSON.parse(text));
				},
			),
		);
	});

	it("holds the rows in front of the cut, whole", () => {
		const rows = Array.from({ length: 5 }, (_, at) => ({
			id: at,
			words: ["a", "b"],
			price: "1.5",
		}));
		const text = JSON.stringify({ result: { rows }, more: 1 });
		for (let end = text.indexOf("[") + 1; end < text.lastIndexOf("]"); end++) {
			const { value, state } = readJson(text.slice(0, end));
			assert.equal(state, "cut");
			assert.ok(value !== undefined);
			const read = (plain(value) as { result: { rows: unknown[] } }).result.rows;
			if (read.length > 1) assert.deepEqual(read, rows.slice(0, read.length));
		}
	});

	it("keeps the digits of numbers", () => {
		const { value } = readJson("[9007199254740993, 1.50e-7]");
		assert.ok(value !== undefined && isList(value));
		assert.deepEqual(
			value.items.map((item) => ("text" in item ? item.text : "")),
			["9007199254740993", "1.50e-7"],
		);
	});

	it("is refused where it is none, and never takes the stack", () => {
		for (const text of ["[1,,2]", '{"a" 1}', "[tru1]", "{a:1}", "[".repeat(100_000)]) {
			assert.notEqual(readJson(text).state, "whole");
		}
	});
});
