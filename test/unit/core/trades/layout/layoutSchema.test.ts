import assert from "node:assert/strict";
import { formatText } from "../../../../../src/core/text";
import type { TradesLayout } from "../../../../../src/core/trades/layout/fileLayout";
import {
	parseSaidLayout,
	parseTradesLayout,
} from "../../../../../src/core/trades/layout/layoutSchema";

const columns = { time: 0, price: "price", size: 2 };

function problemOf(value: unknown): string {
	const result = parseTradesLayout(value);
	assert.ok(!result.ok, "it was taken");
	return formatText(result.problem);
}

describe("a layout from outside", () => {
	it("is taken with all of its fields", () => {
		const layout: TradesLayout = {
			header: true,
			columns: { ...columns, side: "side", symbol: 4, id: 5 },
			timeUnit: "ms",
			zone: "Europe/London",
			sideWords: { buy: ["0"], sell: ["1"] },
			sideOf: "maker",
			priceScale: 4,
			sizeUnit: "contracts",
			decimalComma: true,
			symbol: "BTC-USD",
			only: { column: "exchange", values: ["cbse"] },
		};
		assert.deepEqual(parseTradesLayout(layout), { ok: true, layout });
	});

	const CASES: readonly (readonly [value: unknown, problem: string])[] = [
		[7, "layout must be an object."],
		[{}, "layout.columns is missing. Add it."],
		[{ columns: { time: 0, price: 1 } }, "layout.columns.size is missing. Add it."],
		[
			{ columns: { ...columns, price: -1 } },
			"layout.columns.price must be a column's name, or its number from 0.",
		],
		[
			{ columns: { ...columns, side: 1.5 } },
			"layout.columns.side must be a column's name, or its number from 0.",
		],
		[
			{ columns: { ...columns, sides: 1 } },
			"layout.columns.sides is not a field of a layout. Remove it.",
		],
		[{ columns, colour: 1 }, "layout.colour is not a field of a layout. Remove it."],
		[{ columns, timeUnit: "minutes" }, "layout.timeUnit must be s, ms, us, ns."],
		[
			{ columns, zone: "Mars/Base" },
			"layout.zone must be a time zone such as Europe/London or UTC.",
		],
		[{ columns, sideWords: { buy: ["0"] } }, "layout.sideWords.sell is missing. Add it."],
		[{ columns, sideWords: { buy: ["0", 1], sell: [] } }, "layout.sideWords.buy[1] must be text."],
		[{ columns, sideOf: "me" }, "layout.sideOf must be taker, maker, amountSign."],
		[{ columns, priceScale: -1 }, "layout.priceScale must be a whole number from 0 to 18."],
		[{ columns, header: "yes" }, "layout.header must be true or false."],
		[
			{ columns, symbol: "two words" },
			"layout.symbol must have 1 to 64 letters, digits or signs and no spaces.",
		],
	];
	for (const [value, problem] of CASES) {
		it(problem, () => assert.equal(problemOf(value), problem));
	}

	it("may be a part where the rest is found out", () => {
		const layout = { columns: { price: "px" }, decimalComma: true };
		assert.deepEqual(parseSaidLayout(layout), { ok: true, layout });
		assert.deepEqual(parseSaidLayout({}), { ok: true, layout: {} });
		assert.ok(!parseTradesLayout(layout).ok);
	});
});
