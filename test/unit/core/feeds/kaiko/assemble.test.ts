import assert from "node:assert/strict";
import fc from "fast-check";
import { VwapCollector } from "../../../../../src/core/feeds/kaiko/assemble";
import { columnsOf } from "../../../../../src/core/feeds/kaiko/rows";
import { HOUR_MS, durationMs, epochMs } from "../../../../../src/core/time";
import { BTC_USD_VWAP } from "../../../../support/queries";

const HOURS = 24;
const window = { from: epochMs(0), to: epochMs(HOURS * HOUR_MS) };
const isInside = (hour: number) => hour >= 0 && hour < HOURS;

interface Row {
	readonly hour: number;
	readonly rawPrice: string | null;
}

const row = fc.record({
	hour: fc.integer({ min: -2, max: HOURS + 1 }),
	rawPrice: fc.option(fc.integer({ min: 1, max: 99_999 }).map((cents) => `${cents / 100}`)),
});
/** Rows of one market as they may come: in any order, or in one order with or without times that come again. */
const rows = fc
	.record({
		rows: fc.array(row, { maxLength: 40 }),
		order: fc.constantFrom(undefined, "up", "down"),
		isEachOnce: fc.boolean(),
	})
	.map(({ rows, order, isEachOnce }) => {
		const once = isEachOnce ? [...new Map(rows.map((one) => [one.hour, one])).values()] : rows;
		return order === undefined
			? once
			: [...once].sort((a, b) => (order === "up" ? a.hour - b.hour : b.hour - a.hour));
	});
const pages = fc.tuple(rows, fc.array(fc.nat({ max: 40 }), { maxLength: 3 })).map(([all, cuts]) => {
	const edges = [0, ...cuts.map((cut) => Math.min(cut, all.length)), all.length];
	edges.sort((a, b) => a - b);
	return edges.slice(1).map((edge, at) => all.slice(edges[at], edge));
});

/** Of two rows of one time the later, unless it alone has no price. */
function countedRows(all: readonly Row[]): Row[] {
	const counted = new Map<number, Row>();
	for (const one of all) {
		const earlier = counted.get(one.hour);
		if (earlier === undefined || one.rawPrice !== null || earlier.rawPrice === null) {
			counted.set(one.hour, one);
		}
	}
	return [...counted.values()].sort((a, b) => a.hour - b.hour);
}

describe("pages of Kaiko's rows", () => {
	for (const withCandles of [false, true]) {
		it(`become columns of each time once, whatever their order, ${withCandles ? "with" : "without"} candles`, () => {
			fc.assert(
				fc.property(pages, fc.integer({ min: 1, max: 30 }), (given, most) => {
					const aggregation = withCandles ? "count_ohlcv_vwap" : "vwap";
					const collector = new VwapCollector(
						{ ...BTC_USD_VWAP, aggregation },
						window,
						durationMs(HOUR_MS),
					);
					for (const page of given) {
						const decoded = page.map(({ hour, rawPrice }) => ({
							time: hour * HOUR_MS,
							rawPrice,
							...(withCandles && {
								candle: { open: hour, high: 1, low: 2, close: 3, volume: 4, count: hour * 10 },
							}),
						}));
						collector.add(columnsOf(decoded), 0);
					}
					const all = given.flat();
					const counted = countedRows(all);
					const inside = counted.filter(({ hour }) => isInside(hour));
					const kept = inside.slice(-most);
					assert.equal(collector.rows, all.length);
					assert.equal(collector.oldest, inside[0] && inside[0].hour * HOUR_MS);
					assert.equal(collector.isFull, inside.length === HOURS);

					const series = collector.assemble(window, window.to, most);
					assert.deepEqual(
						[...series.times],
						kept.map(({ hour }) => hour * HOUR_MS),
					);
					const texts = kept.map((_, index) => series.rawPrice.at(index));
					assert.deepEqual(
						texts,
						kept.map(({ rawPrice }) => rawPrice),
					);
					assert.deepEqual(
						[...series.price],
						kept.map(({ rawPrice }) => (rawPrice === null ? NaN : Number(rawPrice))),
					);
					assert.deepEqual(
						series.openPrice && [...series.openPrice],
						withCandles ? kept.map(({ hour }) => hour) : undefined,
					);
					assert.deepEqual(
						series.count && [...series.count],
						withCandles ? kept.map(({ hour }) => hour * 10) : undefined,
					);
					assert.equal(series.rejected.duplicates, all.length - counted.length);
					assert.equal(series.rejected.outOfRange, counted.length - inside.length);
				}),
				{ numRuns: 500 },
			);
		});
	}
});
