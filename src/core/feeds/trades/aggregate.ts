import { divideDecimals, formatDecimal, shortestDecimal, toDouble } from "../../decimal";
import { NOTHING_REJECTED, type VolumeProfileSeries, type VwapSeries } from "../../series";
import { ExactSums } from "./exactSums";
import { type AggregateOptions, eachTrade, gridOf, intervalStart } from "./grid";
import { ProfileColumns, rowOf } from "./profileRows";
import type { Trades } from "./tape";

export interface ProfileOptions extends AggregateOptions {
	/** Height of a row in quote currency, any positive decimal. */
	readonly step: number;
	/** `base`, the default: quantities. `USD`: price times quantity. */
	readonly unit?: "base" | "USD";
}

/**
 * Volume by price of each interval (definitions D21): row `k` covers `[k * step, (k + 1) * step)` and is
 * reported at its lower edge; intervals without a trade are absent. Sums are exact before the one
 * rounding to a double. Chunks share one scale and follow each other in time.
 */
export function profileFromTrades(
	trades: Iterable<Trades>,
	options: ProfileOptions,
): VolumeProfileSeries {
	const { id, market, interval, step, unit = "base" } = options;
	if (!(step > 0 && Number.isFinite(step))) throw new RangeError("step must be a positive number");
	const grid = gridOf(options);
	const stepDecimal = shortestDecimal(step);
	const columns = new ProfileColumns(stepDecimal);
	let current: number | undefined;
	let places = 0;

	eachTrade(trades, grid, (index, chunk, trade) => {
		if (current !== undefined && index !== current) {
			columns.finish(intervalStart(grid, current), places);
		}
		current = index;
		places = chunk.quantityDecimals + (unit === "USD" ? chunk.priceDecimals : 0);
		const price = chunk.prices[trade] ?? 0;
		const row = rowOf(price, chunk.priceDecimals, stepDecimal);
		const isBuy = chunk.takerBuys[trade] === 1;
		columns.add(row, isBuy, chunk.quantities[trade] ?? 0, unit === "USD" ? price : 1);
	});
	if (current !== undefined) columns.finish(intervalStart(grid, current), places);

	return {
		kind: "volumeProfile",
		id,
		market,
		interval,
		times: Float64Array.from(columns.starts),
		open: grid.open && current === grid.count - 1,
		rejected: NOTHING_REJECTED,
		unit,
		step,
		rowPrice: "lowerEdge",
		offsets: Uint32Array.from(columns.offsets),
		prices: Float64Array.from(columns.prices),
		buy: Float64Array.from(columns.buy),
		sell: Float64Array.from(columns.sell),
	};
}

/**
 * VWAP, volume, count and OHLC of every interval of the range (definitions D21). Where nothing traded,
 * prices are NaN, `rawPrice` is `null`, count and volume are 0. `price` is the double
 * nearest to the exact quotient of sum(price * quantity) and sum(quantity), `rawPrice` its shortest decimal.
 * Chunks share one scale and follow each other in time.
 */
export function vwapFromTrades(trades: Iterable<Trades>, options: AggregateOptions): VwapSeries {
	const { id, market, interval } = options;
	const grid = gridOf(options);
	const prices = () => new Float64Array(grid.count).fill(NaN);
	const [price, openPrice, high, low, close] = [prices(), prices(), prices(), prices(), prices()];
	const volume = new Float64Array(grid.count);
	const count = new Float64Array(grid.count);
	const rawPrice = new Array<string | null>(grid.count).fill(null);
	const notional = new ExactSums();
	const quantity = new ExactSums();
	let priceDecimals = 0;
	let quantityDecimals = 0;

	eachTrade(trades, grid, (index, chunk, trade) => {
		({ priceDecimals, quantityDecimals } = chunk);
		const units = chunk.prices[trade] ?? 0;
		const traded = chunk.quantities[trade] ?? 0;
		const value = units / 10 ** priceDecimals;
		notional.addProduct(index, units, traded);
		quantity.addProduct(index, traded, 1);
		if (count[index] === 0) openPrice[index] = high[index] = low[index] = value;
		else if (value > (high[index] ?? value)) high[index] = value;
		else if (value < (low[index] ?? value)) low[index] = value;
		close[index] = value;
		count[index] = (count[index] ?? 0) + 1;
	});

	for (let index = 0; index < grid.count; index++) {
		const traded = { units: quantity.at(index), places: quantityDecimals };
		if (traded.units === 0n) continue;
		volume[index] = toDouble(traded);
		const paid = { units: notional.at(index), places: priceDecimals + quantityDecimals };
		const vwap = divideDecimals(paid, traded);
		price[index] = vwap;
		rawPrice[index] = formatDecimal(shortestDecimal(vwap));
	}
	return {
		kind: "vwap",
		id,
		market,
		interval,
		times: Float64Array.from({ length: grid.count }, (_, index) => intervalStart(grid, index)),
		open: grid.open,
		rejected: NOTHING_REJECTED,
		price,
		rawPrice,
		volume,
		count,
		openPrice,
		high,
		low,
		close,
	};
}
