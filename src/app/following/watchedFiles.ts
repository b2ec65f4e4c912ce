import { basename, dirname, sep } from "node:path";

/** Files that are watched for changes: a folder, and a pattern for what lies in it. */
export interface WatchedFiles {
	readonly folder: string;
	/** `/` between names; `*`, `**` and `?` as in a data set's own patterns. */
	readonly pattern: string;
}

/**
 * What has to be watched so that no change of a data set's files is missed: of a pattern what it may match, of any other
 * path itself and, where it is a folder, all that lies in it. More may be seen than belongs to it.
 *
 * @param paths absolute paths and patterns of a data set
 */
export function watchedFiles(paths: readonly string[]): readonly WatchedFiles[] {
	return paths.flatMap((path) => {
		const parts = path.split(/[\\/]/);
		const first = parts.findIndex((part) => /[*?]/.test(part));
		if (first < 0) {
			return [
				{ folder: dirname(path), pattern: escaped(basename(path)) },
				{ folder: path, pattern: "**/*" },
			];
		}
		const pattern = parts.slice(first).map(escaped).join("/");
		return [{ folder: parts.slice(0, first).join(sep) || sep, pattern }];
	});
}

/** Signs that mean something in patterns of watchers and nothing in those of data sets stand for themselves. */
function escaped(name: string): string {
	return name.replace(/[[\]{}]/g, (sign) => `[${sign}]`);
}
