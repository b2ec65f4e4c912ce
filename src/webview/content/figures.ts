import {
	averageDecimals,
	decimalsOf,
	decimalsOfAll,
	plainNumber,
	signedText,
} from "../../core/chart/format";
import type { ProfileModel } from "../../core/chart/profileModel";
import type { VwapFigures, VwapModel } from "../../core/chart/vwapModel";
import type { VwapSeries } from "../../core/series";
import type { VwapSpread } from "../../core/vwap/compare";
import type { ComparedIntervals } from "../../core/vwap/crossCheck";
import { summarizeVwap } from "../../core/vwap/series";
import type { ProfileLevels } from "../../core/profile/profile";
import type { ProfileShape } from "../../core/profile/shape";
import type { Words } from "../words";
import type { ProfileBundle } from "./profileBundle";
import type { Part } from "./types";
import { type AnchoredVwap, bpsText, isNamedAnchor } from "./vwapSources";

/** One value of the strip. */
export interface Figure {
	/** For tests and styling. */
	readonly id: string;
	readonly label: string;
	readonly value: string;
	/** Smaller words after the value. */
	readonly detail?: { readonly id: string; readonly text: string };
	/** The long form, as a tooltip. */
	readonly hint: string;
	/** What a click copies: a plain number, or words. */
	readonly copied: string;
	readonly role?: "buy" | "sell" | "poc" | "valueArea" | "anchored";
}

/** What a profile's strip says besides its levels. */
export interface ProfileFacts {
	/** Intervals without trades. */
	readonly gaps: number;
	readonly unit: string;
	readonly shape: ProfileShape | undefined;
	/** Levels at the outer edges of their rows (definitions D7). */
	readonly atEdges: boolean;
}

/** POC, VAH, VAL, totals, delta, the method, the shape, and gaps where there are any. */
export function profileFigures(
	{ rows, priceDecimals, rowHeight }: ProfileModel,
	levels: ProfileLevels,
	{ gaps, unit, shape, atEdges }: ProfileFacts,
	words: Words,
): Figure[] {
	const { say } = words;
	const price = words.price(priceDecimals);
	const level = (id: "poc" | "vah" | "val", role: "poc" | "valueArea"): Figure => {
		const value = levels[id] + (atEdges && id === "vah" ? rowHeight : 0);
		const edge = atEdges && id !== "poc" ? ` ${say("atEdgesLong")}` : "";
		return {
			id,
			label: say(id),
			value: price(value),
			hint: say(`${id}Long`) + edge,
			copied: plainNumber(value, priceDecimals),
			role,
		};
	};
	const volume = (id: "total" | "buy" | "sell", role?: "buy" | "sell"): Figure => ({
		id,
		label: say(id),
		value: `${words.compact(levels[id])} ${unit}`,
		hint: `${say(id)}: ${words.full(levels[id])} ${unit}`,
		copied: plainNumber(levels[id]),
		...(role === undefined ? {} : { role }),
	});
	const method = methodWords(words);
	const decimals = rows.step === undefined ? priceDecimals : averageDecimals(rows.step);
	return [
		level("poc", "poc"),
		level("vah", "valueArea"),
		level("val", "valueArea"),
		{
			id: "impliedVwap",
			label: say("impliedVwap"),
			value: words.price(decimals)(levels.impliedVwap),
			hint: say("impliedVwapLong"),
			copied: plainNumber(levels.impliedVwap, decimals),
		},
		volume("total"),
		volume("buy", "buy"),
		volume("sell", "sell"),
		{
			id: "delta",
			label: say("delta"),
			value: `${signedText(words.compact)(levels.delta)} ${unit}`,
			detail: { id: "deltaPercent", text: words.signedPercent(levels.deltaPercent) },
			hint: `${say("delta")}: ${signedText(words.full)(levels.delta)} ${unit}`,
			copied: plainNumber(levels.delta),
		},
		{
			id: "method",
			label: say("method"),
			value: method,
			hint: say("methodLong", method, words.percent(levels.capturedPercent)),
			copied: method,
		},
		...(shape === undefined ? [] : [shapeFigure(shape, words)]),
		...(gaps > 0 ? [gapsFigure(gaps, words)] : []),
	];
}

const SHAPES = {
	balanced: "shapeBalanced",
	p: "shapeP",
	b: "shapeB",
	double: "shapeDouble",
	thin: "shapeThin",
	mixed: "shapeMixed",
} as const;

function shapeFigure(shape: ProfileShape, { say }: Words): Figure {
	const value = say(SHAPES[shape]);
	return {
		id: "shape",
		label: say("shape"),
		value,
		detail: { id: "heuristic", text: say("heuristic") },
		hint: say("shapeLong"),
		copied: value,
	};
}

/** POC and value area of each of several profiles. */
export function compareFigures(bundles: readonly ProfileBundle[], words: Words): Figure[] {
	const { say } = words;
	return bundles.map(({ part, model, levels }) => {
		const price = words.price(model.priceDecimals);
		const area = `${price(levels.val)} – ${price(levels.vah)}`;
		return {
			id: `poc${part.index}`,
			label: `${part.name} ${say("poc")}`,
			value: price(levels.poc),
			detail: { id: `area${part.index}`, text: area },
			hint: `${say("valLong")} – ${say("vahLong")}: ${area}. ${say("method")}: ${methodWords(words)}`,
			copied: plainNumber(levels.poc, model.priceDecimals),
			role: "poc",
		};
	});
}

