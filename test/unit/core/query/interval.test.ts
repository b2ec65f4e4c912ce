import assert from "node:assert/strict";
import { intervalLength, intervalWords } from "../../../../src/core/query/interval";
import {
	isKaikoInterval,
	isTradesInterval,
	KIYOTAKA_INTERVAL_LENGTH,
} from "../../../../src/core/query/intervalGrammar";
import { KAIKO_CODE } from "../../../../src/core/query/symbol";
import { KIYOTAKA_INTERVALS } from "../../../../src/core/query/query";
import { formatText } from "../../../../src/core/text";
import { DAY_MS, durationMs, HOUR_MS, SECOND_MS, WEEK_MS } from "../../../../src/core/time";

describe("intervals over the wire", () => {
	it("are whole seconds, minutes, hours or days up to one day", () => {
		for (const interval of ["1s", "90s", "86400s", "7m", "1440m", "1h", "24h", "1d"]) {
			assert.ok(isKaikoInterval(interval), interval);
		}
	});

	for (const interval of [
		"-3m",
		"1y",
		"1h;rm",
		"0s",
		"25h",
		"86401s",
		"1e3s",
		"2d",
		"1w",
		"1.5h",
		"1h30m",
		" 1h",
		"1H",
		"h",
		"",
	]) {
		it(`are not ${JSON.stringify(interval)} (H7)`, () => assert.ok(!isKaikoInterval(interval)));
	}

	it("reach up to a week over trades", () => {
		for (const interval of ["1w", "7d", "2d", "168h"])
			assert.ok(isTradesInterval(interval), interval);
		for (const interval of ["2w", "8d", "169h", "0w"])
			assert.ok(!isTradesInterval(interval), interval);
	});
});

describe("the length of an interval", () => {
	it("is known for each of Kiyotaka's names, in ascending order", () => {
		const lengths = KIYOTAKA_INTERVALS.map((name) => KIYOTAKA_INTERVAL_LENGTH[name]);
		assert.deepEqual(
			lengths,
			[60, 300, 900, 1_800, 3_600, 14_400, 86_400, 604_800].map((s) => s * 1_000),
		);
	});

	it("is read by the rules of the query's provider", () => {
		const range = { last: "24h" };
		assert.equal(
			intervalLength({
				kind: "volumeProfile",
				provider: "kiyotaka",
				exchange: ["BINANCE"],
				coin: "BTC",
				interval: "FOUR_HOURS",
				range,
			}),
			4 * HOUR_MS,
		);
		assert.equal(
			intervalLength({
				kind: "vwap",
				provider: "trades",
				dataset: "sample",
				symbol: "BTC-USDT",
				interval: "1w",
				range,
			}),
			WEEK_MS,
		);
	});
});

describe("an interval in words", () => {
	const words: readonly (readonly [number, string])[] = [
		[SECOND_MS, "1-second"],
		[90 * SECOND_MS, "90-second"],
		[5 * 60 * SECOND_MS, "5-minute"],
		[HOUR_MS, "hourly"],
		[4 * HOUR_MS, "4-hour"],
		[DAY_MS, "daily"],
		[2 * DAY_MS, "2-day"],
		[WEEK_MS, "weekly"],
	];
	for (const [length, expected] of words) {
		it(`is ${expected}`, () =>
			assert.equal(formatText(intervalWords(durationMs(length))), expected));
	}
});

it("Kaiko codes cannot leave their place in a path (H5)", () => {
	for (const code of [
		"..",
		"../x",
		"%2e%2e",
		"a/b",
		"a?b",
		"a#b",
		"a\nb",
		"",
		"BTC-USD",
		"a".repeat(65),
	]) {
		assert.ok(!KAIKO_CODE.test(code), code);
	}
	for (const code of ["cbse", "btc-usd", "perpetual-future", "btc_usd:x.y*"]) {
		assert.ok(KAIKO_CODE.test(code), code);
	}
});
