import type { ChunkFacts, PackedChunk } from "../result/chunk";
import { at } from "../at";
import { appendChunk } from "../result/appendChunk";
import { joinSeries } from "../result/joinSeries";
import { joinedStretches, marketPieces } from "../result/openResult";
import { packChunk } from "../result/packChunk";
import { PackedText } from "../result/packedText";
import type { MarketPieces } from "../result/piece";
import { NOTHING_REJECTED, type Series, type TextColumn, type TimeRange } from "../result/series";
import { epochMs } from "../time";
import { sharedStretch } from "./stretches";

/**
 * One chunk of exactly the numbers that chunks hold of a stretch which they cover. It counts as old as the
 * oldest of them. Ids of markets stay as they came, and what an answer could not use is not carried along.
 *
 * @param chunks in the order of time, without overlaps
 */
export function joinedChunk(
	chunks: readonly PackedChunk[],
	stretch: TimeRange,
	origin: ChunkFacts["origin"],
): PackedChunk {
	const parts = chunks.flatMap((chunk) => {
		const shared = sharedStretch(chunk.header.stretch, stretch);
		return shared === undefined ? [] : [{ ...chunk, header: { ...chunk.header, stretch: shared } }];
	});
	const series = marketPieces(parts).map((pieces): Series => {
		const joined = { ...joinSeries(pieces), rejected: NOTHING_REJECTED };
		return joined.kind === "vwap"
			? { ...joined, rawPrice: joinedTexts(pieces) ?? joined.rawPrice }
			: joined;
	});
	const fetchedAt = epochMs(Math.min(...parts.map(({ header }) => header.fetchedAt)));
	return packChunk(series, { stretch, origin, fetchedAt });
}

/** Packed texts of pieces end to end; `undefined` where some are not packed, or not all equally wide. */
function joinedTexts(pieces: MarketPieces): TextColumn | undefined {
	const slices = pieces.flatMap(({ series, begin, end }) =>
		series.kind === "vwap" && series.rawPrice instanceof PackedText
			? [{ ...series.rawPrice.bytes, begin, end }]
			: [],
	);
	const isNarrow = slices.every(({ units }) => units instanceof Uint8Array);
	if (slices.length !== pieces.length || !isNarrow) return undefined;
	const length = slices.reduce((sum, { begin, end }) => sum + end - begin, 0);
	const characters = slices.reduce(
		(sum, { offsets, begin, end }) => sum + at(offsets, end) - at(offsets, begin),
		0,
	);
	const joined = { units: new Uint8Array(characters), offsets: new Uint32Array(length + 1) };
	let row = 0;
	let character = 0;
	for (const { units, offsets, begin, end } of slices) {
		const first = at(offsets, begin);
		joined.units.set(units.subarray(first, at(offsets, end)), character);
		const moved = character - first;
		for (let index = begin; index < end; index++) {
			joined.offsets[(row += 1)] = moved + at(offsets, index + 1);
		}
		character = at(joined.offsets, row);
	}
	return new PackedText(joined);
}

/**
 * What is known after more has come: the added chunk counts where both have something, and what touches
 * becomes one.
 */
export function mergedChunks(
	known: readonly PackedChunk[],
	added: readonly PackedChunk[],
): PackedChunk[] {
	const all = added.reduce<readonly PackedChunk[]>(appendChunk, known);
	const stretches = joinedStretches(all.map(({ header }) => header.stretch));
	return stretches.map((stretch) => joinedChunk(all, stretch, "cached"));
}
