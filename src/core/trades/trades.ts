/** Trades in time order, column by column. Prices and quantities are whole numbers of a decimal unit. */
export interface Trades {
	/** One price unit is `10 ** -priceDecimals`. */
	readonly priceDecimals: number;
	/** One quantity unit is `10 ** -quantityDecimals`. */
	readonly quantityDecimals: number;
	/** Epoch milliseconds, ascending. */
	readonly times: Float64Array;
	readonly prices: Float64Array;
	readonly quantities: Float64Array;
	/** 1 where the taker bought, 0 where the taker sold. */
	readonly takerBuys: Uint8Array;
}
