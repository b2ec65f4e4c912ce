import { PackedText, packTexts } from "./packedText";
import {
	type ColumnPlace,
	type ProfileHeader,
	RESULT_FORMAT,
	type SeriesHeader,
	VWAP_EXTRAS,
	type VwapExtra,
	type VwapHeader,
	parseResultHeader,
} from "./resultHeader";
import type { QueryResult } from "./result";
import type { Series, VolumeProfileSeries, VwapSeries } from "./series";

/** The widest element; every column starts at a multiple of it, so that each can be read in place. */
const ALIGNMENT = 8;

type Column = Float64Array | Uint32Array | Uint16Array | Uint8Array;
type ColumnType<C extends Column> = {
	readonly BYTES_PER_ELEMENT: number;
	new (data: ArrayBuffer, at: number, length: number): C;
};

/** Collects columns and remembers where each will stand. */
class BufferWriter {
	private readonly columns: { readonly column: Column; readonly at: number }[] = [];
	private end = 0;

	add(column: Column): ColumnPlace {
		const at = this.end;
		this.columns.push({ column, at });
		this.end = Math.ceil((at + column.byteLength) / ALIGNMENT) * ALIGNMENT;
		return { at, length: column.length };
	}

	finish(): ArrayBuffer {
		const data = new ArrayBuffer(this.end);
		const bytes = new Uint8Array(data);
		for (const { column, at } of this.columns) {
			bytes.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), at);
		}
		return data;
	}
}

/**
 * Turns a result into one JSON-able header and one buffer of exactly the needed size that holds the
 * numbers of all series, 8-byte aligned, in the machine's byte order.
 */
export function packResult(result: QueryResult): { header: unknown; data: ArrayBuffer } {
	const writer = new BufferWriter();
	const { series, ...rest } = result;
	const places = series.map((one) => packSeries(one, writer));
	const data = writer.finish();
	const header = {
		format: RESULT_FORMAT,
		byteLength: data.byteLength,
		series: places,
		result: rest,
	};
	return { header: JSON.parse(JSON.stringify(header)) as unknown, data };
}

/**
 * The result behind {@link packResult}'s header and buffer. Its columns are views of the buffer.
 * Throws a `TypeError` that names the field where header and buffer do not fit.
 */
export function unpackResult(header: unknown, data: ArrayBuffer): QueryResult {
	const { byteLength, series, result } = parseResultHeader(header);
	if (data.byteLength !== byteLength) {
		throw new TypeError(`Result header, byteLength: ${byteLength}, but ${data.byteLength} came`);
	}
	return { ...result, series: series.map((one, i) => unpackSeries(one, data, `series.${i}`)) };
}

function packSeries(series: Series, writer: BufferWriter): SeriesHeader {
	const { id, market, interval, open, rejected } = series;
	const shared = { id, market, interval, open, rejected: { ...rejected } };
	if (series.kind === "volumeProfile") {
		const { kind, unit, step, rowPrice } = series;
		const columns = {
			times: writer.add(series.times),
			offsets: writer.add(series.offsets),
			prices: writer.add(series.prices),
			buy: writer.add(series.buy),
			sell: writer.add(series.sell),
		};
		return {
			...shared,
			kind,
			unit,
			...(step === undefined ? {} : { step }),
			...(rowPrice === undefined ? {} : { rowPrice }),
			columns,
		};
	}
	const { units, offsets } =
		series.rawPrice instanceof PackedText ? series.rawPrice.bytes : packTexts(series.rawPrice);
	const extras: Partial<Record<VwapExtra, ColumnPlace>> = {};
	for (const name of VWAP_EXTRAS) {
		const column = series[name];
		if (column !== undefined) extras[name] = writer.add(column);
	}
	const columns: VwapHeader["columns"] = {
		times: writer.add(series.times),
		price: writer.add(series.price),
		textOffsets: writer.add(offsets),
		textUnits: writer.add(units),
		...extras,
	};
	return { ...shared, kind: series.kind, textWidth: units instanceof Uint8Array ? 1 : 2, columns };
}

function unpackSeries(header: SeriesHeader, data: ArrayBuffer, path: string): Series {
	const read = <C extends Column>(type: ColumnType<C>, name: string, place: ColumnPlace): C => {
		const end = place.at + place.length * type.BYTES_PER_ELEMENT;
		if (place.at % ALIGNMENT !== 0 || end > data.byteLength) {
			throw new TypeError(`Result header, ${path}.columns.${name}: outside of the data`);
		}
		return new type(data, place.at, place.length);
	};
	const series =
		header.kind === "volumeProfile" ? unpackProfile(header, read) : unpackVwap(header, read);
	const misfit = findMisfit(series);
	if (misfit !== undefined) throw new TypeError(`Result header, ${path}.columns.${misfit}`);
	return series;
}

type Read = <C extends Column>(type: ColumnType<C>, name: string, place: ColumnPlace) => C;

function unpackProfile(header: ProfileHeader, read: Read): VolumeProfileSeries {
	const { columns, ...rest } = header;
	return {
		...rest,
		times: read(Float64Array, "times", columns.times),
		offsets: read(Uint32Array, "offsets", columns.offsets),
		prices: read(Float64Array, "prices", columns.prices),
		buy: read(Float64Array, "buy", columns.buy),
		sell: read(Float64Array, "sell", columns.sell),
	};
}

function unpackVwap(header: VwapHeader, read: Read): VwapSeries {
	const { columns, textWidth, ...rest } = header;
	const offsets = read(Uint32Array, "textOffsets", columns.textOffsets);
	const units =
		textWidth === 1
			? read(Uint8Array, "textUnits", columns.textUnits)
			: read(Uint16Array, "textUnits", columns.textUnits);
	if (!areOffsets(offsets, columns.times.length, units.length)) {
		throw new TypeError(
			"Result header, columns.textOffsets: not ascending to the end of the texts",
		);
	}
	const extras: Partial<Record<VwapExtra, Float64Array>> = {};
	for (const name of VWAP_EXTRAS) {
		const place = columns[name];
		if (place !== undefined) extras[name] = read(Float64Array, name, place);
	}
	return {
		...rest,
		times: read(Float64Array, "times", columns.times),
		price: read(Float64Array, "price", columns.price),
		rawPrice: new PackedText({ units, offsets }),
		...extras,
	};
}

/** The first column whose length or order contradicts the others, with the reason. */
function findMisfit(series: Series): string | undefined {
	const { times } = series;
	for (let i = 0; i < times.length; i++) {
		const isLater = i === 0 || (times[i] ?? NaN) > (times[i - 1] ?? NaN);
		if (!Number.isFinite(times[i]) || !isLater) return "times: not ascending";
	}
	if (series.kind === "volumeProfile") {
		const { offsets, prices, buy, sell } = series;
		if (buy.length !== prices.length) return "buy: another length than prices";
		if (sell.length !== prices.length) return "sell: another length than prices";
		if (areOffsets(offsets, times.length, prices.length)) return undefined;
		return "offsets: not ascending to the end of the rows";
	}
	if (series.price.length !== times.length) return "price: another length than times";
	const extra = VWAP_EXTRAS.find((name) => (series[name]?.length ?? times.length) !== times.length);
	return extra === undefined ? undefined : `${extra}: another length than times`;
}

/** Whether the offsets cut `length` elements into `count` pieces. */
function areOffsets(offsets: Uint32Array, count: number, length: number): boolean {
	if (offsets.length !== count + 1 || offsets[0] !== 0 || offsets[count] !== length) return false;
	return offsets.every((offset, i) => i === 0 || offset >= (offsets[i - 1] ?? 0));
}
