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
		if (folder !== undefined) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
		folder = undefined;
	});
	return () => {
		if (folder === undefined) throw new Error("The folder exists inside tests only.");
		return folder;
	};
}
