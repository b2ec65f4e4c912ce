// The tape that the subjects about trades read: made once, kept below the folder that git ignores.
import { DuckDBInstance } from "@duckdb/node-api";
import { existsSync } from "node:fs";
import { link, mkdir, copyFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { PROVISIONED } from "../../lib/paths.mjs";
import { say } from "../../lib/terminal.mjs";

const COPIES = 10;
const ROW_GROUP = 500_000;
/** First of its trades: midnight of a Monday. */
const FROM = Date.UTC(2026, 2, 30);
const NAME = "BTCUSDT-trades-2026-03";

/**
 * A random walk in cents with up to 120 ms between trades, the same on every machine: hashes of the trade's number
 * stand for chance. Columns and decimals are those of the public dumps: id, price, quantity, quote quantity, time,
 * whether the buyer was the maker.
 */
const tapeOf = (trades) => `
WITH drawn AS (
	SELECT range AS n, hash(range * 8) % 41 AS step, hash(range * 8 + 1) % 120 AS pause,
		(hash(range * 8 + 2) % 1000) * (hash(range * 8 + 3) % 1000) / 5 AS size, hash(range * 8 + 4) % 2 = 0 AS maker
	FROM range(${trades})
), walked AS (
	SELECT n, 6000000 + sum(step::BIGINT - 20) OVER (ORDER BY n) AS cents, sum(pause::BIGINT) OVER (ORDER BY n) AS passed,
		1 + floor(size)::BIGINT AS lots, maker
	FROM drawn
)
SELECT 5000000000 + n AS id, (cents::BIGINT::DECIMAL(18,0) * 0.01::DECIMAL(3,2))::DECIMAL(18,2) AS price,
	(lots::DECIMAL(18,0) * 0.00001::DECIMAL(6,5))::DECIMAL(18,5) AS qty,
	(cents::BIGINT::DECIMAL(38,0) * lots::DECIMAL(18,0) * 0.0000001::DECIMAL(8,7))::DECIMAL(18,7) AS quote_qty,
	(${FROM} + passed)::BIGINT AS time, maker AS is_buyer_maker
FROM walked ORDER BY n`;

/** The same numbers in the three ways that people keep them. */
const FORMS = {
	csv: { file: `${NAME}.csv`, columns: "*", options: "FORMAT csv, HEADER false" },
	doubles: {
		file: `${NAME}.parquet`,
		columns:
			"id, price::DOUBLE AS price, qty::DOUBLE AS qty, quote_qty::DOUBLE AS quote_qty, time, is_buyer_maker",
		options: `FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE ${ROW_GROUP}`,
	},
	decimals: {
		file: `${NAME}-decimals.parquet`,
		columns: "*",
		options: `FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE ${ROW_GROUP}`,
	},
};

/**
 * Paths of the tape as a CSV and as Parquet files with doubles and with decimals, made where they are not there.
 *
 * @param {number} trades
 * @returns {Promise<Record<keyof typeof FORMS, string>>}
 */
export async function tapeFiles(trades) {
	const folder = join(PROVISIONED, "bench-trades", String(trades));
	const files = Object.fromEntries(
		Object.entries(FORMS).map(([form, { file }]) => [form, join(folder, file)]),
	);
	if (Object.values(files).every(existsSync)) return files;
	say(`  writes ${trades.toLocaleString("en")} trades to ${folder}, once`);
	await mkdir(folder, { recursive: true });
	const instance = await DuckDBInstance.create(":memory:", {
		temp_directory: join(folder, "spill"),
	});
	const connection = await instance.connect();
	await connection.run(`CREATE TABLE tape AS ${tapeOf(trades)}`);
	for (const [form, { columns, options }] of Object.entries(FORMS)) {
		// A file under its own name is whole.
		const begun = `${files[form]}.begun`;
		await connection.run(
			`COPY (SELECT ${columns} FROM tape) TO '${begun.replaceAll("'", "''")}' (${options})`,
		);
		await rename(begun, files[form]);
	}
	connection.closeSync();
	instance.closeSync();
	await rm(join(folder, "spill"), { recursive: true, force: true });
	return files;
}

/** The Parquet file with doubles ten times, as ten files. @returns {Promise<string[]>} */
export async function manyFiles(trades) {
	const { doubles } = await tapeFiles(trades);
	const folder = join(PROVISIONED, "bench-trades", String(trades), "many");
	await mkdir(folder, { recursive: true });
	const paths = Array.from({ length: COPIES }, (_, at) =>
		join(folder, `BTCUSDT-trades-2026-04-${String(at + 1).padStart(2, "0")}.parquet`),
	);
	for (const path of paths) {
		if (existsSync(path)) continue;
		// One copy on the disk is enough, where the file system has links.
		await link(doubles, path).catch(() => copyFile(doubles, path));
	}
	return paths;
}
