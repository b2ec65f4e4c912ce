import { planPieces } from "../core/cache/planPieces";
import type { FeedPlan, FetchedChunk } from "../core/feeds/feed";
import { chunkSeries } from "../core/result/chunkSeries";
import { lowerBound } from "../core/search";
import type { TimeRange } from "../core/result/series";
import { epochMs } from "../core/time";

/** A piece of a plan's range: a window that has to be asked for, or what is known of it. */
export type Portion =
	| { readonly kind: "window"; readonly stretch: TimeRange }
	| { readonly kind: "known"; readonly stretch: TimeRange; readonly came: FetchedChunk };

/**
 * The portions of a plan in the order in which they are taken, the newest first: what is known, and between that
 * the windows of what is missing.
 *
 * @param known chunks of stretches inside of the plan's range that do not overlap, in any order. It is only for
 * plans whose windows can be cut anew (`within`).
 */
export function* portionsOf(
	plan: FeedPlan,
	known: readonly FetchedChunk[] = [],
): Generator<Portion> {
	const cameFor = new Map(known.map((came) => [stretchOf(came).from, came]));
	for (const { from, to, isKnown } of planPieces(plan, known.map(stretchOf))) {
		const came = isKnown ? cameFor.get(from) : undefined;
		const stretch = { from, to };
		yield came === undefined ? { kind: "window", stretch } : { kind: "known", stretch, came };
	}
}

const stretchOf = ({ chunk }: FetchedChunk): TimeRange => chunk.header.stretch;

/** How many windows a plan asks for, beside what is known. */
export function windowsToAsk(plan: FeedPlan, known: readonly FetchedChunk[]): number {
	if (known.length === 0) return plan.windows.length;
	let count = 0;
	for (const { kind } of portionsOf(plan, known)) if (kind === "window") count += 1;
	return count;
}

/** What is known, cut to the newest rows that a result still has room for, with the reason. */
export function newestRows(came: FetchedChunk, most: number): FetchedChunk {
	const { header } = came.chunk;
	const { from, to } = header.stretch;
	const columns = chunkSeries(came.chunk).map(({ times }) =>
		times.subarray(lowerBound(times, from), lowerBound(times, to)),
	);
	const count = columns.reduce((sum, { length }) => sum + length, 0);
	if (count <= most) return came;
	const times = columns.flatMap((column) => [...column]).sort((a, b) => a - b);
	const first = times[count - most] ?? to;
	const stretch = { from: epochMs(first), to };
	return {
		...came,
		chunk: { ...came.chunk, header: { ...header, stretch } },
		early: { code: "rowLimit" },
	};
}
