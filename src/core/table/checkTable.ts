import type { CheckedInterval, VendorCheck } from "../vendorCheck/vendorCheck";
import type { DataColumn, DataTable, NumberOfRow } from "./dataTable";

/** What the numbers of a check are called and how they are written. */
export interface CheckForm {
	/** What the sides are called. */
	readonly vendor: string;
	readonly own: string;
	readonly priceDecimals: number;
	/** Decimals of prices of rows. */
	readonly rowDecimals: number;
	/** Decimals of volumes on the screen, and those that they have: differences of them have no more. */
	readonly volumeDecimals: number;
	readonly volumePlaces: number;
	readonly priceUnit: string | undefined;
	/** Units of the volumes of both sides; they differ where volumes are not compared. */
	readonly vendorUnit: string | undefined;
	readonly ownUnit: string | undefined;
}

const unitOf = (unit: string | undefined) => (unit === undefined ? {} : { unit });

/** Which figures both sides have, at least in one interval, or one of them. */
export function figuresIn({ intervals }: Pick<VendorCheck, "intervals">): {
	readonly volume: boolean;
	readonly delta: boolean;
	readonly poc: boolean;
	readonly vwap: boolean;
} {
	const has = (figure: "volume" | "delta" | "poc" | "vwap") =>
		intervals.some(({ [figure]: { vendor, own } }) => !Number.isNaN(vendor) && !Number.isNaN(own));
	return { volume: has("volume"), delta: has("delta"), poc: has("poc"), vwap: has("vwap") };
}

/**
 * Every interval of a check: what it comes to, the differences first, then what both sides say. Figures that one
 * side has nowhere have no columns.
 */
export function checkTable({ intervals, hasVolumes }: VendorCheck, form: CheckForm): DataTable {
	const { vendor, own, priceUnit } = form;
	const has = figuresIn({ intervals });
	const of = (read: (interval: CheckedInterval) => number): NumberOfRow => {
		return (row) => {
			const interval = intervals[row];
			return interval === undefined ? NaN : read(interval);
		};
	};
	const difference = (
		name: "volumeDifference" | "deltaDifference" | "pocDifference" | "vwapDifference",
		read: (interval: CheckedInterval) => number,
		unit: string | undefined,
		decimals: number,
		mostPlaces?: number,
	): DataColumn => ({
		kind: "computed",
		name,
		...unitOf(unit),
		at: of(read),
		decimals,
		...(mostPlaces !== undefined && { mostPlaces }),
		isSigned: true,
		gapAt: () => "none",
	});
	const side = (
		name: "volume" | "delta" | "poc" | "sideVwap",
		decimals: number,
		units: readonly [string | undefined, string | undefined],
		mostPlaces?: number,
	): DataColumn[] =>
		(["vendor", "own"] as const).map((which, at) => ({
			kind: "computed",
			name,
			of: which === "vendor" ? vendor : own,
			...unitOf(units[at]),
			at: of((interval) => interval[name === "sideVwap" ? "vwap" : name][which]),
			decimals,
			...(mostPlaces !== undefined && { mostPlaces }),
			isSigned: name === "delta",
			gapAt: () => "none",
		}));
	const { volumeDecimals, volumePlaces, priceDecimals, rowDecimals, ownUnit, vendorUnit } = form;
	const volumeUnits = [vendorUnit, ownUnit] as const;
	const priceUnits = [priceUnit, priceUnit] as const;
	const explained = (name: "explainedFrom" | "explainedTo"): DataColumn => ({
		kind: "computed",
		name,
		unit: "bps",
		at: of(({ vwap }) => (name === "explainedFrom" ? vwap.leastBps : vwap.mostBps)),
		decimals: 2,
		isSigned: true,
		gapAt: () => "none",
	});
	return {
		columns: [
			{ kind: "time", name: "time", at: of(({ time }) => time) },
			{
				kind: "word",
				name: "state",
				at: (row) => intervals[row]?.state ?? "notComparable",
				args: [vendor, own],
			},
			...(has.volume && hasVolumes
				? [
						difference(
							"volumeDifference",
							({ volume }) => volume.difference,
							ownUnit,
							volumeDecimals,
							volumePlaces,
						),
						difference("volumeDifference", ({ volume }) => volume.percent, "%", 4),
					]
				: []),
			...(has.delta && hasVolumes
				? [
						difference(
							"deltaDifference",
							({ delta }) => delta.difference,
							ownUnit,
							volumeDecimals,
							volumePlaces,
						),
					]
				: []),
			...(has.poc ? [difference("pocDifference", ({ poc }) => poc.rows, "rows", 2)] : []),
			...(has.vwap
				? [
						difference("vwapDifference", ({ vwap }) => vwap.bps, "bps", 2),
						explained("explainedFrom"),
						explained("explainedTo"),
					]
				: []),
			...(has.volume ? side("volume", volumeDecimals, volumeUnits, volumePlaces) : []),
			...(has.delta ? side("delta", volumeDecimals, volumeUnits, volumePlaces) : []),
			...(has.poc ? side("poc", rowDecimals, priceUnits) : []),
			...(has.vwap ? side("sideVwap", priceDecimals, priceUnits) : []),
		],
		count: intervals.length,
	};
}
