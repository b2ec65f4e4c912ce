import { cp, rm } from "node:fs/promises";
import { join } from "node:path";
import { LOOPBACK_KEY, missingRequests, pythonAnswer, withFetch } from "../fetch/programs.mjs";
import { median, medianRatio } from "../statistics.mjs";
import { goalRow, printTable } from "../table.mjs";

const SECOND_MS = 1_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 168 * HOUR_MS;
const TO = Date.UTC(2026, 2, 2);
const ROWS = 1_000_000;
/** So many rows of pages of 100 tell what one of them takes. */
const FEW_ROWS = 20_000;
const WEEKS = 26;

const iso = (time) => new Date(time).toISOString();
const VWAP = {
	kind: "vwap",
	provider: "kaiko",
	region: "us",
	dataVersion: "v1",
	exchange: "cbse",
	instrumentClass: "spot",
	instrument: "btc-usd",
	interval: "1s",
	aggregation: "vwap",
	range: { from: iso(TO - ROWS * SECOND_MS), to: iso(TO) },
};
const PROFILES = {
	kind: "volumeProfile",
	provider: "kiyotaka",
	exchange: ["BINANCE_FUTURES"],
	rawSymbol: "BTCUSDT",
	interval: "HOUR",
	range: { from: iso(TO - WEEKS * WEEK_MS), to: iso(TO) },
};

/** What the script asks for rows: the same range as we do, in pages of a size. */
const rowsOrder = (origin, pageSize, most) => ({
	key: LOOPBACK_KEY,
	most,
	url: `${origin}/v2/data/trades.v1/exchanges/cbse/spot/btc-usd/aggregations/vwap`,
	params: {
		interval: "1s",
		start_time: VWAP.range.from,
		end_time: VWAP.range.to,
		sort: "desc",
		page_size: pageSize,
	},
});

const weeksOrder = (origin) => ({
	key: LOOPBACK_KEY,
	url: `${origin}/v1/points`,
	from: (TO - WEEKS * WEEK_MS) / 1_000,
	weeks: WEEKS,
	params: {
		type: "VOLUME_PROFILE_AGG",
		exchange: "BINANCE_FUTURES",
		rawSymbol: "BTCUSDT",
		interval: "HOUR",
	},
});

/** Two intervals after a query's range: before, its newest rows might still be revised. */
const settled = ({ interval, range }) =>
	Date.parse(range.to) + 2 * (interval === "HOUR" ? HOUR_MS : SECOND_MS);
const shifted = (query) => {
	const [from, to] = [query.range.from, query.range.to].map((time) =>
		iso(Date.parse(time) + DAY_MS),
	);
	return { ...query, range: { from, to } };
};

/** Who asks: we, and a script that follows one page after another or one week after another. */
const ours = (query) => ({
	query,
	ask: ({ run, origin, now }) => run({ origin, query, now, rows: 2 * ROWS }),
});
const byPage = (pageSize, most) => ({
	query: VWAP,
	ask: ({ origin }) => pythonAnswer("rows_by_page.py", rowsOrder(origin, pageSize, most)),
});
const byWeek = {
	query: PROFILES,
	ask: ({ origin }) => pythonAnswer("profiles_by_week.py", weeksOrder(origin)),
};
/** We again, once another query has been asked for and its closed intervals are on the disk. */
const oursAfter = (earlier, query) => ({
	query,
	before: ({ run, origin, now, cache }) =>
		run({ origin, query: earlier, now, cache, rows: 2 * ROWS }),
	ask: ({ run, origin, now, cache }) => run({ origin, query, now, cache, rows: 2 * ROWS }),
});

/** Everything that is asked, by name: of which service (its milliseconds per request), and by whom. */
const CONTESTANTS = {
	"ours, 30 ms": { delay: 30, rows: ROWS, ...ours(VWAP) },
	"ours again, 30 ms": { delay: 30, rows: ROWS, ...oursAfter(VWAP, VWAP) },
	"ours shifted by a day, 30 ms": { delay: 30, rows: ROWS, ...oursAfter(VWAP, shifted(VWAP)) },
	"sample, 30 ms": { delay: 30, rows: ROWS, ...byPage(100_000, ROWS) },
	"sample of 100 a page, 30 ms": { delay: 30, rows: FEW_ROWS, ...byPage(100, FEW_ROWS) },
	"ours, 300 ms": { delay: 300, rows: ROWS, ...ours(VWAP) },
	"sample, 300 ms": { delay: 300, rows: ROWS, ...byPage(100_000, ROWS) },
	"our profiles, 300 ms": { delay: 300, rows: WEEKS * 168, ...ours(PROFILES) },
	"our profiles again, 300 ms": {
		delay: 300,
		rows: WEEKS * 168,
		...oursAfter(PROFILES, PROFILES),
	},
	"our profiles shifted by a day, 300 ms": {
		delay: 300,
		rows: WEEKS * 168,
		...oursAfter(PROFILES, shifted(PROFILES)),
	},
	"sample by week, 300 ms": { delay: 300, rows: WEEKS * 168, ...byWeek },
};

/**
 * Makes what asks for one contestant as often as it is called. What was asked before is on the disk anew each time.
 *
 * @returns {Promise<() => Promise<object>>} what it took, and what was asked of the service
 */
