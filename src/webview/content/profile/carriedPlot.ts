import {
	holdsAt,
	holdsLast,
	isDelivered,
	type LevelLine,
	type ShownLevels,
	shownLevels,
} from "../../../core/chart/shownCarried";
import { shortLength } from "../../../core/length";
import type { Part } from "../../../core/table/parts";
import type { ViewOptions } from "../../../core/query/viewOptions";
import type { VwapSeries } from "../../../core/result/series";
import type { DurationMs } from "../../../core/time";
import { computedText, deliveredText } from "../../../core/plainText";
import { type LevelRay, levelRays } from "../../charts/layers/levelRays";
import type { ItemRow } from "../../charts/screen";
import type { Plot } from "../../charts/screens/timeInput";
import type { ChartTheme } from "../../theme";
import type { Words } from "../../words";
import type { Figure } from "../figures";
import type { Lack } from "../notices";
import type { LegendItem } from "../types";
import type { ProfileBundle } from "./profileBundle";
import { offGridNotice, otherInterval, periodName } from "./sessionWords";

const COLORS: Readonly<Record<LevelLine["kind"], (theme: ChartTheme) => string>> = {
	poc: ({ poc }) => poc,
	vah: ({ valueArea }) => valueArea,
	val: ({ valueArea }) => valueArea,
	vwap: ({ anchored }) => anchored,
	high: ({ text }) => text,
	low: ({ text }) => text,
	extension: ({ dimText }) => dimText,
};

const DASHES: Readonly<Record<LevelLine["kind"], readonly number[]>> = {
	poc: [8, 3],
	vah: [3, 3],
	val: [3, 3],
	vwap: [8, 3, 2, 3],
	high: [],
	low: [],
	extension: [1, 3],
};

/** The levels that a view wants of a profile and of the VWAP that stands beside it. */
export function levelsIn(
	{ series, part }: ProfileBundle,
	vwap: Part<VwapSeries> | undefined,
	view: ViewOptions,
	words: Words,
): ShownLevels {
	const profile = { series, delivered: part.series, result: part.result };
	const sources = { profile, vwap };
	return shownLevels(sources, view, words.zone.name, words.valueArea);
}

/** The same of a VWAP that stands alone: its own carried VWAPs, and opening ranges where it has candles. */
export function levelsOfLine(vwap: Part<VwapSeries>, view: ViewOptions, words: Words): ShownLevels {
	const sources = { profile: undefined, vwap };
	return shownLevels(sources, view, words.zone.name, words.valueArea);
}

/** Groups of levels, each of which can be switched off in the legend. */
export const LEVEL_GROUPS = ["carried", "opening"] as const;

function textOf(line: Pick<LevelLine, "kind" | "decimals">, decimals: number, words: Words) {
	const own = line.decimals ?? decimals;
	// An extension is computed: half a range may lie between two prices (definitions D24).
	return words.price(line.kind === "extension" ? own + 2 : own);
}

/**
 * Levels of earlier sessions and of the first minutes of each as rays over the time in which they hold.
 *
 * @param isOfSessions whether the crosshair is on whole sessions
 */
export function carriedPlot(
	levels: ShownLevels,
	decimals: number,
	taken: readonly number[],
	hidden: ReadonlySet<string>,
	words: Words,
	isOfSessions = false,
): Plot {
	const shown = levels.lines.filter(({ group }) => !hidden.has(group));
	const newest = newestOf(shown);
	const rays = shown.map((line): LevelRay => ({
		from: line.from,
		to: line.to,
		price: line.price,
		// Extensions of earlier sessions would crowd out what matters more.
		name: line.kind !== "extension" || newest.includes(line) ? line.name : "",
		text: textOf(line, decimals, words)(line.price),
		isLower: line.kind === "val" || line.kind === "low",
		isNow: newest.includes(line),
		color: COLORS[line.kind],
		dash: DASHES[line.kind],
	}));
	return {
		layers: [levelRays(rays)],
		tags: (theme) =>
			tagged(newest, levels, taken).map(([line, name]) => {
				const color = COLORS[line.kind](theme);
				const text = textOf(line, decimals, words)(line.price);
				return { value: line.price, text, name, color, ink: theme.inkOf(color), line: "none" };
			}),
		readings: (time) =>
			newest
				.filter(({ kind }) => kind !== "extension")
				.map(({ name }) => {
					const own = shown.findLast(
						(line) => line.name === name && holdsAt(line, time, isOfSessions),
					);
					const value = own ? textOf(own, decimals, words)(own.price) : "–";
					// The date of the last one is not that of this place.
					return { id: name, value, detail: "" };
				}),
		rows: (time) =>
			levelRows(
				shown.filter((line) => holdsAt(line, time, isOfSessions)),
				decimals,
				words,
			),
	};
}

