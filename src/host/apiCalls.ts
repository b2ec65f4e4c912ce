import { copyResult } from "../app/copyResult";
import type { DataSets } from "../app/dataSets/dataSets";
import type { QueryService } from "../app/queryService";
import type { RunQuery } from "../app/runQuery";
import { ProviderError } from "../core/errors/errors";
import { PROVIDER_IDS, type ProviderId } from "../core/providers/ids";
import { analyzeRows } from "../core/profile/analyzeRows";
import { checkQueries, isCheck } from "../core/query/combinations";
import { parseChartView, parseMarketQuery } from "../core/query/parse";
import type { ChartView, MarketQuery } from "../core/query/query";
import { recordOf } from "../core/reader";
import { formatText } from "../core/text";
import { anchoredVwap } from "../core/vwap/anchoredVwap";
import type { MarketQuery as GivenQuery } from "./api";
import type { ApiCalls } from "./createApi";
import { createDataSetCalls } from "./dataSets/dataSetCalls";
import type { ChartPanels } from "./panels/chartPanels";

export interface ApiCallsDeps {
	readonly runQuery: RunQuery;
	readonly estimate: QueryService["estimate"];
	readonly panels: ChartPanels;
	readonly dataSets: DataSets;
}

/** A query from other code, checked; the error names the field in plain English. */
function checked(value: unknown): MarketQuery {
	const parsed = parseMarketQuery(value);
	if (parsed.ok) return parsed.query;
	throw new ProviderError("badRequest", providerOf(value), formatText(parsed.problem));
}

/** The view of a vendor check, checked. */
function checkedCheck(value: unknown): ChartView {
	const { vendor, own, agreement } = recordOf(value) ?? {};
	const [theirs, ours] = [checked(vendor), checked(own)];
	const queries = checkQueries(theirs, ours);
	if (!isCheck(queries)) {
		throw badRequest(ours, "own must be a query of trades, of the kind and of the coin of vendor.");
	}
	const view = { layout: "vendorCheck", ...(agreement !== undefined && { agreement }) };
	const parsed = parseChartView({ queries, view });
	if (parsed.ok) return parsed.view;
	throw badRequest(ours, formatText(parsed.problem));
}

function badRequest({ provider }: MarketQuery, problem: string): ProviderError {
	return new ProviderError("badRequest", provider, problem);
}

function providerOf(value: unknown): ProviderId {
	const provider: unknown =
		typeof value === "object" && value !== null && "provider" in value ? value.provider : undefined;
	return PROVIDER_IDS.find((id) => id === provider) ?? "trades";
}

/** Does what the API promises, for callers whose values are checked first. */
export function createApiCalls({ runQuery, estimate, panels, dataSets }: ApiCallsDeps): ApiCalls {
	return {
		...createDataSetCalls(dataSets),
		run: async (query, options) => {
			const { signal, withoutCache, beyondPlan } = options ?? {};
			const packed = await runQuery(checked(query), {
				isRenewed: withoutCache === true,
				isInsisted: beyondPlan === true,
				...(signal && { signal }),
			});
			const { query: asked, ...result } = copyResult(packed);
			// A copy may be changed, so its lists are not read-only any more.
			return { ...result, query: asked as GivenQuery };
		},
		estimate: async (query, { withoutCache } = {}) => ({
			...(await estimate(checked(query), { isRenewed: withoutCache === true })),
		}),
		open: async (query) => {
			await panels.open({ queries: [checked(query)], view: {} }).controller.whenDrawn();
		},
		openCheck: async (given) => {
			await panels.open(checkedCheck(given)).controller.whenDrawn();
		},
		analyzeProfile: (rows, options) => analyzeRows(rows, options),
		anchoredVwap: (points, options) => anchoredVwap(points, options),
	};
}
