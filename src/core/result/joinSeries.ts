import { sumRejected } from "../feeds/seriesWarnings";
import type { Series, TextColumn, VolumeProfileSeries, VwapSeries } from "./series";
import type { MarketPieces, Piece } from "./piece";
import { VWAP_COLUMNS, namesOf } from "./columns";

/**
 * One series of pieces in the order of time. A single whole piece is returned as it is; everything else is
 * copied. Facts that not all pieces have are left out: an optional column, a common step, the range of rows.
 */
export function joinSeries(pieces: MarketPieces): Series {
	const [first] = pieces;
	if (first === undefined) throw new RangeError("a series has at least one piece");
	const { series, begin, end } = first;
	if (pieces.length === 1 && begin === 0 && end === series.times.length) return series;
	return series.kind === "vwap"
		? joinVwap(series, piecesOf(pieces, isVwapPiece))
		: joinProfiles(series, piecesOf(pieces, isProfilePiece));
}

const isVwapPiece = (piece: Piece): piece is Piece<VwapSeries> => piece.series.kind === "vwap";
const isProfilePiece = (piece: Piece): piece is Piece<VolumeProfileSeries> =>
	piece.series.kind === "volumeProfile";

function piecesOf<P extends Piece>(
	pieces: readonly Piece[],
	isOfKind: (piece: Piece) => piece is P,
): readonly P[] {
	return pieces.filter(isOfKind);
}

/** A series without some of its optional fields. */
function without<S extends Series, Name extends keyof S>(
	series: S,
	names: readonly Name[],
): Omit<S, Name> {
	const rest = { ...series };
	for (const name of names) delete rest[name];
	return rest;
}

/** A slice of a column. */
interface Slice {
	readonly column: Float64Array;
	readonly begin: number;
	readonly end: number;
}

function joinColumns(slices: readonly Slice[]): Float64Array {
	const joined = new Float64Array(slices.reduce((sum, { begin, end }) => sum + end - begin, 0));
	let at = 0;
	for (const { column, begin, end } of slices) {
		joined.set(column.subarray(begin, end), at);
		at += end - begin;
	}
	return joined;
}

/** What pieces of either kind have in common. */
function shared(pieces: readonly Piece[]) {
	const shown = pieces.filter(({ begin, end }) => begin < end);
	const last = shown.at(-1);
	return {
		times: joinColumns(pieces.map(({ series, ...part }) => ({ column: series.times, ...part }))),
		open: last !== undefined && last.series.open && last.end === last.series.times.length,
		rejected: sumRejected(pieces.map(({ series }) => series.rejected)),
	};
}

const VWAP_EXTRAS = namesOf(VWAP_COLUMNS).filter((name) => !VWAP_COLUMNS[name].isRequired);

function joinVwap(first: VwapSeries, pieces: readonly Piece<VwapSeries>[]): VwapSeries {
	const joined: Partial<Record<(typeof VWAP_EXTRAS)[number], Float64Array>> = {};
	for (const name of VWAP_EXTRAS) {
		const slices = pieces.flatMap(({ series, ...part }) => {
			const column = series[name];
			return column === undefined ? [] : [{ column, ...part }];
		});
		if (slices.length === pieces.length) joined[name] = joinColumns(slices);
	}
	return {
		...without(first, VWAP_EXTRAS),
		...shared(pieces),
		price: joinColumns(pieces.map(({ series, ...part }) => ({ column: series.price, ...part }))),
		rawPrice: new JoinedText(
			pieces.map(({ series, begin, end }) => ({ column: series.rawPrice, begin, end })),
		),
		...joined,
	};
}

function joinProfiles(
	first: VolumeProfileSeries,
	pieces: readonly Piece<VolumeProfileSeries>[],
): VolumeProfileSeries {
	const { rowPrice } = first;
	const isRangeKnown = pieces.every(({ series }) => series.rowPrice === rowPrice);
	const column = (name: "prices" | "buy" | "sell") =>
		joinColumns(pieces.map((piece) => ({ column: piece.series[name], ...rowsOf(piece) })));
	const hasUnknown = pieces.some(({ series }) => series.unknown !== undefined);
	return {
		...without(first, ["step", "steps", "rowPrice", "unknown"]),
		...shared(pieces),
		...stepsOf(pieces),
		...(isRangeKnown && rowPrice !== undefined && { rowPrice }),
		offsets: joinOffsets(pieces),
		prices: column("prices"),
		buy: column("buy"),
		sell: column("sell"),
		...(hasUnknown && {
			unknown: joinColumns(
				pieces.map((piece) => ({
					column: piece.series.unknown ?? new Float64Array(piece.series.prices.length),
					...rowsOf(piece),
				})),
			),
		}),
	};
}

/** The rows of a piece. */
function rowsOf({ series, begin, end }: Piece<VolumeProfileSeries>) {
	return { begin: rowAt(series, begin), end: rowAt(series, end) };
}

function rowAt({ offsets }: VolumeProfileSeries, interval: number): number {
	const row = offsets[interval];
	if (row === undefined) throw new RangeError(`no interval ${interval}`);
	return row;
}

function joinOffsets(pieces: readonly Piece<VolumeProfileSeries>[]): Uint32Array {
	const intervals = pieces.reduce((sum, { begin, end }) => sum + end - begin, 0);
	const offsets = new Uint32Array(intervals + 1);
	let at = 0;
	let rows = 0;
	for (const { series, begin, end } of pieces) {
		const before = rows - rowAt(series, begin);
		for (let interval = begin; interval < end; interval++) {
			offsets[(at += 1)] = before + rowAt(series, interval + 1);
		}
		rows = before + rowAt(series, end);
	}
	return offsets;
}

/** One step when all pieces have the same, else the step of each interval when all pieces tell theirs. */
function stepsOf(
	pieces: readonly Piece<VolumeProfileSeries>[],
): Pick<VolumeProfileSeries, "step" | "steps"> {
	const step = pieces[0]?.series.step;
	const isCommon = pieces.every(({ series }) => series.step === step && series.steps === undefined);
	if (isCommon) return step === undefined ? {} : { step };
	const slices = pieces.flatMap(({ series, ...part }) => {
		const { times, step, steps = step && new Float64Array(times.length).fill(step) } = series;
		return steps ? [{ column: steps, ...part }] : [];
	});
	return slices.length === pieces.length ? { steps: joinColumns(slices) } : {};
}

interface TextPiece {
	readonly column: TextColumn;
	readonly begin: number;
	readonly end: number;
}

/** Slices of text columns, read as one column. */
class JoinedText implements TextColumn {
	readonly length: number;

	constructor(private readonly pieces: readonly TextPiece[]) {
		this.length = pieces.reduce((sum, { begin, end }) => sum + end - begin, 0);
	}

	at(index: number): string | null | undefined {
		let left = index < 0 ? index + this.length : index;
		if (left < 0) return undefined;
		for (const { column, begin, end } of this.pieces) {
			if (left < end - begin) return column.at(begin + left);
			left -= end - begin;
		}
		return undefined;
	}
}
