import type { TextColumn } from "./series";

/** The bytes of a {@link PackedText}: text `i` is `units[offsets[i]]` to `units[offsets[i + 1]]`. */
export interface TextBytes {
	/** One char code each; 16 bits wide only where a text leaves Latin-1. */
	readonly units: Uint8Array | Uint16Array;
	readonly offsets: Uint32Array;
}

/** Lays the texts of a column end to end. A decimal is never empty, so length zero means `null`. */
export function packTexts(column: TextColumn): TextBytes {
	const offsets = new Uint32Array(column.length + 1);
	let length = 0;
	let isWide = false;
	for (let i = 0; i < column.length; i++) {
		const value = column.at(i) ?? "";
		for (let j = 0; j < value.length && !isWide; j++) isWide = value.charCodeAt(j) > 0xff;
		length += value.length;
		offsets[i + 1] = length;
	}
	const units = isWide ? new Uint16Array(length) : new Uint8Array(length);
	for (let i = 0, end = 0; i < column.length; i++) {
		const value = column.at(i) ?? "";
		for (let j = 0; j < value.length; j++) units[end++] = value.charCodeAt(j);
	}
	return { units, offsets };
}

/** Texts in packed form; one becomes a string only when it is asked for. */
export class PackedText implements TextColumn {
	readonly length: number;

	constructor(readonly bytes: TextBytes) {
		this.length = bytes.offsets.length - 1;
	}

	at(index: number): string | null | undefined {
		const { offsets, units } = this.bytes;
		const position = index < 0 ? index + this.length : index;
		const start = offsets[position];
		const end = offsets[position + 1];
		if (start === undefined || end === undefined) return undefined;
		return start === end ? null : String.fromCharCode(...units.subarray(start, end));
	}
}
