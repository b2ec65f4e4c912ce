import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { fileSource } from "../../../src/app/dataSets/filesReader";
import { createRunQuery } from "../../../src/app/runQuery";
import { SnapshotStore } from "../../../src/app/snapshotStore";
import { readDecimal } from "../../../src/core/decimal";
import { createTradesFeed } from "../../../src/core/feeds/trades/feed";
import { DEFAULT_LIMITS } from "../../../src/core/limits";
import { viewKey } from "../../../src/core/query/canonical";
import type { MarketQuery } from "../../../src/core/query/query";
import { type PackedResult, splitResult } from "../../../src/core/result/packedResult";
import type { TradesSource, TradesSources } from "../../../src/core/trades/source";
import { judgedSymbols } from "../../../src/core/trades/dataSet/judgedSymbols";
import { readingsHere } from "../../../src/reading/bodyReading";
import { complaining } from "../complaining";
import { answerWith, type EngineOrder, judge, withEngine } from "./judge";

/** The first time of each compiles what it runs through, as the first chart of a window does once. */
const TRIES = 5;

/** An answer on its way to the page, and how long the host had it before it was posted, in milliseconds. */
interface Posted {
	readonly hostMs: number;
	readonly header: unknown;
	readonly base64: readonly string[];
}

/** The same answer by both ways. */
interface Ways {
	readonly query: MarketQuery;
	/** From the sums of the engine. */
	readonly fresh: Posted;
	/** From the file of its snapshot. */
	readonly snapshot: Posted;
}

/** Notes when the engine's sums are there. */
function noting(source: TradesSource, onSums: () => void): TradesSource {
	return {
		symbols: source.symbols,
		span: source.span,
		beyondSpan: source.beyondSpan,
		notes: source.notes,
		unknownSymbol: (symbol) => source.unknownSymbol(symbol),
		noTrades: (symbol) => source.noTrades(symbol),
		sum: async (plan, options) => {
			const sums = await source.sum(plan, options);
			onSums();
			return sums;
		},
	};
}

const middle = (values: readonly number[]) =>
	[...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;

function posted(times: readonly number[], result: PackedResult): Posted {
	const { header, buffers } = splitResult(result);
	const base64 = buffers.map((buffer) => Buffer.from(buffer).toString("base64"));
	return { hostMs: middle(times), header, base64 };
}

/** Asks for profile and VWAP of a file as a panel does, and shows their snapshots as a restored one does. */
async function answers(order: EngineOrder): Promise<readonly Ways[]> {
	const folder = mkdtempSync(join(tmpdir(), "value-area-bench-snapshots-"));
	const log = complaining();
	try {
		return await withEngine(order, async (engine) => {
			const verdicts = await judge(engine, order.files);
			const symbols = judgedSymbols(verdicts).map((one) => ({ ...one, step: readDecimal("10") }));
			let sumsAt = NaN;
			const source = noting(
				fileSource({
					name: "bench",
					symbols,
					verdicts,
					sizeUnit: "base",
					layoutNotes: [],
					engine,
					onSql: () => undefined,
				}),
				() => (sumsAt = performance.now()),
			);
			const sources: TradesSources = {
				ids: () => Promise.resolve(["bench"]),
				find: () => Promise.resolve(source),
			};
			const nobody = {
				plan: () => {
					throw new Error("Only trades are asked for.");
				},
				fetch: () => Promise.reject(new Error("Only trades are asked for.")),
			};
			const runQuery = createRunQuery({
				feeds: { trades: createTradesFeed(sources), kiyotaka: nobody, kaiko: nobody },
				client: { get: () => Promise.reject(new Error("Trades need no network.")) },
				readings: readingsHere,
				limits: () => DEFAULT_LIMITS,
				log,
				now: Date.now,
			});
			const snapshots = new SnapshotStore({ folder, log, now: Date.now });
			const range = {
				from: new Date(source.span.from).toISOString(),
				to: new Date(source.span.to).toISOString(),
			};
			const common = { provider: "trades", dataset: "bench", range } as const;
			const [{ symbol } = { symbol: "" }] = symbols;
			const queries: readonly MarketQuery[] = [
				{ kind: "volumeProfile", ...common, symbol, interval: "1h" },
				{ kind: "vwap", ...common, symbol, interval: "1m" },
			];
			const ways: Ways[] = [];
			for (const query of queries) {
				const times: { fresh: number[]; snapshot: number[] } = { fresh: [], snapshot: [] };
				let last: { readonly fresh: PackedResult; readonly snapshot: PackedResult } | undefined;
				while (times.fresh.length < TRIES) {
					const fresh = await runQuery(query);
					splitResult(fresh);
					times.fresh.push(performance.now() - sumsAt);
					await snapshots.save(viewKey([query]), fresh);
					const from = performance.now();
					const snapshot = await snapshots.load(viewKey([query]));
					if (snapshot === undefined) throw new Error("there is no snapshot");
					splitResult(snapshot);
					times.snapshot.push(performance.now() - from);
					last = { fresh, snapshot };
				}
				if (last === undefined) throw new Error("nothing was tried");
				ways.push({
					query,
					fresh: posted(times.fresh, last.fresh),
					snapshot: posted(times.snapshot, last.snapshot),
				});
			}
			return ways;
		});
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

answerWith(answers(JSON.parse(process.argv[2] ?? "") as EngineOrder));
