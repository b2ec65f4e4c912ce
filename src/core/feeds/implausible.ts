import type { MarketPieces, Piece } from "../result/piece";
import type { Warning } from "../result/result";
import type { VwapSeries } from "../result/series";
import { text } from "../text";
import { epochMs, momentWords } from "../time";

/** Averages are rounded: a VWAP may exceed the only price of its interval in the last digits of a double. */
const ROUNDING = 1e-9;

const isAbove = (price: number, bound: number) => price > bound + Math.abs(bound) * ROUNDING;

interface Found {
	count: number;
	readonly series: VwapSeries;
	readonly row: number;
}

type VwapPiece = Piece<VwapSeries>;
const isVwapPiece = (piece: Piece): piece is VwapPiece => piece.series.kind === "vwap";

/**
 * Counts the rows for which a test holds. A comparison with a missing number is false.
 *
 * @param testOf makes the test of a piece's rows
 */
function find(
	pieces: readonly VwapPiece[],
	testOf: (series: VwapSeries) => (row: number) => boolean,
): Found | undefined {
	let found: Found | undefined;
	for (const { series, begin, end } of pieces) {
		const holds = testOf(series);
		for (let row = begin; row < end; row++) {
			if (!holds(row)) continue;
			if (found === undefined) found = { count: 1, series, row };
			else found.count += 1;
		}
	}
	return found;
}

const at = (column: Float64Array | undefined, row: number) => column?.[row] ?? NaN;

/** Counts VWAPs that lie outside of their own interval's prices, and candles that contradict themselves, each with its first case. */
export function implausibleVwap(market: MarketPieces): Warning[] {
	const pieces = market.filter(isVwapPiece);
	// What not all pieces have, their series does not have.
	const haveAll = (name: "openPrice" | "high" | "low" | "close") =>
		pieces.every(({ series }) => series[name] !== undefined);
	if (pieces.length === 0 || !haveAll("high") || !haveAll("low")) return [];
	const [hasOpen, hasClose] = [haveAll("openPrice"), haveAll("close")];
	const moment = ({ series, row }: Found) => momentWords(epochMs(at(series.times, row)));
	const outside = find(
		pieces,
		({ price, high, low }) =>
			(row) =>
				isAbove(at(price, row), at(high, row)) || isAbove(at(low, row), at(price, row)),
	);
	const bad = find(pieces, ({ openPrice, high, low, close }) => {
		const opens = hasOpen ? openPrice : undefined;
		const closes = hasClose ? close : undefined;
		return (row) => {
			const least = at(low, row);
			const most = at(high, row);
			const isOutside = (price: number) => price > most || price < least;
			return least > most || isOutside(at(opens, row)) || isOutside(at(closes, row));
		};
	});
	return [
		...(outside === undefined
			? []
			: [
					{
						code: "vwapOutside",
						text: text(
							"VWAPs outside of their interval's own low and high: {0}. The first is {1} at {2} UTC, where prices went from {3} to {4}.",
							outside.count,
							at(outside.series.price, outside.row),
							moment(outside),
							at(outside.series.low, outside.row),
							at(outside.series.high, outside.row),
						),
					},
				]),
		...(bad === undefined
			? []
			: [
					{
						code: "badCandles",
						text: text(
							"Intervals whose open and close do not lie between their low and high: {0}. The first is at {1} UTC.",
							bad.count,
							moment(bad),
						),
					},
				]),
	];
}
