import type { Compression, TradesFormat } from "../../core/trades/layout/fileLayout";

const GZIP = [0x1f, 0x8b];
const ZSTD = [0x28, 0xb5, 0x2f, 0xfd];
/** A ZIP begins with a file, or with its end where it holds none. */
const ZIPS = [
	[0x50, 0x4b, 0x03, 0x04],
	[0x50, 0x4b, 0x05, 0x06],
];
const PARQUET = [0x50, 0x41, 0x52, 0x31];

const begins = (bytes: Uint8Array, magic: readonly number[]) =>
	magic.every((byte, at) => bytes[at] === byte);

/** How a file is packed, by its first bytes. */
export function compressionOf(bytes: Uint8Array): Compression {
	if (begins(bytes, GZIP)) return "gzip";
	if (begins(bytes, ZSTD)) return "zstd";
	return ZIPS.some((magic) => begins(bytes, magic)) ? "zip" : "none";
}

export function isParquet(bytes: Uint8Array): boolean {
	return begins(bytes, PARQUET);
}

/** How the database calls a form of packing. */
export function codecName(compression: Compression, format: TradesFormat): string {
	if (compression !== "zip" && compression !== "none") return compression;
	return format === "json" ? "uncompressed" : "none";
}
