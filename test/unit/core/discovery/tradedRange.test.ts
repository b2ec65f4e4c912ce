import assert from "node:assert/strict";
import { rankVenues } from "../../../../src/core/discovery/rankVenues";
import { lastTradedRanges, outsideTrading } from "../../../../src/core/discovery/tradedRange";
import { epochMs } from "../../../../src/core/time";

const NOW = epochMs(Date.UTC(2026, 2, 29, 16));
const firstTrade = epochMs(Date.UTC(2015, 0, 14, 16, 7));
const lastTrade = epochMs(Date.UTC(2022, 5, 30, 17, 59, 59));

describe("the time in which a market was traded", () => {
	it("tells which ranges nothing can come for", () => {
		const span = { firstTrade, lastTrade };
		assert.equal(outsideTrading({ last: "24h" }, span, NOW), "after");
		assert.equal(outsideTrading({ last: "24h" }, { firstTrade }, NOW), undefined);
		assert.equal(outsideTrading({ last: "24h" }, {}, NOW), undefined);
		assert.equal(outsideTrading({ last: "24h" }, { isUntraded: true }, NOW), "never");
		const early = { from: "2014-01-01T00:00:00Z", to: "2015-01-14T16:07:00Z" };
		assert.equal(outsideTrading(early, span, NOW), "before");
		const touching = { from: "2014-01-01T00:00:00Z", to: "2015-01-14T16:08:00Z" };
		assert.equal(outsideTrading(touching, span, NOW), undefined);
		const across = { from: "2022-06-30T17:59:00Z", to: "2022-07-30T00:00:00Z" };
		assert.equal(outsideTrading(across, span, NOW), undefined);
	});

	it("gives whole days that end with the last one, none of them before the first trade", () => {
		const day = { from: "2022-06-30T00:00:00.000Z", to: "2022-07-01T00:00:00.000Z" };
		assert.deepEqual(
			lastTradedRanges({ firstTrade, lastTrade }).map(({ days }) => days),
			[1, 7, 30],
		);
		assert.deepEqual(lastTradedRanges({ firstTrade, lastTrade })[0]?.range, day);
		const young = { firstTrade: epochMs(Date.UTC(2022, 5, 30, 9)), lastTrade };
		assert.deepEqual(lastTradedRanges(young), [{ days: 1, range: day }]);
		const midnight = { lastTrade: epochMs(Date.UTC(2022, 5, 30)) };
		assert.deepEqual(lastTradedRanges(midnight)[0]?.range, day);
		assert.deepEqual(lastTradedRanges({ firstTrade }), []);
	});
});

describe("venues that are searched for", () => {
	it("are the same code or name first, then what begins so, then what holds it", () => {
		const venues = [
			{ code: "bnus", name: "Binance US" },
			{ code: "binc", name: "Binance" },
			{ code: "us", name: "Some venue" },
			{ code: "cbse", name: "Coinbase" },
		];
		const found = (typed: string) => rankVenues(typed, venues).map(({ code }) => code);
		assert.deepEqual(found("binance"), ["binc", "bnus"]);
		assert.deepEqual(found("US"), ["us", "bnus"]);
		assert.deepEqual(found("base"), ["cbse"]);
		assert.deepEqual(found("kraken"), []);
	});
});
