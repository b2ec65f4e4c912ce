import type { TradesLayout } from "./fileLayout";
import type { SaidTableLayout, Understood, UnderstoodRows } from "./understood";

/**
 * What was understood, said as a layout: what the API answers, what is kept with a data set and what the page
 * that shows it begins from. Said of the same file it gives the same reading again. It holds no instrument where
 * the file's name told it, because the next file of the data set has another.
 */
export function saidLayout(understood: Understood): TradesLayout {
	const { layout, header } = understood;
	const { zone, decimalComma } = layout;
	return {
		...(layout.format === "csv" ? { header } : {}),
		...saidRows(understood),
		zone,
		decimalComma,
	};
}

/** The same of a table: its times are instants, and its numbers no texts with a comma. */
export function saidTableLayout(
	understood: UnderstoodRows,
	final: boolean,
): TradesLayout & Pick<SaidTableLayout, "final"> {
	return { ...saidRows(understood), ...(final && { final }) };
}

function saidRows({ layout, symbolFrom }: UnderstoodRows): TradesLayout {
	const { columns, time, side, priceScale, sizeUnit, only } = layout;
	const words = "buy" in side ? { buy: side.buy, sell: side.sell } : { buy: [], sell: [] };
	return {
		columns,
		...(time === "text" || time === "byMagnitude" ? {} : { timeUnit: time }),
		...(side.of === "amountSign" ? {} : { sideWords: words }),
		...(side.of === "nobody" ? {} : { sideOf: side.of }),
		priceScale,
		sizeUnit,
		...(symbolFrom === "said" && layout.symbol !== undefined ? { symbol: layout.symbol } : {}),
		...(only === undefined ? {} : { only }),
	};
}
