import assert from "node:assert/strict";
import { type ServerOptions, signInTo } from "../../../../src/engine/clickhouse/server";
import { raw } from "../../../../src/engine/clickhouse/statement";
import type { TradesPlan } from "../../../../src/core/trades/plan";
import { durationMs, epochMs } from "../../../../src/core/time";
import type { TableLayout } from "../../../../src/core/trades/table/tableLayout";
import { sumTable } from "../../../../src/engine/clickhouse/tableSums";
import { tableOf, tablesOf } from "../../../../src/engine/clickhouse/table";
import { type ClickHouseServer, startClickHouse } from "../../../support/clickHouse/server";
import { freePort } from "../../../support/clickHouse/child";
import { clickHouseTools } from "../../../support/clickHouse/tools";
import { KeptLog } from "../../app/keptLog";
import { LIMITS, optionsFor, refusalOf, UNTIL_DONE } from "./madeServers";

const user = (name: string, more: { profile?: string; quota?: string; rest?: string } = {}) =>
	`<${name}><password>secret pass</password><networks><ip>127.0.0.0/8</ip></networks><profile>${more.profile ?? "default"}</profile><quota>${more.quota ?? "default"}</quota>${more.rest ?? ""}</${name}>`;

const USERS = {
	profiles: "<locked><readonly>1</readonly></locked>",
	quotas: "<tight><interval><duration>3600</duration><queries>2</queries></interval></tight>",
	users: [
		user("reader"),
		user("locked", { profile: "locked" }),
		user("confined", {
			rest: "<allow_databases><database>other</database></allow_databases>",
		}),
		user("tight", { quota: "tight" }),
	].join(""),
};
const FOR_EVER = raw("SELECT toString(count()) FROM system.numbers");

