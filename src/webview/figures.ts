import {
	averageDecimals,
	decimalsOf,
	decimalsOfAll,
	plainNumber,
	signedText,
} from "../core/chart/format";
import type { ProfileModel } from "../core/chart/profileModel";
import type { VwapFigures, VwapModel } from "../core/chart/vwapModel";
import type { ProfileLevels } from "../core/profile/profile";
import type { Words } from "./words";

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
	readonly role?: "buy" | "sell" | "poc" | "valueArea";
}

/**
 * POC, VAH, VAL, totals, delta, the method, and gaps where there are any.
 *
 * @param gaps intervals without trades
 */
export function profileFigures(
	{ rows, priceDecimals }: ProfileModel,
	levels: ProfileLevels,
	gaps: number,
	unit: string,
	words: Words,
): Figure[] {
	const { say } = words;
	const price = words.price(priceDecimals);
	const level = (id: "poc" | "vah" | "val", role: "poc" | "valueArea"): Figure => ({
		id,
		label: say(id),
		value: price(levels[id]),
		hint: say(`${id}Long`),
		copied: plainNumber(levels[id], priceDecimals),
		role,
	});
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
		...(gaps > 0 ? [gapsFigure(gaps, words)] : []),
	];
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
