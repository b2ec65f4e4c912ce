import assert from "node:assert/strict";
import { fitsOf } from "../../../../src/core/cost/fitsOf";
import { queriesWithFit } from "../../../../src/core/cost/queriesWithFit";
import { DEFAULT_LIMITS } from "../../../../src/core/limits";
import { checkQueries, isCheck } from "../../../../src/core/query/combinations";
import { intervalLength } from "../../../../src/core/query/interval";
import type { KiyotakaProfileQuery, MarketQuery } from "../../../../src/core/query/query";
import { epochMs } from "../../../../src/core/time";
import { ownQuery } from "../../../../src/core/vendorCheck/pairing";
import { BTC_USD_VWAP, BTCUSDT_PROFILE } from "../../../support/queries";

const context = { now: epochMs(Date.UTC(2026, 2, 29, 16, 20)), limits: DEFAULT_LIMITS };
const VENDOR: KiyotakaProfileQuery = {
	...BTCUSDT_PROFILE,
	interval: "MINUTE",
	range: { from: "2026-03-20T00:00:00Z", to: "2026-03-27T00:00:00Z" },
};

/** What fits a weight of 20: longer intervals, and a shorter range. */
function fits() {
	const [interval, range] = fitsOf(VENDOR, { condition: "weight", limit: 20 }, context);
	assert.ok(interval !== undefined && range !== undefined);
	return { interval, range };
}

describe("the queries of a chart with what fits", () => {
	it("of a vendor check keep one interval on both sides, and the exact VWAPs of the own one", () => {
		const own = ownQuery(VENDOR, { dataset: "mine", symbol: "BTC-USDT" });
		const queries = checkQueries(VENDOR, own);
		assert.ok(queries.length > 2);
		const { interval } = fits();
		const fitting = queriesWithFit(queries, VENDOR, interval);
		assert.ok(isCheck(fitting));
		assert.equal(fitting.length, queries.length);
		assert.deepEqual(new Set(fitting.map(intervalLength)), new Set([300_000]));
		assert.deepEqual(fitting[0], interval.query);
	});

	it("share a range, and nothing else", () => {
		const { interval, range } = fits();
		const other: MarketQuery = { ...BTC_USD_VWAP, range: VENDOR.range };
		const [first, second] = queriesWithFit([VENDOR, other], VENDOR, range);
		assert.deepEqual([first?.range, second?.range], [range.query.range, range.query.range]);
		assert.deepEqual(queriesWithFit([other, VENDOR], VENDOR, interval), [other, interval.query]);
	});
});
