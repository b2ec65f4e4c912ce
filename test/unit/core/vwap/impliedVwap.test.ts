import assert from "node:assert/strict";
import * as fc from "fast-check";
import { profileFromTrades, vwapFromTrades } from "../../../support/fromTrades";
import { SAMPLE_RANGE } from "../../../../src/core/sample/sample";
import { TAPE_MARKETS } from "../../../../src/core/sample/tape";
import { tapeBetween } from "../../../support/tape";
import { DAY_MS, epochMs, HOUR_MS } from "../../../../src/core/time";
import { impliedVwap, intervalImpliedVwaps } from "../../../../src/core/vwap/impliedVwap";
import { rowsArbitrary } from "../profile/arbitraries";
import { rowsFrom, seriesOf } from "../profile/series";

const rounded = ({ price, low, high }: ReturnType<typeof impliedVwap>) =>
	[price, low, high].map((value) => Number(value.toFixed(6)));

const inDollars = (text: string) => {
	const rows = rowsFrom(text).map((row) => ({ ...row, buy: row.buy * row.row }));
	return { ...seriesOf([rows], 10), unit: "USD" as const };
};

describe("the implied VWAP", () => {
	const text = "100:1 110:2 120:1";

	it("is of row middles, uncertain by half a step, where rows are known to begin at their price", () => {
		const series = { ...seriesOf([rowsFrom(text)], 10), rowPrice: "lowerEdge" as const };
		assert.deepEqual(rounded(impliedVwap(series)), [115, 110, 120]);
	});

	it("is of prices as delivered, from half a step below to one above, where that is not known", () => {
		assert.deepEqual(rounded(impliedVwap(seriesOf([rowsFrom(text)], 10))), [110, 105, 120]);
	});

	it("has no band when the height of rows is not known", () => {
		assert.deepEqual(rounded(impliedVwap(seriesOf([rowsFrom("100:3")]))), [100, NaN, NaN]);
	});

	it("has a band from each interval's own step", () => {
		const rows = (step: number) =>
			Array.from({ length: 21 }, (_, index) => ({
				row: 600 + index * step,
				buy: index === 10 ? 1 : 0,
				sell: 0,
			}));
		const series = seriesOf([rows(10), rows(4)]);
		assert.deepEqual(rounded(impliedVwap(series)), [670, 666.5, 677]);
		assert.deepEqual(rounded(impliedVwap(series, [1])), [640, 638, 644]);
		const { price, low, high } = intervalImpliedVwaps(series);
		assert.deepEqual([...price, ...low, ...high], [700, 640, 695, 638, 710, 644]);
	});

	it("weighs rows in US dollars by the coins that they bought", () => {
		const [price, low, high] = rounded(impliedVwap(inDollars(text)));
		assert.equal(price, 110);
		// Both ends are means by coins as well.
		assert.ok(low < 105.01 && low > 104.9 && high > 119.9 && high < 120.1);
	});

	it("is that of the coins in either unit", () => {
		fc.assert(
			fc.property(rowsArbitrary, (rows) => {
				const coins = rows.map(({ row, buy, sell }) => ({ row: row + 50, buy, sell }));
				const dollars = coins.map(({ row, buy, sell }) => ({
					row,
					buy: buy * row,
					sell: sell * row,
				}));
				const expected = impliedVwap(seriesOf([coins], 1)).price;
				const { price } = impliedVwap({ ...seriesOf([dollars], 1), unit: "USD" });
				assert.ok(Math.abs(price - expected) < 1e-9 * expected);
			}),
			{ numRuns: 2_000 },
		);
	});

	it("does not exist where nothing traded", () => {
		assert.deepEqual(rounded(impliedVwap(seriesOf([rowsFrom("100:0")], 1))), [NaN, NaN, NaN]);
		assert.deepEqual(rounded(impliedVwap(seriesOf([]))), [NaN, NaN, NaN]);
		assert.deepEqual(rounded(impliedVwap(seriesOf([rowsFrom("100:1")], 1), [])), [NaN, NaN, NaN]);
	});

	const from = epochMs(SAMPLE_RANGE.to - 7 * DAY_MS);
	const to = epochMs(from + 6 * HOUR_MS);
	for (const market of TAPE_MARKETS) {
		it(`of trades lies within half a step of their VWAP in both units: ${market.symbol}`, () => {
			const trades = () => tapeBetween(market, from, to);
			const asked = { id: "tape", market: {}, interval: HOUR_MS, range: { from, to } };
			const { price: prices } = vwapFromTrades(trades(), asked);
			for (const unit of ["base", "USD"] as const) {
				const rows = profileFromTrades(trades(), { ...asked, step: market.step, unit });
				const { price, low, high } = intervalImpliedVwaps(rows);
				prices.forEach((vwap, index) => {
					if (Number.isNaN(vwap)) return;
					assert.ok(Math.abs(price[index] - vwap) < market.step / 4);
					assert.ok(low[index] <= vwap && vwap <= high[index]);
				});
			}
		});
	}
});
