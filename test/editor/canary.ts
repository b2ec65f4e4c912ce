import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

/**
 * Looks for a text in every file below a folder, as UTF-8 and as UTF-16 (which browsers store).
 *
 * @returns how many files were searched and which contain it
 */
export function filesContaining(
	folder: string,
	text: string,
): { searched: number; found: string[] } {
	const needles = [Buffer.from(text, "utf8"), Buffer.from(text, "utf16le")];
	const found: string[] = [];
	let searched = 0;
	for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
		if (!entry.isFile()) continue;
		const path = join(entry.parentPath, entry.name);
		const content = readFileSync(path);
		searched++;
		if (needles.some((needle) => content.includes(needle))) found.push(path);
	}
	return { searched, found };
}
