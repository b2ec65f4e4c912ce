import { performance } from "node:perf_hooks";
import { alignDown, DAY_MS, epochMs } from "../../../src/core/time";
import type { RanSql } from "../../../src/core/trades/engine";
import type { TradesPlan, TradesSums } from "../../../src/core/trades/plan";
import type { TableFacts } from "../../../src/core/trades/table/tableFacts";
import { tableOf } from "../../../src/engine/clickhouse/table";
import { sumTable } from "../../../src/engine/clickhouse/tableSums";
import {
	type EmbeddedClickHouse,
	startEmbeddedClickHouse,
} from "../../support/clickHouse/embedded";
import { complaining } from "../complaining";
import { countingProxy } from "../../support/clickHouse/countingProxy";
import { LAYOUT, plansOf, signedIn, UNTIL_DONE } from "./table";

/** What the program is started for. */
interface Order {
	/** The tape as a Parquet file of decimals. */
	readonly file: string;
	/** How often each is asked, in turns. */
	readonly repetitions: number;
}

/** What an answer has cost: on the clock, and on the processors of the engine and of this process. */
interface Cost {
	readonly wallMs: number;
	readonly cpuMs: number;
}

const FORMS = { decimals: "Decimal(18, 8)", doubles: "Float64" } as const;
type Form = keyof typeof FORMS;
type Kind = keyof ReturnType<typeof plansOf>;
const KINDS: readonly Kind[] = ["profile", "vwap"];

/** The layout of docs/outgrowing-one-machine.md, packed so that it is quick to read, also for the bare query. */
async function fill({ run }: EmbeddedClickHouse, form: Form, file: string): Promise<void> {
	const number = FORMS[form];
	await run(`CREATE TABLE ${form} (
		symbol LowCardinality(String),
		time DateTime64(3, 'UTC') CODEC(Delta, LZ4),
		id UInt64 CODEC(Delta, LZ4),
		price ${number},
		size ${number},
		side Enum8('unknown' = 0, 'buy' = 1, 'sell' = 2)
	) ENGINE = MergeTree PARTITION BY toYYYYMM(time) ORDER BY (symbol, time, id)`);
	const path = file.replaceAll("\\", "\\\\").replaceAll("'", "\\'");
	await run(
		`INSERT INTO ${form} SELECT 'BTCUSDT', fromUnixTimestamp64Milli(time), id, price, qty, if(is_buyer_maker, 'sell', 'buy') FROM file('${path}', Parquet)`,
	);
	// Parts that are still being merged would take turns with what is measured.
	await run(`OPTIMIZE TABLE ${form} FINAL`);
}

const moment = (ms: number) =>
	`toDateTime64('${new Date(ms).toISOString().slice(0, 19).replace("T", " ")}', 3, 'UTC')`;

/**
 * What somebody types who wants the same numbers and does not mind that they are not exact: sums of doubles, edges of
 * rows where rounding puts them, and any of the trades of one instant.
 */
function bareStatement(form: Form, kind: Kind, from: number, to: number): string {
	const number = (column: string) => (form === "doubles" ? column : `toFloat64(${column})`);
	const [price, size] = [number("price"), number("size")];
	const rows = `FROM ${form} WHERE symbol = 'BTCUSDT' AND time >= ${moment(from)} AND time < ${moment(to)}`;
	return kind === "profile"
		? `SELECT toStartOfHour(time) AS hour, floor(${price} / 10) AS row, sumIf(${size}, side = 'buy'), sumIf(${size}, side = 'sell'), sum(${size}) AS volume ${rows} GROUP BY hour, row ORDER BY hour, row`
		: `SELECT toStartOfMinute(time) AS minute, sum(${price} * ${size}), sum(${size}) AS volume, count(), min(${price}), max(${price}), argMin(${price}, time), argMax(${price}, time) ${rows} GROUP BY minute ORDER BY minute`;
}

/** Asks as a script does that reads the answer as JSON, packed on the way as ours is. */
async function askBare(url: string, statement: string): Promise<number> {
	const settings = "readonly=2&wait_end_of_query=1&enable_http_compression=1";
	const response = await fetch(`${url}/?${settings}`, {
		method: "POST",
		body: `${statement} FORMAT JSONCompact`,
	});
	if (!response.ok) throw new Error(await response.text());
	const { meta, data } = (await response.json()) as {
		readonly meta: readonly { readonly name: string }[];
		readonly data: readonly (readonly number[])[];
	};
	const volume = meta.findIndex(({ name }) => name === "volume");
	return data.reduce((sum, row) => sum + (row[volume] ?? NaN), 0);
}

