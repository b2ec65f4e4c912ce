import { DAY_MS, type EpochMs, epochMs } from "../time";
import { type DatedMarket, type ListedMarket, partsOf } from "./listing";

const WRITTEN_DAY = /^(\d\d)(\d\d)(\d\d)$/;

/** Midnight UTC of a day that symbols write as `260327`; `undefined` where the calendar has no such day. */
function midnightOf(written: string): EpochMs | undefined {
	const [, year, month, day] = WRITTEN_DAY.exec(written)?.map(Number) ?? [];
	if (year === undefined || month === undefined || day === undefined) return undefined;
	const midnight = Date.UTC(2_000 + year, month - 1, day);
	return new Date(midnight).getUTCDate() === day ? epochMs(midnight) : undefined;
}

/**
 * A market with the day on which it expired, where its symbol names that day (`BTCUSD_250926`, `BTC-26SEP25`) and it is
 * over at `now`. What a provider says of the last trade counts before any name. At which hour a venue ends its
 * contracts, a name does not say.
 */
export function withExpiry(market: ListedMarket, now: EpochMs): DatedMarket {
	if (market.lastTrade !== undefined || market.isUntraded === true) return market;
	const { kind, expiry } = partsOf(market) ?? {};
	if (expiry === undefined || kind === "spot" || kind === "perpetual") return market;
	const midnight = midnightOf(expiry);
	return midnight === undefined || midnight + DAY_MS > now
		? market
		: { ...market, expired: midnight };
}
