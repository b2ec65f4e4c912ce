import assert from "node:assert/strict";
import {
	columnForm,
	expressionForm,
	groupedSelect,
	mayChangeRows,
	viewTarget,
} from "../../../../src/engine/clickhouse/selectText";

describe("a SELECT that groups the rows of one table", () => {
	it("is read into its columns, whatever its spaces and quotes", () => {
		const found = groupedSelect(
			"SELECT `a b`, sum ( x*2 ) AS \"s\", f(y, 'it\\'s, FROM') AS t FROM `d`.`t ``1` GROUP BY `a b`, t",
		);
		assert.deepEqual(found && [found.database, found.table, [...found.columns.keys()]], [
			"d",
			"t `1",
			["a b", "s", "t"],
		]);
		assert.equal(found?.columns.get("s"), expressionForm("sum(`x` * 2)"));
		assert.equal(found?.columns.get("a b"), columnForm("a b"));
		assert.equal(found?.columns.get("t"), expressionForm("f(y, 'it''s, FROM')"));
		assert.deepEqual(found?.keys, [columnForm("a b"), columnForm("t")]);
	});

	it("is nothing else", () => {
		for (const other of [
			"SELECT a FROM d.t WHERE a > 1 GROUP BY a",
			"SELECT a FROM d.t FINAL GROUP BY a",
			"SELECT a FROM d.t AS t GROUP BY a",
			"SELECT a FROM d.t SAMPLE 0.1 GROUP BY a",
			"SELECT a FROM d.t, d.u GROUP BY a",
			"SELECT a FROM t GROUP BY a",
			"SELECT a FROM (SELECT a FROM d.t) GROUP BY a",
			"WITH 1 AS b SELECT a FROM d.t GROUP BY a",
			"SELECT a + 1 FROM d.t GROUP BY a",
			"SELECT a AS x, b AS x FROM d.t GROUP BY a",
			"SELECT a FROM d.t",
			"INSERT INTO d.t SELECT a FROM d.t GROUP BY a",
			"",
		]) {
			assert.equal(groupedSelect(other), undefined, other);
		}
	});

	it("keeps what stands behind its keys with the last of them, which then is none", () => {
		const plain = groupedSelect("SELECT a FROM d.t GROUP BY a");
		for (const more of ["WITH TOTALS", "HAVING a > 1", "ORDER BY a", "LIMIT 1", "SETTINGS x = 1"]) {
			const found = groupedSelect(`SELECT a FROM d.t GROUP BY a ${more}`);
			assert.notDeepEqual(found?.keys, plain?.keys, more);
		}
		assert.deepEqual(groupedSelect("SELECT DISTINCT a FROM d.t GROUP BY a"), undefined);
	});
});

describe("the target of a materialised view", () => {
	it("is the table behind TO", () => {
		const target = { database: "d", table: "t" };
		assert.deepEqual(
			viewTarget("CREATE MATERIALIZED VIEW d.v TO d.t (`a` UInt8) AS SELECT 1"),
			target,
		);
		assert.deepEqual(
			viewTarget("CREATE MATERIALIZED VIEW `d`.`v` UUID 'x' TO `d`.`t` AS SELECT 1"),
			target,
		);
	});

	it("is none where it keeps its rows itself, or is filled at times", () => {
		for (const other of [
			"CREATE MATERIALIZED VIEW d.v (`a` UInt8) ENGINE = MergeTree ORDER BY a AS SELECT 1",
			"CREATE MATERIALIZED VIEW d.v REFRESH EVERY 1 HOUR TO d.t AS SELECT 1",
			"CREATE MATERIALIZED VIEW d.v TO INNER UUID 'x' AS SELECT 1",
			"CREATE VIEW d.v AS SELECT 1",
		]) {
			assert.equal(viewTarget(other), undefined, other);
		}
	});
});

describe("rows of a table", () => {
	it("stay as they were inserted unless it was made otherwise", () => {
		const made = (columns: string, rest = "") =>
			`CREATE TABLE d.t (${columns}) ENGINE = MergeTree ORDER BY a ${rest}`;
		assert.equal(mayChangeRows(made("`a` Int8, `ttl` Int8", "TTL t + toIntervalDay(1)")), false);
		assert.equal(mayChangeRows(made("`alias` Int8 CODEC(ZSTD(1))")), false);
		assert.equal(mayChangeRows(made("`a` Int8 TTL t + toIntervalDay(1)")), true);
		assert.equal(mayChangeRows(made("`a` Int8, `b` Int8 ALIAS a")), true);
		assert.equal(mayChangeRows(made("`a` Int8", "TTL t GROUP BY a SET b = max(b)")), true);
		assert.equal(mayChangeRows(made("`a` Int8", "SETTINGS enable_block_number_column = 1")), true);
	});
});
