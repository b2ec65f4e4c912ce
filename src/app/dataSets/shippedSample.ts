import { existsSync } from "node:fs";
import { join } from "node:path";
import { providerError } from "../../core/errors/errorText";
import { isProviderError } from "../../core/errors/errors";
import type { TradesEngine } from "../../core/trades/engine";
import { understand } from "../../core/trades/layout/understand";
import type { TradesPlan, TradesSums } from "../../core/trades/plan";
import type { SumOptions, TradesSource, TradesSources } from "../../core/trades/source";
import type { FileVerdict } from "../../core/trades/verdict";

export interface ShippedSampleOptions {
	/** `undefined` where this installation has none. */
	readonly engine: TradesEngine | undefined;
	/** Folder with the file `<id>.parquet` of each data set. */
	readonly folder: string;
	/** The same data sets, added up by the plain loop. */
	readonly plain: TradesSources;
}

/**
 * Data sets that ship with the extension: read from their files where an engine runs and the files are installed, added
 * up by the plain loop elsewhere. Both give the same numbers.
 */
export function shippedSample({ engine, folder, plain }: ShippedSampleOptions): TradesSources {
	if (engine === undefined) return plain;
	const read = new Map<string, TradesSource>();
	return {
		ids: () => plain.ids(),
		find: async (dataset, options) => {
			const source = await plain.find(dataset, options);
			const path = join(folder, `${dataset}.parquet`);
			if (source === undefined || !existsSync(path)) return source;
			const known = read.get(dataset) ?? new SampleFile(source, path, engine);
			read.set(dataset, known);
			return known;
		},
	};
}

/** What is known of the sample is that of the plain loop; the trades come from a file. */
class SampleFile implements TradesSource {
	readonly symbols: TradesSource["symbols"];
	readonly span: TradesSource["span"];
	readonly beyondSpan: TradesSource["beyondSpan"];
	readonly unknownSymbol: TradesSource["unknownSymbol"];
	readonly noTrades: TradesSource["noTrades"];
	readonly notes: TradesSource["notes"];
	private verdicts: Promise<readonly FileVerdict[]> | undefined;

	constructor(
		private readonly source: TradesSource,
		private readonly path: string,
		private readonly engine: TradesEngine,
	) {
		this.symbols = source.symbols;
		this.span = source.span;
		this.beyondSpan = source.beyondSpan;
		this.notes = source.notes;
		this.unknownSymbol = (symbol) => source.unknownSymbol(symbol);
		this.noTrades = (symbol) => source.noTrades(symbol);
	}

	async sum(plan: TradesPlan, options: SumOptions): Promise<TradesSums> {
		try {
			const verdicts = await this.judged();
			if (options.signal.aborted) throw providerError("cancelled", "trades");
			return await this.engine.sum(plan, verdicts, options);
		} catch (error) {
			// An engine that does not run on this machine is as good as none; it has been logged.
			if (isProviderError(error) && error.kind === "engine") return this.source.sum(plan, options);
			throw error;
		}
	}

	private judged(): Promise<readonly FileVerdict[]> {
		this.verdicts ??= this.judge().catch((error: unknown) => {
			this.verdicts = undefined;
			throw error;
		});
		return this.verdicts;
	}

	/** Reads the file once, for all who ask: a cancel of one of them is none of the others'. */
	private async judge(): Promise<readonly FileVerdict[]> {
		const options = { signal: new AbortController().signal };
		const [head] = await this.engine.head([this.path], options);
		const understood = head === undefined ? undefined : understand(head);
		if (head === undefined || !understood?.ok) {
			throw providerError("unreadable", "trades", { detail: this.path });
		}
		const { version } = head;
		return this.engine.judge([{ version, layout: understood.layout }], options);
	}
}
