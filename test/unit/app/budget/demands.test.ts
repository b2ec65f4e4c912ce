import assert from "node:assert/strict";
import type { AccountAt } from "../../../../src/app/budget/accounts";
import { demandsOf } from "../../../../src/app/budget/demands";
import type { KeyPlace } from "../../../../src/core/access/places";
import { providerError } from "../../../../src/core/errors/errorText";
import type { MarketQuery } from "../../../../src/core/query/query";
import { epochMs } from "../../../../src/core/time";
import { BTC_USD_VWAP } from "../../../support/queries";

const place = (provider: KeyPlace["provider"], origin: string): KeyPlace => ({
	provider,
	credential: provider,
	origin,
	needsConsent: false,
});
const KIYOTAKA = place("kiyotaka", "https://api.kiyotaka.ai");
const US = place("kaiko", "https://us.market-api.kaiko.io");
const EU = place("kaiko", "https://eu.market-api.kaiko.io");
const PROFILE: MarketQuery = {
	kind: "volumeProfile",
	provider: "kiyotaka",
	exchange: ["BYBIT"],
	rawSymbol: "BTCUSDT",
	interval: "HOUR",
	range: { last: "2h" },
};
const OWN: MarketQuery = {
	kind: "vwap",
	provider: "trades",
	dataset: "sample",
	symbol: "BTC-USDT",
	interval: "1h",
	range: { last: "2h" },
};
const placeOf = (query: MarketQuery) => {
	if (query.provider === "kiyotaka") return KIYOTAKA;
	if (query.provider === "kaiko") return query.region === "eu" ? EU : US;
	return undefined;
};

describe("what queries want of their keys", () => {
	it("is counted by place, in weight or in requests, with what is left there", async () => {
		const left = { left: 18, of: 20, refill: 0 };
		const silence = { until: epochMs(1), kind: "server" as const };
		const accounts: AccountAt[] = [
			{ place: KIYOTAKA, keyName: undefined, left },
			{ place: EU, keyName: undefined, silence },
		];
		const vwap = (region: "us" | "eu"): MarketQuery => ({ ...BTC_USD_VWAP, region });
		const demands = await demandsOf([PROFILE, vwap("us"), OWN, PROFILE, vwap("eu")], {
			estimate: ({ provider }) =>
				Promise.resolve({
					requests: 3,
					intervals: 2,
					cachedIntervals: 0,
					...(provider === "kiyotaka" && { weight: 2 }),
				}),
			accounts: () => Promise.resolve(accounts),
			placeOf,
		});
		assert.deepEqual(
			demands.map(({ place: { origin }, costs, ...known }) => [
				origin,
				costs,
				known.left,
				known.silence,
			]),
			[
				[KIYOTAKA.origin, [2, 2], left, undefined],
				[US.origin, [3], undefined, undefined],
				[EU.origin, [3], undefined, silence],
			],
		);
	});

	it("is nothing for a query that would be refused before anything is sent", async () => {
		const [demand] = await demandsOf([PROFILE], {
			estimate: () => Promise.reject(providerError("badRequest", "kiyotaka")),
			accounts: () => Promise.resolve([]),
			placeOf,
		});
		assert.deepEqual(demand?.costs, [0]);
	});
});
