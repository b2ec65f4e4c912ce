import type { CancelSignal } from "../../core/cancel";
import { withExpiry } from "../../core/discovery/expired";
import { referenceInstruments } from "../../core/discovery/kaiko/reference";
import type { TradedSpan } from "../../core/discovery/listing";
import { readKaikoCode } from "../../core/discovery/names";
import type { KaikoVwapQuery } from "../../core/query/query";
import { type SpanAccess, unlistedIn } from "./spanAccess";

/**
 * When a market of Kaiko was traded: what its reference data say of the first and the last trade, else the day in its
 * name. Rejects once the signal fires.
 */
export async function kaikoSpan(
	{ exchange, instrumentClass, instrument }: Partial<KaikoVwapQuery>,
	{ lists, now }: SpanAccess,
	signal: CancelSignal,
): Promise<TradedSpan | undefined> {
	const [venue, group, code] = [exchange, instrumentClass, instrument].map(readKaikoCode);
	if (venue === undefined || group === undefined || code === undefined) return undefined;
	const filter = { exchange: venue, instrumentClass: group, code };
	const answer = await lists.find("kaiko", referenceInstruments(filter), signal);
	const listed = answer.list?.items.find(({ symbol }) => symbol === code);
	if (listed !== undefined) return listed;
	const named = withExpiry({ exchange: venue, symbol: code, group }, now());
	return named.expired === undefined ? unlistedIn("kaiko", answer) : named;
}
