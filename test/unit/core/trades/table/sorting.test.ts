import assert from "node:assert/strict";
import { formatText, text } from "../../../../../src/core/text";
import { sortingProblem } from "../../../../../src/core/trades/table/sorting";

function problem(sortingKey: readonly string[], columns = { time: "time", symbol: "symbol" }) {
	const found = sortingProblem({ engine: "MergeTree", sortingKey }, columns);
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

	it("is not missed where the rows are those of a table beneath", () => {
		const columns = { time: "time" };
		for (const engine of ["View", "MaterializedView", "Distributed", "Merge"]) {
			assert.equal(sortingProblem({ engine, sortingKey: [] }, columns), undefined, engine);
		}
		const sorted = { engine: "Distributed", sortingKey: ["id"] };
		assert.match(formatText(sortingProblem(sorted, columns) ?? text("")), /sorted by id/);
		const log = { engine: "Log", sortingKey: [] };
		assert.match(formatText(sortingProblem(log, columns) ?? text("")), /no sorting key/);
	});

	it("leads to an instrument alone where no time follows", () => {
		assert.match(problem(["symbol", "id"]) ?? "", /not by time.*all rows of its instrument/);
	});

	it("is of one instrument where the table has no column of them", () => {
		const engine = "MergeTree";
		const columns = { time: "ts.ms" };
		assert.equal(sortingProblem({ engine, sortingKey: ["ts.ms"] }, columns), undefined);
		assert.notEqual(sortingProblem({ engine, sortingKey: ["tsxms"] }, columns), undefined);
	});
});
