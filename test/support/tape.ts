import { tapeForDay, type TapeMarket } from "../../src/core/sample/tape";
import { DAY_MS, type EpochMs } from "../../src/core/time";
import type { Trades } from "../../src/core/trades/trades";

/** The trades of every UTC day that `[from, to)` touches, one day after another; days are made when asked for. */
export function* tapeBetween(market: TapeMarket, from: EpochMs, to: EpochMs): Generator<Trades> {
	for (let day = Math.floor(from / DAY_MS); day * DAY_MS < to; day++) {
		yield tapeForDay(market, day);
	}
}
