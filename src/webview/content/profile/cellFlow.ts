import { signedText } from "../../../core/chart/format";
import type { Imbalance } from "../../../core/profile/orderFlow/imbalances";
import type { ShownFlow } from "../../../core/profile/orderFlow/shownFlow";
import { totalsOfIntervals } from "../../../core/profile/orderFlow/shownFlow";
import { deltaOf } from "../../../core/profile/profile";
import { DEFAULT_IMBALANCES, type NumberMode } from "../../../core/query/flowOptions";
import type { ViewOptions } from "../../../core/query/viewOptions";
import type { VolumeProfileSeries } from "../../../core/result/series";
import type { CellText } from "../../charts/layers/cellNumbers";
import { TOTAL_ROW_PIXELS, type TotalRow, totalsLayer } from "../../charts/layers/totals";
import type { ItemRow } from "../../charts/screen";
import type { SubPane } from "../../charts/screens/timeInput";
import { colored } from "../../charts/profilePane";
import type { ChartTheme } from "../../theme";
import type { Words } from "../../words";
import type { LegendItem } from "../types";
import { heatOf } from "../analytics";
import { atTime } from "../vwap/lines";
import type { ProfileBundle } from "./profileBundle";

/** The number that stands in a cell. */
export function cellTextOf(
	mode: Exclude<NumberMode, "none">,
	series: VolumeProfileSeries,
	words: Words,
): CellText {
	const short = words.cell(heatOf(series, "volume")?.scale.full ?? 0);
	const signed = signedText(short);
	switch (mode) {
		case "sides":
			return (buy, sell) => `${short(buy)} × ${short(sell)}`;
		case "delta":
			return (buy, sell) => signed(deltaOf(buy, sell));
		case "volume":
			return (buy, sell, unknown) => short(buy + sell + unknown);
		case "share": {
			const { total } = totalsOfIntervals(series);
			const percent = words.cell(10);
			return (buy, sell, unknown, interval) =>
				`${percent(((buy + sell + unknown) / total[interval]) * 100)}\u202f%`;
		}
	}
}

/** What the card says of an imbalance: how many times the other side, and both volumes. */
export function imbalanceRow(
	{ side, own, other, isStacked }: Imbalance,
	volume: (value: number) => string,
	{ say, full }: Words,
	theme: ChartTheme | undefined,
): ItemRow {
	const isBuy = side === "buy";
	const numbers = say(isBuy ? "imbalanceBelow" : "imbalanceAbove", volume(own), volume(other));
	const times = other === 0 ? [] : [`${full(Math.round((own / other) * 100))} %`];
	const stacked = isStacked ? [say("imbalanceStacked")] : [];
	return {
		label: say(isBuy ? "imbalanceBuy" : "imbalanceSell"),
		value: [...times, numbers, ...stacked].join(" · "),
		...colored(theme && (isBuy ? theme.buy : theme.sell)),
	};
}

/** What the marks and numbers in the cells mean. */
export function flowLegend(
	{ series, unit }: ProfileBundle,
	view: ViewOptions,
	{ say, full }: Words,
): LegendItem[] {
	const { numbers = "none", cells = "volume" } = view;
	const { ratio, least } = view.imbalanceSettings ?? DEFAULT_IMBALANCES;
	const percent = full(ratio * 100);
	const imbalances =
		least > 0
			? say("imbalancesFromLeast", percent, `${full(least)} ${unit}`)
			: say("imbalancesFrom", percent);
	const label =
		series.unknown === undefined ? imbalances : `${imbalances}, ${say("imbalancesUntold")}`;
	return [
		...(numbers === "none" || cells === "profiles"
			? []
			: [
					{
						id: "numbers",
						label: say("numbersLegend", say(`numbers_${numbers}`)),
						color: ({ text }: ChartTheme) => text,
						glyph: "12",
					},
				]),
		...(view.imbalances === true
			? [{ id: "imbalances", label, color: ({ buy }: ChartTheme) => buy, glyph: "▌" }]
			: []),
	];
}

/** Volume, delta and trades of each interval, under its cells. */
export function totalsPane(
	{ series, model, unit }: ProfileBundle,
	{ totals, trades }: ShownFlow,
	words: Words,
): SubPane[] {
	if (totals === undefined) return [];
	const { say, full } = words;
	const { total, delta, mostTotal, mostDelta } = totals;
	const volume = words.volume(model.volumeDecimals);
	const short = words.cell(mostTotal);
	const mostTrades = trades?.reduce((most, count) => (count > most ? count : most), 0) ?? 0;
	const grey = ({ heat }: ChartTheme) => [heat.volume.grey, heat.volume.grey] as const;
	const rows: (TotalRow & { readonly name: string })[] = [
		{ name: say("volumeAxis", unit), values: total, text: short, most: mostTotal, ramps: grey },
		{
			name: say("deltaAxis", unit),
			values: delta,
			text: signedText(words.cell(mostDelta)),
			most: mostDelta,
			ramps: ({ heat }) => [heat.bought, heat.sold],
		},
		...(trades === undefined
			? []
			: [
					{
						name: say("trades"),
						values: trades,
						text: words.cell(Math.max(100, mostTrades)),
						most: mostTrades,
						ramps: grey,
					},
				]),
	];
	const { times, interval } = series;
	return [
		{
			id: "totals",
			name: "",
			decimals: 0,
			text: short,
			rows: { names: rows.map(({ name }) => name), height: TOTAL_ROW_PIXELS },
			plot: {
				layers: [totalsLayer(times, interval, rows)],
				rows: (time) => {
					const sum = atTime(times, total, time);
					if (Number.isNaN(sum)) return [];
					const count = trades === undefined ? NaN : atTime(times, trades, time);
					return [
						{ label: say("intervalTotal"), value: `${volume(sum)} ${unit}` },
						{
							label: say("intervalDelta"),
							value: `${signedText(volume)(atTime(times, delta, time))} ${unit}`,
						},
						...(Number.isNaN(count) ? [] : [{ label: say("trades"), value: full(count) }]),
					];
				},
			},
		},
	];
}
