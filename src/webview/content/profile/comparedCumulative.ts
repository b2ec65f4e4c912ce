import { at } from "../../../core/at";
import { signedText } from "../../../core/chart/format";
import type { CumulativeDelta } from "../../../core/profile/orderFlow/cumulativeDelta";
import { sharedIntervals, shownFlow, summedIn } from "../../../core/profile/orderFlow/shownFlow";
import { coveredWithin } from "../../../core/measure/covered";
import { type MeasuredBox, boxBetween } from "../../../core/measure/rowsBetween";
import type { ViewOptions } from "../../../core/query/viewOptions";
import { holdsOpen } from "../../../core/result/reach";
import type { Series } from "../../../core/result/series";
import { lowerBound } from "../../../core/search";
import { isOneVolumeUnit } from "../../../core/table/units";
import { startAt } from "../../../core/vwap/anchors";
import { type LineLook, openPoint, stepLayer } from "../../charts/layers/line";
import { colored } from "../../charts/profilePane";
import type { ItemRow } from "../../charts/screen";
import { timeBelow } from "../../charts/screens/timeBelow";
import type { SubPane } from "../../charts/screens/timeInput";
import { timeScreen } from "../../charts/screens/timeScreen";
import type { ChartTheme } from "../../theme";
import type { Words } from "../../words";
import type { Lack } from "../notices";
import { coveredWords, withProgress } from "../reachWords";
import { anchorNotice, beginningLacks } from "../vwap/anchorNotice";
import { partialName } from "../vwap/anchored";
import { extentOf, lastTag, lineOf, marketLook, piecesOf } from "../vwap/lines";
import {
	CUMULATIVE,
	type CumulativeBelow,
	aloneIn,
	beginWords,
	reachOfSums,
	untoldWords,
	zeroOf,
} from "./cumulativePane";
import type { ProfileBundle } from "./profileBundle";

/** The sum of one of the markets. */
interface MarketSum {
	readonly bundle: ProfileBundle;
	readonly cumulative: CumulativeDelta;
	readonly place: number;
	readonly name: string;
	readonly look: LineLook;
}

/**
 * The running sums of deltas under profiles that stand side by side, as one pane with a line for each (definitions D54). Markets
 * of another unit than the first have none, and a notice says so.
 *
 * @returns `undefined` where the view has no such sum
 */
export function comparedCumulative(
	bundles: readonly ProfileBundle[],
	view: ViewOptions,
	words: Words,
): CumulativeBelow | undefined {
	const { say } = words;
	const [first] = bundles;
	if (first === undefined || first.series.times.length < 2) return undefined;
	const [alike, others] = [true, false].map((wanted) =>
		bundles.filter((one) => (one === first || isOneVolumeUnit(one.part, first.part)) === wanted),
	) as [ProfileBundle[], ProfileBundle[]];
	const sums = alike.flatMap((bundle): MarketSum[] => {
		const { series, part } = bundle;
		const reaching = { series, result: part.result };
		const { cumulative } = shownFlow(reaching, view, false, words.zone.name, undefined);
		const place = bundles.indexOf(bundle);
		return cumulative === undefined
			? []
			: [{ bundle, cumulative, place, name: part.name, look: marketLook(place) }];
	});
	if (sums.length === 0) return undefined;
	const grid = sharedIntervals(alike.map(({ series }) => series));
	const ranges = alike.map(({ part }) => part.result.range);
	const { times, interval } = grid;
	const bounds = {
		min: Math.min(...ranges.map(({ from }) => from), at(times, 0)),
		max: Math.max(...ranges.map(({ to }) => to), at(times, times.length - 1) + interval),
		minSpan: Infinity,
	};
	const pane = paneOf(sums, first.unit, interval, view, words);
	const screen = timeScreen({
		...aloneIn(pane),
		words,
		times,
		interval,
		bounds,
		measured: (box) => sums.map((sum) => measuredSum(sum, box, words)),
		note: (time) => (isOpenInAll(sums, time, interval) ? say("inProgress") : ""),
	});
	const lacks = sums.flatMap(({ bundle: { part, series }, cumulative, name }) =>
		[
			...anchorNotice(undefined, part, view, words),
			...beginningLacks(say("cumulativeDelta"), cumulative, series.times, words),
		].map((one): Lack => ({ ...one, text: `${name}: ${one.text}` })),
	);
	return {
		screenUnder: (profile) => timeBelow(profile, screen, pane.id, say("noRoomBelow")),
		lacks: [...unitLacks(first, others, words), ...lacks],
		places: sums.map(({ place }) => place),
	};
}

/** Says which markets have no line because their volumes are, or may be, in another unit. */
function unitLacks(
	first: ProfileBundle,
	others: readonly ProfileBundle[],
	{ say }: Words,
): readonly Lack[] {
	if (others.length === 0) return [];
	const named = others.map(({ part, unit }) => {
		const why = unit === first.unit ? say("unitNotAlike", unit) : unit;
		return `${part.name} (${why})`;
	});
	return [{ text: say("cumulativeUnits", first.unit, named.join(", ")), actions: [] }];
}

