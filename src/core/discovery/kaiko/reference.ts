import { nextPageOf } from "../../feeds/kaiko/paging";
import * as read from "../../reader";
import { type EpochMs, epochMs, parseIso } from "../../time";
import { keptMarket, type ListedMarket, type ListedVenue } from "../listing";
import { type ListPage, type ListQuestion, type ListRequest, MOST_LISTED } from "../lists";
import { readKaikoCode, readName, readSymbol } from "../names";

/*
 * Kaiko's reference data: which exchanges there are and which instruments they trade. It needs no key and gets none.
 * The whole list of instruments has two million rows (676 MB), so it is never asked for without a filter that narrows.
 */

/** Kaiko's own host of reference data. */
export const REFERENCE_ORIGIN = "https://reference-data-api.kaiko.io";

/** Rows of one page: the size that working clients ask for. */
const PAGE_SIZE = 500;
/** The last moment that a date can name. */
const LAST_DATE_MS = 8.64e15;
const ISO_TIME = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?Z$/;

/** What instruments are asked for. At least one of exchange, code and base has to narrow the list. */
export interface InstrumentFilter {
	readonly exchange?: string;
	readonly instrumentClass?: string;
	readonly code?: string;
	readonly base?: string;
	readonly quote?: string;
	/** Those alone that still trade. */
	readonly isOngoing?: boolean;
	/** Rows of a page; as many as a page takes when absent. */
	readonly pageSize?: number;
}

/**
 * The request for instruments, those with most trades first.
 *
 * @throws {RangeError} where nothing narrows the list, or a filter is no code: nothing is sent then
 */
export function instrumentsRequest(filter: InstrumentFilter, token?: string): ListRequest {
	const { exchange, instrumentClass, code, base, quote, isOngoing, pageSize } = filter;
	if (exchange === undefined && code === undefined && base === undefined) {
		throw new RangeError("a list of all instruments is never asked for");
	}
	const codes = [
		["exchange_code", exchange],
		["class", instrumentClass],
		["code", code],
		["base_asset", base],
		["quote_asset", quote],
	] as const;
	const filters = codes.flatMap(([name, value]) => {
		if (value === undefined) return [];
		if (readKaikoCode(value) === undefined) throw new RangeError(`${name} is no code`);
		return [[name, value] as const];
	});
	return {
		path: "/v1/instruments",
		params: [
			...filters,
			...(isOngoing === true ? [["trade_end_timestamp", "ongoing"] as const] : []),
			["orderBy", "trade_count"],
			["order", "-1"],
			["page_size", String(Math.min(pageSize ?? PAGE_SIZE, PAGE_SIZE))],
			// Unlike market data, this host is asked with its filters again on every page.
			...(token === undefined ? [] : [["continuation_token", token] as const]),
		],
	};
}

const codeText = read.where(read.text(256), (value) => readKaikoCode(value) === value, "a code");

/** A moment in milliseconds, or the text of one with up to nine decimals; `undefined` where it is none. */
function momentOf(milliseconds: unknown, written: unknown): EpochMs | undefined {
	const isMoment = (value: unknown): value is number =>
		typeof value === "number" && Number.isFinite(value) && value >= 0 && value <= LAST_DATE_MS;
	if (isMoment(milliseconds)) return epochMs(Math.floor(milliseconds));
	if (typeof written !== "string") return undefined;
	const [, seconds, fraction = ""] = ISO_TIME.exec(written) ?? [];
	return parseIso(`${seconds ?? ""}.${fraction.padEnd(3, "0").slice(0, 3)}Z`);
}

function readInstrument(value: unknown): ListedMarket | undefined {
	const row = read.recordOf(value);
	if (row === undefined) return undefined;
	const field = (name: string) => read.own(row, name);
	const exchange = readKaikoCode(field("exchange_code"));
	const symbol = readKaikoCode(field("code"));
	const group = readKaikoCode(field("class"));
	if (exchange === undefined || symbol === undefined || group === undefined) return undefined;
	const base = readKaikoCode(field("base_asset"));
	const quote = readKaikoCode(field("quote_asset"));
	const venueSymbol = readSymbol(field("exchange_pair_code"));
	const firstTrade = momentOf(field("trade_start_timestamp"), field("trade_start_time"));
	const lastTrade = momentOf(field("trade_end_timestamp"), field("trade_end_time"));
	const isNull = (name: string) => field(name) === null || field(name) === undefined;
	const isUntraded =
		firstTrade === undefined &&
		lastTrade === undefined &&
		isNull("trade_start_timestamp") &&
		isNull("trade_start_time") &&
		Object.hasOwn(row, "trade_start_timestamp");
	return {
		exchange,
		symbol,
		group,
		...(base !== undefined && { base }),
		...(quote !== undefined && { quote }),
		...(venueSymbol !== undefined && venueSymbol !== symbol && { venueSymbol }),
		...(firstTrade !== undefined && { firstTrade }),
		...(lastTrade !== undefined && { lastTrade }),
		...(isUntraded && { isUntraded }),
	};
}

function readExchange(value: unknown): ListedVenue | undefined {
	const row = read.recordOf(value);
	const code = row && readKaikoCode(read.own(row, "code"));
	if (row === undefined || code === undefined) return undefined;
	const name = readName(read.own(row, "name"));
	return name === undefined || name === code ? { code } : { code, name };
}

/** The rows of an answer that can be read; a list in which none can be is another kind of answer. */
function rowsOf<Item>(
	body: Readonly<Record<string, unknown>>,
	readRow: (value: unknown) => Item | undefined,
): ListPage<Item> {
	const values = read.named("data", read.array)(read.own(body, "data"));
	const taken = values.slice(0, MOST_LISTED);
	const items = taken.flatMap((value) => readRow(value) ?? []);
	if (items.length === 0 && taken.length > 0) throw new read.DecodeError("data[0]", "a listed row");
	return {
		items,
		dropped: taken.length - items.length,
		...(values.length > taken.length && { isCut: true }),
	};
}

/** The exchanges that Kaiko covers. */
export function referenceExchanges(): ListQuestion<ListedVenue> {
	return {
		key: "/v1/exchanges",
		request: () => ({ path: "/v1/exchanges", params: [] }),
		decode: (body) => rowsOf(body, readExchange),
		keptItem: read.fields<ListedVenue>({ code: codeText, name: read.optional(read.text(256)) }),
	};
}

/** Instruments that pass a filter, with their first and last trade. Throws as {@link instrumentsRequest} does. */
export function referenceInstruments(filter: InstrumentFilter): ListQuestion<ListedMarket> {
	const { params } = instrumentsRequest(filter);
	const isOnePage = filter.pageSize !== undefined;
	return {
		key: JSON.stringify(["/v1/instruments", params]),
		request: (token) => instrumentsRequest(filter, token),
		decode: (body) => {
			const page = rowsOf(body, readInstrument);
			const next = nextPageOf(body);
			if (next.kind === "end") return page;
			if (isOnePage || next.kind === "badToken") return { ...page, isCut: true };
			return { ...page, next: next.token };
		},
		keptItem: keptMarket(codeText),
	};
}
