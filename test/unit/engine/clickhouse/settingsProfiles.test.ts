import assert from "node:assert/strict";
import { durationMs, epochMs } from "../../../../src/core/time";
import type { VwapPlan } from "../../../../src/core/trades/plan";
import { type ClickHouseServer, signInTo } from "../../../../src/engine/clickhouse/server";
import { tableOf } from "../../../../src/engine/clickhouse/table";
import { sumTable } from "../../../../src/engine/clickhouse/tableSums";
import { judgeTable } from "../../../../src/engine/clickhouse/tableVerdict";
import { profileProxy } from "../../../support/clickHouse/profileProxy";
import { optionsFor, UNTIL_DONE } from "./madeServers";
import { LAYOUT } from "./madeTables";
import { useClickHouse } from "./realServers";

/** Profiles by which a server leaves rows out, counts others or answers with something older. */
const PROFILES: readonly Readonly<Record<string, string>>[] = [
	{ limit: "1" },
	{ offset: "1" },
	{ limit: "1", offset: "1", enable_analyzer: "0" },
	{ final: "1" },
	{ apply_deleted_mask: "0" },
	{ max_rows_to_read_leaf: "1000", read_overflow_mode_leaf: "break" },
	{ max_bytes_to_read_leaf: "1000", read_overflow_mode_leaf: "break" },
	{ max_rows_to_read: "1000", read_overflow_mode: "break" },
	{ max_rows_to_group_by: "3", group_by_overflow_mode: "any" },
	{ max_result_rows: "3", result_overflow_mode: "break" },
	{ use_query_cache: "1" },
	{ use_query_cache: "1", query_cache_nondeterministic_function_handling: "save" },
	{ prefer_column_name_to_alias: "1", enable_analyzer: "0" },
	{ aggregate_functions_null_for_empty: "1", join_use_nulls: "1", transform_null_in: "1" },
	{ session_timezone: "America/New_York", date_time_output_format: "iso" },
	{ decimal_check_overflow: "0", empty_result_for_aggregation_by_empty_set: "1" },
	{ extremes: "1", totals_mode: "before_having", output_format_json_quote_64bit_integers: "0" },
	{ compatibility: "21.1" },
];

describe("a table that a user with a settings profile reads", function () {
	this.timeout(120_000);
	const clickHouse = useClickHouse("current");

	const plan: VwapPlan = {
		kind: "vwap",
		symbol: "T",
		interval: durationMs(60_000),
		range: { from: epochMs(1_699_999_980_000), to: epochMs(1_700_000_580_000) },
	};
	const made = (table: string, engine: string) =>
		`CREATE TABLE default.${table} (symbol String, time Int64, id UInt64, price Decimal(18, 2), size Decimal(18, 4), side String) ENGINE = ${engine} ORDER BY (symbol, time, id)`;
	const rows = `SELECT 'T', 1700000000000000 + number * 20000, number, 100 + number % 7 / 100, 1 + number % 3 / 8, 'buy' FROM numbers(20000)`;

	before(async () => {
		const { run } = clickHouse();
		await run(made("kept", "MergeTree"));
		await run(made("replaced", "ReplacingMergeTree"));
		for (const table of ["kept", "replaced", "replaced"]) {
			await run(`INSERT INTO default.${table} ${rows}`);
		}
		await run("DELETE FROM default.kept WHERE id % 50 = 7");
	});

	/** What is charted and judged; `tooLarge` where the server refuses, which is not a smaller number. */
	async function seen(server: ClickHouseServer): Promise<readonly string[]> {
		const found: string[] = [];
		for (const table of ["kept", "replaced"]) {
			const read = await tableOf(server, { database: "default", table }, UNTIL_DONE.signal);
			const said = async (work: Promise<object>) => {
				try {
					found.push(
						JSON.stringify(await work, (key, value: unknown) =>
							key === "sql" ? "" : typeof value === "bigint" ? String(value) : value,
						),
					);
				} catch (error) {
					assert.equal((error as { readonly kind?: string }).kind, "tooLarge", String(error));
					found.push("tooLarge");
				}
			};
			await said(sumTable(plan, server, read, LAYOUT, UNTIL_DONE));
			await said(judgeTable(server, read, LAYOUT, "", UNTIL_DONE));
		}
		return found;
	}

	it("is all of it or refused, whatever the profile says", async () => {
		const whole = await seen(clickHouse().server);
		for (const profile of PROFILES) {
			const proxy = await profileProxy(clickHouse().url, profile);
			const options = optionsFor(proxy.origin, { user: "default", password: "" });
			const server = await signInTo(options, UNTIL_DONE.signal);
			try {
				const found = await seen(server);
				found.forEach((one, at) => {
					if (one !== "tooLarge") assert.equal(one, whole[at], JSON.stringify(profile));
				});
			} finally {
				await server.close();
				await proxy.close();
			}
		}
	});
});
