import assert from "node:assert/strict";
import { InstrumentSearch } from "../../../../src/app/discovery/instrumentSearch";
import type { FindList } from "../../../../src/app/discovery/rankedRows";
import { SymbolSearch } from "../../../../src/app/discovery/symbolSearch";
import type { RemoteProviderId } from "../../../../src/core/providers/credentials";
import { epochMs } from "../../../../src/core/time";
import { LOOPBACK_KEY } from "../../../support/keys";
import { type Services, startServices } from "../../../support/services";
import { useTemporaryFolder } from "../temporaryFolder";
import { openLists } from "./openLists";

const SIGNAL = new AbortController().signal;
const NOTHING = { found: undefined, guess: undefined, other: undefined };
const NOW = epochMs(Date.UTC(2026, 2, 29, 16));

describe("a symbol that is spelled otherwise", function () {
	this.timeout(60_000);
	const folder = useTemporaryFolder();
	let services: Services;
	beforeEach(async () => {
		services = await startServices();
	});
	afterEach(() => services.stop());

	function finder(provider: RemoteProviderId): FindList {
		const key = LOOPBACK_KEY;
		const lists = openLists({ services, folder: folder(), key, now: () => NOW });
		return async (question, signal) => (await lists.find(provider, question, signal)).list;
	}

	/** The best row of a search at Kiyotaka: `symbol`, with `?` in front of a guess and the exchange of another one. */
	async function atKiyotaka(exchange: string, typed: string): Promise<string | undefined> {
		const { found, guess } = await rowsAtKiyotaka(exchange, typed);
		return found ?? guess;
	}

	async function rowsAtKiyotaka(exchange: string, typed: string) {
		const forms = (["rawSymbol", "coin", "normalizedSymbol"] as const).map((form) => ({
			form,
			symbols: [],
		}));
		const search = new SymbolSearch(
			finder("kiyotaka"),
			{ exchanges: [exchange], forms },
			() => NOW,
		);
		await search.load("", SIGNAL);
		await search.load(typed, SIGNAL);
		const { found, guesses } = search.rows(typed);
		const own = guesses.find((one) => search.isHere(one));
		const other = guesses.find((one) => !search.isHere(one));
		return {
			found: found[0]?.symbol,
			guess: own && `?${own.symbol}`,
			other: other && `?${other.symbol} on ${other.exchange}`,
		};
	}

	/** The same at Kaiko. */
	async function rowsAtKaiko(exchange: string, instrumentClass: string, typed: string) {
		const search = new InstrumentSearch(finder("kaiko"), { exchange, instrumentClass }, []);
		await search.load("", SIGNAL);
		await search.load(typed, SIGNAL);
		const { found, guesses } = search.rows(typed);
		const own = guesses.find((one) => search.isHere(one));
		const other = guesses.find((one) => !search.isHere(one));
		return {
			found: found[0]?.symbol,
			guess: own && `?${own.symbol}`,
			other: other && `?${other.symbol} on ${other.exchange} ${other.group ?? ""}`,
		};
	}

	for (const [exchange, typed, meant] of [
		["BYBIT", "btcusdt", "BTCUSDT"],
		["BYBIT", "BTC/USDT", "?BTCUSDT"],
		["BYBIT", "BTC-USDT-SWAP", "?BTCUSDT"],
		["BYBIT", "BINANCE:BTCUSDT.P", "?BTCUSDT"],
		["BYBIT", "XBTUSDT", "?BTCUSDT"],
		["OKEX_SWAP", "btcusdt", "?BTC-USDT-SWAP"],
		["OKEX_SWAP", "BTC-PERP", "?BTC-USDT-SWAP"],
		["COINBASE", "XBTUSD", "?BTC-USD"],
		["COINBASE", "btc_usd", "?BTC-USD"],
		["BITMEX", "btc-usd", "BTC-USD"],
		["BITMEX", "XBTUSD", "XBTUSD"],
		["BINANCE_FUTURES", "PEPEUSDT", "1000PEPEUSDT"],
		["BINANCE_FUTURES", "PEPE/USDT", "?1000PEPEUSDT"],
		["BINANCE_DELIVERY", "BTC-USD-250926", "BTC-USD-250926"],
		["BINANCE_DELIVERY", "BTC/USD:USD-250926", "?BTCUSD_250926"],
		["BINANCE_DELIVERY", "BTC-26SEP25", "?BTCUSD_250926"],
	] as const) {
		it(`is found in Kiyotaka's list of ${exchange} by its parts: ${typed}`, async () => {
			assert.equal(await atKiyotaka(exchange, typed), meant);
		});
	}

	for (const [exchange, typed, meant] of [
		["BYBIT", "BTC-USD", "?BTC-USD on COINBASE"],
		["BYBIT", "XBTUSD", "?XBTUSD on BITMEX"],
		["BYBIT_SPOT", "BTC-USD", "?BTC-USD on COINBASE"],
		["BYBIT", "1000PEPEUSDT", "?1000PEPEUSDT on BINANCE_FUTURES"],
		["BYBIT", "PEPE/USDT", "?1000PEPEUSDT on BINANCE_FUTURES"],
		["BYBIT", "PEPE", "?PEPE on BINANCE_FUTURES"],
		["BYBIT", "BTCUSD_250926", "?BTCUSD_250926 on BINANCE_DELIVERY"],
		["BYBIT", "BTC-26SEP25", "?BTCUSD_250926 on BINANCE_DELIVERY"],
		["COINBASE", "BTC-PERP", "?BTCUSDT on BINANCE_FUTURES"],
		["COINBASE", "BTC-USDT-SWAP", "?BTC-USDT-SWAP on OKEX_SWAP"],
		["BYBIT", "LUNAUSDT", undefined],
	] as const) {
		it(`is found on another exchange of Kiyotaka than ${exchange}: ${typed}`, async () => {
			assert.equal((await rowsAtKiyotaka(exchange, typed)).other, meant);
		});
	}

	for (const [exchange, group, typed, meant] of [
		["cbse", "spot", "btcusdt", "?btc-usdt"],
		["cbse", "spot", "BTC/USDT", "?btc-usdt"],
		["cbse", "spot", "XBTUSD", "?btc-usd"],
		["krkn", "spot", "XXBTZUSD", "?btc-usd"],
		["binc", "perpetual-future", "BTC-PERP", "?btc-usdt"],
		["okex", "perpetual-future", "BTC-USDT-SWAP", "?btc-usdt"],
		["binc", "perpetual-future", "1000PEPEUSDT", "?1000pepe-usdt"],
		["binc", "perpetual-future", "PEPEUSDT", "?1000pepe-usdt"],
		["binc", "future", "BTCUSD_250926", "?btc-usd-26sep25"],
	] as const) {
		it(`is found in Kaiko's list of ${exchange} ${group} by its parts: ${typed}`, async () => {
			const { found, guess } = await rowsAtKaiko(exchange, group, typed);
			assert.equal(found ?? guess, meant);
		});
	}

	for (const [exchange, group, typed, meant] of [
		["cbse", "spot", "btc-usdc", "?btc-usdc on binc spot"],
		["okex", "spot", "BTC-USDT-SWAP", "?btc-usdt on okex perpetual-future"],
		["cbse", "spot", "BTC-PERP", "?btc-usdt on binc perpetual-future"],
		["cbse", "spot", "1000PEPEUSDT", "?1000pepe-usdt on binc perpetual-future"],
		["cbse", "spot", "BTCUSD_250926", "?btc-usd-26sep25 on binc future"],
		["cbse", "spot", "luna-usd", undefined],
	] as const) {
		it(`is found at another place of Kaiko than ${exchange} ${group}: ${typed}`, async () => {
			assert.equal((await rowsAtKaiko(exchange, group, typed)).other, meant);
		});
	}

	it("is looked for elsewhere only where the chosen exchange has no answer", async () => {
		await atKiyotaka("BYBIT", "BTC/USDT");
		const asked = services.kiyotaka.lists.requests.map(({ query }) => query);
		assert.ok(
			asked.every((query) => new URLSearchParams(query).getAll("exchange").join() === "BYBIT"),
		);
	});

	it("is believed only where it fits, though a server keeps to none of its filters", async () => {
		services.kiyotaka.lists.always({
			kind: "patch",
			set: {
				exchanges: ["BINANCE", "COINBASE", "BITSTAMP"],
				rawSymbols: ["SOLUSDT", "ETH-USD"],
				normalizedSymbols: [],
				coins: ["SOL"],
			},
		});
		assert.deepEqual(await rowsAtKiyotaka("BYBIT", "BTC-USD"), NOTHING);
		assert.deepEqual(await rowsAtKiyotaka("BYBIT", "LTC"), NOTHING);
	});
});
