import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { OUT } from "./paths.mjs";

/** As many trades as a chart of some hours needs. */
const TRADES = 20_000;

/** Lays a file of made-up trades, written as Binance writes them, into a folder. Returns its name. */
export function layTrades(folder) {
	const { tapeFile } = createRequire(import.meta.url)(
		join(OUT, "test", "support", "tapes", "tapes.js"),
	);
	const { name, bytes } = tapeFile("binance spot aggTrades", { trades: TRADES });
	writeFileSync(join(folder, name), bytes);
	return name;
}
