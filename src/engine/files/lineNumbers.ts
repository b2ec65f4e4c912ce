import { createReadStream } from "node:fs";
import type { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import type { FileLayout } from "../../core/trades/layout/fileLayout";

const [LINE_FEED, RETURN, SPACE, TAB, QUOTE] = [10, 13, 32, 9, 34];

/** Which rows are looked for. */
export interface WantedRows {
	/** Numbers of rows from 1, ascending: empty lines and those of `places` are none. */
	readonly rows: readonly number[];
	/** Where something stands that made the database leave out a line, in bytes from 0, ascending. */
	readonly places: readonly number[];
}

/** Numbers of lines from 1. */
export interface FoundLines {
	readonly ofRow: ReadonlyMap<number, number>;
	readonly ofPlace: ReadonlyMap<number, number>;
}

/**
 * The lines that rows stand in, by the number of the row. Lines are counted up to the first quote, since it may hold
 * line ends; behind it rows follow each other line by line. `undefined` where the file cannot be unpacked here.
 */
export async function lineNumbers(
	path: string,
	{ compression, csv, format }: FileLayout,
	{ rows, places }: WantedRows,
): Promise<FoundLines | undefined> {
	if (compression === "zstd" || csv?.encoding === "utf-16le") return undefined;
	const ofRow = new Map<number, number>();
	const ofPlace = new Map<number, number>();
	const skipped = csv?.skippedLines ?? 0;
	let [line, row, isEmpty, at, wanted, place] = [0, 0, true, 0, 0, 0];
	/** The line that the row behind a first quote stands in, less its number. */
	let surplus: number | undefined;
	const endLine = () => {
		line++;
		const firstPlace = place;
		for (; (places[place] ?? Infinity) < at; place++) ofPlace.set(places[place], line);
		const isRow = line > skipped && !isEmpty && place === firstPlace;
		isEmpty = true;
		if (!isRow || surplus !== undefined) return;
		row++;
		if (rows[wanted] !== row) return;
		ofRow.set(row, line);
		wanted++;
	};
	const file = createReadStream(path);
	const content: Readable = compression === "gzip" ? file.pipe(createGunzip()) : file;
	file.once("error", (error) => content.destroy(error));
	try {
		search: for await (const chunk of content as AsyncIterable<Buffer>) {
			for (const byte of chunk) {
				if (byte === LINE_FEED) endLine();
				else if (byte !== RETURN && !(format !== "csv" && (byte === SPACE || byte === TAB))) {
					isEmpty = false;
					if (byte === QUOTE && format === "csv" && line >= skipped) surplus ??= line - row;
				}
				at++;
				const hasRows = wanted === rows.length || surplus !== undefined;
				if (hasRows && place === places.length) break search;
			}
		}
		// The last line need not end.
		if (!isEmpty) endLine();
	} finally {
		content.destroy();
		file.destroy();
	}
	const more = surplus ?? line - row;
	for (const number of rows.slice(wanted)) ofRow.set(number, number + more);
	return { ofRow, ofPlace };
}
