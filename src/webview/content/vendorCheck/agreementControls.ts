import { canonicalJson } from "../../../core/query/canonical";
import type { ViewOptions } from "../../../core/query/viewOptions";
import { AGREEMENT_RULES } from "../../../core/query/viewRules";
import type { Words } from "../../words";
import { type Control, number } from "../control";

/** How far the sides of a check may differ and still agree; going back to the settings' bounds leaves them out. */
export function agreementControls(view: ViewOptions, words: Words): Control[] {
	const { agreement: usual } = words.settings;
	const bounds = view.agreement ?? usual;
	const names = {
		volumePercent: "agreeVolume",
		pocRows: "agreePoc",
		vwapBps: "agreeVwap",
	} as const;
	return (["volumePercent", "pocRows", "vwapBps"] as const).map((field) => {
		const { least: min, most: max } = AGREEMENT_RULES[field];
		return number(
			{
				id: field,
				label: words.say(names[field]),
				min,
				max,
				step: 0.01,
				value: bounds[field],
				set: (value) => {
					const next = { ...bounds, [field]: value };
					const isUsual = canonicalJson(next) === canonicalJson(usual);
					return { agreement: isUsual ? undefined : next };
				},
			},
			words,
		);
	});
}
