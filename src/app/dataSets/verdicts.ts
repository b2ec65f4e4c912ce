import { createHash } from "node:crypto";
import { promises as nodeFs } from "node:fs";
import { join } from "node:path";
import type { Log } from "../../core/log";
import { canonicalJson } from "../../core/query/canonical";
import { readVerdicts, verdictsJson } from "../../core/trades/dataSet/verdictJson";
import type { TradesFile } from "../../core/trades/engine";
import type { FileVerdict } from "../../core/trades/verdict";
import { writeFileAtomic } from "../files/atomicWrite";
import { readJsonFile } from "../files/jsonFile";

/**
 * What was found out about the files of data sets, kept on disk so that a file version is judged once. A verdict that
 * is missing, damaged or of another version of a file is no loss: the file is judged again.
 */
export class Verdicts {
	constructor(
		private readonly folder: string,
		private readonly log: Log,
	) {}

	/** The verdicts that are kept for a definition, by its path. */
	async read(definition: string): Promise<readonly FileVerdict[]> {
		const file = await readJsonFile(this.path(definition)).catch(() => undefined);
		return file?.state === "ok" ? readVerdicts(file.value) : [];
	}

	/** Replaces what is kept. A disk that takes nothing is logged: the answer counts, not its copy. */
	async write(definition: string, verdicts: readonly FileVerdict[]): Promise<void> {
		try {
			await nodeFs.mkdir(this.folder, { recursive: true });
			await writeFileAtomic(this.path(definition), verdictsJson(verdicts));
		} catch (error) {
			this.log.warn(`a verdict was not kept (${String(error)})`);
		}
	}

	async forget(definition: string): Promise<void> {
		await nodeFs.rm(this.path(definition), { force: true }).catch(() => undefined);
	}

	private path(definition: string): string {
		const name = createHash("sha256").update(definition).digest("hex").slice(0, 32);
		return join(this.folder, `${name}.json`);
	}
}

/** The verdict on exactly this version of a file, read in exactly this way. */
export function verdictOn(
	{ version, layout }: TradesFile,
	verdicts: readonly FileVerdict[],
): FileVerdict | undefined {
	return verdicts.find(
		(one) =>
			one.version.path === version.path &&
			one.version.size === version.size &&
			one.version.mtimeMs === version.mtimeMs &&
			canonicalJson(one.layout) === canonicalJson(layout),
	);
}
