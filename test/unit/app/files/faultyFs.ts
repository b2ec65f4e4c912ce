import {
	type AtomicFs,
	nodeAtomicFs,
	type WritableFile,
} from "../../../../src/app/files/atomicWrite";

/** What goes wrong, and how often; without a number every time. */
export interface Faults {
	readonly open?: string;
	readonly write?: string;
	/** How many writes fail; without a number all of them. */
	readonly writes?: number;
	/** The write reports success, but only this many bytes are on the disk. */
	readonly shortWrite?: number;
	readonly sync?: string;
	readonly rename?: { readonly code: string; readonly times?: number };
}

export function systemError(code: string): Error {
	return Object.assign(new Error(`${code}: injected`), { code });
}

/** The real file system with faults put between; counts renames and waits for nothing. */
export class FaultyFs implements AtomicFs {
	renames = 0;
	private failedWrites = 0;
	waited = 0;
	readonly rm = (path: string) => nodeAtomicFs.rm(path);

	constructor(public faults: Faults) {}

	async open(path: string, flags: "wx", mode: number): Promise<WritableFile> {
		const { open, write, shortWrite, sync } = this.faults;
		if (open !== undefined) throw systemError(open);
		const file = await nodeAtomicFs.open(path, flags, mode);
		return {
			writeFile: async (data) => {
				if (write !== undefined && this.failedWrites < (this.faults.writes ?? Infinity)) {
					this.failedWrites += 1;
					await file.writeFile(Buffer.from(data).subarray(0, 3));
					throw systemError(write);
				}
				await file.writeFile(
					shortWrite === undefined ? data : Buffer.from(data).subarray(0, shortWrite),
				);
			},
			chmod: (mode) => file.chmod(mode),
			sync: async () => {
				if (sync !== undefined) throw systemError(sync);
				await file.sync();
			},
			stat: () => file.stat(),
			close: () => file.close(),
		};
	}

	async rename(from: string, to: string): Promise<void> {
		this.renames += 1;
		const { rename } = this.faults;
		if (rename !== undefined && this.renames <= (rename.times ?? Infinity)) {
			throw systemError(rename.code);
		}
		await nodeAtomicFs.rename(from, to);
	}

	wait(milliseconds: number): Promise<void> {
		this.waited += milliseconds;
		return Promise.resolve();
	}
}
