import {
	CUMULATIVE_FROM,
	type CumulativeFrom,
	DEFAULT_IMBALANCES,
	HEAT_SCALES,
	NUMBER_MODES,
	RAMPS,
} from "../../../core/query/flowOptions";
import { CELL_MODES, type ViewOptions } from "../../../core/query/viewOptions";
import type { Words } from "../../words";
import { type Control, choice, flag, number } from "../control";

/** What can be chosen about the cells of a profile over time. */
export function cellControls(view: ViewOptions, words: Words, unit = ""): Control[] {
	const { cells = "volume" } = view;
	const isHeat = cells !== "profiles";
	return [
		choice("cells", CELL_MODES, cells, words),
		// The sides have the colors of buy and sell.
		...(cells === "delta" ? [] : [choice("ramp", RAMPS, view.ramp ?? "cividis", words)]),
		...(isHeat
			? [
					choice("heatScale", HEAT_SCALES, view.heatScale ?? "squareRoot", words),
					choice("numbers", NUMBER_MODES, view.numbers ?? "none", words),
				]
			: []),
		flag("totals", "totals", view, words),
		flag("imbalances", "imbalances", view, words),
		...(view.imbalances === true ? imbalanceControls(view, words, unit) : []),
	];
}

function imbalanceControls(
	{ imbalanceSettings }: ViewOptions,
	words: Words,
	unit: string,
): Control[] {
	const settings = imbalanceSettings ?? DEFAULT_IMBALANCES;
	return [
		number(
			{
				id: "imbalanceRatio",
				label: words.say("imbalanceRatio"),
				min: 100,
				max: 100_000,
				step: 1,
				value: Number((settings.ratio * 100).toPrecision(12)),
				set: (percent) => ({ imbalanceSettings: { ...settings, ratio: percent / 100 } }),
			},
			words,
		),
		number(
			{
				id: "imbalanceLeast",
				label: words.say("imbalanceLeast", unit),
				min: 0,
				max: 1e12,
				step: 0.1,
				value: settings.least,
				set: (least) => ({ imbalanceSettings: { ...settings, least } }),
			},
			words,
		),
	];
}

/** Where the cumulative delta under a chart begins, or that there is none. */
export function cumulativeControl(
	{ cumulativeDelta, anchor }: ViewOptions,
	{ say }: Words,
): Control {
	const offered = CUMULATIVE_FROM.filter(
		(from) => from !== "anchor" || anchor !== undefined || cumulativeDelta === "anchor",
	);
	return {
		kind: "choice",
		id: "cumulativeDelta",
		label: say("cumulativeDelta"),
		options: (["none", ...offered] as const).map((value) => ({
			value,
			label: say(`cumulativeDelta_${value}`),
		})),
		value: cumulativeDelta ?? "none",
		set: (value) => ({
			cumulativeDelta: value === "none" ? undefined : (value as CumulativeFrom),
		}),
	};
}
