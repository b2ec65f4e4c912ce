import assert from "node:assert/strict";
import { isProviderError } from "../../../../src/core/errors/errors";
import {
	type ClickHouseServer as SignedIn,
	type ServerOptions,
	signInTo,
} from "../../../../src/engine/clickhouse/server";
import { raw } from "../../../../src/engine/clickhouse/statement";
import type { TradesPlan } from "../../../../src/core/trades/plan";
import { durationMs, epochMs } from "../../../../src/core/time";
import type { TableLayout } from "../../../../src/core/trades/table/tableLayout";
import { sumTable } from "../../../../src/engine/clickhouse/tableSums";
import { judgeTable } from "../../../../src/engine/clickhouse/tableVerdict";
import { tableOf, tablesOf } from "../../../../src/engine/clickhouse/table";
import { type ClickHouseServer, startClickHouse } from "../../../support/clickHouse/server";
import { type CountingProxy, countingProxy } from "../../../support/clickHouse/countingProxy";
import { freePort } from "../../../support/clickHouse/child";
import { clickHouseTools } from "../../../support/clickHouse/tools";
import { KeptLog } from "../../app/keptLog";
import { LIMITS, optionsFor, refusalOf, UNTIL_DONE } from "./madeServers";

const user = (name: string, more: { profile?: string; quota?: string; rest?: string } = {}) =>
	`<${name}><password>secret pass</password><networks><ip>127.0.0.0/8</ip></networks><profile>${more.profile ?? "default"}</profile><quota>${more.quota ?? "default"}</quota>${more.rest ?? ""}</${name}>`;

