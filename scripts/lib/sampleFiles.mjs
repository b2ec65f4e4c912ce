// The sample data as files that an engine reads: Parquet, one file for each data set, written by DuckDB.
import { createHash } from "node:crypto";
import { createWriteStream, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { cp } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { build } from "esbuild";
import { OUT, ROOT } from "./paths.mjs";

const TAPE = `export { SAMPLE_MARKETS, SAMPLE_RANGE, sampleDays } from "./src/core/sample/sample";
	export { tapeForDay } from "./src/core/sample/tape";`;
/** Part of the folder's name, so that files in an older form are made again. */
const FORM = 1;

const COLUMNS = {
	id: "BIGINT",
	time: "TIMESTAMP_MS",
	symbol: "VARCHAR",
	side: "VARCHAR",
	price: "DECIMAL(18, 2)",
	size: "DECIMAL(18, 6)",
};

/** The tape as a module, and a name that changes with it. */
async function loadTape() {
	const { outputFiles } = await build({
		stdin: { contents: TAPE, resolveDir: ROOT, loader: "ts" },
		bundle: true,
		write: false,
		format: "esm",
		logLevel: "silent",
	});
	const [{ text }] = outputFiles;
	const hash = createHash("sha256").update(`${FORM} ${text}`).digest("hex").slice(0, 16);
	const tape = await import(`data:text/javascript,${encodeURIComponent(text)}`);
	return { hash, tape };
}

/** Whole units as decimal text. */
function decimal(units, places) {
	const digits = String(units).padStart(places + 1, "0");
	return `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/** The trades of all of a data set's markets in the order of time, as lines. */
function* linesOf({ SAMPLE_RANGE, sampleDays, tapeForDay }, markets) {
	let id = 0;
	for (const day of sampleDays(SAMPLE_RANGE)) {
		const trades = markets.flatMap((market) => {
			const tape = tapeForDay(market, day);
			return Array.from(tape.times, (time, at) => ({ time, at, tape, symbol: market.symbol }));
		});
		// Stable: what happened at the same time stays in the order of its own tape.
		trades.sort((a, b) => a.time - b.time);
		for (const { time, at, tape, symbol } of trades) {
			const price = decimal(tape.prices[at], tape.priceDecimals);
			const size = decimal(tape.quantities[at], tape.quantityDecimals);
			const side = tape.takers[at] === 1 ? "buy" : "sell";
			yield `${++id},${time},${symbol},${side},${price},${size}\n`;
		}
	}
}

async function writeFiles(folder, { SAMPLE_MARKETS, ...tape }) {
	const { DuckDBInstance } = await import("@duckdb/node-api");
	const instance = await DuckDBInstance.create(":memory:", {
		autoinstall_known_extensions: "false",
		autoload_known_extensions: "false",
		threads: "1",
	});
	const connection = await instance.connect();
	try {
		for (const [id, markets] of Object.entries(SAMPLE_MARKETS)) {
			const rows = join(folder, `${id}.csv`);
			await pipeline(Readable.from(linesOf(tape, markets)), createWriteStream(rows));
			const columns = Object.entries(COLUMNS);
			const types = columns.map(
				([name, type]) => `'${name}': '${name === "time" ? "BIGINT" : type}'`,
			);
			const values = columns.map(([name]) => (name === "time" ? "epoch_ms(time) AS time" : name));
			const [from, to] = [rows, join(folder, `${id}.parquet`)].map((path) =>
				path.replaceAll("'", "''"),
			);
			await connection.run(
				`COPY (SELECT ${values} FROM read_csv('${from}', auto_detect = false, header = false, columns = {${types}}))
				TO '${to}' (FORMAT parquet, PARQUET_VERSION v2, COMPRESSION zstd, COMPRESSION_LEVEL 19)`,
			);
			rmSync(rows);
		}
	} finally {
		connection.closeSync();
		instance.closeSync();
	}
}

/**
 * Lays the sample's files into a folder; they are made when the tape has changed since they were made last.
 *
 * @param {string} folder
 * @throws where DuckDB has no binding for this machine
 */
export async function laySampleFiles(folder) {
	const { hash, tape } = await loadTape();
	const made = join(OUT, `sample-${hash}`);
	if (!existsSync(made)) {
		const half = `${made}.${process.pid}`;
		rmSync(half, { recursive: true, force: true });
		mkdirSync(half, { recursive: true });
		await writeFiles(half, tape);
		renameSync(half, made);
	}
	mkdirSync(folder, { recursive: true });
	for (const file of readdirSync(made)) {
		await cp(join(made, file), join(folder, file), { preserveTimestamps: true });
	}
}
