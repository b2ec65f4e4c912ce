import { at } from "../../../core/at";
import type { VwapFigures, VwapModel } from "../../../core/chart/vwapModel";
import { computedText, deliveredDecimal, deliveredText } from "../../../core/plainText";
import { signedText } from "../../../core/chart/format";
import type { QueryResult } from "../../../core/result/result";
import type { ComparedIntervals } from "../../../core/vwap/crossCheck";
import { isPartialAt, startAt } from "../../../core/vwap/anchors";
import { medianOf, sortedDifferences, summarizeDifferences } from "../../../core/vwap/differences";
import { summarizeVwap } from "../../../core/vwap/summary";
import { type Figure, figureInterval, gapsFigure } from "../figures";
import type { Words } from "../../words";
import { type AnchoredVwap, anchorName, partialName } from "./anchored";
import type { ComparedMarkets } from "./comparedMarkets";
import { bpsText, deviationText } from "./lines";

/** When an answer was asked for. */
type AnswerTimes = Pick<QueryResult, "fetchedAt" | "toldAt">;

/** The last interval's VWAP. */
export function lastFigure(
	model: VwapModel,
	figures: VwapFigures,
	told: AnswerTimes,
	{ say, price, time, zone }: Words,
	label: "last" | "vwap" = "vwap",
): Figure {
	const { line, isOpen: open } = model;
	const { times, interval } = line;
	return {
		id: "last",
		label: say(label),
		value: price(model.priceDecimals)(figures.last),
		hint: say("lastLong", `${time(figures.lastTime)} ${zone.name}`),
		copied: wireText(model, figures.lastIndex),
		isKey: true,
		follows: true,
		when: figureInterval({ times, open }, told, figures.lastTime, interval),
	};
}

/** A price with all digits that the provider sent. */
function wireText({ rawPrice, line }: VwapModel, index: number): string {
	const raw = rawPrice.at(index);
	return raw === undefined || raw === null
		? deliveredText(at(line.values, index))
		: deliveredDecimal(raw);
}

/** Last value, extremes and gaps of a line. */
export function vwapFigures(
	model: VwapModel,
	figures: VwapFigures,
	gaps: number,
	told: AnswerTimes,
	words: Words,
): Figure[] {
	const { say } = words;
	const price = words.price(model.priceDecimals);
	const span = figures.high - figures.low;
	const plain = (id: "low" | "high"): Figure => ({
		id,
		label: say(id),
		value: price(figures[id]),
		hint: say(id),
		copied: wireText(model, model.line.table.indexOf(figures[id])),
	});
	return [
		lastFigure(model, figures, told, words, "last"),
		plain("low"),
		plain("high"),
		{
			id: "range",
			label: say("span"),
			value: price(span),
			...(figures.low > 0
				? { detail: { id: "rangePercent", text: words.percent((span / figures.low) * 100) } }
				: {}),
			hint: `${price(figures.low)} – ${price(figures.high)}`,
			copied: computedText(span),
		},
		gapsFigure(gaps, words),
	];
}

/** The running VWAP at the last interval that traded, its sigma, and how far the price is from it. */
export function anchoredFigures(
	anchored: AnchoredVwap,
	{ line, priceDecimals, figures }: VwapModel,
	anchor: string,
	words: Words,
): Figure[] {
	const { say } = words;
	const { running, deviation } = anchored;
	const last = figures?.lastIndex ?? line.times.length - 1;
	const value = running.vwap[last] ?? NaN;
	const named = { id: "anchored", label: say("anchored"), role: "anchored", isKey: true } as const;
	// There is none between two sessions.
	if (Number.isNaN(value)) {
		const detail = { id: "anchorName", text: anchorName(anchor, words) };
		return [{ ...named, value: "–", detail, hint: say("anchoredNone"), copied: "", follows: true }];
	}
	const price = words.price(priceDecimals);
	const sigma = at(running.sigma, last);
	const signed = deviationText(words);
	const percent = at(deviation.percent, last);
	const sigmas = at(deviation.sigmas, last);
	const from = words.time(at(line.times, startAt(anchored, last) ?? last));
	const name = partialName(anchorName(anchor, words), anchored, last, words);
	const partial = isPartialAt(anchored, last) ? `\n${say("lacksBeginning")}` : "";
	return [
		{
			...named,
			value: price(value),
			detail: { id: "anchorName", text: name },
			hint: say("anchoredLong", `${from} ${words.zone.name}`) + partial,
			copied: computedText(value),
			follows: true,
		},
		{
			id: "sigma",
			label: "σ",
			value: price(sigma),
			hint: say("sigmaLong"),
			copied: computedText(sigma),
			follows: true,
		},
		{
			id: "deviation",
			label: say("deviation"),
			value: `${signed(percent)} %`,
			...(Number.isNaN(sigmas)
				? {}
				: { detail: { id: "deviationSigma", text: `${signed(sigmas)} σ` } }),
			hint: say("deviationLong"),
			copied: computedText(percent),
			follows: true,
		},
	];
}

