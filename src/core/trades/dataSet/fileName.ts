import { cleanMarketName } from "../../query/marketFormat";
import { seenPart } from "../../unseen";
import { baseName } from "../layout/fileSymbol";

/** Name of a file or folder as it is shown: without what leads to it, and without characters that nobody sees. */
export function fileName(path: string): string {
	const trimmed = path.replace(/[/\\]+$/, "");
	return seenPart(trimmed.slice(Math.max(trimmed.lastIndexOf("/"), trimmed.lastIndexOf("\\")) + 1));
}

/**
 * A name for the data set of paths and patterns: that of its one file, folder or pattern, or what the names of its
 * files begin with.
 */
export function dataSetName(paths: readonly string[]): string {
	const names = paths.map((path) => baseName(path.replace(/[/\\]+$/, "")));
	const [first = "", ...others] = names;
	let common = first;
	for (const name of others) {
		while (!name.startsWith(common)) common = common.slice(0, -1);
	}
	const plain = (name: string) =>
		cleanMarketName(name.replace(/[*?]+/g, " ").replace(/^[\s._-]+|[\s._-]+$/g, ""));
	return plain(common) || plain(first) || "Trades";
}
