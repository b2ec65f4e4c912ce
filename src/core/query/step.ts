import { type Decimal, readDecimal } from "../decimal";

/** More digits than any market has. */
const LONGEST = 40;
const PLAIN = /^\d+(\.\d+)?$/;

/** A height of rows from its text: plain decimal digits, above zero. `undefined` for any other text. */
export function readStep(text: string): Decimal | undefined {
	if (text.length > LONGEST || !PLAIN.test(text)) return undefined;
	const step = readDecimal(text);
	return step.units > 0n ? step : undefined;
}

/** Whether a text is a height of rows. */
export function isStep(text: string): boolean {
	return readStep(text) !== undefined;
}
