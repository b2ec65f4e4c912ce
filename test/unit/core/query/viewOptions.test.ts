import assert from "node:assert/strict";
import fc from "fast-check";
import * as v from "valibot";
import { CALENDAR_PERIODS } from "../../../../src/core/session/periods";
import { READY_SESSIONS } from "../../../../src/core/session/session";
import { keptOptionsSchema, viewOptionsSchema } from "../../../../src/core/query/schema";
import { parseChartView, parseKeptView } from "../../../../src/core/query/parse";
import { ANCHORS, PERCENT_BASES, type ViewOptions } from "../../../../src/core/query/viewOptions";
import { formatText } from "../../../../src/core/text";
import { BTC_USD_VWAP } from "../../../support/queries";
import {
	type Rule,
	VIEW_RULES,
	unknownOptions,
	viewOptions,
} from "../../../../src/core/query/viewRules";
import { DecodeError, attempt } from "../../../../src/core/reader";

/** What the reader of messages says, and what the schema of what was kept says. */
const readFromMessage = (value: unknown) => attempt(viewOptions, value);
function readBySchema(value: unknown) {
	const result = v.safeParse(keptOptionsSchema(), value);
	return result.success ? result.output : undefined;
}

const FULL: ViewOptions = {
	series: "BINANCE_FUTURES BTCUSDT",
	interval: "2026-03-29T16:00:00.000Z",
	intervals: [{ from: "2026-03-29T16:00:00.000Z", to: "2026-03-29T18:00:00.000Z" }],
	profileOf: "selection",
	selections: [
		{ name: "A", from: "2026-03-29T16:00:00.000Z", to: "2026-03-29T18:00:00.000Z" },
		{ name: "US open", from: "2026-03-29T13:00:00.000Z", to: "2026-03-29T14:00:00.000Z" },
	],
	selected: "US open",
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
	anchors: [
		{ at: "2026-03-29T16:00:00.000Z", name: "FOMC", bands: [1, 2], color: 3 },
		{ at: "2026-03-29T17:00:00Z" },
	],
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

/** The path that each of the two names as the first that does not fit. */
function unfitPaths(value: unknown): readonly (string | null | undefined)[] {
	let path: string | undefined;
	try {
		viewOptions(value);
	} catch (error) {
		assert.ok(error instanceof DecodeError);
		path = error.path.replace(/\[(\d+)\]/g, ".$1");
	}
	const { issues } = v.safeParse(keptOptionsSchema(), value);
	return [path, issues && v.getDotPath(issues[0])];
}

/** Values that a rule may take or may not: of its type and not, at its bounds and beyond. */
function near(rule: Rule): fc.Arbitrary<unknown> {
	const junk = fc.constantFrom<unknown>(null, "", "x", 0, NaN, Infinity, true, [], {}, ["x"]);
	switch (rule.type) {
		case "flag":
			return fc.oneof({ weight: 3, arbitrary: fc.boolean() }, junk);
		case "period":
			return fc.oneof(
				{ weight: 3, arbitrary: fc.constantFrom<unknown>(...CALENDAR_PERIODS, ...READY_SESSIONS) },
				fc.constantFrom<unknown>(
					"year",
					{ ...READY_SESSIONS[0], zone: "Mars/Olympus" },
					{ ...READY_SESSIONS[0], days: [0] },
					{ ...READY_SESSIONS[0], from: "24:00" },
					{ name: "No hours", zone: "UTC", days: [1] },
				),
				junk,
			);
		case "text":
			return fc
				.oneof(
					{ weight: 3, arbitrary: fc.constantFrom(0, 1, rule.longest, rule.longest + 1) },
					fc.constant(-1),
				)
				.chain((length) => (length < 0 ? junk : fc.constant("é".repeat(length))));
		case "zone":
			return fc.oneof(
				{
					weight: 4,
					arbitrary: fc.constantFrom(
						"UTC",
						"local",
						"Europe/Berlin",
						"Mars/Olympus",
						"z".repeat(65),
					),
				},
				junk,
			);
		case "moment":
			return fc.oneof(
				{
					weight: 4,
					arbitrary: fc.constantFrom(
						"2026-03-29T16:00:00Z",
						"2026-03-29T16:00:00.000Z",
						"2026-13-29T16:00:00Z",
						"2026-03-29",
						`2026-03-29T16:00:00.${"0".repeat(20)}Z`,
					),
				},
				junk,
			);
		case "choice":
			return fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...rule.of) }, junk);
		case "number": {
			const { least, most } = rule;
			const edges = [least, least + 1, least + 0.5, most, most - 1, least - 1e-9, most + 1e-3, -0];
			return fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...edges) }, junk);
		}
		case "list":
			return fc.oneof(
				{ weight: 4, arbitrary: fc.array(near(rule.item), { maxLength: 3 }) },
				fc.constant(new Array(rule.most + 1).fill("x")),
				junk,
			);
		case "fields":
			return fc.oneof(
				{
					weight: 4,
					arbitrary: fc.record<Record<string, unknown>>(
						{ ...mapValues(rule.fields, near), later: fc.jsonValue() },
						{ noNullPrototype: true },
					),
				},
				{
					weight: 1,
					arbitrary: fc.record(mapValues(rule.fields, near), {
						requiredKeys: [],
						noNullPrototype: true,
					}),
				},
				junk,
			);
		case "maybe":
			return fc.oneof({ weight: 4, arbitrary: near(rule.of) }, fc.constant(undefined));
	}
}

