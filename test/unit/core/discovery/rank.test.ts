import assert from "node:assert/strict";
import fc from "fast-check";
import type { ListedMarket } from "../../../../src/core/discovery/listing";
import { rankMarkets } from "../../../../src/core/discovery/rank";
import { epochMs } from "../../../../src/core/time";

const market = (exchange: string, symbol: string, more: Partial<ListedMarket> = {}) => ({
	exchange,
	symbol,
	...more,
});
const kaiko = (symbol: string, more: Partial<ListedMarket> = {}) => {
	const [base, quote] = symbol.split("-") as [string, string];
	return market("cbse", symbol, { group: "spot", base, quote, ...more });
};
const found = (typed: string, markets: readonly ListedMarket[], most = 20) =>
	rankMarkets(typed, markets, most).map(
		({ market: { symbol }, how }) => `${how === "guess" ? "?" : ""}${symbol}`,
	);

const COINBASE = ["btc-usd", "eth-usd", "btc-usdt", "eth-btc", "btc-eur", "wbtc-btc"].map((code) =>
	kaiko(code),
);

describe("markets that are searched for", function () {
	this.timeout(60_000);
	it("stand in the order of the list while nothing is typed, those that still trade first", () => {
		const over = kaiko("dao-btc", { lastTrade: epochMs(Date.UTC(2016, 11, 18)) });
		assert.deepEqual(found("", [over, ...COINBASE]).slice(0, 2), ["btc-usd", "eth-usd"]);
		assert.equal(found("", [over, ...COINBASE]).at(-1), "dao-btc");
		assert.deepEqual(found("", COINBASE, 1), ["btc-usd"]);
	});

	it("are the same name first, then names that begin so, then names that hold it", () => {
		assert.deepEqual(found("BTC-USD", COINBASE).slice(0, 2), ["btc-usd", "btc-usdt"]);
		assert.deepEqual(found("eth", COINBASE), ["eth-usd", "eth-btc"]);
		const btc = found("btc", COINBASE);
		assert.deepEqual(btc, ["btc-usd", "btc-usdt", "btc-eur", "eth-btc", "wbtc-btc"]);
	});

	it("are guessed by their parts where they are spelled otherwise", () => {
		for (const typed of ["BTC/USDT", "btcusdt", "BTC_USDT", "XBTUSDT", "BINANCE:BTCUSDT"]) {
			assert.equal(found(typed, COINBASE)[0], "?btc-usdt", typed);
		}
	});

	it("are guessed in a similar currency, and never in an unlike one or of another coin", () => {
		assert.deepEqual(found("BTCUSDC", COINBASE), ["?btc-usd", "?btc-usdt"]);
		assert.deepEqual(found("BTCJPY", COINBASE), []);
		assert.deepEqual(found("LTCUSD", COINBASE), []);
	});

	it("tell swaps from spot markets", () => {
		const okx = [
			market("okex", "btc-usdt", { group: "spot", base: "btc", quote: "usdt" }),
			market("okex", "btc-usdt", { group: "perpetual-future", base: "btc", quote: "usdt" }),
		];
		const ranked = rankMarkets("BTC-USDT-SWAP", okx, 5);
		assert.deepEqual(
			ranked.map(({ market: { group } }) => group),
			["perpetual-future", "spot"],
		);
	});

	it("are found by the venue's own writing", () => {
		const kraken = [kaiko("btc-usd", { venueSymbol: "XXBTZUSD" }), kaiko("dao-btc")];
		assert.deepEqual(found("xxbtzusd", kraken), ["?btc-usd"]);
	});

	it("of which a thousand are traded at once are guessed from the coin, last", () => {
		const bybit = ["1000PEPEUSDT", "PEPEUSDC"].map((code) => market("BYBIT", code));
		assert.deepEqual(found("PEPE-USDT", bybit), ["?PEPEUSDC", "?1000PEPEUSDT"]);
	});

	it("that ended stand behind those that trade and fit as well", () => {
		const ended = kaiko("btc-usdt", { lastTrade: epochMs(0), exchange: "ftxx" });
		assert.equal(rankMarkets("btcusdt", [ended, ...COINBASE], 2)[0]?.market.exchange, "cbse");
	});

	it("are found whatever is typed in front, and each stands once", () => {
		const codes = fc.uniqueArray(
			fc.tuple(fc.stringMatching(/^[a-z]{2,5}$/), fc.constantFrom("usd", "usdt", "eur", "btc")),
			{ minLength: 1, maxLength: 30, selector: ([base, quote]) => `${base}-${quote}` },
		);
		fc.assert(
			fc.property(codes, fc.nat(), (pairs, at) => {
				const list = pairs.map(([base, quote]) => kaiko(`${base}-${quote}`));
				const [base = "", quote = ""] = pairs[at % pairs.length] ?? [];
				const meant = `${base}-${quote}`;
				assert.equal(rankMarkets(meant, list, 50)[0]?.market.symbol, meant);
				const slashed = rankMarkets(`${base}/${quote}`, list, 50);
				assert.equal(slashed[0]?.market.symbol, meant);
				const symbols = slashed.map(({ market: { symbol } }) => symbol);
				assert.equal(new Set(symbols).size, symbols.length);
			}),
		);
	});
});
