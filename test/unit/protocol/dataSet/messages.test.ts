import assert from "node:assert/strict";
import fc from "fast-check";
import { readDataSetMessage } from "../../../../src/protocol/dataSet/fromDataSet";
import { KEPT_DATA_SET_VERSION, readKeptDataSet } from "../../../../src/protocol/dataSet/kept";
import type { DataSetToHost, HostToDataSet } from "../../../../src/protocol/dataSet/messages";
import { DATA_SET_STRINGS } from "../../../../src/protocol/dataSet/strings";
import { readHostToDataSet } from "../../../../src/protocol/dataSet/toDataSet";
import { type MessageOf, PROTOCOL_VERSION, sealed } from "../../../../src/protocol/messages";
import {
	BINANCE_AGGREGATES,
	JUDGED,
	MANY_SYMBOLS,
	OF_A_TABLE,
	WITH_BAD_ROWS,
	WITH_QUESTIONS,
} from "../../../support/dataSetDescriptions";

const TO_HOST: readonly MessageOf<DataSetToHost>[] = [
	{ type: "ready", body: {} },
	{ type: "answer", body: { said: {} } },
	{
		type: "answer",
		body: {
			said: {
				header: false,
				columns: { time: 0, price: "px", size: 2, side: "s", symbol: "sym", id: 9 },
				timeUnit: "us",
				zone: "Europe/Berlin",
				sideWords: { buy: ["B", "buy"], sell: [] },
				sideOf: "maker",
				priceScale: 9,
				sizeUnit: "contracts",
				decimalComma: true,
				symbol: "BTC-USD",
				only: { column: "exchange", values: ["XETR"] },
				final: true,
			},
			forget: ["timeUnit", "symbol"],
		},
	},
	{ type: "rename", body: { name: "März" } },
	{ type: "rename", body: { name: "März", id: "march-2026" } },
	{ type: "open", body: { kind: "volumeProfile", symbol: "BTCUSDT" } },
	{ type: "open", body: { kind: "vwap", symbol: "BTCUSDT" } },
	{ type: "action", body: { id: "copySql" } },
	{ type: "problem", body: { message: "no context" } },
];

const TO_PAGE: readonly MessageOf<HostToDataSet>[] = [
	{
		type: "settings",
		body: { strings: DATA_SET_STRINGS, locale: "de", timeZone: "Europe/Berlin" },
	},
	{ type: "persist", body: { dataSet: "btcusdt-march" } },
	...[BINANCE_AGGREGATES, JUDGED, WITH_QUESTIONS, WITH_BAD_ROWS, MANY_SYMBOLS, OF_A_TABLE].map(
		(dataSet) => ({
			type: "show" as const,
			body: { dataSet },
		}),
	),
	{ type: "busy", body: { work: "understanding" } },
	{ type: "busy", body: { work: "judging", share: 0.43, files: 3 } },
	{
		type: "files",
		body: {
			files: [
				{ name: "a.csv", size: "1 kB", state: "ok" },
				{ name: "b.csv", state: "missing" },
				{ name: "c.csv", size: "2 kB", state: "changed" },
				{ name: "d.csv", state: "unreadable" },
			],
		},
	},
	{ type: "idle", body: {} },
	{
		type: "failed",
		body: {
			text: "a.csv is empty. Choose another file.",
			detail: "0 bytes",
			actions: [{ id: "chooseFiles", label: "Choose files" }],
		},
	},
	{ type: "done", body: { text: "Copied" } },
];

