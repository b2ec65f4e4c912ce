import { type ChildProcess, fork } from "node:child_process";
import type { EngineAnswer, EngineCallName, EngineCalls, EngineSettings } from "./messages";

/** What of the environment a process needs to run at all. */
const KEPT = ["SystemRoot", "windir", "TEMP", "TMP", "TMPDIR", "LANG"];

function cleanEnvironment(): NodeJS.ProcessEnv {
	const kept = KEPT.flatMap((name) => {
		const value = process.env[name];
		return value === undefined ? [] : [[name, value] as const];
	});
	return {
		...Object.fromEntries(kept),
		// In VS Code this program is Electron, which is Node when it is told so.
		ELECTRON_RUN_AS_NODE: "1",
		// Two queries, and files that are read beside them.
		UV_THREADPOOL_SIZE: "8",
	};
}

/** Why an order has no answer: the process ended. */
export class EngineEnded extends Error {
	override readonly name = "EngineEnded";
}

interface Waiting {
	readonly resolve: (answer: unknown) => void;
	readonly reject: (error: unknown) => void;
	readonly onProgress: ((share: number) => void) | undefined;
}

/** How an order ended that the process could not fulfil. */
export type RefusedOrder = Extract<EngineAnswer, { readonly kind: "failed" }>["failure"];

/** One life of the engine's process. */
export class EngineProcess {
	private readonly waiting = new Map<number, Waiting>();
	private readonly child: ChildProcess;
	private orders = 0;
	/** Fulfilled once the process is gone. */
	readonly gone: Promise<void>;
	private ending: EngineEnded | undefined;

	constructor(
		file: string,
		readonly settings: EngineSettings,
	) {
		this.child = fork(file, [JSON.stringify(settings)], {
			execPath: process.execPath,
			execArgv: [],
			env: cleanEnvironment(),
			serialization: "advanced",
			stdio: ["ignore", "ignore", "ignore", "ipc"],
		});
		this.child.on("message", (answer: EngineAnswer) => this.take(answer));
		this.gone = new Promise((resolve) => {
			this.child.once("error", (error) => {
				this.end(new EngineEnded(error.message));
				resolve();
			});
			this.child.once("exit", (code, signal) => {
				this.end(new EngineEnded(signal === null ? `exit ${code}` : `killed by ${signal}`));
				resolve();
			});
		});
		this.rest();
	}

	get hasEnded(): boolean {
		return this.ending !== undefined;
	}

	get isIdle(): boolean {
		return this.waiting.size === 0;
	}

	/** Whether this process must not keep the one that began it alive. */
	private rest(): void {
		this.child.unref();
		this.child.channel?.unref();
	}

	/**
	 * Gives an order. The answer rejects with {@link EngineEnded} when the process ends before it, and with
	 * what is thrown by `refuse` when it could not be fulfilled.
	 */
	ask<Name extends EngineCallName>(
		name: Name,
		ask: EngineCalls[Name]["ask"],
		onProgress: ((share: number) => void) | undefined,
		refuse: (failure: RefusedOrder) => Error,
	): { readonly order: number; readonly answer: Promise<EngineCalls[Name]["answer"]> } {
		const order = ++this.orders;
		const answer = new Promise<EngineCalls[Name]["answer"]>((resolve, reject) => {
			if (this.ending !== undefined) {
				reject(this.ending);
				return;
			}
			this.waiting.set(order, {
				resolve: (value) => resolve(value as EngineCalls[Name]["answer"]),
				reject: (error) =>
					reject(error instanceof EngineEnded ? error : refuse(error as RefusedOrder)),
				onProgress,
			});
			this.child.ref();
			this.child.channel?.ref();
			this.tell({ kind: "call", order, name, ask });
		});
		return { order, answer };
	}

	cancel(order: number): void {
		this.tell({ kind: "cancel", order });
	}

	/** Whether an order is still to be answered. */
	isOpen(order: number): boolean {
		return this.waiting.has(order);
	}

	/** Ends the process at once; what it was doing rejects. */
	kill(): void {
		this.child.kill("SIGKILL");
		this.end(new EngineEnded("ended"));
	}

	private tell(message: object): void {
		if (this.ending !== undefined) return;
		this.child.send(message, (error) => {
			if (error !== null) this.end(new EngineEnded(error.message));
		});
	}

	private take(answer: EngineAnswer): void {
		const waiting = this.waiting.get(answer.order);
		if (waiting === undefined) return;
		if (answer.kind === "progress") {
			waiting.onProgress?.(answer.share);
			return;
		}
		this.waiting.delete(answer.order);
		if (this.waiting.size === 0) this.rest();
		if (answer.kind === "done") waiting.resolve(answer.answer);
		else waiting.reject(answer.failure);
	}

	private end(error: EngineEnded): void {
		this.ending ??= error;
		const lost = [...this.waiting.values()];
		this.waiting.clear();
		for (const { reject } of lost) reject(this.ending);
	}
}
