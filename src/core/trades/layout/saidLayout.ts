import type { TradesLayout } from "./fileLayout";
import type { Understood } from "./understood";

/**
 * What was understood, said as a layout: what the API answers, what is kept with a data set and what the page
 * that shows it begins from. Said of the same file it gives the same reading again. It holds no instrument where
 * the file's name told it, because the next file of the data set has another.
 */
export function saidLayout({ layout, header, symbolFrom }: Understood): TradesLayout {
	const { columns, time, zone, side, priceScale, sizeUnit, decimalComma, only } = layout;
	const words = "buy" in side ? { buy: side.buy, sell: side.sell } : { buy: [], sell: [] };
	return {
		...(layout.format === "csv" ? { header } : {}),
		columns,
		...(time === "text" || time === "byMagnitude" ? {} : { timeUnit: time }),
		zone,
		...(side.of === "amountSign" ? {} : { sideWords: words }),
		...(side.of === "nobody" ? {} : { sideOf: side.of }),
		priceScale,
		sizeUnit,
		decimalComma,
		...(symbolFrom === "said" && layout.symbol !== undefined ? { symbol: layout.symbol } : {}),
		...(only === undefined ? {} : { only }),
	};
}
