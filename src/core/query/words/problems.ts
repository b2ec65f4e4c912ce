import { roughUnit, shortLength } from "../../length";
import type { FitLimits } from "../../providers/provider";
import { factsOf } from "../../providers/facts";
import { providerOf } from "../../providers/providers";
import { type Text, text } from "../../text";
import { parseIso, type DurationMs, type EpochMs } from "../../time";
import { intervalLength } from "../interval";
import { isKaikoInterval, isTradesInterval, parseTradesInterval } from "../intervalGrammar";
import { periodProblem } from "../../session/periodRange";
import type { MarketQuery, PeriodRange, QueryRange } from "../query";
import { parseLast, resolveRange } from "../range";
import { queryFit } from "../queryFit";
import { KAIKO_CODE, SYMBOL_LENGTH, isSymbol } from "../symbol";

/** What is wrong with a symbol, coin, exchange code or data set name; `undefined` when nothing is. */
export function symbolProblem(value: string): Text | undefined {
	if (value === "") return text("Enter a symbol, such as BTCUSDT.");
	if (/\s/.test(value)) return text("A symbol has no spaces. Remove them.");
	if ([...value].length > SYMBOL_LENGTH) {
		return text("A symbol has at most {0} characters.", SYMBOL_LENGTH);
	}
	return isSymbol(value)
		? undefined
		: text("The symbol has an invisible character in it. Type it, or copy it from plain text.");
}

/** What is wrong with a Kaiko exchange, class or instrument code. */
export function kaikoCodeProblem(value: string): Text | undefined {
	if (value === "") return text("Enter a Kaiko code, such as cbse, spot or btc-usd.");
	if (KAIKO_CODE.test(value)) return undefined;
	if (KAIKO_CODE.test(value.toLowerCase())) {
		return text("Kaiko codes are lower case: use {0}.", value.toLowerCase());
	}
	return text(
		"A Kaiko code begins with a letter or digit and has lower-case letters, digits, - _ . : and * only, such as btc-usd.",
	);
}

export function kaikoIntervalProblem(value: string): Text | undefined {
	if (isKaikoInterval(value)) return undefined;
	return text("Enter a whole number of s, m, h or d, from 1s to 1d, such as 90s, 5m or 1h.");
}

export function tradesIntervalProblem(value: string): Text | undefined {
	if (isTradesInterval(value)) return undefined;
	return text("Enter a whole number of s, m, h, d or w, from 1s to 1w, such as 15m, 1h or 1d.");
}

/**
 * Why a query cannot be sent as it stands: its range begins in the future, is shorter than one interval
 * or holds more intervals than its provider takes; then with what would fit.
 */
export function queryProblem(
	query: MarketQuery,
	limits: FitLimits,
	now: EpochMs,
): Text | undefined {
	const interval = intervalLength(query);
	const from = "from" in query.range ? parseIso(query.range.from) : undefined;
	if (!factsOf(query).isOwn && from !== undefined && from >= now) {
		return text("The range begins in the future. Choose an earlier start.");
	}
	const offGrid = periodProblem(query.range, interval, now);
	if (offGrid !== undefined) return offGrid;
	if (!("since" in query.range) && spanOf(query.range) < interval) {
		return text(
			"The range is shorter than one interval of {0}. Choose a longer range or a shorter interval.",
			shortLength(interval),
		);
	}
	return refusedProblem(query, limits, now);
}

/** Lengths of which one is suggested, shortest first. */
const SUGGESTED: readonly DurationMs[] = [
	"1s",
	"10s",
	"1m",
	"5m",
	"15m",
	"30m",
	"1h",
	"4h",
	"1d",
	"1w",
].flatMap((code) => parseTradesInterval(code) ?? []);

/**
 * What a person should know of a query before it is sent: that it holds more intervals than one query
 * brings, and what would come whole.
 */
export function queryNotice(query: MarketQuery, limits: FitLimits, now: EpochMs): Text | undefined {
	const { range, intervals, most, beyond } = queryFit(query, limits, now);
	if (intervals <= most) return undefined;
	if (beyond === "refused") return refusedProblem(query, limits, now);
	const fitting = SUGGESTED.find((length) => (range.to - range.from) / length <= most);
	const longest = longestLast(most * intervalLength(query));
	return fitting === undefined
		? text("Only the newest {0} of {1} intervals come. All fit in {2}.", most, intervals, longest)
		: text(
				"Only the newest {0} of {1} intervals come. All fit in {2}, or at intervals from {3} up.",
				most,
				intervals,
				longest,
				shortLength(fitting),
			);
}

function spanOf(range: Exclude<QueryRange, PeriodRange>): number {
	if ("last" in range) return parseLast(range.last) ?? 0;
	return (parseIso(range.to) ?? 0) - (parseIso(range.from) ?? 0);
}

function refusedProblem(query: MarketQuery, limits: FitLimits, now: EpochMs): Text | undefined {
	const { intervals, most, beyond } = queryFit(query, limits, now);
	if (beyond !== "refused" || intervals <= most) return undefined;
	const longest = longestLast(most * intervalLength(query));
	const fitting = (providerOf(query).intervals ?? SUGGESTED).find((length) => {
		const { from, to } = resolveRange(query.range, length, now);
		return (to - from) / length <= most;
	});
	return fitting === undefined
		? text(
				"The range holds {0} intervals and a query takes {1}. Choose a range of at most {2}.",
				intervals,
				most,
				longest,
			)
		: text(
				"The range holds {0} intervals and a query takes {1}. Choose a range of at most {2}, or intervals of {3} or longer.",
				intervals,
				most,
				longest,
				shortLength(fitting),
			);
}

/** The longest range that fits, as it would be typed: whole days from two days on, whole hours from two hours on. */
function longestLast(length: number): string {
	const { unit, size } = roughUnit(length, "dhm");
	return `${Math.floor(length / size)}${unit}`;
}
