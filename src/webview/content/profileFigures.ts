import { computedDecimals, signedText, steplessDecimals } from "../../core/chart/format";
import type { ProfileModel } from "../../core/chart/profileModel";
import type { ProfileLevels } from "../../core/profile/profile";
import type { ProfileShape } from "../../core/profile/shape";
import { computedText, deliveredText } from "../../core/plainText";
import { type Figure, gapsFigure } from "./figures";
import type { Words } from "../words";
import type { ProfileBundle } from "./profileBundle";

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
	{ rows, priceDecimals, rowHeight, volumeDecimals }: ProfileModel,
	levels: ProfileLevels,
	{ gaps, unit, shape, atEdges }: ProfileFacts,
	words: Words,
): Figure[] {
	const { say } = words;
	const price = words.price(priceDecimals);
	const full = words.volume(volumeDecimals);
	const level = (id: "poc" | "vah" | "val", role: "poc" | "valueArea"): Figure => {
		const value = levels[id] + (atEdges && id === "vah" ? rowHeight : 0);
		const edge = atEdges && id !== "poc" ? ` ${say("atEdgesLong")}` : "";
		return {
			id,
			label: edge === "" ? say(id) : say("edgeOf", say(id)),
			value: price(value),
			hint: say(`${id}Long`) + edge,
			copied: value === levels[id] ? deliveredText(value) : computedText(value),
			role,
		};
	};
	const volume = (id: "total" | "buy" | "sell", role?: "buy" | "sell"): Figure => ({
		id,
		label: say(id),
		value: `${words.compact(levels[id])} ${unit}`,
		hint: `${say(id)}: ${full(levels[id])} ${unit}`,
		copied: computedText(levels[id], volumeDecimals),
		...(role === undefined ? {} : { role }),
	});
	const method = methodWords(words);
	const decimals =
		rows.step === undefined ? steplessDecimals(rows.prices) : computedDecimals(priceDecimals);
	return [
		level("poc", "poc"),
		level("vah", "valueArea"),
		level("val", "valueArea"),
		{
			id: "impliedVwap",
			label: say("impliedVwap"),
			value: words.price(decimals)(levels.impliedVwap),
			hint: say("impliedVwapLong"),
			copied: computedText(levels.impliedVwap),
		},
		volume("total"),
		volume("buy", "buy"),
		volume("sell", "sell"),
		{
			id: "delta",
			label: say("delta"),
			value: `${signedText(words.compact)(levels.delta)} ${unit}`,
			detail: { id: "deltaPercent", text: words.signedPercent(levels.deltaPercent) },
			hint: `${say("delta")}: ${signedText(full)(levels.delta)} ${unit}`,
			copied: computedText(levels.delta, volumeDecimals),
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
export function compareFigures(
	bundles: readonly ProfileBundle[],
	missing: readonly { readonly name: string; readonly text: string }[],
	atEdges: boolean,
	words: Words,
): Figure[] {
	const { say } = words;
	const none = missing.map(({ name, text }, i) => ({
		id: `missing${i}`,
		label: name,
		value: text,
		hint: text,
		copied: text,
	}));
	const found = bundles.map(({ part, model, levels }): Figure => {
		const price = words.price(model.priceDecimals);
		const vah = levels.vah + (atEdges ? model.rowHeight : 0);
		const area = `${price(levels.val)} – ${price(vah)}`;
		return {
			id: `poc${part.index}`,
			label: `${part.name} ${say("poc")}`,
			value: price(levels.poc),
			detail: { id: `area${part.index}`, text: area },
			hint: `${say("valLong")} – ${say("vahLong")}: ${area}. ${say("method")}: ${methodWords(words)}`,
			copied: deliveredText(levels.poc),
			role: "poc",
		};
	});
	return [...found, ...none];
}

/** How the value area is found, as it is printed beside the numbers. */
export function methodWords({ settings, say }: Words): string {
	const { valueAreaMethod, valueAreaPercent } = settings;
	return say(valueAreaMethod === "pairs" ? "methodPairs" : "methodSingle", valueAreaPercent);
}
