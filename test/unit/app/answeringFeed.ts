import type { Feed, FetchContext, FetchedChunk } from "../../../src/core/feeds/feed";
import type { MarketQuery } from "../../../src/core/query/query";
import type { FeedAnswer } from "../../../src/core/result/result";
import { packChunk } from "../../../src/core/result/packChunk";
import { feedAnswer } from "./results";

/** A feed of one window that is answered by a test: one chunk with what it gives. */
export function answeringFeed<Query extends MarketQuery>(
	answer: (query: Query, context: FetchContext) => Promise<FeedAnswer>,
	range = feedAnswer([1]).range,
): Feed<Query> {
	return {
		plan: () => ({ range, windows: [range] }),
		fetch: async (query, window, context): Promise<FetchedChunk> => {
			const fetchedAt = context.clock.now();
			const { series, partial, access, resolved } = await answer(query, context);
			const facts = { stretch: window, origin: "asked", fetchedAt } as const;
			return {
				chunk: packChunk(series, facts),
				...(partial !== undefined && { early: partial }),
				...(access !== undefined && { access }),
				...(resolved !== undefined && { resolved }),
			};
		},
	};
}
