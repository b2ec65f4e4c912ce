import { type AnchorMark, anchorId, anchorsOf, keptAnchors } from "../../../core/query/anchors";
import { canBeNamed } from "../../../core/query/selections";
import { MOST_ANCHORS, type ViewOptions } from "../../../core/query/viewOptions";
import type { AnchorWish } from "../../charts/anchors";
import type { Choices } from "../control";

/** What becomes of a view when a person does something with its anchors; `undefined` where that cannot be done. */
export function afterAnchorWish(view: ViewOptions, wish: AnchorWish): Partial<Choices> | undefined {
	const all = anchorsOf(view);
	switch (wish.kind) {
		case "make":
			if (all.length >= MOST_ANCHORS) return undefined;
			return { ...kept([...all, wish.mark]), ...shownAgain(view, wish.mark) };
		case "set":
			return kept(all.map((one) => (one.name === wish.mark.name ? wish.mark : one)));
		case "remove":
			return kept(all.filter(({ name }) => name !== wish.name));
		case "rename": {
			const { name, to } = wish;
			if (!canBeNamed(to, all)) return undefined;
			return kept(all.map((one) => (one.name === name ? { ...one, name: to } : one)));
		}
	}
}

function kept(all: readonly AnchorMark[]): Partial<Choices> {
	return { anchors: keptAnchors(all) };
}

/** A new anchor is seen, though the legend had switched off an earlier one of its color. */
function shownAgain({ hidden }: ViewOptions, mark: AnchorMark): Partial<Choices> {
	const id = anchorId(mark);
	if (hidden?.includes(id) !== true) return {};
	const left = hidden.filter((one) => one !== id);
	return { hidden: left.length === 0 ? undefined : left };
}
