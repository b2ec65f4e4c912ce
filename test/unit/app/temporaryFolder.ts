import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";

/** How often a folder is tried to be removed, and after how many milliseconds again. */
const TRIES = 40;
const AGAIN_MS = 50;

/** A fresh folder for each test of a `describe`, removed afterwards. */
export function useTemporaryFolder(): () => string {
	let folder: string | undefined;
	beforeEach("a folder", () => {
		folder = mkdtempSync(join(tmpdir(), "value-area-unit-"));
	});
	afterEach("removes the folder", async () => {
		if (folder !== undefined) await remove(folder);
		folder = undefined;
	});
	return () => {
		if (folder === undefined) throw new Error("The folder exists inside tests only.");
		return folder;
	};
}

/** What a test began in the background may write a last file while its folder is removed. */
async function remove(folder: string): Promise<void> {
	for (let tried = 1; ; tried++) {
		try {
			await rm(folder, { recursive: true, force: true });
			return;
		} catch (error) {
			if (tried === TRIES) throw error;
			await setTimeout(AGAIN_MS);
		}
	}
}
