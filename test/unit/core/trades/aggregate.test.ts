import assert from "node:assert/strict";
import * as fc from "fast-check";
import { profileFromTrades, vwapFromTrades } from "../../../support/fromTrades";
import { TAPE_MARKETS } from "../../../../src/core/sample/tape";
import { tapeBetween } from "../../../support/tape";
import { analyzeProfile } from "../../../../src/core/profile/profile";
import { intervalRows } from "../../../../src/core/profile/rows";
import {
	DAY_MS,
	durationMs,
	epochMs,
	HOUR_MS,
	MINUTE_MS,
	SECOND_MS,
	WEEK_MS,
	type DurationMs,
} from "../../../../src/core/time";
import type { Trades } from "../../../../src/core/trades/trades";

/** Time, price in tenths, quantity in thousandths, whether the taker bought. */
type Trade = readonly [time: number, price: number, quantity: number, isBuy: boolean];

function chunk(trades: readonly Trade[], priceDecimals = 1, quantityDecimals = 3): Trades {
	return {
		priceDecimals,
		quantityDecimals,
		times: Float64Array.from(trades, ([time]) => time),
		prices: Float64Array.from(trades, ([, price]) => price),
		quantities: Float64Array.from(trades, ([, , quantity]) => quantity),
		takers: Uint8Array.from(trades, ([, , , isBuy]) => (isBuy ? 1 : 0)),
	};
}

const range = (from: number, to: number) => ({ from: epochMs(from), to: epochMs(to) });
const named = (interval: DurationMs, from: number, to: number) => ({
	id: "test",
	market: {},
	interval,
	range: range(from, to),
});

const MINUTES = chunk([
	[0, 1_000, 1_000, true],
	[59_999, 1_009, 500, false],
	[60_000, 1_010, 250, true],
	[180_000, 999, 125, false],
]);

describe("a profile from trades", () => {
	it("puts each trade into the row that covers its price, at the lower edge", () => {
		const profile = profileFromTrades([MINUTES], { ...named(MINUTE_MS, 0, 240_000), step: 1 });
		assert.deepEqual([...profile.times], [0, 60_000, 180_000]);
		assert.deepEqual([...profile.offsets], [0, 1, 2, 3]);
		assert.deepEqual([...profile.prices], [100, 101, 99]);
		assert.deepEqual([...profile.buy], [1, 0.25, 0]);
		assert.deepEqual([...profile.sell], [0.5, 0, 0.125]);
		assert.equal(profile.step, 1);
		assert.equal(profile.unit, "base");
	});

	it("sorts rows and adds up what shares one", () => {
		const profile = profileFromTrades([MINUTES], { ...named(HOUR_MS, 0, HOUR_MS), step: 0.5 });
		assert.deepEqual([...profile.prices], [99.5, 100, 100.5, 101]);
		assert.deepEqual([...profile.sell], [0.125, 0, 0.5, 0]);
	});

	it("weighs by price times quantity in USD", () => {
		const profile = profileFromTrades([MINUTES], {
			...named(HOUR_MS, 0, HOUR_MS),
			step: 1,
			unit: "USD",
		});
		assert.deepEqual([...profile.buy], [0, 100, 25.25]);
		assert.deepEqual([...profile.sell], [12.4875, 50.45, 0]);
	});

	it("takes steps finer than the price unit", () => {
		const profile = profileFromTrades([MINUTES], { ...named(MINUTE_MS, 0, MINUTE_MS), step: 0.04 });
		assert.deepEqual([...profile.prices], [100, 100.88]);
	});

	for (const step of [0, -1]) {
		it(`refuses a step of ${step}`, () => {
			const options = { ...named(MINUTE_MS, 0, MINUTE_MS), step };
			assert.throws(() => profileFromTrades([MINUTES], options), { name: "RangeError" });
		});
	}

	it("leaves out intervals that begin before the range and keeps the last one whole", () => {
		const profile = profileFromTrades([MINUTES], { ...named(MINUTE_MS, 1, 180_001), step: 1 });
		assert.deepEqual([...profile.times], [60_000, 180_000]);
		assert.equal(profile.open, false);
	});

	it("knows only the trades so far and marks the interval in progress", () => {
		const options = { ...named(MINUTE_MS, 0, 240_000), step: 1, until: epochMs(59_999) };
		const profile = profileFromTrades([MINUTES], options);
		assert.deepEqual([[...profile.buy], [...profile.sell]], [[1], [0]]);
		assert.equal(profile.open, true);
	});

	it("is not open when its interval in progress has not traded", () => {
		const options = { ...named(MINUTE_MS, 0, 240_000), step: 1, until: epochMs(130_000) };
		const profile = profileFromTrades([MINUTES], options);
		assert.deepEqual([...profile.times], [0, 60_000]);
		assert.equal(profile.open, false);
	});

	it("gives empty columns for a range without trades", () => {
		const profile = profileFromTrades([MINUTES], {
			...named(HOUR_MS, DAY_MS, 2 * DAY_MS),
			step: 1,
		});
		assert.deepEqual([[...profile.times], [...profile.offsets]], [[], [0]]);
	});
});

