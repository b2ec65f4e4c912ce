import { type NumberText, signedText } from "../../core/chart/format";
import type { PriceMove } from "../../core/measure/priceMove";
import type { Words } from "../words";

/** `+123.45 · +0.18 % · +17.5 bps`; without shares where the first price has none. */
export function moveWords(
	{ difference, percent, bps }: PriceMove,
	price: NumberText,
	words: Words,
): string {
	const absolute = signedText(price)(difference);
	if (Number.isNaN(percent)) return absolute;
	const [share, points] = [signedText(words.price(2)), signedText(words.price(1))];
	return `${absolute} · ${share(percent)} % · ${points(bps)} bps`;
}
