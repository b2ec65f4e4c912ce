import { computedDecimals, signedText, steplessDecimals } from "../../../core/chart/format";
import type { ProfileModel } from "../../../core/chart/profile/profileModel";
import type { ProfileLevels } from "../../../core/profile/profile";
import type { ProfileShape } from "../../../core/profile/shape";
import type { VolumeProfileSeries } from "../../../core/result/series";
import type { ImpliedVwap } from "../../../core/vwap/impliedVwap";
import { computedText, deliveredText } from "../../../core/plainText";
import { type Figure, gapsFigure } from "../figures";
import type { Words } from "../../words";
import type { ProfileBundle } from "./profileBundle";

/** What a profile's strip says besides its levels. */
export interface ProfileFacts {
	/** Intervals without trades. */
	readonly gaps: number;
	readonly unit: string;
	readonly shape: ProfileShape | undefined;
	/** Levels at the outer edges of their rows (definitions D7). */
	readonly atEdges: boolean;
	/** Of the rows as they were delivered, however they are joined here. */
	readonly implied: ImpliedVwap;
	readonly delivered: Pick<VolumeProfileSeries, "unit" | "rowPrice">;
}

/**
 * The highest price of the value area: its row's, or that row's upper edge where people want that and the
 * height of the row is known (definitions D7).
 */
export function shownVah({ rows }: ProfileModel, { vah }: ProfileLevels, atEdges: boolean): number {
	return vah + (atEdges ? (rows.step ?? 0) : 0);
}

/** POC, VAH, VAL, totals, delta, the method, the shape, and gaps where there are any. */
export function profileFigures(
	model: ProfileModel,
	levels: ProfileLevels,
	facts: ProfileFacts,
	words: Words,
): Figure[] {
	const { rows, priceDecimals, volumeDecimals } = model;
	const { gaps, unit, shape, atEdges } = facts;
	const { say } = words;
	const price = words.price(priceDecimals);
	const full = words.volume(volumeDecimals);
	const level = (id: "poc" | "vah" | "val", role: "poc" | "valueArea"): Figure => {
		const value = id === "vah" ? shownVah(model, levels, atEdges) : levels[id];
		const asksEdge = atEdges && id !== "poc";
		const hasEdge = asksEdge && rows.step !== undefined;
		const reason = asksEdge ? say(hasEdge ? "atEdgesLong" : "noEdgeLong") : "";
		return {
			id,
			label: hasEdge ? say("edgeOf", say(id)) : say(id),
			value: price(value),
			...(asksEdge && !hasEdge ? { detail: { id: `${id}Edge`, text: say("noEdge") } } : {}),
			hint: [say(`${id}Long`), reason].filter((text) => text !== "").join(". "),
			copied: value === levels[id] ? deliveredText(value) : computedText(value),
			role,
			isKey: true,
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
		impliedFigure(facts, words.price(decimals), words),
		volume("total"),
		volume("buy", "buy"),
		volume("sell", "sell"),
		...(levels.unknown === undefined
			? []
			: [
					{
						id: "unknown",
						label: say("takerUnknown"),
						value: `${words.compact(levels.unknown)} ${unit}`,
						hint: `${say("takerUnknownLong")}: ${full(levels.unknown)} ${unit}`,
						copied: computedText(levels.unknown, volumeDecimals),
						role: "unknown" as const,
					},
				]),
		isNoTakerKnown(levels)
			? {
					id: "delta",
					label: say("delta"),
					value: "–",
					hint: say("takerUnknownLong"),
					copied: "",
					isKey: true,
				}
			: {
					id: "delta",
					label: say("delta"),
					value: `${signedText(words.compact)(levels.delta)} ${unit}`,
					detail: { id: "deltaPercent", text: words.signedPercent(levels.deltaPercent) },
					hint: `${say("delta")}: ${signedText(full)(levels.delta)} ${unit}`,
					copied: computedText(levels.delta, volumeDecimals),
					isKey: true,
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

/** Where there is volume and nobody says who took it, a delta of zero would be a guess. */
function isNoTakerKnown({ buy, sell, unknown = 0 }: ProfileLevels): boolean {
	return buy === 0 && sell === 0 && unknown > 0;
}

/** The VWAP that the rows imply, and how far their height lets that of the trades be off (definitions D20). */
function impliedFigure(
	{ implied: { price, low, high }, delivered }: ProfileFacts,
	text: (price: number) => string,
	{ say }: Words,
): Figure {
	const hasBand = !Number.isNaN(low) && !Number.isNaN(high);
	const isMiddle = delivered.rowPrice === "lowerEdge";
	const band = hasBand
		? say(isMiddle ? "impliedMiddle" : "impliedDelivered", text(low), text(high))
		: say("impliedNoBand");
	const dollars = delivered.unit === "USD" ? ` ${say("impliedDollars")}` : "";
	return {
		id: "impliedVwap",
		label: say("impliedVwap"),
		value: text(price),
		...(hasBand ? { detail: { id: "impliedBand", text: `${text(low)} – ${text(high)}` } } : {}),
		hint: band + dollars,
		copied: computedText(price),
	};
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
		isKey: true as const,
	}));
	const found = bundles.map(({ part, model, levels }): Figure => {
		const price = words.price(model.priceDecimals);
		const area = `${price(levels.val)} – ${price(shownVah(model, levels, atEdges))}`;
		const noEdge = atEdges && model.rows.step === undefined ? ` ${say("noEdgeLong")}` : "";
		return {
			id: `poc${part.index}`,
			label: `${part.name} ${say("poc")}`,
			value: price(levels.poc),
			detail: { id: `area${part.index}`, text: area },
			hint: `${say("valLong")} – ${say("vahLong")}: ${area}. ${say("method")}: ${methodWords(words)}.${noEdge}`,
			copied: deliveredText(levels.poc),
			role: "poc",
			isKey: true,
		};
	});
	return [...found, ...none];
}

/** How the value area is found, as it is printed beside the numbers. */
export function methodWords({ settings, say }: Words): string {
	const { valueAreaMethod, valueAreaPercent } = settings;
	return say(valueAreaMethod === "pairs" ? "methodPairs" : "methodSingle", valueAreaPercent);
}
