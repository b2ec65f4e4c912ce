import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { EditorFolders } from "../../editor/folders";

const AT = "2026-03-29T16:00:00.000Z";

/** A market's file, as far as tests read it. */
export interface StoredMarket {
	readonly id: string;
	readonly name: string;
	readonly order: string;
	readonly group?: string;
	readonly view: { readonly bars?: string };
}

/** Where the saved markets of a VS Code are. */
export function marketsFolder(folders: EditorFolders): string {
	return join(folders.globalStorage("server"), "value-area.value-area", "markets");
}

/** The content of the files of the saved markets, or of the groups, in the order of their list. */
export function storedMarkets(folders: EditorFolders, prefix = ""): readonly StoredMarket[] {
	const folder = marketsFolder(folders);
	const isOne = new RegExp(`^${prefix}[0-9a-f]{16}\\.json$`);
	return readdirSync(folder)
		.filter((name) => isOne.test(name))
		.map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")) as StoredMarket)
		.sort((a, b) => (a.order < b.order ? -1 : 1));
}

/** Saves markets of the sample data, one for each name; each has an interval of its own. */
export function saveMarkets(folders: EditorFolders, names: readonly string[]): void {
	const folder = marketsFolder(folders);
	mkdirSync(folder, { recursive: true });
	for (const [at, name] of names.entries()) {
		const query = {
			kind: at % 2 === 0 ? "volumeProfile" : "vwap",
			provider: "trades",
			dataset: "sample",
			symbol: "BTC-USDT",
			interval: `${(at % 23) + 1}h`,
			range: { last: "24h" },
		};
		saveMarket(folders, name, query, at);
	}
}

/** Saves one market behind the others. */
export function saveMarket(folders: EditorFolders, name: string, query: object, at = 900): void {
	const id = at.toString(16).padStart(16, "0");
	const order = `b${at.toString(36).padStart(2, "0")}i`;
	const market = { schema: 1, id, rev: 1, createdAt: AT, updatedAt: AT, order, name };
	const content = { ...market, queries: [query], view: {} };
	writeFileSync(join(marketsFolder(folders), `${id}.json`), JSON.stringify(content));
}
