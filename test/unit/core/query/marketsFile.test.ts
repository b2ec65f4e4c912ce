import assert from "node:assert/strict";
import fc from "fast-check";
import {
	type GroupOfViews,
	marketsFileText,
	type NamedView,
	readMarketsFile,
} from "../../../../src/core/query/marketsFile";
import { formatText } from "../../../../src/core/text";
import { BTC_USD_VWAP, BTCUSDT_PROFILE } from "../../../support/queries";

const AT = "2026-11-29T16:00:00.000Z";
const PROFILE: NamedView = { name: "Bitcoin", queries: [BTCUSDT_PROFILE], view: { log: true } };
const VWAP: NamedView = { name: "VWAP", queries: [BTC_USD_VWAP], view: {} };

const taken = (value: unknown) => {
	const read = readMarketsFile(value);
	assert.ok(read.ok);
	return read;
};
const file = (...markets: unknown[]) => ({ valueAreaMarkets: 1, groups: [], markets });

describe("a file of markets", () => {
	it("holds markets, groups and empty groups, and gives them back", () => {
		const groups = [
			{ name: "Majors", markets: [PROFILE, VWAP] },
			{ name: "Empty", markets: [] },
		];
		const read = taken(JSON.parse(marketsFileText(groups, [VWAP], AT)));
		assert.deepEqual(read.groups, ["Majors", "Empty"]);
		const plain = { isCleaned: false, leftOut: [] };
		assert.deepEqual(read.markets, [
			{ ...PROFILE, group: "Majors", ...plain },
			{ ...VWAP, group: "Majors", ...plain },
			{ ...VWAP, group: undefined, ...plain },
		]);
		assert.deepEqual(read.refused, []);
	});

	it("holds no id, no time of a market, and nothing but what it shows", () => {
		const stored = { ...PROFILE, id: "00000000000000a1", rev: 4, order: "i", key: "secret" };
		const { markets } = JSON.parse(marketsFileText([], [stored], AT)) as { markets: object[] };
		assert.deepEqual(markets, [PROFILE]);
	});

	it("gives back any list of names and groups", () => {
		const name = fc
			.stringMatching(/^[A-Za-z0-9][A-Za-z0-9 ]{0,20}[A-Za-z0-9]$/)
			.map((one) => one.replace(/ +/g, " "));
		const views = fc.array(
			fc.record({ name, from: fc.constantFrom(PROFILE, VWAP) }).map((one): NamedView => ({
				...one.from,
				name: one.name,
			})),
			{ maxLength: 5 },
		);
		const groups = fc.uniqueArray(fc.record({ name, markets: views }), {
			maxLength: 4,
			selector: (group) => group.name,
		});
		fc.assert(
			fc.property(groups, views, (some: GroupOfViews[], others) => {
				const read = taken(JSON.parse(marketsFileText(some, others, AT)));
				assert.deepEqual(
					read.groups,
					some.map((group) => group.name),
				);
				const expected = [...some, { name: undefined, markets: others }].flatMap((group) =>
					group.markets.map((market) => [group.name, market.name, market.queries]),
				);
				assert.deepEqual(
					read.markets.map((market) => [market.group, market.name, market.queries]),
					expected,
				);
			}),
		);
	});

	for (const [what, value, words] of [
		["null", null, /holds no markets/],
		["a list", [], /holds no markets/],
		["another object", { markets: [PROFILE] }, /holds no markets/],
		["a newer form", { valueAreaMarkets: 2 }, /newer version/],
		["ten thousand and one", file(...Array<unknown>(10_001).fill({})), /At most/],
	] as const) {
		it(`is refused with a sentence where it is ${what} (H11)`, () => {
			const read = readMarketsFile(value);
			assert.ok(!read.ok);
			assert.match(formatText(read.problem), words);
		});
	}

	it("names what cannot be taken, and takes the others", () => {
		const read = taken(
			file(
				PROFILE,
				7,
				{ name: "\u202e ", queries: [BTCUSDT_PROFILE], view: {} },
				{ name: "No query", view: {} },
				{ name: "Odd", queries: [{ ...BTCUSDT_PROFILE, interval: "SECOND" }], view: {} },
				{ name: "View", queries: [BTCUSDT_PROFILE], view: { percent: -5 } },
				{
					name: "Deep",
					queries: [{ ...BTC_USD_VWAP, range: { last: "24h", host: "x" } }],
					view: {},
				},
			),
		);
		assert.deepEqual(
			read.markets.map(({ name }) => name),
			["Bitcoin"],
		);
		assert.deepEqual(
			read.refused.map(({ name }) => name),
			["", "", "No query", "Odd", "View", "Deep"],
		);
		for (const { problem } of read.refused) assert.match(formatText(problem), /^\S.*\.$/);
	});

	it("can set no host, key, command or path: such fields are left out, and named (H12)", () => {
		const hostile = JSON.parse(
			JSON.stringify({
				...PROFILE,
				host: "https://evil.example",
				key: "k",
				command: "rm",
				path: "/etc/passwd",
				queries: [{ ...BTCUSDT_PROFILE, host: "evil", apiKey: "k" }],
				view: { log: true, command: "x" },
			}).replace('"host"', '"__proto__":{"polluted":true},"host"'),
		) as unknown;
		const { markets } = taken(file(hostile));
		const [market] = markets;
		assert.ok(market);
		const { leftOut, group, isCleaned, ...view } = market;
		assert.deepEqual(view, PROFILE);
		assert.deepEqual([group, isCleaned], [undefined, false]);
		assert.deepEqual(
			[...leftOut].sort(),
			["__proto__", "apiKey", "command", "host", "key", "path", "view.command"].sort(),
		);
		assert.equal(({} as { polluted?: boolean }).polluted, undefined);
	});

	it("loses the characters of names that nobody sees, and tells where (H13)", () => {
		const read = taken({
			valueAreaMarkets: 1,
			groups: [
				{
					name: "Ma\u202ejors\u200b",
					markets: [{ ...PROFILE, name: "Bit\u202ecoin\u0007\u200b" }],
				},
			],
			markets: [VWAP],
		});
		assert.deepEqual(read.groups, ["Majors"]);
		assert.deepEqual(
			read.markets.map(({ name, isCleaned }) => [name, isCleaned]),
			[
				["Bitcoin", true],
				["VWAP", false],
			],
		);
	});

	it("never throws, and takes only what passes the checks of saved markets", () => {
		const market = fc.oneof(
			fc.anything(),
			fc.record({
				name: fc.oneof(fc.string(), fc.anything()),
				queries: fc.oneof(
					fc.constant([BTCUSDT_PROFILE]),
					fc.array(fc.oneof(fc.anything(), fc.constant(BTC_USD_VWAP))),
				),
				view: fc.oneof(fc.object(), fc.constant({})),
			}),
		);
		const content = fc.oneof(
			fc.anything(),
			fc.record({
				valueAreaMarkets: fc.oneof(fc.constant(1), fc.anything()),
				groups: fc.oneof(
					fc.array(fc.record({ name: fc.anything(), markets: fc.array(market) })),
					fc.anything(),
				),
				markets: fc.oneof(fc.array(market), fc.anything()),
			}),
		);
		fc.assert(
			fc.property(content, (value) => {
				const read = readMarketsFile(value);
				if (!read.ok) return;
				const again = taken(JSON.parse(marketsFileText([], read.markets, AT)));
				assert.equal(again.markets.length, read.markets.length);
				assert.deepEqual(again.refused, []);
			}),
			{ numRuns: 1_000 },
		);
	});

	it("is read without harm when it is a million levels deep", () => {
		const deep = JSON.parse(
			`{"valueAreaMarkets":1,"markets":[{"name":"x","queries":${"[".repeat(500_000)}${"]".repeat(500_000)},"view":{}}]}`,
		) as unknown;
		assert.equal(taken(deep).refused.length, 1);
	});
});
