import { at } from "../core/at";
import { providerError } from "../core/errors/errorText";
import { accessWarnings } from "../core/feeds/accessWarnings";
import { OtherAnswerError } from "../core/feeds/answerErrors";
import { clockWarnings } from "../core/feeds/clockWarning";
import { SERIES_WARNINGS, seriesWarnings } from "../core/feeds/seriesWarnings";
import type { ServerClock } from "../core/feeds/serverClock";
import { checkSpacing } from "../core/feeds/spacing";
import { stampWarnings } from "../core/feeds/stamps";
import { intervalLength } from "../core/query/interval";
import { providerOf } from "../core/providers/providers";
import type { MarketQuery } from "../core/query/query";
import type { Warning } from "../core/result/result";
import { marketPieces } from "../core/result/openResult";
import type { MarketPieces } from "../core/result/piece";
import { cachedFacts, type PackedResult } from "../core/result/packedResult";
import { joinRest, remainingReason, uniqueWarnings } from "../core/result/rest";
import type { TimeRange } from "../core/result/series";
import { type DurationMs, type EpochMs, epochMs } from "../core/time";
import type { Fetched } from "./fetchWindows";

/** A result with what it shows of each market, which is only for judging it; nobody keeps that. */
export interface Answer {
	readonly result: PackedResult;
	readonly markets: readonly MarketPieces[];
}

export interface AnswerTimes {
	readonly clock: ServerClock;
	readonly fetchedAt: EpochMs;
}

/** Makes the result of a query out of what was fetched, with the warnings that its reader should see. */
export function answerOf(
	query: MarketQuery,
	fetched: Fetched,
	{ clock, fetchedAt }: AnswerTimes,
): Answer {
	const { plan, chunks, partial, access, resolved, isShifted } = fetched;
	const { range } = plan;
	const { provider } = query;
	const markets = marketPieces(chunks);
	checkSeams(query, markets, isShifted);
	const warnings = [
		...(plan.warnings ?? []),
		...fetched.warnings,
		...seriesWarnings(markets),
		...(isShifted ? stampWarnings(provider) : []),
		...accessWarnings(provider, markets, range, access, partial),
		...clockWarnings(provider, clock, intervalLength(query)),
	];
	return {
		markets,
		result: {
			query,
			range,
			chunks,
			warnings,
			...(partial !== undefined && { partial }),
			...(access !== undefined && { access }),
			...(resolved !== undefined && { resolved }),
			fetchedAt: newestAnswer(chunks, range) ?? fetchedAt,
		},
	};
}

/**
 * When the newest of an answer was asked for that is from a cache as a whole; `undefined` for any other. Closed intervals came after
 * their range was over, even where a cache counts some of them as older; what may have been kept in progress says when it was told.
 */
function newestAnswer(chunks: Fetched["chunks"], range: TimeRange): EpochMs | undefined {
	if (cachedFacts({ chunks }).fromCache !== "all") return undefined;
	const askedAt = chunks.map(({ header: { fetchedAt, toldAt } }) =>
		toldAt === undefined ? Math.max(range.to, fetchedAt) : fetchedAt,
	);
	return epochMs(Math.max(...askedAt));
}

/**
 * Throws when intervals of two neighbouring windows are closer together than the interval that was asked for.
 * Those of one window its feed has compared; times that were moved since then are compared anew, because
 * midnight excuses other ones.
 */
function checkSeams(
	query: MarketQuery,
	markets: readonly MarketPieces[],
	isShifted: boolean,
): void {
	for (const pieces of markets) {
		const shown = pieces.filter(({ begin, end }) => begin < end);
		let before: number[] = [];
		for (const { series, begin, end } of shown) {
			const { times, interval } = series;
			checkInterval(query, [...before, at(times, begin)], interval);
			if (isShifted) checkInterval(query, times.subarray(begin, end), interval);
			before = [at(times, end - 1)];
		}
	}
}

function checkInterval(query: MarketQuery, times: ArrayLike<number>, interval: DurationMs): void {
	try {
		checkSpacing(times, interval, "times");
	} catch (error) {
		if (!(error instanceof OtherAnswerError)) throw error;
		const { asked, answered } = error;
		throw providerError("schema", query.provider, {
			market: providerOf(query).marketWords(query),
			asked,
			answered,
		});
	}
}

/** A partial answer together with what came for the stretch that it lacked. */
export function joinAnswers(
	base: PackedResult,
	rest: PackedResult,
	stretch: TimeRange,
): PackedResult {
	const { partial, ...facts } = base;
	const chunks = joinRest(base.chunks, rest.chunks, stretch);
	const remains = remainingReason(partial, rest.partial);
	const others = [...base.warnings, ...rest.warnings].filter(isOfNoSeries);
	return {
		...facts,
		chunks,
		warnings: [...seriesWarnings(marketPieces(chunks)), ...uniqueWarnings(others)],
		...(remains !== undefined && { partial: remains }),
	};
}

const isOfNoSeries = ({ code }: Warning) => !SERIES_WARNINGS.includes(code);
