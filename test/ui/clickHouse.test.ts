import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { filesContaining } from "../editor/canary";
import { freePort } from "../support/clickHouse/child";
import { type ClickHouseServer, startClickHouse } from "../support/clickHouse/server";
import { clickHouseTools } from "../support/clickHouse/tools";
import { dataSetFailure, dataSetPage } from "./harness/dataSetPage";
import { itAfter } from "./harness/itAfter";
import { until } from "./harness/until";
import { useEditor } from "./harness/useEditor";

const PASSWORD = "hunter2-canary-6d1f08";
const WRONG = "wrong-canary-77aa12";
const USER = "reader";
/** A data set of the workspace, which somebody else made. */
const TEAM = "Team tape";
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
	await server.run(
		"CREATE TABLE tape.fills (id UInt64, time Int64, price Decimal64(1), size Decimal64(3), symbol String) ENGINE = ReplacingMergeTree ORDER BY id",
	);
	for (const size of [1, 2]) {
		await server.run(
			`INSERT INTO tape.fills SELECT number + 1, ${START} + number, toDecimal64(3000 + number, 1), toDecimal64(${size}, 3), 'ETHUSDT' FROM system.numbers LIMIT 50`,
		);
	}
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
	const url = () => server?.url ?? assert.fail("there is no server");
	const host = () => new URL(url()).host;
	const editor = useEditor({
		prepare: ({ workspace }) => {
			const folder = join(workspace, ".valuearea", "datasets");
			mkdirSync(folder, { recursive: true });
			const table = { connection: url(), database: "tape", table: "trades" };
			const said = { sideOf: "taker", sideWords: { buy: ["1"], sell: ["2"] } };
			const shared = { schema: 2, name: TEAM, ...table, layout: said };
			writeFileSync(join(folder, "team.json"), JSON.stringify(shared));
		},
	});

	/** Answers the questions for user and password. */
	async function enter(user: string, password: string): Promise<void> {
		const { input } = editor().session.workbench;
		await input.suggestion(/./);
		await input.enter(user);
		await input.message(new RegExp(`Password of ${user}`));
		assert.ok(await input.isPassword());
		await input.enter(password);
	}

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

	it("whose address leaves out scheme and port is meant with encryption first, unless it is this machine", async () => {
		const { workbench } = editor().session;
		const { input } = workbench;
		await workbench.run("Value Area: Add ClickHouse connection");
		await input.step(/Add ClickHouse connection/);
		await input.type("ch.example.com");
		await input.inFront("https://ch.example.com:8443");
		await input.type("localhost");
		await input.inFront("http://localhost:8123");
		await input.escape();
		await input.closed();
	});

	it("that nothing answers at leads back to the address", async () => {
		const { workbench } = editor().session;
		const { input } = workbench;
		const port = await freePort("127.0.0.1");
		await workbench.run("Value Area: Add ClickHouse connection");
		await input.step(/Add ClickHouse connection/);
		await input.enter(`http://127.0.0.1:${port}`);
		await enter(USER, PASSWORD);
		await workbench.pressInNotification(/nothing answers at this port/, "Change address");
		await input.offers(host());
		await input.escape();
		await input.closed();
	});

	it("to another machine goes without encryption only where a person agrees", async () => {
		const { session } = editor();
		const { workbench } = session;
		await workbench.run("Value Area: Add ClickHouse connection");
		await workbench.input.step(/Add ClickHouse connection/);
		await workbench.input.enter("http://ch.example.com:8123");
		await workbench.dialog(/Connect to ch\.example\.com:8123 without encryption\?/);
		await session.picture("clickhouse-consent");
		await workbench.pressInDialog("Cancel");
		await workbench.input.step(/Add ClickHouse connection/);
		await workbench.input.offers(host());
	});

	it("of a workspace asks whoever opens it to sign in", async () => {
		const { session } = editor();
		const { workbench } = session;
		await workbench.openContainer("Value Area");
		await workbench.treeItem(TEAM).click();
		const page = await dataSetFailure(workbench, TEAM);
		await page.getByText(/needs a user and a password/).waitFor();
		await session.picture("clickhouse-needs-sign-in");
		await page.getByRole("button", { name: "Sign in" }).waitFor();
		await workbench.closeAllEditors();
		await workbench.treeAction(TEAM, "Open VWAP");
		const again = await dataSetFailure(workbench, TEAM);
		await again.getByRole("button", { name: "Sign in" }).waitFor();
		await workbench.closeAllEditors();
	});

	it("is tried with user and password, and a wrong one is entered again", async () => {
		const { session } = editor();
		const { workbench } = session;
		const { input } = workbench;
		await workbench.run("Value Area: Add ClickHouse connection");
		await input.step(/Add ClickHouse connection/);
		await input.type(host());
		await input.inFront(`http://${host()}`);
		await session.picture("clickhouse-address");
		await input.confirm();
		await input.suggestion(/^default$/);
		await enter(USER, WRONG);
		await workbench.notified(/refused user or password/);
		await session.picture("clickhouse-refused");
		await workbench.pressInNotification(/refused user or password/, "Enter again");
		await input.suggestion(/^reader$/);
		await enter(USER, PASSWORD);
		await workbench.told(/Signed in to .* as reader: ClickHouse 18\.16/);
		await input.offers("trades");
		await session.picture("clickhouse-tables");
		await input.answer("trades");
		const page = await dataSetPage(workbench, "trades");
		await page.getByRole("heading", { name: "Before the first chart" }).waitFor();
		await session.picture("clickhouse-question");
	});

	const itOnceAdded = itAfter("is tried with user and password, and a wrong one is entered again");

	itOnceAdded("has its table described once its question is answered", async () => {
		const { session } = editor();
		const page = await dataSetPage(session.workbench, "trades");
		await page.getByText(/^1: the taker bought/).click();
		await page.getByRole("button", { name: "Use this answer" }).click();
		await page.getByText("20,000 trades").or(page.getByText("20000 trades")).first().waitFor();
		await page.getByText("symbol, time", { exact: true }).waitFor();
		await page.getByText("MergeTree", { exact: true }).waitFor();
		await page.getByText(/symbol String, time Int64, price Decimal/).waitFor();
		await page.getByText(/ClickHouse 18\.16/).waitFor();
		assert.doesNotMatch(await page.locator("main.page").innerText(), /\bfiles?\b/i);
		await session.picture("clickhouse-described");
	});

	itOnceAdded("has its table charted as volume profile and as VWAP", async () => {
		const { session } = editor();
		const { workbench } = session;
		for (const [kind, title] of [
			["volumeProfile", "BTCUSDT volume profile"],
			["vwap", "BTCUSDT VWAP"],
		] as const) {
			await workbench.showEditor("trades");
			const page = await dataSetPage(workbench, "trades");
			await page.locator(`[data-testid="open-${kind}"]:enabled`).click();
			await (await workbench.chart(title)).state("chart");
			await session.picture(`clickhouse-${kind}`);
		}
	});

	itOnceAdded(
		"is there after the window was reloaded, and what it shared is signed in to",
		async () => {
			const { session } = editor();
			const { workbench } = session;
			await workbench.reload();
			const chart = await workbench.chart("BTCUSDT VWAP");
			await chart.state("chart");
			await chart.press("refresh");
			await until("the snapshot's age is gone", async () => !(await chart.hasBanner("stale")));
			await workbench.openContainer("Value Area");
			await workbench.treeItem(TEAM).click();
			const page = await dataSetPage(workbench, TEAM);
			await page.getByText("symbol, time", { exact: true }).waitFor();
			await session.picture("clickhouse-tree");
		},
	);

	itOnceAdded(
		"says to its charts that the sign-in was removed, and works again with one",
		async () => {
			const { session } = editor();
			const { workbench } = session;
			await workbench.showEditor("BTCUSDT VWAP");
			const chart = await workbench.chart("BTCUSDT VWAP");
			await workbench.run("Value Area: Remove API key or sign-in");
			await workbench.input.answer("ClickHouse");
			await workbench.told(`Removed the sign-in of ${host()}.`);
			await chart.press("refresh");
			await chart.banner("failed", /needs a user and a password/);
			await session.picture("clickhouse-removed");
			await chart.pressAction(/^Sign in$/);
			await enter(USER, PASSWORD);
			await workbench.told(/Signed in to/);
			await until("the chart is new", async () => !(await chart.hasBanner("failed")));
		},
	);

	itOnceAdded("offers its server first when another table is added", async () => {
		const { session } = editor();
		const { workbench } = session;
		await workbench.run("Value Area: Add ClickHouse connection");
		await workbench.input.step(/Add ClickHouse connection/);
		assert.equal((await workbench.input.labels())[0], url());
		await workbench.input.confirm();
		await workbench.input.offers("notes");
		await workbench.input.answer("notes");
		await workbench.pressInNotification(/Choose one that holds trades/, "Choose another table");
		await workbench.input.offers("trades");
		await workbench.input.back();
		await workbench.input.offers(url());
	});

	itOnceAdded("says what its engine and its sorting key mean, and takes FINAL", async () => {
		const { session } = editor();
		const { workbench } = session;
		await workbench.run("Value Area: Add ClickHouse connection");
		await workbench.input.step(/Add ClickHouse connection/);
		await workbench.input.answer(url());
		await workbench.input.offers("fills");
		await workbench.input.answer("fills");
		const page = await dataSetPage(workbench, "fills");
		await page.getByText(/sorted by id, not by instrument and time/).waitFor();
		await page.getByText("ReplacingMergeTree", { exact: true }).waitFor();
		await page.getByText(/FINAL leaves them out at once, but reads more/).waitFor();
		await page.locator('[data-testid="field-final"]').click();
		await page.getByText(/left out while they are read \(FINAL\)/).waitFor();
		await page.locator('[data-testid="facts"]').getByText("50 trades").waitFor();
		await session.picture("clickhouse-final");
		await workbench.closeActiveEditor();
	});

	itOnceAdded(
		"whose table is gone leads to another one, from the chart that misses it",
		async () => {
			const { session } = editor();
			const { workbench } = session;
			await server?.run("RENAME TABLE tape.trades TO tape.ticks");
			await workbench.showEditor("BTCUSDT VWAP");
			const chart = await workbench.chart("BTCUSDT VWAP");
			await chart.press("refresh");
			await chart.banner("failed", /has no such database or table/);
			await session.picture("clickhouse-table-gone");
			await chart.pressAction(/^Choose table$/);
			await workbench.input.step(/Choose the table of trades/);
			await workbench.input.answer("ticks");
			await until("the chart is new", async () => !(await chart.hasBanner("failed")));
			await workbench.showEditor("trades");
			const page = await dataSetPage(workbench, "trades");
			await page.getByText(`tape.ticks at ${host()}`).waitFor();
		},
	);

	itOnceAdded("shows the statement behind the last chart, and reads all rows again", async () => {
		const { session } = editor();
		const { workbench } = session;
		await workbench.showEditor("trades");
		const page = await dataSetPage(workbench, "trades");
		await server?.run(
			`INSERT INTO tape.ticks SELECT 'ETHUSDT', ${START} + number * 20, toDecimal64(3000 + number, 1), toDecimal64(1, 3), 1, number + 1 FROM system.numbers LIMIT 5`,
		);
		await page.locator('[data-testid="judge"]').click();
		await page.getByText("20,005 trades").first().waitFor();
		await page.getByText("ETHUSDT").first().waitFor();
		await page.locator('[data-testid="copySql"]').click();
		await until("the statement is in the clipboard", async () =>
			/SELECT[\s\S]*FROM tape\.ticks/i.test((await workbench.clipboard()).replaceAll("`", "")),
		);
	});

	itOnceAdded("leaves its password in no file, page, message, log or notification", async () => {
		const { session } = editor();
		await session.workbench.run("Value Area: Show log");
		const messages = await session.messages();
		assert.ok(messages.length > 0);
		for (const canary of [PASSWORD, WRONG]) {
			const { searched, found } = filesContaining(session.folders.userData, canary);
			assert.ok(searched > 5);
			assert.deepEqual(found, []);
			assert.deepEqual(filesContaining(session.folders.workspace, canary).found, []);
			for (const frame of session.workbench.page.frames()) {
				assert.ok(!(await frame.content()).includes(canary), frame.url());
			}
			assert.ok(!messages.some((message) => message.includes(canary)));
			assert.ok(!session.console.some((line) => line.includes(canary)));
		}
	});

	itOnceAdded(
		"is forgotten with its sign-in where no other data set is of its server",
		async () => {
			const { session } = editor();
			const { workbench } = session;
			await workbench.treeAction("fills", "Forget data set");
			await workbench.dialog(/The table itself stays as it is/);
			await workbench.pressInDialog("Forget");
			await workbench.treeItem("fills").waitFor({ state: "hidden" });
			rmSync(join(session.folders.workspace, ".valuearea"), { recursive: true });
			await workbench.treeItem(TEAM).waitFor({ state: "hidden" });
			await workbench.treeAction("trades", "Forget data set");
			await workbench.dialog(/No other data set is of/);
			await session.picture("clickhouse-forget");
			await workbench.pressInDialog("Forget, and remove the sign-in");
			await workbench.treeItem("trades").waitFor({ state: "hidden" });
			await workbench.run("Value Area: Add ClickHouse connection");
			await workbench.input.type(host());
			await workbench.input.inFront(url());
		},
	);
});
