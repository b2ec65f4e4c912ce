import assert from "node:assert/strict";
import { DEFAULT_LIMITS } from "../../../../src/core/limits";
import { factsOf } from "../../../../src/core/providers/facts";
import { PROVIDER_IDS } from "../../../../src/core/providers/ids";
import { isRemoteProvider, REMOTE_PROVIDER_IDS } from "../../../../src/core/providers/credentials";
import { PROVIDERS, providerData, providerOf } from "../../../../src/core/providers/providers";
import type {
	KaikoVwapQuery,
	KiyotakaProfileQuery,
	MarketQuery,
	TradesQuery,
} from "../../../../src/core/query/query";
import { formatText } from "../../../../src/core/text";
import { HOUR_MS, MINUTE_MS } from "../../../../src/core/time";

const profile: KiyotakaProfileQuery = {
	kind: "volumeProfile",
	provider: "kiyotaka",
	exchange: ["BINANCE_FUTURES", "BYBIT"],
	coin: "BTC",
	interval: "FIVE_MINUTES",
	range: { last: "24h" },
	aggregate: "sum",
};
const vwap: KaikoVwapQuery = {
	kind: "vwap",
	provider: "kaiko",
	region: "us",
	dataVersion: "v1",
	exchange: "cbse",
	instrumentClass: "spot",
	instrument: "btc-usd",
	interval: "90m",
	range: { last: "24h" },
	aggregation: "vwap",
};
const trades: TradesQuery = {
	kind: "vwap",
	provider: "trades",
	dataset: "mine",
	symbol: "ETH-EUR",
	interval: "1h",
	range: { last: "24h" },
};
const QUERIES: readonly MarketQuery[] = [profile, vwap, trades];

describe("the table of providers", () => {
	it("has an example of each provider in this test", () => {
		assert.deepEqual(
			QUERIES.map(({ provider }) => provider),
			PROVIDER_IDS,
		);
	});

	it("answers the kinds that its queries have", () => {
		for (const query of QUERIES) assert.ok(providerOf(query).kinds.includes(query.kind));
		for (const kind of ["volumeProfile", "vwap"] as const) {
			assert.ok(PROVIDER_IDS.some((id) => providerData(id).kinds.includes(kind)));
		}
	});

	it("tells who is asked with a key", () => {
		assert.deepEqual(REMOTE_PROVIDER_IDS, ["kiyotaka", "kaiko"]);
		assert.equal(isRemoteProvider("trades"), false);
		for (const id of REMOTE_PROVIDER_IDS) {
			const { keyNames } = PROVIDERS[id].credential;
			assert.match(`${id.toUpperCase()}_API_KEY`, keyNames);
			for (const other of REMOTE_PROVIDER_IDS) {
				if (other !== id) assert.doesNotMatch(`${other.toUpperCase()}_API_KEY`, keyNames);
			}
		}
	});

	it("reads length, market and venues of each query", () => {
		assert.deepEqual(
			QUERIES.map((query) => providerOf(query).intervalLength(query)),
			[5 * MINUTE_MS, 90 * MINUTE_MS, HOUR_MS],
		);
		assert.deepEqual(
			QUERIES.map((query) => providerOf(query).market(query)),
			["BTC", "BTC-USD", "ETH-EUR"],
		);
		assert.deepEqual(
			QUERIES.map((query) => providerOf(query).venues(query)),
			[["BINANCE_FUTURES", "BYBIT"], ["cbse"], ["mine"]],
		);
	});

	it("names each market as messages do", () => {
		assert.deepEqual(
			QUERIES.map((query) => providerOf(query).marketWords(query)),
			["BTC on Binance Futures, Bybit", "btc-usd on Coinbase", "ETH-EUR"],
		);
		const unlisted: MarketQuery = { ...vwap, exchange: "zzzz" };
		assert.equal(providerOf(unlisted).marketWords(unlisted), "btc-usd on zzzz");
	});

	it("knows what an answer without intervals says about its market", () => {
		const known = (series: number) => QUERIES.map((query) => providerOf(query).knowsMarket(series));
		assert.deepEqual(known(0), [false, false, true]);
		assert.deepEqual(known(1), [true, false, true]);
	});

	it("asks for the data version of an answer when a query can name it", () => {
		const version = (dataVersion: string) => PROVIDERS.kaiko.asResolved(vwap, { dataVersion });
		assert.equal(version("v2").dataVersion, "v2");
		assert.equal(version("v9").dataVersion, "v1");
	});

	it("refuses an invalid interval", () => {
		for (const query of [vwap, trades]) {
			const broken: MarketQuery = { ...query, interval: "soon" };
			assert.throws(() => providerOf(broken).intervalLength(broken), { name: "RangeError" });
		}
	});

	it("tells the units of numbers", () => {
		assert.deepEqual(
			QUERIES.map((query) => factsOf(query).unit(query)),
			["BTC", "USD", "EUR"],
		);
		assert.deepEqual(
			[vwap, { ...vwap, instrumentClass: "perpetual-future" }, trades, profile].map((query) =>
				factsOf(query).volumeCoin?.(query),
			),
			["BTC", undefined, "ETH", undefined],
		);
	});

	it("says how much one query brings", () => {
		const limits = {
			...DEFAULT_LIMITS,
			kiyotakaIntervals: 20,
			rows: 30,
			pages: 2,
			kaikoPageSize: 5,
		};
		assert.deepEqual(
			[...QUERIES, { ...trades, kind: "volumeProfile" as const }].map((query) =>
				providerOf(query).bound(query, limits),
			),
			[
				{ most: 20, beyond: "refused" },
				{ most: 10, beyond: "newestCome" },
				{ most: 30, beyond: "newestCome" },
				{ most: Infinity, beyond: "newestCome" },
			],
		);
	});

	it("has a sentence for a market that does not exist, which names it", () => {
		for (const id of PROVIDER_IDS) {
			assert.match(formatText(providerData(id).hints.notFound("XYZ: Somebody")), /^XYZ: Somebody /);
		}
	});
});
