import type { FileHead } from "../engine";
import { symbolInName } from "./fileSymbol";
import { type FileTable, headTable } from "./head/headTable";
import { FILE_WORDS } from "./sourceWords";
import { findRows, shownRows } from "./understandRows";
import type { Refusal, SaidLayout, Understood } from "./understood";

/**
 * Finds out what a file of trades holds and how it is to be read, from its first bytes and its name alone.
 *
 * @param said what is known already; it overrides what would be found, and answers questions
 */
export function understand(head: FileHead, said: SaidLayout = {}): Understood | Refusal {
	const table = headTable(head);
	if (!table.ok) return table;
	const symbol = symbolOf(head, table);
	const found = findRows({ table, name: nameOf(head), symbol, words: FILE_WORDS }, said);
	if ("ok" in found) return found;
	const understood = shownRows(found, head.version.path);
	const { skippedLines } = found.body;
	return {
		...understood,
		layout: {
			format: table.format,
			compression: head.compression,
			...(head.entry === undefined ? {} : { entry: head.entry }),
			...(table.csv === undefined ? {} : { csv: { ...table.csv, skippedLines } }),
			...(table.jsonPath === undefined ? {} : { jsonPath: table.jsonPath }),
			...understood.layout,
		},
	};
}

/** Path of the file that holds the trades, which is inside of a ZIP. */
function nameOf({ version, entry }: FileHead): string {
	return entry ?? version.path;
}

const SYMBOL_FOLDERS = ["symbol", "instrument", "pair", "ticker", "market"];

/** The instrument that a file's folder, document or name says. */
function symbolOf(head: FileHead, table: FileTable): string | undefined {
	const folder = SYMBOL_FOLDERS.find((name) => head.partitions[name] !== undefined);
	if (folder !== undefined) return head.partitions[folder];
	const told = table.said?.get("instrument") ?? table.said?.get("symbol");
	if (told !== undefined) return told;
	// Kraken's list of trades is called by its pair.
	const last = table.jsonPath?.at(-1);
	if (last !== undefined && /^[A-Z0-9]{4,}$/.test(last)) return last;
	return (
		(head.entry === undefined ? undefined : symbolInName(head.entry)) ??
		symbolInName(head.version.path)
	);
}
