import * as read from "../../reader";
import type { AccessRange } from "../../result/result";
import type { EpochMs } from "../../time";
import { TooLargeError } from "../answerErrors";

/** The numbers of one interval beside its VWAP, where the endpoint has them. */
export interface CandleNumbers {
	readonly open: number;
	readonly high: number;
	readonly low: number;
	readonly close: number;
	readonly volume: number;
	readonly count: number;
}

export interface DecodedRow {
	/** Epoch milliseconds of the interval's start. */
	readonly time: number;
	/** The decimal text as sent; `null` where nothing traded. */
	readonly rawPrice: string | null;
	readonly candle?: CandleNumbers;
}

/** What a page says beside its rows. */
export interface PageFacts {
	/** Which data version `latest` or the path's version was resolved to. */
	readonly dataVersion?: string;
	readonly access?: AccessRange;
	/** The server's clock. */
	readonly serverTime?: EpochMs;
}

export interface DecodedPage extends PageFacts {
	readonly rows: readonly DecodedRow[];
	readonly badRows: number;
}

const PRICE = /^\d{1,40}(\.\d{1,60})?([eE][+-]?\d{1,3})?$/;
/** The last moment that a date can name. */
const MAX_TIME = 8.64e15;
const MAX_BAD_SHARE = 0.01;

const isTime = (value: unknown): value is number =>
	typeof value === "number" && Number.isSafeInteger(value) && value >= 0 && value <= MAX_TIME;

/** A decimal text, or `null` for no trades; `undefined` when it is neither. */
function readPrice(value: unknown): string | null | undefined {
	if (value === null) return null;
	return typeof value === "string" && PRICE.test(value) && Number.isFinite(Number(value))
		? value
		: undefined;
}

/** A number that the provider may send as text; NaN for `null`; `undefined` when it is neither. */
function readNumber(value: unknown): number | undefined {
	if (value === null) return NaN;
	const number = typeof value === "string" && PRICE.test(value) ? Number(value) : value;
	return typeof number === "number" && Number.isFinite(number) && number >= 0 ? number : undefined;
}

function readCandle(row: Readonly<Record<string, unknown>>): CandleNumbers | undefined {
	const open = readNumber(row["open"]);
	const high = readNumber(row["high"]);
	const low = readNumber(row["low"]);
	const close = readNumber(row["close"]);
	const volume = readNumber(row["volume"] ?? 0);
	const count = readNumber(row["count"] ?? 0);
	if (open === undefined || high === undefined || low === undefined || close === undefined) {
		return undefined;
	}
	return volume === undefined || count === undefined
		? undefined
		: { open, high, low, close, volume, count };
}

function readRow(value: unknown, withCandle: boolean): DecodedRow | undefined {
	const row = read.object(value);
	const time = row["timestamp"];
	const rawPrice = readPrice(row["price"]);
	if (!isTime(time) || rawPrice === undefined) return undefined;
	if (!withCandle) return { time, rawPrice };
	const candle = readCandle(row);
	return candle === undefined ? undefined : { time, rawPrice, candle };
}

/**
 * What the contract covers. `data_range` is the period of data that it covers; `access_range` is when the client may use
 * the API, which bounds no data, and is told only where the other has no bound. One is never filled up with bounds of the
 * other: an end that `data_range` leaves open is open.
 */
function readAccess(value: unknown): AccessRange | undefined {
	const access = read.recordOf(value);
	const data = readBounds(access?.["data_range"]);
	if (data !== undefined) return data;
	const contract = readBounds(access?.["access_range"]);
	return contract && { ...contract, of: "contract" };
}

/** A range of times; `undefined` where both bounds are open or nothing that can be read. */
function readBounds(value: unknown): AccessRange | undefined {
	const record = read.recordOf(value);
	const from = record?.["start_timestamp"];
	const to = record?.["end_timestamp"];
	if (!isTime(from) && !isTime(to)) return undefined;
	return {
		...(isTime(from) && { from: from as EpochMs }),
		...(isTime(to) && { to: to as EpochMs }),
	};
}

/**
 * Reads one page of the aggregations `vwap` and `count_ohlcv_vwap`. Rows come in any order; `price`
 * stays the text that was sent.
 *
 * @throws {read.DecodeError} with the path of the first field that is not of the documented form, and
 *   {@link TooLargeError} for more than `maxRows` rows.
 */
export function decodeVwapPage(body: unknown, withCandles: boolean, maxRows: number): DecodedPage {
	const answer = read.named("answer", read.object)(body);
	const values = read.named("data", read.array)(answer["data"]);
	if (values.length > maxRows) {
		throw new TooLargeError(`data has ${values.length} rows`, {
			name: "numbersPerAnswer",
			value: maxRows,
		});
	}
	const rows: DecodedRow[] = [];
	let firstBad: number | undefined;
	const take = (value: unknown, index: number) => {
		const row = readRow(value, withCandles);
		if (row === undefined) firstBad ??= index;
		else rows.push(row);
	};
	read.named("data", read.each(take))(values);
	const badRows = values.length - rows.length;
	if (firstBad !== undefined && badRows > values.length * MAX_BAD_SHARE) {
		throw new read.DecodeError(`data[${firstBad}]`, "a row with a time and decimal numbers");
	}
	return { rows, badRows, ...pageFacts(answer) };
}

/** What a page says beside its rows. Nothing of it is needed: what is of another form is left out. */
export function pageFacts(answer: Readonly<Record<string, unknown>>): PageFacts {
	const dataVersion = read.recordOf(answer["query"])?.["data_version"];
	const access = readAccess(answer["access"]);
	const serverTime = answer["timestamp"];
	return {
		...(typeof dataVersion === "string" && /^[\w.-]{1,16}$/.test(dataVersion) && { dataVersion }),
		...(access !== undefined && { access }),
		...(isTime(serverTime) && { serverTime: serverTime as EpochMs }),
	};
}
