import assert from "node:assert/strict";
import { formatText } from "../../../../../src/core/text";
import { sortingProblem } from "../../../../../src/core/trades/table/sorting";

function problem(sortingKey: readonly string[], columns = { time: "time", symbol: "symbol" }) {
	const found = sortingProblem({ sortingKey }, columns);
	return found && formatText(found);
}

describe("the sorting key of a table of trades", () => {
	it("leads to the rows of a query where it holds instrument and time, or time first", () => {
		for (const key of [
			["symbol", "time"],
			["symbol", "toStartOfHour(time)", "price"],
			["time"],
			["toDate(time)", "symbol"],
			["lower(symbol)", "`time`"],
		]) {
			assert.equal(problem(key), undefined, key.join());
		}
	});

	it("does not where it is of something else", () => {
		assert.match(problem(["id"]) ?? "", /sorted by id, not by instrument and time.*all of it/);
		assert.match(problem(["id", "time"]) ?? "", /all of it/);
		assert.match(problem(["trade_time", "symbols"]) ?? "", /all of it/);
		assert.match(problem([]) ?? "", /no sorting key/);
	});

	it("leads to an instrument alone where no time follows", () => {
		assert.match(problem(["symbol", "id"]) ?? "", /not by time.*all rows of its instrument/);
	});

	it("is of one instrument where the table has no column of them", () => {
		const columns = { time: "ts.ms" };
		assert.equal(sortingProblem({ sortingKey: ["ts.ms"] }, columns), undefined);
		assert.notEqual(sortingProblem({ sortingKey: ["tsxms"] }, columns), undefined);
	});
});
