import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { dayCharacter, dayLevels } from "../../../../src/core/sample/calendar";
import { hash, IntegerStream } from "../../../../src/core/sample/random";
import {
	findTapeMarket,
	lastTradeBefore,
	TAPE_MARKETS,
	tapeForDay,
	type TapeMarket,
} from "../../../../src/core/sample/tape";
import type { Trades } from "../../../../src/core/trades/trades";
import { DAY_MS, epochMs, HOUR_MS, MINUTE_MS } from "../../../../src/core/time";

const dayOf = (iso: string) => Date.parse(iso) / DAY_MS;
const MONDAY = dayOf("2026-03-16");
const WEEKS = Array.from({ length: 21 }, (_, index) => MONDAY + index);

function market(symbol: string): TapeMarket {
	const found = findTapeMarket(symbol);
	assert.ok(found !== undefined);
	return found;
}

const BTC = market("BTC-USDT");
const ETH = market("ETH-USDT");

function fingerprint({ times, prices, quantities, takers }: Trades): string {
	const digest = createHash("sha256");
	for (const column of [times, prices, quantities]) digest.update([...column].join(","));
	return digest
		.update([...takers].join(""))
		.digest("hex")
		.slice(0, 16);
}

/** Longest time without a trade inside of a day. */
function longestPause({ times }: Trades): number {
	return times.reduce((most, time, index) => Math.max(most, time - (times[index - 1] ?? time)), 0);
}

describe("the synthetic tape", () => {
	it("is the same trades on every machine", () => {
		const seen = TAPE_MARKETS.map((each) => fingerprint(tapeForDay(each, dayOf("2026-03-25"))));
		assert.deepEqual(seen, ["0adf95a78bc0499e", "cb13101da2217a1a"]);
	});

	it("does not depend on what was asked before", () => {
		const first = fingerprint(tapeForDay(BTC, MONDAY));
		tapeForDay(ETH, MONDAY + 3);
		tapeForDay(BTC, MONDAY + 1);
		assert.equal(fingerprint(tapeForDay(BTC, MONDAY)), first);
	});

	for (const each of TAPE_MARKETS) {
		it(`holds plausible trades in time order, ${each.symbol}`, () => {
			for (const day of WEEKS) {
				const { times, prices, quantities, takers } = tapeForDay(each, day);
				assert.ok(times.length > 2_000 && times.length < 20_000, `${times.length} trades`);
				assert.equal(prices.length, times.length);
				times.forEach((time, index) => {
					assert.ok(time >= (times[index - 1] ?? day * DAY_MS) && time < (day + 1) * DAY_MS);
				});
				assert.ok(
					prices.every((price) => Number.isSafeInteger(price) && price > each.basePrice / 2),
				);
				assert.ok(quantities.every((quantity) => Number.isSafeInteger(quantity) && quantity > 0));
				assert.ok(takers.includes(0) && takers.includes(1));
			}
		});

		it(`goes on from one day to the next, ${each.symbol}`, () => {
			for (const day of WEEKS) {
				assert.equal(dayLevels(each.seed, day).close, dayLevels(each.seed, day + 1).open);
				const close = tapeForDay(each, day).prices.at(-1) ?? NaN;
				const open = tapeForDay(each, day + 1).prices[0] ?? NaN;
				assert.ok(Math.abs(open / close - 1) < 0.004, `${close} to ${open}`);
			}
		});
	}

	it("has trades on days before the epoch and far ahead", () => {
		for (const day of [-400, 0, dayOf("2099-12-31")]) {
			assert.ok(tapeForDay(ETH, day).times.length > 1_000);
		}
	});

	it("gives every week the same seven characters in an order of its own", () => {
		const orders = [0, 7, 14].map((offset) =>
			Array.from({ length: 7 }, (_, index) => dayCharacter(MONDAY + offset + index)),
		);
		for (const order of orders) {
			assert.deepEqual([...order].sort(), [
				"balanced",
				"balanced",
				"burst",
				"interrupted",
				"quiet",
				"trend",
				"trend",
			]);
		}
		assert.equal(new Set(orders.map(String)).size, 3);
	});

	it("makes trend days go somewhere and balanced days come back", () => {
		for (const each of TAPE_MARKETS) {
			for (const day of WEEKS) {
				const { prices } = tapeForDay(each, day);
				const change = Math.abs((prices.at(-1) ?? NaN) / (prices[0] ?? NaN) - 1);
				if (dayCharacter(day) === "trend") assert.ok(change > 0.006, `trend of ${change}`);
				if (dayCharacter(day) === "balanced") assert.ok(change < 0.009, `balance of ${change}`);
			}
		}
	});

	it("falls silent for more than an hour on interrupted days, past a whole UTC hour", () => {
		for (const day of WEEKS.filter((each) => dayCharacter(each) === "interrupted")) {
			const tape = tapeForDay(BTC, day);
			assert.ok(longestPause(tape) > HOUR_MS);
			const hours = new Set([...tape.times].map((time) => Math.floor(time / HOUR_MS)));
			assert.ok(hours.size < 24);
		}
	});

	it("pauses for minutes on quiet days and hardly ever on others", () => {
		for (const day of WEEKS) {
			const pause = longestPause(tapeForDay(BTC, day));
			if (dayCharacter(day) === "quiet") assert.ok(pause > 10 * MINUTE_MS);
			if (dayCharacter(day) === "trend") assert.ok(pause < 10 * MINUTE_MS);
		}
	});

	it("trades in bursts on burst days", () => {
		const busiestMinute = (day: number) => {
			const counts = new Map<number, number>();
			for (const time of tapeForDay(BTC, day).times) {
				const minute = Math.floor(time / MINUTE_MS);
				counts.set(minute, (counts.get(minute) ?? 0) + 1);
			}
			return Math.max(...counts.values());
		};
		const [burst = NaN] = WEEKS.filter((day) => dayCharacter(day) === "burst");
		const [balanced = NaN] = WEEKS.filter((day) => dayCharacter(day) === "balanced");
		assert.ok(busiestMinute(burst) > 2 * busiestMinute(balanced));
	});

	it("knows its last trade before a time", () => {
		const midnight = epochMs((MONDAY + 1) * DAY_MS);
		const last = tapeForDay(BTC, MONDAY).times.at(-1);
		assert.equal(lastTradeBefore(BTC, midnight), last);
		const first = epochMs(tapeForDay(BTC, MONDAY + 1).times[0] ?? NaN);
		assert.equal(lastTradeBefore(BTC, first), last);
	});
});

describe("the integer stream", () => {
	it("gives the same numbers for the same seed", () => {
		const stream = new IntegerStream(7);
		assert.deepEqual(
			Array.from({ length: 5 }, () => stream.below(1_000)),
			[451, 510, 11, 254, 205],
		);
		assert.equal(hash(1, 2, 3), 2901138804);
	});

	it("fills its range evenly and is centred", () => {
		const stream = new IntegerStream(1);
		const counts = new Array<number>(10).fill(0);
		let sum = 0;
		for (let draw = 0; draw < 100_000; draw++) {
			const value = stream.below(10);
			counts[value] = (counts[value] ?? 0) + 1;
			sum += stream.bell(1_000);
		}
		for (const count of counts) assert.ok(Math.abs(count - 10_000) < 500, `${count}`);
		assert.ok(Math.abs(sum / 100_000) < 20);
	});
});
