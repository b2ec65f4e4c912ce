import { formatDecimal, shortestDecimal } from "../decimal";
import { type Text, text } from "../text";
import { pairOf } from "./pair";
import type { TradeSizes } from "./query";

/** What typed sizes of trades mean; no sizes are all of them. */
export type ParsedSizes =
	| { readonly ok: true; readonly size: TradeSizes | undefined }
	| { readonly ok: false; readonly problem: Text };

const NUMBER = String.raw`((?:\d+(?:\.\d+)?|\.\d+)(?:e[+-]?\d+)?)`;
const FORM = new RegExp(
	String.raw`^(?:(>=|≥|<=|≤)\s*)?${NUMBER}(?:\s*\.\.\s*${NUMBER})?\s*(\p{L}[\p{L}\p{N}]*)?$`,
	"iu",
);

/**
 * Reads sizes of trades as people type them: `≥ 5`, `<= 0.5 BTC`, `1..10`, `1000..5000 USDT`. The unit is one of the
 * two of the symbol's pair, or `base` or `notional`; without one sizes are in the base. A number alone is the least.
 */
export function parseSizes(typed: string, symbol: string): ParsedSizes {
	const trimmed = typed.trim();
	if (trimmed === "" || trimmed.toLowerCase() === "all") return { ok: true, size: undefined };
	const [, sign = ">=", first = "", second, unit] = FORM.exec(trimmed) ?? [];
	const [from, to] = [Number(first), second === undefined ? undefined : Number(second)];
	const counted = unitOf(unit, symbol);
	const isNumber = (value: number) => Number.isFinite(value) && value > 0;
	const isRange = to !== undefined;
	const isSound =
		first !== "" &&
		isNumber(from) &&
		(!isRange || (isNumber(to) && from <= to && !/^[<>≥≤]/.test(trimmed)));
	if (!isSound) {
		return {
			ok: false,
			problem: text("Enter sizes such as {0}, {1} or {2}.", "≥ 5", "≤ 0.5", "1..10"),
		};
	}
	if (counted === undefined) {
		return {
			ok: false,
			problem: text("{0} is not a unit of {1}. Use base or notional.", unit ?? "", symbol),
		};
	}
	const bounds = isRange
		? { min: from, max: to }
		: sign === "<=" || sign === "≤"
			? { max: from }
			: { min: from };
	return { ok: true, size: { ...bounds, ...(counted === "notional" && { in: counted }) } };
}

function unitOf(unit: string | undefined, symbol: string): TradeSizes["in"] | undefined {
	const name = unit?.toUpperCase();
	const pair = pairOf(symbol);
	if (name === undefined || name === "BASE" || name === pair?.base.toUpperCase()) return "base";
	return name === "NOTIONAL" || name === pair?.quote.toUpperCase() ? "notional" : undefined;
}

/** The form in which sizes are typed. */
export function sizesInput({ min, max, in: counted = "base" }: TradeSizes): string {
	const number = (value: number) => formatDecimal(shortestDecimal(value));
	const unit = counted === "notional" ? " notional" : "";
	if (min === undefined) return `≤ ${number(max ?? 0)}${unit}`;
	return max === undefined ? `≥ ${number(min)}${unit}` : `${number(min)}..${number(max)}${unit}`;
}
