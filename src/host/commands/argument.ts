import { formatText, type Text } from "../../core/text";
import { PROVIDER_IDS } from "../../core/providers/ids";
import { isRemoteProvider, type RemoteProviderId } from "../../core/providers/credentials";
import { parseChartView, parseMarketQuery } from "../../core/query/parse";
import { SAVED_MARKET_ID } from "../../core/query/marketFormat";
import type { ChartView, MarketQuery } from "../../core/query/query";

/** An argument from another extension that is not valid; `text` says why. */
export class ArgumentError extends Error {
	override readonly name = "ArgumentError";

	constructor(readonly text: Text) {
		super(formatText(text));
	}
}

/** A query from a command's argument. Throws {@link ArgumentError} naming the field. */
export function queryArgument(argument: unknown): MarketQuery {
	const parsed = parseMarketQuery(argument);
	if (!parsed.ok) throw new ArgumentError(parsed.problem);
	return parsed.query;
}

/** A view from a command's argument: one with `queries` and `view`, or that of a single query. */
export function viewArgument(argument: unknown): ChartView {
	const isView =
		typeof argument === "object" && argument !== null && Object.hasOwn(argument, "queries");
	if (!isView) return { queries: [queryArgument(argument)], view: {} };
	const parsed = parseChartView(argument);
	if (!parsed.ok) throw new ArgumentError(parsed.problem);
	return parsed.view;
}

/** The id of a saved market: given as such or as the item of the markets view. */
export function marketIdArgument(argument: unknown): string | undefined {
	if (typeof argument === "string") return SAVED_MARKET_ID.test(argument) ? argument : undefined;
	if (typeof argument !== "object" || argument === null || !Object.hasOwn(argument, "id")) {
		return undefined;
	}
	return "id" in argument && typeof argument.id === "string" && SAVED_MARKET_ID.test(argument.id)
		? argument.id
		: undefined;
}

export function providerArgument(argument: unknown): RemoteProviderId | undefined {
	const provider = PROVIDER_IDS.find((id) => id === argument);
	return provider !== undefined && isRemoteProvider(provider) ? provider : undefined;
}
