import { KIYOTAKA_INTERVAL_LENGTH } from "../../query/intervalGrammar";
import type { KiyotakaProfileQuery } from "../../query/query";
import { packChunk } from "../../result/packChunk";
import type { AskedWindow, WindowReader } from "../windowReader";
import { assembleProfiles } from "./assemble";
import { type DecodedSeries, decodeProfiles } from "./decode";
import { seriesAskedFor } from "./identity";

/** Reads the one body of a window of profiles. */
export function kiyotakaReader(asked: AskedWindow<KiyotakaProfileQuery>): WindowReader {
	const { query, window, range, limits } = asked;
	const interval = KIYOTAKA_INTERVAL_LENGTH[query.interval];
	let answer: readonly DecodedSeries[] = [];
	return {
		read: (body) => {
			answer = seriesAskedFor(decodeProfiles(body, limits), query);
			const rows = Math.max(0, ...answer.map(({ points, badPoints }) => points.length + badPoints));
			return { rows, received: rows, isFull: false, next: { kind: "end" } };
		},
		finish: ({ now }) => {
			const options = { window, range, interval, now };
			const { series, stamps, mergedLevels } = assembleProfiles(answer, query, options);
			answer = [];
			const chunk = packChunk(series, { stretch: window, origin: "asked", fetchedAt: now });
			return {
				chunk,
				...(stamps !== undefined && { stamps }),
				...(mergedLevels > 0 && { note: `${mergedLevels} repeated levels were added up` }),
			};
		},
	};
}
