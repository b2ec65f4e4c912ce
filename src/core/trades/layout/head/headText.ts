import { text } from "../../../text";
import type { CsvForm } from "../fileLayout";
import { type Refusal, unreadable } from "../understood";

/** Node and pages both have it; the types of this room know neither. */
declare const TextDecoder: new (
	label: string,
	options?: { readonly fatal?: boolean },
) => { decode(bytes: Uint8Array, options?: { readonly stream?: boolean }): string };

export interface HeadText {
	readonly ok: true;
	readonly encoding: CsvForm["encoding"];
	/** Without a byte order mark. */
	readonly content: string;
}

/** Formats that are told by their first bytes and hold no text. */
const BINARY: readonly (readonly [first: readonly number[], name: string])[] = [
	[[0x1f, 0x8b], "gzip"],
	[[0x28, 0xb5, 0x2f, 0xfd], "Zstandard"],
	[[0x50, 0x4b, 0x03, 0x04], "ZIP"],
	[[0x42, 0x5a, 0x68], "bzip2"],
	[[0xfd, 0x37, 0x7a, 0x58, 0x5a], "xz"],
	[[0x37, 0x7a, 0xbc, 0xaf], "7z"],
	[[0x44, 0x42, 0x4e], "Databento DBN"],
	[[0x41, 0x52, 0x52, 0x4f, 0x57, 0x31], "Arrow"],
	[[0x4f, 0x62, 0x6a, 0x01], "Avro"],
	[[0x4f, 0x52, 0x43], "ORC"],
	[[0x89, 0x48, 0x44, 0x46], "HDF5"],
	[[0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59], "NumPy"],
	[[0x53, 0x51, 0x4c, 0x69, 0x74, 0x65], "SQLite"],
	[[0x25, 0x50, 0x44, 0x46], "PDF"],
	[[0xd0, 0xcf, 0x11, 0xe0], "Excel"],
];

function binaryName(bytes: Uint8Array): string | undefined {
	return BINARY.find(([first]) => first.every((byte, at) => bytes[at] === byte))?.[1];
}

/** UTF-16 without a mark has a zero in every other byte, since what counts here is ASCII. */
function utf16Of(bytes: Uint8Array): "utf-16le" | "utf-16be" | undefined {
	if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
	if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
	const zeros: [even: number, odd: number] = [0, 0];
	const looked = Math.min(bytes.length, 512);
	for (let at = 0; at < looked; at++) if (bytes[at] === 0) zeros[at % 2 === 0 ? 0 : 1] += 1;
	if (zeros[1] > looked / 3 && zeros[0] === 0) return "utf-16le";
	return zeros[0] > looked / 3 && zeros[1] === 0 ? "utf-16be" : undefined;
}

function hasControls(bytes: Uint8Array): boolean {
	return bytes.some((byte) => byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d);
}

function decodeUtf8(bytes: Uint8Array, isWhole: boolean): string | undefined {
	try {
		// A letter that the end of the head cuts in two is no fault.
		return new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: !isWhole });
	} catch {
		return undefined;
	}
}

/** Chinese sources write their headers in GB2312; rows are ASCII either way. */
function decodeBytes(bytes: Uint8Array): string {
	try {
		return new TextDecoder("gb18030", { fatal: true }).decode(bytes, { stream: true });
	} catch {
		return new TextDecoder("latin1").decode(bytes);
	}
}

/** The first bytes of a file as text, or what they are instead. */
export function headText(bytes: Uint8Array, isWhole: boolean): HeadText | Refusal {
	if (bytes.length === 0) {
		return unreadable(text("The file is empty. Choose one that holds trades."));
	}
	const binary = binaryName(bytes);
	if (binary !== undefined) {
		return unreadable(
			text(
				"The file holds {0} data, which cannot be read here. Save the trades as CSV, Parquet or JSON.",
				binary,
			),
		);
	}
	const utf16 = utf16Of(bytes);
	if (utf16 === "utf-16be") {
		return unreadable(
			text("The file is written in UTF-16 with the high byte first. Save it in UTF-8."),
		);
	}
	if (utf16 !== undefined) {
		const content = new TextDecoder(utf16).decode(bytes);
		return { ok: true, encoding: utf16, content };
	}
	if (hasControls(bytes)) {
		return unreadable(
			text("The file is in no known format. Save the trades as CSV, Parquet or JSON."),
		);
	}
	const utf8 = decodeUtf8(bytes, isWhole);
	return utf8 === undefined
		? { ok: true, encoding: "latin-1", content: decodeBytes(bytes) }
		: { ok: true, encoding: "utf-8", content: utf8 };
}
