import { epochMs, parseIso, toIso } from "../time";
import { isName } from "./selections";
import { type Anchor, MOST_ANCHORS, type ViewOptions } from "./viewOptions";

/** An anchor as it is shown, with a name and a color of its own. */
export interface AnchorMark {
	readonly name: string;
	/** Epoch milliseconds. */
	readonly at: number;
	/** Distances of its bands, in sigma; empty is none. */
	readonly bands: readonly number[];
	/** Which of the colors of lines is its own, from 1 on. It keeps it when others are removed. */
	readonly color: number;
}

/** Under which id strip, legend and the list of what is hidden know the VWAP of an anchor. */
export function anchorId({ color }: Pick<AnchorMark, "color">): string {
	return `anchor${color}`;
}

const NUMBERS = Array.from({ length: MOST_ANCHORS }, (_, place) => place + 1);

/**
 * The anchors of a view that can be shown, in their order: those without a name have the first number that is free, and so have
 * those without a color. Views come from files and commands too, so a name that is no name or comes twice is left out.
 */
export function anchorsOf({ anchors = [] }: Pick<ViewOptions, "anchors">): AnchorMark[] {
	const names = new Set<string>();
	const colors = new Set<number>();
	const sound = anchors.flatMap(({ at: kept, ...anchor }) => {
		const at = parseIso(kept);
		if (at === undefined) return [];
		const { name } = anchor;
		if (name !== undefined) {
			if (names.has(name) || !isName(name)) return [];
			names.add(name);
		}
		return [{ ...anchor, at }];
	});
	const chosen = sound.map(({ color }) => {
		if (color === undefined || colors.has(color)) return undefined;
		colors.add(color);
		return color;
	});
	return sound.slice(0, MOST_ANCHORS).map(({ at, name, bands = [] }, index) => {
		const own = name ?? String(NUMBERS.find((one) => !names.has(String(one))) ?? "");
		const color = chosen[index] ?? NUMBERS.find((one) => !colors.has(one)) ?? 1;
		names.add(own);
		colors.add(color);
		return { name: own, at, bands, color };
	});
}

/** A new anchor at a time, with the first number and the first color that are free; `undefined` where there are as many as there may be. */
export function newAnchor(all: readonly AnchorMark[], time: number): AnchorMark | undefined {
	const color = NUMBERS.find((one) => all.every((anchor) => anchor.color !== one));
	const number = NUMBERS.find((one) => all.every(({ name }) => name !== String(one)));
	if (color === undefined || number === undefined) return undefined;
	return { name: String(number), at: time, bands: [], color };
}

/** The view options that keep anchors, in their order; `undefined` where there are none. */
export function keptAnchors(all: readonly AnchorMark[]): Anchor[] | undefined {
	if (all.length === 0) return undefined;
	return all.map(({ name, at, bands, color }) => ({
		at: toIso(epochMs(at)),
		name,
		...(bands.length === 0 ? {} : { bands }),
		color,
	}));
}
