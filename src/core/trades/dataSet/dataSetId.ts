/** Ids of data sets that ship with the extension, and names that no file can have on Windows. */
const TAKEN = /^(sample(-[a-z0-9]+)?|con|prn|aux|nul|clock|com[0-9]|lpt[0-9])$/;
const DATA_SET_ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
/** Longest id: queries take it where they take symbols, which have at most so many characters. */
export const DATA_SET_ID_LENGTH = 64;

/** Whether a text can be the id of a person's data set: a slug, which is also the name of its file. */
export function isDataSetId(text: string): boolean {
	return text.length <= DATA_SET_ID_LENGTH && DATA_SET_ID.test(text) && !TAKEN.test(text);
}

/**
 * An id made from a name: its letters and digits, lower case, parted by hyphens.
 *
 * @param isUsed whether an id belongs to a data set already; a number is added until one is free
 */
export function newDataSetId(name: string, isUsed: (id: string) => boolean): string {
	const plain = name
		.normalize("NFKD")
		.replace(/\p{M}+/gu, "")
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, "-");
	// Room for the number that tells it from others.
	const slug = trimHyphens(trimHyphens(plain).slice(0, DATA_SET_ID_LENGTH - 8));
	const first = isDataSetId(slug) ? slug : trimHyphens(`trades-${slug}`);
	for (let number = 1; ; number++) {
		const id = number === 1 ? first : `${first}-${number}`;
		if (!isUsed(id)) return id;
	}
}

function trimHyphens(slug: string): string {
	return slug.replace(/^-+|-+$/g, "");
}
