import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sumTableOrView } from "../../../../src/engine/clickhouse/minuteSums";
import { signInTo } from "../../../../src/engine/clickhouse/server";
import { quoted, raw } from "../../../../src/engine/clickhouse/statement";
import { tableOf, tablesOf } from "../../../../src/engine/clickhouse/table";
import { sumTable } from "../../../../src/engine/clickhouse/tableSums";
import {
	type EmbeddedClickHouse,
	startEmbeddedClickHouse,
} from "../../../support/clickHouse/embedded";
import { startClickHouse } from "../../../support/clickHouse/server";
import { clickHouseTools } from "../../../support/clickHouse/tools";
import { plainSums } from "../engineTools";
import {
	type DocumentedBlock,
	documentedBlocks,
	OUTGROWING,
} from "../../../support/clickHouse/documented";
import { DOCUMENTED, MARKET_LAYOUT, marketLines, MINUTES, ROWS, TAPE, viewOf } from "./madeMarket";
import { optionsFor, refusalOf, UNTIL_DONE } from "./madeServers";

/** A cluster of two shards, both of them the engine itself. */
const CLUSTER = `<tcp_port>9000</tcp_port><remote_servers><market>
<shard><replica><host>127.0.0.1</host><port>9000</port></replica></shard>
<shard><replica><host>localhost</host><port>9000</port></replica></shard>
</market></remote_servers>`;

const { signal } = UNTIL_DONE;
const statementsFor = (...needs: readonly string[]) =>
	documentedBlocks()
		.filter((block) => needs.includes(block.needs))
		.flatMap(({ statements }) => statements);

