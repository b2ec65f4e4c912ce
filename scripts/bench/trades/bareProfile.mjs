// What DuckDB itself needs for a profile in doubles, as anybody would write it; bundled as the engine is.
// The fastest that its reader can be asked for, not exact: prices on a row's edge may fall beside it.
import { DuckDBInstance } from "@duckdb/node-api";
import measuring from "./measuring.cjs";

const { form, path, threads, memoryMb, spillFolder } = JSON.parse(process.argv[2]);
const file = `'${path.replaceAll("'", "''")}'`;
const CSV_COLUMNS =
	"{'id': 'BIGINT', 'price': 'DOUBLE', 'qty': 'DOUBLE', 'quote_qty': 'DOUBLE', 'time': 'BIGINT', 'is_buyer_maker': 'BOOLEAN'}";
const rows =
	form === "csv"
		? `read_csv(${file}, auto_detect=false, header=false, delim=',', columns=${CSV_COLUMNS})`
		: `(SELECT price::DOUBLE AS price, qty::DOUBLE AS qty, time, is_buyer_maker FROM read_parquet(${file}))`;

async function profile() {
	const instance = await DuckDBInstance.create(":memory:", {
		threads: String(threads),
		memory_limit: `${memoryMb}MB`,
		temp_directory: spillFolder,
	});
	const connection = await instance.connect();
	const result = await connection.run(`
		SELECT time // 3600000, floor(price / 10), sum(qty) FILTER (NOT is_buyer_maker), sum(qty) FILTER (is_buyer_maker), sum(qty)
		FROM ${rows} GROUP BY 1, 2 ORDER BY 1, 2`);
	const columns = await result.getColumns();
	const { cpuMs, peakMb } = measuring.usage();
	// The clock of a process begins with it.
	const wallMs = performance.now();
	const volume = columns[4].reduce((sum, one) => sum + one, 0);
	console.log(JSON.stringify({ wallMs, cpuMs, peakMb, volume }));
}

profile().catch((error) => {
	console.error(error);
	process.exit(1);
});
