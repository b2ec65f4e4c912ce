import { readFileSync } from "node:fs";
import { join } from "node:path";

export const OUTGROWING = join(process.cwd(), "docs", "outgrowing-one-machine.md");

/** A block of statements of docs/outgrowing-one-machine.md. */
export interface DocumentedBlock {
	/** What stands behind the language of the block, such as `cluster`; empty for what any current server runs. */
	readonly needs: string;
	readonly statements: readonly string[];
}

/** The blocks of SQL in docs/outgrowing-one-machine.md, in their order. */
export function documentedBlocks(): readonly DocumentedBlock[] {
	const page = readFileSync(OUTGROWING, "utf8");
	return Array.from(
		page.matchAll(/^```sql *(.*)\n([^]*?)^```$/gm),
		([, needs = "", body = ""]) => ({
			needs: needs.trim(),
			statements: body
				.split(/;\s*\n/)
				.map((statement) => statement.trim())
				.filter((statement) => statement !== ""),
		}),
	);
}

/** The one documented statement that begins with some words. */
export function documented(words: string): string {
	const all = documentedBlocks().flatMap(({ statements }) => statements);
	const [found, ...more] = all.filter((statement) => statement.startsWith(words));
	if (found === undefined || more.length > 0) throw new Error(`not one statement: ${words}`);
	return found;
}
