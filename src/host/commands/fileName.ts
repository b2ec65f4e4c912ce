/** Names that Windows keeps for devices, whatever their extension. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)$/;
const LONGEST = 80;

/** A file name of `[a-z0-9._-]` from words of any kind: never a path, never a reserved name. */
export function suggestedFileName(words: readonly string[], extension: string): string {
	const slug = [...new Set(words.map(slugOf))].filter((word) => word !== "").join("-");
	const stem = slug.slice(0, LONGEST - extension.length - 1).replace(/[-._]+$/, "");
	const safe = stem === "" || RESERVED.test(stem) ? `value-area-${stem || "data"}` : stem;
	return `${safe}.${extension}`;
}

function slugOf(word: string): string {
	return word
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, "-")
		.replace(/^-+|-+$/g, "");
}
