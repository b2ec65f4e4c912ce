import type { QueryResult } from "../result";
import type { VolumeProfileSeries, VwapSeries } from "../series";
import { epochMs, toIso } from "../time";

export interface CsvOptions {
	/** Words for a first line `# …` that says where the numbers come from; without it there is none. */
	readonly source?: string;
}

/**
 * One line per price level and interval: `interval_start,price,buy,sell`. Times are ISO 8601 UTC
 * starts of intervals, numbers the shortest text that reads back as the same double.
 */
export function profileCsv(
	result: QueryResult,
	series: VolumeProfileSeries,
	options: CsvOptions = {},
): string {
	const { times, offsets, prices, buy, sell } = series;
	const lines = [...sourceLine(result, options), "interval_start,price,buy,sell"];
	for (let i = 0; i < times.length; i++) {
		const start = toIso(epochMs(times[i] ?? NaN));
		for (let row = offsets[i] ?? 0; row < (offsets[i + 1] ?? 0); row++) {
			lines.push(`${start},${prices[row]},${buy[row]},${sell[row]}`);
		}
	}
	return `${lines.join("\n")}\n`;
}

/**
 * One line per interval: `time,vwap`. The price is the provider's own decimal text; an interval
 * without trades has an empty cell.
 */
export function vwapCsv(result: QueryResult, series: VwapSeries, options: CsvOptions = {}): string {
	const lines = [...sourceLine(result, options), "time,vwap"];
	for (let i = 0; i < series.times.length; i++) {
		const price = series.rawPrice.at(i) ?? "";
		lines.push(`${toIso(epochMs(series.times[i] ?? NaN))},${price}`);
	}
	return `${lines.join("\n")}\n`;
}

/** A spreadsheet splits a comment at separators and would run a part that begins like a formula. */
function sourceLine({ range, fetchedAt, partial }: QueryResult, { source }: CsvOptions): string[] {
	if (source === undefined) return [];
	const parts = [
		source,
		`${toIso(range.from)} to ${toIso(range.to)}`,
		`fetched ${toIso(fetchedAt)}`,
		...(partial === undefined ? [] : [`partial (${partial.code})`]),
	];
	const words = parts.map((part) =>
		part.replace(/[\u0000-\u001f\u007f\u2028\u2029]+/g, " ").replace(/ *[,;|"] */g, " · "),
	);
	return [`# ${words.join(" · ")}`];
}
