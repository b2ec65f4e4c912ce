import { own, recordOf } from "../reader";
import { PROFILE_COLUMNS, VWAP_COLUMNS, namesOf } from "./columns";
import { RESULT_FORMAT } from "./packedResult";

/**
 * Rewrites the header of a result that a version up to 0.2 kept: one buffer, with the positions of columns
 * and texts in one list per series. The same buffer is one chunk of the present form. The new header is not
 * checked here.
 */
export function headerOfFormer(header: unknown): unknown {
	const former = recordOf(header) ?? {};
	const { fromCache, ...result } = recordOf(former["result"]) ?? {};
	const series: unknown = former["series"];
	return {
		format: former["format"] === 1 ? RESULT_FORMAT : undefined,
		result,
		chunks: [
			{
				stretch: result["range"],
				origin: fromCache === "all" ? "cached" : "asked",
				fetchedAt: result["fetchedAt"],
				byteLength: former["byteLength"],
				series: Array.isArray(series) ? series.map(seriesOfFormer) : series,
			},
		],
	};
}

function seriesOfFormer(value: unknown): unknown {
	const { textWidth, columns, ...series } = recordOf(value) ?? {};
	const places = recordOf(columns) ?? {};
	const pick = (names: readonly string[]) =>
		Object.fromEntries(names.map((name) => [name, own(places, name)]));
	if (series["kind"] !== "vwap") return { ...series, columns: pick(namesOf(PROFILE_COLUMNS)) };
	return {
		...series,
		columns: pick(namesOf(VWAP_COLUMNS)),
		texts: { width: textWidth, offsets: places["textOffsets"], units: places["textUnits"] },
	};
}
