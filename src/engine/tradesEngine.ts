import { providerError } from "../core/errors/errorText";
import type { Log } from "../core/log";
import { canonicalJson } from "../core/query/canonical";
import type { JudgedFile, RanSql, TradesEngine } from "../core/trades/engine";
import type { TradesPlan, TradesSums } from "../core/trades/plan";
import type { SumOptions } from "../core/trades/source";
import { isSameReading } from "../core/trades/verdict";
import { EngineEnded, EngineProcess } from "./engineProcess";
import type { EngineCallName, EngineCalls, EngineFailure, EngineSettings } from "./messages";

/** Each query of the engine takes all threads that it may: more of them at once only wait for each other. */
const MOST_AT_ONCE = 2;
/** The engine's memory is given back after a while. */
const IDLE_MS = 60_000;
/** How long a query that was cancelled may go on before its process is ended. */
const PATIENCE_MS = 1_000;

export interface TradesEngineOptions extends EngineSettings {
	/** The file that the process runs, from `findEngine`. */
	readonly file: string;
	readonly log: Log;
	/** Calls back once after a while without work, unless the returned function is called before. */
	readonly afterIdle?: (callback: () => void) => () => void;
	/** How long a cancelled query may go on before its process is ended, in milliseconds. */
	readonly patienceMs?: number;
}

function afterAWhile(callback: () => void): () => void {
	const timer = setTimeout(callback, IDLE_MS);
	timer.unref();
	return () => clearTimeout(timer);
}

/** A call on its way. */
interface Job {
	readonly run: () => Promise<void>;
	readonly refuse: (error: Error) => void;
}

/** A `sum` that waits for others over the same files in the same tick. */
interface Sharing {
	readonly files: readonly JudgedFile[];
	readonly members: {
		readonly plan: TradesPlan;
		readonly options: SumOptions;
		readonly resolve: (sums: TradesSums & RanSql) => void;
		readonly reject: (error: unknown) => void;
	}[];
}

/**
 * Trades in files, read by a process of ours that begins with the first call, ends when nothing was asked for a
 * while and is begun anew after it failed. At most two calls run at once, the others wait in order. Plans over the
 * same files that are asked for in the same tick share one scan.
 */
export function createTradesEngine(options: TradesEngineOptions): TradesEngine {
	return new ProcessEngine(options);
}

class ProcessEngine implements TradesEngine {
	private process: EngineProcess | undefined;
	private running = 0;
	private readonly queue: Job[] = [];
	private readonly sharing: Sharing[] = [];
	private cancelRest: (() => void) | undefined;

	constructor(private readonly options: TradesEngineOptions) {}

	expand(files: readonly string[], options: SumOptions) {
		return this.call("expand", files, options);
	}

	head(files: readonly string[], options: SumOptions) {
		return this.call("head", files, options);
	}

	judge(files: EngineCalls["judge"]["ask"], options: SumOptions) {
		return this.call("judge", files, options);
	}

	sum(
		plan: TradesPlan,
		files: readonly JudgedFile[],
		options: SumOptions,
	): Promise<TradesSums & RanSql> {
		return new Promise((resolve, reject) => {
			const { signal } = options;
			if (signal.aborted) {
				reject(providerError("cancelled", "trades"));
				return;
			}
			const member = { plan, options, resolve, reject };
			const open = this.sharing.find((one) => isSameFiles(one.files, files));
			if (open !== undefined) {
				open.members.push(member);
				return;
			}
			this.sharing.push({ files, members: [member] });
			if (this.sharing.length === 1) queueMicrotask(() => this.sumShared());
		});
	}

	/** Asks for the sums of one tick. */
	private sumShared(): void {
		for (const { files, members } of this.sharing.splice(0)) {
			const shared = sharedOptions(members);
			this.call("sum", { plans: members.map(({ plan }) => plan), files }, shared.options).then(
				(sums) => {
					shared.close();
					members.forEach(({ options, resolve, reject }, at) => {
						const own = sums[at];
						if (options.signal.aborted) reject(providerError("cancelled", "trades"));
						else if (own === undefined) reject(new Error("a plan without sums"));
						else resolve(own);
					});
				},
				(error: unknown) => {
					shared.close();
					members.forEach(({ reject }) => reject(error));
				},
			);
		}
	}

	private call<Name extends EngineCallName>(
		name: Name,
		ask: EngineCalls[Name]["ask"],
		options: SumOptions,
	): Promise<EngineCalls[Name]["answer"]> {
		const { signal } = options;
		return new Promise((resolve, reject) => {
			const leave = () => {
				const at = this.queue.indexOf(job);
				if (at >= 0) this.queue.splice(at, 1);
				reject(providerError("cancelled", "trades"));
			};
			const job: Job = {
				run: () => {
					signal.removeEventListener("abort", leave);
					return this.answer(name, ask, options).then(resolve, reject);
				},
				refuse: reject,
			};
			if (signal.aborted) {
				leave();
				return;
			}
			this.queue.push(job);
			signal.addEventListener("abort", leave, { once: true });
			this.next();
		});
	}

