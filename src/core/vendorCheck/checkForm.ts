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
	const both = (figure: "volume" | "poc" | "vwap") =>
		(["vendor", "own"] as const).map((side) =>
			intervalColumn(check.intervals, (interval) => interval[figure][side]),
		);
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
		volumeDecimals: Math.min(volumeDecimals(...both("volume")), MOST_VOLUME_DECIMALS),
		priceUnit,
		vendorUnit: unitOf(vendor, contracts),
		ownUnit: unitOf(own, contracts),
	};
}

function unitOf({ series, query }: Part, contracts?: ContractWords): string | undefined {
	return series.kind === "volumeProfile"
		? (profileVolumeUnit(series, query, contracts) ?? queryUnit(query))
		: vwapVolumeUnit(series, query, contracts);
}
