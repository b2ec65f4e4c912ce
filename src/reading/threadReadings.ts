import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type {
	AskedWindow,
	FinishedReading,
	Gzip,
	ReadBody,
	Reading,
	Readings,
} from "../core/feeds/windowReader";
import type { Log } from "../core/log";
import type { RemoteProviderId } from "../core/providers/credentials";
import type { MarketQuery } from "../core/query/query";
import { checkBody, readingsHere } from "./bodyReading";
import type { ThreadAnswer, ThreadOrder } from "./threadMessages";

/** Threads without work give their memory back after a while. */
const IDLE_MS = 20_000;
/** Each thread needs memory for the largest body that there may be. */
const MOST_THREADS = Math.min(2, availableParallelism());

export interface ThreadReadingsOptions {
	/** The file that a thread runs: the bundle of `thread.ts`. */
	readonly file: string;
	readonly log: Log;
	/** Calls back once after a while without work, unless the returned function is called before. */
	readonly afterIdle?: (callback: () => void) => () => void;
	/** Most memory of a thread, in MB; Node's bound when absent. */
	readonly memoryMb?: number;
	/** Most threads at once. */
	readonly most?: number;
}

function afterAWhile(callback: () => void): () => void {
	const timer = setTimeout(callback, IDLE_MS);
	timer.unref();
	return () => clearTimeout(timer);
}

/** A window that is read in one of the threads, which is chosen with its first body. */
interface OpenedWindow {
	readonly number: number;
	readonly opening: ThreadOrder;
	thread?: Thread;
	/** Why it cannot be read any more. */
	failure?: Error;
}

/** What is to be done for a window. */
interface Job {
	readonly window: OpenedWindow;
	readonly make: (order: number) => ThreadOrder;
	readonly transfer: ArrayBuffer[];
	/** Goes before what only waits for a thread: nothing else has to be done for its window then. */
	readonly isLast: boolean;
	readonly resolve: (result: unknown) => void;
	readonly reject: (error: Error) => void;
}

/** One run of a thread. */
class Thread {
	/** What it is doing. */
	job: Job | undefined;
	readonly worker: Worker;
	/** Whether it has ever done something. */
	hasAnswered = false;
	private orders = 0;

	constructor(
		{ file, memoryMb }: ThreadReadingsOptions,
		private readonly onFree: () => void,
		onEnd: (error: Error) => void,
	) {
		const resourceLimits = memoryMb === undefined ? {} : { maxOldGenerationSizeMb: memoryMb };
		this.worker = new Worker(file, { resourceLimits });
		this.worker.unref();
		this.worker.on("message", (answer: ThreadAnswer) => this.take(answer));
		this.worker.on("error", onEnd);
		this.worker.on("exit", () => onEnd(new Error("the reading thread ended")));
	}

	begin(job: Job): void {
		this.job = job;
		const { window, make, transfer } = job;
		if (window.thread === undefined) this.worker.postMessage(window.opening);
		window.thread = this;
		this.worker.postMessage(make(++this.orders), transfer);
	}

	private take({ order, result }: ThreadAnswer): void {
		if (order !== this.orders) return;
		this.hasAnswered = true;
		this.job?.resolve(result);
		this.job = undefined;
		this.onFree();
	}
}

/**
 * Reads bodies in threads of their own. Each body goes to a thread that has nothing to do; those of one window go to
 * the same. A thread is started only while all others have something to do. They end when nothing has been read for a
 * while, and one that failed is replaced. When none can start, bodies are read here, and the log says so.
 */
export class ThreadReadings implements Readings {
	private threads: readonly Thread[] = [];
	private readonly windows = new Set<OpenedWindow>();
	/** What waits for a thread, in the order in which it came. */
	private jobs: readonly Job[] = [];
	/** How many threads there may be; none once they turned out not to start. */
	private most: number;
	private numbers = 0;
	private cancelRest: (() => void) | undefined;

	constructor(private readonly options: ThreadReadingsOptions) {
		this.most = options.most ?? MOST_THREADS;
	}

	open(provider: RemoteProviderId, asked: AskedWindow<MarketQuery>): Reading {
		this.cancelRest?.();
		if (this.most === 0) return readingsHere.open(provider, asked);
		const number = ++this.numbers;
		const window: OpenedWindow = {
			number,
			opening: { kind: "open", window: number, provider, asked },
		};
		this.windows.add(window);
		// Its request goes out first; then threads start while the answer is waited for.
		setImmediate(() => this.warmUp()).unref();
		return {
			read: (bytes, gzip) =>
				this.ask<ReadBody>(window, {
					make: (order) => ({ kind: "read", order, window: number, bytes, gzip }),
					transfer: givenAway(bytes),
					isLast: false,
				}),
			finish: (options) =>
				this.ask<FinishedReading>(window, {
					make: (order) => ({ kind: "finish", order, window: number, options }),
					transfer: [],
					isLast: true,
				}),
			close: () => this.close(window),
		};
	}

