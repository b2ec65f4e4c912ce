import assert from "node:assert/strict";
import * as fc from "fast-check";
import { parseChartView, parseMarketQuery } from "../../../../src/core/query/parse";
import { formatText } from "../../../../src/core/text";

const profile = {
	kind: "volumeProfile",
	provider: "kiyotaka",
	exchange: ["BINANCE_FUTURES"],
	rawSymbol: "BTCUSDT",
	interval: "HOUR",
	range: { last: "24h" },
};
const vwap = {
	kind: "vwap",
	provider: "kaiko",
	exchange: "cbse",
	instrumentClass: "spot",
	instrument: "btc-usd",
	interval: "1h",
	range: { from: "2026-03-28T00:00:00Z", to: "2026-03-29T00:00:00Z" },
};
const sample = {
	kind: "vwap",
	provider: "trades",
	dataset: "sample",
	symbol: "BTC-USDT",
	interval: "1h",
	range: { last: "7d" },
};

/** Whether a sentence is about the field at a path, or about what the field holds. */
function isAt(sentence: string, path: string): boolean {
	return [" ", ".", "["].some((next) => sentence.startsWith(path + next));
}

const summed = { ...profile, rawSymbol: undefined, coin: "BTC", exchange: ["BINANCE", "BYBIT"] };

