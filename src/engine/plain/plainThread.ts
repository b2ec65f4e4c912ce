import { open } from "node:fs/promises";
import { parentPort } from "node:worker_threads";
import { type FileParts, type FoundPart, readParts } from "./plainParts";

/** A thread that reads parts of files and answers with what it found in them. */
async function read(order: FileParts): Promise<readonly FoundPart[] | undefined> {
	const file = await open(order.path);
	try {
		return await readParts(file, order);
	} finally {
		await file.close();
	}
}

parentPort?.on("message", (order: FileParts) => {
	read(order).then(
		(found) => parentPort?.postMessage(found),
		// It ends the thread, and whoever waits for it is told.
		(error: unknown) => {
			throw error;
		},
	);
});
