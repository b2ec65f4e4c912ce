import type { TimeRange } from "./series";
import type { PackedChunk } from "./chunk";

/**
 * The chunks with one more, in the order of time. Where stretches overlap, the added chunk counts: the others
 * are narrowed to what lies before and after it, and those of which nothing is left are dropped. Buffers stay
 * unchanged.
 */
export function appendChunk(chunks: readonly PackedChunk[], added: PackedChunk): PackedChunk[] {
	const others = chunks.flatMap((chunk) => outside(chunk, added.header.stretch));
	return [...others, added].sort((a, b) => a.header.stretch.from - b.header.stretch.from);
}

/** A chunk without the given stretch of time: its part before and its part after. */
export function outside(chunk: PackedChunk, without: TimeRange): PackedChunk[] {
	const { stretch } = chunk.header;
	if (without.to <= stretch.from || without.from >= stretch.to) return [chunk];
	const rest = [
		{ from: stretch.from, to: without.from },
		{ from: without.to, to: stretch.to },
	];
	return rest.filter(({ from, to }) => from < to).map((part) => narrowed(chunk, part));
}

/** The same numbers for a shorter stretch. */
function narrowed(chunk: PackedChunk, stretch: TimeRange): PackedChunk {
	return { ...chunk, header: { ...chunk.header, stretch } };
}
