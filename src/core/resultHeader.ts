import * as v from "valibot";
import { ERROR_KINDS, type ErrorFacts } from "./errors";
import { MarketQuerySchema } from "./query/schema";
import { type DurationMs, type EpochMs, durationMs, epochMs } from "./time";

/** Grows when a header of an earlier version can no longer be read. */
export const RESULT_FORMAT = 1;

const finite = v.pipe(v.number(), v.finite());
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const time = v.pipe(
	finite,
	v.transform((value): EpochMs => epochMs(value)),
);
const interval = v.pipe(
	finite,
	v.gtValue(0),
	v.transform((value): DurationMs => durationMs(value)),
);

/** Position of a column in the buffer: bytes from its start, and how many elements. */
const column = v.strictObject({ at: count, length: count });

const identity = v.strictObject({
	exchange: v.exactOptional(v.string()),
	symbol: v.exactOptional(v.string()),
	normalizedSymbol: v.exactOptional(v.string()),
	category: v.exactOptional(v.string()),
	coin: v.exactOptional(v.string()),
	instrumentClass: v.exactOptional(v.string()),
});

const rejected = v.strictObject({
	points: count,
	levels: count,
	duplicates: count,
	outOfRange: count,
});

const shared = {
	id: v.string(),
	market: identity,
	interval,
	open: v.boolean(),
	rejected,
};

const ProfileHeaderSchema = v.strictObject({
	...shared,
	kind: v.literal("volumeProfile"),
	unit: v.picklist(["base", "USD"]),
	step: v.exactOptional(v.pipe(finite, v.gtValue(0))),
	columns: v.strictObject({
		times: column,
		offsets: column,
		prices: column,
		buy: column,
		sell: column,
	}),
});

const VwapHeaderSchema = v.strictObject({
	...shared,
	kind: v.literal("vwap"),
	/** Width of one packed character in bytes. */
	textWidth: v.picklist([1, 2]),
	columns: v.strictObject({
		times: column,
		price: column,
		textOffsets: column,
		textUnits: column,
		volume: v.exactOptional(column),
		count: v.exactOptional(column),
		openPrice: v.exactOptional(column),
		high: v.exactOptional(column),
		low: v.exactOptional(column),
		close: v.exactOptional(column),
	}),
});

const text = v.strictObject({
	message: v.string(),
	args: v.array(v.union([v.string(), v.number()])),
});

const facts = v.strictObject({
	status: v.exactOptional(finite),
	code: v.exactOptional(v.string()),
	host: v.exactOptional(v.string()),
	path: v.exactOptional(v.string()),
	attempts: v.exactOptional(finite),
	retryAt: v.exactOptional(time),
	detail: v.exactOptional(v.string()),
	condition: v.exactOptional(v.picklist(["type", "aggregation", "history", "points"])),
	market: v.exactOptional(v.string()),
	limit: v.exactOptional(finite),
	accessFrom: v.exactOptional(time),
	accessTo: v.exactOptional(time),
	redirectHost: v.exactOptional(v.string()),
} satisfies Record<keyof ErrorFacts, unknown>);

const partial = v.strictObject({
	code: v.picklist([
		"cancelled",
		"deadline",
		"rowLimit",
		"pageLimit",
		"repeatedPage",
		"emptyPages",
		"badToken",
		"requestFailed",
	]),
	error: v.exactOptional(v.strictObject({ kind: v.picklist(ERROR_KINDS), facts })),
	completeUntil: v.exactOptional(time),
});

/** The part of a packed result that is plain JSON: everything but the numbers of the series. */
export const ResultHeaderSchema = v.strictObject({
	format: v.literal(RESULT_FORMAT),
	byteLength: count,
	series: v.array(v.variant("kind", [ProfileHeaderSchema, VwapHeaderSchema])),
	result: v.strictObject({
		query: MarketQuerySchema,
		range: v.strictObject({ from: time, to: time }),
		partial: v.exactOptional(partial),
		warnings: v.array(v.strictObject({ code: v.string(), text })),
		access: v.exactOptional(
			v.strictObject({ from: v.exactOptional(time), to: v.exactOptional(time) }),
		),
		resolved: v.exactOptional(v.record(v.string(), v.string())),
		fetchedAt: time,
		fromCache: v.picklist(["none", "some", "all"]),
	}),
});

export type ResultHeader = v.InferOutput<typeof ResultHeaderSchema>;
export type SeriesHeader = ResultHeader["series"][number];
export type ProfileHeader = Extract<SeriesHeader, { kind: "volumeProfile" }>;
export type VwapHeader = Extract<SeriesHeader, { kind: "vwap" }>;
export type ColumnPlace = v.InferOutput<typeof column>;

/** Reads a header; throws a `TypeError` that names the first field that does not fit. */
export function parseResultHeader(header: unknown): ResultHeader {
	const parsed = v.safeParse(ResultHeaderSchema, header);
	if (parsed.success) return parsed.output;
	const [issue] = parsed.issues;
	throw new TypeError(`Result header, ${v.getDotPath(issue) ?? "root"}: ${issue.message}`);
}
