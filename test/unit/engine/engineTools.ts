import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { JudgedFile, TradesEngine } from "../../../src/core/trades/engine";
import type { FileLayout } from "../../../src/core/trades/layout/fileLayout";
import type { TradesSums } from "../../../src/core/trades/plan";
import type { SumOptions } from "../../../src/core/trades/source";
import { createTradesEngine, type TradesEngineOptions } from "../../../src/engine/tradesEngine";
import { KeptLog } from "../app/keptLog";

/** What the engine's process runs here: the compiled sources, with the package of the platform. */
export const ENGINE_FILE = join(process.cwd(), "out", "src", "engine", "duckdb", "main.js");

export function startEngine(
	spillFolder: string,
	options: Partial<TradesEngineOptions> = {},
): TradesEngine {
	return createTradesEngine({
		file: ENGINE_FILE,
		log: new KeptLog(),
		memoryMb: 512,
		threads: 2,
		spillFolder: join(spillFolder, "spill"),
		spillMb: 512,
		...options,
	});
}

/** One engine for all tests of a `describe`, ended afterwards. */
export function useEngine(): () => TradesEngine {
	let engine: TradesEngine | undefined;
	let folder: string | undefined;
	before("an engine", () => {
		folder = mkdtempSync(join(tmpdir(), "value-area-engine-"));
		engine = startEngine(folder);
	});
	after("ends the engine", async () => {
		await engine?.dispose();
		if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
	});
	return () => {
		if (engine === undefined) throw new Error("The engine exists inside tests only.");
		return engine;
	};
}

/** Options of a call that nobody cancels. */
export const UNTIL_DONE: SumOptions = { signal: new AbortController().signal };

/** `time,price,size,side,id` with a header. */
export const GENERIC: FileLayout = {
	format: "csv",
	compression: "none",
	csv: { delimiter: ",", encoding: "utf-8", skippedLines: 1, columns: 5 },
	columns: { time: 0, price: 1, size: 2, side: 3, id: 4 },
	time: "ms",
	zone: "UTC",
	side: { of: "taker", buy: ["buy"], sell: ["sell"] },
	priceScale: 0,
	sizeUnit: "base",
	decimalComma: false,
	symbol: "T",
};

/** A layout without what it says of lines, for formats that have none. */
export function withoutLines(layout: FileLayout): FileLayout {
	const { csv, ...rest } = layout;
	return csv === undefined ? layout : rest;
}

/** A layout whose trades have no ids. */
export function withoutIds(layout: FileLayout): FileLayout {
	const { time, price, size, side } = layout.columns;
	return { ...layout, columns: { time, price, size, ...(side !== undefined && { side }) } };
}

/** Writes a file and has it judged. */
export async function judged(
	engine: TradesEngine,
	path: string,
	content: string | Uint8Array,
	layout: FileLayout = GENERIC,
): Promise<JudgedFile> {
	writeFileSync(path, content);
	return judgedFile(engine, path, layout);
}

export async function judgedFile(
	engine: TradesEngine,
	path: string,
	layout: FileLayout = GENERIC,
): Promise<JudgedFile> {
	const [version] = await engine.expand([path], UNTIL_DONE);
	if (version === undefined) throw new Error(`${path} is not there`);
	const [verdict] = await engine.judge([{ version, layout }], UNTIL_DONE);
	if (verdict === undefined) throw new Error(`${path} has no verdict`);
	return verdict;
}

/** Sums without what was asked to get them, and with places that do not depend on who added up. */
export function plainSums(sums: TradesSums): object {
	if ("rows" in sums) {
		const { starts, offsets, rows, places, buy, sell, unknown } = sums;
		const text = (units: readonly bigint[]) => units.map((one) => plainNumber(one, places));
		return {
			starts: [...starts],
			offsets: [...offsets],
			rows: [...rows],
			buy: text(buy),
			sell: text(sell),
			unknown: text(unknown),
		};
	}
	const { starts, priceDecimals, quantityDecimals, notional, quantity, count } = sums;
	return {
		starts: [...starts],
		notional: notional.map((one) => plainNumber(one, priceDecimals + quantityDecimals)),
		quantity: quantity.map((one) => plainNumber(one, quantityDecimals)),
		count: [...count],
		open: [...sums.open],
		high: [...sums.high],
		low: [...sums.low],
		close: [...sums.close],
	};
}

function plainNumber(units: bigint, places: number): string {
	const digits = units.toString().padStart(places + 1, "0");
	const [whole, fraction] = [
		digits.slice(0, digits.length - places),
		digits.slice(digits.length - places),
	];
	return `${whole}.${fraction.replace(/0+$/, "")}`;
}
