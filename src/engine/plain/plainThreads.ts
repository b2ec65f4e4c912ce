import type { FileHandle } from "node:fs/promises";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { type FileParts, type FoundPart, readParts, stopReading } from "./plainParts";
import type { PlainTally } from "./plainTally";

/** Beside this file, also where it is bundled. */
const THREAD_FILE = join(__dirname, "plainThread.js");
/** More of them wait for the disk, and each needs memory of its own. */
const MOST_THREADS = 4;

type Found = readonly FoundPart[] | undefined;

/** Threads that read parts of files beside this one. They begin with the first file that has something for them. */
export class PlainThreads {
	private readonly helpers: Helper[] = [];
	private readonly most: number;

	/** @param threads how many may read at once, this one among them */
	constructor(threads: number) {
		this.most = Math.min(threads, MOST_THREADS) - 1;
	}

	/**
	 * Reads the parts of a file.
	 *
	 * @param onRead is called now and then, and says whether to go on
	 * @returns what was found, in order; `undefined` where some part is not plain or the reading was stopped
	 */
	async read(
		file: FileHandle,
		order: FileParts,
		onRead: () => boolean,
	): Promise<readonly PlainTally[] | undefined> {
		const helping: Promise<Found>[] = [];
		const begin = () => {
			const count = Math.min(this.most, order.parts.length - 1);
			while (this.helpers.length < count) this.helpers.push(new Helper());
			for (const helper of this.helpers.slice(0, count)) {
				const reading = helper.read(order);
				// Whoever waits for it is told.
				reading.catch(() => stopReading(order));
				helping.push(reading);
			}
		};
		try {
			const own = await readParts(file, order, () => {
				// The first rows tell whether there is anything to do for others.
				if (helping.length === 0) begin();
				return onRead();
			});
			const found = [own, ...(await Promise.all(helping))];
			return found.every((parts) => parts !== undefined) ? inOrder(found.flat()) : undefined;
		} finally {
			stopReading(order);
			await Promise.allSettled(helping);
		}
	}

	/** Ends the threads; none of them reads any more. */
	async close(): Promise<void> {
		await Promise.all(this.helpers.splice(0).map((helper) => helper.end()));
	}
}

function inOrder(found: readonly FoundPart[]): readonly PlainTally[] {
	return found.toSorted((a, b) => a.number - b.number).map(({ tally }) => tally);
}

/** One thread, which reads parts of one file after the other. */
class Helper {
	private readonly thread = new Worker(THREAD_FILE);
	private readonly gone: Promise<never>;

	constructor() {
		this.gone = new Promise((_, reject) => {
			this.thread.once("error", reject);
			this.thread.once("exit", (code) => reject(new Error(`a thread ended with ${code}`)));
		});
		// It may end while nobody waits for it.
		this.gone.catch(() => undefined);
	}

	async read(order: FileParts): Promise<Found> {
		const answer = new Promise<Found>((resolve) => this.thread.once("message", resolve));
		this.thread.postMessage(order);
		return Promise.race([answer, this.gone]);
	}

	async end(): Promise<void> {
		await this.thread.terminate();
	}
}
