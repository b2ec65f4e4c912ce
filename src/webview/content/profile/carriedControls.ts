import { CARRIED, type ViewOptions } from "../../../core/query/viewOptions";
import type { Words } from "../../words";
import type { ChartContent } from "../types";
import { type Control, flag } from "../control";

const OPENINGS = [5, 15, 30, 60];

/** Levels of earlier sessions and of the first minutes of each. */
export function carriedControls(
	layout: ChartContent["layout"],
	facts: ChartContent["facts"],
	view: ViewOptions,
	words: Words,
): Control[] {
	// Several lines have no levels in common.
	const isSeveral = layout === "line" && facts.hasVolume === undefined;
	if (isSeveral) return [];
	const { say, full } = words;
	const { carried = [], openingRange } = view;
	const minutes =
		openingRange === undefined || OPENINGS.includes(openingRange)
			? OPENINGS
			: [...OPENINGS, openingRange].sort((a, b) => a - b);
	const noVolume = layout === "line" && facts.hasVolume !== true ? say("needsVolume") : undefined;
	const noCandles = layout === "line" && facts.hasCandles !== true ? say("noCandles") : undefined;
	const whyNot = (reason: string | undefined) => (reason === undefined ? {} : { disabled: reason });
	const hasOpening = openingRange !== undefined || view.initialBalance === true;
	return [
		{
			kind: "many",
			id: "carried",
			label: say("carried"),
			...whyNot(noVolume),
			options: CARRIED.map((value) => ({ value, label: say(`carried_${value}`) })),
			values: carried,
			problem: "",
			set: (values) => {
				const chosen = CARRIED.filter((one) => values.includes(one));
				return { carried: chosen.length === 0 ? undefined : chosen };
			},
		},
		{
			kind: "choice",
			id: "openingRange",
			label: say("openingRange"),
			...whyNot(noCandles),
			options: [
				{ value: "", label: say("openingRange_none") },
				...minutes.map((count) => ({
					value: String(count),
					label: say("openingRange_minutes", full(count)),
				})),
			],
			value: openingRange === undefined ? "" : String(openingRange),
			set: (value) => ({ openingRange: value === "" ? undefined : Number(value) }),
		},
		flag("initialBalance", "initialBalance", view, words, noCandles),
		flag(
			"extensions",
			"extensions",
			view,
			words,
			noCandles ?? (hasOpening ? undefined : say("extensionsOf")),
		),
	];
}
