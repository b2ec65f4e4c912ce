import { ERROR_KINDS, type ErrorFacts, PLAN_CONDITIONS, PROVIDER_IDS } from "./errors";
import { LIMIT_NAMES } from "./limits";
import type { MarketQuery } from "./query/schema";
import {
	type AccessRange,
	PARTIAL_CODES,
	type PartialReason,
	type QueryResult,
	type Warning,
} from "./result";
import type { MarketIdentity, RejectedCounts, StrayRows, TimeRange } from "./series";
import type { Text } from "./text";
import { type DurationMs, type EpochMs, durationMs, epochMs } from "./time";

/** Grows when a header of an earlier version can no longer be read. */
export const RESULT_FORMAT = 1;

/** Position of a column in the buffer: bytes from its start, and how many elements. */
export interface ColumnPlace {
	readonly at: number;
	readonly length: number;
}

interface SeriesHeaderBase {
	readonly id: string;
	readonly market: MarketIdentity;
	readonly interval: DurationMs;
	readonly open: boolean;
	readonly rejected: RejectedCounts;
}

export interface ProfileHeader extends SeriesHeaderBase {
	readonly kind: "volumeProfile";
	readonly unit: "base" | "USD";
	readonly step?: number;
	readonly rowPrice?: "lowerEdge";
	readonly columns: Readonly<Record<"times" | "offsets" | "prices" | "buy" | "sell", ColumnPlace>>;
}

export const VWAP_EXTRAS = ["volume", "count", "openPrice", "high", "low", "close"] as const;
export type VwapExtra = (typeof VWAP_EXTRAS)[number];

export interface VwapHeader extends SeriesHeaderBase {
	readonly kind: "vwap";
	/** Width of one packed character in bytes. */
	readonly textWidth: 1 | 2;
	readonly columns: Readonly<
		Record<"times" | "price" | "textOffsets" | "textUnits", ColumnPlace> &
			Partial<Record<VwapExtra, ColumnPlace>>
	>;
}

export type SeriesHeader = ProfileHeader | VwapHeader;

/** The part of a packed result that is plain JSON: everything but the numbers of the series. */
export interface ResultHeader {
	readonly format: typeof RESULT_FORMAT;
	readonly byteLength: number;
	readonly series: readonly SeriesHeader[];
	readonly result: Omit<QueryResult, "series">;
}

/** Takes a value as what it should be, or throws a `TypeError` that names the field. */
type Reader<T> = (value: unknown, path: string) => T;

function misfit(path: string, expected: string): never {
	throw new TypeError(`Result header, ${path}: not ${expected}`);
}

const word: Reader<string> = (value, path) =>
	typeof value === "string" ? value : misfit(path, "a text");
const flag: Reader<boolean> = (value, path) =>
	typeof value === "boolean" ? value : misfit(path, "true or false");
const finite: Reader<number> = (value, path) =>
	typeof value === "number" && Number.isFinite(value) ? value : misfit(path, "a number");
const count: Reader<number> = (value, path) =>
	Number.isSafeInteger(value) && finite(value, path) >= 0
		? finite(value, path)
		: misfit(path, "a count");
const positive: Reader<number> = (value, path) =>
	finite(value, path) > 0 ? finite(value, path) : misfit(path, "a positive number");
const time: Reader<EpochMs> = (value, path) => epochMs(finite(value, path));

function oneOf<const T extends string | number>(...allowed: readonly T[]): Reader<T> {
	return (value, path) =>
		allowed.find((one) => one === value) ?? misfit(path, `one of ${allowed.join(", ")}`);
}

function listOf<T>(item: Reader<T>): Reader<T[]> {
	return (value, path) =>
		Array.isArray(value)
			? value.map((one: unknown, i) => item(one, `${path}.${i}`))
			: misfit(path, "a list");
}

function optional<T>(reader: Reader<T>): Reader<T | undefined> {
	return (value, path) => (value === undefined ? undefined : reader(value, path));
}

type Fields = Readonly<Record<string, unknown>>;
const record: Reader<Fields> = (value, path) =>
	typeof value === "object" && value !== null && !Array.isArray(value)
		? (value as Fields)
		: misfit(path, "an object");

