import type { Reader } from "../reader";

/**
 * Something that a provider lists: what it is asked with, how its pages are read, and how the gathered list is kept. Plain
 * data and functions; who asks, with which key and how often, is the caller's business.
 */
export interface ListQuestion<Item> {
	/** Tells it from every other question to the same server: the name of what is kept of it. */
	readonly key: string;
	/** The request of the first page, or of the page that a token stands for. */
	request(token?: string): ListRequest;
	/** Reads a page. Throws {@link DecodeError} where it is no list at all; rows that do not fit are left out. */
	decode(body: Readonly<Record<string, unknown>>): ListPage<Item>;
	/** Reads an item that was kept, as JSON has it. */
	readonly keptItem: Reader<Item>;
}

/** One GET of a list. */
export interface ListRequest {
	readonly path: string;
	readonly params: readonly (readonly [name: string, value: string])[];
}

export interface ListPage<Item> {
	readonly items: readonly Item[];
	/** Rows that could not be used. */
	readonly dropped: number;
	/** The token of the next page. */
	readonly next?: string;
	/** There is more that cannot be fetched: a list beyond its bound, or a token that may not be sent. */
	readonly isCut?: boolean;
}

/** A list as it was gathered. */
export interface GatheredList<Item> {
	readonly items: readonly Item[];
	readonly dropped: number;
	/** Whether it is all that there is; else a list beyond its bounds was cut off. */
	readonly isWhole: boolean;
}

/** Most items of one list: as many as a person can search, and a file of some hundred kilobytes. */
export const MOST_LISTED = 20_000;
/** Most pages of one list. */
const MOST_PAGES = 10;
const MOST_EMPTY_PAGES = 2;

/**
 * Gathers a list page by page, within bounds: a server that never ends its pages, repeats a token or sends nothing ends
 * the gathering, and what came is cut off. Rejects as `ask` does, also after some pages: half a list would be taken for
 * the whole.
 */
export async function gatherList<Item>(
	question: ListQuestion<Item>,
	ask: (request: ListRequest) => Promise<Readonly<Record<string, unknown>>>,
): Promise<GatheredList<Item>> {
	const items: Item[] = [];
	const seen = new Set<string>();
	let dropped = 0;
	let token: string | undefined;
	let emptyPages = 0;
	for (let pages = 1; ; pages++) {
		const page = question.decode(await ask(question.request(token)));
		for (const item of page.items.slice(0, MOST_LISTED - items.length)) items.push(item);
		dropped += page.dropped;
		emptyPages = page.items.length === 0 ? emptyPages + 1 : 0;
		const gathered = (isWhole: boolean) => ({ items, dropped, isWhole });
		if (page.isCut === true || items.length >= MOST_LISTED) return gathered(false);
		const { next } = page;
		if (next === undefined) return gathered(true);
		if (seen.has(next) || pages >= MOST_PAGES || emptyPages >= MOST_EMPTY_PAGES) {
			return gathered(false);
		}
		seen.add(next);
		token = next;
	}
}
