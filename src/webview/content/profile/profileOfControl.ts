import type { ViewOptions } from "../../../core/query/viewOptions";
import type { Words } from "../../words";
import type { Control } from "../control";

/** What the profile beside a chart over time is of. */
export function profileOfControl(view: ViewOptions, { say }: Words): Control {
	const values = ["range", "visible"] as const;
	return {
		kind: "choice",
		id: "profileOf",
		label: say("profileOf"),
		options: values.map((value) => ({ value, label: say(`profileOf_${value}`) })),
		value: view.profileOf === "visible" ? "visible" : "range",
		set: (value) => ({
			profileOf: value === "visible" ? value : undefined,
			// Chosen intervals are a choice of what the profile is of, too.
			intervals: undefined,
		}),
	};
}