describe("docs/outgrowing-one-machine.md", function () {
	this.timeout(120_000);
	let folder = "";
	let engine: EmbeddedClickHouse | undefined;
	beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "value-area-documented-"))));
	afterEach(async () => {
		await engine?.stop();
		engine = undefined;
		rmSync(folder, { recursive: true, force: true });
	});

	/** A current engine over the data of this test, as its one user. */
	async function start(config = ""): Promise<EmbeddedClickHouse> {
		await engine?.stop();
		const file = join(folder, "config.xml");
		writeFileSync(file, `<clickhouse>${config}</clickhouse>`);
		engine = await startEmbeddedClickHouse({ folder: join(folder, "data"), config: file });
		return engine;
	}
	const signIn = ({ url }: Pick<EmbeddedClickHouse, "url">, user = "default", password = "") =>
		signInTo(optionsFor(url, { name: "team", user, password }), signal);

	/** Runs blocks in their order, with trades as soon as there is a place for them. */
	async function follow({ run }: EmbeddedClickHouse, blocks: readonly DocumentedBlock[]) {
		const answers = new Map<string, string>();
		for (const { statements } of blocks) {
			for (const statement of statements) answers.set(statement, await run(statement));
			if (!statements.includes(DOCUMENTED.toRows)) continue;
			await run("INSERT INTO market.trades FORMAT TabSeparated", marketLines(TAPE));
		}
		return (start: string) => {
			const found = [...answers].filter(([statement]) => statement.startsWith(start));
			assert.equal(found.length, 1, start);
			return found[0]?.[1];
		};
	}

	it("has statements that run one after the other, on one server and over shards", async function () {
		if (clickHouseTools().embedded === undefined) this.skip();
		const blocks = documentedBlocks();
		assert.deepEqual([...new Set(blocks.map(({ needs }) => needs))], ["", "cluster", "users"]);
		const clickHouse = await start(CLUSTER);
		const answer = await follow(
			clickHouse,
			blocks.filter(({ needs }) => needs !== "users"),
		);
		assert.equal(answer("SELECT day, sum(of_table)"), "", "every minute is there once");
		const [select = ""] = statementsFor("").filter((one) => one.startsWith("SELECT\n    minute,"));
		const shown = await clickHouse.run(`${select.replace("'BTC-USDT'", "'T'")} FORMAT TSV`);
		const [first = ""] = shown.split("\n");
		const vwap = (100 + 2 * 90 + 3 * 110) / 6;
		const [minute, ...numbers] = first.split("\t");
		assert.equal(minute, "2026-03-02 00:00:00");
		assert.deepEqual(numbers.map(Number), [vwap, 3, 100, 110, 90, 110]);
		const server = await signIn(clickHouse);
		for (const [name, view] of [
			["trades", "trades_to_"],
			["all_trades", "trades_to_"],
		] as const) {
			const table = await tableOf(server, { database: "market", table: name }, signal);
			for (const plan of [MINUTES, ROWS]) {
				const sums = await sumTableOrView(plan, server, table, MARKET_LAYOUT, UNTIL_DONE);
				assert.ok(viewOf(sums)?.startsWith(view), name);
				const base = await sumTable(plan, server, table, MARKET_LAYOUT, UNTIL_DONE);
				assert.deepEqual(plainSums(sums), plainSums(base));
			}
		}
		await server.close();
	});

	it("fills views with what they select", () => {
		for (const [view, target] of [
			[DOCUMENTED.toMinutes, "trades_by_minute"],
			[DOCUMENTED.toRows, "trades_by_row"],
		] as const) {
			const [fill = ""] = statementsFor("").filter((one) =>
				one.startsWith(`INSERT INTO market.${target}\n`),
			);
			const select = view.slice(view.indexOf("SELECT"));
			const month = "WHERE toYYYYMM(time) = 202603\n";
			assert.equal(fill.slice(fill.indexOf("SELECT")).replace(month, ""), select);
			assert.ok(fill.includes(month));
		}
	});

	it("gives a reader the rights that charts need, and no others", async function () {
		if (clickHouseTools().embedded === undefined) this.skip();
		const owner = await start(CLUSTER);
		await follow(
			owner,
			documentedBlocks().filter(({ needs }) => needs !== "users"),
		);
		const users = statementsFor("users");
		for (const statement of users) await owner.run(`SELECT formatQuery(${quoted(statement)})`);
		const grants = users.flatMap((one) => /^(GRANT .*) TO charts_reader$/.exec(one)?.[1] ?? []);
		assert.equal(grants.length, users.filter((one) => one.startsWith("GRANT")).length);
		const rights = grants.map((grant) => `<query>${grant}</query>`).join("");
		const file = join(folder, "users.xml");
		writeFileSync(
			file,
			`<clickhouse><profiles><default><readonly>2</readonly></default></profiles><quotas><default/></quotas><users><default><password></password><networks><ip>::/0</ip></networks><profile>default</profile><quota>default</quota><grants>${rights}</grants></default></users></clickhouse>`,
		);
		const reader = await start(`${CLUSTER}<users_config>${file}</users_config>`);
		const server = await signIn(reader);
		const listed = await tablesOf(server, signal);
		assert.ok(listed.some(({ table }) => table === "trades"));
		for (const name of ["trades", "all_trades"]) {
			const table = await tableOf(server, { database: "market", table: name }, signal);
			const sums = await sumTableOrView(ROWS, server, table, MARKET_LAYOUT, UNTIL_DONE);
			assert.equal(viewOf(sums), "trades_to_rows", name);
		}
		await server.query(raw("SELECT toString(read_rows) FROM system.processes"), UNTIL_DONE);
		await reader.run("KILL QUERY WHERE query_id = 'gone' ASYNC");
		await assert.rejects(
			reader.run("INSERT INTO market.trades (id) VALUES (1)"),
			/readonly|privileges/,
		);
		await assert.rejects(reader.run("SELECT 1 FROM system.users"), /privileges/);
		await server.close();
	});

	it("gives a reader of an old server the same by users.xml", async function () {
		if (clickHouseTools().server === undefined) this.skip();
		const [, xml = ""] =
			/^```xml users\n([^]*?)^```$/m.exec(readFileSync(OUTGROWING, "utf8")) ?? [];
		const section = (name: "profiles" | "quotas" | "users") =>
			new RegExp(`<${name}>([^]*?)</${name}>`).exec(xml)?.[1] ?? assert.fail(name);
		const old = await startClickHouse({
			users: {
				profiles: section("profiles"),
				quotas: section("quotas"),
				users: section("users"),
			},
		});
		try {
			await old.run("CREATE DATABASE market");
			await old.run(
				"CREATE TABLE market.trades (symbol String, time DateTime, id UInt64, price Decimal(18, 8), size Decimal(18, 8), side Enum8('unknown' = 0, 'buy' = 1, 'sell' = 2)) ENGINE = MergeTree PARTITION BY toYYYYMM(time) ORDER BY (symbol, time, id)",
			);
			const lines = marketLines(TAPE).replaceAll(/\.\d{6}/g, "");
			await old.run("INSERT INTO market.trades FORMAT TabSeparated", lines);
			await refusalOf(signIn(old, "charts_reader", "another"), "badKey");
			const server = await signIn(old, "charts_reader", "choose another one");
			const table = await tableOf(server, { database: "market", table: "trades" }, signal);
			const sums = await sumTableOrView(MINUTES, server, table, MARKET_LAYOUT, UNTIL_DONE);
			assert.deepEqual("count" in sums && [...sums.count], [3, 1, 1, 1]);
			await refusalOf(server.query(raw("DROP TABLE market.trades"), UNTIL_DONE), "notEntitled");
			await refusalOf(server.query(raw("SELECT 'x' FROM default.t"), UNTIL_DONE), "notEntitled");
			await server.close();
		} finally {
			await old.stop();
		}
	});
});