/** Reads the named fields and leaves out those that are absent. Fields without a reader are dropped. */
function fields<T extends object>(readers: {
	readonly [Name in keyof T]-?: Reader<T[Name]>;
}): Reader<T> {
	return (value, path) => {
		const from = record(value, path);
		const entries: [string, unknown][] = [];
		for (const name of Object.keys(readers) as (keyof T & string)[]) {
			const field = Object.hasOwn(from, name) ? from[name] : undefined;
			const read = readers[name](field, path === "" ? name : `${path}.${name}`);
			if (read !== undefined) entries.push([name, read]);
		}
		return Object.fromEntries(entries) as T;
	};
}

const column = fields<ColumnPlace>({ at: count, length: count });
const absent = optional(word);
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
	interval: (value: unknown, path: string) => durationMs(positive(value, path)),
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
	kind: oneOf("volumeProfile"),
	unit: oneOf("base", "USD"),
	step: optional(positive),
	rowPrice: optional(oneOf("lowerEdge")),
	columns: fields({ times: column, offsets: column, prices: column, buy: column, sell: column }),
});

const vwapHeader = fields<VwapHeader>({
	...base,
	kind: oneOf("vwap"),
	textWidth: oneOf(1, 2),
	columns: fields<VwapHeader["columns"]>({
		times: column,
		price: column,
		textOffsets: column,
		textUnits: column,
		volume: optional(column),
		count: optional(column),
		openPrice: optional(column),
		high: optional(column),
		low: optional(column),
		close: optional(column),
	}),
});

const seriesHeader: Reader<SeriesHeader> = (value, path) => {
	const kind = oneOf("volumeProfile", "vwap")(record(value, path)["kind"], `${path}.kind`);
	return kind === "vwap" ? vwapHeader(value, path) : profileHeader(value, path);
};

const facts = fields<ErrorFacts>({
	status: optional(finite),
	code: absent,
	host: absent,
	path: absent,
	attempts: optional(finite),
	retryAt: optional(time),
	detail: absent,
	condition: optional(oneOf(...PLAN_CONDITIONS)),
	market: absent,
	limit: optional(finite),
	ownLimit: optional(oneOf(...LIMIT_NAMES)),
	wanted: optional(finite),
	asked: absent,
	answered: absent,
	strays: optional(count),
	straysFrom: optional(time),
	straysTo: optional(time),
	isMarketKnown: optional(flag),
	accessFrom: optional(time),
	accessTo: optional(time),
	redirectHost: absent,
});

const partial = fields<PartialReason>({
	code: oneOf(...PARTIAL_CODES),
	error: optional(fields({ kind: oneOf(...ERROR_KINDS), facts })),
	completeFrom: optional(time),
	completeUntil: optional(time),
});

const argument: Reader<string | number> = (value, path) =>
	typeof value === "number" ? value : word(value, path);
const text = fields<Text>({ message: word, args: listOf(argument) });

/** Only queries that were parsed are packed, so here their outline is enough. */
const query: Reader<MarketQuery> = (value, path) => {
	const found = record(value, path);
	oneOf("volumeProfile", "vwap")(found["kind"], `${path}.kind`);
	oneOf(...PROVIDER_IDS)(found["provider"], `${path}.provider`);
	record(found["range"], `${path}.range`);
	return value as MarketQuery;
};

const words: Reader<Readonly<Record<string, string>>> = (value, path) =>
	Object.fromEntries(
		Object.entries(record(value, path)).map(([name, one]) => [name, word(one, `${path}.${name}`)]),
	);

const resultHeader = fields<ResultHeader>({
	format: oneOf(RESULT_FORMAT),
	byteLength: count,
	series: listOf(seriesHeader),
	result: fields<ResultHeader["result"]>({
		query,
		range: fields<TimeRange>({ from: time, to: time }),
		partial: optional(partial),
		warnings: listOf(fields<Warning>({ code: word, text })),
		access: optional(fields<AccessRange>({ from: optional(time), to: optional(time) })),
		resolved: optional(words),
		fetchedAt: time,
		fromCache: oneOf("none", "some", "all"),
	}),
});

/** Reads a header; throws a `TypeError` that names the first field that does not fit. */
export function parseResultHeader(header: unknown): ResultHeader {
	return resultHeader(header, "");
}
