import assert from "node:assert/strict";
import {
	kaikoCodeProblem,
	kaikoIntervalProblem,
	queryNotice,
	queryProblem,
	symbolProblem,
	tradesIntervalProblem,
} from "../../../../../src/core/query/words/problems";
import { DEFAULT_LIMITS } from "../../../../../src/core/limits";
import type { MarketQuery, QueryRange } from "../../../../../src/core/query/query";
import { formatText, type Text } from "../../../../../src/core/text";
import { epochMs } from "../../../../../src/core/time";

const NOW = epochMs(Date.UTC(2026, 2, 29, 16, 20));
const LIMITS = { kiyotakaIntervals: 20_000 };

const words = (problem: Text | undefined) =>
	problem === undefined ? undefined : formatText(problem);

describe("what is wrong with an answer to a prompt", () => {
	it("is undefined for symbols as venues write them", () => {
		for (const symbol of [
			"BTCUSDT",
			"BTC-USDT-SWAP",
			"1000PEPEUSDT",
			"XBT/USD",
			"@107",
			"БТЦ",
			"币安人生USDT",
			"نماد\u200cها",
			"क्\u200dष",
		]) {
			assert.equal(words(symbolProblem(symbol)), undefined);
		}
	});

	it("is named for symbols that cannot be one", () => {
		assert.match(words(symbolProblem("")) ?? "", /Enter a symbol/);
		assert.match(words(symbolProblem("BTC USDT")) ?? "", /no spaces/);
		assert.match(words(symbolProblem("BTC\nUSDT")) ?? "", /no spaces/);
		for (const unseen of ["BTC\u202EUSDT", "BTC\u200B", "\u0007BTC", "\u200D", "\uD800"]) {
			assert.match(words(symbolProblem(unseen)) ?? "", /invisible character/);
		}
		assert.match(words(symbolProblem("B".repeat(65))) ?? "", /at most 64/);
		assert.equal(words(symbolProblem("B".repeat(64))), undefined);
	});

	it("offers the lower-case form of a Kaiko code", () => {
		assert.equal(words(kaikoCodeProblem("btc-usd")), undefined);
		assert.equal(words(kaikoCodeProblem("币安人生-usdt")), undefined);
		assert.equal(
			words(kaikoCodeProblem("Биткойн-usd")),
			"Kaiko codes are lower case: use биткойн-usd.",
		);
		for (const path of ["..", ".", "btc%2fusd", "btc?usd", "btc#usd", "btc\\usd", "btc\u202Eusd"]) {
			assert.match(words(kaikoCodeProblem(path)) ?? "", /such as btc-usd/, path);
		}
		assert.equal(words(kaikoCodeProblem("BTC-USD")), "Kaiko codes are lower case: use btc-usd.");
		assert.match(words(kaikoCodeProblem("btc/usd")) ?? "", /such as btc-usd/);
		assert.match(words(kaikoCodeProblem("")) ?? "", /Enter a Kaiko code/);
	});

	it("says which intervals there are", () => {
		assert.equal(words(kaikoIntervalProblem("90s")), undefined);
		assert.match(words(kaikoIntervalProblem("25h")) ?? "", /from 1s to 1d/);
		assert.equal(words(tradesIntervalProblem("1w")), undefined);
		assert.match(words(tradesIntervalProblem("2w")) ?? "", /from 1s to 1w/);
	});
});

