import { type DurationMs, SECOND_MS } from "./time";

const MEGABYTE = 1024 * 1024;

const seconds = (count: number) => (count * SECOND_MS) as DurationMs;

/**
 * The limits that a person can change, with their defaults. Each has a setting (`host/ids.ts`,
 * `package.json`), and an error at a limit offers to open its setting.
 */
export const SETTABLE_LIMITS = {
	/**
	 * Rows of one VWAP query; of a longer one only the newest come. Two full pages of Kaiko, more than two
	 * days of seconds.
	 */
	rows: 200_000,
	/** Intervals of one Kiyotaka query; a longer one is refused before it is sent. 69 days of minutes. */
	kiyotakaIntervals: 100_000,
	/** Rows that one Kaiko page is asked for: the most that the service gives, since each page is a request. */
	kaikoPageSize: 100_000,
	/** Bytes of one answer after decompression: JSON of this size is parsed within about 0.3 s. */
	bodyBytes: 32 * MEGABYTE,
	/** Requests to one provider at the same time: several charts load side by side without a storm. */
	requestsInFlight: 4,
	/**
	 * Milliseconds of one query with all of its requests and waits: enough to wait twice for a rate limit of
	 * a minute.
	 */
	operationMs: seconds(180),
};

/** The limits that nobody needs to change: they keep a broken or hostile answer from using up the machine. */
export const FIXED_LIMITS = {
	/** Pages of one VWAP query: far more than its rows need, unless the service gives tiny ones. */
	pages: 50,
	/** Intervals in one Kiyotaka request: as many as cost no more weight of the plan than a single one. */
	kiyotakaWindowIntervals: 1_000,
	/** Price levels in one profile: as many as charts are measured with (P4 and P5 of the bench). */
	levelsPerProfile: 20_000,
	/** Numbers in one answer: 48 MB of columns, about what a body of the default size has at six characters each. */
	numbersPerAnswer: 6_000_000,
	/** Numbers that one result is fetched to, 192 MB of columns; what lies beyond can be asked for after it. */
	numbersPerResult: 24_000_000,
	/** Bytes that one result is fetched to, texts included: the numbers and room for what describes them. */
	bytesPerResult: 256 * MEGABYTE,
	/** Milliseconds until an answer has to begin: longer than the 30 s after which Kiyotaka gives up by itself. */
	headersMs: seconds(35),
	/** Milliseconds without a byte in the midst of an answer, after which the connection counts as dead. */
	stallMs: seconds(15),
	/**
	 * Milliseconds of one request in all, so that an endless slow answer ends and the query has time for
	 * another attempt.
	 */
	attemptMs: seconds(60),
};

/** Bounds of one query: those of the settings and the constants. */
export type Limits = Readonly<typeof SETTABLE_LIMITS & typeof FIXED_LIMITS>;
export type LimitName = keyof Limits;
/** A limit that has a setting. */
export type SettableLimit = keyof typeof SETTABLE_LIMITS;

export const DEFAULT_LIMITS: Limits = { ...SETTABLE_LIMITS, ...FIXED_LIMITS };
export const LIMIT_NAMES = Object.keys(DEFAULT_LIMITS) as readonly LimitName[];

/** Whether a limit has a setting that can be opened. */
export function isSettable(limit: LimitName): limit is SettableLimit {
	return limit in SETTABLE_LIMITS;
}
