import { gridNoise } from "../profile/fittedStep";
import { type AgreementBounds, DEFAULT_BOUNDS } from "../query/viewOptions";
import { joinedStretches } from "../result/openResult";
import type { Series, TimeRange, VolumeUnit, VwapSeries } from "../result/series";
import { figuresOf, type IntervalFigures } from "./figures";

/** One side of a check. */
export interface CheckSide {
	readonly series: Series;
	/** The VWAP of the same trades over the same intervals, where the series is a profile and more is known than its rows. */
	readonly exact?: VwapSeries;
	/** What the side speaks for and is over, in any order: an interval inside of it that has no trades here is missing. */
	readonly covers: readonly TimeRange[];
}

/** How the vendor's figure lies to the own one; `undefined` where one of them does not exist. */
export type Agreement = "agrees" | "differs" | undefined;

/** Both sides of one interval. Differences are the vendor's figure less the own one; NaN where one is missing. */
export interface CheckedInterval {
	/** Epoch milliseconds of its start. */
	readonly time: number;
	readonly state: "agrees" | "differs" | "missingAtVendor" | "missingInOwn" | "notComparable";
	/** `percent` is the difference in percent of the own volume. */
	readonly volume: Held & { readonly percent: number };
	readonly delta: Held;
	/** In quote currency; `rows` is the difference in rows. */
	readonly poc: Held & { readonly rows: number };
	readonly vwap: Held & {
		/** `difference` in basis points of the own VWAP. */
		readonly bps: number;
		/** The differences that the height of a row explains, in basis points; both 0 where both are exact. */
		readonly leastBps: number;
		readonly mostBps: number;
	};
}

/** One figure of both sides. */
export interface Held {
	readonly vendor: number;
	readonly own: number;
	readonly difference: number;
	readonly agreement: Agreement;
}

/** A vendor's numbers held against one's own, interval by interval. */
export interface VendorCheck {
	readonly ok: true;
	/** Intervals that traded on either side, ascending. */
	readonly intervals: readonly CheckedInterval[];
	readonly counts: Readonly<Record<CheckedInterval["state"], number>>;
	/** Figures that are not compared, because both sides count volume in different units. */
	readonly hasVolumes: boolean;
	readonly bounds: AgreementBounds;
}

export type VendorCheckRefusal =
	/** Both have intervals of different lengths, or on different grids. */
	| "differentIntervals"
	/** Nothing is covered by both, or neither traded there. */
	| "noOverlap"
	/** Prices are everywhere more than twice or less than half of each other. */
	| "differentPrices";

/** Prices further apart than this factor are not in the same quote currency. */
const LARGEST_FACTOR = 2;
/** Two sums of doubles are equal when they differ by less than this share of their size (definitions D21). */
const ROUNDING_SHARE = 1e-12;

/**
 * Holds a vendor's series against one of one's own: volume, delta, POC and VWAP of each interval that both cover and
 * that is over. An interval in which one side alone has trades is missing at the other.
 */
export function checkVendor(
	vendor: CheckSide,
	own: CheckSide,
	bounds: AgreementBounds = DEFAULT_BOUNDS,
): VendorCheck | { readonly ok: false; readonly reason: VendorCheckRefusal } {
	const theirs = figuresOf(vendor.series, own.series, vendor.exact);
	const ours = figuresOf(own.series, vendor.series, own.exact);
	if (theirs.interval !== ours.interval) return { ok: false, reason: "differentIntervals" };
	const covered = [vendor, own].map(({ covers }) => joinedStretches(covers));
	const inside = ({ times, interval }: IntervalFigures) =>
		new Map(
			Array.from(times, (time, index) => [time, index] as const).filter(([time]) =>
				covered.every((stretches) =>
					stretches.some(({ from, to }) => from <= time && to >= time + interval),
				),
			),
		);
	const [atVendor, inOwn] = [inside(theirs), inside(ours)];
	const times = [...new Set([...atVendor.keys(), ...inOwn.keys()])].sort((a, b) => a - b);
	if (times.length === 0) return { ok: false, reason: "noOverlap" };
	if (new Set(times.map((time) => time % theirs.interval)).size > 1)
		return { ok: false, reason: "differentIntervals" };
	const hasVolumes = isSameUnit(unitOf(vendor.series), unitOf(own.series));
	const intervals = times.map((time) =>
		checkedInterval(
			time,
			{ figures: theirs, index: atVendor.get(time) },
			{ figures: ours, index: inOwn.get(time) },
			hasVolumes,
			bounds,
		),
	);
	if (arePricesApart(intervals)) return { ok: false, reason: "differentPrices" };
	const counts = { agrees: 0, differs: 0, missingAtVendor: 0, missingInOwn: 0, notComparable: 0 };
	for (const { state } of intervals) counts[state]++;
	return { ok: true, intervals, counts, hasVolumes, bounds };
}

/** Unit of a series' volumes and its name; `undefined` where the source does not tell it. */
export function unitOf(
	series: Series,
): { readonly unit: VolumeUnit; readonly name: string | undefined } | undefined {
	if (series.kind === "volumeProfile") return { unit: series.unit, name: series.unitName };
	const { volumeUnit, volumeUnitName } = series;
	return volumeUnit === undefined ? undefined : { unit: volumeUnit, name: volumeUnitName };
}

