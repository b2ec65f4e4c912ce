import type { Notice } from "./types";

/** What a chart lacks, and the sentence that says what can be done about it, which others may share. */
export interface Lack extends Notice {
	readonly cure?: string;
}

/** The whole of what is said about a lack. */
export function lackText({ text, cure }: Lack): string {
	return cure === undefined ? text : `${text} ${cure}`;
}

/** Each lack once, and those that one thing mends as one notice. */
export function noticesOf(lacks: readonly Lack[]): readonly Notice[] {
	const byCure = new Map<string, Lack[]>();
	for (const lack of lacks) {
		const key = JSON.stringify(lack.cure === undefined ? [lack.text] : [lack.cure, lack.actions]);
		byCure.set(key, [...(byCure.get(key) ?? []), lack]);
	}
	return [...byCure.values()].flatMap((alike): Notice[] => {
		const [first] = alike;
		if (first === undefined) return [];
		const texts = [...new Set(alike.map(({ text }) => text))].join(" ");
		return [{ text: lackText({ ...first, text: texts }), actions: first.actions }];
	});
}
