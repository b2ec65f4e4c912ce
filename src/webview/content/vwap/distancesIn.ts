import { MOST_BANDS } from "../../../core/query/viewOptions";

/** Distances of bands as they are typed, such as `0.5; 1`, ascending; `undefined` for a text that names none or too many. */
export function distancesIn(text: string): number[] | undefined {
	const values = text
		.split(/[;\s]+|,\s+/)
		.filter((word) => word !== "")
		.map((word) => Number(word.replace(",", ".")));
	const isFine =
		values.length > 0 &&
		values.length <= MOST_BANDS &&
		values.every((value) => value >= 0.01 && value <= 100);
	return isFine ? [...new Set(values)].sort((a, b) => a - b) : undefined;
}
