import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A fresh folder for each test of a `describe`, removed afterwards. */
export function useTemporaryFolder(): () => string {
	let folder: string | undefined;
	beforeEach("a folder", () => {
		folder = mkdtempSync(join(tmpdir(), "value-area-unit-"));
	});
	afterEach("removes the folder", () => {
		// What a test began in the background may still write a last file.
		const patience = { maxRetries: 20, retryDelay: 50 };
		if (folder !== undefined) rmSync(folder, { recursive: true, force: true, ...patience });
		folder = undefined;
	});
	return () => {
		if (folder === undefined) throw new Error("The folder exists inside tests only.");
		return folder;
	};
}