describe("why a query cannot be sent", () => {
	const kiyotaka = (
		interval: Extract<MarketQuery, { provider: "kiyotaka" }>["interval"],
		range: QueryRange,
	): MarketQuery => ({
		kind: "volumeProfile",
		provider: "kiyotaka",
		exchange: ["BINANCE_FUTURES"],
		rawSymbol: "BTCUSDT",
		interval,
		range,
	});
	const problem = (query: MarketQuery, limits = LIMITS) =>
		words(queryProblem(query, { ...DEFAULT_LIMITS, ...limits }, NOW));

	it("is nothing for a range within the limits", () => {
		assert.equal(problem(kiyotaka("HOUR", { last: "24h" })), undefined);
		assert.equal(problem(kiyotaka("MINUTE", { last: "20000m" })), undefined);
		assert.equal(problem(kiyotaka("WEEK", { last: "7305d" })), undefined);
	});

	it("names what would fit instead of too many intervals", () => {
		assert.equal(
			problem(kiyotaka("MINUTE", { last: "30d" })),
			"The range holds 43200 intervals and a query takes 20000. Choose a range of at most 13d, or intervals of 5m or longer.",
		);
		const fixed = { from: "2025-03-29T00:00:00Z", to: "2026-03-29T00:00:00Z" };
		assert.match(problem(kiyotaka("MINUTE", fixed)) ?? "", /525600 .* 13d, or intervals of 30m/);
	});

	it("offers only a shorter range when no interval is long enough", () => {
		assert.equal(
			problem(kiyotaka("WEEK", { last: "52w" }), { kiyotakaIntervals: 10 }),
			"The range holds 52 intervals and a query takes 10. Choose a range of at most 70d.",
		);
	});

	it("offers a range that itself fits", () => {
		for (const limit of [1, 7, 13, 50, 1_000, 20_000]) {
			const limits = { kiyotakaIntervals: limit };
			for (const interval of ["MINUTE", "FIVE_MINUTES", "HOUR", "FOUR_HOURS", "DAY"] as const) {
				const sentence = problem(kiyotaka(interval, { last: "7305d" }), limits);
				if (sentence === undefined) continue;
				const last = /at most (\w+)/.exec(sentence)?.[1] ?? "";
				assert.equal(
					problem(kiyotaka(interval, { last }), limits),
					undefined,
					`${interval} ${last}`,
				);
			}
		}
	});

	it("is a range shorter than one interval", () => {
		assert.match(problem(kiyotaka("DAY", { last: "4h" })) ?? "", /shorter than one interval of 1d/);
		const range = { from: "2026-03-29T16:00:00Z", to: "2026-03-29T16:30:00Z" };
		assert.match(problem(kiyotaka("HOUR", range)) ?? "", /shorter than one interval of 1h/);
	});

	it("is a start in the future", () => {
		const range = { from: "2026-03-29T17:00:00Z", to: "2026-03-30T00:00:00Z" };
		assert.match(problem(kiyotaka("HOUR", range)) ?? "", /in the future/);
	});
});

describe("what to know of a query before it is sent", () => {
	const vwap = (interval: string, range: QueryRange): MarketQuery => ({
		kind: "vwap",
		provider: "kaiko",
		region: "us",
		dataVersion: "v1",
		exchange: "cbse",
		instrumentClass: "spot",
		instrument: "btc-usd",
		aggregation: "vwap",
		interval,
		range,
	});
	const notice = (query: MarketQuery) => words(queryNotice(query, DEFAULT_LIMITS, NOW));

	it("is undefined while all of it comes", () => {
		assert.equal(notice(vwap("1s", { last: "2d" })), undefined);
		assert.equal(notice(vwap("1h", { last: "7305d" })), undefined);
	});

	it("is that only the newest come, with what would come whole", () => {
		assert.equal(
			notice(vwap("1s", { last: "30d" })),
			"Only the newest 200000 of 2592000 intervals come. All fit in 2d, or at intervals from 1m up.",
		);
		assert.match(
			notice(vwap("10s", { from: "2026-01-01T00:00:00Z", to: "2026-03-01T00:00:00Z" })) ?? "",
			/newest 200000 of 509760 .* fit in 23d, or at intervals from 1m/,
		);
	});

	it("never suggests a range that would not come whole", () => {
		for (const interval of ["1s", "7s", "10s", "1m", "90s", "5m"]) {
			for (const last of ["30d", "365d", "7305d"]) {
				const sentence = notice(vwap(interval, { last }));
				if (sentence === undefined) continue;
				const [, shorter = "", longer = ""] =
					/ fit in (\d+\w), or at intervals from (\w+)/.exec(sentence) ?? [];
				assert.equal(notice(vwap(interval, { last: shorter })), undefined, sentence);
				assert.equal(notice(vwap(longer, { last })), undefined, sentence);
			}
		}
	});

	it("says of a profile why it would be refused", () => {
		const profile: MarketQuery = {
			kind: "volumeProfile",
			provider: "kiyotaka",
			exchange: ["BYBIT"],
			coin: "BTC",
			interval: "MINUTE",
			range: { last: "365d" },
		};
		assert.match(notice(profile) ?? "", /holds 525600 intervals and a query takes 100000/);
	});
});
