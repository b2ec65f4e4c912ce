import assert from "node:assert/strict";
import fc from "fast-check";
import {
	chartKind,
	isLike,
	MOST_PRESETS,
	presetOptions,
	readPresets,
	rememberedLooks,
	RULE_PRESETS,
	withPreset,
} from "../../../../src/core/query/looks";
import type { ViewOptions } from "../../../../src/core/query/viewOptions";
import { viewOptions } from "../../../../src/core/query/viewRules";
import { BTC_USD_VWAP, BTCUSDT_PROFILE } from "../../../support/queries";

const CHART: ViewOptions = {
	series: "binance BTC-USDT",
	intervals: [{ from: "2026-03-28T00:00:00Z", to: "2026-03-28T06:00:00Z" }],
	hidden: ["poc"],
	table: true,
	layout: "timePrice",
	bars: "delta",
	log: true,
	percent: 68,
	method: "single",
	zone: "Europe/Berlin",
	anchor: "2026-03-28T03:00:00Z",
};

describe("a preset of view options", () => {
	it("holds looks and rules, and nothing of the data that a chart shows", () => {
		assert.deepEqual(presetOptions(CHART), {
			layout: "timePrice",
			bars: "delta",
			log: true,
			percent: 68,
			method: "single",
			zone: "Europe/Berlin",
		});
		assert.deepEqual(presetOptions({ anchor: "session" }), { anchor: "session" });
		assert.deepEqual(presetOptions({ profileOf: "selection" }), {});
	});

	it("takes the place of all looks and rules of a chart, whose data stay", () => {
		const { series, intervals, hidden, table, anchor } = CHART;
		const data = { series, intervals, hidden, table, anchor };
		assert.deepEqual(withPreset(CHART, { bars: "total" }), { ...data, bars: "total" });
		assert.deepEqual(withPreset(CHART, {}), data);
		const looked = withPreset({ series: "another" }, presetOptions(CHART));
		assert.ok(isLike(looked, CHART));
		assert.equal(looked.series, "another");
		assert.ok(!isLike(looked, { ...CHART, log: false }));
	});

	it("is the same whatever order its options were chosen in", () => {
		const options = fc.constantFrom<keyof ViewOptions>("bars", "log", "percent", "layout", "zone");
		fc.assert(
			fc.property(fc.uniqueArray(options), (names) => {
				const view = Object.fromEntries(names.map((name) => [name, CHART[name]]));
				const backwards = Object.fromEntries(Object.entries(view).reverse());
				assert.ok(isLike(view, backwards));
			}),
		);
	});

	it("by rule is a rule that a view may have", () => {
		for (const rule of RULE_PRESETS) assert.deepEqual(viewOptions(rule), rule);
	});
});

describe("what the next chart begins with", () => {
	it("are the looks of the last one of its kind, and no rule: numbers are counted as the settings say", () => {
		assert.deepEqual(rememberedLooks(CHART), { layout: "timePrice", bars: "delta", log: true });
	});

	it("is told apart by what is asked, and by whether there are several", () => {
		const kinds = [
			[BTCUSDT_PROFILE],
			[BTC_USD_VWAP],
			[BTCUSDT_PROFILE, BTC_USD_VWAP],
			[BTC_USD_VWAP, { ...BTC_USD_VWAP, instrument: "eth-usd" }],
		].map(chartKind);
		assert.equal(new Set(kinds).size, kinds.length);
		assert.equal(
			chartKind([BTC_USD_VWAP, BTCUSDT_PROFILE]),
			chartKind([BTCUSDT_PROFILE, BTC_USD_VWAP]),
		);
	});
});

describe("presets in the settings", () => {
	it("are read by name, in order; what cannot be used is named with the reason", () => {
		const { presets, problems } = readPresets({
			Night: { log: true },
			Broken: { bars: "pie" },
			Day: { bars: "delta", fromANewerVersion: 1, series: "of a chart" },
			Wrong: 7,
		});
		assert.deepEqual(presets, [
			{ name: "Day", view: { bars: "delta" } },
			{ name: "Night", view: { log: true } },
		]);
		assert.deepEqual(
			problems.map(({ name }) => name),
			["Broken", "Wrong"],
		);
		assert.match(problems[0]?.reason ?? "", /bars/);
	});

	it("that have no proper name, or are too many, are named with the reason, and none is left out unsaid", () => {
		const long = "x".repeat(200);
		const { presets, problems } = readPresets({
			"": { log: true },
			"  \u200b": { log: true },
			[long]: { log: true },
			["y".repeat(64)]: { log: true },
		});
		assert.deepEqual(
			presets.map(({ name }) => name),
			["y".repeat(64)],
		);
		assert.deepEqual(
			problems.map(({ reason }) => reason),
			["its name shows nothing", "its name shows nothing", "its name has more than 64 characters"],
		);
		assert.ok(problems.every(({ name }) => name.length <= 64));
		const many = Object.fromEntries(
			Array.from({ length: MOST_PRESETS + 3 }, (_, i) => [`preset ${i}`, { log: i % 2 === 0 }]),
		);
		const read = readPresets({ Broken: 7, ...many });
		assert.equal(read.presets.length, MOST_PRESETS);
		assert.deepEqual(
			read.problems.map(({ name, reason }) => [name, reason]).slice(1),
			[100, 101, 102].map((i) => [`preset ${i}`, "there are more than 100 presets"]),
		);
		fc.assert(
			fc.property(fc.dictionary(fc.string(), fc.constantFrom({}, { log: true }, 7)), (value) => {
				const found = readPresets(value);
				assert.equal(found.presets.length + found.problems.length, Object.keys(value).length);
			}),
		);
	});

	it("are none where the setting is no object", () => {
		for (const value of [undefined, null, 5, "Day", []])
			assert.deepEqual(readPresets(value), { presets: [], problems: [] });
	});

	it("never throw, whatever is written there", () => {
		fc.assert(
			fc.property(fc.dictionary(fc.string(), fc.anything()), (value) => {
				const { presets } = readPresets(value);
				for (const { view } of presets) assert.deepEqual(presetOptions(view), view);
			}),
		);
	});
});
