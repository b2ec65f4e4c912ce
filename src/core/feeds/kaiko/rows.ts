import { PackedText, packTexts, type TextBytes } from "../../result/packedText";
import type { DecodedRow } from "./decode";

/** The numbers of an interval beside its VWAP, by their names in an answer. */
export const CANDLE_NAMES = ["open", "high", "low", "close", "volume", "count"] as const;
export type CandleName = (typeof CANDLE_NAMES)[number];

/** Rows as columns, in the order in which they came. */
export interface VwapRows {
	/** Epoch milliseconds. */
	readonly times: Float64Array;
	/** NaN where nothing traded. */
	readonly price: Float64Array;
	/** The decimal texts as sent; of no length where nothing traded. */
	readonly texts: TextBytes;
	readonly candles?: Readonly<Record<CandleName, Float64Array>>;
}

/** Makes columns of rows. */
export function columnsOf(rows: readonly DecodedRow[]): VwapRows {
	const raw = rows.map(({ rawPrice }) => rawPrice);
	const hasCandles = rows.some(({ candle }) => candle !== undefined);
	const candle = (name: CandleName) =>
		Float64Array.from(rows, (row) => (row.candle === undefined ? NaN : row.candle[name]));
	return {
		times: Float64Array.from(rows, ({ time }) => time),
		price: Float64Array.from(raw, (text) => (text === null ? NaN : Number(text))),
		texts: packTexts(raw),
		...(hasCandles && { candles: candlesOf(candle) }),
	};
}

/** A column for each name. */
export function candlesOf(
	column: (name: CandleName) => Float64Array,
): Record<CandleName, Float64Array> {
	return {
		open: column("open"),
		high: column("high"),
		low: column("low"),
		close: column("close"),
		volume: column("volume"),
		count: column("count"),
	};
}

/** Which rows of several pages, in which order: the page and the row of each. */
export interface Choice {
	readonly pages: readonly VwapRows[];
	readonly page: Uint32Array;
	readonly row: Uint32Array;
}

/** One column of the chosen rows. */
export function chosen(
	{ pages, page, row }: Choice,
	column: (rows: VwapRows) => Float64Array | undefined,
): Float64Array {
	const columns = pages.map(column);
	const values = new Float64Array(row.length);
	for (let index = 0; index < row.length; index++) {
		values[index] = columns[page[index]]?.[row[index]] ?? NaN;
	}
	return values;
}

/** The texts of the chosen rows. */
export function chosenTexts({ pages, page, row }: Choice): PackedText {
	const bounds = pages.map(({ texts }) => texts.offsets);
	const offsets = new Uint32Array(row.length + 1);
	let length = 0;
	for (let index = 0; index < row.length; index++) {
		const from = bounds[page[index]];
		length += from[row[index] + 1] - from[row[index]];
		offsets[index + 1] = length;
	}
	const all = pages.map(({ texts }) => texts.units);
	const isWide = all.some((units) => units instanceof Uint16Array);
	const units = isWide ? new Uint16Array(length) : new Uint8Array(length);
	let to = 0;
	for (let index = 0; index < row.length; index++) {
		const from = all[page[index]];
		const end = bounds[page[index]][row[index] + 1];
		for (let at = bounds[page[index]][row[index]]; at < end; at++) units[to++] = from[at];
	}
	return new PackedText({ units, offsets });
}