describe("a real ClickHouse server", function () {
	this.timeout(60_000);
	const started: ClickHouseServer[] = [];
	let main: ClickHouseServer;

	before(async function () {
		if (clickHouseTools().server === undefined) this.skip();
		main = await start({ users: USERS });
	});
	after(async () => {
		for (const server of started) await server.stop();
	});

	async function start(options: Parameters<typeof startClickHouse>[0]) {
		const server = await startClickHouse(options);
		started.push(server);
		return server;
	}

	const signIn = (options: Partial<ServerOptions> = {}, { url } = main) =>
		signInTo(optionsFor(url, options), UNTIL_DONE.signal);

	it("refuses another password, and another user", async () => {
		const log = new KeptLog();
		await refusalOf(signIn({ password: "wrong one", log }), "badKey");
		await refusalOf(signIn({ user: "nobody", log }), "badKey");
		assert.match(log.lines.join("\n"), /Wrong password for user reader/);
		assert.doesNotMatch(log.lines.join("\n"), /wrong one/);
	});

	it("tells what it has, and that it has no such table", async () => {
		await main.run("CREATE DATABASE market");
		await main.run(
			"CREATE TABLE market.trades (time DateTime, price Decimal(18, 8), size Float64, v UInt8) ENGINE = ReplacingMergeTree(v) PARTITION BY toYYYYMM(time) ORDER BY (time, toDate(time))",
		);
		const server = await signIn();
		const { signal } = UNTIL_DONE;
		assert.deepEqual(
			(await tablesOf(server, signal)).filter(({ database }) => database === "market"),
			[{ database: "market", table: "trades", engine: "ReplacingMergeTree" }],
		);
		const table = await tableOf(server, { database: "market", table: "trades" }, signal);
		assert.deepEqual(table.sortingKey, ["time", "toDate(time)"]);
		assert.deepEqual(
			[table.takesFinal, table.isReplicated, table.isDistributed],
			[true, false, false],
		);
		assert.deepEqual(
			table.columns.map(({ name }) => name),
			["time", "price", "size", "v"],
		);
		const error = await refusalOf(
			tableOf(server, { database: "market", table: "none" }, signal),
			"notFound",
		);
		assert.match(error.message, /market\.none/);
		await refusalOf(server.query(raw("SELECT 'x' FROM market.none"), UNTIL_DONE), "notFound");
		await refusalOf(server.query(raw("SELECT 'x' FROM none.none"), UNTIL_DONE), "notFound");
		await refusalOf(server.query(raw("SELECT none FROM market.trades"), UNTIL_DONE), "notFound");
		await server.close();
	});

	it("permits nothing beyond a user's rights, and no change at all", async () => {
		const confined = await signIn({ user: "confined" });
		await refusalOf(confined.query(raw("SELECT 'x' FROM default.t"), UNTIL_DONE), "notEntitled");
		await confined.close();
		const server = await signIn();
		await refusalOf(
			server.query(raw("CREATE TABLE t (a Int8) ENGINE = Log"), UNTIL_DONE),
			"notEntitled",
		);
		await server.close();
		assert.equal(await main.run("EXISTS TABLE default.t"), "0\n");
	});

	it("answers a user who may set nothing", async () => {
		const server = await signIn({ user: "locked" });
		const shards = { ...UNTIL_DONE, wholeness: "wholeOfShards" } as const;
		assert.deepEqual((await server.query(raw("SELECT 'x'"), shards)).columns, [["x"]]);
		await server.close();
	});

	it("tells when a quota is used up", async () => {
		const server = await signIn({ user: "tight" });
		const ask = () => server.query(raw("SELECT 'x'"), UNTIL_DONE);
		await ask();
		const { facts } = await refusalOf(ask().then(ask), "rateLimited");
		assert.equal((facts.retryAt ?? 0) % 3_600_000, 0);
		await server.close();
	});

	it("ends what takes too long, too much memory or too many rows", async () => {
		const limits = { ...LIMITS, seconds: 1, memoryBytes: 20_000_000, rows: 1_000 };
		const server = await signIn({ limits });
		const { facts } = await refusalOf(server.query(FOR_EVER, UNTIL_DONE), "timeout");
		assert.equal(facts.limit, 1);
		const hoard = raw("SELECT toString(length(groupArray(number))) FROM system.numbers");
		const hoarded = await refusalOf(server.query(hoard, UNTIL_DONE), "tooLarge");
		assert.match(hoarded.message, /memory/);
		const many = raw(
			"SELECT toString(number) FROM (SELECT number FROM system.numbers LIMIT 100000)",
		);
		assert.match((await refusalOf(server.query(many, UNTIL_DONE), "tooLarge")).message, /rows/);
		await server.close();
	});

	it("ends queries that are cancelled, each of them and no other", async () => {
		const server = await signIn({ progressMs: 20 });
		const controllers = [new AbortController(), new AbortController(), new AbortController()];
		const [first, second, third] = controllers.map(({ signal }, at) => {
			const of = raw(`SELECT toString(count()) FROM system.numbers WHERE number % 7 = ${at}`);
			return server.query(of, { signal, wholeness: "whole" });
		});
		const count = () =>
			main.run(
				"SELECT count() FROM system.processes WHERE query LIKE '%number \\% 7 =%' AND query NOT LIKE '%processes%'",
			);
		const until = async (wanted: string) => {
			while ((await count()) !== `${wanted}\n`) await new Promise(setImmediate);
		};
		await until("3");
		controllers[0]?.abort();
		controllers[1]?.abort();
		await Promise.all(
			[first, second].map((one) => refusalOf(one ?? Promise.resolve(), "cancelled")),
		);
		await until("1");
		controllers[2]?.abort();
		await refusalOf(third ?? Promise.resolve(), "cancelled");
		await server.close();
		await until("0");
	});

	it("that is gone in the middle of a query is told of", async () => {
		const gone = await start({});
		const server = await signIn({ user: "default", password: "" }, gone);
		const query = server.query(FOR_EVER, UNTIL_DONE);
		const failed = refusalOf(query, "reset");
		while (!(await gone.run("SELECT count() FROM system.processes")).startsWith("2"))
			await new Promise(setImmediate);
		await gone.kill();
		await failed;
		await refusalOf(server.query(FOR_EVER, UNTIL_DONE), "refused");
		await server.close();
	});

	it("with a shard that is down answers for no part of the cluster", async () => {
		const [one, other] = await Promise.all([freePort("127.0.0.1"), freePort("127.0.0.2")]);
		const second = await start({ host: "127.0.0.2", tcpPort: other });
		const first = await start({
			tcpPort: one,
			users: USERS,
			clusters: {
				pair: [
					{ host: "127.0.0.1", tcpPort: one },
					{ host: "127.0.0.2", tcpPort: other },
				],
			},
		});
		const local =
			"CREATE TABLE local (time Int64, price Decimal(18, 2), size Decimal(18, 2)) ENGINE = MergeTree ORDER BY time";
		for (const server of [first, second]) {
			await server.run(local);
			await server.run("INSERT INTO local FORMAT TabSeparated", "1\t1\t1\n");
		}
		await first.run(
			"CREATE TABLE everywhere AS local ENGINE = Distributed('pair', 'default', 'local')",
		);
		const server = await signIn({}, first);
		const name = { database: "default", table: "everywhere" };
		const table = await tableOf(server, name, UNTIL_DONE.signal);
		const plan: TradesPlan = {
			kind: "vwap",
			symbol: "T",
			interval: durationMs(60_000),
			range: { from: epochMs(0), to: epochMs(60_000) },
		};
		const layout: TableLayout = {
			columns: { time: "time", price: "price", size: "size" },
			timeUnit: "ms",
			side: { of: "nobody" },
			priceScale: 0,
		};
		const sum = () => sumTable(plan, server, table, layout, UNTIL_DONE);
		const sums = await sum();
		assert.deepEqual("notional" in sums && [sums.notional, [...sums.count]], [[20_000n], [2]]);
		assert.deepEqual([table.isDistributed, table.sortingKey], [true, ["time"]]);
		const all = raw("SELECT toString(count()) FROM everywhere");
		const whole = { ...UNTIL_DONE, wholeness: "wholeOfShards" } as const;
		assert.deepEqual((await server.query(all, whole)).columns, [["2"]]);
		await second.kill();
		const error = await refusalOf(server.query(all, whole), "server");
		assert.match(error.message, /part of the cluster/);
		await refusalOf(sum(), "server");
		const locked = await signIn({ user: "locked" }, first);
		assert.deepEqual((await locked.query(raw("SELECT 'x'"), whole)).columns, [["x"]]);
		await locked.close();
		await server.close();
	});
});
