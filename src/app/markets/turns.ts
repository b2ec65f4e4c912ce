import { toStorageError } from "../files/storageError";

/** Runs changes one after another. */
export class Turns {
	private changes: Promise<unknown> = Promise.resolve();

	/** Runs a change after all earlier ones, and turns its failure into a `StorageError`. */
	take<T>(what: string, change: () => Promise<T>): Promise<T> {
		const result = this.changes.then(change).catch((error: unknown) => {
			throw toStorageError(error, what);
		});
		this.changes = result.catch(() => undefined);
		return result;
	}
}
