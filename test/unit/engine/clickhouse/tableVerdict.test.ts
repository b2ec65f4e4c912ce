import assert from "node:assert/strict";
import { join } from "node:path";
import * as fc from "fast-check";
import { type Decimal, formatDecimal } from "../../../../src/core/decimal";
import type { SymbolVerdict } from "../../../../src/core/trades/verdict";
import { tableOf } from "../../../../src/engine/clickhouse/table";
import { sumTable } from "../../../../src/engine/clickhouse/tableSums";
import { judgeTable } from "../../../../src/engine/clickhouse/tableVerdict";
import { useTemporaryFolder } from "../../app/temporaryFolder";
import { judged, plainSums, UNTIL_DONE, useEngine } from "../engineTools";
import { csvOf, madeTape, reference, VWAP } from "../madeTape";
import { fitted, LAYOUT, NUMBERS, SIDES, tableWith, TIMES, type Types } from "./madeTables";
import { useClickHouse, VERSIONS } from "./realServers";

const written = (decimal: Decimal) => formatDecimal(decimal);

/** What is found of an instrument, without the scale that numbers are held on. */
function plain({ symbol, trades, span, days, largestSize }: SymbolVerdict): object {
	return {
		symbol,
		trades,
		span,
		days: days.map(({ low, high, ...day }) => ({ ...day, low: written(low), high: written(high) })),
		largestSize: written(largestSize),
	};
}

for (const version of VERSIONS) {
	describe(`a look at a table of ClickHouse ${version}`, function () {
		this.timeout(120_000);
		const clickHouse = useClickHouse(version);
		const folder = useTemporaryFolder();
		const engine = useEngine();

		it("finds what is found of the same trades in a file", async () => {
			const types: fc.Arbitrary<Types> = fc.record({
				time: fc.constantFrom(...TIMES[version]),
				price: fc.constantFrom(...NUMBERS[version]),
				size: fc.constantFrom(...NUMBERS[version]),
				side: fc.constantFrom(...SIDES[version]),
				symbol: fc.constantFrom("String", "Enum8('T' = 1, 'OTHER' = 2)"),
			});
			let files = 0;
			await fc.assert(
				fc.asyncProperty(madeTape, types, async (made, types) => {
					// Another instrument's price and this one's have more digits together than such doubles hold.
					fc.pre(version === "current" || !`${types.price}${types.size}`.includes("Float32"));
					const tape = fitted(made, types);
					const table = await tableWith(clickHouse(), tape, types);
					const { server } = clickHouse();
					const verdict = await judgeTable(server, table, LAYOUT, "", UNTIL_DONE);
					const file = await judged(engine(), join(folder(), `${files++}.csv`), csvOf(tape));
					const [own, other] = verdict.symbols;
					const found = [own, other].find((one) => one?.symbol === "T");
					const [expected] = file.symbols;
					assert.ok(found !== undefined && expected !== undefined);
					assert.deepEqual(plain(found), plain({ ...expected, symbol: "T" }));
					// Some prices of each day tell it, so that it may be a multiple of what all tell.
					const places = Math.max(found.tick.places, expected.tick.places);
					const scaled = ({ units, places: own }: Decimal) => units * 10n ** BigInt(places - own);
					assert.equal(scaled(found.tick) % scaled(expected.tick), 0n);
					assert.equal(verdict.trades, tape.trades.length + 1);
					assert.equal(verdict.unknownSide, file.unknownSide);
					assert.equal(verdict.hasNumericIds, true);
					const sums = await sumTable(VWAP, server, table, LAYOUT, UNTIL_DONE, verdict.facts);
					assert.deepEqual(plainSums(sums), reference(VWAP, tape));
				}),
				{ numRuns: 15 },
			);
		});

		it("takes the name of a table without a column of instruments, and counts rows that are no trades", async () => {
			const { run, server } = clickHouse();
			await run(
				"CREATE TABLE nameless (time Int64, price Decimal(9, 2), size Float64) ENGINE = MergeTree ORDER BY time",
			);
			const from = VWAP.range.from;
			await run(
				"INSERT INTO nameless FORMAT TabSeparated",
				`${from}\t10.5\t1\n${from + 1}\t11\tnan\n${from + 2}\t11\tinf\n${from + 3}\t12\t0.25\n9000000000000000000\t1\t1\n`,
			);
			const name = { database: "default", table: "nameless" };
			const table = await tableOf(server, name, UNTIL_DONE.signal);
			const { symbols, trades, leftOut, unknownSide, hasNumericIds, facts } = await judgeTable(
				server,
				table,
				{
					columns: { time: "time", price: "price", size: "size" },
					timeUnit: "ms",
					side: { of: "nobody" },
					priceScale: 0,
				},
				"BTCUSD",
				UNTIL_DONE,
			);
			assert.deepEqual([trades, leftOut, unknownSide, hasNumericIds], [2, 2, 2, false]);
			assert.deepEqual(facts, { size: { places: 2, digits: 3 } });
			assert.deepEqual(
				symbols.map(({ symbol, span, tick }) => [symbol, span, written(tick)]),
				[["BTCUSD", { from, to: from + 4 }, "1.5"]],
			);
		});
	});
}
