import { open } from "node:fs/promises";
import { parentPort, workerData } from "node:worker_threads";
import { type FileParts, readParts } from "./plainParts";

/** A thread that reads parts of one file, tells what it found and ends. What it throws ends the others, too. */
async function read(order: FileParts): Promise<void> {
	const file = await open(order.path);
	try {
		parentPort?.postMessage(await readParts(file, order));
	} finally {
		await file.close();
	}
}

read(workerData as FileParts).catch((error: unknown) => {
	throw error;
});