function volumeOf(sums: TradesSums): number {
	if (!("rows" in sums)) {
		const quantity = sums.quantity.reduce((sum, one) => sum + one, 0n);
		return Number(quantity) / 10 ** sums.quantityDecimals;
	}
	const { buy, sell, unknown, places } = sums;
	const all = [...buy, ...sell, ...unknown].reduce((sum, one) => sum + one, 0n);
	return Number(all) / 10 ** places;
}

/** Sums of doubles differ from exact ones by less. */
const NEARLY = 1e-9;

function checkSame(what: string, value: number, reference: number): void {
	if (Math.abs(value - reference) <= NEARLY * Math.abs(reference)) return;
	throw new Error(`${what}: ${value} where the bare query has ${reference}`);
}

async function measure({ file, repetitions }: Order) {
	const engine = await startEmbeddedClickHouse();
	try {
		const log = complaining();
		for (const form of Object.keys(FORMS) as Form[]) await fill(engine, form, file);
		const spans = await engine.run(
			"SELECT toUnixTimestamp64Milli(min(time)), toUnixTimestamp64Milli(max(time)), count() FROM decimals FORMAT TabSeparated",
		);
		const [first = NaN, last = NaN, trades = NaN] = spans.split("\t").map(Number);
		const from = alignDown(epochMs(first), DAY_MS);
		const to = alignDown(epochMs(last), DAY_MS) + DAY_MS;
		const server = await signedIn(engine.url, log);
		const proxy = await countingProxy(engine.url);
		const counted = await signedIn(proxy.origin, log);

		const costs: Record<string, Cost[]> = {};
		const timed = async (name: string, work: () => Promise<number>) => {
			const ofEngine = await engine.cpuMs();
			const ofThis = process.cpuUsage();
			const began = performance.now();
			const volume = await work();
			const wallMs = performance.now() - began;
			const { user, system } = process.cpuUsage(ofThis);
			const cpuMs = (await engine.cpuMs()) - ofEngine + (user + system) / 1_000;
			(costs[name] ??= []).push({ wallMs, cpuMs });
			return volume;
		};
		const known: Partial<Record<Form, TableFacts>> = {};
		const bytesPerRow: Record<string, number> = {};
		const readPerRow: Record<string, number> = {};
		for (let repetition = 0; repetition <= repetitions; repetition++) {
			for (const form of Object.keys(FORMS) as Form[]) {
				const table = await tableOf(
					server,
					{ database: "default", table: form },
					UNTIL_DONE.signal,
				);
				for (const kind of KINDS) {
					const sum = (plan: TradesPlan, of = server) =>
						sumTable(plan, of, table, LAYOUT, UNTIL_DONE, known[form]);
					const plan = plansOf(from, to)[kind];
					if (repetition === 0) {
						// What a look at all rows finds out once, and what is counted and not timed.
						known[form] = { ...known[form], ...(await sum(plan)).facts };
						proxy.passed();
						await sum(plan, counted);
						bytesPerRow[`${form} ${kind}`] = proxy.passed() / trades;
						readPerRow[`${form} ${kind}`] = await rowsRead(engine, sum, kind, from, to);
						continue;
					}
					const name = `${form} ${kind}`;
					const statement = bareStatement(form, kind, from, to);
					const reference = await timed(`bare ${name}`, () => askBare(engine.url, statement));
					const volume = await timed(name, async () => volumeOf(await sum(plan)));
					checkSame(name, volume, reference);
				}
			}
		}
		await Promise.all([server.close(), counted.close()]);
		await proxy.close();
		return { trades, costs, bytesPerRow, readPerRow };
	} finally {
		await engine.stop();
	}
}

/** Rows that the engine has read for each row of a day in the middle of the tape, by its own count. */
async function rowsRead(
	{ run }: EmbeddedClickHouse,
	sum: (plan: TradesPlan) => Promise<RanSql>,
	kind: Kind,
	from: number,
	to: number,
): Promise<number> {
	const start = from + Math.floor((to - from) / 2 / DAY_MS) * DAY_MS;
	const { sql } = await sum(plansOf(start, start + DAY_MS)[kind]);
	const { statistics } = JSON.parse(await run(`${sql} FORMAT JSON`)) as {
		readonly statistics: { readonly rows_read: number };
	};
	const inside = `time >= ${moment(start)} AND time < ${moment(start + DAY_MS)}`;
	const count = await run(`SELECT count() FROM decimals WHERE ${inside} FORMAT TabSeparated`);
	return statistics.rows_read / Number(count);
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
