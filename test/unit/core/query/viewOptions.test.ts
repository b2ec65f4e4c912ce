import assert from "node:assert/strict";
import fc from "fast-check";
import {
	type ViewOptions,
	readViewOptions,
	unfitOption,
} from "../../../../src/core/query/viewOptions";

const FULL: ViewOptions = {
	series: "BINANCE_FUTURES BTCUSDT",
	interval: "2026-03-29T16:00:00.000Z",
	intervals: [{ from: "2026-03-29T16:00:00.000Z", to: "2026-03-29T18:00:00.000Z" }],
	table: true,
	layout: "timePrice",
	bars: "delta",
	cells: "profiles",
	rows: 5,
	rowCount: 100,
	percent: 68.2,
	method: "single",
	edges: true,
	nodes: true,
	nodeSettings: { smoothing: 3, reach: 2, highPercent: 40, lowPercent: 20 },
	developing: true,
	naked: true,
	explain: true,
	anchor: "session",
	bands: "percent",
	multipliers: [0.5, 1],
	candles: true,
	volume: true,
	deviation: true,
	brush: true,
	log: true,
	zone: "Europe/Berlin",
	hidden: ["vwap"],
};

describe("how a chart is looked at", () => {
	it("comes back whole from JSON", () => {
		assert.deepEqual(readViewOptions(JSON.parse(JSON.stringify(FULL))), FULL);
	});

	it("drops what it does not know", () => {
		assert.deepEqual(readViewOptions({ table: false, colour: "red" }), { table: false });
	});

	it("takes nothing from a prototype", () => {
		assert.deepEqual(readViewOptions(Object.create({ table: true })), {});
		assert.deepEqual(readViewOptions(JSON.parse('{"__proto__":{"table":true}}')), {});
	});

	const wrong: readonly [string, unknown][] = [
		["layout", "pie"],
		["rows", 0],
		["rows", 1.5],
		["percent", 0],
		["percent", "70"],
		["nodeSettings", { smoothing: 2, reach: 3, highPercent: 30, lowPercent: 30 }],
		["nodeSettings", { smoothing: 1 }],
		["multipliers", [1, 2, 3, 4]],
		["multipliers", [-1]],
		["intervals", [{ from: "2026-03-29T16:00:00.000Z" }]],
		["hidden", "vwap"],
		["table", "yes"],
	];
	for (const [field, value] of wrong) {
		it(`names ${field} when it is ${JSON.stringify(value)}`, () => {
			assert.equal(unfitOption({ [field]: value }), field);
			assert.equal(readViewOptions({ [field]: value }), undefined);
		});
	}

	it("never throws", () => {
		fc.assert(
			fc.property(fc.anything(), (value) => {
				readViewOptions(value);
			}),
			{ numRuns: 2_000 },
		);
	});
});
