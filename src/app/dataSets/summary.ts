import { promises as nodeFs } from "node:fs";
import { resolve } from "node:path";
import type { TimeRange } from "../../core/result/series";
import type { Text } from "../../core/text";
import { judgedSymbols, spanOf } from "../../core/trades/dataSet/judgedSymbols";
import type { Judgement } from "../../core/trades/dataSet/judgement";
import { systemCode } from "../files/storageError";
import { filesOf } from "../../core/trades/dataSet/definition";
import type { DataSetEntry } from "./definitions";

/** Files that are looked for; of more the first ones. */
const MOST_LOOKED_FOR = 1_000;

/** What is known of a data set without reading its files. */
export interface DataSetSummary {
	readonly entry: DataSetEntry;
	/** What one reading of all rows found; absent before it. */
	readonly judged?: {
		readonly source: Text;
		/** Those with the most trades first. */
		readonly symbols: readonly string[];
		readonly trades: number;
		readonly span: TimeRange;
		/** Bytes on disk; absent of a table. */
		readonly bytes?: number;
	};
	/** Paths that are named and not there. */
	readonly missing: readonly string[];
}

/** Sums up what was found out earlier, and looks which files are still there. */
export async function summaryOf(
	entry: DataSetEntry,
	{ files, table, source }: Judgement,
): Promise<DataSetSummary> {
	const symbols = table?.verdict.symbols ?? judgedSymbols(files);
	const named = (entry.definition === undefined ? [] : filesOf(entry.definition))
		.filter((path) => !/[*?]/.test(path))
		.map((path) => (entry.workspace === undefined ? path : resolve(entry.workspace, path)));
	const wanted = [...new Set([...named, ...files.map(({ version }) => version.path)])];
	const isGone = await Promise.all(wanted.slice(0, MOST_LOOKED_FOR).map(isMissing));
	return {
		entry,
		missing: wanted.filter((_, at) => isGone[at] === true),
		...(symbols.length > 0 && {
			judged: {
				source,
				symbols: symbols.map(({ symbol }) => symbol),
				trades: symbols.reduce((sum, { trades }) => sum + trades, 0),
				span: spanOf(symbols.map(({ span }) => span)),
				...(table === undefined && {
					bytes: files.reduce((sum, { version }) => sum + version.size, 0),
				}),
			},
		}),
	};
}

/** Where a file may not be looked at, it is not known to be gone. */
async function isMissing(path: string): Promise<boolean> {
	try {
		await nodeFs.stat(path);
		return false;
	} catch (error) {
		const code = systemCode(error);
		return code === "ENOENT" || code === "ENOTDIR";
	}
}
