import assert from "node:assert/strict";
import { mkdirSync, readdirSync, watch } from "node:fs";
import { join } from "node:path";

function named(variable: string): string {
	const folder = process.env[variable];
	assert.ok(folder, `the test host did not set ${variable}`);
	return folder;
}

/** The folder that holds all that this VS Code writes. */
export const userData = () => named("VALUE_AREA_TEST_USER_DATA");

/** The extension's own folder for files. */
export const globalStorage = () =>
	join(named("VALUE_AREA_TEST_GLOBAL_STORAGE"), "value-area.value-area");

/** Resolves when the names of the files in a folder are what is waited for. */
export async function untilFiles(
	folder: string,
	isReached: (names: readonly string[]) => boolean,
): Promise<void> {
	mkdirSync(folder, { recursive: true });
	await new Promise<void>((resolve) => {
		const watcher = watch(folder, () => look());
		const look = () => {
			if (!isReached(readdirSync(folder))) return;
			watcher.close();
			resolve();
		};
		look();
	});
}