	private close(window: OpenedWindow): void {
		if (!this.windows.delete(window)) return;
		window.thread?.worker.postMessage({
			kind: "close",
			window: window.number,
		} satisfies ThreadOrder);
		this.fail([window], new Error("the window was closed"));
		this.rest();
	}

	check(bytes: Uint8Array, gzip?: Gzip): Promise<ReadBody<null>> {
		// Such a body is small: reading it here costs less than sending it to the thread.
		return Promise.resolve(checkBody(bytes, gzip));
	}

	private ask<Result>(
		window: OpenedWindow,
		order: Pick<Job, "make" | "transfer" | "isLast">,
	): Promise<Result | TooMuch> {
		if (window.failure !== undefined) return Promise.reject(window.failure);
		return new Promise<Result | TooMuch>((resolve, reject) => {
			const job: Job = {
				...order,
				window,
				resolve: (result) => resolve(result as Result),
				reject: (error) => (isOutOfMemory(error) ? resolve(TOO_MUCH) : reject(error)),
			};
			this.jobs = [...this.jobs, job];
			this.work();
		});
	}

	/** Has threads for the windows that are open, before their bodies are there. */
	private warmUp(): void {
		if (this.threads.length < Math.min(this.most, this.windows.size)) this.start();
	}

	/** Gives what waits to threads that have nothing to do. */
	private work(): void {
		const inOrder = [...this.jobs].sort((a, b) => Number(b.isLast) - Number(a.isLast));
		for (const job of inOrder) {
			const thread = job.window.thread ?? this.freeThread();
			if (thread === undefined || thread.job !== undefined) continue;
			this.jobs = this.jobs.filter((one) => one !== job);
			thread.begin(job);
		}
	}

	private freeThread(): Thread | undefined {
		const free = this.threads.find(({ job }) => job === undefined);
		return free ?? (this.threads.length < this.most ? this.start() : undefined);
	}

	private start(): Thread {
		const thread = new Thread(
			this.options,
			// Whoever got an answer may want to finish with it.
			() => setImmediate(() => this.work()),
			(error) => this.lose(thread, error),
		);
		this.threads = [...this.threads, thread];
		return thread;
	}

	/** A thread has ended by itself. */
	private lose(thread: Thread, error: Error): void {
		if (!this.threads.includes(thread)) return;
		this.options.log.warn(`a thread that reads answers ended (${error.message})`);
		this.threads = this.threads.filter((one) => one !== thread);
		// A thread that ran out of memory did start. Reading the same body here could end the host.
		if (!thread.hasAnswered && !isOutOfMemory(error)) this.most = this.threads.length;
		const isLost = (window: OpenedWindow) =>
			window.thread === thread || (this.most === 0 && window.thread === undefined);
		thread.job?.reject(error);
		this.fail([...this.windows].filter(isLost), error);
		this.work();
	}

	/** Rejects what waits for windows, and whatever is asked of them later. */
	private fail(windows: readonly OpenedWindow[], error: Error): void {
		for (const window of windows) window.failure ??= error;
		const isLost = ({ window }: Job) => windows.includes(window);
		const lost = this.jobs.filter(isLost);
		this.jobs = this.jobs.filter((job) => !isLost(job));
		for (const { reject } of lost) reject(error);
	}

	/** Ends the threads when they have nothing to do for a while. */
	private rest(): void {
		const isIdle = () =>
			this.windows.size === 0 && this.threads.every(({ job }) => job === undefined);
		if (!isIdle()) return;
		this.cancelRest?.();
		const { afterIdle = afterAWhile } = this.options;
		this.cancelRest = afterIdle(() => {
			if (isIdle()) this.dispose().catch(() => undefined);
		});
	}

	/** Ends the threads; what they were reading rejects. */
	async dispose(): Promise<void> {
		this.cancelRest?.();
		const error = new Error("the reading thread was ended");
		const { threads } = this;
		this.threads = [];
		for (const { job } of threads) job?.reject(error);
		this.fail([...this.windows], error);
		this.windows.clear();
		await Promise.all(threads.map(({ worker }) => worker.terminate()));
	}
}

const TOO_MUCH = {
	kind: "problem",
	problem: { kind: "size", message: "the thread that reads answers ran out of memory" },
} as const;
type TooMuch = typeof TOO_MUCH;

function isOutOfMemory(error: Error): boolean {
	return "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
}

/** The buffers that can be transferred: those that hold nothing but the bytes. Other bytes are copied. */
function givenAway({ buffer, byteLength }: Uint8Array): ArrayBuffer[] {
	return buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? [buffer] : [];
}
