import assert from "node:assert/strict";
import type { MarketQuery } from "../../../../src/core/query/query";
import type { ViewOptions } from "../../../../src/core/query/viewOptions";
import { formatText } from "../../../../src/core/text";
import { exchangeName } from "../../../../src/core/providers/markets";
import { venueNames } from "../../../../src/host/words/venueNames";
import { marketsLabel, partLabels, viewLabel } from "../../../../src/host/words/viewLabel";
import { sampleOverProfile } from "../../../../src/host/sampleQueries";
import { BTC_USD_VWAP as VWAP, BTCUSDT_PROFILE as PROFILE } from "../../../support/queries";

const title = (queries: readonly MarketQuery[], view: ViewOptions = {}) =>
	formatText(viewLabel({ queries, view }, formatText(marketsLabel(queries))));
const profile = (rawSymbol: string) => ({ ...PROFILE, rawSymbol });

describe("titles of charts", () => {
	for (const [expected, queries, view] of [
		["BTCUSDT volume profile", [PROFILE], {}],
		["BTC-USD VWAP", [VWAP], {}],
		["BTCUSDT + ETHUSDT volume profiles", [PROFILE, profile("ETHUSDT")], {}],
		["BTC-USD VWAPs", [VWAP, { ...VWAP, exchange: "krkn" }], {}],
		["A + 3 more volume profiles", ["A", "B", "C", "D"].map(profile), {}],
		["A + B + C volume profiles", ["A", "B", "C"].map(profile), {}],
		["BTC-USD VWAP over BTCUSDT profile", [PROFILE, VWAP], {}],
		["BTC-USD cross-check", [PROFILE, VWAP], { layout: "crossCheck" }],
		["BTCUSDT + BTC-USD time × price", [PROFILE, VWAP], { layout: "timePrice" }],
	] as readonly (readonly [string, readonly MarketQuery[], ViewOptions])[]) {
		it(`say ${expected}`, () => assert.equal(title(queries, view), expected));
	}

	it("name the same market once when a VWAP lies over its profile", () => {
		const { queries } = sampleOverProfile();
		assert.equal(title(queries), "BTC-USDT VWAP over profile");
		assert.deepEqual(
			partLabels(queries, exchangeName).map(({ more }) => more && formatText(more)),
			["Volume profile", "VWAP"],
		);
	});
});

describe("names of a chart's markets", () => {
	it("include the venue only when markets share a name", () => {
		const queries = [VWAP, { ...VWAP, exchange: "krkn" }, { ...VWAP, instrument: "a-b" }];
		const labels = partLabels(queries, exchangeName);
		assert.deepEqual(
			labels.map(({ market, more }) => [market, more && formatText(more)]),
			[
				["BTC-USD", "Coinbase"],
				["BTC-USD", "Kraken"],
				["A-B", undefined],
			],
		);
	});

	it("call data sets as people do, by their ids where nothing is known, and venues as ever", () => {
		const [, vwap] = sampleOverProfile().queries;
		const own = (dataset: string) => ({ ...vwap, dataset }) as MarketQuery;
		const names = venueNames((id) => ({ "btc-tape": "My tape", cbse: "Not a venue" })[id]);
		const venues = (queries: readonly MarketQuery[]) =>
			partLabels(queries, names).map(({ more }) => more && formatText(more));
		assert.deepEqual(venues([own("btc-tape"), own("other"), own("sample")]), [
			"My tape",
			"other",
			"Sample data",
		]);
		assert.deepEqual(venues([VWAP, { ...VWAP, exchange: "krkn" }]), ["Coinbase", "Kraken"]);
	});
});
