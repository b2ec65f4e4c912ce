import assert from "node:assert/strict";
import type { MarketQuery } from "../../../../src/core/query/query";
import { formatText } from "../../../../src/core/text";
import { ArgumentError, viewArgument } from "../../../../src/host/commands/argument";
import {
	additionProblem,
	additionsTo,
	combinationProblem,
} from "../../../../src/core/query/combinations";
import { viewAfterChange } from "../../../../src/host/panels/viewAfterChange";
import { profileCounterpart, vwapCounterpart } from "../../../../src/host/prompts/counterpart";
import { BTC_USD_VWAP as VWAP, BTCUSDT_PROFILE as PROFILE } from "../../../support/queries";

const SYMBOLS = ["A", "B", "C", "D", "E", "F", "G"];
const profiles = (count: number): MarketQuery[] =>
	SYMBOLS.slice(0, count).map((rawSymbol) => ({ ...PROFILE, rawSymbol }));

describe("what a chart can show together", () => {
	it("is one of each kind, or up to six of one", () => {
		for (const queries of [[PROFILE], [VWAP], [PROFILE, VWAP], profiles(6)]) {
			assert.equal(combinationProblem(queries), undefined);
		}
		const refused: readonly [MarketQuery[], RegExp][] = [
			[profiles(7), /at most 6/],
			[[...profiles(2), VWAP], /one volume profile with one VWAP/],
			[[PROFILE, PROFILE], /already/],
		];
		for (const [queries, words] of refused) {
			const problem = combinationProblem(queries);
			assert.ok(problem);
			assert.match(formatText(problem), words);
		}
	});

	it("can get another market of its kind, or the other kind of a single market", () => {
		assert.deepEqual(additionsTo([PROFILE]), [
			{ kind: "volumeProfile", isSameMarket: false },
			{ kind: "vwap", isSameMarket: true },
		]);
		assert.deepEqual(additionsTo(profiles(5)), [{ kind: "volumeProfile", isSameMarket: false }]);
		for (const full of [profiles(6), [PROFILE, VWAP]]) {
			assert.deepEqual(additionsTo(full), []);
			assert.ok(additionProblem(full));
		}
	});
});

describe("a view as an argument", () => {
	it("is taken with all of its queries and options, or made of one query", () => {
		const view = { queries: [PROFILE, VWAP], view: { layout: "overProfile" as const } };
		assert.deepEqual(viewArgument(view), view);
		assert.deepEqual(viewArgument(VWAP), { queries: [VWAP], view: {} });
	});

	it("is refused where it cannot be shown", () => {
		for (const bad of [
			{ queries: [], view: {} },
			{ queries: [VWAP, { kind: "vwap" }], view: {} },
			{ queries: [...profiles(2), VWAP], view: {} },
			{ queries: [VWAP], view: { table: "yes" } },
		]) {
			assert.throws(() => viewArgument(bad), ArgumentError);
		}
	});
});

describe("how a chart is looked at after a change", () => {
	const before = {
		queries: [PROFILE],
		view: { layout: "timePrice", interval: "x", log: true },
	} as const;

	it("keeps what still fits", () => {
		assert.deepEqual(viewAfterChange({ ...before, queries: [PROFILE] }, profiles(1)), before.view);
	});

	it("keeps the layout of several of a kind, however many", () => {
		const view = { layout: "profile" } as const;
		assert.deepEqual(viewAfterChange({ queries: profiles(3), view }, profiles(2)), view);
		assert.deepEqual(viewAfterChange({ queries: profiles(2), view }, profiles(1)), {});
	});

	it("loses the layout of other kinds and the intervals of another range", () => {
		assert.deepEqual(viewAfterChange({ ...before, queries: [PROFILE] }, [PROFILE, VWAP]), {
			interval: "x",
			log: true,
		});
		const longer = { ...PROFILE, range: { last: "7d" } };
		assert.deepEqual(viewAfterChange({ ...before, queries: [PROFILE] }, [longer]), {
			layout: "timePrice",
			log: true,
		});
	});
});

describe("the same market at the other provider", () => {
	it("is suggested when both name it", () => {
		assert.deepEqual(vwapCounterpart(PROFILE), {
			exchange: "binc",
			instrumentClass: "perpetual-future",
			instrument: "btc-usdt",
			interval: "1h",
			range: PROFILE.range,
		});
		assert.deepEqual(profileCounterpart(VWAP), {
			exchange: ["COINBASE"],
			rawSymbol: "BTC-USD",
			interval: "HOUR",
			range: VWAP.range,
		});
		const okx = { ...PROFILE, exchange: ["OKEX_SWAP"], rawSymbol: "ETH-USDT-SWAP" };
		assert.equal(vwapCounterpart(okx).instrument, "eth-usdt");
	});

	it("leaves open what is not known", () => {
		const range = { last: "24h" };
		const odd = {
			...PROFILE,
			exchange: ["POLYMARKET"],
			rawSymbol: "X1",
			interval: "WEEK",
		} as const;
		assert.deepEqual(vwapCounterpart({ ...odd, exchange: [...odd.exchange] }), { range });
		const kraken = { ...VWAP, exchange: "krkn", interval: "90s" };
		assert.deepEqual(profileCounterpart(kraken), { coin: "BTC", range });
		const stamp = profileCounterpart({ ...VWAP, exchange: "stmp" });
		assert.deepEqual(
			[stamp.exchange, stamp.rawSymbol, stamp.coin],
			[["BITSTAMP"], undefined, "BTC"],
		);
	});
});
