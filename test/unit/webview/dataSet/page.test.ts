import assert from "node:assert/strict";
import type {
	DataSetToHost,
	HostToDataSet,
	ShownDataSet,
} from "../../../../src/protocol/dataSet/messages";
import { DATA_SET_STRINGS } from "../../../../src/protocol/dataSet/strings";
import { type Field, type FieldId, fieldGroups } from "../../../../src/webview/dataSet/fields";
import { type DataSetHooks, DataSetPage } from "../../../../src/webview/dataSet/page";
import type { DataSetState } from "../../../../src/webview/dataSet/state";
import {
	BINANCE_AGGREGATES,
	JUDGED,
	MANY_SYMBOLS,
	OF_A_TABLE,
	WITH_QUESTIONS,
} from "../../../support/dataSetDescriptions";

/** The page's logic between a host and a view that both only take notes. */
class PageOnPaper {
	readonly posted: { readonly type: string; readonly body: unknown }[] = [];
	readonly announced: string[] = [];
	readonly told: string[] = [];
	readonly focused: string[] = [];
	kept: unknown;
	readonly page: DataSetPage;
	private inner: { readonly state: DataSetState; readonly hooks: DataSetHooks } | undefined;

	constructor(dataSet?: ShownDataSet) {
		const host = {
			post: (type: string, body: unknown) => {
				this.posted.push({ type, body });
			},
			keep: (state: unknown) => {
				this.kept = state;
			},
		};
		this.page = new DataSetPage(host, (state, hooks) => {
			this.inner = { state, hooks };
			return {
				render: () => undefined,
				announce: (words) => this.announced.push(words),
				tell: (words) => this.told.push(words),
				focusField: (id) => this.focused.push(id),
			};
		});
		this.take("settings", { strings: DATA_SET_STRINGS, locale: "en", timeZone: "UTC" });
		if (dataSet !== undefined) {
			this.take("show", { dataSet });
			this.take("idle", {});
		}
	}

	take<Type extends keyof HostToDataSet>(type: Type, body: HostToDataSet[Type]): void {
		this.page.handlers[type](body);
	}

	get state(): DataSetState {
		if (this.inner === undefined) throw new Error("The page has no view yet.");
		return this.inner.state;
	}

	/** What a person can do. */
	get hooks(): DataSetHooks {
		if (this.inner === undefined) throw new Error("The page has no view yet.");
		return this.inner.hooks;
	}

	field(id: FieldId): Field {
		const { dataSet, revealed, words } = this.state;
		const all = dataSet === undefined ? [] : fieldGroups(dataSet, revealed, words);
		const field = all.flatMap(({ fields }) => fields).find((one) => one.id === id);
		if (field === undefined) throw new Error(`There is no field ${id}.`);
		return field;
	}

	has(id: FieldId): boolean {
		const { dataSet, revealed, words } = this.state;
		assert.ok(dataSet !== undefined);
		return fieldGroups(dataSet, revealed, words).some(({ fields }) =>
			fields.some((one) => one.id === id),
		);
	}

	choose(id: FieldId, value: string): void {
		this.hooks.choose(this.field(id), value);
	}

	/** The answers that the page has posted so far. */
	get answers(): DataSetToHost["answer"][] {
		return this.posted
			.filter(({ type }) => type === "answer")
			.map(({ body }) => body as DataSetToHost["answer"]);
	}
}

const optionsOf = (field: Field) =>
	field.kind === "choice" ? field.options.map(({ label }) => label) : [];

/** The same data set with other fields. */
const withFields = (fields: Partial<ShownDataSet["fields"]>, from = BINANCE_AGGREGATES) => ({
	...from,
	fields: { ...from.fields, ...fields },
});

