import { signedText } from "../../core/chart/format";
import type { VwapModel } from "../../core/chart/vwapModel";
import type { ComparedIntervals } from "../../core/vwap/crossCheck";
import type { Words } from "../words";
import type { AnchoredVwap } from "./anchored";
import type { ComparedMarkets } from "./comparedMarkets";
import type { TableSource } from "./tableSources";

/** Points of a line in time order, prices in the provider's own decimals. */
export function vwapTable(
	model: VwapModel,
	words: Words,
	unit: string,
	anchored?: AnchoredVwap,
): TableSource {
	const { line, rawPrice, volume, count } = model;
	const { say, full } = words;
	const volumeText = words.volume(model.volumeDecimals);
	const price = (index: number) => {
		const raw = rawPrice.at(index);
		return raw === undefined || raw === null ? say("noTrades") : words.rawPrice(raw);
	};
	const last = line.times.length - 1;
	const fixed = words.price(model.priceDecimals);
	const signed = signedText(words.price(3));
	const orNone = (text: (value: number) => string, value = NaN) =>
		Number.isNaN(value) ? "" : text(value);
	const anchoredCells = ({ running, deviation }: AnchoredVwap, index: number) => [
		orNone(fixed, running.vwap[index]),
		orNone(fixed, running.sigma[index]),
		orNone(signed, deviation.percent[index]),
		orNone(signed, deviation.sigmas[index]),
	];
	return {
		caption: say("table"),
		columns: [
			`${say("time")}, ${words.zone.name}`,
			say("vwap"),
			...(anchored === undefined
				? []
				: [say("anchored"), "σ", `${say("deviation")}, %`, `${say("deviation")}, σ`]),
			...(volume === undefined ? [] : [`${say("volume")}, ${unit}`]),
			...(count === undefined ? [] : [say("trades")]),
		],
		count: line.times.length,
		row: (index) => ({
			cells: [
				words.time(line.times[index]),
				price(index),
				...(anchored === undefined ? [] : anchoredCells(anchored, index)),
				...(volume === undefined ? [] : [volumeText(volume[index])]),
				...(count === undefined ? [] : [full(count[index])]),
			],
			marks: model.isOpen && index === last ? ["open"] : [],
		}),
	};
}

/** Several lines at all times that any of them has, with the spread of each to the first. */
export function compareLinesTable(
	{ times, isByChange, markets, spreadName }: ComparedMarkets,
	words: Words,
): TableSource {
	const { say } = words;
	const others = markets.filter(({ spread }) => spread !== undefined);
	const bps = signedText(words.price(1));
	const percent = signedText(words.price(2));
	const cell = (text: (value: number) => string, value = NaN) =>
		Number.isNaN(value) ? "" : text(value);
	return {
		caption: say("table"),
		columns: [
			`${say("time")}, ${words.zone.name}`,
			...markets.map(({ label }) => label),
			...(isByChange ? markets.map(({ part }) => `${part.name}, %`) : []),
			...others.map(({ part }) => `${part.name}: ${spreadName}`),
		],
		count: times.length,
		row: (index) => ({
			cells: [
				words.time(times[index]),
				...markets.map(({ price, model }) => cell(words.price(model.priceDecimals), price[index])),
				...(isByChange
					? markets.map(({ change }) => cell(percent, (change[index] ?? NaN) * 100))
					: []),
				...others.map(({ spread }) => cell(bps, spread?.[index])),
			],
		}),
	};
}

/** Both VWAPs of each interval, their difference and how much of it the row step explains. */
export function crossTable(
	{ times, implied, vwap, bps, uncertaintyBps }: ComparedIntervals,
	price: (value: number) => string,
	words: Words,
): TableSource {
	const { say } = words;
	const signed = signedText(words.price(2));
	const cell = (text: (value: number) => string, value = NaN) =>
		Number.isNaN(value) ? "" : text(value);
	return {
		caption: say("table"),
		columns: [
			`${say("time")}, ${words.zone.name}`,
			say("implied"),
			say("vwap"),
			`${say("difference")}, bps`,
			`± bps`,
		],
		count: times.length,
		row: (index) => ({
			cells: [
				words.time(times[index]),
				cell(price, implied[index]),
				cell(price, vwap[index]),
				cell(signed, bps[index]),
				cell(words.price(2), uncertaintyBps[index]),
			],
			isInside: Math.abs(bps[index]) <= uncertaintyBps[index],
		}),
	};
}
