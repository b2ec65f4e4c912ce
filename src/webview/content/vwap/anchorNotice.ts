import { at } from "../../../core/at";
import type { ViewOptions } from "../../../core/query/viewOptions";
import type { VwapSeries } from "../../../core/result/series";
import { intervalFor, knownPeriods } from "../../../core/session/periodRange";
import { zoneOfPeriod } from "../../../core/session/periods";
import type { Part } from "../../../core/table/parts";
import type { PeriodSums } from "../../../core/vwap/anchors";
import { isNamedAnchor, placeOfAnchor } from "../../../core/vwap/shownAnchored";
import { type Words, keptTime } from "../../words";
import { offGridNotice } from "../profile/sessionWords";
import type { Lack } from "../notices";

/** Says that nothing is counted from a moment that a view has kept. */
export function momentNotice(kept: string, words: Words): Lack {
	return {
		text: words.say("momentMissing", `${keptTime(kept, words)} ${words.zone.name}`),
		cure: words.say("momentCure"),
		actions: [{ id: "changeRange", label: words.say("changeRange") }],
	};
}

/** Times that a notice names. */
const MOST_TIMES = 3;

/**
 * Says which sums begin after the beginning of their period because the answer has a hole there. That the first period may have
 * begun before the range is said where its values are.
 *
 * @param name what the sum is called
 */
export function beginningLacks(
	name: string,
	sums: PeriodSums | undefined,
	times: Float64Array,
	words: Words,
): readonly Lack[] {
	const lacking = (sums?.partial ?? []).filter((start) => start !== sums?.starts[0]);
	if (lacking.length === 0) return [];
	const more = lacking.length > MOST_TIMES ? "… " : "";
	const named = lacking.slice(-MOST_TIMES).map((start) => words.time(at(times, start)));
	const since = `${more}${named.join(", ")} ${words.zone.name}`;
	return [
		{
			text: words.say("periodsLacking", name, since),
			cure: words.say("refreshMissing"),
			actions: [{ id: "refresh", label: words.say("refresh") }],
		},
	];
}

/**
 * Why nothing runs from the anchor that a view has chosen; nothing where it does, or where none is wanted.
 *
 * @param vwap the VWAP of the chart, if it has one
 * @param own what the chart is of
 */
export function anchorNotice(
	vwap: Part<VwapSeries> | undefined,
	own: Part,
	{ anchor, cumulativeDelta, session = "day" }: ViewOptions,
	words: Words,
): readonly Lack[] {
	const hasVwap = vwap?.series.volume !== undefined;
	if (anchor === undefined || !(hasVwap || cumulativeDelta === "anchor")) return [];
	if (anchor !== "sessions") {
		const { series, result } = vwap ?? own;
		if (isNamedAnchor(anchor) || placeOfAnchor(series, result, anchor) !== undefined) return [];
		return [momentNotice(anchor, words)];
	}
	if (!hasVwap) return [];
	const zone = zoneOfPeriod(session, words.zone.name);
	const { range } = own.result;
	const needed = intervalFor(session, zone, vwap.series.interval, range);
	if (needed !== undefined) return [offGridNotice(session, vwap.series.interval, needed, words)];
	if (knownPeriods(session, zone, range).length > 0) return [];
	const shown = `${words.time(range.from)} – ${words.time(range.to)} ${words.zone.name}`;
	return [{ text: words.say("noSuchSession", shown), actions: [] }];
}
