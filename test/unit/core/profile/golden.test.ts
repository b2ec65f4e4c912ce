import assert from "node:assert/strict";
import { analyzeRows } from "../../../../src/core/profile/analyzeRows";
import type { ValueAreaMethod } from "../../../../src/core/profile/valueArea";

interface Expected {
	readonly val: number;
	readonly vah: number;
	readonly captured: number;
}

interface Vector {
	readonly id: string;
	readonly rows: string;
	readonly percent?: number;
	readonly total: number;
	readonly poc: number;
	readonly pairs: Expected;
	readonly single: Expected;
	readonly point: string;
}

const area = (val: number, vah: number, captured: number): Expected => ({ val, vah, captured });
const both = (val: number, vah: number, captured: number) => ({
	pairs: area(val, vah, captured),
	single: area(val, vah, captured),
});

/** Golden vectors of the definitions, section 3. */
const VECTORS: readonly Vector[] = [
	{
		id: "G1",
		rows: "100:5 101:10 102:20 103:40 104:30 105:15 106:8",
		total: 128,
		poc: 103,
		pairs: area(101, 105, 115),
		single: area(102, 104, 90),
		point: "the two methods differ",
	},
	{
		id: "G2",
		rows: "10:7 11:3 12:9 13:2 14:9 15:1 16:1",
		total: 32,
		poc: 12,
		...both(10, 14, 30),
		point: "of two equidistant POCs the one on the heavier side wins, here below",
	},
	{
		id: "G2u",
		rows: "10:1 11:1 12:9 13:2 14:9 15:3 16:7",
		total: 32,
		poc: 14,
		...both(12, 16, 30),
		point: "of two equidistant POCs the one on the heavier side wins, here above",
	},
	{
		id: "G2e",
		rows: "10:4 11:9 12:5 13:9 14:4",
		total: 31,
		poc: 11,
		...both(11, 13, 23),
		point: "full symmetry takes the lower price",
	},
	{
		id: "G3",
		rows: "100:4 101:10 102:1 500:6",
		total: 21,
		poc: 101,
		...both(100, 102, 15),
		point: "a far cluster does not win over neighbours",
	},
	{
		id: "G4",
		rows: "1:1 2:7 3:2",
		total: 10,
		poc: 2,
		...both(2, 2, 7),
		point: "an exact hit stops",
	},
	{
		id: "G5",
		rows: "1:2 2:6 3:4 4:20 5:5 6:5 7:3",
		total: 45,
		poc: 4,
		pairs: area(2, 6, 40),
		single: area(3, 6, 34),
		point: "equal sums go up first",
	},
	{ id: "G6", rows: "50:3", total: 3, poc: 50, ...both(50, 50, 3), point: "one row" },
	{
		id: "G7",
		rows: "104:50 105:70 106:150 107:90 108:80 109:70 110:44",
		total: 554,
		poc: 106,
		pairs: area(104, 108, 440),
		single: area(106, 109, 390),
		point: "a published walk-through",
	},
	{
		id: "G8",
		rows: "1:1 2:2 3:3 4:4 5:20",
		total: 30,
		poc: 5,
		pairs: area(3, 5, 27),
		single: area(4, 5, 24),
		point: "the POC at the edge",
	},
	{
		id: "G9",
		rows: "1:3 10:5 20:3",
		total: 11,
		poc: 10,
		...both(10, 20, 8),
		point: "gaps on both sides",
	},
	{
		id: "G10",
		rows: "1:3 10:5 20:3",
		percent: 100,
		total: 11,
		poc: 10,
		...both(1, 20, 11),
		point: "full coverage ends",
	},
	{
		id: "G11",
		rows: "1:.1 2:.2 3:.4 4:.2 5:.1",
		total: 1,
		poc: 3,
		pairs: area(3, 5, 0.7),
		single: area(2, 4, 0.8),
		point: "sums of doubles that tie",
	},
	{
		id: "G13",
		rows: "4:9 10:20 13:2 30:9",
		total: 40,
		poc: 10,
		...both(4, 10, 29),
		point: "with both next pairs empty each side jumps to its own next traded row",
	},
];

function parseRows(rows: string) {
	return rows.split(" ").map((row) => {
		const [price = NaN, volume = NaN] = row.split(":").map(Number);
		return { price, buy: volume, sell: 0 };
	});
}

function assertClose(actual: number, expected: number, tolerance = 1e-9): void {
	assert.ok(Math.abs(actual - expected) <= tolerance, `${actual} is not ${expected}`);
}