describe("a VWAP from trades", () => {
	it("has every interval, with gaps where nothing traded", () => {
		const vwap = vwapFromTrades([MINUTES], named(MINUTE_MS, 0, 240_000));
		assert.deepEqual([...vwap.times], [0, 60_000, 120_000, 180_000]);
		assert.deepEqual(vwap.rawPrice, ["100.3", "101", null, "99.9"]);
		assert.deepEqual([...vwap.price], [100.3, 101, NaN, 99.9]);
		assert.deepEqual([...(vwap.volume ?? [])], [1.5, 0.25, 0, 0.125]);
		assert.deepEqual([...(vwap.count ?? [])], [2, 1, 0, 1]);
		assert.deepEqual([...(vwap.openPrice ?? [])], [100, 101, NaN, 99.9]);
		assert.deepEqual([...(vwap.high ?? [])], [100.9, 101, NaN, 99.9]);
		assert.deepEqual([...(vwap.low ?? [])], [100, 101, NaN, 99.9]);
		assert.deepEqual([...(vwap.close ?? [])], [100.9, 101, NaN, 99.9]);
	});

	it("is the nearest double, written as its shortest decimal", () => {
		const thirds = chunk([
			[0, 1_000, 1, true],
			[1, 1_001, 2, true],
		]);
		const vwap = vwapFromTrades([thirds], named(MINUTE_MS, 0, MINUTE_MS));
		assert.deepEqual(vwap.rawPrice, ["100.06666666666666"]);
	});

	it("adds up sums that doubles cannot hold", () => {
		const whales: Trade[] = [
			[0, 900_000_001, 8_999_999_999_999, true],
			[1, 900_000_003, 8_999_999_999_999, false],
		];
		const exact = vwapFromTrades([chunk(whales, 0, 0)], named(MINUTE_MS, 0, MINUTE_MS));
		assert.deepEqual(exact.rawPrice, ["900000002"]);
	});

	it("marks the interval in progress", () => {
		const options = { ...named(MINUTE_MS, 0, 240_000), until: epochMs(130_000) };
		const vwap = vwapFromTrades([MINUTES], options);
		assert.deepEqual([vwap.times.length, vwap.open], [3, true]);
		assert.ok(!vwapFromTrades([MINUTES], { ...options, until: epochMs(180_000) }).open);
	});

	it("aligns weeks to Monday", () => {
		const from = Date.UTC(2026, 2, 23);
		const vwap = vwapFromTrades([], named(WEEK_MS, from, from + WEEK_MS));
		assert.deepEqual([...vwap.times], [from]);
	});
});

