import assert from "node:assert/strict";
import { kaikoFeed } from "../../../../src/core/feeds/kaiko/feed";
import { probeKey } from "../../../../src/core/feeds/keyProbe";
import { kiyotakaFeed } from "../../../../src/core/feeds/kiyotaka/feed";
import { createEndpoint } from "../../../../src/core/access/endpoint";
import { DEFAULT_LIMITS } from "../../../../src/core/limits";
import { formatText } from "../../../../src/core/text";
import { createApiClient } from "../../../../src/net/client";
import { type Services, startServices } from "../../../support/services";
import { LOOPBACK_KEY } from "../../../support/keys";
import { MemoryLog } from "../../net/harness";
import { NOW, createFeedHarness } from "./context";
import { readingsHere } from "../../../../src/reading/bodyReading";

const RANGE = { from: "2026-03-25T00:00:00Z", to: "2026-03-29T16:00:00Z" };

describe("both providers on one tape", function () {
	this.timeout(60_000);
	let services: Services;

	before(async () => {
		services = await startServices({ kiyotaka: { now: () => NOW }, kaiko: { now: () => NOW } });
	});
	after(() => services.stop());

	it("agree: dollars divided by volume of each hour's profile are the VWAP of that hour", async () => {
		const profileQuery = {
			kind: "volumeProfile",
			provider: "kiyotaka",
			exchange: ["BINANCE"],
			rawSymbol: "BTCUSDT",
			interval: "HOUR",
			range: RANGE,
		} as const;
		const kiyotaka = createFeedHarness({ origin: services.kiyotakaOrigin });
		const kaiko = createFeedHarness({ origin: services.kaikoOrigin });
		const exchange = [...profileQuery.exchange];
		const [coins, dollars, line] = await Promise.all([
			kiyotaka.run(kiyotakaFeed, { ...profileQuery, exchange }),
			kiyotaka.run(kiyotakaFeed, { ...profileQuery, exchange, quote: "USD" }),
			kaiko.run(kaikoFeed, {
				kind: "vwap",
				provider: "kaiko",
				region: "us",
				dataVersion: "v1",
				exchange: "binc",
				instrumentClass: "spot",
				instrument: "btc-usdt",
				interval: "1h",
				range: RANGE,
				aggregation: "count_ohlcv_vwap",
			}),
		]);
		const [base, usd, vwap] = [coins.series[0], dollars.series[0], line.series[0]];
		assert.ok(base?.kind === "volumeProfile" && usd?.kind === "volumeProfile");
		assert.ok(vwap?.kind === "vwap");
		assert.ok(base.times.length > 90);
		base.times.forEach((time, index) => {
			const from = base.offsets[index] ?? 0;
			const to = base.offsets[index + 1] ?? 0;
			let volume = 0;
			let notional = 0;
			let implied = 0;
			for (let row = from; row < to; row++) {
				const traded = (base.buy[row] ?? 0) + (base.sell[row] ?? 0);
				volume += traded;
				implied += traded * (base.prices[row] ?? 0);
				notional += (usd.buy[row] ?? 0) + (usd.sell[row] ?? 0);
			}
			const at = vwap.times.indexOf(time);
			const price = vwap.price[at] ?? NaN;
			assert.ok(Math.abs(notional / volume - price) < 1e-9 * price, `hour ${index}`);
			assert.ok(Math.abs((vwap.volume?.[at] ?? NaN) - volume) < 1e-9 * volume, `hour ${index}`);
			assert.ok(price - implied / volume >= 0 && price - implied / volume < 10, `hour ${index}`);
		});
	});

	describe("trying a key", () => {
		const probe = (provider: "kiyotaka" | "kaiko", key: string, host?: string) => {
			const client = createApiClient({
				endpoints: (asked, named) => {
					assert.equal(named, host);
					return createEndpoint(
						asked,
						asked === "kaiko" ? services.kaikoOrigin : services.kiyotakaOrigin,
						() => Promise.resolve(key),
					);
				},
				limits: () => DEFAULT_LIMITS,
				log: new MemoryLog(),
			});
			return probeKey(
				provider,
				host,
				{ client, readings: readingsHere },
				new AbortController().signal,
			);
		};

		for (const provider of ["kiyotaka", "kaiko"] as const) {
			it(`accepts the right one at ${provider} and refuses another`, async () => {
				assert.equal((await probe(provider, LOOPBACK_KEY)).outcome, "accepted");
				assert.equal((await probe(provider, "valid-typed-by-hand")).outcome, "accepted");
				assert.equal((await probe(provider, LOOPBACK_KEY, "eu")).outcome, "accepted");
				const refused = await probe(provider, "something-else");
				assert.equal(refused.outcome, "refused");
				assert.match(formatText(refused.text), /refused the API key/);
			});
		}

		it("accepts a key that may not read this market", async () => {
			services.kiyotaka.script({ kind: "answer", status: 403, body: '{"error":"FORBIDDEN"}' });
			assert.equal((await probe("kiyotaka", LOOPBACK_KEY)).outcome, "accepted");
			const body = '{"result":"error","message":"user has no permission over these instruments"}';
			services.kaiko.script({ kind: "answer", status: 401, body });
			assert.equal((await probe("kaiko", LOOPBACK_KEY)).outcome, "accepted");
		});

		it("says nothing about the key when the provider could not be asked", async () => {
			services.kaiko.script({ kind: "answer", status: 200, body: "<html>login</html>" });
			assert.equal((await probe("kaiko", LOOPBACK_KEY)).outcome, "unchecked");
		});
	});
});
