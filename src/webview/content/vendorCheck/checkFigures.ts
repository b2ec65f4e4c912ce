import { signedText } from "../../../core/chart/format";
import { computedText } from "../../../core/plainText";
import { figuresIn } from "../../../core/table/checkTable";
import type { CheckedInterval } from "../../../core/vendorCheck/vendorCheck";
import type { Figure } from "../figures";
import type { CheckModel } from "./checkPlots";

/** The verdict, what it takes for agreeing, and the largest difference of each figure. */
export function checkFigures(
	{ shown: { check }, form, words }: CheckModel,
	clauses: readonly string[],
): Figure[] {
	const { say, price, time } = words;
	const { volumePercent, pocRows, vwapBps } = check.bounds;
	const has = figuresIn(check);
	const [agree = "", ...others] = clauses;
	const number = words.full;
	const verdict: Figure = {
		id: "verdict",
		label: say("verdict"),
		value: agree,
		...(others.length === 0 ? {} : { detail: { id: "verdictMore", text: others.join("; ") } }),
		hint: say("checkBounds", number(volumePercent), form.own, number(pocRows), number(vwapBps)),
		copied: clauses.join("; "),
		role: "verdict",
		isKey: true,
	};
	const largest = (
		id: "largestVolume" | "largestDelta" | "largestPoc" | "largestVwap",
		read: (one: CheckedInterval) => number,
		text: (value: number) => string,
	): Figure[] => {
		const found = check.intervals
			.filter((one) => !Number.isNaN(read(one)))
			.reduce<CheckedInterval | undefined>(
				(most, one) =>
					most === undefined || Math.abs(read(one)) > Math.abs(read(most)) ? one : most,
				undefined,
			);
		if (found === undefined) return [];
		const value = read(found);
		return [
			{
				id,
				label: say(id),
				value: text(value),
				...(text(value) === text(0) ? {} : { detail: { id: `${id}Time`, text: time(found.time) } }),
				hint: say("largestOf", form.vendor, form.own),
				copied: computedText(value),
				isKey: true,
			},
		];
	};
	const volume = signedText(words.volume(form.volumeDecimals));
	const unit = form.ownUnit ?? say("baseUnit");
	return [
		verdict,
		...(has.volume && check.hasVolumes
			? largest(
					"largestVolume",
					(one) => one.volume.percent,
					(value) => `${signedText(price(3))(value)} %`,
				)
			: []),
		...(has.delta && check.hasVolumes
			? largest(
					"largestDelta",
					(one) => one.delta.difference,
					(value) => `${volume(value)} ${unit}`,
				)
			: []),
		...(has.poc
			? largest(
					"largestPoc",
					(one) => one.poc.rows,
					(value) => say("rowsCount", signedText(price(1))(value)),
				)
			: []),
		...largest(
			"largestVwap",
			(one) => one.vwap.bps,
			(value) => `${signedText(price(2))(value)} bps`,
		),
	];
}