	private next(): void {
		while (this.running < MOST_AT_ONCE) {
			const job = this.queue.shift();
			if (job === undefined) break;
			this.running += 1;
			job.run().then(
				() => this.finish(),
				() => this.finish(),
			);
		}
	}

	private finish(): void {
		this.running -= 1;
		this.next();
		if (this.running > 0 || this.process === undefined) return;
		this.cancelRest?.();
		const { afterIdle = afterAWhile } = this.options;
		this.cancelRest = afterIdle(() => {
			if (this.running > 0) return;
			this.process?.kill();
			this.process = undefined;
		});
	}

	private begin(): EngineProcess {
		this.cancelRest?.();
		const { file, memoryMb, threads, spillFolder, spillMb } = this.options;
		const settings = { memoryMb, threads, spillFolder, spillMb };
		const { process: known } = this;
		// A limit that was raised because of a failure counts for the very next try.
		const isOld = known !== undefined && known.isIdle && !isSame(known.settings, settings);
		if (isOld) known.kill();
		if (known?.hasEnded === true) this.process = undefined;
		return (this.process ??= new EngineProcess(file, settings));
	}

	/** Asks the process; once more where it was ended for the sake of another query. */
	private async answer<Name extends EngineCallName>(
		name: Name,
		ask: EngineCalls[Name]["ask"],
		options: SumOptions,
	): Promise<EngineCalls[Name]["answer"]> {
		for (;;) {
			const engine = this.begin();
			try {
				return await this.answerOf(engine, name, ask, options);
			} catch (error) {
				if (!(error instanceof EngineEnded)) throw error;
				if (options.signal.aborted) throw providerError("cancelled", "trades");
				if (this.ended.has(engine)) continue;
				this.options.log.warn(`the engine's process ended (${error.message})`);
				throw providerError("engine", "trades", { detail: error.message });
			}
		}
	}

	/** Processes that were ended because a cancelled query did not end. */
	private readonly ended = new WeakSet<EngineProcess>();

	private async answerOf<Name extends EngineCallName>(
		engine: EngineProcess,
		name: Name,
		ask: EngineCalls[Name]["ask"],
		{ signal, onProgress }: SumOptions,
	): Promise<EngineCalls[Name]["answer"]> {
		const { order, answer } = engine.ask(name, ask, onProgress, (failure) =>
			this.errorOf(name, failure),
		);
		let patience: NodeJS.Timeout | undefined;
		const cancel = () => {
			engine.cancel(order);
			patience = setTimeout(() => {
				this.options.log.warn("a cancelled query did not end: its process is ended");
				this.ended.add(engine);
				engine.kill();
			}, this.options.patienceMs ?? PATIENCE_MS);
		};
		if (signal.aborted) cancel();
		else signal.addEventListener("abort", cancel, { once: true });
		try {
			return await answer;
		} finally {
			signal.removeEventListener("abort", cancel);
			clearTimeout(patience);
		}
	}

	private errorOf(name: EngineCallName, { kind, facts, message }: EngineFailure): Error {
		if (kind !== "cancelled") this.options.log.warn(`${name}: ${message}`);
		return providerError(kind, "trades", facts);
	}

	async dispose(): Promise<void> {
		this.cancelRest?.();
		const { process: engine } = this;
		this.process = undefined;
		for (const { refuse } of this.queue.splice(0)) refuse(providerError("cancelled", "trades"));
		if (engine === undefined) return;
		engine.kill();
		await engine.gone;
	}
}

function isSame(a: EngineSettings, b: EngineSettings): boolean {
	return canonicalJson(a) === canonicalJson(b);
}

function isSameFiles(a: readonly JudgedFile[], b: readonly JudgedFile[]): boolean {
	return (
		a === b ||
		(a.length === b.length &&
			a.every((file, at) => {
				const other = b[at];
				return other !== undefined && isSameReading(file, other);
			}))
	);
}

/** One signal that fires when all have, and one progress for all. Who cancels alone has its answer at once. */
function sharedOptions(members: Sharing["members"]): {
	readonly options: SumOptions;
	close(): void;
} {
	const all = members.map(({ options }) => options);
	const controller = new AbortController();
	const abort = () => {
		if (all.every(({ signal }) => signal.aborted)) {
			controller.abort();
			return;
		}
		for (const { options, reject } of members) {
			if (options.signal.aborted) reject(providerError("cancelled", "trades"));
		}
	};
	abort();
	for (const { signal } of all) signal.addEventListener("abort", abort);
	return {
		options: {
			signal: controller.signal,
			onProgress: (share) => {
				for (const { onProgress } of all) onProgress?.(share);
			},
		},
		close: () => {
			for (const { signal } of all) signal.removeEventListener("abort", abort);
		},
	};
}
