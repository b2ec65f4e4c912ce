import assert from "node:assert/strict";
import fc from "fast-check";
import { plainRows } from "../../../../../src/core/feeds/kaiko/plainRows";
import { kaikoReader } from "../../../../../src/core/feeds/kaiko/reader";
import type { AskedWindow } from "../../../../../src/core/feeds/windowReader";
import { DEFAULT_LIMITS } from "../../../../../src/core/limits";
import type { KaikoVwapQuery } from "../../../../../src/core/query/query";
import { HOUR_MS, epochMs } from "../../../../../src/core/time";
import { BodyReading, readingsHere } from "../../../../../src/reading/bodyReading";
import { BTC_USD_VWAP } from "../../../../support/queries";

const bytes = (text: string) => new TextEncoder().encode(text);
const HOURS = 24;
const asked = (aggregation: KaikoVwapQuery["aggregation"]): AskedWindow<KaikoVwapQuery> => ({
	query: { ...BTC_USD_VWAP, aggregation },
	window: { from: epochMs(0), to: epochMs(HOURS * HOUR_MS) },
	range: { from: epochMs(0), to: epochMs(HOURS * HOUR_MS) },
	limits: DEFAULT_LIMITS,
	resolved: undefined,
});
const finish = { now: epochMs(HOURS * HOUR_MS), most: 20, early: undefined };

/** What is read of bodies, in the faster way where it is possible. */
function read(aggregation: KaikoVwapQuery["aggregation"], bodies: readonly string[]) {
	const reading = new BodyReading("kaiko", asked(aggregation));
	const facts = bodies.map((body) => reading.read(bytes(body)));
	const finished = reading.finish(finish);
	return { facts, finished };
}

/** The same by the general reader alone. */
function readByObjects(aggregation: KaikoVwapQuery["aggregation"], bodies: readonly string[]) {
	const reader = kaikoReader(asked(aggregation));
	const facts = bodies.map((body) => ({
		kind: "read",
		facts: reader.read(JSON.parse(body) as Record<string, unknown>),
	}));
	return { facts, finished: { kind: "finished", window: reader.finish(finish) } };
}

const decimal = fc.oneof(
	fc.tuple(fc.nat(), fc.nat({ max: 99_999_999 })).map(([a, b]) => `${a}.${b}`),
	fc.stringMatching(/^\d{1,20}(\.\d{1,24})?$/),
	fc.constantFrom("0", "00.10", "1e-9", "12.5E+3"),
);
const row = (withCandles: boolean) =>
	fc
		.record({
			timestamp: fc.integer({ min: -2, max: HOURS + 2 }).map((hour) => Math.max(0, hour) * HOUR_MS),
			price: fc.option(decimal),
			numbers: fc.array(fc.oneof(decimal, fc.nat(), fc.constant(null)), {
				minLength: 6,
				maxLength: 6,
			}),
		})
		.map(({ timestamp, price, numbers }) => {
			const [open, high, low, close, volume, count] = numbers;
			return withCandles
				? { timestamp, open, high, low, close, volume, price, count }
				: { timestamp, price };
		});
const page = (withCandles: boolean) =>
	fc
		.record({
			rows: fc.array(row(withCandles), { maxLength: 12 }),
			before: fc.constantFrom({}, { note: '"data":[{' }, { query: { data_version: "v1" } }),
			after: fc.constantFrom(
				{},
				{ result: "success", timestamp: 5 },
				{ continuation_token: "abc" },
			),
			sorts: fc.boolean(),
			indent: fc.constantFrom(undefined, 1),
		})
		.map(({ rows, before, after, sorts, indent }) => {
			const data = sorts ? [...rows].sort((a, b) => b.timestamp - a.timestamp) : rows;
			return JSON.stringify({ ...before, data, ...after }, null, indent);
		});

