import { at } from "../../../core/at";
import type { VwapModel } from "../../../core/chart/vwapModel";
import { computedText } from "../../../core/plainText";
import type { ShownAnchor } from "../../../core/vwap/shownAnchors";
import type { Words } from "../../words";
import type { Figure } from "../figures";
import type { Notice } from "../types";
import { anchorLabel, anchorLackWords, anchorTime } from "./anchorMarks";
import { anchorId } from "../../../core/query/anchors";

/** The VWAP of each anchor at the last interval, with the time that it runs from. */
export function anchorFigures(
	all: readonly ShownAnchor[],
	{ line, priceDecimals }: VwapModel,
	words: Words,
): Figure[] {
	const price = words.price(priceDecimals);
	const now = at(line.times, line.times.length - 1);
	return all.map((shown): Figure => {
		const { anchor, run } = shown;
		const id = anchorId(anchor);
		const own = { id, label: anchorLabel(anchor, words), isKey: true, follows: true } as const;
		const detail = { id: `${id}Time`, text: anchorTime(anchor.at, now, words) };
		if (run === undefined)
			return { ...own, value: "–", detail, hint: anchorLackWords(shown, words), copied: "" };
		const last = at(run.running.vwap, run.running.vwap.length - 1);
		const begin = at(line.times, run.start);
		const since = words.say("anchoredLong", `${words.time(begin)} ${words.zone.name}`);
		// Nothing traded at the anchor itself, or it lies between the starts of two intervals.
		const late = begin === anchor.at ? [] : [words.say("anchorLate", words.time(anchor.at))];
		const bands = anchor.bands.length === 0 ? [] : [words.say("sigmaLong")];
		return {
			...own,
			value: price(last),
			detail,
			hint: [since, ...late, ...bands].join("\n"),
			copied: computedText(last),
		};
	});
}

/** Why some anchors have no VWAP. */
export function anchorNotices(all: readonly ShownAnchor[], words: Words): readonly Notice[] {
	return all.flatMap((shown) =>
		shown.lack === undefined
			? []
			: [
					{
						text: anchorLackWords(shown, words),
						actions:
							shown.lack === "noTrades"
								? []
								: [{ id: "changeRange" as const, label: words.say("changeRange") }],
					},
				],
	);
}
