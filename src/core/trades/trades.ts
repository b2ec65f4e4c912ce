/** Trades in time order, column by column. Prices and quantities are whole multiples of a decimal unit. */
export interface Trades {
	/** One price unit is `10 ** -priceDecimals`. */
	readonly priceDecimals: number;
	/** One quantity unit is `10 ** -quantityDecimals`. */
	readonly quantityDecimals: number;
	/** Epoch milliseconds, ascending. */
	readonly times: Float64Array;
	readonly prices: Float64Array;
	readonly quantities: Float64Array;
	/** {@link TAKER_BOUGHT}, {@link TAKER_SOLD} or {@link TAKER_UNKNOWN}. */
	readonly takers: Uint8Array;
	/** How many trades each row adds up; absent where each is one. */
	readonly counts?: Float64Array;
}

export const TAKER_SOLD = 0;
export const TAKER_BOUGHT = 1;
export const TAKER_UNKNOWN = 2;
