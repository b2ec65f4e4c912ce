import assert from "node:assert/strict";
import * as fc from "fast-check";
import { formatDecimal, readDecimal, unitsAt } from "../../../../../src/core/decimal";
import { epochMs } from "../../../../../src/core/time";
import { defaultStep } from "../../../../../src/core/trades/dataSet/defaultStep";

const DAY = 86_400_000;
const day = (at: number, low: string, high: string) => ({
	day: epochMs(at * DAY),
	trades: 1,
	low: readDecimal(low),
	high: readDecimal(high),
});
const stepOf = (tick: string, ...days: readonly [low: string, high: string][]) =>
	formatDecimal(
		defaultStep({
			tick: readDecimal(tick),
			days: days.map(([low, high], at) => day(at, low, high)),
		}),
	);

describe("height of rows where a query names none", () => {
	it("is the smallest 1-2-5 multiple of the tick with at most 100 rows on the median day", () => {
		assert.equal(stepOf("0.01", ["69000", "71000"]), "50");
		assert.equal(stepOf("0.01", ["69000", "69999"]), "10");
		assert.equal(stepOf("0.01", ["69000", "70000"]), "20");
		assert.equal(stepOf("0.25", ["5000", "5012.25"]), "0.25");
	});

	it("follows the median day, not the widest", () => {
		assert.equal(stepOf("1", ["100", "150"], ["100", "160"], ["100", "9000"]), "1");
	});

	it("is the tick where nothing traded or one price did", () => {
		assert.equal(stepOf("0.5"), "0.5");
		assert.equal(stepOf("0.00000001", ["0.00000123", "0.00000123"]), "0.00000001");
	});

	it("never has more than 100 rows on a day alone, nor does the next smaller step fit", () => {
		const price = fc.integer({ min: 1, max: 100_000_000 });
		fc.assert(
			fc.property(price, price, fc.constantFrom("0.01", "0.25", "5"), (one, other, tick) => {
				const size = readDecimal(tick);
				const priceOf = (multiple: number) => ({
					units: size.units * BigInt(multiple),
					places: size.places,
				});
				const [low, high] = [priceOf(Math.min(one, other)), priceOf(Math.max(one, other))];
				const step = defaultStep({
					tick: size,
					days: [{ day: epochMs(0), trades: 1, low, high }],
				});
				const rows = (units: bigint) => high.units / units - low.units / units + 1n;
				const units = unitsAt(step, size.places);
				assert.ok(rows(units) <= 100n);
				const multiple = String(units / size.units);
				const digit = multiple.charAt(0);
				if (multiple === "1") return;
				const smaller = digit === "5" ? (units * 2n) / 5n : units / 2n;
				assert.ok(rows(smaller) > 100n, `${multiple} although ${smaller} fits`);
			}),
		);
	});
});
