import assert from "node:assert/strict";
import * as fc from "fast-check";
import { readDecimal } from "../../../../src/core/decimal";
import {
	chql,
	joined,
	name,
	textValue,
	type Value,
	wholeValue,
} from "../../../../src/engine/clickhouse/statement";
import { dialectOf } from "../../../../src/engine/clickhouse/dialect";
import { UNTIL_DONE } from "./madeServers";
import { useClickHouse, VERSIONS } from "./realServers";

/** Texts with all that an escape can be lost on. */
const anyText = fc.string({
	unit: fc.constantFrom(
		"a",
		"é",
		"漢",
		"🙂",
		"'",
		'"',
		"`",
		"\\",
		"\n",
		"\r",
		"\t",
		"\0",
		"\b",
		"{",
		"}",
		":",
		"%",
		"n",
		"0",
	),
	maxLength: 12,
});
const LARGEST = 9_223_372_036_854_775_807n;

for (const version of VERSIONS) {
	describe(`values of a statement for ClickHouse ${version}`, function () {
		this.timeout(60_000);
		const clickHouse = useClickHouse(version);
		const answerOf = async (values: readonly Value[]) => {
			const columns = values.map((value) => chql`toString(${value})`);
			const statement = chql`SELECT ${joined(columns, ", ")}`;
			const { columns: found } = await clickHouse().server.query(statement, UNTIL_DONE);
			return found.map(([cell]) => cell);
		};

		it("come back as they were, whatever they hold", async () => {
			await fc.assert(
				fc.asyncProperty(fc.array(anyText, { minLength: 1, maxLength: 8 }), async (texts) => {
					assert.deepEqual(await answerOf(texts.map(textValue)), texts);
				}),
				{ numRuns: 20 },
			);
		});

		it("keep every digit and sign", async () => {
			const wholes = [0n, -1n, LARGEST, -LARGEST, 9_007_199_254_740_993n];
			assert.deepEqual(await answerOf(wholes.map(wholeValue)), wholes.map(String));
			assert.deepEqual(await answerOf([{ type: "UInt64", value: 2n * LARGEST }]), [
				String(2n * LARGEST),
			]);
			const decimal: Value = {
				type: "Decimal",
				value: readDecimal("-1234567.12345678"),
				digits: 18,
			};
			assert.deepEqual(await answerOf([decimal]), ["-1234567.12345678"]);
		});

		it("names are names, whatever they hold", async () => {
			for (const odd of ["plain", "with space", 'it\'s `odd` \\ "one"', "漢字", "select"]) {
				const statement = chql`SELECT ${name(odd)} FROM (SELECT 'x' AS ${name(odd)})`;
				const { columns, names } = await clickHouse().server.query(statement, UNTIL_DONE);
				assert.deepEqual([columns, names.length], [[["x"]], 1], odd);
			}
		});
	});
}

describe("a dialect", () => {
	it("says what a version can", () => {
		const [old, current] = [dialectOf("18.16.1"), dialectOf("26.7.2.1")];
		assert.deepEqual(
			[old.hasParameters, old.hasDateTime64, old.hasWideNumbers],
			[false, false, false],
		);
		assert.deepEqual(
			[current.hasParameters, current.hasDateTime64, current.hasWideNumbers],
			[true, true, true],
		);
		assert.equal(dialectOf("21.8.15.7").hasDateTime64, true);
		assert.equal(dialectOf("22.3").hasParameters, true);
		assert.equal(dialectOf("what").hasDateTime64, false);
	});
});
