import * as read from "../../core/reader";
import type { ColumnRef, TradeColumns, TradesLayout } from "../../core/trades/layout/fileLayout";
import type { SaidTableLayout } from "../../core/trades/layout/understood";
import { LONGEST_UNIT, MOST_COLUMNS, MOST_PRICE_SCALE } from "./messages";

/*
 * The form of a layout between page and host. What its values have to be beyond that, such as the name of a time
 * zone, is the host's to check.
 */

const LONGEST_NAME = 1_024;
const LONGEST_WORD = 256;
const MOST_WORDS = 64;

export const columnRef: read.Reader<ColumnRef> = (value) =>
	typeof value === "number"
		? read.where(read.count, (position) => position < MOST_COLUMNS, "a column")(value)
		: read.where(read.text(LONGEST_NAME), (name) => name !== "", "a column")(value);

const words = read.list(read.text(LONGEST_WORD), MOST_WORDS);
const timeUnit = read.oneOf(["s", "ms", "us", "ns"]);
const sideOf = read.oneOf(["taker", "maker", "amountSign"]);
export const sideWords = read.fields<NonNullable<TradesLayout["sideWords"]>>({
	buy: words,
	sell: words,
});
export const zone = read.text(100);
export const sizeUnit = read.text(LONGEST_UNIT);
export const symbol = read.text(256);
export const priceScale = read.where(
	read.count,
	(scale) => scale <= MOST_PRICE_SCALE,
	`at most ${MOST_PRICE_SCALE}`,
);
export const only = read.fields<NonNullable<TradesLayout["only"]>>({
	column: columnRef,
	values: words,
});

const columns = read.fields<Partial<TradeColumns>>({
	time: read.optional(columnRef),
	price: read.optional(columnRef),
	size: read.optional(columnRef),
	side: read.optional(columnRef),
	symbol: read.optional(columnRef),
	id: read.optional(columnRef),
});

/** Any part of a layout. */
export const saidLayout = read.fields<SaidTableLayout>({
	header: read.optional(read.flag),
	columns: read.optional(columns),
	timeUnit: read.optional(timeUnit),
	zone: read.optional(zone),
	sideWords: read.optional(sideWords),
	sideOf: read.optional(sideOf),
	priceScale: read.optional(priceScale),
	sizeUnit: read.optional(sizeUnit),
	decimalComma: read.optional(read.flag),
	symbol: read.optional(symbol),
	only: read.optional(only),
	final: read.optional(read.flag),
});
