import type { DurationMs } from "./time";

/** Bounds of one query. Each is a setting; the defaults are {@link DEFAULT_LIMITS}. */
export interface Limits {
	/** Rows that one Kaiko page is asked for, 1 to 100,000. */
	readonly kaikoPageSize: number;
	/** Rows of one VWAP query; of a longer one the newest come and the result is partial. */
	readonly rows: number;
	/** Pages of one VWAP query. */
	readonly pages: number;
	/** Intervals in one Kiyotaka request. 1,000 is the largest that costs no more weight than one. */
	readonly kiyotakaWindowIntervals: number;
	/** Intervals of one Kiyotaka query; a longer one is refused before it is sent. */
	readonly kiyotakaIntervals: number;
	readonly levelsPerProfile: number;
	readonly numbersPerAnswer: number;
	/** Size of one answer after decompression. */
	readonly bodyBytes: number;
	readonly requestsInFlight: number;
	/** Deadlines of one attempt: until headers, without a byte, in all; and of one whole query. */
	readonly headersMs: DurationMs;
	readonly stallMs: DurationMs;
	readonly attemptMs: DurationMs;
	readonly operationMs: DurationMs;
}

export const LIMIT_NAMES = [
	"kaikoPageSize",
	"rows",
	"pages",
	"kiyotakaWindowIntervals",
	"kiyotakaIntervals",
	"levelsPerProfile",
	"numbersPerAnswer",
	"bodyBytes",
	"requestsInFlight",
	"headersMs",
	"stallMs",
	"attemptMs",
	"operationMs",
] as const satisfies readonly (keyof Limits)[];
export type LimitName = (typeof LIMIT_NAMES)[number];

export const DEFAULT_LIMITS: Limits = {
	kaikoPageSize: 100_000,
	rows: 200_000,
	pages: 50,
	kiyotakaWindowIntervals: 1_000,
	kiyotakaIntervals: 100_000,
	levelsPerProfile: 20_000,
	numbersPerAnswer: 6_000_000,
	bodyBytes: 32 * 1024 * 1024,
	requestsInFlight: 4,
	headersMs: 35_000 as DurationMs,
	stallMs: 15_000 as DurationMs,
	attemptMs: 60_000 as DurationMs,
	operationMs: 180_000 as DurationMs,
};

/** Most numbers that one result is fetched to; what lies beyond can be asked for after it. */
export const NUMBERS_PER_RESULT = 24_000_000;

/** The same for its bytes, texts included. */
export const BYTES_PER_RESULT = 268_435_456;
