import { readKaikoCode } from "../names";
import { type MarketKind, multipliedCoin, symbolReadings } from "../symbolParts";
import type { InstrumentFilter } from "./reference";

/** Kaiko's classes by how a market is traded. */
const CLASSES: Readonly<Record<MarketKind, string>> = {
	spot: "spot",
	perpetual: "perpetual-future",
	future: "future",
	option: "option",
};
const MOST_BASES = 3;
/** Rows of a list of many venues: those with most trades. */
const ROWS_ELSEWHERE = 100;
/** A shorter text may be the beginning of any code. */
const SHORTEST_CODE = 6;

const codeOf = (name: string | undefined) => readKaikoCode(name?.toLowerCase());

/** The lists of an exchange that can tell more about a typed instrument than the one of those that trade in a class. */
export function lookupsHere(typed: string, exchange: string): readonly InstrumentFilter[] {
	const code = codeOf(typed);
	const bases = symbolReadings(typed).flatMap(({ base }) => [base, multipliedCoin(base)]);
	const known = [...new Set(bases.flatMap((base) => codeOf(base) ?? []))].slice(0, MOST_BASES);
	return [
		...known.map((base) => ({ exchange, base })),
		...(code === undefined || typed.length < SHORTEST_CODE ? [] : [{ exchange, code }]),
	];
}

/** The lists of all exchanges that may have what is typed: the same pair, or the coin, as it is meant to be traded. */
export function lookupsElsewhere(typed: string): readonly InstrumentFilter[] {
	const [meant] = symbolReadings(typed);
	const base = codeOf(meant?.base);
	if (meant === undefined || base === undefined) return [];
	const { kind, expiry } = meant;
	const quote = codeOf(meant.quote);
	return [
		{
			base,
			...(quote !== undefined && { quote }),
			...(kind !== undefined && { instrumentClass: CLASSES[kind] }),
			// A dated market may be over, and is meant all the same.
			...(expiry === undefined && { isOngoing: true }),
			pageSize: ROWS_ELSEWHERE,
		},
	];
}