async function prepared({ delay, query, before, ask }, { run, serviceOf, folder }, name) {
	const now = settled(query);
	const { origin, asked } = await serviceOf(delay, now);
	const kept = join(folder, name, "kept");
	const cache = join(folder, name, "cache");
	await before?.({ run, origin, now, cache: kept });
	return async () => {
		if (before !== undefined) await cp(kept, cache, { recursive: true });
		await asked();
		const figures = await ask({ run, origin, now, cache });
		await rm(cache, { recursive: true, force: true });
		return { ...figures, ...(await asked()) };
	};
}

/** How long a query takes beside a script that asks as the vendors' samples do, and the most memory of both. */
export async function fetch({ repetitions }) {
	const missing = await missingRequests();
	if (missing !== undefined) {
		const reason = { measured: undefined, reason: missing, skipped: true };
		return [
			goalRow({
				id: "–",
				what: "1,000,000 VWAP rows against the vendor's way",
				least: 2,
				...reason,
			}),
		];
	}
	const samples = Object.fromEntries(Object.keys(CONTESTANTS).map((name) => [name, []]));
	await withFetch(async (programs) => {
		const asking = {};
		for (const [name, contestant] of Object.entries(CONTESTANTS)) {
			asking[name] = await prepared(contestant, programs, name);
		}
		// The first answers are made and packed while nobody is timed.
		for (let repetition = -1; repetition < repetitions; repetition++) {
			for (const [name, { rows }] of Object.entries(CONTESTANTS)) {
				const figures = await asking[name]();
				if (figures.rows !== rows) throw new Error(`${name}: ${figures.rows} rows of ${rows}`);
				if (repetition >= 0) samples[name].push(figures);
			}
		}
	});
	const all = (name, figure) => samples[name].map((one) => one[figure]);
	const middle = (name, figure) => median(all(name, figure));
	printTable(
		"Fetching, beside a script that asks as the vendors' samples do",
		["who", "rows", "ms", "µs a row", "peak MB", "requests", "intervals", "connections", "weight"],
		Object.entries(CONTESTANTS).map(([name, { rows }]) => [
			name,
			rows.toLocaleString("en"),
			middle(name, "ms").toFixed(0),
			((middle(name, "ms") * 1_000) / rows).toFixed(2),
			middle(name, "peakMb").toFixed(0),
			middle(name, "requests"),
			middle(name, "intervals"),
			middle(name, "connections"),
			middle(name, "weight"),
		]),
	);
	const faster = (sample, ours) => medianRatio(all(sample, "ms"), all(ours, "ms"));
	const what = "1,000,000 VWAP rows";
	const goal = (rest) => goalRow({ id: "–", ...rest });
	/** What is asked again is not asked of the service, and a shifted range only for its newest day. */
	const twice = (name, asked, intervalsOfDay) => {
		const [again, moved] = ["again", "shifted by a day"].map((which) =>
			name.replace(",", ` ${which},`),
		);
		const exactly = (which, figure) => Math.max(...all(which, figure));
		return [
			goal({
				what: `${asked}, again, ended two intervals ago: requests`,
				measured: exactly(again, "requests"),
				bound: 0,
				unit: "requests",
			}),
			goal({
				what: `${asked}, again, ended two intervals ago: time against the first time`,
				measured: medianRatio(all(again, "ms"), all(name, "ms")),
				bound: 0.2,
			}),
			goal({
				what: `${asked}, shifted by a day: intervals that are asked for, of ${intervalsOfDay} in the day`,
				measured: exactly(moved, "intervals"),
				bound: intervalsOfDay,
				unit: "intervals",
			}),
		];
	};
	return [
		goal({
			what: `${what}, 30 ms a request: times faster than the sample with pages of 100,000`,
			measured: faster("sample, 30 ms", "ours, 30 ms"),
			least: 2,
			aim: 3,
		}),
		goal({
			what: `${what}, 30 ms a request: per row, times faster than the sample with pages of 100`,
			measured: (faster("sample of 100 a page, 30 ms", "ours, 30 ms") * ROWS) / FEW_ROWS,
			least: 300,
			aim: 600,
		}),
		goal({
			what: `${what}, 300 ms a request: times faster than the sample with pages of 100,000`,
			measured: faster("sample, 300 ms", "ours, 300 ms"),
			least: 3,
			aim: 3.5,
		}),
		goal({
			what: `${WEEKS} weeks of hourly profiles, 300 ms a request: times faster than the sample by week`,
			measured: faster("sample by week, 300 ms", "our profiles, 300 ms"),
			least: 3.3,
			aim: 3.8,
		}),
		...twice("our profiles, 300 ms", `${WEEKS} weeks of hourly profiles, 300 ms a request`, 24),
		...twice("ours, 30 ms", `${what}, 30 ms a request`, DAY_MS / SECOND_MS),
		goal({
			what: `${what}: most memory of the process, against the sample's`,
			measured: medianRatio(all("ours, 30 ms", "peakMb"), all("sample, 30 ms", "peakMb")),
			bound: 0.9,
			aim: 0.6,
		}),
	];
}
