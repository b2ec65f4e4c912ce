import { ERROR_KINDS, type ErrorFacts, FILE_FAULTS, PLAN_CONDITIONS } from "../errors/errors";
import { PROVIDER_IDS } from "../providers/ids";
import { LIMIT_NAMES } from "../limits";
import type { MarketQuery } from "../query/query";
import {
	type Reader,
	count,
	fields,
	flag,
	list,
	literal,
	map,
	number,
	oneOf,
	optional,
	positive,
	record,
	recordOf,
	text,
	variant,
} from "../reader";
import {
	type AccessRange,
	PARTIAL_CODES,
	type PartialReason,
	type ResultFacts,
	type Warning,
} from "./result";
import {
	type MarketIdentity,
	type RejectedCounts,
	type StrayRows,
	type TimeRange,
	VOLUME_UNITS,
} from "./series";
import type { Text } from "../text";
import { type EpochMs, durationMs, epochMs } from "../time";
import {
	CHUNK_ORIGINS,
	type ChunkHeader,
	type ColumnPosition,
	type ProfileHeader,
	type SeriesHeader,
	type VwapHeader,
} from "./chunk";
import { MOST_CHUNKS, RESULT_FORMAT, type ResultHeader } from "./packedResult";

const MOST_SERIES = 4_096;
const MOST_ARGUMENTS = 32;
const MOST_WARNINGS = 1_000;

const word = text();
const time: Reader<EpochMs> = map(number, epochMs);
const absent = optional(word);
const range = fields<TimeRange>({ from: time, to: time });
const column = fields<ColumnPosition>({ at: count, length: count });

const base = {
	id: word,
	market: fields<MarketIdentity>({
		exchange: absent,
		symbol: absent,
		normalizedSymbol: absent,
		category: absent,
		coin: absent,
		instrumentClass: absent,
	}),
	interval: map(positive, durationMs),
	open: flag,
	rejected: fields<RejectedCounts>({
		points: count,
		levels: count,
		duplicates: count,
		outOfRange: count,
		strays: optional(fields<StrayRows>({ count, first: time, last: time })),
	}),
};

const profileHeader = fields<ProfileHeader>({
	...base,
	kind: literal("volumeProfile"),
	unit: oneOf(VOLUME_UNITS),
	unitName: absent,
	step: optional(positive),
	rowPrice: optional(literal("lowerEdge")),
	columns: fields<ProfileHeader["columns"]>({
		times: column,
		offsets: column,
		prices: column,
		buy: column,
		sell: column,
		unknown: optional(column),
		steps: optional(column),
	}),
});

const vwapHeader = fields<VwapHeader>({
	...base,
	kind: literal("vwap"),
	volumeUnit: optional(oneOf(VOLUME_UNITS)),
	volumeUnitName: absent,
	columns: fields<VwapHeader["columns"]>({
		times: column,
		price: column,
		volume: optional(column),
		count: optional(column),
		openPrice: optional(column),
		high: optional(column),
		low: optional(column),
		close: optional(column),
	}),
	texts: fields<VwapHeader["texts"]>({ width: oneOf([1, 2]), offsets: column, units: column }),
});

const chunkHeader = fields<ChunkHeader>({
	stretch: range,
	origin: oneOf(CHUNK_ORIGINS),
	fetchedAt: time,
	toldAt: optional(time),
	byteLength: count,
	series: list(
		variant<SeriesHeader, "kind">("kind", { volumeProfile: profileHeader, vwap: vwapHeader }),
		MOST_SERIES,
	),
});

const argument: Reader<string | number> = (value) =>
	typeof value === "number" ? value : word(value);
const sentence = fields<Text>({ message: word, args: list(argument, MOST_ARGUMENTS) });

const facts = fields<ErrorFacts>({
	status: optional(number),
	code: absent,
	host: absent,
	keyId: absent,
	path: absent,
	attempts: optional(number),
	retryAt: optional(time),
	detail: absent,
	condition: optional(oneOf(PLAN_CONDITIONS)),
	market: absent,
	limit: optional(number),
	ownLimit: optional(oneOf(LIMIT_NAMES)),
	wanted: optional(number),
	isUnsent: optional(flag),
	asked: absent,
	answered: absent,
	strays: optional(count),
	straysFrom: optional(time),
	straysTo: optional(time),
	isMarketKnown: optional(flag),
	dataset: absent,
	reason: optional(sentence),
	accessFrom: optional(time),
	accessTo: optional(time),
	accessOf: optional(literal("contract")),
	server: absent,
	file: absent,
	fault: optional(oneOf(FILE_FAULTS)),
	redirectHost: absent,
	operation: absent,
});

const partial = fields<PartialReason>({
	code: oneOf(PARTIAL_CODES),
	error: optional(fields({ kind: oneOf(ERROR_KINDS), facts })),
	completeFrom: optional(time),
	completeUntil: optional(time),
});

/** Only parsed queries are packed, so checking their outline is enough here. */
const outline = fields<{ kind: string; provider: string; range: object }>({
	kind: oneOf(["volumeProfile", "vwap"]),
	provider: oneOf(PROVIDER_IDS),
	range: (value) => recordOf(value) ?? fields({})(value),
});
const query: Reader<MarketQuery> = (value) => {
	outline(value);
	return value as MarketQuery;
};

const resultFacts = fields<ResultFacts>({
	query,
	range,
	partial: optional(partial),
	warnings: list(fields<Warning>({ code: word, text: sentence }), MOST_WARNINGS),
	access: optional(
		fields<AccessRange>({
			from: optional(time),
			to: optional(time),
			of: optional(literal("contract")),
		}),
	),
	resolved: optional(record(word, MOST_ARGUMENTS)),
	fetchedAt: time,
});

const resultHeader = fields<ResultHeader>({
	format: literal(RESULT_FORMAT),
	result: resultFacts,
	chunks: list(chunkHeader, MOST_CHUNKS),
});

/**
 * Reads the header of a result. A field, reason or column without a reader here does not compile.
 *
 * @throws {DecodeError} that names the first field that does not fit
 */
export function readResultHeader(header: unknown): ResultHeader {
	return resultHeader(header);
}

const byteLengths = fields<{ chunks: { byteLength: number }[] }>({
	chunks: list(fields({ byteLength: count }), MOST_CHUNKS),
});

/** How long the buffer of each chunk is. */
export function byteLengthsOf(header: unknown): number[] {
	return byteLengths(header).chunks.map(({ byteLength }) => byteLength);
}