function mapValues<T, U>(values: Readonly<Record<string, T>>, make: (value: T) => U) {
	return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, make(value)]));
}

/** Few options at a time, so that many of the values fit as a whole. */
const almostOptions = fc
	.subarray(Object.keys(VIEW_RULES) as (keyof ViewOptions)[], { maxLength: 4 })
	.chain((names) =>
		fc.record({
			...Object.fromEntries(names.map((name) => [name, near(VIEW_RULES[name])])),
			later: fc.constant(1),
		}),
	);

describe("how a chart is looked at", () => {
	it("comes back whole from JSON", () => {
		assert.deepEqual(readFromMessage(JSON.parse(JSON.stringify(FULL))), FULL);
	});

	it("drops what it does not know", () => {
		const value = { table: false, colour: "red" };
		assert.deepEqual(readFromMessage(value), { table: false });
		assert.deepEqual(readBySchema(value), { table: false });
		assert.deepEqual(unknownOptions(value), { colour: "red" });
	});

	it("keeps what a newer version wrote inside an option", () => {
		const nodeSettings = { ...FULL.nodeSettings, shape: "round" };
		assert.deepEqual(readFromMessage({ nodeSettings }), { nodeSettings });
		assert.deepEqual(readBySchema({ nodeSettings }), { nodeSettings });
	});

	it("takes nothing from a prototype", () => {
		assert.deepEqual(readFromMessage(Object.create({ table: true })), {});
		assert.deepEqual(readFromMessage(JSON.parse('{"__proto__":{"table":true}}')), {});
	});

	const wrong: readonly [path: string, options: unknown][] = [
		["layout", { layout: "pie" }],
		["rows", { rows: 0 }],
		["rows", { rows: 1.5 }],
		["percent", { percent: 0 }],
		["percent", { percent: "70" }],
		["nodeSettings.smoothing", { nodeSettings: { ...FULL.nodeSettings, smoothing: 2 } }],
		["nodeSettings.reach", { nodeSettings: { smoothing: 1 } }],
		["multipliers", { multipliers: [1, 2, 3, 4] }],
		["multipliers.1", { multipliers: [1, -1] }],
		["intervals.0.to", { intervals: [{ from: "2026-03-29T16:00:00.000Z" }] }],
		["anchors.0.at", { anchors: [{ at: 0 }] }],
		["anchors.0.at", { anchors: [{ name: "A" }] }],
		["anchors.0.color", { anchors: [{ at: "2026-03-29T16:00:00Z", color: 7 }] }],
		[
			"anchors.1.bands",
			{
				anchors: [
					{ at: "2026-03-29T16:00:00Z" },
					{ at: "2026-03-29T17:00:00Z", bands: [1, 2, 3, 4] },
				],
			},
		],
		["anchors", { anchors: new Array(7).fill({ at: "2026-03-29T16:00:00Z" }) }],
		["hidden", { hidden: "vwap" }],
		["table", { table: "yes" }],
	];
	for (const [path, options] of wrong) {
		it(`names ${path} in ${JSON.stringify(options)}`, () => {
			assert.deepEqual(unfitPaths(options), [path, path]);
		});
	}

	it("is read in the same way by the page as from files and commands", () => {
		let taken = 0;
		fc.assert(
			fc.property(almostOptions, (value) => {
				const read = readFromMessage(value);
				assert.deepEqual(readBySchema(value), read);
				if (read === undefined) {
					const [ofPage, ofSchema] = unfitPaths(value);
					// A list that is too long may have a bad item as well: the one says this first, the other that.
					assert.equal(ofPage?.split(".")[0], ofSchema?.split(".")[0]);
				} else taken++;
			}),
			{ numRuns: 5_000 },
		);
		assert.ok(taken > 500 && taken < 4_500, `${taken} of 5000 were taken`);
	});

	/** Each option that holds a moment, with a text in its place. */
	const holding: readonly [path: string, of: (text: string) => unknown][] = [
		["interval", (interval) => ({ interval })],
		["intervals.0.from", (from) => ({ intervals: [{ from, to: "2026-03-29T16:00:00Z" }] })],
		["intervals.0.to", (to) => ({ intervals: [{ from: "2026-03-29T16:00:00Z", to }] })],
		[
			"selections.0.from",
			(from) => ({ selections: [{ name: "A", from, to: "2026-03-29T16:00:00Z" }] }),
		],
		[
			"selections.0.to",
			(to) => ({ selections: [{ name: "A", from: "2026-03-29T16:00:00Z", to }] }),
		],
		["anchor", (anchor) => ({ anchor })],
		["anchors.0.at", (at) => ({ anchors: [{ at }] })],
		["percentFrom", (percentFrom) => ({ percentFrom })],
	];
	const NO_MOMENTS = [
		"",
		"noon",
		"2026-03-29",
		"2026-03-29T16:00:00",
		"2026-03-29T16:00Z",
		"2026-03-29T16:00:00+02:00",
		"2026-02-30T16:00:00Z",
		"2026-13-29T16:00:00Z",
		"2026-03-29T24:00:00Z",
		"2026-03-29T16:00:60Z",
		"+012026-03-29T16:00:00Z",
		"29 Mar 2026 16:00 UTC",
		"1774800000000",
	];
	for (const [path, of] of holding) {
		it(`takes no ${path} from files and commands that is no time in UTC, and keeps one that an older version took`, () => {
			for (const text of NO_MOMENTS) {
				const { issues } = v.safeParse(viewOptionsSchema(), of(text));
				assert.equal(issues && v.getDotPath(issues[0]), path, text);
				assert.ok(v.safeParse(keptOptionsSchema(), of(text)).success, text);
			}
			for (const text of ["2026-03-29T15:00:00Z", "2024-02-29T15:00:00.5Z"])
				assert.ok(v.safeParse(viewOptionsSchema(), of(text)).success, text);
		});
	}

	it("takes a zone that there is, and keeps one that another machine may know", () => {
		for (const zone of ["UTC", "local", "Europe/Berlin", "America/Argentina/Ushuaia"])
			assert.ok(parseChartView({ queries: [BTC_USD_VWAP], view: { zone } }).ok, zone);
		for (const zone of ["Mars/Olympus", "", "Local", "UTC+25"]) {
			const parsed = parseChartView({ queries: [BTC_USD_VWAP], view: { zone } });
			assert.equal(
				parsed.ok || formatText(parsed.problem),
				"view.zone must be UTC or the name of a time zone, such as America/New_York.",
			);
			assert.ok(parseKeptView({ queries: [BTC_USD_VWAP], view: { zone } }).ok, zone);
		}
	});

	it("takes an anchor and what percent are counted from by the names that they have", () => {
		for (const view of [
			...ANCHORS.map((anchor) => ({ anchor })),
			...PERCENT_BASES.map((percentFrom) => ({ percentFrom })),
		])
			assert.ok(v.safeParse(viewOptionsSchema(), view).success, JSON.stringify(view));
		for (const [view, problem] of [
			[
				{ anchor: "quarter" },
				"view.anchor must be one of its names, such as first, or a time in ISO 8601 UTC, such as 2026-03-29T16:00:00Z.",
			],
			[
				{ percentFrom: "session" },
				"view.percentFrom must be one of its names, such as first, or a time in ISO 8601 UTC, such as 2026-03-29T16:00:00Z.",
			],
			[
				{ interval: "2026-02-30T00:00:00Z" },
				"view.interval must be a time in ISO 8601 UTC, such as 2026-03-29T16:00:00Z.",
			],
		] as const) {
			const parsed = parseChartView({ queries: [BTC_USD_VWAP], view });
			assert.equal(parsed.ok || formatText(parsed.problem), problem);
			assert.ok(parseKeptView({ queries: [BTC_USD_VWAP], view }).ok);
		}
	});

	it("never throws", () => {
		fc.assert(
			fc.property(fc.anything(), (value) => {
				readFromMessage(value);
				readBySchema(value);
			}),
			{ numRuns: 2_000 },
		);
	});
});
