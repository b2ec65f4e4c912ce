import { linesBetween } from "../../core/measure/linesBetween";
import { coveredWithin } from "../../core/measure/covered";
import { type MeasuredBox, boxBetween } from "../../core/measure/rowsBetween";
import type { VwapSeries } from "../../core/result/series";
import { measuredRows } from "../charts/measuredRows";
import type { ItemRow } from "../charts/screen";
import type { Words } from "../words";
import { coveredWords } from "./reachWords";
import type { ProfileBundle } from "./profile/profileBundle";

/** How a VWAP's numbers are written. */
interface LineForm {
	readonly unit: string;
	readonly priceDecimals: number;
	readonly volumeDecimals: number;
}

/** What a VWAP holds of a stretch, in words; what the answer lacks is said. */
export function measuredLine(
	series: VwapSeries,
	{ unit, priceDecimals, volumeDecimals }: LineForm,
	{ from, to }: MeasuredBox,
	words: Words,
): readonly ItemRow[] {
	const { say } = words;
	const { intervals, traded, hasOpen, volume, vwap = NaN } = linesBetween(series, from, to);
	if (traded === 0) return [{ label: say("vwapBetween"), value: say("noTrades") }];
	const empty = intervals - traded;
	return [
		...(volume === undefined
			? [{ label: say("volume"), value: say("notInAnswer") }]
			: [
					{ label: say("volume"), value: `${words.volume(volumeDecimals)(volume)} ${unit}` },
					{ label: say("vwapBetween"), value: words.price(priceDecimals)(vwap) },
				]),
		...(empty > 0 ? [{ label: say("gapsLong"), value: words.full(empty) }] : []),
		...openRow(hasOpen, words),
	];
}

/** The VWAP of a stretch at all prices, beside what a profile holds of it, with how much of the stretch it is of. */
export function measuredVwap(
	series: VwapSeries,
	decimals: number,
	{ from, to }: MeasuredBox,
	words: Words,
): ItemRow {
	const { vwap, intervals, hasOpen } = linesBetween(series, from, to);
	const { say } = words;
	const covered = intervals * series.interval;
	const text =
		vwap === undefined || intervals === 0
			? say("notInAnswer")
			: Number.isNaN(vwap)
				? say("noTrades")
				: words.price(decimals)(vwap);
	const isAll = covered === 0 || covered === to - from;
	const value = [
		text,
		...(isAll ? [] : [coveredWords(covered, to - from, words)]),
		...(hasOpen ? [say("lastInProgress")] : []),
	].join(" · ");
	return { label: say("vwapAllPrices"), value };
}

/**
 * What the rows of a profile, as they were delivered, hold in a box of time and price, in words (definitions D43).
 *
 * @param isCounted whether the card counts the intervals of the profile itself
 */
export function measuredCells(
	{ part: { series, result }, model, unit }: ProfileBundle,
	box: MeasuredBox,
	words: Words,
	isCounted: boolean,
): readonly ItemRow[] {
	const { say } = words;
	const last = series.times.at(-1) ?? Infinity;
	const length = box.to - box.from;
	const covered = isCounted ? length : coveredWithin(series, result, box.from, box.to);
	const label = say("profileHolds");
	if (covered === 0) return [{ label, value: say("notInAnswer") }];
	return [
		...(covered === length ? [] : [{ label, value: coveredWords(covered, length, words) }]),
		...measuredRows(boxBetween(series, box), { ...model, unit }, words),
		...openRow(series.open && box.from <= last && last < box.to, words),
	];
}

function openRow(isOpen: boolean, { say }: Words): readonly ItemRow[] {
	return isOpen ? [{ label: say("lastInterval"), value: say("inProgress") }] : [];
}
