/*
 * Answers of both providers with rows that cost nothing to make: the services of test/support add up a tape for each
 * answer, which takes seconds for 200,000 rows and shares the processor with what is measured.
 */

const MINUTE_MS = 60_000;
const HOUR_SECONDS = 3_600;
/** Rows of one interval of a profile. */
const PROFILE_ROWS = 300;
/** One row in so many has no trades. */
const NULL_EVERY = 50;
const TOKEN = /^(\d+)-(\d+)-(\d+)-(\w+)$/;
const INTERVALS: Readonly<Record<string, number>> = { "1s": 1_000, "1m": MINUTE_MS };

const iso = (time: number) => new Date(time).toISOString();

/** A price with as many digits as averages have on the wire. */
function priceText(time: number): string {
	const minute = time / MINUTE_MS;
	const dollars = 60_000 + Math.round(4_000 * Math.sin(minute / 3_000));
	return `${dollars}.${String((minute * 2_654_435_761) % 1e12).padStart(12, "0")}`;
}

/** A page of intervals, the newest first, and where the next one begins: `from-to-size-interval`. */
function vwapPage(from: number, to: number, size: number, interval: string) {
	const length = INTERVALS[interval] ?? NaN;
	const count = Math.min(size, (to - from) / length);
	const data = Array.from({ length: count }, (_, index) => {
		const timestamp = to - (index + 1) * length;
		const isNone = (timestamp / length) % NULL_EVERY === 0;
		return { timestamp, price: isNone ? null : priceText(timestamp) };
	});
	const end = to - count * length;
	return { data, token: end > from ? `${from}-${end}-${size}-${interval}` : undefined };
}

function vwapAnswer({ origin, pathname, searchParams: params }: URL, now: number) {
	const token = params.get("continuation_token");
	const [, from, to, size, interval = ""] = TOKEN.exec(token ?? "") ?? [
		undefined,
		Date.parse(params.get("start_time") ?? ""),
		Date.parse(params.get("end_time") ?? ""),
		params.get("page_size"),
		params.get("interval") ?? undefined,
	];
	const page = vwapPage(Number(from), Number(to), Number(size), interval);
	return {
		query: {
			page_size: Number(size),
			exchange: "cbse",
			instrument_class: "spot",
			instrument: "btc-usd",
			interval,
			start_time: iso(Number(from)),
			end_time: iso(Number(to)),
			sort: "desc",
			aggregation: "vwap",
			data_version: "v1",
			commodity: "trades",
			request_time: iso(now),
		},
		time: iso(now),
		timestamp: now,
		data: page.data,
		result: "success",
		...(page.token !== undefined && {
			continuation_token: page.token,
			next_url: `${origin}${pathname}?continuation_token=${page.token}`,
		}),
	};
}

function profilePoint(seconds: number) {
	const middle = 6_000 + Math.round(400 * Math.sin(seconds / HOUR_SECONDS / 20));
	const profile = Array.from({ length: PROFILE_ROWS }, (_, row) => {
		const weight = (row + 1) * (PROFILE_ROWS - row);
		return [
			(middle + row) * 10,
			(weight * 7_919 + seconds) / 1e5,
			(weight * 6_007 + seconds) / 1e5,
		];
	});
	return { Point: { profile: profile.flat(), timestamp: { s: seconds } } };
}

function profileAnswer({ searchParams: params }: URL) {
	const [from, period] = [Number(params.get("from")), Number(params.get("period"))];
	const id = {
		type: "VOLUME_PROFILE_AGG",
		exchange: "BINANCE_FUTURES",
		rawSymbol: "BTCUSDT",
		normalizedSymbol: "BTC-USDT",
		category: "PERPETUAL",
		interval: "HOUR",
		coin: "BTC",
	};
	const points = Array.from({ length: period / HOUR_SECONDS }, (_, index) =>
		profilePoint(from + index * HOUR_SECONDS),
	);
	return { series: [{ id, points }] };
}

/** What the service that a path belongs to answers at a moment. */
export const answerOf = (url: URL, now = Date.now()) =>
	url.pathname === "/v1/points" ? profileAnswer(url) : vwapAnswer(url, now);
