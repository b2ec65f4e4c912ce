import { OtherAnswerError } from "../answerErrors";
import type { KiyotakaProfileQuery } from "../../query/query";
import type { DecodedSeries } from "./decode";

const DATA_TYPE = "VOLUME_PROFILE_AGG";

interface Difference {
	readonly asked: string;
	readonly answered: string;
}

const isSame = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

/**
 * What a series says about itself that differs from the question. Fields that it leaves out are not compared:
 * sums over exchanges lack most of them. Case is ignored, since the service may write a name in its own way.
 */
function differencesOf(
	{ market, interval, type }: DecodedSeries,
	query: KiyotakaProfileQuery,
): Difference[] {
	const { exchange, rawSymbol, normalizedSymbol, coin, category } = query;
	const compare = (asked: string | undefined, answered: string | undefined): Difference[] =>
		asked === undefined || answered === undefined || isSame(asked, answered)
			? []
			: [{ asked, answered }];
	const venue = exchange.find((code) => isSame(code, market.exchange ?? code));
	const isOneOfASum = query.aggregate === "sum" && exchange.length > 1 && market.exchange;
	return [
		...(venue === undefined || isOneOfASum ? compare(exchange.join("+"), market.exchange) : []),
		...compare(rawSymbol, market.symbol),
		...compare(normalizedSymbol, market.normalizedSymbol),
		...compare(coin, market.coin),
		...compare(category, market.category),
		...compare(query.interval, interval),
		...compare(DATA_TYPE, type),
	];
}

/**
 * The series of an answer that were asked for: the asked market when the query names one, else all.
 *
 * @throws {OtherAnswerError} when the market that was asked for is not among them, or when one of several is
 * of something else.
 */
export function seriesAskedFor(
	series: readonly DecodedSeries[],
	query: KiyotakaProfileQuery,
): readonly DecodedSeries[] {
	const compared = series.map((one, index) => ({
		one,
		path: `series[${index}].id`,
		differences: differencesOf(one, query),
	}));
	const matching = compared.filter(({ differences }) => differences.length === 0);
	const isOneMarket = query.rawSymbol !== undefined;
	if (isOneMarket && matching.length > 0) return matching.map(({ one }) => one);
	const other = compared.find(({ differences }) => differences.length > 0);
	if (other === undefined) return series;
	const words = (side: keyof Difference) =>
		other.differences.map((difference) => difference[side]).join(" ");
	throw new OtherAnswerError(other.path, words("asked"), words("answered"));
}
