import { lastPlace, signedText } from "../../../core/chart/format";
import type { LineData } from "../../../core/chart/lineTrace";
import { type CheckForm, figuresIn } from "../../../core/table/checkTable";
import { lowerBound } from "../../../core/search";
import { intervalColumn } from "../../../core/vendorCheck/intervalColumn";
import type { ShownCheck } from "../../../core/vendorCheck/shownCheck";
import type { CheckedInterval } from "../../../core/vendorCheck/vendorCheck";
import { type DifferenceMark, differenceLayer } from "../../charts/layers/differences";
import type { LineLook } from "../../charts/layers/line";
import { colored } from "../../charts/profilePane";
import type { ItemRow } from "../../charts/screen";
import type { ExtentOf, Plot, SubPane } from "../../charts/screens/timeInput";
import type { ChartTheme } from "../../theme";
import type { Words } from "../../words";
import type { TimeTools } from "../types";
import { extentOf } from "../vwap/lines";
import { usualReach } from "./usualReach";

/** What a chart of a check is made of. */
export interface CheckModel {
	readonly shown: ShownCheck;
	readonly form: CheckForm;
	readonly interval: number;
	readonly words: Words;
	readonly tools: TimeTools;
}

export const VENDOR_LOOK: LineLook = {
	color: ({ lines }) => lines[2] ?? lines[0] ?? "",
	dash: [5, 3],
};
export const OWN_LOOK: LineLook = { color: ({ vwap }) => vwap };
/** Between which differences count as agreeing. */
export const allowedColor = ({ dimText }: ChartTheme): string => dimText;
const ALLOWED: LineLook = { color: allowedColor, width: 1, dash: [1, 3] };

/** Room above: the name of the pane stands in its upper corner. */
function withRoom<Extent extends ReturnType<ExtentOf>>(extent: Extent) {
	if (extent === undefined) return undefined;
	const { low, high } = extent;
	return { low, high: high + (high - low) / 6 };
}

export const timesOf = ({ shown: { check } }: CheckModel) =>
	intervalColumn(check.intervals, ({ time }) => time);

/** The VWAPs of both sides, and which intervals one of them lacks. */
export function linesPlot(model: CheckModel): {
	readonly main: Plot;
	readonly lines: readonly [LineData, LineData];
} {
	const { shown, form, interval, words, tools } = model;
	const { lineOf, lineLayer } = tools;
	const { intervals } = shown.check;
	const times = timesOf(model);
	const line = (read: (one: CheckedInterval) => number) =>
		lineOf(times, intervalColumn(intervals, read), interval);
	const vendor = line(({ vwap }) => vwap.vendor);
	const own = line(({ vwap }) => vwap.own);
	const at = indexed(intervals, times);
	return {
		lines: [vendor, own],
		main: {
			extent: (from, to) => withRoom(extentOf(vendor, own)(from, to)),
			layers: [
				missingLayer(model, times),
				lineLayer([own], OWN_LOOK),
				lineLayer([vendor], VENDOR_LOOK),
			],
			rows: (time, theme) => {
				const one = at(time);
				if (one === undefined) return [];
				const price = words.price(form.priceDecimals);
				const side = (label: string, value: number, look: LineLook): ItemRow[] =>
					Number.isNaN(value)
						? []
						: [
								{
									label: `${words.say("vwap")} ${label}`,
									value: price(value),
									...colored(theme && look.color(theme)),
								},
							];
				return [
					...side(form.vendor, one.vwap.vendor, VENDOR_LOOK),
					...side(form.own, one.vwap.own, OWN_LOOK),
				];
			},
			readings: (time) => {
				const one = at(time);
				const price = words.price(form.priceDecimals);
				const side = (id: "vendor" | "own") => {
					const value = one?.vwap[id] ?? NaN;
					return { id, value: Number.isNaN(value) ? words.say("noTrades") : price(value) };
				};
				return [side("vendor"), side("own")];
			},
			valueAt: (time) => at(time)?.vwap.own ?? NaN,
		},
	};
}

function missingLayer({ shown: { check }, interval }: CheckModel, times: Float64Array) {
	const none = new Float64Array(times.length).fill(NaN);
	const marks = check.intervals.map(({ state }) => missingOf(state));
	return differenceLayer({ times, interval, values: none, marks });
}

function missingOf(state: CheckedInterval["state"]): DifferenceMark {
	return state === "missingAtVendor" || state === "missingInOwn" ? state : "none";
}

/** Finds the interval that begins at a time. */
function indexed(
	intervals: readonly CheckedInterval[],
	times: Float64Array,
): (time: number) => CheckedInterval | undefined {
	return (time) => {
		const found = intervals[lowerBound(times, time)];
		return found?.time === time ? found : undefined;
	};
}

/** One figure of a check as a pane of differences. */
interface Pane {
	readonly id: "volume" | "delta" | "poc" | "vwap";
	readonly name: string;
	readonly value: (one: CheckedInterval) => number;
	/** Between which differences agree. */
	readonly low: (one: CheckedInterval) => number;
	readonly high: (one: CheckedInterval) => number;
	readonly decimals: number;
	readonly rows: (one: CheckedInterval) => ItemRow[];
}

