import { at } from "../at";
import { divideDecimals, formatDecimal, shortestDecimal, toDouble } from "../decimal";
import {
	type MarketIdentity,
	NOTHING_REJECTED,
	type Series,
	type VolumeProfileSeries,
	type VwapSeries,
} from "../result/series";
import { gridOf, intervalStart } from "./grid";
import type { ProfileSums, TradesSums, VwapSums } from "./plan";
import type { SizeUnit } from "./source";

/** What the series of a plan is called, and what the sizes of its trades are counted in. */
export interface SeriesName {
	readonly id: string;
	readonly market: MarketIdentity;
	/** Absent: the base coin. */
	readonly sizes?: SizeUnit;
}

/** Unit of sums of sizes. */
function sizesOf({ market: { coin }, sizes }: SeriesName): SizeUnit {
	const { unit, name } = sizes ?? { unit: "base" };
	const named = name ?? (unit === "base" ? coin : undefined);
	return { unit, ...(named !== undefined && { name: named }) };
}

/** The shortest decimal that reads back as the double, without an exponent. */
function plainDouble(value: number): string {
	const text = String(value);
	return text.includes("e") ? formatDecimal(shortestDecimal(value)) : text;
}

/** The series of exact sums, whichever engine added them up: each number is divided exactly and rounded once. */
export function seriesOfSums(sums: TradesSums, name: SeriesName): Series {
	return "rows" in sums ? profileOfSums(sums, name) : vwapOfSums(sums, name);
}

/**
 * Volume by price of each interval (definitions D21): row `k` is reported at its lower edge `k * step`;
 * intervals without a trade are absent.
 */
function profileOfSums(sums: ProfileSums, series: SeriesName): VolumeProfileSeries {
	const { id, market } = series;
	const { plan, starts, rows, places } = sums;
	const { step, interval } = plan;
	const { unit, name }: SizeUnit = plan.unit === "base" ? sizesOf(series) : { unit: plan.unit };
	const grid = gridOf(plan);
	const edge = (row: number) => toDouble({ units: BigInt(row) * step.units, places: step.places });
	const volume = (units: bigint) => toDouble({ units, places });
	return {
		kind: "volumeProfile",
		id,
		market,
		interval,
		times: starts,
		open: grid.open && starts.at(-1) === intervalStart(grid, grid.count - 1),
		rejected: NOTHING_REJECTED,
		unit,
		...(name !== undefined && { unitName: name }),
		step: toDouble(step),
		rowPrice: "lowerEdge",
		offsets: sums.offsets,
		prices: Float64Array.from(rows, edge),
		buy: Float64Array.from(sums.buy, volume),
		sell: Float64Array.from(sums.sell, volume),
		...(sums.unknown.some((units) => units > 0n) && {
			unknown: Float64Array.from(sums.unknown, volume),
		}),
	};
}

/**
 * VWAP, volume, count and OHLC of every interval of the range (definitions D21). Where nothing traded,
 * prices are NaN, `rawPrice` is `null`, count and volume are 0. `price` is the double
 * nearest to the exact quotient of sum(price * quantity) and sum(quantity), `rawPrice` its shortest decimal.
 */
function vwapOfSums(sums: VwapSums, series: SeriesName): VwapSeries {
	const { id, market } = series;
	const { unit, name } = sizesOf(series);
	const { plan, starts, priceDecimals, quantityDecimals } = sums;
	const grid = gridOf(plan);
	const price = new Float64Array(grid.count).fill(NaN);
	const rawPrice = new Array<string | null>(grid.count).fill(null);
	const volume = new Float64Array(grid.count);
	const indices = Array.from(starts, (start) => (start - grid.first) / grid.interval);
	const spread = (column: Float64Array, gap: number) => {
		const whole = new Float64Array(grid.count).fill(gap);
		indices.forEach((index, row) => (whole[index] = at(column, row)));
		return whole;
	};

	indices.forEach((index, row) => {
		const traded = { units: at(sums.quantity, row), places: quantityDecimals };
		if (traded.units === 0n) return;
		const paid = { units: at(sums.notional, row), places: priceDecimals + quantityDecimals };
		const vwap = divideDecimals(paid, traded);
		volume[index] = toDouble(traded);
		price[index] = vwap;
		rawPrice[index] = plainDouble(vwap);
	});
	return {
		kind: "vwap",
		id,
		market,
		interval: plan.interval,
		times: Float64Array.from({ length: grid.count }, (_, index) => intervalStart(grid, index)),
		open: grid.open,
		rejected: NOTHING_REJECTED,
		price,
		rawPrice,
		volumeUnit: unit,
		...(name !== undefined && { volumeUnitName: name }),
		volume,
		count: spread(sums.count, 0),
		openPrice: spread(sums.open, NaN),
		high: spread(sums.high, NaN),
		low: spread(sums.low, NaN),
		close: spread(sums.close, NaN),
	};
}
