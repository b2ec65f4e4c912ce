import { at } from "../../core/at";
import { greatestDivisor } from "../divisors";
import type { TextColumns } from "./answer";
import { chql, raw, type Statement } from "./statement";

/** So many remainders are asked for in one scan. */
const TICKS_AT_ONCE = 8;
/** A tick that is still refuted after so many scans is given up for one unit, which every price is a multiple of. */
const MOST_ROUNDS = 8;

/** How the prices of a table's trades are read for their ticks. */
export interface TickReading {
	/** The name of each row's instrument, and its price in whole units. */
	readonly symbol: Statement;
	readonly price: Statement;
	/** Whether units have more than 64 bits. */
	readonly isWide: boolean;
	/** Whether a row is a trade. */
	readonly isTrade: Statement;
	/** Asks for figures of each instrument. */
	readonly ask: (figures: readonly Statement[]) => Promise<TextColumns>;
}

/**
 * The greatest steps that all prices of each instrument are multiples of, in units.
 *
 * @param some by instrument, a step that some of its prices are multiples of. Whether all are is what a scan of prices
 * tells, with one of those that are not.
 */
export async function trueTicks(
	some: ReadonlyMap<string, bigint>,
	reading: TickReading,
): Promise<ReadonlyMap<string, bigint>> {
	const found = new Map(some);
	let open = [...found].filter(([, tick]) => tick > 1n);
	for (let round = 0; open.length > 0 && round < MOST_ROUNDS; round++) {
		const refuted: [string, bigint][] = [];
		const ticks = [...new Set(open.map(([, tick]) => tick))];
		for (let first = 0; first < ticks.length; first += TICKS_AT_ONCE) {
			const asked = ticks.slice(first, first + TICKS_AT_ONCE);
			const rests = await remainders(asked, reading);
			for (const [symbol, tick] of open) {
				const rest = rests.get(symbol)?.get(tick) ?? 0n;
				if (rest === 0n) continue;
				const finer = greatestDivisor(tick, rest);
				found.set(symbol, finer);
				if (finer > 1n) refuted.push([symbol, finer]);
			}
		}
		open = refuted;
	}
	for (const [symbol] of open) found.set(symbol, 1n);
	return found;
}

/** By instrument and tick, the largest remainder of a price. */
async function remainders(
	ticks: readonly bigint[],
	{ symbol, price, isTrade, isWide, ask }: TickReading,
): Promise<ReadonlyMap<string, ReadonlyMap<bigint, bigint>>> {
	const bits = isWide ? 128 : 64;
	const rests = ticks.map(
		(tick) => chql`toString(maxIf(${price} % ${raw(`toInt${bits}('${tick}')`)}, ${isTrade}))`,
	);
	const { columns, rows } = await ask([symbol, ...rests]);
	return new Map(
		Array.from({ length: rows }, (_, row) => [
			at(columns, 0)[row] ?? "",
			new Map(ticks.map((tick, index) => [tick, BigInt(at(columns, index + 1)[row] ?? 0)])),
		]),
	);
}
