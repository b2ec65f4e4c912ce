import type { FileHandle } from "node:fs/promises";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { type FileParts, type FoundPart, readParts, stopReading } from "./plainParts";
import type { PlainTally } from "./plainTally";

/** Beside this file, also where it is bundled. */
const THREAD_FILE = join(__dirname, "plainThread.js");
/** More of them wait for the disk, and each needs memory of its own. */
const MOST_THREADS = 4;
/** With fewer parts one thread is done before another one has begun. */
const FEWEST_PARTS = 4;

/**
 * Reads the parts of a file in several threads, this one among them.
 *
 * @param onRead is called now and then, and says whether to go on
 * @returns what was found, in order; `undefined` where some part is not plain or the reading was stopped
 */
export async function readTogether(
	file: FileHandle,
	order: FileParts,
	threads: number,
	onRead: () => boolean,
): Promise<readonly PlainTally[] | undefined> {
	const { length } = order.parts;
	const helpers = length < FEWEST_PARTS ? 0 : Math.min(threads, MOST_THREADS, length) - 1;
	const helping: Promise<readonly FoundPart[] | undefined>[] = [];
	const begin = () => {
		for (let at = 0; at < helpers; at++) {
			const reading = readInThread(order);
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

function inOrder(found: readonly FoundPart[]): readonly PlainTally[] {
	return found.toSorted((a, b) => a.number - b.number).map(({ tally }) => tally);
}

/** Reads parts in a thread of their own; settles once it has ended. */
function readInThread(order: FileParts): Promise<readonly FoundPart[] | undefined> {
	return new Promise((resolve, reject) => {
		const thread = new Worker(THREAD_FILE, { workerData: order });
		let found: readonly FoundPart[] | undefined;
		thread.once("message", (answer: typeof found) => {
			found = answer;
		});
		thread.once("error", reject);
		thread.once("exit", () => resolve(found));
	});
}