const USERS = {
	profiles: [
		"<locked><readonly>1</readonly></locked>",
		"<asAdvised><readonly>2</readonly></asAdvised>",
		"<skipping><readonly>1</readonly><skip_unavailable_shards>1</skip_unavailable_shards></skipping>",
		"<breaking><readonly>1</readonly><timeout_overflow_mode>break</timeout_overflow_mode></breaking>",
	].join(""),
	quotas: "<tight><interval><duration>3600</duration><queries>2</queries></interval></tight>",
	users: [
		user("reader"),
		...["locked", "asAdvised", "skipping", "breaking"].map((profile) => user(profile, { profile })),
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

	/** Resolves once so many queries with these words run on a server. */
	async function running({ run }: Pick<ClickHouseServer, "run">, words: string, wanted: number) {
		const statement = `SELECT count() FROM system.processes WHERE position(query, '${words}') > 0 AND position(query, 'processes') = 0`;
		while ((await run(statement)) !== `${wanted}\n`) await new Promise(setImmediate);
	}

	const none = (server: Pick<ClickHouseServer, "run">, words: string) => running(server, words, 0);

	it("refuses another password, and another user", async () => {
		const log = new KeptLog();
		const refused = await refusalOf(signIn({ password: "wrong one", log }), "badKey");
		assert.match(refused.message, /^team refused user or password/);
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
		const gone = server.query(raw("SELECT none FROM market.trades"), UNTIL_DONE);
		assert.match(
			(await refusalOf(gone, "notFound")).message,
			/^team: a column that was there is gone/,
		);
		await server.close();
	});

	it("permits nothing beyond a user's rights, and no change at all", async () => {
		const confined = await signIn({ user: "confined" });
		const forbidden = confined.query(raw("SELECT 'x' FROM default.t"), UNTIL_DONE);
		const { message } = await refusalOf(forbidden, "notEntitled");
		assert.match(message, /^team does not permit this to its user/);
		await confined.close();
		const server = await signIn();
		await refusalOf(
			server.query(raw("CREATE TABLE t (a Int8) ENGINE = Log"), UNTIL_DONE),
			"notEntitled",
		);
		await server.close();
		assert.equal(await main.run("EXISTS TABLE default.t"), "0\n");
	});

	it("answers a user who may set nothing, where nothing is left out by what the user has", async () => {
		const answersOf = async (user: string) => {
			const log = new KeptLog();
			const server = await signIn({ user, log });
			const found: string[] = [];
			for (const wholeness of ["any", "whole", "wholeOfShards"] as const) {
				const answer = server.query(raw("SELECT 'x'"), { ...UNTIL_DONE, wholeness });
				found.push(
					await answer.then(
						({ columns }) => columns.join(),
						(error: unknown) => (isProviderError(error) ? error.message : String(error)),
					),
				);
			}
			await server.close();
			return { found, said: log.lines.filter((line) => line.includes("may set nothing")).length };
		};
		assert.deepEqual(await answersOf("locked"), { found: ["x", "x", "x"], said: 1 });
		assert.deepEqual(await answersOf("asAdvised"), { found: ["x", "x", "x"], said: 0 });
		const skipping = await answersOf("skipping");
		assert.deepEqual(skipping.found.slice(0, 2), ["x", "x"]);
		assert.match(skipping.found[2] ?? "", /^team lets .* leave out shards that are down/);
		const [any, ...whole] = (await answersOf("breaking")).found;
		assert.equal(any, "x");
		for (const refused of whole)
			assert.match(refused, /^team lets .* leave rows out without a word/);
	});

	it("is left where its answer does not end, and told of where it fails late", async () => {
		// Without settings an answer is sent while it is being worked out.
		const limits = { ...LIMITS, bytes: 1024 * 1024 };
		const server = await signIn({ user: "locked", limits });
		const numbers = "SELECT toString(number) FROM system.numbers WHERE number % 3 < 3";
		const endless = await refusalOf(server.query(raw(numbers), UNTIL_DONE), "tooLarge");
		assert.match(endless.message, /^team sent more than 1 MB in one answer/);
		const late = "SELECT toString(throwIf(number = 65536)) FROM system.numbers LIMIT 70000";
		const failed = await refusalOf(server.query(raw(late), UNTIL_DONE), "server");
		assert.match(failed.message, /^team could not answer \(error 395\)/);
		await server.close();
		await none(main, "number % 3 < 3");
	});

	it("that hangs is left at once by who cancels, and after the time that a query has", async () => {
		const hanging = await start({});
		const limits = { ...LIMITS, seconds: 1 };
		const server = await signIn({ user: "default", password: "", limits, graceMs: 1_000 }, hanging);
		const controller = new AbortController();
		const query = (rest: number) =>
			raw(`SELECT toString(count()) FROM system.numbers WHERE number % 9 = ${rest}`);
		const cancelled = server.query(query(1), { signal: controller.signal, wholeness: "whole" });
		const late = server.query(query(2), UNTIL_DONE);
		const failures = [refusalOf(cancelled, "cancelled"), refusalOf(late, "timeout")];
		await running(hanging, "number % 9 =", 2);
		hanging.pause();
		controller.abort();
		await failures[0];
		const error = await failures[1];
		assert.match(error?.message ?? "", /^team did not answer within 1 s/);
		hanging.resume();
		await server.close();
		await none(hanging, "number % 9 =");
	});

	it("tells when a quota is used up", async () => {
		const server = await signIn({ user: "tight" });
		const ask = () => server.query(raw("SELECT 'x'"), UNTIL_DONE);
		await ask();
		const { facts, message } = await refusalOf(ask().then(ask), "rateLimited");
		assert.equal((facts.retryAt ?? 0) % 3_600_000, 0);
		assert.match(message, /^team: the quota of its user is used up until \d{4}-/);
		await server.close();
	});

	it("ends what takes too long, too much memory or too many rows", async () => {
		const limits = { ...LIMITS, seconds: 1, memoryBytes: 20_000_000, rows: 1_000 };
		const server = await signIn({ limits });
		const { message } = await refusalOf(server.query(FOR_EVER, UNTIL_DONE), "timeout");
		assert.match(message, /^team did not answer within 1 s/);
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
		const until = (wanted: number) => running(main, "number % 7 =", wanted);
		await until(3);
		controllers[0]?.abort();
		controllers[1]?.abort();
		await Promise.all(
			[first, second].map((one) => refusalOf(one ?? Promise.resolve(), "cancelled")),
		);
		await until(1);
		controllers[2]?.abort();
		await refusalOf(third ?? Promise.resolve(), "cancelled");
		await server.close();
		await until(0);
	});

	it("that is gone in the middle of a query is told of", async () => {
		const gone = await start({});
		const server = await signIn({ user: "default", password: "" }, gone);
		const query = server.query(FOR_EVER, UNTIL_DONE);
		const failed = refusalOf(query, "reset");
		await running(gone, "system.numbers", 1);
		await gone.kill();
		assert.match((await failed).message, /^team could not be read: the connection was cut/);
		const after = await refusalOf(server.query(FOR_EVER, UNTIL_DONE), "refused");
		assert.match(after.message, /team/);
		await server.close();
	});

	describe("that is a pair", () => {
		let first: ClickHouseServer;
		let second: ClickHouseServer;
		let between: CountingProxy;
		let server: SignedIn;
		const whole = { ...UNTIL_DONE, wholeness: "wholeOfShards" } as const;
		const TRADES = 20_000;

		beforeEach(async () => {
			second = await start({ host: "127.0.0.2" });
			between = await countingProxy(`http://127.0.0.2:${second.tcpPort}`);
			const tcpPort = await freePort("127.0.0.1");
			const hosts = [tcpPort, Number(new URL(between.origin).port)];
			first = await start({
				tcpPort,
				users: USERS,
				clusters: { pair: hosts.map((port) => ({ host: "127.0.0.1", tcpPort: port })) },
			});
			for (const one of [first, second]) {
				await one.run(
					"CREATE TABLE local (time Int64, price Decimal(18, 2), size Decimal(18, 2)) ENGINE = MergeTree ORDER BY time",
				);
				await one.run(
					`INSERT INTO local SELECT number, toDecimal64(1, 2), toDecimal64(1, 2) FROM system.numbers LIMIT ${TRADES}`,
				);
			}
			const create = (name: string, database: string, table: string) =>
				first.run(
					`CREATE TABLE ${name} AS ${database}.${table} ENGINE = Distributed('pair', '${database}', '${table}')`,
				);
			await create("everywhere", "default", "local");
			await create("forever", "system", "numbers");
			server = await signIn({}, first);
		});
		afterEach(async () => {
			second.resume();
			await server.close();
			await between.close();
		});

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
		async function sum(as = server) {
			const name = { database: "default", table: "everywhere" };
			const table = await tableOf(as, name, UNTIL_DONE.signal);
			assert.deepEqual([table.isDistributed, table.sortingKey], [true, ["time"]]);
			return sumTable(plan, as, table, layout, UNTIL_DONE);
		}
		const lost = async (failure: Promise<unknown>) =>
			assert.match(
				(await refusalOf(failure, "server")).message,
				/^team: a part of the cluster cannot be reached/,
			);

		it("adds up the trades of both where they are: groups alone travel between them", async () => {
			between.passed();
			const sums = await sum();
			const units = BigInt(2 * TRADES) * 10_000n;
			assert.deepEqual("notional" in sums && [sums.notional, [...sums.count]], [
				[units],
				[2 * TRADES],
			]);
			assert.ok(between.passed() < TRADES);
			const table = await tableOf(
				server,
				{ database: "default", table: "everywhere" },
				UNTIL_DONE.signal,
			);
			between.passed();
			const verdict = await judgeTable(server, table, layout, "T", UNTIL_DONE);
			assert.equal(verdict.trades, 2 * TRADES);
			assert.ok(between.passed() < TRADES);
		});

		it("answers for no part of it while one is down", async () => {
			const all = raw("SELECT toString(count()) FROM everywhere");
			assert.deepEqual((await server.query(all, whole)).columns, [[`${2 * TRADES}`]]);
			await second.kill();
			await between.close();
			await lost(server.query(all, whole));
			await lost(sum());
			const locked = await signIn({ user: "locked" }, first);
			await lost(sum(locked));
			await locked.close();
			const skipping = await signIn({ user: "skipping" }, first);
			const refused = await refusalOf(sum(skipping), "badRequest");
			assert.match(refused.message, /leave out shards that are down/);
			await skipping.close();
		});

		it("tells of one that is gone in the middle of a query", async () => {
			const failed = lost(server.query(raw("SELECT toString(count()) FROM forever"), whole));
			await running(second, "numbers", 1);
			await second.kill();
			await failed;
		});

		it("waits for one that hangs as long as a query has, and ends the query", async () => {
			const limits = { ...LIMITS, seconds: 1 };
			const hurried = await signIn({ limits, graceMs: 1_000 }, first);
			const query = hurried.query(raw("SELECT toString(count()) FROM forever"), whole);
			const failed = refusalOf(query, "timeout");
			await running(second, "numbers", 1);
			second.pause();
			assert.match((await failed).message, /^team did not answer within 1 s/);
			second.resume();
			await hurried.close();
			await none(first, "forever");
			await none(second, "numbers");
		});
	});
});
