import { chownSync, chmodSync } from "node:fs";

const NOBODY = 65_534;

/**
 * Does something without the rights that root has over every file, where the tests run as root.
 *
 * @param folder a folder that is to be reached all the same
 */
export async function asNobody(folder: string, act: () => Promise<void>): Promise<void> {
	if (process.getuid?.() !== 0 || process.seteuid === undefined) return act();
	chownSync(folder, NOBODY, NOBODY);
	chmodSync(folder, 0o755);
	process.seteuid(NOBODY);
	try {
		await act();
	} finally {
		process.seteuid(0);
	}
}
