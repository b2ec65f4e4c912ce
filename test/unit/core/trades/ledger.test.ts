import assert from "node:assert/strict";
import { profileFromTrades, vwapFromTrades } from "../../../support/fromTrades";
import { TAPE_MARKETS } from "../../../../src/core/sample/tape";
import { tapeBetween } from "../../../support/tape";
import { durationMs, epochMs } from "../../../../src/core/time";
import { barsOf, volumesByPrice } from "../../../support/ledger";

const MINUTE = 60_000;
const FROM = Date.UTC(2026, 2, 22);
const TO = Date.UTC(2026, 2, 24);
/** In the middle of an interval of every length. */
const NOW = Date.UTC(2026, 2, 23, 17, 3, 21);
const MARKET = { id: "sample", market: {} };
const number = (text: string | null) => (text === null ? NaN : Number(text));

describe("trades added up by the plain ledger of the test services", () => {
	for (const market of TAPE_MARKETS) {
		for (const minutes of [1, 7, 60, 1_440]) {
			const stretch = { from: FROM + 1, to: TO, length: minutes * MINUTE, until: NOW };
			const range = { from: epochMs(stretch.from), to: epochMs(TO) };
			const options = {
				...MARKET,
				interval: durationMs(stretch.length),
				range,
				until: epochMs(NOW),
			};
			const days = () => tapeBetween(market, epochMs(FROM), epochMs(TO));

			for (const unit of ["base", "USD"] as const) {
				it(`are the rows of ${market.symbol} per ${minutes} min in ${unit}, to the last digit`, () => {
					const { step } = market;
					const series = profileFromTrades(days(), { ...options, step, unit });
					const isUsd = unit === "USD";
					const ledger = volumesByPrice(days(), stretch, { step, isUsd, size: 1n });
					assert.ok(ledger.length > 0);
					assert.deepEqual(
						[...series.times],
						ledger.map(({ start }) => start),
					);
					const rows = ledger.flatMap((interval) => interval.rows);
					assert.deepEqual(
						[...series.prices],
						rows.map(({ price }) => Number(price)),
					);
					assert.deepEqual(
						[...series.buy],
						rows.map(({ bought }) => Number(bought)),
					);
					assert.deepEqual(
						[...series.sell],
						rows.map(({ sold }) => Number(sold)),
					);
				});
			}

			it(`are the VWAP and the bars of ${market.symbol} per ${minutes} min, to the last digit`, () => {
				const series = vwapFromTrades(days(), options);
				const bars = barsOf(days(), stretch, 40);
				assert.ok(bars.some(({ count }) => count > 0));
				assert.deepEqual(
					[...series.times],
					bars.map(({ start }) => start),
				);
				bars.forEach((bar, index) => {
					assert.deepEqual(
						[
							series.price[index],
							series.volume?.[index],
							series.count?.[index],
							series.openPrice?.[index],
							series.high?.[index],
							series.low?.[index],
							series.close?.[index],
						],
						[
							number(bar.vwap),
							Number(bar.volume),
							bar.count,
							number(bar.open),
							number(bar.high),
							number(bar.low),
							number(bar.close),
						],
					);
				});
			});
		}
	}
});
