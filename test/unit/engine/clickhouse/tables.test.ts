import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text as readText } from "node:stream/consumers";
import { formatText } from "../../../../src/core/text";
import { DAY_MS, durationMs } from "../../../../src/core/time";
import type { TableLayout } from "../../../../src/core/trades/table/tableLayout";
import type {
	SignIn,
	TableRef,
	TradesTable,
	TradesTables,
} from "../../../../src/core/trades/table/tables";
import { UNTIL_DONE } from "../engineTools";
import { VWAP } from "../madeTape";
import type { TradesPlan } from "../../../../src/core/trades/plan";
import { madeMarket, MARKET_LAYOUT, ROWS, TAPE } from "./madeMarket";
import { LIMITS, MadeServer, refusalOf, rowsAnswer, signedIn, VERSION } from "./madeServers";
import { useClickHouse, VERSIONS } from "./realServers";

describe("connections to ClickHouse servers", () => {
	let made: MadeServer;
	let tables: TradesTables;
	let signIn: SignIn | undefined;
	let mayUse: boolean;
	/** How often somebody has signed in, and as whom. */
	const users = () =>
		made.asked
			.filter(({ statement }) => statement.includes("version()"))
			.map(({ request }) => {
				const [, sent = ""] = (request.headers.authorization ?? "").split(" ");
				return Buffer.from(sent, "base64").toString();
			});

	beforeEach(async () => {
		signIn = { user: "reader", password: "one" };
		mayUse = true;
		made = await MadeServer.start(({ response }) => {
			response.end(rowsAnswer(["database", "name", "engine"], [["md", "tape", "MergeTree"]]));
		});
		tables = signedIn({
			readSignIn: () => Promise.resolve(signIn),
			mayUse: () => Promise.resolve(mayUse),
		});
	});
	afterEach(async () => {
		await tables.dispose();
		await made.stop();
	});
	const list = () => tables.list(made.origin, UNTIL_DONE);

	it("are signed in to once for many questions, and anew for another password", async () => {
		assert.deepEqual(await list(), [{ database: "md", table: "tape", engine: "MergeTree" }]);
		await Promise.all([list(), list()]);
		assert.deepEqual(users(), ["reader:one"]);
		signIn = { user: "reader", password: "two" };
		await list();
		assert.deepEqual(users(), ["reader:one", "reader:two"]);
	});

	it("ask nothing where nobody has signed in, or the person does not agree", async () => {
		signIn = undefined;
		const missing = await refusalOf(list(), "noKey");
		assert.match(missing.message, /^127\.0\.0\.1:\d+ needs a user and a password/);
		signIn = { user: "reader", password: "one" };
		mayUse = false;
		await refusalOf(list(), "cancelled");
		await refusalOf(tables.trySignIn(made.origin, signIn, UNTIL_DONE), "cancelled");
		assert.deepEqual(made.asked, []);
	});

	it("try a sign-in that is given without keeping it", async () => {
		const given = { user: "other", password: "three" };
		assert.equal(await tables.trySignIn(made.origin, given, UNTIL_DONE), "26.7.2.1");
		await list();
		assert.deepEqual(users(), ["other:three", "reader:one"]);
	});

	it("are tried anew after a sign-in that failed", async () => {
		signIn = { user: "a:b", password: "" };
		await refusalOf(list(), "badKey");
		signIn = { user: "reader", password: "one" };
		await list();
		assert.deepEqual(users(), ["reader:one"]);
	});

	it("let one who cancels leave at once while others wait for the same sign-in", async () => {
		let answer: (() => void) | undefined;
		let signIns = 0;
		let arrive: (() => void) | undefined;
		const arrived = new Promise<void>((resolve) => (arrive = resolve));
		const slow = createServer((request, response) => {
			readText(request).then(
				(statement) => {
					if (!statement.includes("version()")) {
						response.end(rowsAnswer(["database", "name", "engine"], []));
						return;
					}
					signIns += 1;
					answer = () => response.end(VERSION);
					arrive?.();
				},
				() => response.destroy(),
			);
		});
		await new Promise<void>((resolve) => slow.listen(0, "127.0.0.1", resolve));
		const origin = `http://127.0.0.1:${(slow.address() as AddressInfo).port}`;
		const leaving = new AbortController();
		const first = tables.list(origin, UNTIL_DONE);
		const second = refusalOf(tables.list(origin, { signal: leaving.signal }), "cancelled");
		await arrived;
		leaving.abort();
		await second;
		answer?.();
		assert.deepEqual(await first, []);
		assert.equal(signIns, 1);
		slow.close();
	});
});

