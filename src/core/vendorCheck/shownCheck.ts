import { canonicalJson } from "../query/canonical";
import { exactOf } from "../query/combinations";
import { factsOf } from "../providers/facts";
import { isNamedPerpetual, namedPair } from "../query/namedPair";
import type { Pair } from "../query/pair";
import { queryPair } from "../query/unit";
import type { AgreementBounds } from "../query/viewOptions";
import { reachOf, sharedBy, spokenFor } from "../result/reach";
import type { TimeRange } from "../result/series";
import { type Part, vwapsOf } from "../table/parts";
import { epochMs } from "../time";
import { medianOf } from "../vwap/differences";
import {
	type CheckSide,
	type VendorCheck,
	type VendorCheckRefusal,
	checkVendor,
	isSameUnit,
	unitOf,
} from "./vendorCheck";

/** Why the two sides may be no equals: said before any number of them. */
export type Unlikeness =
	/** They count volumes in different units, so that volumes are not compared. */
	| "units"
	/** Nobody says what the vendor counts volumes in. */
	| "unknownUnit"
	/** Prices are in different currencies. */
	| "quotes"
	/** One is of a spot market, and the other of a swap. */
	| "kinds"
	/** Volumes differ nearly everywhere, as those of another venue do. */
	| "otherVenue"
	/** The vendor adds up several venues, or all markets of a coin. */
	| "sum"
	/** One side counts trades of some sizes alone. */
	| "sizes"
	/** The vendor's answer has several series, of which one is compared. */
	| "severalSeries"
	/** The vendor's answer has no volumes. */
	| "noVolume";

/** Both sides of a chart and what comes of them. */
export interface ShownCheck {
	readonly vendor: Part;
	readonly own: Part;
	readonly check: VendorCheck;
	readonly unlike: readonly Unlikeness[];
	/** Median of the differences of volumes, in percent of the own ones, whatever their sign; NaN where there are none. */
	readonly medianPercent: number;
}

/** Both sides, where they cannot be held against each other. */
export interface RefusedCheck {
	readonly vendor: Part;
	readonly own: Part;
	readonly refusal: VendorCheckRefusal;
}

/**
 * The check of a chart: its first query is the vendor's, its second one's own.
 *
 * @returns `undefined` while one of the two has no answer
 */
export function shownCheck(
	parts: readonly Part[],
	bounds: AgreementBounds,
): ShownCheck | RefusedCheck | undefined {
	const [vendor, own] = parts;
	if (vendor?.index !== 0 || own?.index !== 1) return undefined;
	const of = [...parts.map(({ series }) => series), canonicalJson(bounds)];
	const known = kept.get(vendor.result);
	const isSame = known !== undefined && of.every((one, at) => one === known.of[at]);
	const { check, unlike, medianPercent } = isSame ? known : made(vendor, own, parts, bounds, of);
	return check.ok
		? { vendor, own, check, unlike, medianPercent }
		: { vendor, own, refusal: check.reason };
}

/** What came of the sides of an answer. Series never change, and other options of a view leave it as it is. */
interface Kept extends Pick<ShownCheck, "unlike" | "medianPercent"> {
	readonly of: readonly unknown[];
	readonly check: ReturnType<typeof checkVendor>;
}
const kept = new WeakMap<Part["result"], Kept>();

function made(
	vendor: Part,
	own: Part,
	parts: readonly Part[],
	bounds: AgreementBounds,
	of: Kept["of"],
): Kept {
	const check = checkVendor(sideOf(vendor, parts), sideOf(own, parts), bounds);
	const percents = check.ok
		? check.intervals.map(({ volume }) => Math.abs(volume.percent)).filter((one) => one < Infinity)
		: [];
	const medianPercent = medianOf(Float64Array.from(percents).sort());
	const unlike = unlikenessOf(vendor, own, medianPercent);
	const found = { of, check, unlike, medianPercent };
	kept.set(vendor.result, found);
	return found;
}

function sideOf({ series, query, result }: Part, parts: readonly Part[]): CheckSide {
	const wanted = canonicalJson(exactOf(query) ?? null);
	const exact = vwapsOf(parts).find((one) => canonicalJson(one.query) === wanted)?.series;
	// What one side had in progress may be over by the other's clock, and is not missing for that.
	const over: TimeRange = { from: epochMs(-Infinity), to: reachOf(series, result).closedUntil };
	return {
		series,
		covers: sharedBy(spokenFor(series, result), [over]),
		...(exact !== undefined && { exact }),
	};
}

/** What the price of a side is of and in, where its query, its answer or its symbol tells it. */
export function pairOfSide({ query, series }: Part): Pair | undefined {
	const { normalizedSymbol = "", symbol = "" } = series.market;
	return queryPair(query) ?? namedPair(normalizedSymbol) ?? namedPair(symbol);
}

/** Volumes of one market differ by less than this share in half of the intervals, whatever a vendor loses. */
const OTHER_VENUE_PERCENT = 5;

/** Whether a side is of a swap, where that is known. */
function isSwap({ query, series }: Part): boolean | undefined {
	const { category, instrumentClass } = series.market;
	const kind =
		("instrumentClass" in query && query.instrumentClass) || (instrumentClass ?? category);
	if (kind !== undefined)
		return /^spot$/i.test(kind) ? false : /perpetual/i.test(kind) || undefined;
	return isNamedPerpetual("symbol" in query ? query.symbol : "") || undefined;
}

function unlikenessOf(vendor: Part, own: Part, medianPercent: number): readonly Unlikeness[] {
	const [theirs, ours] = [vendor, own].map(({ series }) => unitOf(series));
	const [pair, ownPair] = [vendor, own].map(pairOfSide);
	const { query, series, result } = vendor;
	const hasVolume = series.kind === "volumeProfile" || series.volume !== undefined;
	const [sizes, ownSizes] = [query, own.query].map((one) =>
		canonicalJson(("size" in one && one.size) || null),
	);
	const [theirSwap, ownSwap] = [vendor, own].map(isSwap);
	const facts: Readonly<Record<Unlikeness, boolean>> = {
		noVolume: !hasVolume,
		units: hasVolume && !isSameUnit(theirs, ours),
		unknownUnit:
			hasVolume && theirs === undefined && factsOf(query).volumeCoin?.(query) === undefined,
		quotes: pair !== undefined && ownPair !== undefined && pair.quote !== ownPair.quote,
		sum: factsOf(query).isSum?.(query) === true,
		sizes: sizes !== ownSizes,
		kinds: theirSwap !== undefined && ownSwap !== undefined && theirSwap !== ownSwap,
		otherVenue: medianPercent > OTHER_VENUE_PERCENT,
		severalSeries: result.series.length > 1,
	};
	return (Object.keys(facts) as Unlikeness[]).filter((one) => facts[one]);
}