describe("the fields of how a data set is read", () => {
	const said: readonly (readonly [
		name: string,
		id: FieldId,
		value: string,
		answer: DataSetToHost["answer"],
	])[] = [
		["another column of times", "timeColumn", "#1", { said: { columns: { time: 1 } } }],
		["another column of sides", "sideColumn", "#2", { said: { columns: { side: 2 } } }],
		["a column of ids", "idColumn", "#3", { said: { columns: { id: 3 } } }],
		["a column of instruments", "symbolColumn", "#6", { said: { columns: { symbol: 6 } } }],
		["a unit of times", "timeUnit", "us", { said: { timeUnit: "us" } }],
		["contracts", "sizeUnit", "contracts", { said: { sizeUnit: "contracts" } }],
		["implied decimals", "priceScale", " 9 ", { said: { priceScale: 9 } }],
		["the sign of the size", "sideColumn", "sign", { said: { sideOf: "amountSign" } }],
		["that nobody knows", "sideColumn", "none", { said: { sideWords: { buy: [], sell: [] } } }],
		[
			"the taker",
			"sideOf",
			"taker",
			{ said: { sideOf: "taker", sideWords: { buy: ["true"], sell: ["false"] } } },
		],
		[
			"words, parted by commas",
			"buyWords",
			"true, 1,, t ",
			{ said: { sideOf: "maker", sideWords: { buy: ["true", "1", "t"], sell: ["false"] } } },
		],
		["no header", "header", "", { said: { header: false } }],
		["a decimal comma", "decimalComma", "true", { said: { decimalComma: true } }],
		["an instrument", "symbol", " BTC-USDT ", { said: { symbol: "BTC-USDT" } }],
		[
			"no instrument, so that the name of the file says it",
			"symbol",
			"",
			{ said: {}, forget: ["symbol"] },
		],
	];
	for (const [name, id, value, answer] of said) {
		it(`say ${name}`, () => {
			const paper = new PageOnPaper(BINANCE_AGGREGATES);
			paper.choose(id, value);
			assert.deepEqual(paper.answers, [answer]);
			assert.equal(paper.state.pending, id);
		});
	}

	it("name columns as the file does, by name where rows name their values", () => {
		const paper = new PageOnPaper(MANY_SYMBOLS);
		assert.ok(optionsOf(paper.field("priceColumn")).includes("amount"));
		paper.choose("priceColumn", "#7");
		assert.deepEqual(paper.answers, [{ said: { columns: { price: "amount" } } }]);
	});

	it("find the unit of times out again once it was said", () => {
		const paper = new PageOnPaper(withFields({ timeUnit: "ms" }));
		paper.choose("timeUnit", "byMagnitude");
		assert.deepEqual(paper.answers, [{ said: {}, forget: ["timeUnit"] }]);
	});

	it("are only those that make sense for the files", () => {
		const csv = new PageOnPaper(WITH_QUESTIONS);
		assert.deepEqual(
			[csv.has("zone"), csv.has("timeUnit"), csv.has("header"), csv.has("only")],
			[true, false, true, false],
		);
		const parquet = new PageOnPaper(MANY_SYMBOLS);
		assert.deepEqual(
			[parquet.has("zone"), parquet.has("timeUnit"), parquet.has("header"), parquet.has("symbol")],
			[false, true, false, false],
		);
		const signed = new PageOnPaper(withFields({ sideOf: "amountSign" }));
		assert.deepEqual(
			[signed.field("sideColumn").value, signed.has("sideOf"), signed.has("buyWords")],
			["sign", false, false],
		);
	});

	it("offer to leave out replaced rows of a table that has some, and say what that costs", () => {
		const paper = new PageOnPaper(OF_A_TABLE);
		assert.deepEqual(
			[paper.has("header"), paper.has("zone"), paper.has("final")],
			[false, false, true],
		);
		paper.choose("final", "true");
		assert.deepEqual(paper.answers, [{ said: { final: true } }]);
		const sentences = fieldGroups(OF_A_TABLE, new Set(), paper.state.words).map(
			(one) => one.sentence,
		);
		assert.ok(sentences.includes(DATA_SET_STRINGS.finalLong));
		assert.ok(!new PageOnPaper(BINANCE_AGGREGATES).has("final"));
	});

	it("offer no column only where none is chosen", () => {
		const without = new PageOnPaper(WITH_QUESTIONS);
		assert.equal(without.field("idColumn").value, "none");
		assert.equal(optionsOf(without.field("idColumn"))[0], "None");
		assert.ok(!optionsOf(new PageOnPaper(BINANCE_AGGREGATES).field("idColumn")).includes("None"));
	});

	it("ask for the name of another unit before anything is said", () => {
		const paper = new PageOnPaper(BINANCE_AGGREGATES);
		paper.choose("sizeUnit", "own");
		assert.deepEqual([paper.answers, paper.focused], [[], ["unitName"]]);
		paper.choose("sizeUnit", "base");
		assert.deepEqual(
			[paper.answers, paper.has("unitName")],
			[[{ said: { sizeUnit: "base" } }], false],
		);
		const named = new PageOnPaper(withFields({ sizeUnit: "USD" }));
		assert.equal(named.field("unitName").value, "USD");
	});

	it("ask for the name of the one instrument in place of a column", () => {
		const paper = new PageOnPaper(MANY_SYMBOLS);
		paper.choose("symbolColumn", "none");
		assert.deepEqual(paper.focused, ["symbol"]);
		paper.choose("symbol", "BTC-PERP");
		assert.deepEqual(paper.answers, [{ said: { symbol: "BTC-PERP" } }]);
	});

	it("say which rows are read, and never that none are", () => {
		const paper = new PageOnPaper(
			withFields({ only: { column: 5, values: ["XETR"] } }, WITH_QUESTIONS),
		);
		assert.equal(paper.field("only").label, "Only rows with this in Platz");
		paper.choose("only", "XETR, TGAT");
		assert.deepEqual(paper.answers, [{ said: { only: { column: 5, values: ["XETR", "TGAT"] } } }]);
		paper.choose("only", " , ");
		assert.equal(paper.answers.length, 1);
		assert.equal(paper.state.refused?.said, "only");
	});

	const refused: readonly (readonly [FieldId, string, RegExp])[] = [
		["zone", "Berlin", /Europe\/London/],
		["priceScale", "19", /from 0 to 18/],
		["priceScale", "-1", /from 0 to 18/],
		["priceScale", "1.5", /from 0 to 18/],
		["symbol", "BTC USD", /without spaces/],
	];
	for (const [id, value, problem] of refused) {
		it(`refuse ${value} as ${id}, and say what helps`, () => {
			const paper = new PageOnPaper(WITH_QUESTIONS);
			paper.choose(id, value);
			assert.deepEqual(paper.answers, []);
			assert.equal(paper.state.refused?.said, id);
			assert.match(paper.state.refused?.text ?? "", problem);
			paper.choose(id, paper.field(id).value);
			assert.equal(paper.state.refused, undefined, "the value that holds is no answer");
			assert.deepEqual(paper.answers, []);
		});
	}

	it("say in a sentence what implied decimals mean", () => {
		const { words, revealed } = new PageOnPaper(BINANCE_AGGREGATES).state;
		const sentence = (priceScale: number) =>
			fieldGroups(withFields({ priceScale }), revealed, words)[1]?.sentence;
		assert.equal(sentence(0), "Prices are written as they are.");
		assert.equal(sentence(2), "Prices have 2 implied decimals: 12345 means 123.45.");
		assert.equal(sentence(9), "Prices have 9 implied decimals: 12345 means 0.000012345.");
	});
});

