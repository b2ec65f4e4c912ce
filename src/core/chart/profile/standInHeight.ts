import { at } from "../../at";
import { decimalsOf, lastPlace } from "../format";

/**
 * The height that rows are drawn with where their step is unknown: a thousandth of its size for one price
 * alone, else the mean distance.
 *
 * @param prices ascending, each once
 */
export function standInHeight(prices: Float64Array): number {
	if (prices.length > 1) {
		const last = prices.length - 1;
		return (at(prices, last) - at(prices, 0)) / last;
	}
	const [only = 0] = prices;
	const price = Math.abs(only);
	const height = 10 ** Math.floor(Math.log10(price === 0 ? 1 : price) - 3);
	return Math.max(height, lastPlace(decimalsOf(price)));
}
