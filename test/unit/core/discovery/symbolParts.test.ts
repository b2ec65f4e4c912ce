import assert from "node:assert/strict";
import fc from "fast-check";
import { symbolReadings } from "../../../../src/core/discovery/symbolParts";

const wordsOf = (symbol: string) => {
	const [first] = symbolReadings(symbol);
	if (first === undefined) return "";
	const { base, quote, kind, expiry } = first;
	return [base, quote, kind, expiry].filter((part) => part !== undefined).join(" ");
};

/** Coins of which no end is the beginning of a quote, and which are dressed as no venue dresses coins. */
const coin = fc
	.stringMatching(/^[A-Z][A-Z0-9]{1,5}$/)
	.filter((name) => /[CEFHI-KM-PRV-Z02-9]$/.test(name) && !/^(X|T)/.test(name))
	.filter((name) => !/(USD|BTC|ETH|BNB|EUR|GBP|DAI|XBT|PERP|\d{6})/.test(name));
const quote = fc.constantFrom("USDT", "USDC", "USD", "EUR", "BTC", "FDUSD", "KRW");

describe("the readings of a symbol", function () {
	this.timeout(60_000);
	for (const [symbol, parts] of [
		["btcusdt", "BTC USDT"],
		["BTC/USDT", "BTC USDT"],
		["btc_usdt", "BTC USDT"],
		["BTC USDT", "BTC USDT"],
		["btc-usd", "BTC USD"],
		["BTC-USDT-SWAP", "BTC USDT perpetual"],
		["BTCUSDT.P", "BTC USDT perpetual"],
		["BINANCE:BTCUSDT.P", "BTC USDT perpetual"],
		["COINBASE:BTCUSD", "BTC USD"],
		["BTC-PERP", "BTC perpetual"],
		["BTCPERP", "BTC perpetual"],
		["BTC-PERPETUAL", "BTC perpetual"],
		["BTCUSD_PERP", "BTC USD perpetual"],
		["BTC/USDT:USDT", "BTC USDT perpetual"],
		["BTC/USDT:USDT-260327", "BTC USDT future 260327"],
		["XBTUSD", "BTC USD"],
		["XXBTZUSD", "BTC USD"],
		["XETHXXBT", "ETH BTC"],
		["xdgusd", "DOGE USD"],
		["tBTCUSD", "BTC USD"],
		["tBTCUST", "BTC USDT"],
		["tBTCF0:USTF0", "BTC USDT perpetual"],
		["KRW-BTC", "BTC KRW"],
		["USDT_ETH", "ETH USDT"],
		["ETHBTC", "ETH BTC"],
		["BTCUSDT_250328", "BTC USDT future 250328"],
		["btcusdt250117", "BTC USDT future 250117"],
		["BTC-USD-20260327", "BTC USD future 260327"],
		["BTC-27MAR26", "BTC future 260327"],
		["BTC-27MAR26-60000-C", "BTC option 260327"],
		["1000PEPEUSDT", "1000PEPE USDT"],
		["币安人生USDT", "币安人生 USDT"],
		["BTC", "BTC"],
	] as const) {
		it(`begin with ${parts} for ${symbol}`, () => assert.equal(wordsOf(symbol), parts));
	}

	it("hold the second way to cut a symbol that two quotes fit", () => {
		const all = symbolReadings("FOOTUSD").map((one) => [one.base, one.quote].join(" ").trim());
		assert.ok(all.includes("FOO TUSD"));
		assert.ok(all.includes("FOOT USD"));
	});

	it("are the same for every way to write one pair", () => {
		fc.assert(
			fc.property(coin, quote, (base, money) => {
				fc.pre(base !== money);
				const forms = [
					`${base}${money}`,
					`${base}-${money}`,
					`${base}_${money}`,
					`${base}/${money}`,
					`${base} ${money}`,
					`SOMEVENUE:${base}${money}`,
				];
				for (const form of [...forms, ...forms.map((one) => one.toLowerCase())]) {
					assert.equal(wordsOf(form), `${base} ${money}`, form);
				}
				const swaps = ["-SWAP", "-PERP", "-PERPETUAL", ".P", "_PERP"].map(
					(end) => `${base}-${money}${end}`,
				);
				for (const form of [...swaps, `${base}/${money}:${money}`]) {
					assert.equal(wordsOf(form), `${base} ${money} perpetual`, form);
				}
			}),
		);
	});

	it("are few, made of letters and digits, for any text, and never fail", () => {
		fc.assert(
			fc.property(fc.oneof(fc.string(), fc.string({ unit: "grapheme" })), (text) => {
				const all = symbolReadings(text);
				assert.ok(all.length <= 4);
				for (const { base, quote: money } of all) {
					assert.match(base, /^[\p{L}\p{M}\p{N}]+$/u);
					if (money !== undefined) assert.match(money, /^[\p{L}\p{M}\p{N}]+$/u);
				}
			}),
		);
	});

	it("are none for a text that is longer than any symbol", () => {
		assert.deepEqual(symbolReadings("A".repeat(10_000)), []);
	});
});
