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

interface Waiting {
	readonly resolve: (result: unknown) => void;
	readonly reject: (error: Error) => void;
}

/** One run of a thread. */
class Thread {
	readonly waiting = new Map<number, Waiting>();
	readonly windows = new Set<number>();
	readonly worker: Worker;
	/** Why it ended. */
	failure: Error | undefined;
	/** Whether it has ever done something. */
	hasAnswered = false;

	constructor({ file, memoryMb }: ThreadReadingsOptions) {
		const resourceLimits = memoryMb === undefined ? {} : { maxOldGenerationSizeMb: memoryMb };
		this.worker = new Worker(file, { resourceLimits });
		this.worker.unref();
		this.worker.on("message", ({ order, result }: ThreadAnswer) => {
			this.hasAnswered = true;
			this.waiting.get(order)?.resolve(result);
			this.waiting.delete(order);
		});
		this.worker.on("error", (error: Error) => this.end(error));
		this.worker.on("exit", () => this.end(new Error("the reading thread ended")));
	}

	end(error: Error): void {
		this.failure ??= error;
		for (const { reject } of this.waiting.values()) reject(this.failure);
		this.waiting.clear();
	}

	get isIdle(): boolean {
		return this.waiting.size === 0 && this.windows.size === 0;
	}
}

/**
 * Reads bodies in threads of their own. A window is read in one of them: in the one that has the fewest, and a thread
 * is started only while all others have some. They end when nothing has been read for a while, and one that failed is
 * replaced. When none can start, bodies are read here, and the log says so.
 */
export class ThreadReadings implements Readings {
	private threads: readonly Thread[] = [];
	private hasFailedToBegin = false;
	private numbers = 0;
	private cancelRest: (() => void) | undefined;

	constructor(private readonly options: ThreadReadingsOptions) {}

	/** The thread that a window is read in; `undefined` where none can start. */
	private begin(): Thread | undefined {
		this.cancelRest?.();
		for (const { failure, hasAnswered } of this.threads) {
			if (failure === undefined) continue;
			this.options.log.warn(`a thread that reads answers ended (${failure.message})`);
			// A thread that ran out of memory did start. Reading the same body here could end the host.
			this.hasFailedToBegin ||= !hasAnswered && !isOutOfMemory(failure);
		}
		this.threads = this.threads.filter(({ failure }) => failure === undefined);
		if (this.hasFailedToBegin) return undefined;
		const [freest] = [...this.threads].sort((a, b) => a.windows.size - b.windows.size);
		const { most = MOST_THREADS } = this.options;
		const isFull = this.threads.length >= most;
		if (freest !== undefined && (freest.windows.size === 0 || isFull)) return freest;
		const thread = new Thread(this.options);
		this.threads = [...this.threads, thread];
		return thread;
	}

	open(provider: RemoteProviderId, asked: AskedWindow<MarketQuery>): Reading {
		const thread = this.begin();
		if (thread === undefined) return readingsHere.open(provider, asked);
		const window = ++this.numbers;
		thread.windows.add(window);
		this.tell(thread, { kind: "open", window, provider, asked });
		return {
			read: (bytes, gzip) =>
				this.ask<ReadBody>(
					thread,
					(order) => ({ kind: "read", order, window, bytes, gzip }),
					bytes,
				),
			finish: (options) =>
				this.ask<FinishedReading>(thread, (order) => ({ kind: "finish", order, window, options })),
			close: () => {
				if (!thread.windows.delete(window)) return;
				this.tell(thread, { kind: "close", window });
				this.rest();
			},
		};
	}

	check(bytes: Uint8Array, gzip?: Gzip): Promise<ReadBody<null>> {
		// Such a body is small: reading it here costs less than sending it to the thread.
		return Promise.resolve(checkBody(bytes, gzip));
	}

	private tell(thread: Thread, order: ThreadOrder, transfer: ArrayBuffer[] = []): void {
		if (thread.failure === undefined) thread.worker.postMessage(order, transfer);
	}

	private ask<Result>(
		thread: Thread,
		make: (order: number) => ThreadOrder,
		bytes?: Uint8Array,
	): Promise<Result | TooMuch> {
		if (thread.failure !== undefined) return Promise.reject(thread.failure);
		const order = ++this.numbers;
		return new Promise<Result | TooMuch>((resolve, reject) => {
			thread.waiting.set(order, {
				resolve: (result) => resolve(result as Result),
				reject: (error) => (isOutOfMemory(error) ? resolve(TOO_MUCH) : reject(error)),
			});
			this.tell(thread, make(order), bytes === undefined ? [] : givenAway(bytes));
		});
	}

	/** Ends the threads when they have nothing to do for a while. */
	private rest(): void {
		const isIdle = () => this.threads.every((thread) => thread.isIdle);
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
		const { threads } = this;
		this.threads = [];
		for (const thread of threads) thread.end(new Error("the reading thread was ended"));
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
