import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { readDecimal } from "../../../src/core/decimal";
import { alignDown, alignUp, durationMs } from "../../../src/core/time";
import { spanOf } from "../../../src/core/trades/dataSet/judgedSymbols";
import type { JudgedFile, RanSql, TradesEngine } from "../../../src/core/trades/engine";
import { understand } from "../../../src/core/trades/layout/understand";
import type { TradesPlan, TradesSums } from "../../../src/core/trades/plan";
import type { SumOptions } from "../../../src/core/trades/source";
import { createTradesEngine } from "../../../src/engine/tradesEngine";
import { complaining } from "../complaining";

/** What is asked of a fresh engine: which sums, in one tick, and whether the files are judged before. */
interface Asked {
	readonly judges: boolean;
	readonly kinds: readonly TradesPlan["kind"][];
}

/** What one process is started for. */
interface Order {
	/** What the engine's process runs; it leaves `usage.json` in the spill folder. */
	readonly engineFile: string;
	readonly files: readonly string[];
	readonly memoryMb: number;
	readonly threads: number;
	/** By name, one after the other. */
	readonly asks: Readonly<Record<string, Asked>>;
}

/** What an answer has cost, from the beginning of the engine's process to the answer in this one. */
interface Figures {
	readonly wallMs: number;
	/** Of the engine's process since it began, and of this one meanwhile. */
	readonly cpuMs: number;
	/** Of the engine's process. */
	readonly peakMb: number;
	/** What the answers add up to, to be compared with others': volume of all rows, VWAP of all minutes. */
	readonly volume: number;
	readonly vwapSum: number;
	/** Different statements that ran. */
	readonly scans: number;
}

const OPTIONS: SumOptions = { signal: new AbortController().signal };
const HOUR = durationMs(3_600_000);
const MINUTE = durationMs(60_000);

async function judge(
	engine: TradesEngine,
	paths: readonly string[],
): Promise<readonly JudgedFile[]> {
	const versions = await engine.expand(paths, OPTIONS);
	const heads = await engine.head(
		versions.map(({ path }) => path),
		OPTIONS,
	);
	const files = heads.map((head) => {
		const understood = understand(head);
		if (!understood.ok || understood.questions.length > 0)
			throw new Error(`${head.version.path} is not understood`);
		return { version: head.version, layout: understood.layout };
	});
	return engine.judge(files, OPTIONS);
}

function planOf(kind: TradesPlan["kind"], files: readonly JudgedFile[]): TradesPlan {
	const symbols = files.flatMap((file) => file.symbols);
	const [first] = symbols;
	if (first === undefined) throw new Error("no symbol");
	const { from, to } = spanOf(symbols.map(({ span }) => span));
	const interval = kind === "vwap" ? MINUTE : HOUR;
	const range = { from: alignDown(from, interval), to: alignUp(to, interval) };
	const plan = { symbol: first.symbol, interval, range };
	return kind === "vwap"
		? { kind, ...plan }
		: { kind, ...plan, step: readDecimal("10"), unit: "base" };
}

const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

function volumeOf(sums: TradesSums): number {
	if (!("rows" in sums)) return 0;
	const { buy, sell, unknown, places } = sums;
	return total([...buy, ...sell, ...unknown].map(Number)) / 10 ** places;
}

function vwapSumOf(sums: TradesSums): number {
	if ("rows" in sums) return 0;
	const { notional, quantity, priceDecimals } = sums;
	return total(notional.map((one, at) => Number(one) / Number(quantity[at]) / 10 ** priceDecimals));
}

/** One question to a fresh engine, which ends afterwards. */
async function measure(
	{ engineFile, files, memoryMb, threads }: Order,
	{ judges, kinds }: Asked,
	known: readonly JudgedFile[] | undefined,
): Promise<{ readonly figures: Figures; readonly judged: readonly JudgedFile[] }> {
	const spillFolder = mkdtempSync(join(tmpdir(), "value-area-bench-trades-"));
	const engine = createTradesEngine({
		file: engineFile,
		log: complaining(),
		memoryMb,
		threads,
		spillFolder,
		spillMb: 20_480,
	});
	try {
		const began = performance.now();
		const before = process.cpuUsage();
		const judged = judges || known === undefined ? await judge(engine, files) : known;
		const answers: readonly (TradesSums & RanSql)[] = await Promise.all(
			kinds.map((kind) => engine.sum(planOf(kind, judged), judged, OPTIONS)),
		);
		const wallMs = performance.now() - began;
		const { user, system } = process.cpuUsage(before);
		const used = JSON.parse(readFileSync(join(spillFolder, "usage.json"), "utf8")) as {
			readonly cpuMs: number;
			readonly peakMb: number;
		};
		return {
			judged,
			figures: {
				wallMs,
				cpuMs: used.cpuMs + (user + system) / 1_000,
				peakMb: used.peakMb,
				volume: total(answers.map(volumeOf)),
				vwapSum: total(answers.map(vwapSumOf)),
				scans: new Set(answers.map(({ sql }) => sql)).size,
			},
		};
	} finally {
		await engine.dispose();
		rmSync(spillFolder, { recursive: true, force: true });
	}
}

async function run(order: Order): Promise<Readonly<Record<string, Figures>>> {
	let known: readonly JudgedFile[] | undefined;
	const all: Record<string, Figures> = {};
	for (const [name, asked] of Object.entries(order.asks)) {
		if (!asked.judges && known === undefined) throw new Error("the first to ask has to judge");
		const { figures, judged } = await measure(order, asked, known);
		known = judged;
		all[name] = figures;
	}
	return all;
}

// An engine that is being ended keeps nobody alive, and there is another one to come.
setInterval(() => undefined, 60_000);
run(JSON.parse(process.argv[2] ?? "") as Order).then(
	(figures) => {
		process.stdout.write(`${JSON.stringify(figures)}\n`, () => process.exit(0));
	},
	(error: unknown) => {
		console.error(error);
		process.exit(1);
	},
);
