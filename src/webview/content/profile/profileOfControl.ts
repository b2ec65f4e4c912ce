import { chosenSelection, selectionsOf } from "../../../core/query/selections";
import type { ProfileOf, ViewOptions } from "../../../core/query/viewOptions";
import type { Words } from "../../words";
import type { Control } from "../control";
import type { ChartContent } from "../types";

/** Before the name of a selection among the values of the control; alone, one that is yet to be made. */
const SELECTION = "selection ";

/** What the profile beside a chart over time is of. */
export function profileOfControl(
	{ layout, screen }: Pick<ChartContent, "layout" | "screen">,
	view: ViewOptions,
	{ say }: Words,
): Control {
	// Sessions stand side by side where intervals else do.
	const values = (["range", "visible", "sessions"] as const).filter(
		(value) => value !== "sessions" || layout === "timePrice",
	);
	const names = selectionsOf(view).map(({ name }) => name);
	const selected = view.profileOf === "selection" ? chosenSelection(view)?.name : undefined;
	const chosen: ProfileOf = values.find((value) => value === view.profileOf) ?? "range";
	return {
		kind: "choice",
		id: "profileOf",
		label: say("profileOf"),
		options: [
			...values.map((value) => ({ value, label: say(`profileOf_${value}`) })),
			...names.map((name) => ({
				value: `${SELECTION}${name}`,
				label: say("profileOf_selection", name),
			})),
			...(screen.spans?.nextName === undefined
				? []
				: [{ value: SELECTION, label: say("profileOf_newSelection") }]),
		],
		value: selected === undefined ? chosen : `${SELECTION}${selected}`,
		set: (value) => ({
			...(value.startsWith(SELECTION)
				? {
						profileOf: "selection" as const,
						selected: value.slice(SELECTION.length) || undefined,
					}
				: {
						profileOf: values.find((one) => one === value && one !== "range"),
						selected: undefined,
					}),
			// Chosen intervals are a choice of what the profile is of, too.
			intervals: undefined,
			...(value === "visible" ? { lastSessions: undefined } : {}),
		}),
	};
}
