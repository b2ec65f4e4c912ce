import { readFileSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { readDecimal } from "../../../src/core/decimal";
import { alignDown, alignUp, durationMs } from "../../../src/core/time";
import { spanOf } from "../../../src/core/trades/dataSet/judgedSymbols";
import type { JudgedFile, RanSql } from "../../../src/core/trades/engine";
import type { TradesPlan, TradesSums } from "../../../src/core/trades/plan";
import { answerWith, type EngineOrder, judge, UNTIL_DONE, withEngine } from "./judge";

/** What is asked of a fresh engine: which sums, in one tick, and whether the files are judged before. */
interface Asked {
	readonly judges: boolean;
	readonly kinds: readonly TradesPlan["kind"][];
}

/** What one process is started for. */
interface Order extends EngineOrder {
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

const HOUR = durationMs(3_600_000);
const MINUTE = durationMs(60_000);

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

/** One question to a fresh engine. */
const measure = (
	order: Order,
	{ judges, kinds }: Asked,
	known: readonly JudgedFile[] | undefined,
) =>
	withEngine(order, async (engine, spillFolder) => {
		const began = performance.now();
		const before = process.cpuUsage();
		const judged = judges || known === undefined ? await judge(engine, order.files) : known;
		const answers: readonly (TradesSums & RanSql)[] = await Promise.all(
			kinds.map((kind) => engine.sum(planOf(kind, judged), judged, UNTIL_DONE)),
		);
		const wallMs = performance.now() - began;
		const { user, system } = process.cpuUsage(before);
		const used = JSON.parse(readFileSync(join(spillFolder, "usage.json"), "utf8")) as {
			readonly cpuMs: number;
			readonly peakMb: number;
		};
		const figures: Figures = {
			wallMs,
			cpuMs: used.cpuMs + (user + system) / 1_000,
			peakMb: used.peakMb,
			volume: total(answers.map(volumeOf)),
			vwapSum: total(answers.map(vwapSumOf)),
			scans: new Set(answers.map(({ sql }) => sql)).size,
		};
		return { judged, figures };
	});

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

answerWith(run(JSON.parse(process.argv[2] ?? "") as Order));
