import { promises as nodeFs, type Stats } from "node:fs";
import { systemCode } from "./storageError";

/** Our files take some kilobytes; a newer version may keep more in them. */
const LARGEST_FILE_BYTES = 8_388_608;

/** What stands in a file, and by what it can be told whether it has changed since. */
export type JsonFile = { readonly version: string } & (
	| { readonly state: "ok"; readonly value: unknown }
	| { readonly state: "damaged"; readonly problem: string }
);

/**
 * Reads a JSON file; `undefined` where no file stands at the path. Rejects where it may not be read.
 *
 * @param largest bytes that a file may have
 */
export async function readJsonFile(
	path: string,
	largest = LARGEST_FILE_BYTES,
): Promise<JsonFile | undefined> {
	let info: Stats;
	let bytes: Buffer;
	try {
		info = await nodeFs.stat(path);
		if (!info.isFile()) return undefined;
		bytes = info.size > largest ? Buffer.of() : await nodeFs.readFile(path);
	} catch (error) {
		if (systemCode(error) === "ENOENT") return undefined;
		throw error;
	}
	const version = `${info.ino} ${info.size} ${info.mtimeMs}`;
	if (info.size > largest) {
		const megabytes = Math.round(largest / 1_048_576);
		return { state: "damaged", problem: `content: larger than ${megabytes} MiB`, version };
	}
	return { ...parsed(bytes), version };
}

/** The value of a JSON text in UTF-8. */
function parsed(
	bytes: Buffer,
):
	| { readonly state: "ok"; readonly value: unknown }
	| { readonly state: "damaged"; readonly problem: string } {
	try {
		const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
		return { state: "ok", value };
	} catch (error) {
		const isContent =
			error instanceof SyntaxError || error instanceof TypeError || error instanceof RangeError;
		if (isContent) return { state: "damaged", problem: "content: not JSON in UTF-8" };
		throw error;
	}
}
