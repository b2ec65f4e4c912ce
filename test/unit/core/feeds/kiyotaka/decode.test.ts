import assert from "node:assert/strict";
import fc from "fast-check";
import { TooLargeError } from "../../../../../src/core/feeds/answerErrors";
import { DecodeError } from "../../../../../src/core/reader";
import { decodeProfiles } from "../../../../../src/core/feeds/kiyotaka/decode";
import { readProfile, readTimestamp } from "../../../../../src/core/feeds/kiyotaka/points";
import { DEFAULT_LIMITS } from "../../../../../src/core/limits";
import { fixture } from "../context";

const decode = (body: unknown) => decodeProfiles(body, DEFAULT_LIMITS);
const point = (profile: unknown, s: unknown = 1_700_000_000) => ({
	Point: { profile, timestamp: { s } },
});
const answer = (...points: unknown[]) => ({ series: [{ id: {}, points }] });
const good = point([100, 1, 2]);
const many = (bad: unknown) => answer(bad, ...Array.from({ length: 150 }, () => good));
const failsAt = (body: unknown, path: string) => {
	assert.throws(
		() => decode(body),
		(error) => error instanceof DecodeError && error.path === path,
		path,
	);
};

describe("Kiyotaka decoding", () => {
	it("reads the published sample", () => {
		const [series, ...others] = decode(fixture("kiyotaka-volume-profile"));
		assert.equal(others.length, 0);
		assert.deepEqual(series?.market, {
			exchange: "BINANCE_FUTURES",
			symbol: "BTCUSDT",
			normalizedSymbol: "BTC-USDT",
			category: "PERPETUAL",
			coin: "BTC",
		});
		assert.equal(series?.badPoints, 0);
		const [first] = series?.points ?? [];
		assert.equal(first?.time, 1_774_803_600_000);
		assert.deepEqual([...(first?.rows.prices ?? [])], [66108, 66114, 66120]);
		assert.deepEqual([...(first?.rows.buy ?? [])], [0, 6.239000000000001, 7.307999999999996]);
		assert.deepEqual(
			[...(first?.rows.sell ?? [])],
			[5.466999999999996, 25.31399999999998, 20.503000000000004],
		);
	});

	it("B16: reads missing and null lists as empty ones", () => {
		assert.deepEqual(decode({}), []);
		assert.deepEqual(decode({ series: null }), []);
		assert.deepEqual(decode({ series: [{}] }), [{ market: {}, points: [], badPoints: 0 }]);
		assert.deepEqual(decode(answer({ Point: { timestamp: { s: 5 } } }))[0]?.points.length, 1);
	});

	it("B16: names the path of what is not of the documented form", () => {
		failsAt([], "answer");
		failsAt({ series: {} }, "series");
		failsAt({ series: [null] }, "series[0]");
		failsAt({ series: [{ points: "x" }] }, "series[0].points");
		failsAt({ series: [{ id: 7, points: [] }] }, "series[0].id");
		failsAt({ series: [{ id: { exchange: 7 }, points: [] }] }, "series[0].id.exchange");
		failsAt(answer(good, good, good, {}), "series[0].points[3].Point");
		failsAt(answer(7), "series[0].points[0]");
		failsAt(answer(point("1,2,3")), "series[0].points[0].Point.profile");
	});

	for (const length of [1, 2, 4, 5]) {
		it(`B20: cuts off the tail of a profile of ${length} numbers and counts it`, () => {
			const flat = [100, 1, 2, 110, 3, 4].slice(0, length);
			const rows = readProfile(flat, 100);
			assert.equal(rows?.prices.length, Math.floor(length / 3));
			assert.equal(rows?.cutLevels, 1);
		});
	}

	for (const bad of [
		[100, 1, Infinity],
		[100, "NaN", 1],
		[100, "1", 1],
		[100, null, 1],
		[100, -1, 1],
		[100, 1, -0.5],
		[0, 1, 1],
		[-5, 1, 1],
		[NaN, 1, 1],
		[Infinity, 1, 1],
	]) {
		it(`B21, B22: leaves out the point with ${JSON.stringify(bad)} and counts it`, () => {
			const [series] = decode(many(point(bad)));
			assert.equal(series?.badPoints, 1);
			assert.equal(series?.points.length, 150);
		});
	}

	it("B21: refuses the answer when more than one in a hundred is bad", () => {
		failsAt(answer(good, point([100, -1, 1])), "series[0].points[1]");
	});

	it("B24: sorts levels by price and adds up those that came twice", () => {
		const rows = readProfile([110, 1, 2, 100, 3, 4, 110, 5, 6], 100);
		assert.deepEqual([...(rows?.prices ?? [])], [100, 110]);
		assert.deepEqual([...(rows?.buy ?? [])], [3, 6]);
		assert.deepEqual([...(rows?.sell ?? [])], [4, 8]);
		assert.equal(rows?.mergedLevels, 1);
	});

	it("B26: reads times by an exact grammar", () => {
		assert.equal(readTimestamp({ s: 5 }), 5_000);
		assert.equal(readTimestamp({ s: "1774803600" }), 1_774_803_600_000);
		assert.equal(readTimestamp({ s: 5, ns: 999_999_999 }), 5_999);
		assert.equal(readTimestamp({ s: 5, ns: "250000000" }), 5_250);
		assert.equal(readTimestamp({}), 0);
		for (const s of [-1, 1.5, "1.5", "0x10", "", " 5", "1e3", NaN, Infinity, true, []]) {
			assert.equal(readTimestamp({ s }), undefined, JSON.stringify(s));
		}
		for (const ns of [-1, 1_000_000_000, "x"]) assert.equal(readTimestamp({ s: 5, ns }), undefined);
		assert.equal(readTimestamp("2026-01-01"), undefined);
	});

	it("B27: refuses more points, levels or numbers than the limits, and says where", () => {
		const tooLarge = (body: unknown, limits: object, message: RegExp) =>
			assert.throws(
				() => decodeProfiles(body, { ...DEFAULT_LIMITS, ...limits }),
				(error) => error instanceof TooLargeError && message.test(error.message),
			);
		const ofBitcoin = (...points: unknown[]) => ({
			series: [{ points, id: { rawSymbol: "BTCUSDT" } }],
		});
		const tooMany = Array.from({ length: 20_001 }, () => good);
		tooLarge(answer(...tooMany), {}, /^a series has 20001 points$/);
		tooLarge(ofBitcoin(...tooMany), {}, /^BTCUSDT has 20001 points$/);
		tooLarge(
			ofBitcoin(good, point([1, 1, 1, 2, 1, 1, 3, 1, 1])),
			{ levelsPerProfile: 2 },
			/^the profile of BTCUSDT at 2023-11-14 22:13:20 has 3 levels$/,
		);
		tooLarge(answer(good, good, good), { numbersPerAnswer: 8 }, /^more than 8 numbers$/);
	});

	it("H4: throws nothing but its own errors, whatever comes", function () {
		this.timeout(120_000);
		const json = fc.jsonValue({ maxDepth: 2 });
		// Few of each: what follows a third is read as that was, and making them takes most of the time.
		const few = { maxLength: 3 };
		const close = fc.record(
			{
				series: fc.array(
					fc.record(
						{
							id: fc.oneof(fc.dictionary(fc.constantFrom("exchange", "rawSymbol"), json), json),
							points: fc.array(
								fc.oneof(
									fc.record({
										Point: fc.record(
											{
												profile: fc.array(fc.oneof(fc.double(), json), { maxLength: 9 }),
												timestamp: fc.oneof(fc.record({ s: fc.nat() }), json),
											},
											{ requiredKeys: [] },
										),
									}),
									json,
								),
								few,
							),
						},
						{ requiredKeys: [] },
					),
					few,
				),
			},
			{ requiredKeys: [] },
		);
		fc.assert(
			fc.property(fc.oneof(close, json), (body) => {
				try {
					for (const { points } of decode(body)) {
						for (const { time, rows } of points) {
							assert.ok(Number.isFinite(time));
							assert.ok(rows.prices.every((price, row) => price > (rows.prices[row - 1] ?? 0)));
							assert.ok(rows.buy.every((volume) => volume >= 0 && volume < Infinity));
						}
					}
				} catch (error) {
					assert.ok(error instanceof DecodeError || error instanceof TooLargeError, String(error));
				}
			}),
			{ numRuns: 10_000 },
		);
	});
});
