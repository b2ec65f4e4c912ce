import assert from "node:assert/strict";
import fc from "fast-check";
import { DEFAULT_LIMITS } from "../../../../src/core/limits";
import { queryFit } from "../../../../src/core/query/queryFit";
import type { MarketQuery } from "../../../../src/core/query/query";
import { DAY_MS, SECOND_MS, epochMs } from "../../../../src/core/time";
import { BTCUSDT_PROFILE, BTC_USD_VWAP } from "../../../support/queries";

const NOW = epochMs(Date.UTC(2026, 2, 29, 16, 20, 30));
const fit = (query: MarketQuery, limits = {}) =>
	queryFit(query, { ...DEFAULT_LIMITS, ...limits }, NOW);

describe("what fits into one query", () => {
	it("counts the intervals of a range, the one in progress included", () => {
		const { intervals, most, limit, beyond } = fit(BTCUSDT_PROFILE);
		assert.deepEqual(
			[intervals, most, limit, beyond],
			[24, 100_000, "kiyotakaIntervals", "refused"],
		);
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

	it("names the newest stretch of a VWAP that is longer than the rows of one query", () => {
		const { range, intervals, most, limit, beyond, newest } = fit({
			...BTC_USD_VWAP,
			interval: "1s",
			range: { last: "30d" },
		});
		assert.deepEqual([intervals, most, limit], [2_592_000, 200_000, "rows"]);
		assert.equal(beyond, "newestCome");
		assert.equal(newest.to, range.to);
		assert.equal(newest.from, range.to - 200_000 * SECOND_MS);
	});

	it("names the limit of pages where it is the nearer one", () => {
		const { most, limit } = fit(BTC_USD_VWAP, { kaikoPageSize: 5, pages: 2 });
		assert.deepEqual([most, limit], [10, "pages"]);
	});

	it("bounds a VWAP over trades by its rows and a profile over trades by nothing", () => {
		const trades = { provider: "trades", dataset: "sample", symbol: "BTC-USDT" } as const;
		const range = { last: "1d" };
		const vwap = fit({ ...trades, kind: "vwap", interval: "1s", range }, { rows: 100 });
		assert.deepEqual([vwap.most, vwap.limit], [100, "rows"]);
		const profile = fit({ ...trades, kind: "volumeProfile", interval: "1s", range }, { rows: 100 });
		assert.deepEqual([profile.most, profile.limit], [Infinity, undefined]);
		assert.deepEqual(profile.newest, profile.range);
	});

	it("never lets more than the limit stay, nor anything outside of the range", () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 1, max: 5_000 }),
				fc.integer({ min: 1, max: 400 }),
				(rows, days) => {
					const { range, newest } = fit(
						{ ...BTC_USD_VWAP, interval: "1h", range: { last: `${days}d` } },
						{ rows },
					);
					const stays = (newest.to - newest.from) / 3_600_000;
					assert.equal(stays, Math.min(rows, (days * DAY_MS) / 3_600_000));
					assert.ok(newest.from >= range.from && newest.to === range.to);
				},
			),
		);
	});
});
