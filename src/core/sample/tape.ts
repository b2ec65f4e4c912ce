import { at } from "../at";
import { DAY_MS, epochMs, HOUR_MS, type EpochMs } from "../time";
import type { Trades } from "../trades/trades";
import { dayPath, SEGMENTS, segmentStart } from "./dayPath";
import { hash, IntegerStream } from "./random";

/** A synthetic instrument. It has traded on every day, past and future. */
export interface TapeMarket {
	/** `BTC-USDT` form. */
	readonly symbol: string;
	readonly coin: string;
	readonly seed: number;
	readonly priceDecimals: number;
	readonly quantityDecimals: number;
	/** Price that the levels of the calendar are relative to, in price units. */
	readonly basePrice: number;
	/** Typical size of a small trade in quantity units. */
	readonly lot: number;
	/** Trading compared with the busiest instrument, in percent. */
	readonly activity: number;
	/** Row height of its profiles that suits its price, in quote currency. */
	readonly step: number;
	/** Where it trades, unless at the venue that leads: the price follows that one, with trades of its own. */
	readonly follower?: {
		readonly seed: number;
		/** The price lies from this much below to three times as much above the leader's, in millionths. */
		readonly distance: number;
	};
}

export const TAPE_MARKETS: readonly TapeMarket[] = [
	{
		symbol: "BTC-USDT",
		coin: "BTC",
		seed: 101,
		priceDecimals: 1,
		quantityDecimals: 5,
		basePrice: 664_000,
		lot: 1_800,
		activity: 100,
		step: 10,
	},
	{
		symbol: "ETH-USDT",
		coin: "ETH",
		seed: 202,
		priceDecimals: 2,
		quantityDecimals: 4,
		basePrice: 342_000,
		lot: 3_200,
		activity: 80,
		step: 0.5,
	},
];

/** The same instruments at a venue with a quarter of the trades, smaller ones, and another tick. */
export const SECOND_VENUE_MARKETS: readonly TapeMarket[] = [
	{
		symbol: "BTC-USDT",
		coin: "BTC",
		seed: 101,
		priceDecimals: 2,
		quantityDecimals: 6,
		basePrice: 6_640_000,
		lot: 7_000,
		activity: 25,
		step: 10,
		follower: { seed: 303, distance: 80 },
	},
	{
		symbol: "ETH-USDT",
		coin: "ETH",
		seed: 202,
		priceDecimals: 2,
		quantityDecimals: 4,
		basePrice: 342_000,
		lot: 1_500,
		activity: 20,
		step: 0.5,
		follower: { seed: 404, distance: 110 },
	},
];

export function findTapeMarket(symbol: string): TapeMarket | undefined {
	return TAPE_MARKETS.find((market) => market.symbol === symbol);
}

/** Buyers are drawn in by a rise and sellers by a fall: the taker bought with this chance in 1,000. */
function buyChance(move: number): number {
	return 500 + Math.trunc(Math.min(Math.max(move / 6, -230), 230));
}

/** Many small trades, few large ones, now and then a round lot. */
function drawQuantity(lot: number, stream: IntegerStream): number {
	let size = 1 + stream.below(2 * lot);
	for (let doubling = 0; doubling < 9 && stream.below(10) < 4; doubling++) size *= 2;
	const round = lot * 5;
	return stream.below(8) === 0 ? Math.ceil(size / round) * round : size;
}

/** How far a follower's price lies from the leader's, in millionths: straight from one hour's whim to the next. */
function distanceAt({ seed, distance }: NonNullable<TapeMarket["follower"]>, time: number): number {
	const hour = Math.floor(time / HOUR_MS);
	const whim = (at: number) => (hash(seed, at) % (4 * distance + 1)) - distance;
	const share = time / HOUR_MS - hour;
	return whim(hour) * (1 - share) + whim(hour + 1) * share;
}

/**
 * All trades of one UTC day, counted from the Unix epoch. The same market and day give the same trades on
 * every machine and in every order of asking; the price goes on from one day to the next.
 */
export function tapeForDay(market: TapeMarket, day: number): Trades {
	const { follower } = market;
	const leading = new IntegerStream(hash(market.seed, day, 0x7a9e));
	const path = dayPath(market.seed, day, leading);
	const stream =
		follower === undefined ? leading : new IntegerStream(hash(follower.seed, day, 0x7a9e));
	// What keeps one venue silent is its own affair.
	const silences = follower === undefined ? path.silences : [];
	const midnight = day * DAY_MS;
	const toUnits = (level: number) => market.basePrice + (market.basePrice * level) / 1_000_000;

	const times: number[] = [];
	const prices: number[] = [];
	const quantities: number[] = [];
	const takers: number[] = [];
	for (let segment = 0; segment < SEGMENTS; segment++) {
		const from = at(path.levels, segment);
		const move = at(path.levels, segment + 1) - from;
		const start = segmentStart(segment);
		const length = segmentStart(segment + 1) - start;
		const expected = (at(path.rates, segment) * market.activity) / 100;
		const lively = expected * (0.5 + Math.min(Math.abs(move), 1_500) / 600);
		const count = Math.floor(stream.below(Math.floor(2 * lively) + 256) / 256);
		const offsets = Array.from({ length: count }, () => stream.below(length)).sort((a, b) => a - b);
		for (const offset of offsets) {
			const time = start + offset;
			const isBuy = stream.below(1_000) < buyChance(move);
			const apart = follower === undefined ? 0 : distanceAt(follower, midnight + time);
			const level = from + (move * offset) / length + stream.bell(28) + apart;
			const quantity = drawQuantity(market.lot, stream);
			if (silences.some((silence) => time >= silence.from && time < silence.to)) continue;
			times.push(midnight + time);
			prices.push(Math.round(toUnits(level)) + (isBuy ? 1 : 0));
			quantities.push(quantity);
			takers.push(isBuy ? 1 : 0);
		}
	}
	return {
		priceDecimals: market.priceDecimals,
		quantityDecimals: market.quantityDecimals,
		times: Float64Array.from(times),
		prices: Float64Array.from(prices),
		quantities: Float64Array.from(quantities),
		takers: Uint8Array.from(takers),
	};
}

/** Time of the newest trade before `time`, looking back over at most two days. */
export function lastTradeBefore(market: TapeMarket, time: EpochMs): EpochMs | undefined {
	const day = Math.floor((time - 1) / DAY_MS);
	for (const candidate of [day, day - 1]) {
		const newest = tapeForDay(market, candidate).times.findLast((at) => at < time);
		if (newest !== undefined) return epochMs(newest);
	}
	return undefined;
}
