import { startLoopbackServer } from "../../support/loopbackServer";

/*
 * Both providers' loopback service with rows that cost nothing to make: the services of test/support
 * add up a tape for each answer, which takes seconds for 200,000 rows and shares the processor with
 * what is measured.
 */

const MINUTE_MS = 60_000;
const HOUR_SECONDS = 3_600;
/** Rows of one interval of a profile. */
const PROFILE_ROWS = 300;
/** One row in so many has no trades. */
const NULL_EVERY = 50;
const TOKEN = /^(\d+)-(\d+)-(\d+)$/;

const iso = (time: number) => new Date(time).toISOString();

/** A price with as many digits as averages have on the wire. */
function priceText(time: number): string {
	const minute = time / MINUTE_MS;
	const dollars = 60_000 + Math.round(4_000 * Math.sin(minute / 3_000));
	return `${dollars}.${String((minute * 2_654_435_761) % 1e12).padStart(12, "0")}`;
}

/** A page of minutes, the newest first, and where the next one begins: `from-to-size`. */
function vwapPage(from: number, to: number, size: number) {
	const count = Math.min(size, (to - from) / MINUTE_MS);
	const data = Array.from({ length: count }, (_, index) => {
		const timestamp = to - (index + 1) * MINUTE_MS;
		const isNone = (timestamp / MINUTE_MS) % NULL_EVERY === 0;
		return { timestamp, price: isNone ? null : priceText(timestamp) };
	});
	const end = to - count * MINUTE_MS;
	return { data, token: end > from ? `${from}-${end}-${size}` : undefined };
}

function vwapAnswer({ pathname, searchParams: params }: URL) {
	const token = params.get("continuation_token");
	const [, from, to, size] = TOKEN.exec(token ?? "") ?? [
		undefined,
		Date.parse(params.get("start_time") ?? ""),
		Date.parse(params.get("end_time") ?? ""),
		params.get("page_size"),
	];
	const page = vwapPage(Number(from), Number(to), Number(size));
	return {
		query: {
			page_size: Number(size),
			exchange: "cbse",
			instrument_class: "spot",
			instrument: "btc-usd",
			interval: "1m",
			start_time: iso(Number(from)),
			end_time: iso(Number(to)),
			sort: "desc",
			aggregation: "vwap",
			data_version: "v1",
			commodity: "trades",
			request_time: iso(Date.now()),
		},
		time: iso(Date.now()),
		timestamp: Date.now(),
		data: page.data,
		result: "success",
		...(page.token !== undefined && {
			continuation_token: page.token,
			next_url: `https://<eu|us>.market-api.kaiko.io${pathname}?continuation_token=${page.token}`,
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

/** Runs until standard input ends. Prints its origin. */
async function serve(): Promise<void> {
	const server = await startLoopbackServer((url) => ({
		status: 200,
		headers: {},
		body: url.pathname === "/v1/points" ? profileAnswer(url) : vwapAnswer(url),
	}));
	process.stdout.write(`${server.origin}\n`);
	process.stdin.once("end", () => process.exit(0)).resume();
}

void serve();
