import { computedDecimals, decimalsOfAll, steplessDecimals, volumeDecimals } from "../chart/format";
import { queryUnit } from "../query/unit";
import { type CheckForm, figuresIn } from "../table/checkTable";
import type { Part } from "../table/parts";
import { type ContractWords, profileVolumeUnit, vwapVolumeUnit } from "../table/units";
import { intervalColumn } from "./intervalColumn";
import { type ShownCheck, pairOfSide } from "./shownCheck";

/** More decimals of a volume say nothing that a bound of some hundredths of a percent could see. */
const MOST_VOLUME_DECIMALS = 8;

/** How the numbers of a check are written: with the decimals of what both sides sent, in their units. */
export function checkForm(
	{ vendor, own, check }: ShownCheck,
	contracts?: ContractWords,
): CheckForm {
	const both = (figure: "poc" | "vwap") =>
		(["vendor", "own"] as const).map((side) =>
			intervalColumn(check.intervals, (interval) => interval[figure][side]),
		);
	const volumePlaces = volumeDecimals(...[vendor, own].flatMap(volumesOf));
	const rowDecimals = Math.max(...both("poc").map(decimalsOfAll));
	const hasRows = figuresIn(check).poc;
	const priceUnit = pairOfSide(own)?.quote;
	return {
		vendor: vendor.side,
		own: own.side,
		priceDecimals: hasRows
			? computedDecimals(rowDecimals)
			: Math.max(...both("vwap").map(steplessDecimals)),
		rowDecimals,
		volumeDecimals: Math.min(volumePlaces, MOST_VOLUME_DECIMALS),
		volumePlaces,
		priceUnit,
		vendorUnit: unitOf(vendor, contracts),
		ownUnit: unitOf(own, contracts),
	};
}

/** What volumes and deltas are sums of: their totals may have fewer decimals. */
function volumesOf({ series }: Part): readonly Float64Array[] {
	if (series.kind === "vwap") return series.volume === undefined ? [] : [series.volume];
	const { buy, sell, unknown } = series;
	return [buy, sell, ...(unknown === undefined ? [] : [unknown])];
}

function unitOf({ series, query }: Part, contracts?: ContractWords): string | undefined {
	return series.kind === "volumeProfile"
		? (profileVolumeUnit(series, query, contracts) ?? queryUnit(query))
		: vwapVolumeUnit(series, query, contracts);
}
