import { computedDecimals, signedText } from "../../core/chart/format";
import type { RowsBetween } from "../../core/measure/rowsBetween";
import type { Words } from "../words";
import type { ItemRow } from "./screen";

/** How a profile's numbers are written. */
interface RowForm {
	readonly unit: string;
	readonly priceDecimals: number;
	readonly volumeDecimals: number;
}

/** What rows hold together, in words. */
export function measuredRows(
	{ buy, sell, unknown, total, delta, vwap }: RowsBetween,
	{ unit, priceDecimals, volumeDecimals }: RowForm,
	words: Words,
): readonly ItemRow[] {
	const { say } = words;
	const volume = words.volume(volumeDecimals);
	const withUnit = (text: string) => `${text} ${unit}`;
	if (total === 0) return [{ label: say("volume"), value: say("noTrades") }];
	const isNoTakerKnown = buy === 0 && sell === 0;
	return [
		{ label: say("volume"), value: withUnit(volume(total)) },
		{
			label: say("delta"),
			value: isNoTakerKnown ? say("takerUnknown") : withUnit(signedText(volume)(delta)),
		},
		...(unknown === undefined || isNoTakerKnown
			? []
			: [{ label: say("takerUnknown"), value: withUnit(volume(unknown)) }]),
		{ label: say("impliedVwap"), value: words.price(computedDecimals(priceDecimals))(vwap) },
	];
}
