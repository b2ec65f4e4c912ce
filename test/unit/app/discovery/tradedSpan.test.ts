import assert from "node:assert/strict";
import { tradedSpan } from "../../../../src/app/discovery/tradedSpan";
import type { MarketQuery } from "../../../../src/core/query/query";
import { epochMs } from "../../../../src/core/time";
import { LOOPBACK_KEY } from "../../../support/keys";
import { type Services, startServices } from "../../../support/services";
import { useTemporaryFolder } from "../temporaryFolder";
import { openLists } from "./openLists";

const SIGNAL = new AbortController().signal;
const NOW = epochMs(Date.UTC(2026, 2, 29, 16));

describe("when the market of a query was traded", () => {
	const folder = useTemporaryFolder();
	let services: Services;
	beforeEach(async () => {
		services = await startServices();
	});
	afterEach(() => services.stop());

	const spanOf = (query: Partial<MarketQuery>, hasKey = true) => {
		const key = hasKey ? LOOPBACK_KEY : undefined;
		const lists = openLists({ services, folder: folder(), key, now: () => NOW });
		// The questions know a part of a query.
		return tradedSpan(query as MarketQuery, { lists, now: () => NOW }, SIGNAL);
	};
	const kaiko = (instrument: string, instrumentClass = "spot") =>
		spanOf({ provider: "kaiko", exchange: "cbse", instrumentClass, instrument });
	const kiyotaka = (exchange: string, rawSymbol: string, hasKey = true) =>
		spanOf({ provider: "kiyotaka", exchange: [exchange], rawSymbol }, hasKey);

	it("is what Kaiko's reference data say of it", async () => {
		const ended = await kaiko("btc-gbp");
		assert.equal(ended?.lastTrade, Date.UTC(2022, 5, 30, 17, 59, 59));
		const ongoing = await kaiko("btc-usd");
		assert.equal(ongoing?.firstTrade, Date.UTC(2015, 0, 14, 16, 7));
		assert.equal(ongoing.lastTrade, undefined);
	});

	it("is the end that a dated market has by its name, where nobody lists it", async () => {
		const expired = Date.UTC(2025, 8, 26);
		assert.equal((await kaiko("btc-usd-250926", "future"))?.expired, expired);
		assert.equal((await kiyotaka("BINANCE_DELIVERY", "BTCUSD_250926"))?.expired, expired);
		assert.equal(services.kiyotaka.lists.requests.length, 0);
		assert.deepEqual(await kiyotaka("BINANCE_DELIVERY", "BTCUSD_991225"), undefined);
	});

	it("is doubtful where the whole list of today does not have it", async () => {
		assert.deepEqual(await kaiko("luna-usd"), { unlistedBy: "kaiko" });
		assert.deepEqual(await kiyotaka("BYBIT", "LUNAUSDT"), { unlistedBy: "kiyotaka" });
		assert.equal(await kiyotaka("BYBIT", "BTCUSDT"), undefined);
		const several = { provider: "kiyotaka", exchange: ["BYBIT", "COINBASE"] } as const;
		assert.deepEqual(await spanOf({ ...several, coin: "LUNA" }), { unlistedBy: "kiyotaka" });
		assert.equal(await spanOf({ ...several, coin: "ETH" }), undefined);
		const named = await spanOf({ ...several, normalizedSymbol: "LUNA-USD" });
		assert.deepEqual(named, { unlistedBy: "kiyotaka" });
		assert.equal(await spanOf({ ...several, normalizedSymbol: "ETH-USD" }), undefined);
	});

	it("is unknown where the provider cannot be asked, and for trades of one's own", async () => {
		assert.equal(await kiyotaka("BYBIT", "LUNAUSDT", false), undefined);
		services.kiyotaka.lists.always({ kind: "reset" });
		services.reference.always({ kind: "reset" });
		assert.equal(await kiyotaka("BYBIT", "LUNAUSDT"), undefined);
		assert.equal(await kaiko("luna-usd"), undefined);
		const own = { provider: "trades", dataset: "mine", symbol: "BTCUSD_250926" } as const;
		assert.equal(await spanOf(own), undefined);
	});
});
