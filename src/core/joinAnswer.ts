import { SERIES_WARNINGS, seriesWarnings, sumRejected } from "./feeds/seriesWarnings";
import type { MarketQuery } from "./query/schema";
import type { FeedAnswer, PartialReason, QueryResult, Warning } from "./result";
import { VWAP_EXTRAS, type VwapExtra } from "./resultHeader";
import type { Series, TextColumn, TimeRange, VolumeProfileSeries, VwapSeries } from "./series";
import { epochMs, toIso } from "./time";

/** What a partial answer lacks of its range, as far as it knows; `undefined` when it cannot be asked for. */
export function missingStretch({
	range,
	partial,
	series,
}: Pick<QueryResult, "range" | "partial" | "series">): TimeRange | undefined {
	if (partial === undefined) return undefined;
	const { completeFrom, completeUntil } = partial;
	if (completeFrom === undefined && completeUntil === undefined) return undefined;
	// An interval that was in progress is asked for again with what follows it.
	const unfinished = series.flatMap(({ open, times }) => (open ? (times.at(-1) ?? []) : []));
	const until = Math.min(completeUntil ?? range.from, ...(completeFrom ? [] : unfinished));
	const from = epochMs(Math.max(range.from, until));
	const to = completeFrom ?? range.to;
	return from < to ? { from, to } : undefined;
}

/** The query for a stretch that an answer lacks. Holds to the data version that the answer is of. */
export function restQuery({ query, resolved }: QueryResult, stretch: TimeRange): MarketQuery {
	const range = { from: toIso(stretch.from), to: toIso(stretch.to) };
	if (query.provider !== "kaiko") return { ...query, range };
	const version = resolved?.["dataVersion"];
	const dataVersion = version === "v1" || version === "v2" ? version : query.dataVersion;
	return { ...query, range, dataVersion };
}

/**
 * A partial answer together with what came for the stretch that it lacked.
 *
 * @param stretch what was asked for, by {@link missingStretch}; inside of it only `rest` counts
 */
export function joinAnswer(base: QueryResult, rest: FeedAnswer, stretch: TimeRange): QueryResult {
	const { partial, ...facts } = base;
	const series = joinSeries(base.series, rest.series, stretch);
	const remains = remaining(partial, rest.partial);
	return {
		...facts,
		series,
		warnings: joinWarnings(series, [...base.warnings, ...rest.warnings]),
		...(remains !== undefined && { partial: remains }),
	};
}

function remaining(
	before: PartialReason | undefined,
	after: PartialReason | undefined,
): PartialReason | undefined {
	if (after === undefined) return undefined;
	const completeFrom = after.completeFrom ?? before?.completeFrom;
	const completeUntil = after.completeUntil ?? before?.completeUntil;
	return {
		code: after.code,
		...(after.error !== undefined && { error: after.error }),
		...(completeFrom !== undefined && { completeFrom }),
		...(completeUntil !== undefined && { completeUntil }),
	};
}

function joinWarnings(series: readonly Series[], warnings: readonly Warning[]): Warning[] {
	const others = new Map(
		warnings
			.filter(({ code }) => !SERIES_WARNINGS.includes(code))
			.map((warning) => [JSON.stringify(warning), warning]),
	);
	return [...seriesWarnings(series), ...others.values()];
}

function marketKey({ kind, market }: Series): string {
	const { exchange, symbol, normalizedSymbol, category, coin, instrumentClass } = market;
	return JSON.stringify([
		kind,
		exchange,
		symbol,
		normalizedSymbol,
		category,
		coin,
		instrumentClass,
	]);
}

function joinSeries(
	base: readonly Series[],
	rest: readonly Series[],
	stretch: TimeRange,
): readonly Series[] {
	const keys = new Set(base.map(marketKey));
	const isOf = (one: Series) => (other: Series) => marketKey(other) === marketKey(one);
	return [
		...base.map((one) => {
			const more = rest.find(isOf(one));
			if (one.kind === "vwap" && more?.kind === "vwap") return joinVwap(one, more, stretch);
			if (one.kind === "volumeProfile" && more?.kind === "volumeProfile") {
				return joinProfiles(one, more, stretch);
			}
			return one;
		}),
		...rest.filter((one) => !keys.has(marketKey(one))),
	];
}

