import * as fc from "fast-check";
import { readDecimal } from "../../../src/core/decimal";
import { durationMs, epochMs } from "../../../src/core/time";
import type { TradesPlan } from "../../../src/core/trades/plan";
import { sumTrades } from "../../../src/core/trades/sumTrades";
import {
	TAKER_BOUGHT,
	TAKER_SOLD,
	TAKER_UNKNOWN,
	type Trades,
} from "../../../src/core/trades/trades";
import { plainSums } from "./engineTools";

/** A trade of a generated tape; prices and sizes are whole numbers of their decimals. */
export interface MadeTrade {
	readonly time: number;
	readonly price: number;
	readonly size: number;
	readonly side: string;
}

export interface MadeTape {
	readonly trades: readonly MadeTrade[];
	readonly priceDecimals: number;
	readonly sizeDecimals: number;
}

const START = Date.UTC(2026, 2, 2);
const TAKERS: Readonly<Record<string, number>> = { buy: TAKER_BOUGHT, sell: TAKER_SOLD };

/** Tapes with ties, gaps, one trade, small and large numbers and sides that nobody names. */
export const madeTape: fc.Arbitrary<MadeTape> = tapesOf(2 ** 40, 2 ** 45);

/** The same with numbers that doubles and cheap decimals hold. */
export const plainTape: fc.Arbitrary<MadeTape> = tapesOf(1e6, 1e6);

function tapesOf(highest: number, largest: number): fc.Arbitrary<MadeTape> {
	return fc.record({
		priceDecimals: fc.constantFrom(0, 1, 2, 5, 9),
		sizeDecimals: fc.constantFrom(0, 3, 8),
		trades: fc
			.array(
				fc.record({
					// Few instants, so that many trades share one; some far apart.
					time: fc.oneof(
						fc.integer({ min: 0, max: 20 }).map((tick) => START + tick * 997),
						fc.integer({ min: 0, max: 5_000_000 }).map((later) => START + later),
					),
					price: fc.oneof(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: highest })),
					size: fc.oneof(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: largest })),
					side: fc.constantFrom("buy", "sell", "?"),
				}),
				{ minLength: 1, maxLength: 60 },
			)
			.map((trades) => trades.sort((a, b) => a.time - b.time)),
	});
}

export const range = { from: epochMs(START), to: epochMs(START + 10_000_000) };

/** Plans of both kinds over a generated tape. */
export const madePlan: fc.Arbitrary<TradesPlan> = fc.oneof(
	fc.record({
		kind: fc.constant("volumeProfile" as const),
		symbol: fc.constant("T"),
		interval: fc.constantFrom(60_000, 7_000, 3_600_000).map(durationMs),
		range: fc.constant(range),
		step: fc.constantFrom("1", "0.1", "0.25", "10", "0.003", "123456").map(readDecimal),
		unit: fc.constantFrom("base" as const, "USD" as const),
	}),
	fc.record({
		kind: fc.constant("vwap" as const),
		symbol: fc.constant("T"),
		interval: fc.constantFrom(60_000, 1_000, 3_600_000).map(durationMs),
		range: fc.constant(range),
	}),
);

export const PROFILE: TradesPlan = {
	kind: "volumeProfile",
	symbol: "T",
	interval: durationMs(3_600_000),
	range,
	step: readDecimal("10"),
	unit: "base",
};
export const VWAP: TradesPlan = { kind: "vwap", symbol: "T", interval: durationMs(60_000), range };

/** A whole number of a decimal as text. */
export function written(units: number, places: number): string {
	const digits = String(units).padStart(places + 1, "0");
	return places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/** Rows as texts: time, price, size, side, id. */
export function rowsOf({ trades, priceDecimals, sizeDecimals }: MadeTape): readonly string[][] {
	return trades.map(({ time, price, size, side }, at) => [
		String(time),
		written(price, priceDecimals),
		written(size, sizeDecimals),
		side,
		String(at + 7),
	]);
}

export function csvOf(tape: MadeTape): string {
	const lines = rowsOf(tape).map((row) => `${row.join(",")}\n`);
	return `time,price,size,side,id\n${lines.join("")}`;
}

export function tradesOf({ trades, priceDecimals, sizeDecimals }: MadeTape): Trades {
	return {
		priceDecimals,
		quantityDecimals: sizeDecimals,
		times: Float64Array.from(trades, ({ time }) => time),
		prices: Float64Array.from(trades, ({ price }) => price),
		quantities: Float64Array.from(trades, ({ size }) => size),
		takers: Uint8Array.from(trades, ({ side }) => TAKERS[side] ?? TAKER_UNKNOWN),
	};
}

/** What the plain loop adds up. */
export function reference(plan: TradesPlan, tape: MadeTape): object {
	const sum = sumTrades(plan);
	sum.add(tradesOf(tape));
	return plainSums(sum.finish());
}
