import assert from "node:assert/strict";
import { type ClickHouseServer, startClickHouse } from "../support/clickHouse/server";
import { clickHouseTools } from "../support/clickHouse/tools";
import { useEditor } from "./harness/useEditor";

const PASSWORD = "hunter2-canary-6d1f08";
const WRONG = "wrong-canary-77aa12";
const USER = "reader";
/** 5 March 2024, 12:00 UTC, in milliseconds. */
const START = Date.UTC(2024, 2, 5, 12);
const TRADES = 20_000;

/** A server with a table of trades, and a user who may read it. */
async function startServer(): Promise<ClickHouseServer> {
	const server = await startClickHouse({
		users: {
			profiles: "<reading><readonly>2</readonly></reading>",
			users: `<${USER}>
				<password>${PASSWORD}</password>
				<networks><ip>127.0.0.0/8</ip></networks>
				<profile>reading</profile>
				<quota>default</quota>
			</${USER}>`,
		},
	});
	await server.run("CREATE DATABASE tape");
	await server.run(
		"CREATE TABLE tape.trades (symbol String, time Int64, price Decimal64(1), size Decimal64(3), side UInt8, id UInt64) ENGINE = MergeTree PARTITION BY tuple() ORDER BY (symbol, time)",
	);
	await server.run(
		`INSERT INTO tape.trades SELECT 'BTCUSDT', ${START} + number * 20, toDecimal64(65000 + (number * 7) % 90, 1), toDecimal64(0.5, 3), number % 3 = 0 ? 1 : 2, number + 1 FROM system.numbers LIMIT ${TRADES}`,
	);
	await server.run(
		"CREATE TABLE tape.notes (day Date, words String) ENGINE = MergeTree ORDER BY day",
	);
	return server;
}

describe("a ClickHouse connection", () => {
	let server: ClickHouseServer | undefined;
	before("a server of one's own", async function () {
		this.timeout(60_000);
		if (clickHouseTools().server === undefined) this.skip();
		server = await startServer();
	});
	after(() => server?.stop());
	const editor = useEditor();
	const host = () => new URL(server?.url ?? assert.fail("there is no server")).host;

	it("is refused in words where its address is none, and leaves nothing when it is left", async () => {
		const { session } = editor();
		const { input } = session.workbench;
		await session.workbench.run("Value Area: Add ClickHouse connection");
		await input.step(/Add ClickHouse connection/);
		await input.type(`http://${USER}:${PASSWORD}@${host()}`);
		await input.offers(/Leave user and password out/);
		await input.type(`http://${host()}/play`);
		await input.offers(/Leave out what follows/);
		await input.escape();
		await input.closed();
	});

	it("is tried with user and password, and a wrong one is entered again", async () => {
		const { session } = editor();
		const { workbench } = session;
		const { input } = workbench;
		await workbench.run("Value Area: Add ClickHouse connection");
		await input.step(/Add ClickHouse connection/);
		await input.type(host());
		await input.inFront(`Connect to http://${host()}`);
		await session.picture("clickhouse-address");
		await input.confirm();
		await input.suggestion(/^default$/);
		await input.enter(USER);
		await input.message(/Password of reader/);
		assert.ok(await input.isPassword());
		await input.enter(WRONG);
		await workbench.notified(/refused user or password/);
		await session.picture("clickhouse-refused");
		await workbench.pressInNotification(/refused user or password/, "Enter again");
		await input.suggestion(/^reader$/);
		await input.confirm();
		await input.message(/Password of reader/);
		await session.picture("clickhouse-password");
		await input.enter(PASSWORD);
		await workbench.told(/Signed in to .* as reader: ClickHouse 18\.16/);
		await input.offers("trades");
		await session.picture("clickhouse-tables");
	});
});