describe("golden vectors of the value area", () => {
	for (const vector of VECTORS) {
		for (const method of ["pairs", "single"] satisfies ValueAreaMethod[]) {
			it(`${vector.id}, ${method}: ${vector.point}`, () => {
				const { percent = 70, total, poc } = vector;
				const analysis = analyzeRows(parseRows(vector.rows), { percent, method });
				const { val, vah, captured } = vector[method];
				assert.deepEqual(
					{ poc: analysis.poc, val: analysis.val, vah: analysis.vah },
					{ poc, val, vah },
				);
				assertClose(analysis.total, total);
				assertClose(analysis.captured, captured);
				assertClose(analysis.capturedPercent, (captured / total) * 100);
				assert.equal(analysis.method, method);
				assert.equal(analysis.percent, percent);
			});
		}
	}

	for (const method of ["pairs", "single"] satisfies ValueAreaMethod[]) {
		it(`G12, ${method}: the provider's published profile`, () => {
			const analysis = analyzeRows(
				[
					{ price: 66108, buy: 0, sell: 5.466999999999996 },
					{ price: 66114, buy: 6.239000000000001, sell: 25.31399999999998 },
					{ price: 66120, buy: 7.307999999999996, sell: 20.503000000000004 },
				],
				{ method },
			);
			assert.equal(analysis.poc, 66114);
			assert.equal(analysis.val, 66114);
			assert.equal(analysis.vah, 66120);
			assertClose(analysis.captured, 59.364);
			assertClose(analysis.capturedPercent, 91.567, 1e-3);
			assertClose(analysis.total, 64.831);
			assertClose(analysis.buy, 13.547);
			assertClose(analysis.sell, 51.284);
			assertClose(analysis.delta, -37.737);
			assertClose(analysis.deltaPercent, -58.208, 1e-3);
			assertClose(analysis.impliedVwap, 66116.0679, 5e-5);
		});
	}
});

describe("analyzeRows", () => {
	it("takes rows in any order and adds up those of one price", () => {
		const sorted = analyzeRows(parseRows("100:5 101:10 102:20 103:40"));
		const mixed = analyzeRows(parseRows("103:15 101:10 103:25 100:5 102:20"));
		assert.deepEqual(mixed, sorted);
	});

	it("has no delta when the sides differ by rounding only", () => {
		const { delta, deltaPercent } = analyzeRows([
			{ price: 1, buy: 0.1, sell: 0.3 },
			{ price: 2, buy: 0.2, sell: 0 },
		]);
		assert.deepEqual([delta, deltaPercent], [0, 0]);
	});

	it("returns nothing of the columns that it was computed on", () => {
		assert.deepEqual(Object.keys(analyzeRows(parseRows("1:1"))).sort(), [
			"buy",
			"captured",
			"capturedPercent",
			"delta",
			"deltaPercent",
			"impliedVwap",
			"method",
			"percent",
			"poc",
			"sell",
			"total",
			"vah",
			"val",
		]);
	});

	it("adds up rows whose prices differ by rounding alone", () => {
		const rows = [0.1, 0.2, 0.30000000000000004, 0.3, 0.4].map((price) => ({
			price,
			buy: 1,
			sell: 0,
		}));
		const { total, poc, val, vah } = analyzeRows(rows);
		assert.deepEqual([total, poc, val, vah], [5, 0.3, 0.1, 0.3]);
	});

	it("finds levels on prices with the noise of doubles, which stay as they are", () => {
		const volumes = [1, 2, 9, 3, 3, 1];
		const rows = volumes.map((buy, index) => ({ price: (index + 1) * 0.1, buy, sell: 0 }));
		const clean = rows.map((row, index) => ({ ...row, price: (index + 1) / 10 }));
		const { poc, val, vah } = analyzeRows(rows);
		assert.deepEqual([poc, val, vah], [0.30000000000000004, 0.30000000000000004, 0.5]);
		const expected = analyzeRows(clean);
		assert.deepEqual([expected.poc, expected.val, expected.vah], [0.3, 0.3, 0.5]);
	});

	it("takes the height of rows from its caller, if it is given", () => {
		const rows = parseRows("96:1 98:4 100:10 102:3 104:3");
		const told = analyzeRows(rows);
		assert.deepEqual([told.poc, told.val, told.vah], [100, 100, 104]);
		const given = analyzeRows(rows, { step: 1 });
		assert.deepEqual([given.poc, given.val, given.vah], [100, 98, 102]);
		assert.equal(analyzeRows(parseRows("100:1"), { step: 5 }).poc, 100);
		for (const step of [3, 0, -2, NaN, Infinity])
			assert.throws(() => analyzeRows(rows, { step }), { name: "RangeError" });
	});

	const row = { price: 1, buy: 1, sell: 1 };
	const refused = [
		{ name: "no rows", rows: [], message: /at least one row/ },
		{ name: "rows without volume", rows: [{ price: 1, buy: 0, sell: 0 }], message: /with volume/ },
		{ name: "a negative volume", rows: [row, { ...row, sell: -1 }], message: /rows\[1\]\.sell/ },
		{
			name: "a price that is not a number",
			rows: [{ ...row, price: NaN }],
			message: /rows\[0\]\.price/,
		},
		{ name: "an infinite volume", rows: [{ ...row, buy: Infinity }], message: /rows\[0\]\.buy/ },
		{ name: "a negative price", rows: [{ ...row, price: -1 }], message: /rows\[0\]\.price/ },
	];
	for (const { name, rows, message } of refused) {
		it(`refuses ${name}`, () => {
			assert.throws(() => analyzeRows(rows), { name: "TypeError", message });
		});
	}

	for (const percent of [0, 0.5, 101, NaN]) {
		it(`refuses a value area of ${percent} percent`, () => {
			assert.throws(() => analyzeRows([row], { percent }), { name: "RangeError" });
		});
	}
});
