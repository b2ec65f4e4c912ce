import type { Layout, ProfileOf, ViewOptions } from "../../../core/query/viewOptions";
import type { Words } from "../../words";
import type { Control } from "../control";

/** What the profile beside a chart over time is of. */
export function profileOfControl(view: ViewOptions, layout: Layout, { say }: Words): Control {
	// Sessions stand side by side where intervals else do.
	const values = (["range", "visible", "sessions"] as const).filter(
		(value) => value !== "sessions" || layout === "timePrice",
	);
	const chosen: ProfileOf = values.find((value) => value === view.profileOf) ?? "range";
	return {
		kind: "choice",
		id: "profileOf",
		label: say("profileOf"),
		options: values.map((value) => ({ value, label: say(`profileOf_${value}`) })),
		value: chosen,
		set: (value) => ({
			profileOf: values.find((one) => one === value && one !== "range"),
			// Chosen intervals are a choice of what the profile is of, too.
			intervals: undefined,
			...(value === "visible" ? { lastSessions: undefined } : {}),
		}),
	};
}
