import type { StoredFiles } from "./storedFiles";

/** Where something stands in its list. */
export interface NewPlace {
	readonly order: string;
	/** The group that it comes to, `undefined` for none; without the field it stays where it is. */
	readonly group?: { readonly id: string | undefined };
}

interface Placed {
	readonly state: string;
	readonly content: Readonly<Record<string, unknown>>;
	/** The order that this version reads of what it does not understand otherwise. */
	readonly order?: string | undefined;
}

/**
 * Writes a place into a file, and nothing else.
 *
 * @param readOnly the error for what a newer version placed in a way of its own
 * @returns the file's new revision where it counts them; `undefined` where there is no such file
 */
export function writePlace<Decoded extends Placed>(
	files: StoredFiles<Decoded>,
	id: string,
	{ order, group }: NewPlace,
	readOnly: () => Error,
): Promise<{ readonly rev: number | undefined } | undefined> {
	return files.whileLocked(id, async (lock) => {
		const found = await files.read(id);
		if (found === undefined || !("content" in found)) return undefined;
		const { content } = found;
		if (found.state === "newer" && found.order === undefined && "order" in content) {
			throw readOnly();
		}
		if (group !== undefined && !["string", "undefined"].includes(typeof content["group"])) {
			throw readOnly();
		}
		const rev = Number.isSafeInteger(content["rev"]) ? Number(content["rev"]) + 1 : undefined;
		// JSON leaves out what is undefined.
		const place = { order, ...(group === undefined ? {} : { group: group.id }) };
		await files.write(id, { ...content, ...place, ...(rev === undefined ? {} : { rev }) }, lock);
		return { rev };
	});
}