describe("reading a market query", () => {
	it("takes a query of each provider and fills in what has a default", () => {
		assert.deepEqual(parseMarketQuery(profile), { ok: true, query: profile });
		assert.deepEqual(parseMarketQuery(sample), { ok: true, query: sample });
		const large = {
			...sample,
			kind: "volumeProfile",
			step: "0.5",
			size: { min: 2, in: "notional" },
		};
		assert.deepEqual(parseMarketQuery(large), { ok: true, query: large });
		assert.deepEqual(parseMarketQuery(vwap), {
			ok: true,
			query: { ...vwap, region: "us", dataVersion: "v1", aggregation: "vwap" },
		});
		assert.ok(parseMarketQuery({ ...summed, aggregate: "sum", quote: "USD" }).ok);
	});

	const refused: readonly (readonly [string, unknown, string])[] = [
		["nothing", undefined, "A query is an object with kind, provider, interval and range."],
		["a list", [profile], "A query is an object with kind, provider, interval and range."],
		[
			"another provider",
			{ ...profile, provider: "x" },
			"provider must be kiyotaka, kaiko or trades.",
		],
		[
			"a height of rows that is no decimal",
			{ ...sample, kind: "volumeProfile", step: "1e2" },
			'step must be a decimal number above zero as text, such as "0.5" or "10".',
		],
		[
			"a height of rows of zero",
			{ ...sample, kind: "volumeProfile", step: "0.00" },
			'step must be a decimal number above zero as text, such as "0.5" or "10".',
		],
		[
			"a height of rows of a VWAP",
			{ ...sample, step: "10" },
			"step is the height of a volume profile's rows. Remove it.",
		],
		[
			"sizes without an end",
			{ ...sample, size: {} },
			"size needs min, max or both as numbers, min not above max.",
		],
		[
			"sizes the wrong way round",
			{ ...sample, size: { min: 2, max: 1 } },
			"size needs min, max or both as numbers, min not above max.",
		],
		["a size of infinity", { ...sample, size: { min: Infinity } }, "size.min must be a number."],
		["another kind", { ...profile, kind: "vwap" }, "kind must be volumeProfile."],
		[
			"an unknown interval",
			{ ...profile, interval: "1h" },
			"interval must be MINUTE, FIVE_MINUTES, FIFTEEN_MINUTES, THIRTY_MINUTES, HOUR, FOUR_HOURS, DAY, WEEK.",
		],
		["a missing field", { ...vwap, instrument: undefined }, "instrument is missing. Add it."],
		[
			"an unknown field",
			{ ...vwap, apiKey: "x" },
			"apiKey is not a field of this query. Remove it.",
		],
		["no exchange", { ...profile, exchange: [] }, "exchange must not be empty."],
		[
			"a symbol with a space",
			{ ...profile, rawSymbol: "BTC USDT" },
			"rawSymbol must have 1 to 64 letters, digits or signs and no spaces.",
		],
		[
			"a symbol that turns the direction of writing",
			{ ...profile, rawSymbol: "BTC\u202EUSDT" },
			"rawSymbol must have 1 to 64 letters, digits or signs and no spaces.",
		],
		[
			"an empty exchange code",
			{ ...profile, exchange: [""] },
			"exchange[0] must have 1 to 64 letters, digits or signs and no spaces.",
		],
		[
			"two names of a market",
			{ ...profile, coin: "BTC" },
			"Give exactly one of rawSymbol, coin and normalizedSymbol.",
		],
		[
			"no name of a market",
			{ ...profile, rawSymbol: undefined },
			"Give exactly one of rawSymbol, coin and normalizedSymbol.",
		],
		[
			"one symbol on two exchanges",
			{ ...profile, exchange: ["BINANCE", "BYBIT"] },
			"rawSymbol goes with one exchange. Use coin or normalizedSymbol for several.",
		],
		[
			"an exchange named twice",
			{ ...summed, exchange: ["BYBIT", "BYBIT"] },
			"exchange lists a venue twice. Name each once.",
		],
		[
			"a sum without a coin",
			{ ...profile, aggregate: "sum" },
			"aggregate needs coin. Name the market by its coin.",
		],
		[
			"an upper-case code",
			{ ...vwap, instrument: "BTC-USD" },
			"instrument must be a lower-case Kaiko code, such as cbse, spot or btc-usd.",
		],
		[
			"a code that climbs",
			{ ...vwap, exchange: "../x" },
			"exchange must be a lower-case Kaiko code, such as cbse, spot or btc-usd.",
		],
		[
			"an interval beyond a day",
			{ ...vwap, interval: "25h" },
			"interval must be from 1s to 1d, such as 90s, 5m or 1h.",
		],
		[
			"an interval beyond a week",
			{ ...sample, interval: "2w" },
			"interval must be from 1s to 1w, such as 15m, 1h or 1d.",
		],
		["a number for a text", { ...sample, symbol: 5 }, "symbol must be text."],
		[
			"no range",
			{ ...sample, range: undefined },
			"range needs last, such as 24h, or since, such as day, with zone, or from and to as ISO 8601 times in UTC.",
		],
		[
			"an empty range",
			{ ...sample, range: {} },
			"range needs last, such as 24h, or since, such as day, with zone, or from and to as ISO 8601 times in UTC.",
		],
		[
			"both forms of a range",
			{ ...sample, range: { ...vwap.range, last: "1h" } },
			"range needs last, such as 24h, or since, such as day, with zone, or from and to as ISO 8601 times in UTC.",
		],
		[
			"an odd length",
			{ ...sample, range: { last: "1y" } },
			"range.last must be a length such as 90m, 24h, 7d or 4w.",
		],
		[
			"half a range",
			{ ...sample, range: { from: vwap.range.from } },
			"range.to is missing. Add it.",
		],
		[
			"a range backwards",
			{ ...sample, range: { from: vwap.range.to, to: vwap.range.from } },
			"range needs ISO 8601 times in UTC, such as 2026-03-29T16:00:00Z, with from before to.",
		],
		[
			"a date that does not exist",
			{ ...sample, range: { ...vwap.range, from: "2026-02-30T00:00:00Z" } },
			"range needs ISO 8601 times in UTC, such as 2026-03-29T16:00:00Z, with from before to.",
		],
	];
	for (const [name, value, problem] of refused) {
		it(`explains what is wrong with ${name}`, () => {
			const parsed = parseMarketQuery(value);
			assert.ok(!parsed.ok, "the query was taken");
			assert.equal(formatText(parsed.problem), problem);
		});
	}

	it("never takes or throws at arbitrary values, and does not touch prototypes", function () {
		this.timeout(120_000);
		const keys = fc.constantFrom(
			"kind",
			"provider",
			"range",
			"exchange",
			"__proto__",
			"constructor",
		);
		const leaf = fc.oneof(
			fc.jsonValue({ maxDepth: 2 }),
			fc.constantFrom("kaiko", "trades", "kiyotaka", "vwap"),
		);
		fc.assert(
			fc.property(fc.dictionary(keys, leaf), (value) => {
				const parsed = parseMarketQuery(value);
				assert.ok(!parsed.ok);
				assert.match(formatText(parsed.problem), /\.$/);
				assert.equal(Reflect.get({}, "x"), undefined);
			}),
			{ numRuns: 10_000 },
		);
	});
});