/** A pane of differences for each figure that both sides have. */
export function checkPanes(model: CheckModel): SubPane[] {
	const { shown, interval, words, tools } = model;
	const { lineOf, lineLayer, bandLayer } = tools;
	const { check } = shown;
	const { intervals, hasVolumes, bounds } = check;
	const has = figuresIn(check);
	const times = timesOf(model);
	const at = indexed(intervals, times);
	return panesOf(model)
		.filter(({ id }) => has[id] && (hasVolumes || (id !== "volume" && id !== "delta")))
		.map(({ id, name, value, low, high, decimals, rows }): SubPane => {
			const values = intervalColumn(intervals, value);
			const line = (read: (one: CheckedInterval) => number) =>
				lineOf(times, intervalColumn(intervals, read), interval);
			const [lower, upper] = [line(low), line(high)];
			const marks = intervals.map((one): DifferenceMark => {
				const missing = missingOf(one.state);
				return missing === "none" ? (one[id].agreement ?? "none") : missing;
			});
			const differences = lineOf(times, values, interval);
			const text = signedText(words.price(decimals));
			const finest = 2 * lastPlace(decimals);
			const reach = Math.max(finest, usualReach(values, [lower.values, upper.values]));
			const around = extentOf(differences, lower, upper);
			return {
				id: `check-${id}`,
				name,
				decimals,
				text,
				plot: {
					extent: (from, to) => {
						const found = around(from, to) ?? { low: 0, high: 0 };
						const least = Math.max(found.low, -reach);
						const largest = Math.min(found.high, reach);
						// What its axis cannot write is no difference to look at.
						const most = Math.max(Math.abs(least), Math.abs(largest), finest);
						const high = Math.max(largest, most / 4);
						const low = Math.min(least, -most / 4);
						return withRoom({ low, high });
					},
					layers: [
						bandLayer(upper, lower, allowedColor),
						lineLayer([upper, lower], ALLOWED),
						differenceLayer({
							times,
							interval,
							values,
							marks,
							...(Number.isFinite(reach) && { cut: { at: reach, text } }),
						}),
					],
					rows: (time) => {
						const one = at(time);
						return one === undefined ? [] : rows(one);
					},
				},
			};
		});

	function panesOf({ form }: CheckModel): readonly Pane[] {
		const { say } = words;
		const { volumePercent, pocRows, vwapBps } = bounds;
		const share = volumePercent / 100;
		const volume = words.volume(form.volumeDecimals);
		const signedVolume = signedText(volume);
		const percent = signedText(words.price(3));
		const bps = signedText(words.price(2));
		const rowsText = signedText(words.price(1));
		const row = words.price(form.rowDecimals);
		const unit = form.ownUnit ?? say("baseUnit");
		/** What a side says: `Kiyotaka 12.5, My tape 12.4`, or what one of them alone does. */
		const pair = (held: { vendor: number; own: number }, text: (value: number) => string) =>
			(
				[
					[form.vendor, held.vendor],
					[form.own, held.own],
				] as const
			)
				.filter(([, value]) => !Number.isNaN(value))
				.map(([name, value]) => `${name} ${text(value)}`)
				.join(" · ");
		const line = (label: string, value: string): ItemRow[] =>
			value === "" ? [] : [{ label, value }];
		const differs = (label: string, difference: number, value: () => string) =>
			Number.isNaN(difference) ? [] : [{ label, value: value() }];
		return [
			{
				id: "volume",
				name: `${say("volumeDifference")}, %`,
				value: ({ volume }) => volume.percent,
				low: () => -volumePercent,
				high: () => volumePercent,
				decimals: 2,
				rows: ({ volume: held }) => [
					...line(`${say("volume")}, ${unit}`, pair(held, volume)),
					...differs(
						say("volumeDifference"),
						held.difference,
						() => `${signedVolume(held.difference)} ${unit} · ${percent(held.percent)} %`,
					),
				],
			},
			{
				id: "delta",
				name: `${say("deltaDifference")}, ${unit}`,
				value: ({ delta }) => delta.difference,
				low: ({ volume }) => -share * volume.own,
				high: ({ volume }) => share * volume.own,
				decimals: Math.min(form.volumeDecimals, 4),
				rows: ({ delta: held }) => [
					...line(`${say("delta")}, ${unit}`, pair(held, signedVolume)),
					...differs(
						say("deltaDifference"),
						held.difference,
						() => `${signedVolume(held.difference)} ${unit}`,
					),
				],
			},
			{
				id: "poc",
				name: `${say("pocDifference")}, ${say("rowsUnit")}`,
				value: ({ poc }) => poc.rows,
				low: () => -pocRows,
				high: () => pocRows,
				decimals: 1,
				rows: ({ poc: held }) => [
					...line(say("poc"), pair(held, row)),
					...differs(say("pocDifference"), held.rows, () => say("rowsCount", rowsText(held.rows))),
				],
			},
			{
				id: "vwap",
				name: `${say("vwapDifference")}, bps`,
				value: ({ vwap }) => vwap.bps,
				low: ({ vwap }) => vwap.leastBps - vwapBps,
				high: ({ vwap }) => vwap.mostBps + vwapBps,
				decimals: 1,
				rows: ({ vwap: held }) =>
					differs(say("vwapDifference"), held.bps, () => {
						const isExact = held.leastBps === 0 && held.mostBps === 0;
						const explained =
							isExact || Number.isNaN(held.leastBps)
								? ""
								: ` · ${say("checkExplained", bps(held.leastBps), bps(held.mostBps))}`;
						return `${bps(held.bps)} bps${explained}`;
					}),
			},
		];
	}
}