describe("the questions of a data set", () => {
	it("are answered by what is said of the choice", () => {
		const paper = new PageOnPaper(WITH_QUESTIONS);
		const [price] = WITH_QUESTIONS.questions;
		assert.ok(price !== undefined);
		paper.hooks.answer(price, 1);
		assert.deepEqual(paper.answers, [{ said: { columns: { price: 2 } } }]);
		paper.hooks.answer(price, 7);
		assert.equal(paper.answers.length, 1, "there is no such choice");
	});

	it("take a text where there is no choice", () => {
		const paper = new PageOnPaper(WITH_QUESTIONS);
		const symbol = { id: "symbol", sentence: "", choices: [] } as const;
		for (const text of ["", "  ", "BTC USD"]) paper.hooks.answer(symbol, text);
		assert.deepEqual(paper.answers, []);
		assert.equal(paper.state.refused?.said, "question symbol");
		paper.hooks.answer(symbol, " BTC-USD ");
		const zone = { id: "zone", sentence: "", choices: [] } as const;
		paper.hooks.answer(zone, "nowhere");
		paper.hooks.answer(zone, "Asia/Tokyo");
		assert.deepEqual(paper.answers, [
			{ said: { symbol: "BTC-USD" } },
			{ said: { zone: "Asia/Tokyo" } },
		]);
	});
});

