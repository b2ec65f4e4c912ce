import { PackedText } from "./packedText";
import type { Series, VolumeProfileSeries, VwapSeries } from "./series";
import type { ColumnPosition, PackedChunk, ProfileHeader, SeriesHeader, VwapHeader } from "./chunk";
import { type Column, type ColumnType, PROFILE_COLUMNS, VWAP_COLUMNS, namesOf } from "./columns";

/**
 * The series of a chunk as they were fetched, rows outside of its stretch included. Their columns are views
 * of the buffer.
 */
export function chunkSeries({ header, data }: PackedChunk): Series[] {
	return header.series.map((one) => readColumns(one, data));
}

/** One series of a chunk. */
function readColumns(header: SeriesHeader, data: ArrayBuffer): Series {
	return header.kind === "volumeProfile" ? viewProfile(header, data) : viewVwap(header, data);
}

function columnAt<C extends Column>(
	type: ColumnType<C>,
	place: ColumnPosition | undefined,
	data: ArrayBuffer,
): C | undefined {
	return place && new type(data, place.at, place.length);
}

function needed<C extends Column>(column: C | undefined, name: string): C {
	if (column === undefined) throw new TypeError(`A series has no ${name}.`);
	return column;
}

/** The columns of doubles that a series has. */
function doublesOf<Name extends string>(
	places: Readonly<Partial<Record<Name, ColumnPosition>>>,
	names: readonly Name[],
	data: ArrayBuffer,
): Partial<Record<Name, Float64Array>> {
	const found: Partial<Record<Name, Float64Array>> = {};
	for (const name of names) {
		const column = columnAt(Float64Array, places[name], data);
		if (column !== undefined) found[name] = column;
	}
	return found;
}

const PROFILE_DOUBLES = namesOf(PROFILE_COLUMNS).filter((name) => name !== "offsets");
const VWAP_DOUBLES = namesOf(VWAP_COLUMNS);

function viewProfile(header: ProfileHeader, data: ArrayBuffer): VolumeProfileSeries {
	const { columns: places, ...facts } = header;
	const { times, prices, buy, sell, ...others } = doublesOf(places, PROFILE_DOUBLES, data);
	return {
		...facts,
		times: needed(times, "times"),
		offsets: needed(columnAt(Uint32Array, places.offsets, data), "offsets"),
		prices: needed(prices, "prices"),
		buy: needed(buy, "buy"),
		sell: needed(sell, "sell"),
		...others,
	};
}

function viewVwap(header: VwapHeader, data: ArrayBuffer): VwapSeries {
	const { columns: places, texts, ...facts } = header;
	const { times, price, ...others } = doublesOf(places, VWAP_DOUBLES, data);
	const unitType: ColumnType<Uint8Array> | ColumnType<Uint16Array> =
		texts.width === 1 ? Uint8Array : Uint16Array;
	return {
		...facts,
		times: needed(times, "times"),
		price: needed(price, "price"),
		rawPrice: new PackedText({
			units: new unitType(data, texts.units.at, texts.units.length),
			offsets: new Uint32Array(data, texts.offsets.at, texts.offsets.length),
		}),
		...others,
	};
}