describe("aggregates of any trades", () => {
	const trades = fc
		.array(
			fc.tuple(
				fc.integer({ min: 0, max: 299_999 }),
				fc.integer({ min: 1, max: 5_000_000 }),
				fc.integer({ min: 1, max: 10_000_000 }),
				fc.boolean(),
			),
			{ minLength: 1, maxLength: 40 },
		)
		.map((each): Trade[] => each.sort(([a], [b]) => a - b));
	const step = fc.constantFrom(0.01, 0.1, 0.25, 0.3, 1, 6, 10, 250);
	const options = named(MINUTE_MS, 0, 300_000);

	it("agree with sums of whole numbers to the last digit", () => {
		fc.assert(
			fc.property(trades, fc.integer({ min: 0, max: 40 }), (given, cut) => {
				const chunks = [chunk(given.slice(0, cut)), chunk(given.slice(cut))];
				const { price, volume } = vwapFromTrades(chunks, options);
				for (let minute = 0; minute < 5; minute++) {
					const inside = given.filter(([time]) => Math.floor(time / MINUTE_MS) === minute);
					const quantity = inside.reduce((sum, trade) => sum + BigInt(trade[2]), 0n);
					const notional = inside.reduce(
						(sum, trade) => sum + BigInt(trade[1]) * BigInt(trade[2]),
						0n,
					);
					assert.equal(volume?.[minute], Number(quantity) / 1_000);
					if (quantity === 0n) {
						assert.ok(Number.isNaN(price[minute]));
					} else {
						const exact = Number((notional * 10n ** 12n) / quantity) / 1e13;
						assert.ok(Math.abs((price[minute] ?? NaN) - exact) <= 1e-12 * exact);
					}
				}
			}),
			{ numRuns: 10_000 },
		);
	}).timeout(60_000);

	it("give every trade's volume to one row that covers its price", () => {
		fc.assert(
			fc.property(trades, step, (given, height) => {
				const profile = profileFromTrades([chunk(given)], { ...options, step: height });
				const hundredths = Math.round(height * 100);
				const expected = new Map<string, number>();
				for (const [time, price, quantity, isBuy] of given) {
					const row = Math.floor((price * 10) / hundredths) * hundredths;
					const key = `${Math.floor(time / MINUTE_MS) * MINUTE_MS} ${row / 100} ${isBuy}`;
					expected.set(key, (expected.get(key) ?? 0) + quantity);
				}
				const actual = new Map<string, number>();
				profile.times.forEach((time, interval) => {
					const rows = intervalRows(profile, interval);
					rows.prices.forEach((price, index) => {
						for (const isBuy of [true, false]) {
							const volume = (isBuy ? rows.buy : rows.sell)[index] ?? NaN;
							if (volume > 0) actual.set(`${time} ${price} ${isBuy}`, Math.round(volume * 1_000));
						}
					});
				});
				assert.deepEqual([...actual].sort(), [...expected].sort());
			}),
			{ numRuns: 10_000 },
		);
	}).timeout(60_000);
});

describe("profile and VWAP of one tape", () => {
	for (const market of TAPE_MARKETS) {
		it(`agree within a row, ${market.symbol}`, () => {
			const [from, to] = [Date.UTC(2026, 2, 24), Date.UTC(2026, 2, 25)];
			const options = named(HOUR_MS, from, to);
			const tape = () => tapeBetween(market, epochMs(from), epochMs(to));
			const profile = profileFromTrades(tape(), { ...options, step: market.step });
			const vwap = vwapFromTrades(tape(), options);
			assert.equal(profile.times.length, 24);
			profile.times.forEach((_, interval) => {
				const levels = analyzeProfile(intervalRows(profile, interval));
				const price = vwap.price[interval] ?? NaN;
				assert.ok(levels !== undefined);
				assert.ok(levels.impliedVwap <= price && price < levels.impliedVwap + market.step);
				assert.ok(Math.abs(levels.total - (vwap.volume?.[interval] ?? NaN)) < 1e-6);
			});
		});
	}

	it("sum up alike over any interval", () => {
		const [market] = TAPE_MARKETS;
		assert.ok(market !== undefined);
		const [from, to] = [Date.UTC(2026, 2, 24), Date.UTC(2026, 2, 25)];
		const total = (interval: DurationMs) => {
			const tape = tapeBetween(market, epochMs(from), epochMs(to));
			const { volume } = vwapFromTrades(tape, named(interval, from, to));
			return (volume ?? new Float64Array(0)).reduce((sum, each) => sum + each, 0);
		};
		const day = total(DAY_MS);
		for (const interval of [SECOND_MS, durationMs(90_000), HOUR_MS]) {
			assert.ok(Math.abs(total(interval) - day) < 1e-6);
		}
	});
});