describe("what the host says of a data set", () => {
	it("takes an answer with the data set that follows it, and says so once", () => {
		const paper = new PageOnPaper(BINANCE_AGGREGATES);
		paper.choose("header", "");
		paper.take("show", { dataSet: withFields({ header: false }) });
		assert.equal(paper.state.pending, undefined);
		paper.take("show", { dataSet: JUDGED });
		assert.deepEqual(paper.announced, ["The files are read anew."]);
	});

	it("refuses an answer beside its field, until the data set is shown anew", () => {
		const paper = new PageOnPaper(BINANCE_AGGREGATES);
		const status = () => paper.state.status.kind;
		paper.choose("sizeColumn", "#6");
		paper.take("failed", { text: "It holds no numbers.", actions: [] });
		assert.deepEqual(paper.state.refused, {
			said: "sizeColumn",
			text: "It holds no numbers.",
			actions: [],
		});
		assert.equal(status(), "idle");
		paper.take("failed", { text: "The engine failed.", actions: [] });
		assert.equal(status(), "failed", "nothing was said before");
		const actions = [{ id: "chooseFiles", label: "Choose files" }] as const;
		paper.choose("sizeColumn", "#6");
		paper.take("failed", { text: "The file is gone.", actions });
		assert.deepEqual([status(), paper.state.refused?.actions], ["idle", actions]);
		paper.take("show", { dataSet: BINANCE_AGGREGATES });
		assert.equal(paper.state.refused, undefined);
	});

	it("runs on beside the data set until it is told to be over", () => {
		const paper = new PageOnPaper();
		assert.equal(paper.state.status.kind, "busy");
		paper.take("busy", { work: "judging", share: 0.5, files: 3 });
		paper.take("show", { dataSet: BINANCE_AGGREGATES });
		assert.deepEqual(paper.state.status, { kind: "busy", work: "judging", share: 0.5, files: 3 });
		paper.take("idle", {});
		assert.deepEqual(paper.state.status, { kind: "idle" });
	});

	it("is kept by its id alone", () => {
		const paper = new PageOnPaper(JUDGED);
		assert.equal(paper.kept, undefined);
		paper.take("persist", { dataSet: "btcusdt-march" });
		assert.deepEqual(paper.kept, { version: 1, dataSet: "btcusdt-march" });
	});

	it("shows what became of the files, and leaves what was refused beside its field", () => {
		const paper = new PageOnPaper(JUDGED);
		paper.choose("priceColumn", "#2");
		paper.take("failed", { text: "b.csv is not there.", actions: [] });
		const files = [{ name: "b.csv", state: "missing" as const }];
		paper.take("files", { files });
		assert.deepEqual(paper.state.dataSet, { ...JUDGED, files });
		assert.equal(paper.state.refused?.text, "b.csv is not there.");
		const empty = new PageOnPaper();
		empty.take("files", { files });
		assert.equal(empty.state.dataSet, undefined);
	});

	it("tells what cannot be seen", () => {
		const paper = new PageOnPaper(JUDGED);
		paper.take("done", { text: "SQL copied" });
		assert.deepEqual(paper.told, ["SQL copied"]);
	});

	it("of another data set forgets what was about to be said of the one before", () => {
		const paper = new PageOnPaper(MANY_SYMBOLS);
		paper.hooks.search("btc");
		paper.hooks.startRenaming();
		paper.choose("symbolColumn", "none");
		paper.take("show", { dataSet: JUDGED });
		const { search, isRenaming, revealed } = paper.state;
		assert.deepEqual([search, isRenaming, revealed.size], ["", false, 0]);
	});
});

