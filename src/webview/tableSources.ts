import { signedText } from "../core/chart/format";
import type { ProfileModel } from "../core/chart/profileModel";
import type { VwapModel } from "../core/chart/vwapModel";
import { type ProfileLevels, deltaOf } from "../core/profile/profile";
import type { Words } from "./words";

/** A row that stands out. */
export type RowMark = "poc" | "vah" | "val" | "open";

export interface TableRow {
	/** The first is the row's header. */
	readonly cells: readonly string[];
	readonly marks: readonly RowMark[];
	readonly isInside: boolean;
}

/** The numbers behind a chart, row by row; only the rows in view are ever built. */
export interface TableSource {
	readonly caption: string;
	readonly columns: readonly string[];
	readonly count: number;
	row(index: number): TableRow;
	/** The row that the table opens at. */
	readonly start: number;
}

/** Rows of a profile, the highest price first, as the chart reads. */
export function profileTable(
	model: ProfileModel,
	levels: ProfileLevels,
	unit: string,
	words: Words,
): TableSource {
	const { rows, priceDecimals } = model;
	const { say } = words;
	const price = words.price(priceDecimals);
	const volume = words.volume(model.volumeDecimals);
	const delta = signedText(volume);
	const top = rows.prices.length - 1;
	return {
		caption: say("table"),
		columns: [
			say("price"),
			`${say("buy")}, ${unit}`,
			`${say("sell")}, ${unit}`,
			`${say("total")}, ${unit}`,
			`${say("delta")}, ${unit}`,
			say("share"),
		],
		count: rows.prices.length,
		start: top - levels.pocIndex,
		row: (index) => {
			const row = top - index;
			const buy = rows.buy[row] ?? 0;
			const sell = rows.sell[row] ?? 0;
			const marks: RowMark[] = [];
			if (row === levels.pocIndex) marks.push("poc");
			if (row === levels.vahIndex) marks.push("vah");
			if (row === levels.valIndex) marks.push("val");
			return {
				cells: [
					price(rows.prices[row] ?? NaN),
					volume(buy),
					volume(sell),
					volume(buy + sell),
					delta(deltaOf(buy, sell)),
					words.percent(((buy + sell) / levels.total) * 100),
				],
				marks,
				isInside: row >= levels.valIndex && row <= levels.vahIndex,
			};
		},
	};
}

/** Points of a line in time order, prices in the provider's own decimals. */
export function vwapTable(model: VwapModel, words: Words): TableSource {
	const { line, rawPrice, volume, count } = model;
	const { say, full } = words;
	const volumeText = words.volume(model.volumeDecimals);
	const price = (index: number) => {
		const raw = rawPrice.at(index);
		return raw === undefined || raw === null ? say("noTrades") : words.rawPrice(raw);
	};
	const last = line.times.length - 1;
	return {
		caption: say("table"),
		columns: [
			`${say("time")}, ${words.zone.name}`,
			say("vwap"),
			...(volume === undefined ? [] : [say("volume")]),
			...(count === undefined ? [] : [say("trades")]),
		],
		count: line.times.length,
		start: 0,
		row: (index) => ({
			cells: [
				words.time(line.times[index] ?? NaN),
				price(index),
				...(volume === undefined ? [] : [volumeText(volume[index] ?? NaN)]),
				...(count === undefined ? [] : [full(count[index] ?? NaN)]),
			],
			marks: model.isOpen && index === last ? ["open"] : [],
			isInside: false,
		}),
	};
}