describe("reading a chart view", () => {
	it("takes queries and how they are looked at", () => {
		const view = { queries: [profile, sample], view: { table: true } };
		assert.deepEqual(parseChartView(view), { ok: true, view });
	});

	it("takes an option that is undefined as absent", () => {
		const parsed = parseChartView({ queries: [sample], view: { table: undefined, bars: "delta" } });
		assert.deepEqual(parsed, { ok: true, view: { queries: [sample], view: { bars: "delta" } } });
	});

	it("names the one field that is broken, whatever stands there instead", () => {
		const coined = { ...summed, aggregate: "sum", quote: "USD", category: "PERPETUAL" };
		const spot = { ...vwap, region: "eu", dataVersion: "v2", aggregation: "vwap" };
		const fields = [profile, coined, spot, sample].flatMap((query) =>
			Object.entries(query)
				.filter(([name, value]) => value !== undefined && name !== "provider")
				.map(([name]) => ({ query, name })),
		);
		const wrong = fc.constantFrom<unknown>(null, 5, NaN, true, {}, [7], "no such", "", () => 1);
		fc.assert(
			fc.property(
				fc.constantFrom(...fields),
				wrong,
				fc.integer({ min: 0, max: 5 }),
				({ query, name }, value, place) => {
					const others = Array.from({ length: 6 }, (_, i) => ({ ...sample, symbol: `A${i}` }));
					const queries: unknown[] = others;
					queries[place] = { ...query, [name]: value };
					const parsed = parseChartView({ queries, view: {} });
					assert.ok(!parsed.ok, `${name} was taken`);
					const path = `queries[${place}].${name}`;
					assert.ok(isAt(formatText(parsed.problem), path), formatText(parsed.problem));
				},
			),
			{ numRuns: 2_000 },
		);
	});

	const refused: readonly (readonly [string, unknown, string])[] = [
		["no object", "x", "A chart view is an object with queries and view."],
		["no queries", { queries: [], view: {} }, "queries must be a list of 1 to 6 queries."],
		[
			"too many queries",
			{ queries: new Array(7).fill(sample), view: {} },
			"queries must be a list of 1 to 6 queries.",
		],
		[
			"a bad query",
			{ queries: [profile, { ...sample, interval: "2w" }], view: {} },
			"queries[1].interval must be from 1s to 1w, such as 15m, 1h or 1d.",
		],
		[
			"a query without a provider",
			{ queries: [{}], view: {} },
			"queries[0].provider must be kiyotaka, kaiko or trades.",
		],
		["a view that is a text", { queries: [sample], view: "line" }, "view must be an object."],
		["no view", { queries: [sample] }, "view is missing. Add it."],
		[
			"a bad option",
			{ queries: [sample], view: { table: "yes" } },
			"view.table must be true or false.",
		],
		["a view that is a list", { queries: [sample], view: [] }, "view must be an object."],
		[
			"an option that has no such value",
			{ queries: [sample], view: { cells: "pies" } },
			"view.cells must be volume, delta, profiles.",
		],
		[
			"an option beyond its bounds",
			{ queries: [sample], view: { percent: 101 } },
			"view.percent must be at most 100.",
		],
		[
			"an even smoothing",
			{
				queries: [sample],
				view: { nodeSettings: { smoothing: 2, reach: 1, highPercent: 1, lowPercent: 1 } },
			},
			"view.nodeSettings.smoothing must be an odd number.",
		],
		[
			"a third of a row",
			{ queries: [sample], view: { rows: 1.3 } },
			"view.rows must be a whole number.",
		],
		[
			"a query that is none",
			{ queries: [sample, 5], view: {} },
			"queries[1] must be an object with kind, provider, interval and range.",
		],
		[
			"a list for a query",
			{ queries: [[sample]], view: {} },
			"queries[0] must be an object with kind, provider, interval and range.",
		],
		[
			"a range far inside",
			{ queries: [profile, { ...sample, range: { last: "1y" } }], view: {} },
			"queries[1].range.last must be a length such as 90m, 24h, 7d or 4w.",
		],
		[
			"a venue that is named twice by one of them",
			{ queries: [sample, { ...summed, exchange: ["BYBIT", "BYBIT"] }], view: {} },
			"queries[1].exchange lists a venue twice. Name each once.",
		],
		[
			"two names of the market of one of them",
			{ queries: [{ ...profile, coin: "BTC" }, sample], view: {} },
			"queries[0] needs exactly one of rawSymbol, coin and normalizedSymbol.",
		],
		[
			"queries that cannot share a chart",
			{ queries: [sample, { ...sample }], view: {} },
			"The chart shows this market already. Choose another one.",
		],
	];
	for (const [name, value, problem] of refused) {
		it(`explains what is wrong with ${name}`, () => {
			const parsed = parseChartView(value);
			assert.ok(!parsed.ok, "the view was taken");
			assert.equal(formatText(parsed.problem), problem);
		});
	}
});
