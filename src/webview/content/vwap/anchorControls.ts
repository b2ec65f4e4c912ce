import { anchorsOf } from "../../../core/query/anchors";
import { LONGEST_NAME, MOST_ANCHORS, type ViewOptions } from "../../../core/query/viewOptions";
import { EXTREMES } from "../../../core/vwap/anchors";
import type { Words } from "../../words";
import type { Control } from "../control";
import { distancesIn } from "./distancesIn";
import { afterAnchorWish } from "./anchorWishes";

/** Choices about the anchors of a chart: to set one more, to name each and give it bands, and to remove one. */
export function anchorMarkControls(
	view: ViewOptions,
	words: Words,
	disabled: string | undefined,
): Control[] {
	const { say } = words;
	const all = anchorsOf(view);
	const isFull = all.length >= MOST_ANCHORS;
	const why = disabled ?? (isFull ? say("anchorsFull", MOST_ANCHORS) : undefined);
	return [
		{
			kind: "choice",
			id: "addAnchor",
			label: say("anchorAdd"),
			options: [
				{ value: "", label: say("anchor_none") },
				{ value: "pick", label: say("anchor_pick") },
				...EXTREMES.map((one) => ({ value: `view ${one}`, label: say(`anchor_view_${one}`) })),
			],
			value: "",
			...(why === undefined ? {} : { disabled: why }),
			// The page sets the anchor, which knows the chart that is in view.
			set: (value) => (value === "" ? {} : { anchor: `add ${value}` }),
		},
		...all.flatMap((mark): Control[] => [
			{
				kind: "text",
				id: `anchor-${mark.color}-name`,
				label: say("anchorRename", mark.name),
				value: mark.name,
				problem: say("anchorNameProblem", LONGEST_NAME),
				set: (to) => afterAnchorWish(view, { kind: "rename", name: mark.name, to: to.trim() }),
			},
			{
				kind: "text",
				id: `anchor-${mark.color}-bands`,
				label: say("anchorBands", mark.name),
				value: mark.bands.join("; "),
				problem: say("multipliersProblem"),
				set: (text) => {
					const bands = text.trim() === "" ? [] : distancesIn(text);
					return bands && afterAnchorWish(view, { kind: "set", mark: { ...mark, bands } });
				},
			},
		]),
		...(all.length === 0
			? []
			: [
					{
						kind: "choice" as const,
						id: "removeAnchor",
						label: say("anchorRemoveOne"),
						options: [
							{ value: "", label: "–" },
							...all.map(({ name, at }) => ({
								value: name,
								label: `${name} · ${words.time(at)}`,
							})),
						],
						value: "",
						set: (name: string) =>
							(name === "" ? undefined : afterAnchorWish(view, { kind: "remove", name })) ?? {},
					},
				]),
	];
}
