import { lowerBound } from "../search";
import { namesOf, VWAP_COLUMNS } from "./columns";
import { joinSeries } from "./joinSeries";
import { joinedStretches, marketKey } from "./openResult";
import { grownColumn } from "./growth";
import { sharedBy } from "./reach";
import type { QueryResult } from "./result";
import { NOTHING_REJECTED, type Series, type TextColumn, type VwapSeries } from "./series";

/**
 * An opened answer with its newest intervals in the place of those that it had. Columns of a VWAP grow where they stand
 * (`growth`), so the answer before is not to be read any more.
 *
 * @param news the facts of the whole answer as they are now, and what came, opened
 * @returns `undefined` where what came does not fit what is there: then all of it is needed
 */
export function grownResult(before: QueryResult, news: QueryResult): QueryResult | undefined {
	const { range } = news;
	const stretches = news.covers ?? [range];
	const from = Math.min(...stretches.map((stretch) => stretch.from));
	const added = new Map(news.series.map((series) => [marketKey(series), series]));
	const known = new Set(before.series.map(marketKey));
	// Two series of one name cannot be told apart here.
	if (known.size < before.series.length || added.size < news.series.length) return undefined;
	if ([...added.keys()].some((name) => !known.has(name))) return undefined;
	const series: Series[] = [];
	for (const one of before.series) {
		const grown = grownSeries(one, added.get(marketKey(one)), { from: range.from, to: from });
		if (grown === undefined) return undefined;
		series.push(grown);
	}
	// What was before a range that has moved on is not a part of it any more.
	const joined = joinedStretches([...(before.covers ?? [before.range]), ...stretches]);
	const covers = sharedBy(joined, [range]);
	const isWhole = covers.some((stretch) => stretch.from <= range.from && stretch.to >= range.to);
	const facts = { ...news };
	delete facts.covers;
	return {
		...facts,
		fromCache: before.fromCache === "all" ? "some" : before.fromCache,
		...(before.cachedAt !== undefined && { cachedAt: before.cachedAt }),
		...(before.cachedStretches !== undefined && { cachedStretches: before.cachedStretches }),
		series,
		...(isWhole ? {} : { covers }),
	};
}

/** The times of a series that stay: from the start of the range to before what came. */
interface Kept {
	readonly from: number;
	readonly to: number;
}

function grownSeries(before: Series, added: Series | undefined, kept: Kept): Series | undefined {
	const begin = lowerBound(before.times, kept.from);
	const end = lowerBound(before.times, Math.max(kept.from, kept.to), begin);
	const rest = { series: before, begin, end };
	if (before.kind === "vwap" && (added === undefined || added.kind === "vwap"))
		return grownVwap(before, added ?? emptyOf(before), begin, end);
	const joined = joinSeries(
		added === undefined ? [rest] : [rest, { series: added, begin: 0, end: added.times.length }],
	);
	return { ...joined, id: before.id, rejected: before.rejected };
}

const EXTRAS = namesOf(VWAP_COLUMNS).filter((name) => !VWAP_COLUMNS[name].isRequired);

/** `undefined` where one of the two has a column that the other lacks. */
function grownVwap(
	before: VwapSeries,
	added: VwapSeries,
	begin: number,
	end: number,
): VwapSeries | undefined {
	if (EXTRAS.some((name) => (before[name] === undefined) !== (added[name] === undefined)))
		return undefined;
	const grown = (column: Float64Array, more: Float64Array) => grownColumn(column, begin, end, more);
	const extras: Partial<Record<(typeof EXTRAS)[number], Float64Array>> = {};
	for (const name of EXTRAS) {
		const [column, more] = [before[name], added[name]];
		if (column !== undefined && more !== undefined) extras[name] = grown(column, more);
	}
	const isCut = added.times.length === 0 && end < before.times.length;
	return {
		...before,
		...extras,
		times: grown(before.times, added.times),
		price: grown(before.price, added.price),
		rawPrice: GrownText.of(before.rawPrice, begin, end, added.rawPrice),
		open: added.times.length > 0 ? added.open : before.open && !isCut,
	};
}

const NONE = new Float64Array();

function emptyOf(series: VwapSeries): VwapSeries {
	const extras: Partial<Record<(typeof EXTRAS)[number], Float64Array>> = {};
	for (const name of EXTRAS) if (series[name] !== undefined) extras[name] = NONE;
	return {
		...series,
		...extras,
		rejected: NOTHING_REJECTED,
		times: NONE,
		price: NONE,
		rawPrice: [],
		open: false,
	};
}

/** A text column of which the first part stands somewhere else, and only what came later is held. */
class GrownText implements TextColumn {
	private constructor(
		private readonly base: TextColumn,
		private readonly begin: number,
		private readonly end: number,
		private readonly tail: readonly (string | null | undefined)[],
	) {}

	/** Texts `begin` to `end` of a column, and others after them. */
	static of(before: TextColumn, begin: number, end: number, added: TextColumn): GrownText {
		const more = Array.from({ length: added.length }, (_, at) => added.at(at));
		if (!(before instanceof GrownText)) return new GrownText(before, begin, end, more);
		const { base, tail } = before;
		const held = before.end - before.begin;
		const kept = tail.slice(Math.max(0, begin - held), Math.max(0, end - held));
		return new GrownText(
			base,
			Math.min(before.end, before.begin + begin),
			Math.min(before.end, before.begin + end),
			[...kept, ...more],
		);
	}

	get length(): number {
		return this.end - this.begin + this.tail.length;
	}

	at(index: number): string | null | undefined {
		const place = index < 0 ? index + this.length : index;
		if (place < 0) return undefined;
		const held = this.end - this.begin;
		return place < held ? this.base.at(this.begin + place) : this.tail[place - held];
	}
}
