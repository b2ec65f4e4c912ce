import { packTexts, type TextBytes } from "../../result/packedText";
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

/** The rows of pages end to end, or (`isTurned`) the last row first. */
export function joinedRows(pages: readonly VwapRows[], isTurned: boolean): VwapRows {
	const texts = joinedTexts(pages.map((page) => page.texts));
	return {
		...columnsBy((column) => {
			const values = joined(pages.map(column));
			return isTurned ? values.reverse() : values;
		}, pages),
		texts: isTurned ? turnedTexts(texts) : texts,
	};
}

/** The rows that stand at some places of others. */
export function rowsAt(rows: VwapRows, places: Uint32Array): VwapRows {
	return {
		...columnsBy((column) => Float64Array.from(places, (place) => column(rows)[place]), [rows]),
		texts: textsAt(rows.texts, places),
	};
}

/** The rows from `begin` to before `end`, without a copy but for where their texts stand. */
export function rowsWithin(rows: VwapRows, begin: number, end: number): VwapRows {
	const { units, offsets } = rows.texts;
	if (begin === 0 && end === rows.times.length) return rows;
	const first = offsets[begin];
	return {
		...columnsBy((column) => column(rows).subarray(begin, end), [rows]),
		texts: {
			units: units.subarray(first, offsets[end]),
			offsets: offsets.subarray(begin, end + 1).map((offset) => offset - first),
		},
	};
}

/** Makes the columns of numbers that pages have; numbers beside the VWAP that a page lacks are unknown. */
function columnsBy(
	make: (column: (page: VwapRows) => Float64Array) => Float64Array,
	pages: readonly VwapRows[],
): Omit<VwapRows, "texts"> {
	const candle = (name: CandleName) =>
		make(({ candles, times }) => candles?.[name] ?? unknownLike(times));
	return {
		times: make(({ times }) => times),
		price: make(({ price }) => price),
		...(pages.some(({ candles }) => candles !== undefined) && { candles: candlesOf(candle) }),
	};
}

/** A column as long as another one, of numbers that nobody has told. */
export function unknownLike({ length }: Float64Array): Float64Array {
	return new Float64Array(length).fill(NaN);
}

/** Columns end to end, in a buffer of their own. */
function joined(columns: readonly Float64Array[]): Float64Array {
	const values = new Float64Array(columns.reduce((sum, { length }) => sum + length, 0));
	let to = 0;
	for (const column of columns) {
		values.set(column, to);
		to += column.length;
	}
	return values;
}

/** Texts end to end; those of a single column as they are. */
function joinedTexts(all: readonly TextBytes[]): TextBytes {
	const [first] = all;
	if (first !== undefined && all.length === 1) return first;
	const rows = all.reduce((sum, { offsets }) => sum + offsets.length - 1, 0);
	const offsets = new Uint32Array(rows + 1);
	const units = roomFor(
		all,
		all.reduce((sum, one) => sum + one.units.length, 0),
	);
	let row = 0;
	let to = 0;
	for (const one of all) {
		units.set(one.units, to);
		for (let at = 1; at < one.offsets.length; at++) offsets[(row += 1)] = to + one.offsets[at];
		to += one.units.length;
	}
	return { units, offsets };
}

/** The texts of rows, the last first. */
function turnedTexts(texts: TextBytes): TextBytes {
	const { units: from, offsets: bounds } = texts;
	const rows = bounds.length - 1;
	const units = roomFor([texts], bounds[rows]);
	const offsets = new Uint32Array(rows + 1);
	let to = 0;
	for (let row = 0; row < rows; row++) {
		const end = bounds[rows - row];
		for (let at = bounds[rows - row - 1]; at < end; at++) units[to++] = from[at];
		offsets[row + 1] = to;
	}
	return { units, offsets };
}

/** The texts of rows that stand at some places of others. */
function textsAt(texts: TextBytes, places: Uint32Array): TextBytes {
	const { units: from, offsets: bounds } = texts;
	const offsets = new Uint32Array(places.length + 1);
	let length = 0;
	for (let row = 0; row < places.length; row++) {
		length += bounds[places[row] + 1] - bounds[places[row]];
		offsets[row + 1] = length;
	}
	const units = roomFor([texts], length);
	let to = 0;
	for (let row = 0; row < places.length; row++) {
		const end = bounds[places[row] + 1];
		for (let at = bounds[places[row]]; at < end; at++) units[to++] = from[at];
	}
	return { units, offsets };
}

/** Room for so many characters, as wide as the widest of some texts. */
function roomFor(texts: readonly TextBytes[], length: number): Uint8Array | Uint16Array {
	const isWide = texts.some(({ units }) => units instanceof Uint16Array);
	return isWide ? new Uint16Array(length) : new Uint8Array(length);
}
