import {
	type NamedSpan,
	canBeNamed,
	chosenSelection,
	freeName,
	keptSelections,
	selectionsOf,
} from "../../../core/query/selections";
import type { ViewOptions } from "../../../core/query/viewOptions";
import type { SpanWish } from "../../charts/spans";
import type { Choices } from "../control";

/** What becomes of a view when a person does something with its selections; `undefined` where that cannot be done. */
export function afterSpanWish(view: ViewOptions, wish: SpanWish): Partial<Choices> | undefined {
	const all = selectionsOf(view);
	switch (wish.kind) {
		case "make":
			if (freeName(all) === undefined) return undefined;
			return { ...profileOf(wish.span.name), ...kept([...all, wish.span]) };
		case "set":
			return kept(all.map((one) => (one.name === wish.span.name ? wish.span : one)));
		case "choose":
			return profileOf(wish.name);
		case "remove": {
			const left = all.filter(({ name }) => name !== wish.name);
			if (left.length === 0 && view.profileOf === "selection")
				return { ...kept(left), profileOf: undefined, selected: undefined };
			const isChosen = chosenSelection(view)?.name === wish.name;
			return { ...kept(left), ...(isChosen ? { selected: undefined } : {}) };
		}
		case "rename": {
			const { name, to } = wish;
			if (!canBeNamed(to, all)) return undefined;
			const renamed = all.map((one) => (one.name === name ? { ...one, name: to } : one));
			return { ...kept(renamed), ...(view.selected === name ? { selected: to } : {}) };
		}
	}
}

function kept(all: readonly NamedSpan[]): Partial<Choices> {
	return { selections: keptSelections(all) };
}

function profileOf(name: string): Partial<Choices> {
	// Chosen intervals are a choice of what the profile is of, too.
	return { profileOf: "selection", selected: name, intervals: undefined };
}
