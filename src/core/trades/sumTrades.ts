import { ExactSums } from "./exactSums";
import { eachTrade, type Grid, gridOf, intervalStart } from "./grid";
import type { ProfilePlan, ProfileSums, TradesPlan, TradesSums, VwapPlan, VwapSums } from "./plan";
import { ProfileRows, rowOf } from "./profileRows";
import type { Trades } from "./trades";
import { isCountedSize } from "./tradeSizes";

/** Adds up trades as they come. Chunks share one scale and follow each other in time. */
export interface TradesSum<Sums extends TradesSums = TradesSums> {
	add(trades: Trades): void;
	/** The sums of all that was added. Called once, at the end. */
	finish(): Sums;
}

/**
 * The plain loop over trades (definitions D21), exact to the last digit: what every engine is checked against.
 *
 * Throws `RangeError` where the height of rows is not above zero.
 */
export function sumTrades(plan: TradesPlan): TradesSum {
	return plan.kind === "volumeProfile" ? new ProfileSum(plan) : new VwapSum(plan);
}

class ProfileSum implements TradesSum<ProfileSums> {
	private readonly grid: Grid;
	private readonly rows = new ProfileRows();
	private current: number | undefined;
	private places = 0;

	constructor(private readonly plan: ProfilePlan) {
		if (plan.step.units <= 0n) throw new RangeError("the step of a profile is above zero");
		this.grid = gridOf(plan);
	}

	add(trades: Trades): void {
		const { prices, quantities, takers, priceDecimals, quantityDecimals } = trades;
		const { step, unit, size } = this.plan;
		this.places = quantityDecimals + (unit === "USD" ? priceDecimals : 0);
		const counts = isCountedSize(size, trades);
		eachTrade(trades, this.grid, (interval, trade) => {
			const price = prices[trade];
			const quantity = quantities[trade];
			if (!counts(price, quantity)) return;
			if (interval !== this.current) this.finishInterval();
			this.current = interval;
			const row = rowOf(price, priceDecimals, step);
			const taker = takers[trade];
			this.rows.add(row, taker, quantity, unit === "USD" ? price : 1);
		});
	}

	finish(): ProfileSums {
		this.finishInterval();
		const { starts, offsets, rows, buy, sell, unknown } = this.rows;
		return {
			plan: this.plan,
			starts: Float64Array.from(starts),
			offsets: Uint32Array.from(offsets),
			rows: Float64Array.from(rows),
			places: this.places,
			buy,
			sell,
			unknown,
		};
	}

	private finishInterval(): void {
		if (this.current !== undefined) this.rows.finish(intervalStart(this.grid, this.current));
	}
}

class VwapSum implements TradesSum<VwapSums> {
	private readonly grid: Grid;
	private readonly notional = new ExactSums();
	private readonly quantity = new ExactSums();
	private readonly starts: number[] = [];
	private readonly count: number[] = [];
	private readonly open: number[] = [];
	private readonly high: number[] = [];
	private readonly low: number[] = [];
	private readonly close: number[] = [];
	private priceDecimals = 0;
	private quantityDecimals = 0;

	constructor(private readonly plan: VwapPlan) {
		this.grid = gridOf(plan);
	}

	add(trades: Trades): void {
		const { prices, quantities, priceDecimals, quantityDecimals } = trades;
		const { starts, count, open, high, low, close, notional, quantity } = this;
		this.priceDecimals = priceDecimals;
		this.quantityDecimals = quantityDecimals;
		const unit = 10 ** priceDecimals;
		const counts = isCountedSize(this.plan.size, trades);
		eachTrade(trades, this.grid, (interval, trade) => {
			const price = prices[trade];
			const traded = quantities[trade];
			if (!counts(price, traded)) return;
			const value = price / unit;
			const start = intervalStart(this.grid, interval);
			let at = starts.length - 1;
			if (starts[at] !== start) {
				at = starts.push(start) - 1;
				count[at] = 0;
				open[at] = high[at] = low[at] = value;
			} else if (value > high[at]) high[at] = value;
			else if (value < low[at]) low[at] = value;
			close[at] = value;
			count[at] += trades.counts?.[trade] ?? 1;
			notional.addProduct(at, price, traded);
			quantity.addProduct(at, traded, 1);
		});
	}

	finish(): VwapSums {
		const { plan, priceDecimals, quantityDecimals } = this;
		const exact = (sums: ExactSums) => this.starts.map((_, at) => sums.at(at));
		return {
			plan,
			priceDecimals,
			quantityDecimals,
			starts: Float64Array.from(this.starts),
			notional: exact(this.notional),
			quantity: exact(this.quantity),
			count: Float64Array.from(this.count),
			open: Float64Array.from(this.open),
			high: Float64Array.from(this.high),
			low: Float64Array.from(this.low),
			close: Float64Array.from(this.close),
		};
	}
}
