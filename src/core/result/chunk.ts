import type { Series, TimeRange, VolumeProfileSeries, VwapSeries } from "./series";
import type { EpochMs } from "../time";
import type { ProfileColumn, VwapColumn } from "./columns";

/** Where the numbers of a chunk came from: the answer itself, a cache, or a later answer that was added. */
export const CHUNK_ORIGINS = ["asked", "cached", "appended"] as const;
export type ChunkOrigin = (typeof CHUNK_ORIGINS)[number];

/** Position of a column in the buffer: bytes from its start, and how many elements. */
export interface ColumnPosition {
	readonly at: number;
	readonly length: number;
}

/** A series without its numbers: what it is, and where its columns are in the buffer. */
type HeaderOf<S extends Series, Name extends keyof S> = Omit<S, Name | "rawPrice"> & {
	readonly columns: Readonly<Partial<Record<Name, ColumnPosition>>>;
};

export type ProfileHeader = HeaderOf<VolumeProfileSeries, ProfileColumn>;

export interface VwapHeader extends HeaderOf<VwapSeries, VwapColumn> {
	/** The decimal texts: their end positions, and their characters of one or two bytes. */
	readonly texts: {
		readonly width: 1 | 2;
		readonly offsets: ColumnPosition;
		readonly units: ColumnPosition;
	};
}

export type SeriesHeader = ProfileHeader | VwapHeader;

/** What a chunk is beside its series. */
export interface ChunkFacts {
	/**
	 * The time that the chunk speaks for. Rows outside of it are not shown; inside of it, no row means that
	 * nothing traded.
	 */
	readonly stretch: TimeRange;
	readonly origin: ChunkOrigin;
	/** When it was asked for, by the provider's clock as far as that was known. */
	readonly fetchedAt: EpochMs;
	/** When it was told what of it is over, where that was not then: of data at hand that were kept and have not changed. */
	readonly toldAt?: EpochMs;
}

/** The half of a chunk that is plain JSON. */
export interface ChunkHeader extends ChunkFacts {
	readonly byteLength: number;
	readonly series: readonly SeriesHeader[];
}

/**
 * What one fetch brought: series of one stretch of time, their numbers in one buffer of exactly the needed
 * size, 8-byte aligned, in the machine's byte order. Header and buffer fit each other.
 */
export interface PackedChunk {
	readonly header: ChunkHeader;
	readonly data: ArrayBuffer;
}