/** Last values of several lines, and the spread of each to the first. */
export function compareLineFigures(
	{ times, interval, markets, spreadName }: ComparedMarkets,
	words: Words,
): Figure[] {
	const bps = bpsText(words);
	return markets.flatMap(({ part, label, model, price, spread }): Figure[] => {
		const { last, lastIndex } = summarizeVwap(price);
		if (last === undefined || lastIndex === undefined) return [];
		const spreads = spread && summarizeVwap(spread);
		const lastSpread = spreads?.last;
		// The first line may have no price in the last interval of this one.
		const spreadTime = words.time(times[spreads?.lastIndex ?? lastIndex]);
		const isLate = spreads?.lastIndex !== lastIndex;
		const spreadText =
			lastSpread === undefined ? "" : bps(lastSpread) + (isLate ? ` (${spreadTime.slice(5)})` : "");
		const when = `${words.time(times[lastIndex])} ${words.zone.name}`;
		return [
			{
				id: `last${part.index}`,
				label,
				value: words.price(model.priceDecimals)(last),
				...(lastSpread === undefined
					? {}
					: { detail: { id: `spread${part.index}`, text: spreadText } }),
				hint: [
					words.say("lastLong", when),
					...(lastSpread === undefined ? [] : [`${spreadName}: ${spreadText}`]),
				].join("\n"),
				copied:
					model.line.interval === interval && model.figures !== undefined
						? wireText(model, model.figures.lastIndex)
						: computedText(last),
				isKey: true,
				follows: true,
				when: figureInterval(part.series, part.result, at(times, lastIndex), interval),
			},
		];
	});
}

/** How many intervals agree, the mean difference, what one row explains, and the largest difference. */
export function crossFigures(
	{ bps, leastBps, mostBps, compared, within, beyond, unknown, largest }: ComparedIntervals,
	words: Words,
): Figure[] {
	const { say, full } = words;
	const count = (
		id: "compared" | "within" | "beyond" | "heightUnknown",
		value: number,
	): Figure => ({
		id,
		label: say(id),
		value: full(value),
		hint: say(`${id}Long`),
		copied: deliveredText(value),
		...(id === "compared" ? {} : { isKey: true }),
	});
	return [
		count("compared", compared),
		count("within", within),
		count("beyond", beyond),
		...(unknown > 0 ? [count("heightUnknown", unknown)] : []),
		...meanFigures(bps, words),
		...explainedFigures(leastBps, mostBps, words),
		...(largest === undefined
			? []
			: [
					{
						id: "largest",
						label: say("largest"),
						value: bpsText(words)(largest.bps),
						detail: { id: "largestTime", text: words.time(largest.time) },
						hint: say("largestLong"),
						copied: computedText(largest.bps),
					},
				]),
	];
}

/** The mean of all differences, with the deviation of one. */
function meanFigures(bps: Float64Array, words: Words): Figure[] {
	const summary = summarizeDifferences(bps);
	if (summary === undefined) return [];
	const { mean, sigma } = summary;
	return [
		{
			id: "mean",
			label: words.say("meanDifference"),
			value: `${signedText(words.price(2))(mean)} bps`,
			detail: { id: "meanSigma", text: `σ ${words.price(2)(sigma)} bps` },
			hint: words.say("meanDifferenceLong"),
			copied: computedText(mean),
			isKey: true,
		},
	];
}

/** What the height of one row explains in the median interval. */
function explainedFigures(least: Float64Array, most: Float64Array, words: Words): Figure[] {
	const low = medianOf(sortedDifferences(least));
	const high = medianOf(sortedDifferences(most));
	if (Number.isNaN(low) || Number.isNaN(high)) return [];
	const text = signedText(words.price(1));
	return [
		{
			id: "oneRow",
			label: words.say("oneRow"),
			value: `${text(low)} – ${text(high)} bps`,
			hint: words.say("oneRowLong"),
			copied: `${computedText(low)} ${computedText(high)}`,
		},
	];
}
