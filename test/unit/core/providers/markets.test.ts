import assert from "node:assert/strict";
import { builtInMarkets, exchangeName } from "../../../../src/core/providers/markets";
import { isKaikoInterval } from "../../../../src/core/query/intervalGrammar";
import { KAIKO_CODE } from "../../../../src/core/query/symbol";
import { KIYOTAKA_INTERVALS } from "../../../../src/core/query/query";

describe("built-in markets", () => {
	it("name each exchange once, in the provider's own spelling", async () => {
		const kiyotaka = await builtInMarkets.kiyotakaExchanges();
		const kaiko = await builtInMarkets.kaikoExchanges();
		for (const list of [kiyotaka, kaiko]) {
			assert.equal(new Set(list.map(({ code }) => code)).size, list.length);
			assert.equal(new Set(list.map(({ name }) => name)).size, list.length);
		}
		for (const { code } of kiyotaka) assert.match(code, /^[A-Z][A-Z0-9_]*$/);
		for (const { code } of kaiko) assert.match(code, KAIKO_CODE);
	});

	it("know what people call an exchange and fall back to its code", () => {
		assert.equal(exchangeName("kiyotaka", "BINANCE_FUTURES"), "Binance Futures");
		assert.equal(exchangeName("kaiko", "cbse"), "Coinbase");
		assert.equal(exchangeName("kaiko", "zzzz"), "zzzz");
		assert.equal(exchangeName("kaiko", "constructor"), "constructor");
	});

	it("offer symbols in the form of the venue", async () => {
		const first = async (exchange: string) =>
			(await builtInMarkets.kiyotakaSymbols("rawSymbol", [exchange]))[0];
		assert.equal(await first("BINANCE_FUTURES"), "BTCUSDT");
		assert.equal(await first("OKEX_SWAP"), "BTC-USDT-SWAP");
		assert.equal(await first("OKEX"), "BTC-USDT");
		assert.equal(await first("COINBASE"), "BTC-USD");
		assert.equal(await first("HYPERLIQUID_FUTURES"), "BTC");
		assert.equal((await builtInMarkets.kiyotakaSymbols("coin", ["BYBIT"]))[0], "BTC");
		assert.equal(
			(await builtInMarkets.kiyotakaSymbols("normalizedSymbol", ["BYBIT"]))[0],
			"BTC-USDT",
		);
	});

	it("offer no symbol twice", async () => {
		for (const { code } of await builtInMarkets.kiyotakaExchanges()) {
			for (const form of ["rawSymbol", "coin", "normalizedSymbol"] as const) {
				const symbols = await builtInMarkets.kiyotakaSymbols(form, [code]);
				assert.equal(new Set(symbols).size, symbols.length, `${form} ${code}`);
			}
		}
	});

	it("offer every Kiyotaka interval, valid Kaiko ones and instruments of the grammar", async () => {
		const intervals = await builtInMarkets.kiyotakaIntervals();
		assert.deepEqual(
			intervals.map(({ code }) => code),
			[...KIYOTAKA_INTERVALS],
		);
		for (const { code } of await builtInMarkets.kaikoIntervals()) assert.ok(isKaikoInterval(code));
		for (const { code: exchange } of await builtInMarkets.kaikoExchanges()) {
			for (const { code } of await builtInMarkets.kaikoClasses(exchange)) {
				for (const instrument of await builtInMarkets.kaikoInstruments(exchange, code)) {
					assert.match(instrument, KAIKO_CODE);
				}
			}
		}
		assert.equal((await builtInMarkets.kaikoInstruments("cbse", "spot"))[0], "btc-usd");
		assert.equal((await builtInMarkets.kaikoInstruments("binc", "spot"))[0], "btc-usdt");
	});
});
