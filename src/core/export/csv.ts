import { vwapModel } from "../chart/vwapModel";
import { anchorId } from "../query/anchors";
import type { ViewOptions } from "../query/viewOptions";
import type { QueryResult } from "../result/result";
import type { Series, TimeRange } from "../result/series";
import { type ColumnName, type DataColumn, type DataTable, cellData } from "../table/dataTable";
import { seriesTable } from "../table/profileTables";
import { profileVolumeUnit, vwapPriceUnit, vwapVolumeUnit } from "../table/units";
import { vwapTable } from "../table/vwapTables";
import { epochMs, toIso } from "../time";
import { shownAnchored } from "../vwap/shownAnchored";
import { shownAnchors } from "../vwap/shownAnchors";

export interface CsvOptions {
	/** Words for a first line `# …` that says where the numbers come from; without it there is none. */
	readonly source?: string;
	/** How the chart shows a VWAP. */
	readonly view?: ViewOptions;
	/** Zone whose days, weeks and months an anchored VWAP begins with: an IANA name or `local`; UTC when absent. */
	readonly zone?: string;
}

/** Lines that are joined in one go, so that a long export never blocks for long. */
const LINES_AT_ONCE = 1_000;

/**
 * The numbers of one series as CSV, in pieces that follow one another. Times are ISO 8601 UTC, numbers plain decimals with all digits that
 * came, computed ones with 15; headings hold the units that are known.
 *
 * Of a profile one line per price level and interval: start of the interval, price, buy and sell as
 * delivered, and unknown volume where the answer has any. Of a VWAP one line per interval: the VWAP, then what the answer has of open, high, low, close,
 * volume and count, and the anchored VWAP with its bands where the chart shows them; a cell is empty where
 * nothing traded.
 */
export function* seriesCsv(
	result: QueryResult,
	series: Series,
	options: CsvOptions = {},
): Generator<string> {
	yield* linesOf(tableOf(result, series, options), sourceLine(result, options));
}

/** An answer, such as one side of a vendor check, and the words for where its numbers come from. */
export interface SourceOfSide {
	readonly result: QueryResult;
	readonly source: string;
}

/**
 * The intervals of a vendor check as CSV, in the same form: what each comes to, the differences, then what both sides
 * say.
 *
 * @param sides whose numbers they are, for a first line that says so; without it there is none
 */
export function checkCsv(
	table: DataTable,
	sides?: Readonly<Record<"vendor" | "own", SourceOfSide>>,
): Generator<string> {
	if (sides === undefined) return linesOf(table, []);
	const { vendor, own } = sides;
	const parts = [
		...provenance(vendor.result, vendor.source),
		"against",
		...provenance(own.result, own.source),
	];
	return linesOf(table, [commentLine(parts)]);
}

/**
 * A table beside a chart as CSV, in the same form.
 *
 * @param of whose numbers it is made of, for a first line that says so
 */
export function tableCsv(table: DataTable, of: SourceOfSide): Generator<string> {
	return linesOf(table, [answerLine(of)]);
}

function* linesOf(table: DataTable, first: readonly string[]): Generator<string> {
	const timeText = (time: number) => toIso(epochMs(time));
	let lines = [...first, headingsOf(table)];
	for (let row = 0; row < table.count; row++) {
		if (lines.length >= LINES_AT_ONCE) {
			yield `${lines.join("\n")}\n`;
			lines = [];
		}
		lines.push(table.columns.map((column) => cellData(column, row, timeText)).join(","));
	}
	yield `${lines.join("\n")}\n`;
}

/** The line of headings that {@link seriesCsv} writes. */
export function csvHeadings(result: QueryResult, series: Series, options: CsvOptions = {}): string {
	return headingsOf(tableOf(result, series, options));
}