function gapsFigure(gaps: number, { say, full }: Words): Figure {
	return {
		id: "gaps",
		label: say("gaps"),
		value: full(gaps),
		hint: say("gapsLong"),
		copied: plainNumber(gaps),
	};
}

/** How the value area is found, as it is printed beside the numbers. */
export function methodWords({ settings, say }: Words): string {
	const { valueAreaMethod, valueAreaPercent } = settings;
	return say(valueAreaMethod === "pairs" ? "methodPairs" : "methodSingle", valueAreaPercent);
}

/** Last value, extremes and gaps of a line. */
export function vwapFigures(model: VwapModel, figures: VwapFigures, words: Words): Figure[] {
	const { say } = words;
	const price = words.price(model.priceDecimals);
	const span = figures.high - figures.low;
	const plain = (id: "low" | "high"): Figure => ({
		id,
		label: say(id),
		value: price(figures[id]),
		hint: say(id),
		copied: plainNumber(figures[id], decimalsOf(figures[id])),
	});
	return [
		{
			id: "last",
			label: say("last"),
			value: price(figures.last),
			hint: say("lastLong", `${words.time(figures.lastTime)} ${words.zone.name}`),
			copied:
				model.rawPrice.at(figures.lastIndex) ?? plainNumber(figures.last, decimalsOf(figures.last)),
		},
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
			copied: plainNumber(span, decimalsOfAll([figures.low, figures.high])),
		},
		gapsFigure(model.gaps, words),
	];
}

/** The running VWAP at the last interval that traded, its sigma, and how far the price is from it. */
export function anchoredFigures(
	{ running, deviation, isFirstPartial, starts }: AnchoredVwap,
	{ line, priceDecimals, figures }: VwapModel,
	anchor: string,
	words: Words,
): Figure[] {
	const { say } = words;
	const last = figures?.lastIndex ?? line.times.length - 1;
	const value = running.vwap[last] ?? NaN;
	if (Number.isNaN(value)) return [];
	const price = words.price(priceDecimals);
	const sigma = running.sigma[last] ?? NaN;
	const signed = signedText(words.price(2));
	const percent = deviation.percent[last] ?? NaN;
	const sigmas = deviation.sigmas[last] ?? NaN;
	const from = words.time(line.times[starts.at(-1) ?? 0] ?? NaN);
	const name = isNamedAnchor(anchor) ? say(`anchor_${anchor}`) : words.time(Date.parse(anchor));
	const partial = isFirstPartial && starts.length === 1 ? ` ${say("firstPartial")}` : "";
	return [
		{
			id: "anchored",
			label: say("anchored"),
			value: price(value),
			detail: { id: "anchorName", text: name },
			hint: say("anchoredLong", `${from} ${words.zone.name}`) + partial,
			copied: plainNumber(value, priceDecimals),
			role: "anchored",
		},
		{
			id: "sigma",
			label: "σ",
			value: price(sigma),
			hint: say("sigmaLong"),
			copied: plainNumber(sigma),
		},
		{
			id: "deviation",
			label: say("deviation"),
			value: `${signed(percent)} %`,
			...(Number.isNaN(sigmas)
				? {}
				: { detail: { id: "deviationSigma", text: `${signed(sigmas)} σ` } }),
			hint: say("deviationLong"),
			copied: plainNumber(percent, 4),
		},
	];
}

/** Last values of several lines, and the spread of each to the first. */
export function compareLineFigures(
	parts: readonly Part<VwapSeries>[],
	models: readonly VwapModel[],
	spreads: readonly VwapSpread[],
	words: Words,
): Figure[] {
	const bps = bpsText(words);
	return parts.flatMap(({ name, index }, place): Figure[] => {
		const model = models[place];
		if (model?.figures === undefined) return [];
		const { last, lastTime } = model.figures;
		const spread =
			place === 0 ? undefined : summarizeVwap(spreads[place - 1]?.bps ?? new Float64Array(0)).last;
		return [
			{
				id: `last${index}`,
				label: name,
				value: words.price(model.priceDecimals)(last),
				...(spread === undefined ? {} : { detail: { id: `spread${index}`, text: bps(spread) } }),
				hint: words.say("lastLong", `${words.time(lastTime)} ${words.zone.name}`),
				copied: plainNumber(last, decimalsOf(last)),
			},
		];
	});
}

/** How many intervals agree, and the largest difference. */
export function crossFigures(
	{ compared, within, beyond, largest }: ComparedIntervals,
	words: Words,
): Figure[] {
	const { say, full } = words;
	const count = (id: "compared" | "within" | "beyond", value: number): Figure => ({
		id,
		label: say(id),
		value: full(value),
		hint: say(`${id}Long`),
		copied: plainNumber(value),
	});
	return [
		count("compared", compared),
		count("within", within),
		count("beyond", beyond),
		...(largest === undefined
			? []
			: [
					{
						id: "largest",
						label: say("largest"),
						value: bpsText(words)(largest.bps),
						detail: { id: "largestTime", text: words.time(largest.time) },
						hint: say("largestLong"),
						copied: plainNumber(largest.bps, 4),
					},
				]),
	];
}
