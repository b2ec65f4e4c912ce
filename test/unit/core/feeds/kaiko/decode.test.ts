import assert from "node:assert/strict";
import fc from "fast-check";
import { TooLargeError } from "../../../../../src/core/feeds/answerErrors";
import { DecodeError } from "../../../../../src/core/reader";
import { decodeVwapPage } from "../../../../../src/core/feeds/kaiko/decode";
import { fixture } from "../context";

const page = (...data: unknown[]) => ({ data, result: "success" });
const row = (price: unknown, timestamp: unknown = 1_700_000_000_000) => ({ timestamp, price });
const decode = (body: unknown, withCandles = false) => decodeVwapPage(body, withCandles, 1_000_000);
const manyWith = (bad: unknown) =>
	page(bad, ...Array.from({ length: 150 }, (_, index) => row("1", index)));

describe("Kaiko decoding", () => {
	it("reads the published sample", () => {
		const decoded = decode(fixture("kaiko-vwap"));
		assert.deepEqual(decoded, {
			rows: [
				{ time: 1_605_139_200_000, rawPrice: "15879.385939106618" },
				{ time: 1_605_052_800_000, rawPrice: "15664.643871798791" },
			],
			badRows: 0,
			dataVersion: "v1",
			access: { from: 1_417_391_000_000, to: 1_577_836_800_000 },
			serverTime: 1_605_199_957_114,
		});
	});

	for (const price of ["0", "1e-9", "12.5E+3", `${"1".repeat(40)}.${"2".repeat(60)}`, "0.1"]) {
		it(`B28: keeps the text ${price.slice(0, 24)} as it came`, () => {
			assert.equal(decode(page(row(price))).rows[0]?.rawPrice, price);
		});
	}

	it("keeps null as no trades (B18)", () => {
		assert.equal(decode(page(row(null))).rows[0]?.rawPrice, null);
	});

	for (const price of [
		"-1",
		"1,5",
		"",
		" 1",
		"0x10",
		"NaN",
		"Infinity",
		"1e999",
		".5",
		"1.",
		7,
		{},
		undefined,
		true,
	]) {
		it(`B28: leaves out and counts the price ${JSON.stringify(price)}`, () => {
			const decoded = decode(manyWith(row(price)));
			assert.equal(decoded.badRows, 1);
			assert.equal(decoded.rows.length, 150);
		});
	}

	for (const time of ["1700000000000", 1.5, -1, 1e300, null, undefined]) {
		it(`leaves out and counts the time ${JSON.stringify(time)}`, () => {
			assert.equal(decode(manyWith({ timestamp: time, price: "1" })).badRows, 1);
		});
	}

	it("refuses the page when more than one row in a hundred is bad", () => {
		assert.throws(
			() => decode(page(row("1"), row("x"))),
			(error) => error instanceof DecodeError && error.path === "data[1]",
		);
	});

	it("B16: names the path of what is not of the documented form", () => {
		for (const [body, path] of [
			[{ result: "success" }, "data"],
			[{ data: null }, "data"],
			[{ data: {} }, "data"],
			[page(7), "data[0]"],
			["text", "answer"],
		] as const) {
			assert.throws(
				() => decode(body),
				(error) => error instanceof DecodeError && error.path === path,
			);
		}
	});

	it("refuses more rows than the limit", () => {
		assert.throws(() => decodeVwapPage(page(row("1"), row("2")), false, 1), TooLargeError);
	});

	it("reads the numbers of candles as texts or numbers, null as none", () => {
		const candle = { open: "1", high: 2, low: "0.5", close: null, volume: "0", count: 0 };
		const [first] = decode(page({ ...row("1.5"), ...candle }), true).rows;
		assert.deepEqual(first?.candle, {
			open: 1,
			high: 2,
			low: 0.5,
			close: NaN,
			volume: 0,
			count: 0,
		});
	});

	it("reads the period of the data that a contract covers, else when it holds, and never mixes both", () => {
		const bounds = (start: unknown, end: unknown) => ({
			start_timestamp: start,
			end_timestamp: end,
		});
		const access = (access_range: unknown, data_range: unknown) =>
			decode({ ...page(), access: { access_range, data_range } }).access;
		assert.deepEqual(access(bounds(1, 2), bounds(3, 4)), { from: 3, to: 4 });
		assert.deepEqual(access(bounds(1, 2), bounds(3, null)), { from: 3 });
		assert.deepEqual(access(bounds(1, 2), bounds(null, 4)), { to: 4 });
		assert.deepEqual(access(bounds(1, 2), bounds(null, null)), { from: 1, to: 2, of: "contract" });
		assert.deepEqual(access(bounds(1, null), undefined), { from: 1, of: "contract" });
		assert.equal(access(bounds(null, null), bounds(null, null)), undefined);
		assert.deepEqual(access(undefined, bounds(3, null)), { from: 3 });
		assert.equal(access(undefined, "x"), undefined);
	});

	it("H4: throws nothing but its own errors, whatever comes", function () {
		this.timeout(60_000);
		const json = fc.jsonValue({ maxDepth: 3 });
		const close = fc.record(
			{
				data: fc.array(
					fc.oneof(
						fc.record({ timestamp: fc.oneof(fc.nat(), json), price: fc.oneof(fc.string(), json) }),
						json,
					),
				),
				access: json,
				query: json,
				timestamp: json,
			},
			{ requiredKeys: [] },
		);
		fc.assert(
			fc.property(fc.oneof(close, json), fc.boolean(), (body, withCandles) => {
				try {
					for (const { time, rawPrice } of decode(body, withCandles).rows) {
						assert.ok(Number.isSafeInteger(time));
						assert.ok(rawPrice === null || Number.isFinite(Number(rawPrice)));
					}
				} catch (error) {
					assert.ok(error instanceof DecodeError, String(error));
				}
			}),
			{ numRuns: 10_000 },
		);
	});
});
