import assert from "node:assert/strict";
import { DEFAULT_LIMITS } from "../../../../src/core/limits";
import { queryFit } from "../../../../src/core/query/queryFit";
import type { MarketQuery } from "../../../../src/core/query/query";
import { epochMs } from "../../../../src/core/time";
import { BTCUSDT_PROFILE, BTC_USD_VWAP } from "../../../support/queries";

const NOW = epochMs(Date.UTC(2026, 2, 29, 16, 20, 30));
const fit = (query: MarketQuery, limits = {}) =>
	queryFit(query, { ...DEFAULT_LIMITS, ...limits }, NOW);

describe("what fits into one query", () => {
	it("counts the intervals of a range, the one in progress included", () => {
		const { intervals, most, beyond } = fit(BTCUSDT_PROFILE);
		assert.deepEqual([intervals, most, beyond], [24, 100_000, "refused"]);
	});

	it("takes twenty days of minutes, which one request of Kiyotaka could not hold", () => {
		const { intervals, most } = fit({
			...BTCUSDT_PROFILE,
			interval: "MINUTE",
			range: { last: "20d" },
		});
		assert.equal(intervals, 28_800);
		assert.ok(intervals <= most);
	});

	it("takes the newest of a VWAP that is longer than the rows of one query", () => {
		const { intervals, most, beyond } = fit({
			...BTC_USD_VWAP,
			interval: "1s",
			range: { last: "30d" },
		});
		assert.deepEqual([intervals, most], [2_592_000, 200_000]);
		assert.equal(beyond, "newestCome");
	});

	it("is bounded by its pages where they hold less than its rows", () => {
		assert.equal(fit(BTC_USD_VWAP, { kaikoPageSize: 5, pages: 2 }).most, 10);
	});

	it("bounds a VWAP over trades by its rows and a profile over trades by nothing", () => {
		const trades = { provider: "trades", dataset: "sample", symbol: "BTC-USDT" } as const;
		const range = { last: "1d" };
		const vwap = fit({ ...trades, kind: "vwap", interval: "1s", range }, { rows: 100 });
		assert.equal(vwap.most, 100);
		const profile = fit({ ...trades, kind: "volumeProfile", interval: "1s", range }, { rows: 100 });
		assert.equal(profile.most, Infinity);
	});
});
