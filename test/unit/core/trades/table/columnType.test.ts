import assert from "node:assert/strict";
import { type ColumnType, tableColumn } from "../../../../../src/core/trades/table/columnType";

const TYPES: Readonly<Record<string, ColumnType>> = {
	"Decimal(18, 8)": { kind: "decimal", digits: 18, places: 8 },
	"Decimal(9)": { kind: "decimal", digits: 9, places: 0 },
	"Decimal32(2)": { kind: "decimal", digits: 9, places: 2 },
	"Decimal64(8)": { kind: "decimal", digits: 18, places: 8 },
	"Decimal128(18)": { kind: "decimal", digits: 38, places: 18 },
	"Decimal256(40)": { kind: "decimal", digits: 76, places: 40 },
	Int8: { kind: "whole", bits: 8, isSigned: true },
	UInt64: { kind: "whole", bits: 64, isSigned: false },
	Int256: { kind: "whole", bits: 256, isSigned: true },
	Float32: { kind: "double", bits: 32 },
	Float64: { kind: "double", bits: 64 },
	DateTime: { kind: "seconds" },
	"DateTime('Europe/Berlin')": { kind: "seconds" },
	"DateTime64(3)": { kind: "ticks", places: 3 },
	"DateTime64(9, 'UTC')": { kind: "ticks", places: 9 },
	String: { kind: "text", isPadded: false },
	"FixedString(4)": { kind: "text", isPadded: true },
	"LowCardinality(String)": { kind: "text", isPadded: false },
	Bool: { kind: "flag" },
	UUID: { kind: "uuid" },
	"Enum8('buy' = 1, 'sell' = -2)": { kind: "words", words: ["buy", "sell"] },
	"Enum16('it\\'s' = 1, 'a, b = 2' = 2, 'back\\\\slash' = 3)": {
		kind: "words",
		words: ["it's", "a, b = 2", "back\\slash"],
	},
	"SimpleAggregateFunction(sum, Decimal(38, 8))": { kind: "decimal", digits: 38, places: 8 },
	"Array(Int8)": { kind: "other" },
	"Tuple(a Int8, b DateTime)": { kind: "other" },
	Date: { kind: "other" },
};

describe("types of columns", () => {
	for (const [name, type] of Object.entries(TYPES)) {
		it(`know ${name}`, () => {
			assert.deepEqual(tableColumn("c", name).type, type);
			assert.equal(tableColumn("c", name).isNullable, false);
		});
	}

	it("look through what they are wrapped in", () => {
		const { type, isNullable } = tableColumn("c", "LowCardinality(Nullable(FixedString(3)))");
		assert.deepEqual([type, isNullable], [{ kind: "text", isPadded: true }, true]);
		assert.equal(tableColumn("c", "Nullable(Decimal(18, 8))").isNullable, true);
	});
});