/** How many of ascending times lie before `bound`. */
function countBefore(times: Float64Array, bound: number): number {
	const at = times.findIndex((time) => time >= bound);
	return at < 0 ? times.length : at;
}

/** Positions in the columns of an answer: what lies before a stretch ends, and what after it begins. */
interface Cut {
	readonly end: number;
	readonly begin: number;
}

function around(column: Float64Array, middle: Float64Array, { end, begin }: Cut): Float64Array {
	const joined = new Float64Array(end + middle.length + column.length - begin);
	joined.set(column.subarray(0, end));
	joined.set(middle, end);
	joined.set(column.subarray(begin), end + middle.length);
	return joined;
}

function shared<One extends Series>(base: One, rest: One, cut: Cut) {
	const isRestLast = cut.begin >= base.times.length && rest.times.length > 0;
	return {
		times: around(base.times, rest.times, cut),
		open: isRestLast ? rest.open : base.open,
		rejected: sumRejected([base.rejected, rest.rejected]),
	};
}

const cutOf = ({ times }: Series, { from, to }: TimeRange): Cut => ({
	end: countBefore(times, from),
	begin: countBefore(times, to),
});

function joinVwap(base: VwapSeries, rest: VwapSeries, stretch: TimeRange): VwapSeries {
	const cut = cutOf(base, stretch);
	const { volume, count, openPrice, high, low, close, ...facts } = base;
	const columns = { volume, count, openPrice, high, low, close };
	const extras: Partial<Record<VwapExtra, Float64Array>> = {};
	for (const name of VWAP_EXTRAS) {
		const [one, more] = [columns[name], rest[name]];
		if (one !== undefined && more !== undefined) extras[name] = around(one, more, cut);
	}
	return {
		...facts,
		...shared(base, rest, cut),
		price: around(base.price, rest.price, cut),
		rawPrice: new JoinedText([
			{ column: base.rawPrice, from: 0, to: cut.end },
			{ column: rest.rawPrice, from: 0, to: rest.rawPrice.length },
			{ column: base.rawPrice, from: cut.begin, to: base.rawPrice.length },
		]),
		...extras,
	};
}

function joinProfiles(
	base: VolumeProfileSeries,
	rest: VolumeProfileSeries,
	stretch: TimeRange,
): VolumeProfileSeries {
	const cut = cutOf(base, stretch);
	const rows = { end: rowAt(base, cut.end), begin: rowAt(base, cut.begin) };
	const column = (name: "prices" | "buy" | "sell") => around(base[name], rest[name], rows);
	const lengths = around(rowCounts(base), rowCounts(rest), cut);
	const offsets = new Uint32Array(lengths.length + 1);
	let end = 0;
	for (const [at, length] of lengths.entries()) {
		end += length;
		offsets[at + 1] = end;
	}
	return {
		...base,
		...shared(base, rest, cut),
		offsets,
		prices: column("prices"),
		buy: column("buy"),
		sell: column("sell"),
	};
}

function rowAt({ offsets }: VolumeProfileSeries, interval: number): number {
	const row = offsets[interval];
	if (row === undefined) throw new RangeError(`no interval ${interval}`);
	return row;
}

function rowCounts(series: VolumeProfileSeries): Float64Array {
	return Float64Array.from(series.times, (_, at) => rowAt(series, at + 1) - rowAt(series, at));
}

interface TextPiece {
	readonly column: TextColumn;
	readonly from: number;
	readonly to: number;
}

/** Pieces of columns read as one. */
class JoinedText implements TextColumn {
	readonly length: number;

	constructor(private readonly pieces: readonly TextPiece[]) {
		this.length = pieces.reduce((sum, { from, to }) => sum + to - from, 0);
	}

	at(index: number): string | null | undefined {
		let left = index < 0 ? index + this.length : index;
		if (left < 0) return undefined;
		for (const { column, from, to } of this.pieces) {
			if (left < to - from) return column.at(from + left);
			left -= to - from;
		}
		return undefined;
	}
}
