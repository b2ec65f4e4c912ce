import { signedText } from "../../core/chart/format";
import type { ProfileModel } from "../../core/chart/profileModel";
import type { ValueAreaExplanation } from "../../core/profile/explain";
import { type ProfileLevels, deltaOf } from "../../core/profile/profile";
import type { Words } from "../words";
import { levelsOfIntervals } from "./analytics";
import type { ProfileBundle } from "./profileBundle";
import type { RowMark, TableSource } from "./tableSources";

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
			const buy = rows.buy[row];
			const sell = rows.sell[row];
			const marks: RowMark[] = [];
			if (row === levels.pocIndex) marks.push("poc");
			if (row === levels.vahIndex) marks.push("vah");
			if (row === levels.valIndex) marks.push("val");
			return {
				cells: [
					price(rows.prices[row]),
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

/** Levels and totals of each interval of a profile. */
export function intervalsTable({ series, model, unit }: ProfileBundle, words: Words): TableSource {
	const { say } = words;
	const price = words.price(model.priceDecimals);
	const volume = words.volume(model.volumeDecimals);
	const levels = levelsOfIntervals(series, words.valueArea);
	const { times, offsets, buy, sell } = series;
	const sum = (column: Float64Array, index: number) => {
		let total = 0;
		const end = offsets[index + 1];
		for (let row = offsets[index]; row < end; row++) total += column[row];
		return total;
	};
	return {
		caption: say("table"),
		columns: [
			`${say("time")}, ${words.zone.name}`,
			say("poc"),
			say("vah"),
			say("val"),
			`${say("total")}, ${unit}`,
			`${say("delta")}, ${unit}`,
		],
		count: times.length,
		row: (index) => {
			const [bought, sold] = [sum(buy, index), sum(sell, index)];
			return {
				cells: [
					words.time(times[index]),
					...[levels.poc, levels.vah, levels.val].map((column) => price(column[index])),
					volume(bought + sold),
					signedText(volume)(deltaOf(bought, sold)),
				],
				marks: series.open && index === times.length - 1 ? ["open"] : [],
			};
		},
	};
}

/** Every price of several profiles, the highest first, with the volume that each has there. */
export function compareProfilesTable(bundles: readonly ProfileBundle[], words: Words): TableSource {
	const { say } = words;
	const all = bundles.map(({ model }) => model.rows);
	const prices = Float64Array.from(new Set(all.flatMap((rows) => [...rows.prices]))).sort();
	const price = words.price(Math.max(...bundles.map(({ model }) => model.priceDecimals)));
	const top = prices.length - 1;
	return {
		caption: say("table"),
		columns: [say("price"), ...bundles.map(({ part, unit }) => `${part.name}, ${unit}`)],
		count: prices.length,
		row: (index) => {
			const at = prices[top - index];
			return {
				cells: [
					price(at),
					...all.map(({ prices: own, buy, sell }, i) => {
						const row = own.indexOf(at);
						if (row < 0) return "";
						const volume = words.volume(bundles[i]?.model.volumeDecimals ?? 0);
						return volume(buy[row] + sell[row]);
					}),
				],
				marks: bundles.some(({ levels }) => levels.poc === at) ? ["poc"] : [],
			};
		},
	};
}

/** How the value area grew: the POC row, then which side won each comparison. */
export function explanationTable(
	{ start, target, steps, total }: ValueAreaExplanation,
	{ priceDecimals, volumeDecimals }: ProfileModel,
	unit: string,
	words: Words,
): TableSource {
	const { say } = words;
	const price = words.price(priceDecimals);
	const volume = words.volume(volumeDecimals);
	const sum = (value: number | undefined) => (value === undefined ? "–" : volume(value));
	const winners = { above: "explainAbove", below: "explainBelow", jump: "explainJump" } as const;
	return {
		caption: say(
			"explainCaption",
			`${volume(target)} ${unit}`,
			words.percent((target / total) * 100),
		),
		showsCaption: true,
		columns: [
			say("explainStep"),
			`${say("explainSumAbove")}, ${unit}`,
			`${say("explainSumBelow")}, ${unit}`,
			say("explainWinner"),
			`${say("explainCaptured")}, ${unit}`,
			say("share"),
			say("val"),
			say("vah"),
		],
		count: steps.length + 1,
		row: (index) => {
			const step = steps[index - 1];
			if (step === undefined) {
				const at = price(start.price);
				return {
					cells: [
						say("poc"),
						"",
						"",
						say("explainStart"),
						volume(start.volume),
						words.percent((start.volume / total) * 100),
						at,
						at,
					],
				};
			}
			return {
				cells: [
					String(index),
					sum(step.above),
					sum(step.below),
					say(winners[step.winner]),
					volume(step.captured),
					words.percent(step.capturedPercent),
					price(step.low),
					price(step.high),
				],
				isInside: index === steps.length,
			};
		},
	};
}
