import assert from "node:assert/strict";
import fc from "fast-check";
import { type ListQuestion, MOST_LISTED } from "../../../../src/core/discovery/lists";
import {
	referenceExchanges,
	referenceInstruments,
} from "../../../../src/core/discovery/kaiko/reference";
import {
	categoriesQuestion,
	coinsQuestion,
	exchangesQuestion,
	normalizedSymbolsQuestion,
	symbolsQuestion,
} from "../../../../src/core/discovery/kiyotaka/lists";
import { DecodeError } from "../../../../src/core/reader";
import { withoutUnseen } from "../../../../src/core/unseen";

const QUESTIONS: Readonly<Record<string, () => ListQuestion<unknown>>> = {
	"Kiyotaka's exchanges": exchangesQuestion,
	"Kiyotaka's categories": () => categoriesQuestion(["BYBIT"]),
	"Kiyotaka's coins": () => coinsQuestion(["BYBIT"]),
	"Kiyotaka's symbols": () => symbolsQuestion("BYBIT"),
	"Kiyotaka's normalized symbols": () => normalizedSymbolsQuestion(["BYBIT"]),
	"Kaiko's exchanges": referenceExchanges,
	"Kaiko's instruments": () => referenceInstruments({ exchange: "cbse" }),
};

const ROW = {
	exchange_code: "cbse",
	class: "spot",
	code: "btc-usd",
	base_asset: "btc",
	quote_asset: "usd",
	trade_start_timestamp: 1,
	trade_end_timestamp: null,
};
const instruments = (...rows: unknown[]) =>
	referenceInstruments({ exchange: "cbse" }).decode({ data: rows });

describe("lists of a provider", function () {
	this.timeout(60_000);

	for (const [name, ask] of Object.entries(QUESTIONS)) {
		it(`read any answer to ${name} as a list or as a misfit, and nothing else`, () => {
			const question = ask();
			const list = fc.oneof(
				fc.jsonValue(),
				fc.array(fc.oneof(fc.jsonValue(), fc.constant(ROW), fc.constant("BTCUSDT"))),
			);
			const names = "exchanges categories coins rawSymbols normalizedSymbols data".split(" ");
			fc.assert(
				fc.property(list, (value) => {
					const body = Object.fromEntries(names.map((one) => [one, value]));
					try {
						const { items, dropped } = question.decode(body);
						assert.ok(items.length <= MOST_LISTED && dropped >= 0);
						for (const item of items) {
							// What is kept of an item reads as the item.
							assert.deepEqual(question.keptItem(JSON.parse(JSON.stringify(item))), item);
							assert.equal(withoutUnseen(JSON.stringify(item)), JSON.stringify(item));
						}
					} catch (error) {
						assert.ok(error instanceof DecodeError, String(error));
					}
				}),
			);
		});
	}

	it("take names as texts and as objects that name them, each once", () => {
		const body = { rawSymbols: ["BTCUSDT", { rawSymbol: "ETHUSDT" }, "BTCUSDT", "a b", 7] };
		const { items, dropped } = symbolsQuestion("BYBIT").decode(body);
		assert.deepEqual(
			items.map(({ symbol }) => symbol),
			["BTCUSDT", "ETHUSDT"],
		);
		assert.equal(dropped, 2);
	});

	it("are asked for volume profiles alone, with every exchange as a value of its own", () => {
		const { params, path } = coinsQuestion(["BYBIT", "A&B"]).request();
		assert.equal(path, "/v1/coins");
		assert.deepEqual(params, [
			["type", "VOLUME_PROFILE_AGG"],
			["exchange", "BYBIT"],
			["exchange", "A&B"],
		]);
	});

	it("are empty where the provider lists nothing", () => {
		assert.deepEqual(coinsQuestion(["BYBIT"]).decode({ coins: [] }).items, []);
		assert.deepEqual(coinsQuestion(["BYBIT"]).decode({}).items, []);
		assert.deepEqual(instruments().items, []);
	});

	it("lose names that turn the words around them, and what is no code", () => {
		const { items } = referenceExchanges().decode({
			data: [
				{ code: "cbse", name: "Coin\u202Ebase\u0000" },
				{ code: "krkn", name: `${"x".repeat(5_000)}` },
				{ code: "../x", name: "Climber" },
				{ code: "KRKN" },
				"cbse",
				null,
			],
		});
		assert.equal(items[0]?.name, "Coinbase");
		assert.equal([...(items[1]?.name ?? "")].length, 60);
		assert.equal(items.length, 2);
	});

	it("say when a market was traded: since a time, up to one, or never", () => {
		const { items } = instruments(
			ROW,
			{ ...ROW, code: "dao-btc", trade_end_timestamp: 1_482_105_599_000 },
			{ ...ROW, code: "new-usd", trade_start_timestamp: null },
			{
				...ROW,
				code: "old-usd",
				trade_start_timestamp: undefined,
				trade_start_time: "2019-03-04T05:06:07.8012345Z",
				trade_end_time: "2020-06-22T00:00:00Z",
				trade_end_timestamp: undefined,
			},
			{ ...ROW, code: "odd-usd", trade_start_timestamp: 1e300, trade_end_timestamp: -5 },
		);
		const spans = items.map(({ firstTrade, lastTrade, isUntraded }) => [
			firstTrade,
			lastTrade,
			isUntraded,
		]);
		assert.deepEqual(spans, [
			[1, undefined, undefined],
			[1, 1_482_105_599_000, undefined],
			[undefined, undefined, true],
			[Date.UTC(2019, 2, 4, 5, 6, 7, 801), Date.UTC(2020, 5, 22), undefined],
			[undefined, undefined, undefined],
		]);
	});

	it("that are longer than lists are kept are cut off, and say so", () => {
		const names = Array.from({ length: MOST_LISTED + 5 }, (_, at) => `C${at}`);
		const { items, isCut } = coinsQuestion([]).decode({ coins: names });
		assert.deepEqual([items.length, isCut], [MOST_LISTED, true]);
	});
});
