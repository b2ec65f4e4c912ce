import type { TradedSpan } from "../../core/discovery/listing";
import type { RemoteProviderId } from "../../core/providers/credentials";
import type { EpochMs } from "../../core/time";
import type { ListAnswer, Lists } from "./lists";

/** What the time of trading is found out with. */
export interface SpanAccess {
	readonly lists: Pick<Lists, "find">;
	readonly now: () => EpochMs;
}

/** That a list does not have a market; `undefined` where the list is not all of today's. */
export function unlistedIn(
	provider: RemoteProviderId,
	{ list, failure }: ListAnswer<unknown>,
): TradedSpan | undefined {
	return list?.isWhole === true && failure === undefined ? { unlistedBy: provider } : undefined;
}