function paneOf(
	sums: readonly MarketSum[],
	unit: string,
	interval: number,
	view: ViewOptions,
	words: Words,
): SubPane {
	const { say } = words;
	const decimals = Math.max(...sums.map(({ bundle }) => bundle.model.volumeDecimals));
	const short = signedText(words.compact);
	const isNowhere = sums.every(({ cumulative }) => cumulative.starts.length === 0);
	const pieces = sums.flatMap(({ bundle: { series }, cumulative }) =>
		piecesOf(series.times, cumulative.values, series.interval, cumulative.starts),
	);
	return {
		id: CUMULATIVE,
		name: [
			say("cumulativePane", unit, beginWords(view, words)),
			...(isNowhere ? [say("cumulativeNowhere")] : []),
			...sums.flatMap(({ cumulative, name }) => {
				const untold = untoldWords(cumulative, words);
				return untold.length === 0 ? [] : [`${name}: ${untold.join(", ")}`];
			}),
		].join(" · "),
		decimals,
		text: short,
		plot: {
			extent: reachOfSums(extentOf(...pieces)),
			layers: sums.flatMap(({ bundle: { series }, cumulative: { values, starts }, look }) => [
				stepLayer(series.times, values, series.interval, look, new Set(starts)),
				...(series.open ? [openPoint(lineOf(series.times, values, series.interval), look)] : []),
			]),
			tags: (theme, { max }) => [
				zeroOf(theme),
				...sums.flatMap(({ bundle: { series }, cumulative, look, name }) => {
					const last = cumulative.values[lowerBound(series.times, max) - 1] ?? NaN;
					if (Number.isNaN(last)) return [];
					return [{ ...lastTag(last, short, look, theme, name), line: "none" as const }];
				}),
			],
			rows: (time, theme) => rowsAt(sums, time, interval, theme, words),
		},
	};
}

/** The sum of each market at the end of an interval, under where it began: most begin together. */
function rowsAt(
	sums: readonly MarketSum[],
	time: number,
	interval: number,
	theme: ChartTheme | undefined,
	words: Words,
): readonly ItemRow[] {
	const bySince = new Map<string, ItemRow[]>();
	const areOpen = isOpenInAll(sums, time, interval);
	for (const { bundle, cumulative, look, name } of sums) {
		const { series, model, unit } = bundle;
		const found = summedIn(series, time, interval);
		const begin = found && startAt(cumulative, found.ended);
		if (found === undefined || begin === undefined) continue;
		const value = cumulative.values[found.traded] ?? NaN;
		// Between two sessions there is none.
		if (found.traded >= 0 && Number.isNaN(value)) continue;
		const since = words.say("sinceTime", words.time(at(series.times, begin)));
		const where = partialName(since, cumulative, found.ended, words);
		const text = Number.isNaN(value)
			? words.say("noTrades")
			: `${signedText(words.volume(model.volumeDecimals))(value)} ${unit}`;
		const row = {
			label: name,
			value: withProgress(text, isOpenAt(series, found.ended) && !areOpen, words),
			...colored(theme && look.color(theme)),
		};
		bySince.set(where, [...(bySince.get(where) ?? []), row]);
	}
	const label = words.say("cumulativeDelta");
	return [...bySince].flatMap(([value, rows]) => [{ label, value }, ...rows]);
}

/** Whether the interval of each market that counts at the end of another was in progress in its own answer. */
function isOpenInAll(sums: readonly MarketSum[], time: number, interval: number): boolean {
	const open = sums.flatMap(({ bundle: { series } }) => {
		const found = summedIn(series, time, interval);
		return found === undefined ? [] : [isOpenAt(series, found.ended)];
	});
	return open.length > 0 && open.every((one) => one);
}

/** Whether the interval at an index was in progress when the answer came. */
function isOpenAt({ times, open }: Series, index: number): boolean {
	return open && index === times.length - 1;
}

/** The delta of a market in a stretch of time, with how much of it that is of. */
function measuredSum({ bundle, name }: MarketSum, box: MeasuredBox, words: Words): ItemRow {
	const { say } = words;
	const { part, model, unit } = bundle;
	const { series, result } = part;
	const label = `${say("delta")} ${name}`;
	const length = box.to - box.from;
	const covered = coveredWithin(series, result, box.from, box.to);
	if (covered === 0) return { label, value: say("notInAnswer") };
	const { buy, sell, total, delta } = boxBetween(series, box);
	const volume = signedText(words.volume(model.volumeDecimals));
	const text =
		total === 0
			? say("noTrades")
			: buy === 0 && sell === 0
				? say("takerUnknown")
				: `${volume(delta)} ${unit}`;
	const value = [
		text,
		...(covered === length ? [] : [coveredWords(covered, length, words)]),
		...(holdsOpen(series, box.from, box.to) ? [say("lastInProgress")] : []),
	].join(" · ");
	return { label, value };
}
