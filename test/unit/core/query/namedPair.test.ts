import assert from "node:assert/strict";
import fc from "fast-check";
import { namedPair } from "../../../../src/core/query/namedPair";

const QUOTES = "USDT USDC FDUSD BUSD TUSD USD EUR GBP JPY TRY BRL KRW BTC ETH BNB DAI PYUSD".split(
	" ",
);
/** A coin that nobody lists: nothing of its end begins another quote, and it is not dressed as Kraken dresses coins. */
const coin = fc
	.stringMatching(/^[A-Z0-9]{1,6}[CEFHI-KM-PRSU-XZ02-9]$/)
	.filter((name) => /[A-Z]/.test(name) && !/^X[A-Z]{3}Z$/.test(name) && !QUOTES.includes(name));

describe("the pair that a symbol of trades names", () => {
	for (const [symbol, pair] of [
		["BTCUSDT", "BTC USDT"],
		["btcusdt", "BTC USDT"],
		["BTC-USDT", "BTC USDT"],
		["btc-usd", "BTC USD"],
		["BTC/USDT", "BTC USDT"],
		["BTC_USDT", "BTC USDT"],
		["BTC/USDT:USDT", "BTC USDT"],
		["BTC-USDT-SWAP", "BTC USDT"],
		["BTCUSD_PERP", "BTC USD"],
		["BTCUSDT.P", "BTC USDT"],
		["SOL_USDC-PERPETUAL", "SOL USDC"],
		["XBTUSD", "XBT USD"],
		["tBTCUSD", "BTC USD"],
		["tETHUST", "ETH UST"],
		["XXBTZUSD", "XBT USD"],
		["ETHBTC", "ETH BTC"],
		["EURUSDT", "EUR USDT"],
		["1000PEPEUSDT", "1000PEPE USDT"],
		["WUSDT", "W USDT"],
		["WBTCUSDT", "WBTC USDT"],
		["币安人生USDT", "币安人生 USDT"],
		["币安人生-USDT", "币安人生 USDT"],
		// One quote ends with the other: a familiar coin decides.
		["BTCTUSD", "BTC TUSD"],
		["DOTUSD", "DOT USD"],
		["BNBUSD", "BNB USD"],
		["BNBBUSD", "BNB BUSD"],
		["SHIBUSD", "SHIB USD"],
		["USDTUSD", "USDT USD"],
		["PEPEFDUSD", "PEPE FDUSD"],
		// A pair that is written as one, whatever its quote.
		["RAY-WIF", "RAY WIF"],
	] as const) {
		it(`is ${pair} in ${symbol}`, () => {
			const { base, quote } = namedPair(symbol) ?? {};
			assert.equal(`${base} ${quote}`, pair);
		});
	}

	for (const [why, symbols] of [
		["a coin or a share alone", "BTC ETH USDT WBTC WETH WBETH STETH AAPL BRK-B TUSD PYUSD"],
		["what lasts to a day", "BTC-27MAR26 BTCUSDT_240329 BTC-USD-260327 ESZ4 BTC/USDT:USDT-260327"],
		["an option", "BTC-29MAR24-60000-C"],
		["a swap that names no quote", "BTC-PERP ETH-PERPETUAL SOLPERP"],
		["a quote that stands first", "KRW-BTC USDT-ETH BTC-ETH EURBTC KRW-XRP"],
		["what two quotes fit", "FOOTUSD FOOBUSD"],
		["what names nothing", "USD -USD USD- / PERP - 1"],
	] as const) {
		for (const symbol of symbols.split(" ")) {
			it(`is not guessed of ${why}: ${symbol}`, () => assert.equal(namedPair(symbol), undefined));
		}
	}

	it("is the same however its two sides are joined, and whatever the coin", () => {
		fc.assert(
			fc.property(coin, fc.constantFrom(...QUOTES), (base, quote) => {
				// A familiar coin may be one letter longer: ARB against USD, and AR against BUSD.
				fc.pre(!/^[BT]USD$/.test(quote) || base.length >= 4);
				const pair = namedPair(`${base}-${quote}`);
				if (pair === undefined) return;
				assert.deepEqual(pair, { base, quote });
				for (const symbol of [
					`${base}/${quote}`,
					`${base}_${quote}`,
					`${base}-${quote}-SWAP`,
					`${base}/${quote}:${quote}`,
					`${base}-${quote}`.toLowerCase(),
				]) {
					assert.deepEqual(namedPair(symbol), pair, symbol);
				}
				// What stands together may be left unread, and is never read otherwise.
				for (const symbol of [`${base}${quote}`, `${base}${quote}`.toLowerCase()]) {
					assert.deepEqual(namedPair(symbol) ?? pair, pair, symbol);
				}
			}),
		);
	});

	it("is found of any coin of three to six letters against the common quotes", () => {
		fc.assert(
			fc.property(coin, fc.constantFrom("USDT", "USDC", "FDUSD", "EUR"), (base, quote) => {
				fc.pre(base.length >= 3);
				assert.deepEqual(namedPair(`${base}${quote}`), { base, quote });
			}),
		);
	});
});
