import { type Decimal, unitsAt } from "../decimal";

/** Sizes of trades that count, both ends included; an end that is absent bounds nothing. */
export interface SizeBounds {
	readonly min?: Decimal;
	readonly max?: Decimal;
	/** `base`: quantities. `notional`: price times quantity. */
	readonly in: "base" | "notional";
}

/** The decimals of prices and quantities that are whole numbers. */
export interface TradesScale {
	readonly priceDecimals: number;
	readonly quantityDecimals: number;
}

/** Whether a trade of a whole price and quantity is of the sizes that count; exact at both ends. */
export function isCountedSize(
	bounds: SizeBounds | undefined,
	{ priceDecimals, quantityDecimals }: TradesScale,
): (price: number, quantity: number) => boolean {
	if (bounds === undefined) return () => true;
	const { min, max } = bounds;
	const isNotional = bounds.in === "notional";
	const places = quantityDecimals + (isNotional ? priceDecimals : 0);
	const least = min === undefined ? 0n : roundedUp(min, places);
	const most = max === undefined ? undefined : roundedDown(max, places);
	return (price, quantity) => {
		const size = isNotional ? BigInt(price) * BigInt(quantity) : BigInt(quantity);
		return size >= least && (most === undefined || size <= most);
	};
}

/** The smallest whole number of units of `10 ** -places` that is not below a decimal. */
export function roundedUp(decimal: Decimal, places: number): bigint {
	const down = roundedDown(decimal, places);
	const common = Math.max(decimal.places, places);
	const isExact = unitsAt({ units: down, places }, common) === unitsAt(decimal, common);
	return isExact ? down : down + 1n;
}

export function roundedDown({ units, places: own }: Decimal, places: number): bigint {
	return own <= places
		? unitsAt({ units, places: own }, places)
		: units / 10n ** BigInt(own - places);
}