describe("the words of a data set's sides", () => {
	const sideWords = { buy: ["buy", "b"], sell: ["sell", "s"] };
	const dataSet = withFields({
		sideOf: "taker",
		sideWords,
		shownSideWords: { buy: ["buy"], sell: ["sell"] },
	});

	it("are those that tell something, and the others of a side stay until it is changed", () => {
		const paper = new PageOnPaper(dataSet);
		assert.deepEqual(
			[paper.field("buyWords").value, paper.field("sellWords").value],
			["buy", "sell"],
		);
		paper.choose("buyWords", "buy, kauf");
		paper.choose("sideOf", "maker");
		assert.deepEqual(paper.answers, [
			{ said: { sideOf: "taker", sideWords: { buy: ["buy", "kauf"], sell: ["sell", "s"] } } },
			{ said: { sideOf: "maker", sideWords } },
		]);
	});
});

describe("the name of a data set", () => {
	it("is sent once it is another one, and can be one", () => {
		const paper = new PageOnPaper(JUDGED);
		const names = ["BTCUSDT March", "  ", "x".repeat(101), " März "];
		const isRefused = names.map((name) => {
			paper.hooks.startRenaming();
			paper.hooks.rename(name, JUDGED.id);
			return paper.state.refused !== undefined;
		});
		assert.deepEqual(isRefused, [false, true, true, false]);
		assert.deepEqual(paper.posted, [{ type: "rename", body: { name: "März" } }]);
		assert.equal(paper.state.isRenaming, false);
		paper.hooks.startRenaming();
		paper.hooks.rename("", JUDGED.id);
		paper.hooks.stopRenaming();
		assert.equal(paper.state.refused, undefined);
	});

	it("is sent with another id, which is typed on where it cannot be taken", () => {
		const paper = new PageOnPaper(JUDGED);
		paper.hooks.startRenaming();
		for (const id of ["", "März", "sample", "-a", "A"]) {
			paper.hooks.rename(JUDGED.name, id);
			assert.equal(paper.state.refused?.said, "id", id);
		}
		assert.deepEqual(paper.posted, []);
		paper.hooks.rename("March", " march ");
		assert.deepEqual(paper.posted, [{ type: "rename", body: { name: "March", id: "march" } }]);
		paper.take("failed", { text: "There is another data set march already.", actions: [] });
		const { refused, status, isRenaming } = paper.state;
		assert.deepEqual(
			[refused?.said, refused?.text, status.kind, isRenaming],
			["id", "There is another data set march already.", "idle", true],
		);
		paper.hooks.rename("March", "march-2");
		paper.take("show", { dataSet: { ...JUDGED, id: "march-2" } });
		assert.deepEqual([paper.state.isRenaming, paper.state.refused], [false, undefined]);
		assert.deepEqual(paper.announced, [], "no file is read in another way");
	});

	it("is sent alone where the id belongs to a workspace", () => {
		const paper = new PageOnPaper({ ...JUDGED, canChangeId: false });
		paper.hooks.startRenaming();
		paper.hooks.rename("March", "other");
		assert.deepEqual(paper.posted, [{ type: "rename", body: { name: "March" } }]);
	});
});

describe("the instruments of a data set", () => {
	it("are found by any part of their names, whatever the case", () => {
		const paper = new PageOnPaper(MANY_SYMBOLS);
		paper.hooks.search(" dogeusdt ");
		assert.equal(paper.state.found.length, 25);
		assert.ok(paper.state.found.every(({ symbol }) => symbol.startsWith("DOGEUSDT")));
		paper.hooks.search("nothing");
		assert.deepEqual(paper.announced, [
			"25 of 200 instruments",
			"No instrument is called like this.",
		]);
		paper.hooks.search("");
		assert.equal(paper.state.found.length, 200);
	});
});

describe("spans of a data set", () => {
	it("end with the minute of the last trade, in the zone of the settings", () => {
		const paper = new PageOnPaper(JUDGED);
		const span = JUDGED.judgement?.span;
		assert.ok(span !== undefined);
		assert.equal(paper.state.words.span(span), "2026-03-01 00:00 to 2026-03-03 23:59 UTC");
		paper.take("settings", { strings: DATA_SET_STRINGS, locale: "zz!", timeZone: "Asia/Tokyo" });
		assert.equal(paper.state.words.span(span), "2026-03-01 09:00 to 2026-03-04 08:59 Asia/Tokyo");
		paper.take("settings", { strings: DATA_SET_STRINGS, locale: "en", timeZone: "Nowhere" });
		assert.match(paper.state.words.span(span), /UTC$/);
	});
});