/** Units that nobody names are not taken for different; contracts are the same only by their name. */
export function isSameUnit(a: ReturnType<typeof unitOf>, b: ReturnType<typeof unitOf>): boolean {
	if (a === undefined || b === undefined) return true;
	if (a.unit !== b.unit) return false;
	return a.unit !== "contracts" || a.name === b.name;
}

/** One side's figures and the number of the interval among them. */
interface Place {
	readonly figures: IntervalFigures;
	readonly index: number | undefined;
}

function checkedInterval(
	time: number,
	vendor: Place,
	own: Place,
	hasVolumes: boolean,
	bounds: AgreementBounds,
): CheckedInterval {
	type Figure = Exclude<keyof IntervalFigures, "interval" | "times">;
	const figure = ({ figures, index }: Place, name: Figure) =>
		index === undefined ? NaN : figures[name][index];
	const held = (name: Figure, most: (own: number) => number, isCompared = true): Held => {
		const [theirs, ours] = [figure(vendor, name), figure(own, name)];
		// A delta is a difference of sums that may be far larger than it, and so is what is left of their rounding.
		const sums = name === "delta" ? "volume" : name;
		const sizes = [figure(vendor, sums), figure(own, sums)].map(Math.abs);
		const noise = ROUNDING_SHARE * Math.max(...sizes);
		const found = theirs - ours;
		const difference = Math.abs(found) <= noise ? 0 : found;
		const isKnown = isCompared && !Number.isNaN(difference) && !Number.isNaN(most(ours));
		return {
			vendor: theirs,
			own: ours,
			difference: isCompared ? difference : NaN,
			agreement: isKnown
				? Math.abs(difference) <= most(ours) + noise
					? "agrees"
					: "differs"
				: undefined,
		};
	};
	const share = bounds.volumePercent / 100;
	const volume = held("volume", (ours) => share * ours, hasVolumes);
	// A delta is the difference of two volumes, so that it may be off by what its volume may be off.
	const delta = held("delta", () => share * figure(own, "volume"), hasVolumes);
	const step = Math.max(
		...[figure(vendor, "step"), figure(own, "step")].filter((one) => !Number.isNaN(one)),
		0,
	);
	const poc = held("poc", (ours) =>
		step === 0 ? NaN : bounds.pocRows * step + gridNoise(step, ours),
	);
	const vwap = heldVwap(vendor, own, bounds.vwapBps);
	const figures = [volume, delta, poc, vwap];
	return {
		time,
		state: stateOf(vendor, own, figures),
		volume: { ...volume, percent: (volume.difference / volume.own) * 100 },
		delta,
		poc: { ...poc, rows: step === 0 ? NaN : poc.difference / step },
		vwap,
	};
}

function stateOf(vendor: Place, own: Place, figures: readonly Held[]): CheckedInterval["state"] {
	if (vendor.index === undefined) return "missingAtVendor";
	if (own.index === undefined) return "missingInOwn";
	const agreements = figures.map(({ agreement }) => agreement);
	if (agreements.includes("differs")) return "differs";
	return agreements.includes("agrees") ? "agrees" : "notComparable";
}

/** VWAPs agree where what rows leave open of them overlaps, or is no further apart than a bound. */
function heldVwap(vendor: Place, own: Place, mostBps: number): CheckedInterval["vwap"] {
	const at = ({ figures, index }: Place) => {
		if (index === undefined) return { vwap: NaN, low: NaN, high: NaN };
		return { vwap: figures.vwap[index], low: figures.low[index], high: figures.high[index] };
	};
	const [theirs, ours] = [at(vendor), at(own)];
	const difference = theirs.vwap - ours.vwap;
	const bps = (price: number) => (price / ours.vwap) * 10_000;
	const apart = Math.max(theirs.low - ours.high, ours.low - theirs.high, 0);
	const noise = ROUNDING_SHARE * Math.abs(ours.vwap);
	const isApart = apart > noise && bps(apart) > mostBps;
	return {
		vendor: theirs.vwap,
		own: ours.vwap,
		difference,
		bps: bps(difference),
		leastBps: -bps(theirs.high - theirs.vwap + (ours.vwap - ours.low)),
		mostBps: bps(theirs.vwap - theirs.low + (ours.high - ours.vwap)),
		agreement: Number.isNaN(apart) ? undefined : isApart ? "differs" : "agrees",
	};
}

function arePricesApart(intervals: readonly CheckedInterval[]): boolean {
	const factors = intervals
		.map(({ vwap, poc }) =>
			Number.isNaN(vwap.difference) ? poc.vendor / poc.own : vwap.vendor / vwap.own,
		)
		.filter((factor) => !Number.isNaN(factor));
	const isAlike = (factor: number) => factor <= LARGEST_FACTOR && factor >= 1 / LARGEST_FACTOR;
	return factors.length > 0 && !factors.some(isAlike);
}