describe("Kaiko rows that are written plainly", function () {
	this.timeout(60_000);

	for (const aggregation of ["vwap", "count_ohlcv_vwap"] as const) {
		it(`are the same as by the general reader, ${aggregation}`, () => {
			const pages = fc.array(page(aggregation !== "vwap"), { minLength: 1, maxLength: 3 });
			fc.assert(
				fc.property(pages, (bodies) => {
					let general: ReturnType<typeof readByObjects>;
					try {
						general = readByObjects(aggregation, bodies);
					} catch {
						// What the general reader refuses, the other never takes for an answer.
						const { facts, finished } = read(aggregation, bodies);
						assert.ok([...facts, finished].some(({ kind }) => kind === "problem"));
						return;
					}
					assert.deepEqual(read(aggregation, bodies), general);
				}),
				{ numRuns: 150 },
			);
		});
	}

	const body = (data: string, before = "", after = "") =>
		bytes(`{${before}"data":[${data}]${after}}`);
	const plain = (data: string, before?: string) => plainRows(body(data, before), false, 100);

	it("are found whatever stands around them", () => {
		const found = plain('{"timestamp":5,"price":"1.5"},{"price":null,"timestamp":4}');
		assert.equal(found, undefined, "the fields stand in one order");
		const both = plain('{"price":"1.5","timestamp":5},{"price":null,"timestamp":4}', '"a":1,');
		assert.deepEqual([...(both?.rows.times ?? [])], [5, 4]);
		assert.deepEqual([...(both?.rows.price ?? [])], [1.5, NaN]);
		assert.ok(
			both?.isRestOf(
				JSON.parse(new TextDecoder().decode(both.rest)) as object & Record<string, unknown>,
			),
		);
	});

	for (const [what, data] of [
		["a blank", '{"timestamp": 5,"price":"1"}'],
		["another field", '{"timestamp":5,"price":"1","x":1}'],
		["a field twice", '{"timestamp":5,"price":"1","price":"2"}'],
		["an exponent", '{"timestamp":5,"price":"1e3"}'],
		["a sign", '{"timestamp":5,"price":"-1"}'],
		["a price without quotation marks", '{"timestamp":5,"price":1}'],
		["a time with a needless zero", '{"timestamp":05,"price":"1"}'],
		["a time with a fraction", '{"timestamp":5.5,"price":"1"}'],
		["an escape", '{"timestamp":5,"price":"\\u0031"}'],
		["nothing", ""],
		["a comma too many", '{"timestamp":5,"price":"1"},'],
	] as const) {
		it(`leave ${what} to the general reader`, () => assert.equal(plain(data), undefined));
	}

	it("may be shorter and longer than the first row tells", () => {
		const digits = fc.stringMatching(/^[1-9]\d{0,19}\.\d{1,20}$/);
		const rows = fc.array(fc.option(digits), { minLength: 1, maxLength: 200 });
		fc.assert(
			fc.property(rows, (prices) => {
				const data = prices.map((price, timestamp) => JSON.stringify({ timestamp, price }));
				const found = plainRows(body(data.join(",")), false, prices.length);
				assert.deepEqual(
					[...(found?.rows.price ?? [])],
					prices.map((price) => (price === null ? NaN : Number(price))),
				);
				const { offsets = [], units = [] } = found?.rows.texts ?? {};
				assert.equal(String.fromCharCode(...units), prices.map((price) => price ?? "").join(""));
				assert.equal(offsets.length, prices.length + 1);
				const fewer = plainRows(body(data.join(",")), false, prices.length - 1);
				assert.equal(fewer, undefined, "more rows than there may be");
			}),
			{ numRuns: 200 },
		);
	});

	it("never hide what the general reader refuses", async () => {
		const rows = '{"timestamp":5,"price":"1"}';
		const kinds = async (text: string) => {
			const reading = readingsHere.open("kaiko", asked("vwap"));
			return (await reading.read(bytes(text))).kind;
		};
		assert.equal(await kinds(`{"data":[${rows}]}`), "read");
		assert.equal(await kinds(`{"data":[${rows}]`), "unreadable");
		assert.equal(await kinds(`{"data":[${rows}],"__proto__":{}}`), "unreadable");
		assert.equal(await kinds(`{"data":[${rows}],"result":"error"}`), "errorBody");
		assert.equal(await kinds(`{"x":{"data":[${rows}]}}`), "problem");
		assert.equal(await kinds(`{"data":[${rows}],"data":7}`), "problem");
		assert.equal(await kinds(`{"data":[${rows}],"query":{"instrument":"eth-usd"}}`), "problem");
	});
});
