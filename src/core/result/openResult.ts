import { lowerBound } from "../search";
import { type EpochMs, epochMs } from "../time";
import type { QueryResult } from "./result";
import type { MarketIdentity, Series, TimeRange } from "./series";
import type { PackedChunk } from "./chunk";
import { joinSeries } from "./joinSeries";
import type { MarketPieces, Piece } from "./piece";
import { cachedFacts, type PackedResult } from "./packedResult";
import { chunkSeries } from "./chunkSeries";

/**
 * A result with its series, each from the first to the last interval that its chunks show. The columns of one
 * whole chunk are views of its buffer; those of several are joined, which copies them.
 */
export function openResult(packed: PackedResult): QueryResult {
	const { chunks, ...facts } = packed;
	const covers = joinedStretches(chunks.map(({ header }) => header.stretch));
	const { from, to } = packed.range;
	const isWhole = covers.some((stretch) => stretch.from <= from && stretch.to >= to);
	const told = toldAt(packed);
	return {
		...facts,
		...cachedFacts(packed),
		...(told === packed.fetchedAt ? {} : { toldAt: told }),
		series: openSeries(chunks),
		...(isWhole ? {} : { covers }),
	};
}

/**
 * When the newest of an answer was asked for. What comes from a cache was over then, however old the cache calls it, unless it says
 * when it was told.
 */
function toldAt({ chunks, range, fetchedAt }: PackedResult): EpochMs {
	const newest = chunks.at(-1)?.header;
	const askedAt = newest?.fetchedAt ?? fetchedAt;
	if (newest?.origin !== "cached") return askedAt;
	return newest.toldAt ?? epochMs(Math.max(Math.min(newest.stretch.to, range.to), askedAt));
}

/** Stretches of time in their order, those that touch or overlap as one. */
export function joinedStretches(stretches: readonly TimeRange[]): readonly TimeRange[] {
	const joined: TimeRange[] = [];
	for (const { from, to } of [...stretches].sort((a, b) => a.from - b.from)) {
		const last = joined.at(-1);
		if (last === undefined || from > last.to) joined.push({ from, to });
		else if (to > last.to) joined[joined.length - 1] = { from: last.from, to };
	}
	return joined;
}

/** The series of chunks in the order of time, each market once. */
export function openSeries(chunks: readonly PackedChunk[]): Series[] {
	return withUniqueIds(marketPieces(chunks).map(joinSeries));
}

/**
 * What chunks in the order of time show of each market, without joining it: nothing is copied, so this is for
 * whoever only looks at the numbers.
 */
export function marketPieces(chunks: readonly PackedChunk[]): MarketPieces[] {
	const markets = new Map<string, Piece[]>();
	for (const chunk of chunks) {
		const seen = new Map<string, number>();
		for (const series of chunkSeries(chunk)) {
			const name = marketKey(series);
			// Two series of one chunk are always different markets, even when they do not say which.
			const repeated = seen.get(name) ?? 0;
			seen.set(name, repeated + 1);
			const key = `${repeated} ${name}`;
			const pieces = markets.get(key) ?? [];
			markets.set(key, [...pieces, pieceOf(series, chunk)]);
		}
	}
	return [...markets.values()];
}

function pieceOf(series: Series, { header }: PackedChunk): Piece {
	const { from, to } = header.stretch;
	return {
		series,
		begin: lowerBound(series.times, from),
		end: lowerBound(series.times, to),
	};
}

/** What tells the market of a series from others of the same answer. */
export function marketKey({ kind, market, interval }: Series): string {
	const { exchange, symbol, normalizedSymbol, category, coin, instrumentClass } = market;
	return JSON.stringify([
		kind,
		interval,
		exchange,
		symbol,
		normalizedSymbol,
		category,
		coin,
		instrumentClass,
	]);
}

/** Tells series of one id apart by their category, and else by a number. */
function withUniqueIds(all: readonly Series[]): Series[] {
	const taken = new Set<string>();
	return all.map((series) => {
		const isAlone = all.filter(({ id }) => id === series.id).length === 1;
		const id = isAlone ? series.id : longerId(series.id, series.market);
		let unique = id;
		for (let number = 2; taken.has(unique); number++) unique = `${id} ${number}`;
		taken.add(unique);
		return unique === series.id ? series : { ...series, id: unique };
	});
}

function longerId(id: string, { category }: MarketIdentity): string {
	return category === undefined ? id : `${id} ${category}`;
}
