import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { plainSums } from "../engineTools";
import { madeMarket, MINUTES, ROWS, TAPE, viewOf } from "./madeMarket";
import { useClickHouse } from "./realServers";

/** Two shards, both of them this engine, so that each trade is there twice. */
const CLUSTER = `<clickhouse><tcp_port>9000</tcp_port><remote_servers><market>
<shard><replica><host>127.0.0.1</host><port>9000</port></replica></shard>
<shard><replica><host>localhost</host><port>9000</port></replica></shard>
</market></remote_servers></clickhouse>`;

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
});
