import { at } from "../../../core/at";
import { onlyIntervals } from "../../../core/profile/overTime/onlyIntervals";
import { lowerBound } from "../../../core/search";
import { openPoint, stepLayer } from "../../charts/layers/line";
import { rayLayer } from "../../charts/layers/rays";
import type { Plot } from "../../charts/screens/timeInput";
import type { ChartTheme } from "../../theme";
import type { Words } from "../../words";
import { developing } from "../analytics";
import { extentOf, lineOf } from "../vwap/lines";
import { type ProfileBundle, newestNaked } from "./profileBundle";

/**
 * POC and value area of the running sum after each interval (definitions D13), the value area's upper end at
 * the outer edge of its row where levels are shown so (D7).
 */
export function developingPlot(
	{ series: whole, model, chosen }: ProfileBundle,
	wantsEdges: boolean,
	words: Words,
): Plot {
	// With chosen intervals, only those are added, so that the sum ends at their composite.
	const series = chosen === undefined ? whole : onlyIntervals(whole, chosen);
	const { poc, vah: highestRow, val, rowHeight } = developing(series, words.valueArea);
	const atEdges = wantsEdges && model.rows.step !== undefined;
	const vah = atEdges ? highestRow.map((price, index) => price + at(rowHeight, index)) : highestRow;
	const isOpen = series.open;
	const price = words.price(model.priceDecimals);
	const step = (values: Float64Array, color: (theme: ChartTheme) => string, dash: number[]) =>
		stepLayer(series.times, values, series.interval, { color, width: 1.5, dash });
	/** Levels after an interval in words; those of the interval before, where none starts at the time. */
	const levelsAt = (time: number) => {
		const after = lowerBound(series.times, time);
		const index = series.times[after] === time ? after : after - 1;
		const value = poc[index] ?? NaN;
		if (Number.isNaN(value)) return undefined;
		return { poc: price(value), area: `${price(at(val, index))} – ${price(at(vah, index))}` };
	};
	return {
		extent: extentOf(
			lineOf(series.times, val, series.interval),
			lineOf(series.times, vah, series.interval),
		),
		layers: [
			step(vah, (theme) => theme.valueArea, [5, 3]),
			step(val, (theme) => theme.valueArea, [5, 3]),
			step(poc, (theme) => theme.poc, [5, 3]),
			// The last value is still moving.
			...(isOpen
				? [
						openPoint(lineOf(series.times, poc, series.interval), {
							color: (theme) => theme.poc,
						}),
					]
				: []),
		],
		rows: (time) => {
			const found = levelsAt(time);
			if (found === undefined) return [];
			return [
				{ label: words.say("developingPoc"), value: found.poc },
				{ label: words.say(atEdges ? "developingEdges" : "developingArea"), value: found.area },
			];
		},
		readings: (time) => {
			const found = levelsAt(time);
			return found === undefined
				? []
				: [{ id: "developing", value: found.poc, detail: found.area }];
		},
	};
}

/** POCs that no later interval has traded through, from their interval on (definitions D11). */
export function nakedPlot({ series, model, naked }: ProfileBundle, words: Words): Plot {
	const price = words.price(model.priceDecimals);
	const rays = newestNaked(naked).map((one) => ({
		from: at(series.times, one.interval) + series.interval,
		value: one.price,
		name: price(one.price),
	}));
	return { layers: [rayLayer(rays)] };
}
