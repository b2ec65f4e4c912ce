import { PackedText, packTexts } from "./packedText";
import type { Series, VolumeProfileSeries, VwapSeries } from "./series";
import type {
	ChunkFacts,
	ColumnPosition,
	PackedChunk,
	ProfileHeader,
	SeriesHeader,
	VwapHeader,
} from "./chunk";
import { type Column, PROFILE_COLUMNS, VWAP_COLUMNS, namesOf } from "./columns";

/** The widest element; every column starts at a multiple of it, so that each can be read in place. */
export const ALIGNMENT = 8;

/** Collects columns and remembers where each will stand. */
class BufferWriter {
	private readonly columns: { readonly column: Column; readonly at: number }[] = [];
	private end = 0;

	add(column: Column): ColumnPosition {
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

/** Copies the numbers of series into one buffer. The series are not needed afterwards. */
export function packChunk(series: readonly Series[], facts: ChunkFacts): PackedChunk {
	const writer = new BufferWriter();
	const headers = series.map((one) => packSeries(one, writer));
	const data = writer.finish();
	return { header: { ...facts, byteLength: data.byteLength, series: headers }, data };
}

function packSeries(series: Series, writer: BufferWriter): SeriesHeader {
	return series.kind === "volumeProfile" ? packProfile(series, writer) : packVwap(series, writer);
}

function packProfile(series: VolumeProfileSeries, writer: BufferWriter): ProfileHeader {
	const { times, offsets, prices, buy, sell, unknown, steps, ...facts } = series;
	const columns = { times, offsets, prices, buy, sell, unknown, steps };
	return { ...facts, columns: addAll(columns, namesOf(PROFILE_COLUMNS), writer) };
}

function packVwap(series: VwapSeries, writer: BufferWriter): VwapHeader {
	const { times, price, rawPrice, volume, count, openPrice, high, low, close, ...facts } = series;
	const columns = { times, price, volume, count, openPrice, high, low, close };
	const { units, offsets } = rawPrice instanceof PackedText ? rawPrice.bytes : packTexts(rawPrice);
	return {
		...facts,
		columns: addAll(columns, namesOf(VWAP_COLUMNS), writer),
		texts: {
			width: units instanceof Uint8Array ? 1 : 2,
			offsets: writer.add(offsets),
			units: writer.add(units),
		},
	};
}

function addAll<Name extends string>(
	columns: Readonly<Record<Name, Column | undefined>>,
	names: readonly Name[],
	writer: BufferWriter,
): Partial<Record<Name, ColumnPosition>> {
	const places: Partial<Record<Name, ColumnPosition>> = {};
	for (const name of names) {
		const column = columns[name];
		if (column !== undefined) places[name] = writer.add(column);
	}
	return places;
}