function tableOf(
	result: QueryResult,
	series: Series,
	{ view = {}, zone = "UTC" }: CsvOptions,
): DataTable {
	const { query, range } = result;
	if (series.kind === "volumeProfile") {
		return seriesTable(series, profileVolumeUnit(series, query));
	}
	const isHidden = (id: string) => view.hidden?.includes(id) === true;
	const anchored = isHidden("anchored") ? undefined : shownAnchored(series, result, view, zone);
	const anchors = shownAnchors(series, result, view);
	const units = { price: vwapPriceUnit(query), volume: vwapVolumeUnit(series, query) };
	return vwapTable(series, vwapModel(series, range), units, {
		...(anchored === undefined ? {} : { anchored }),
		anchors: anchors.filter(({ anchor }) => !isHidden(anchorId(anchor))),
		hasBands: true,
		hasCandles: true,
	});
}

function headingsOf({ columns }: DataTable): string {
	return columns.map(headingOf).join(",");
}

const NAMES: Readonly<Partial<Record<ColumnName, string>>> = {
	start: "interval_start",
	anchored: "anchored_vwap",
	anchoredState: "anchored_vwap_state",
	upperBand: "upper_band",
	lowerBand: "lower_band",
	trades: "count",
	unknown: "taker_unknown",
	volumeDifference: "volume_difference",
	deltaDifference: "delta_difference",
	pocDifference: "poc_difference",
	vwapDifference: "vwap_difference",
	explainedFrom: "explained_from",
	explainedTo: "explained_to",
	sideVwap: "vwap",
	until: "to",
	deltaShare: "delta",
	impliedVwap: "implied_vwap",
};

/** `buy [BTC]`, `upper_band_2_sigma [USD]`: a name without separators, and the unit where it is known. */
function headingOf({ name, of, unit }: DataColumn): string {
	const known = NAMES[name] ?? name;
	const whole = of === undefined ? known : `${known}_${plain(of)}`;
	return unit === undefined ? whole : `${whole} [${plain(unit)}]`;
}

/** Units come from providers: nothing in them may end a line or a cell. */
function plain(words: string): string {
	return words
		.replace("σ", "sigma")
		.replace(/\s+/g, "_")
		.replace(/[^\p{L}\p{M}\p{N}._%/-]/gu, "");
}

function sourceLine(result: QueryResult, { source }: CsvOptions): string[] {
	return source === undefined ? [] : [answerLine({ result, source })];
}

/** Where the numbers of an answer come from, and when. */
function provenance(result: QueryResult, source: string): readonly string[] {
	const { range, fetchedAt, partial } = result;
	return [
		source,
		rangeText(range),
		`fetched ${toIso(fetchedAt)}`,
		...cacheText(result),
		...(partial === undefined ? [] : [`partial (${partial.code})`]),
	];
}

function answerLine({ result, source }: SourceOfSide): string {
	return commentLine([...provenance(result, source), ...inProgressText(result)]);
}

/** The newest interval of an answer grows on: whoever reads the file later cannot tell by its numbers. */
function inProgressText({ series }: QueryResult): string[] {
	const starts = series.flatMap(({ open, times }) => (open ? [...times.subarray(-1)] : []));
	return [...new Set(starts)].map(
		(start) => `the interval from ${toIso(epochMs(start))} on in progress`,
	);
}

/** Stretches that are named one by one; a line should stay readable. */
const MOST_STRETCHES = 5;

function cacheText({ fromCache, cachedAt, cachedStretches = [] }: QueryResult): string[] {
	if (cachedAt === undefined) return [];
	const since = `${fromCache} from the cache as of ${toIso(cachedAt)}`;
	if (fromCache === "all") return [since];
	const more = cachedStretches.length - MOST_STRETCHES;
	const named = cachedStretches.slice(0, MOST_STRETCHES).map(rangeText);
	return [`${since}: ${[...named, ...(more > 0 ? [`${more} more`] : [])].join(" and ")}`];
}

function rangeText({ from, to }: TimeRange): string {
	return `${toIso(from)} to ${toIso(to)}`;
}

/** A spreadsheet splits a comment at separators and would run a part that begins like a formula. */
function commentLine(parts: readonly string[]): string {
	const words = parts.map((part) =>
		part.replace(/[\u0000-\u001f\u007f\u2028\u2029]+/g, " ").replace(/ *[,;|"] */g, " · "),
	);
	return `# ${words.join(" · ")}`;
}