/** Levels under the crosshair: each by itself, both ends of a value area or of an opening range in one row. */
function levelRows(held: readonly LevelLine[], decimals: number, words: Words): ItemRow[] {
	return held.flatMap((line): ItemRow[] => {
		const text = textOf(line, decimals, words);
		if (line.kind === "poc" || line.kind === "vwap")
			return [{ label: line.name, value: text(line.price) }];
		const lower = line.kind === "vah" ? "val" : line.kind === "high" ? "low" : undefined;
		const other = held.find(({ kind, set }) => kind === lower && set === line.set);
		if (other === undefined) return [];
		const value = `${text(other.price)} – ${text(line.price)}`;
		return [{ label: `${other.name}–${line.name}`, value }];
	});
}

/**
 * Those that get a tag on the axis, which is at the end of the chart: what holds there, each price once, and none that a level
 * of the profile has already. Levels at one price share it, with the names of all.
 */
function tagged(
	lines: readonly LevelLine[],
	levels: ShownLevels,
	others: readonly number[],
): readonly (readonly [LevelLine, name: string])[] {
	const found = new Map<number, readonly [LevelLine, name: string]>();
	for (const line of lines) {
		const { kind, price, name } = line;
		if (kind === "extension" || !holdsLast(line, levels) || others.includes(price)) continue;
		const [first = line, names] = found.get(price) ?? [];
		found.set(price, [first, names === undefined ? name : `${names} ${name}`]);
	}
	return [...found.values()];
}

/** The last of each name: those that hold at the end of the chart. */
function newestOf(lines: readonly LevelLine[]): readonly LevelLine[] {
	const newest = new Map<string, LevelLine>();
	for (const line of lines) {
		const before = newest.get(line.name);
		if (before === undefined || line.from >= before.from) newest.set(line.name, line);
	}
	return [...newest.values()];
}

/** The newest of each level in the strip, with what it is of; one that does not hold any more has its date. */
export function carriedFigures(levels: ShownLevels, decimals: number, words: Words): Figure[] {
	return newestOf(levels.lines)
		.filter(({ kind }) => kind !== "extension")
		.map((line): Figure => {
			const { from, to } = line.of;
			const isAtEdge = line.price !== line.delivered;
			const when = `${words.time(from)} – ${words.time(to)} ${words.zone.name}`;
			const what = words.say(`level_${line.kind}` as "level_poc", when);
			return {
				id: line.name,
				label: line.name,
				value: textOf(line, decimals, words)(line.price),
				...(holdsLast(line, levels)
					? {}
					: { detail: { id: `${line.name}Date`, text: words.time(from).slice(0, 10) } }),
				hint: [
					what,
					...(line.isOfRows
						? [words.say(line.kind === "vwap" ? "levelImplied" : "levelOfRows")]
						: []),
					...(isAtEdge ? [words.say("atEdgesLong")] : []),
				].join(" "),
				copied: (isDelivered(line) && !isAtEdge ? deliveredText : computedText)(line.price),
				follows: true,
				...(line.kind === "poc"
					? { role: "poc" as const }
					: line.kind === "vwap"
						? { role: "anchored" as const }
						: line.kind === "vah" || line.kind === "val"
							? { role: "valueArea" as const }
							: {}),
			};
		});
}

/** What of the levels can be switched off. */
export function carriedLegend({ lines }: ShownLevels, { say }: Words): LegendItem[] {
	return LEVEL_GROUPS.filter((group) => lines.some((line) => line.group === group)).map(
		(group) => ({
			id: group,
			label: say(group === "carried" ? "carriedShown" : "openingShown"),
			color: ({ text }: ChartTheme) => text,
			look: "dashed" as const,
		}),
	);
}

/** Why some levels are not there. */
export function levelLacks({ problems }: ShownLevels, interval: DurationMs, words: Words): Lack[] {
	const { say } = words;
	return problems.map(({ period, needed, minutes, lacking }): Lack => {
		const name = periodName(period, words);
		if (lacking !== undefined) {
			return {
				text: say("levelsLacking", name, words.full(lacking.count), lacking.levels),
				cure: say("refreshMissing"),
				actions: [{ id: "refresh", label: say("refresh") }],
			};
		}
		if (needed === undefined) {
			return {
				text: say("nothingCarried", name),
				cure: say("chooseLonger"),
				actions: [{ id: "changeRange", label: say("changeRange") }],
			};
		}
		if (minutes === undefined) return offGridNotice(period, interval, needed, words);
		const text = say("openingOffGrid", words.full(minutes), name, shortLength(interval));
		return { text, ...otherInterval(needed, words) };
	});
}
