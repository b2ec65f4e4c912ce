import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tableOf, wholenessOf } from "../../../../src/engine/clickhouse/table";
import { plainSums, UNTIL_DONE } from "../engineTools";
import { madeMarket, MINUTES, ROWS, TAPE, viewOf } from "./madeMarket";
import { useClickHouse } from "./realServers";

/** Two shards, both of them this engine, so that each trade is there twice. */
const CLUSTER = `<clickhouse><tcp_port>9000</tcp_port><remote_servers><market>
<shard><replica><host>127.0.0.1</host><port>9000</port></replica></shard>
<shard><replica><host>localhost</host><port>9000</port></replica></shard>
</market><half>
<shard><replica><host>127.0.0.1</host><port>9000</port></replica></shard>
<shard><replica><host>127.0.0.1</host><port>1</port></replica></shard>
</half></remote_servers></clickhouse>`;

describe("sums of trades on several servers from their per-minute views", function () {
	this.timeout(60_000);
	const folder = mkdtempSync(join(tmpdir(), "value-area-shards-"));
	const config = join(folder, "config.xml");
	writeFileSync(config, CLUSTER);
	after(() => rmSync(folder, { recursive: true, force: true }));
	const clickHouse = useClickHouse("current", () => ({ folder: join(folder, "data"), config }));

	const distributed = (below: string, all: string, database: string) =>
		`CREATE TABLE market.${all} AS market.${below} ENGINE = Distributed(market, ${database}, ${below})`;

	it("are those of all servers", async () => {
		const { database, insert, run, sum, base } = await madeMarket(clickHouse());
		await run(distributed("trades", "all_trades", database));
		await insert(TAPE);
		for (const plan of [MINUTES, ROWS]) {
			assert.equal((await sum(plan, "all_trades")).view, undefined, "nothing reads all views");
		}
		await run(distributed("trades_by_minute", "all_minutes", database));
		await run(distributed("trades_by_row", "all_rows", database));
		for (const plan of [MINUTES, ROWS]) {
			const sums = await sum(plan, "all_trades");
			assert.equal(viewOf(sums), plan === MINUTES ? "trades_to_minutes" : "trades_to_rows");
			assert.match(sums.sql, plan === MINUTES ? /all_minutes/ : /all_rows/);
			assert.deepEqual(plainSums(sums), plainSums(await base(plan, "all_trades")));
			assert.notDeepEqual(plainSums(sums), plainSums(await base(plan)));
		}
	});

	it("are those of the tables where nothing reads the view on all of them", async () => {
		const { database, insert, run, sum, base } = await madeMarket(clickHouse());
		await run(distributed("trades", "all_trades", database));
		await run(distributed("trades_by_row", "all_rows", database));
		await run("CREATE TABLE market.other_minutes AS market.trades_by_minute");
		await run(distributed("other_minutes", "all_minutes", database));
		await insert(TAPE);
		const sums = await sum(MINUTES, "all_trades");
		assert.equal(sums.view, undefined);
		assert.deepEqual(plainSums(sums), plainSums(await base(MINUTES, "all_trades")));
	});

	it("are none where a shard is down, also where the table says that such are left out", async () => {
		const { database, insert, run, sum } = await madeMarket(clickHouse());
		await insert(TAPE);
		const half = `AS market.trades ENGINE = Distributed(half, ${database}, trades)`;
		await run(`CREATE TABLE market.half_trades ${half} SETTINGS skip_unavailable_shards = 1`);
		await run("CREATE VIEW market.seen_trades AS SELECT * FROM market.half_trades");
		const count = (table: string) => run(`SELECT count() FROM market.${table}`);
		assert.equal(await count("half_trades"), await count("trades"), "they are left out");
		for (const table of ["half_trades", "seen_trades"]) {
			await assert.rejects(sum(MINUTES, table), /a part of the cluster cannot be reached/);
		}
		// A user who may set nothing cannot say otherwise than the table.
		const { server } = clickHouse();
		const sureOf = async (table: string) =>
			wholenessOf(await tableOf(server, { database, table }, UNTIL_DONE.signal));
		assert.deepEqual(
			[await sureOf("half_trades"), await sureOf("seen_trades"), await sureOf("trades")],
			["wholeOfSkippedShards", "wholeOfShards", "whole"],
		);
	});
});
