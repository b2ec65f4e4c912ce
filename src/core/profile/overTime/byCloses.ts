import { at } from "../../at";
import { upperBound } from "../../search";
import { LiveSet } from "./liveSet";
import type { EndRule } from "./nakedPoc";

/**
 * Ends naked POCs by closing prices (definitions D11): a row covers `[price, price + step)`, one without a known step only its
 * price. A close at or above the upper end is above the row, one below the price is below it. The side is that of the
 * interval's own close, or, where that is missing or inside of the row, of the first later close outside of it. Ended by the
 * first later close on the other side; closes inside of the row do nothing.
 *
 * @param closes closing price of each interval, NaN where there is none
 */
export const byCloses =
	(closes: Float64Array): EndRule =>
	({ rows, order, ranks, multiple, ender }, { poc, steps, prices, ladder }) => {
		const lows = Float64Array.from(order, (interval) => prices[poc[interval]]);
		// Without a step the row ends with the next double.
		const tops = rows.map((position, rank) =>
			Number.isNaN(steps[order[rank]])
				? lows[rank] + Math.abs(lows[rank]) * Number.EPSILON
				: ladder.priceAt(position + multiple),
		);
		const [under, over] = [new LiveSet(lows.length), new LiveSet(lows.length)];
		/** Ranks whose side is not known yet: new ones, and those of the row that holds the last close. */
		let fresh: number[] = [];
		let inside: number[] = [];
		for (let interval = 0; interval < ranks.length; interval++) {
			const close = at(closes, interval);
			const rank = ranks[interval];
			if (rank >= 0) fresh.push(rank);
			if (Number.isNaN(close)) continue;
			const isInside = (row: number) => lows[row] <= close && close < tops[row];
			under.take(upperBound(lows, close), lows.length, ender(interval));
			over.take(0, upperBound(tops, close), ender(interval));
			if (inside.length > 0 && !isInside(inside[0])) {
				fresh.push(...inside);
				inside = [];
			}
			for (const row of fresh) {
				if (isInside(row)) inside.push(row);
				else (close < lows[row] ? over : under).add(row);
			}
			fresh = [];
		}
	};
