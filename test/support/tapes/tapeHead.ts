import type { FileHead } from "../../../src/core/trades/engine";

/** The beginning of a file as an engine gives it. */
export function tapeHead(
	{ name, bytes }: { readonly name: string; readonly bytes: Uint8Array },
	most = 65_536,
): FileHead {
	return {
		version: { path: `/trades/${name}`, size: bytes.length, mtimeMs: 1_750_000_000_000 },
		compression: "none",
		bytes: bytes.subarray(0, most),
		isWhole: bytes.length <= most,
		partitions: {},
	};
}
