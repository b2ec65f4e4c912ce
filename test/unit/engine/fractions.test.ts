import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import {
	type Decimal,
	formatDecimal,
	readDecimal,
	shortestDecimal,
} from "../../../src/core/decimal";
import { durationMs } from "../../../src/core/time";
import type { ProfileSums, TradesPlan, TradesSums, VwapSums } from "../../../src/core/trades/plan";
import { sumTrades } from "../../../src/core/trades/sumTrades";
import { useTemporaryFolder } from "../app/temporaryFolder";
import { judgedFile, UNTIL_DONE, useEngine } from "./engineTools";
import { csvOf, type MadeTape, madeTape, range, tradesOf } from "./madeTape";

const SCRIPT = join(process.cwd(), "test", "support", "tapes", "exact_totals.py");
const INTERVAL = 60_000;
const STEP = "0.25";
const hasPython = spawnSync("python3", ["-c", "import fractions"]).status === 0;

interface Totals {
	readonly rows: readonly (readonly (number | string)[])[];
	readonly intervals: readonly (readonly (number | string)[])[];
}

/** What the script says, as plain decimals. */
function totalsOf(path: string): Totals {
	const { status, stdout, stderr } = spawnSync("python3", [SCRIPT, path, String(INTERVAL), STEP], {
		encoding: "utf8",
	});
	assert.equal(status, 0, stderr);
	const { rows, intervals } = JSON.parse(stdout) as Totals;
	const plain = (line: readonly (number | string)[]) =>
		line.map((value) => (typeof value === "number" ? value : decimalOf(value)));
	return { rows: rows.map(plain), intervals: intervals.map(plain) };
}

/** `5/4` as `1.25`: sums and products of decimals have no other denominators than those of decimals. */
function decimalOf(fraction: string): string {
	const [above = "0", below = "1"] = fraction.split("/");
	const places = 60;
	const units = BigInt(above) * 10n ** BigInt(places);
	assert.equal(units % BigInt(below), 0n, fraction);
	return formatDecimal({ units: units / BigInt(below), places });
}

const text = (units: bigint | undefined, places: number) =>
	formatDecimal({ units: units ?? 0n, places });

function profileRows({ plan, starts, offsets, rows, places, buy, sell, unknown }: ProfileSums) {
	const { units, places: stepPlaces }: Decimal = plan.step;
	return [...starts].flatMap((start, at) =>
		Array.from({ length: (offsets[at + 1] ?? 0) - (offsets[at] ?? 0) }, (_, index) => {
			const row = (offsets[at] ?? 0) + index;
			return [
				start,
				text(BigInt(rows[row] ?? 0) * units, stepPlaces),
				text(buy[row], places),
				text(sell[row], places),
				text(unknown[row], places),
			];
		}),
	);
}

function vwapRows(sums: VwapSums) {
	const { starts, notional, quantity, count, priceDecimals, quantityDecimals } = sums;
	const price = (column: Float64Array, at: number) =>
		formatDecimal(shortestDecimal(column[at] ?? 0));
	return Array.from(starts, (start, at) => [
		start,
		text(notional[at], priceDecimals + quantityDecimals),
		text(quantity[at], quantityDecimals),
		count[at],
		...[sums.open, sums.high, sums.low, sums.close].map((column) => price(column, at)),
	]);
}

describe("sums that a script of fractions makes of the same files", function () {
	this.timeout(120_000);
	const folder = useTemporaryFolder();
	const engine = useEngine();
	const grid = { symbol: "T", interval: durationMs(INTERVAL), range };
	const profile: TradesPlan = {
		...grid,
		kind: "volumeProfile",
		step: readDecimal(STEP),
		unit: "base",
	};
	const vwap: TradesPlan = { ...grid, kind: "vwap" };

	function plainly(plan: TradesPlan, tape: MadeTape): TradesSums {
		const sum = sumTrades(plan);
		sum.add(tradesOf(tape));
		return sum.finish();
	}

	it("are those of the engine and of the plain loop, to the last digit", async function () {
		if (!hasPython) this.skip();
		let files = 0;
		await fc.assert(
			fc.asyncProperty(madeTape, async (tape) => {
				const path = join(folder(), `tape-${files++}.csv`);
				writeFileSync(path, csvOf(tape));
				const totals = totalsOf(path);
				const file = await judgedFile(engine(), path);
				const sums = await Promise.all(
					[profile, vwap].map((plan) => engine().sum(plan, [file], UNTIL_DONE)),
				);
				for (const [rows, intervals] of [
					sums,
					[profile, vwap].map((plan) => plainly(plan, tape)),
				]) {
					assert.ok(rows !== undefined && "rows" in rows);
					assert.ok(intervals !== undefined && "notional" in intervals);
					assert.deepEqual(profileRows(rows), totals.rows);
					assert.deepEqual(vwapRows(intervals), totals.intervals);
				}
			}),
			{ numRuns: 20 },
		);
	});
});