describe("messages from the page of a data set", () => {
	for (const [index, message] of TO_HOST.entries()) {
		it(`let a well-formed ${message.type} through unchanged (${index})`, () => {
			const { type, body } = structuredClone(message);
			assert.deepEqual(readDataSetMessage(sealed(type, body)), { ok: true, message });
		});
	}

	it("never throw and never accept junk", () => {
		fc.assert(
			fc.property(fc.anything({ withBigInt: true, withTypedArray: true }), (junk) => {
				assert.equal(readDataSetMessage(junk).ok, false);
				assert.equal(readHostToDataSet(junk).ok, false);
				assert.equal(readKeptDataSet(junk), undefined);
			}),
			{ numRuns: 2_000 },
		);
	});

	it("drop fields that the message does not have, of a layout as well", () => {
		const body = {
			said: { zone: "UTC", path: "/etc/passwd", columns: { time: 1, evil: 2 } },
			x: 1,
		};
		assert.deepEqual(readDataSetMessage(sealed("answer", body)), {
			ok: true,
			message: { type: "answer", body: { said: { zone: "UTC", columns: { time: 1 } } } },
		});
	});

	const malformed: readonly [string, object][] = [
		["a body that is missing", { type: "ready" }],
		["a type of the page of a chart", { type: "drawn", body: { revision: 1 } }],
		["a type that only the prototype knows", { type: "constructor", body: {} }],
		["an action that is a command", { type: "action", body: { id: "workbench.action.quit" } }],
		["an answer without a layout", { type: "answer", body: {} }],
		["a column before the first", { type: "answer", body: { said: { columns: { time: -1 } } } }],
		["a column without a name", { type: "answer", body: { said: { columns: { time: "" } } } }],
		["a column that no file has", { type: "answer", body: { said: { columns: { id: 10_000 } } } }],
		["a unit that is none", { type: "answer", body: { said: { timeUnit: "byMagnitude" } } }],
		["a price scale of 19 digits", { type: "answer", body: { said: { priceScale: 19 } } }],
		["words that are no list", { type: "answer", body: { said: { sideWords: { buy: "b" } } } }],
		["what cannot be found out again", { type: "answer", body: { said: {}, forget: ["zone"] } }],
		["a name of blanks", { type: "rename", body: { name: "  " } }],
		["a name of 101 characters", { type: "rename", body: { name: "x".repeat(101) } }],
		["a chart that is none", { type: "open", body: { kind: "candles", symbol: "BTCUSDT" } }],
		["a large unknown field", { type: "ready", body: { junk: "x".repeat(65_536) } }],
	];
	for (const [name, message] of malformed) {
		it(`refuse ${name}`, () => {
			assert.equal(readDataSetMessage({ version: PROTOCOL_VERSION, ...message }).ok, false);
		});
	}

	it("of another version are refused", () => {
		assert.deepEqual(readDataSetMessage({ type: "ready", body: {}, version: 0 }), {
			ok: false,
			problem: "message of another version",
		});
	});

	it("that do not fit say which field it is, and nothing of what it holds", () => {
		const secret = "k".repeat(40);
		const read = readDataSetMessage(sealed("answer", { said: { sideOf: secret } }));
		assert.deepEqual(read, {
			ok: false,
			problem: "malformed message answer: said.sideOf is not one of taker, maker, amountSign",
		});
	});
});

describe("messages to the page of a data set", () => {
	for (const [index, message] of TO_PAGE.entries()) {
		it(`let a well-formed ${message.type} through unchanged (${index})`, () => {
			assert.deepEqual(readHostToDataSet(structuredClone(sealed(message.type, message.body))), {
				ok: true,
				message,
			});
		});
	}

	it("take sentences and drop anything else", () => {
		const body = { strings: { rename: "Umbenennen", save: 7 }, locale: "de", timeZone: "UTC" };
		const read = readHostToDataSet(sealed("settings", body));
		assert.ok(read.ok && read.message.type === "settings");
		assert.deepEqual(read.message.body.strings, { rename: "Umbenennen" });
	});

	const malformed: readonly [string, object][] = [
		["a reading of no kind", { rows: [{ cells: [], reading: { kind: "order" } }] }],
		["more than 20 rows", { rows: Array(21).fill(BINANCE_AGGREGATES.rows[0]) }],
		["a cell that is a number", { rows: [{ cells: [1], reading: { kind: "other" } }] }],
		["a role that no column has", { columns: [{ ref: 0, name: "a", role: "fee" }] }],
		["a state that no file has", { files: [{ name: "a", state: "gone" }] }],
		["a count below zero", { judgement: { ...JUDGED.judgement, duplicates: -1 } }],
		["no fields", { fields: undefined }],
	];
	for (const [name, part] of malformed) {
		it(`refuse a data set with ${name}`, () => {
			const dataSet = { ...BINANCE_AGGREGATES, ...part };
			assert.equal(readHostToDataSet(sealed("show", { dataSet })).ok, false);
		});
	}

	it("refuse a share beyond all", () => {
		assert.equal(readHostToDataSet(sealed("busy", { work: "judging", share: 1.5 })).ok, false);
	});
});

describe("what the page of a data set keeps", () => {
	it("is the id of the data set, of this version", () => {
		const kept = { version: KEPT_DATA_SET_VERSION, dataSet: "btcusdt-march" };
		assert.deepEqual(readKeptDataSet({ ...kept, more: 1 }), kept);
		assert.equal(readKeptDataSet({ ...kept, version: KEPT_DATA_SET_VERSION + 1 }), undefined);
		assert.equal(readKeptDataSet({ ...kept, dataSet: "x".repeat(65) }), undefined);
	});
});
