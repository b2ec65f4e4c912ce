import { signedText } from "../../../core/chart/format";
import { deltaOf } from "../../../core/profile/profile";
import { colored } from "../../charts/profilePane";
import type { ItemRow } from "../../charts/screen";
import type { ChartTheme } from "../../theme";
import type { Words } from "../../words";

/** What was traded in a cell, side by side: buy, sell, unknown where there may be any, total and delta. */
export function cellRowsIn(
	{ buy, sell, unknown }: { readonly buy: number; readonly sell: number; readonly unknown: number },
	hasUnknown: boolean,
	{ volume, unit }: { readonly volume: (value: number) => string; readonly unit: string },
	{ say }: Words,
	theme: ChartTheme | undefined,
): ItemRow[] {
	const total = buy + sell + unknown;
	if (total === 0) return [{ label: say("total"), value: say("noTrades") }];
	const row = (label: string, text: string, color?: string): ItemRow => ({
		label,
		value: `${text} ${unit}`,
		...colored(color),
	});
	return [
		row(say("buy"), volume(buy), theme?.buy),
		row(say("sell"), volume(sell), theme?.sell),
		...(hasUnknown ? [row(say("takerUnknown"), volume(unknown), theme?.unknown)] : []),
		row(say("total"), volume(total)),
		row(say("delta"), signedText(volume)(deltaOf(buy, sell))),
	];
}
