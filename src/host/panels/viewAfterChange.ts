import { canonicalJson } from "../../core/query/canonical";
import type { ChartView, MarketQuery } from "../../core/query/query";
import type { ViewOptions } from "../../core/query/viewOptions";

/** Names what a layout depends on: which kinds there are, and whether there are several queries. */
const kindsOf = (queries: readonly MarketQuery[]) =>
	[...new Set(queries.map(({ kind }) => kind)), queries.length > 1].join();

const rangesOf = (queries: readonly MarketQuery[]) =>
	new Set(queries.map(({ range }) => canonicalJson(range)));

/**
 * How a panel is looked at once it shows other queries: a layout is for its kinds of data, and chosen
 * intervals are for their range.
 */
export function viewAfterChange(
	{ queries, view }: ChartView,
	next: readonly MarketQuery[],
): ViewOptions {
	const { layout, interval, intervals, ...rest } = view;
	const ranges = rangesOf(queries);
	const isSameRange = [...rangesOf(next)].every((range) => ranges.has(range));
	return {
		...rest,
		...(layout !== undefined && kindsOf(queries) === kindsOf(next) ? { layout } : {}),
		...(isSameRange && interval !== undefined ? { interval } : {}),
		...(isSameRange && intervals !== undefined ? { intervals } : {}),
	};
}
