import type { ProviderId } from "../providers/ids";
import { PROVIDERS } from "../providers/providers";
import type { Warning } from "../result/result";
import { text } from "../text";
import type { PackedChunk } from "../result/chunk";
import { openSeries } from "../result/openResult";
import { isOpenAt } from "../result/openEnd";
import { packChunk } from "../result/packChunk";
import { chunkSeries } from "../result/chunkSeries";
import type { FetchedChunk } from "./feed";

/**
 * Brings the chunks of one query to times that are the starts of intervals (definitions D22). Times are moved
 * where answers show interval ends and none shows a start; those of a cache have been moved already.
 */
export function settleStamps(fetched: readonly FetchedChunk[]): {
	readonly chunks: PackedChunk[];
	readonly isShifted: boolean;
} {
	const isShifted =
		fetched.some(({ stamps }) => stamps === "end") &&
		!fetched.some(({ stamps }) => stamps === "start");
	return {
		chunks: fetched.map(({ chunk }) => {
			// What was kept of an earlier answer has been brought to starts already.
			const isKept = chunk.header.origin === "cached";
			return isKept ? chunk : withoutRest(isShifted ? shifted(chunk) : chunk);
		}),
		isShifted,
	};
}

/** Moves all times back by one interval. */
function shifted(chunk: PackedChunk): PackedChunk {
	for (const { times, interval } of chunkSeries(chunk)) {
		for (let at = 0; at < times.length; at++) times[at] -= interval;
	}
	return chunk;
}

/**
 * The chunk without the rows outside of its stretch. They were kept only until it was known which interval
 * they belong to.
 */
function withoutRest(chunk: PackedChunk): PackedChunk {
	const { stretch, fetchedAt } = chunk.header;
	const isWhole = chunkSeries(chunk).every(({ times }) => {
		const [first = stretch.from] = times;
		return first >= stretch.from && (times.at(-1) ?? stretch.from) < stretch.to;
	});
	if (isWhole) return chunk;
	const series = openSeries([chunk]).map((one) => ({
		...one,
		open: isOpenAt(one, fetchedAt),
	}));
	return packChunk(series, chunk.header);
}

/** Warns that times were moved. */
export function stampWarnings(provider: ProviderId): Warning[] {
	return [
		{
			code: "endStamps",
			text: text(
				"{0} stamped the ends of the intervals; the times shown are their starts.",
				PROVIDERS[provider].label,
			),
		},
	];
}