for (const version of VERSIONS) {
	describe(`tables of ClickHouse ${version}`, function () {
		this.timeout(120_000);
		const clickHouse = useClickHouse(version);
		let tables: TradesTables;
		beforeEach(() => (tables = signedIn()));
		afterEach(() => tables.dispose());
		const isCurrent = version === "current";
		const refOf = (table: string): TableRef => ({
			connection: clickHouse().url,
			database: "default",
			table,
		});

		it("show their columns, and first rows as texts with all of their digits", async () => {
			const { run } = clickHouse();
			const columns: readonly (readonly [
				name: string,
				type: string,
				value: string,
				text: string | null,
			])[] = [
				["at", "DateTime('Asia/Tokyo')", "toDateTime(1700000000)", "2023-11-14T22:13:20Z"],
				[
					"price",
					"Decimal(38, 18)",
					"toDecimal128('12.340000000000000001', 18)",
					"12.340000000000000001",
				],
				["size", "Nullable(Float64)", "0.1", "0.1"],
				["none", "Nullable(Int32)", "NULL", null],
				["id", "UInt64", "18446744073709551615", "18446744073709551615"],
				["side", "Enum8('buy' = 1, 'sell' = 2)", "'sell'", "sell"],
				["code", "FixedString(6)", "'BTC'", "BTC"],
				["note", "String", "'it\\'s, \\\"so\\\"'", 'it\'s, "so"'],
				["day", "Date", "toDate('2023-11-14')", "2023-11-14"],
				["list", "Array(UInt8)", "[1, 2]", null],
				...(isCurrent
					? ([
							[
								"ms",
								"DateTime64(3)",
								"fromUnixTimestamp64Milli(-1500)",
								"1969-12-31T23:59:58.500Z",
							],
							[
								"ns",
								"DateTime64(9, 'Europe/Berlin')",
								"fromUnixTimestamp64Nano(1700000000123456789)",
								"2023-11-14T22:13:20.123456789Z",
							],
							["venue", "LowCardinality(Nullable(String))", "'x'", "x"],
							["flag", "Bool", "true", "true"],
						] as const)
					: []),
			];
			await run(
				`CREATE TABLE shown (${columns.map(([name, type]) => `\`${name}\` ${type}`).join(", ")}) ENGINE = MergeTree ORDER BY (at, id)`,
			);
			await run(`INSERT INTO shown SELECT ${columns.map(([, , value]) => value).join(", ")}`);
			const head = await tables.head(refOf("shown"), UNTIL_DONE);
			assert.deepEqual(
				head.columns.map(({ name, type }) => [name, type]),
				columns.map(([name, type]) => [name, type]),
			);
			const decimals = (text: string | null | undefined) => text?.replace(/(\.\d*?)0+$/, "$1");
			assert.deepEqual(
				head.rows.map((row) => row.map(decimals)),
				[columns.map(([, , , text]) => decimals(text))],
			);
			assert.deepEqual(head.sortingKey, ["at", "id"]);
			assert.deepEqual(
				[head.engine, head.isDistributed, head.takesFinal],
				["MergeTree", false, false],
			);
			assert.equal(head.version?.rows, 1);
			const state = await tables.state(refOf("shown"), UNTIL_DONE);
			const venues = isCurrent
				? { venues: { column: "venue", values: ["x"], hasMore: false } }
				: {};
			assert.deepEqual({ ...state, rows: head.rows, ...venues }, head);
		});

		it("are not found where there is none of that name", async () => {
			for (const table of ["nowhere", "no`where'"]) {
				const missing = await refusalOf(tables.head(refOf(table), UNTIL_DONE), "notFound");
				assert.match(missing.message, /has no such database or table/);
			}
		});

		// The current engine of tests is built without queues.
		if (!isCurrent) {
			it("that are queues are not read: rows would be taken out of them", async () => {
				await clickHouse().run(
					"CREATE TABLE queue (time Int64, price Float64, size Float64) ENGINE = Kafka('127.0.0.1:1', 'trades', 'group', 'JSONEachRow')",
				);
				for (const ask of ["head", "state"] as const) {
					const refused = await refusalOf(tables[ask](refOf("queue"), UNTIL_DONE), "badRequest");
					assert.match(
						refused.message,
						/^default\.queue is of the engine Kafka: whoever reads it takes/,
					);
				}
			});
		}

		const layout: TableLayout = {
			columns: { time: "time", price: "price", size: "size", symbol: "symbol" },
			timeUnit: "ms",
			side: { of: "nobody" },
			priceScale: 0,
		};
		const from = VWAP.range.from;
		const asked = (table: string): TradesTable => ({ ref: refOf(table), layout });
		const create = async (table: string) => {
			await clickHouse().run(
				`CREATE TABLE ${table} (time Int64, symbol String, price Float64, size Float64) ENGINE = MergeTree ORDER BY time`,
			);
			return (...rows: readonly (readonly [time: number, symbol: string, price: number])[]) =>
				clickHouse().run(
					`INSERT INTO ${table} FORMAT TabSeparated`,
					rows.map((row) => `${row.join("\t")}\t1\n`).join(""),
				);
		};

		it("are looked at from their last known day on, and anew where rows came in front of it", async () => {
			const insert = await create("growing");
			await insert([from, "A", 10], [from + DAY_MS, "A", 20]);
			const first = await tables.judge(asked("growing"), undefined, UNTIL_DONE);
			assert.deepEqual([first.trades, first.version?.rows, first.ref.table], [2, 2, "growing"]);
			await insert([from + DAY_MS + 1, "A", 5], [from + 3 * DAY_MS, "B", 7]);
			const grown = await tables.judge(asked("growing"), first, UNTIL_DONE);
			const whole = await tables.judge(asked("growing"), undefined, UNTIL_DONE);
			assert.deepEqual(grown, whole);
			assert.equal(grown.trades, 4);
			await insert([from - 5 * DAY_MS, "C", 1]);
			const late = await tables.judge(asked("growing"), grown, UNTIL_DONE);
			assert.deepEqual(
				late.symbols.map(({ symbol, trades }) => `${symbol} ${trades}`),
				["A 3", "B 1", "C 1"],
			);
			const other = { ...asked("growing"), layout: { ...layout, priceScale: 1 } };
			const scaled = await tables.judge(other, late, UNTIL_DONE);
			assert.equal(scaled.symbols[0]?.tick.places, (late.symbols[0]?.tick.places ?? 0) + 1);
		});

		it("say that a look at all rows takes too long", async () => {
			const { run } = clickHouse();
			await run(
				"CREATE VIEW slow AS SELECT toInt64(number) AS time, 'T' AS symbol, 1. AS price, 1. AS size FROM system.numbers",
			);
			const hasty = signedIn({ limits: () => ({ ...LIMITS, seconds: 1 }) });
			const slow = await refusalOf(hasty.judge(asked("slow"), undefined, UNTIL_DONE), "timeout");
			assert.match(
				slow.message,
				/a look at all rows of the table takes longer than 1 s\. Allow more/,
			);
			await hasty.dispose();
		});

		it("add up a plan, and say what was left out and how trades of an instant are told apart", async () => {
			const insert = await create("summed");
			await insert([from, "T", 10], [from, "T", 12], [from, "T", 0], [from, "OTHER", 0]);
			const verdict = await tables.judge(asked("summed"), undefined, UNTIL_DONE);
			const sums = await tables.sum(VWAP, verdict, UNTIL_DONE);
			assert.ok("open" in sums);
			assert.deepEqual([[...sums.count], [...sums.open], [...sums.close]], [[2], [10], [12]]);
			assert.match(sums.sql, /^WITH .* SELECT /);
			assert.deepEqual(
				sums.notes?.map(({ message, args }) => [message.slice(0, 9), ...args]),
				[["Rows with", 1], ["The table"]],
			);
			const profile = {
				...VWAP,
				kind: "volumeProfile",
				step: { units: 1n, places: 0 },
				unit: "base",
			} as const;
			assert.equal((await tables.sum(profile, verdict, UNTIL_DONE)).notes?.length, 1);
		});

		if (isCurrent) {
			it("say that a plan was answered by a per-minute view of them", async () => {
				const { database, insert } = await madeMarket(clickHouse());
				await insert(TAPE);
				const market = { ...refOf("trades"), database };
				const verdict = await tables.judge(
					{ ref: market, layout: MARKET_LAYOUT },
					undefined,
					UNTIL_DONE,
				);
				const notes = async (plan: TradesPlan) =>
					(await tables.sum(plan, verdict, UNTIL_DONE)).notes?.map(formatText);
				assert.deepEqual(await notes(ROWS), ["From the per-minute view trades_to_rows."]);
				assert.deepEqual(await notes({ ...ROWS, interval: durationMs(90_000) }), []);
			});
		}

		it("that were dropped or lost a column are refused in words", async () => {
			const insert = await create("changing");
			await insert([from, "T", 10]);
			const verdict = await tables.judge(asked("changing"), undefined, UNTIL_DONE);
			await tables.dispose();
			await clickHouse().run("ALTER TABLE changing DROP COLUMN size");
			const without = await refusalOf(tables.sum(VWAP, verdict, UNTIL_DONE), "badRequest");
			assert.match(without.message, /the table has no column size\. Choose its columns anew/);
			await tables.dispose();
			await clickHouse().run("DROP TABLE changing");
			await refusalOf(tables.sum(VWAP, verdict, UNTIL_DONE), "notFound");
		});
	});
}
