import { createHash } from "node:crypto";
import { promises as nodeFs } from "node:fs";
import { join } from "node:path";
import type { Log } from "../../core/log";
import {
	type Judgement,
	judgementJson,
	NOT_JUDGED,
	readJudgement,
} from "../../core/trades/dataSet/judgement";
import type { TradesFile } from "../../core/trades/engine";
import { type FileVerdict, isSameReading } from "../../core/trades/verdict";
import { writeFileAtomic } from "../files/atomicWrite";
import { readJsonFile } from "../files/jsonFile";

/** Verdicts on many files, with each day of each instrument, take some megabytes. */
const LARGEST_BYTES = 256 * 1024 * 1024;

/**
 * What was found out about the files of data sets, kept on disk so that a file version is judged once. What is
 * missing, damaged or of another version of a file is no loss: the file is judged again.
 */
export class Judgements {
	private readonly known = new Map<string, KnownJudgement>();

	constructor(
		private readonly folder: string,
		private readonly log: Log,
	) {}

	/** What is kept for a definition, by the path of its file. The same object while that stays the same. */
	async read(definition: string): Promise<Judgement> {
		const path = this.path(definition);
		const version = await versionOf(path);
		const known = this.known.get(path);
		if (known !== undefined && known.version === version) return known.judgement;
		const file = await readJsonFile(path, LARGEST_BYTES).catch(() => undefined);
		const judgement = file?.state === "ok" ? readJudgement(file.value) : NOT_JUDGED;
		// A file that was written meanwhile is read again next time.
		this.known.set(path, { version, judgement });
		return judgement;
	}

	/**
	 * Replaces what is kept. A disk that takes nothing is logged: the answer counts, not its copy.
	 *
	 * @returns whether it is kept now
	 */
	async write(definition: string, judgement: Judgement): Promise<boolean> {
		try {
			await nodeFs.mkdir(this.folder, { recursive: true });
			await writeFileAtomic(this.path(definition), judgementJson(judgement));
			return true;
		} catch (error) {
			this.log.warn(`a judgement was not kept (${String(error)})`);
			return false;
		}
	}

	/** Keeps nothing but the heights of rows, so that every file is judged again. */
	async forgetVerdicts(definition: string): Promise<void> {
		const { steps } = await this.read(definition);
		// What is not written must not leave the verdicts where they were.
		if (!(await this.write(definition, { ...NOT_JUDGED, steps }))) await this.forget(definition);
	}

	/** Keeps what was found out for a definition that has moved. What cannot be moved is found out again. */
	async move(from: string, to: string): Promise<void> {
		await nodeFs.rename(this.path(from), this.path(to)).catch(() => undefined);
	}

	async forget(definition: string): Promise<void> {
		await nodeFs.rm(this.path(definition), { force: true }).catch(() => undefined);
	}

	private path(definition: string): string {
		const name = createHash("sha256").update(definition).digest("hex").slice(0, 32);
		return join(this.folder, `${name}.json`);
	}
}

/** What was read of a file; the rows of a list ask for it again and again. */
interface KnownJudgement {
	readonly version: string | undefined;
	readonly judgement: Judgement;
}

/** What tells that a file was replaced; `undefined` where there is none. */
async function versionOf(path: string): Promise<string | undefined> {
	const info = await nodeFs.stat(path, { bigint: true }).catch(() => undefined);
	return info === undefined ? undefined : `${info.ino} ${info.size} ${info.mtimeNs}`;
}

/** The verdict on exactly this version of a file, read in exactly this way. */
export function verdictOn(
	file: TradesFile,
	verdicts: ReadonlyMap<string, FileVerdict>,
): FileVerdict | undefined {
	const known = verdicts.get(file.version.path);
	return known !== undefined && isSameReading(known, file) ? known : undefined;
}
