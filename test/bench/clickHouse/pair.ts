import { isDeepStrictEqual } from "node:util";
import { performance } from "node:perf_hooks";
import type { TradesSums } from "../../../src/core/trades/plan";
import { alignDown, DAY_MS, epochMs } from "../../../src/core/time";
import { tableOf } from "../../../src/engine/clickhouse/table";
import { sumTable } from "../../../src/engine/clickhouse/tableSums";
import { freePort } from "../../support/clickHouse/child";
import { startEmbeddedClickHouse } from "../../support/clickHouse/embedded";
import { type ClickHouseServer, startClickHouse } from "../../support/clickHouse/server";
import { complaining } from "../complaining";
import { LAYOUT, plansOf, signedIn, UNTIL_DONE } from "./table";

/** What the program is started for. */
interface Order {
	/** The tape as a Parquet file of decimals. */
	readonly file: string;
	readonly repetitions: number;
}

const HOSTS = ["127.0.0.1", "127.0.0.2"] as const;
/** A user with threads for its own half and for that of the other, which would wait for each other in one. */
const USER = "measured";
const USERS = {
	profiles: `<${USER}><max_threads>2</max_threads></${USER}>`,
	users: `<${USER}><password></password><networks><ip>127.0.0.0/8</ip></networks><profile>${USER}</profile><quota>default</quota></${USER}>`,
};
const COLUMNS =
	"symbol String, time Int64, id UInt64, price Decimal(18, 8), size Decimal(18, 8), side Enum8('unknown' = 0, 'buy' = 1, 'sell' = 2)";

/** Two servers that know each other, with half of the trades each; the first has all of them besides. */
async function startPair(file: string): Promise<readonly ClickHouseServer[]> {
	const ports = await Promise.all(HOSTS.map(freePort));
	const shards = HOSTS.map((host, at) => ({ host, tcpPort: ports[at] ?? 0 }));
	const servers: ClickHouseServer[] = [];
	const engine = await startEmbeddedClickHouse();
	try {
		// Each has a processor of its own, so that two on one machine are as two machines.
		for (const [processor, shard] of shards.entries())
			servers.push(
				await startClickHouse({ ...shard, processor, users: USERS, clusters: { pair: shards } }),
			);
		const path = file.replaceAll("\\", "\\\\").replaceAll("'", "\\'");
		for (const [at, server] of servers.entries()) {
			for (const [table, rows] of [
				["shard", `id % 2 = ${at}`],
				...(at === 0 ? [["single", "1"] as const] : []),
			] as const) {
				await server.run(
					`CREATE TABLE ${table} (${COLUMNS}) ENGINE = MergeTree ORDER BY (symbol, time, id)`,
				);
				const target = `${server.url}/?query=${encodeURIComponent(`INSERT INTO ${table} FORMAT Native`)}`;
				await engine.run(
					`INSERT INTO FUNCTION url('${target}', Native, '${COLUMNS.replaceAll("'", "\\'")}') SELECT 'BTCUSDT', time, id, price, qty, if(is_buyer_maker, 'sell', 'buy') FROM file('${path}', Parquet) WHERE ${rows}`,
				);
				await server.run(`OPTIMIZE TABLE ${table} FINAL`);
			}
		}
		await servers[0]?.run(
			`CREATE TABLE pair AS shard ENGINE = Distributed('pair', 'default', 'shard')`,
		);
		return servers;
	} catch (error) {
		for (const server of servers) await server.stop();
		throw error;
	} finally {
		await engine.stop();
	}
}

/** Who is asked for what; shards are the two that take the time. */
const ASKED = {
	pair: { server: 0, table: "pair" },
	first: { server: 0, table: "shard" },
	second: { server: 1, table: "shard" },
	single: { server: 0, table: "single" },
} as const;
type Name = keyof typeof ASKED;

const columnsOf = (sums: TradesSums): readonly unknown[] =>
	"rows" in sums
		? [sums.starts, sums.offsets, sums.rows, sums.buy, sums.sell, sums.unknown]
		: [sums.notional, sums.quantity, sums.count, sums.low, sums.high, sums.open, sums.close];

async function measure({ file, repetitions }: Order) {
	const servers = await startPair(file);
	try {
		const log = complaining();
		const spans = await servers[0]?.run("SELECT min(time), max(time) FROM single");
		const [first = NaN, last = NaN] = (spans ?? "").split("\t").map(Number);
		const from = alignDown(epochMs(first), DAY_MS);
		const plans = Object.entries(plansOf(from, alignDown(epochMs(last), DAY_MS) + DAY_MS));
		const signed = await Promise.all(servers.map(({ url }) => signedIn(url, log, USER)));
		const wallMs: Record<string, Record<Name, number[]>> = {};
		for (let repetition = 0; repetition <= repetitions; repetition++) {
			for (const [kind, plan] of plans) {
				const found: Partial<Record<Name, readonly unknown[]>> = {};
				for (const [name, { server: at, table: own }] of Object.entries(ASKED) as [
					Name,
					(typeof ASKED)[Name],
				][]) {
					const server = signed[at];
					if (server === undefined) throw new Error("a server is missing");
					const table = await tableOf(
						server,
						{ database: "default", table: own },
						UNTIL_DONE.signal,
					);
					const began = performance.now();
					const sums = await sumTable(plan, server, table, LAYOUT, UNTIL_DONE);
					// The first time fills the cache of the file system.
					if (repetition > 0)
						(wallMs[kind] ??= { pair: [], first: [], second: [], single: [] })[name].push(
							performance.now() - began,
						);
					found[name] = columnsOf(sums);
				}
				if (!isDeepStrictEqual(found.pair, found.single))
					throw new Error(`${kind}: the pair has other sums than the single server`);
			}
		}
		await Promise.all(signed.map((server) => server.close()));
		return { wallMs };
	} finally {
		for (const server of servers) await server.stop();
	}
}

measure(JSON.parse(process.argv[2] ?? "") as Order).then(
	(found) => {
		process.stdout.write(`${JSON.stringify(found)}\n`, () => process.exit(0));
	},
	(error: unknown) => {
		console.error(error);
		process.exit(1);
	},
);
