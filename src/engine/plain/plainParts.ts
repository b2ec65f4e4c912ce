import type { FileHandle } from "node:fs/promises";
import type { FileLayout } from "../../core/trades/layout/fileLayout";
import { twoBuffers } from "./lineBlocks";
import { PlainRows } from "./plainRows";
import type { PlainTally } from "./plainTally";
import { type FilePart, readPart } from "./readPart";

/** The part to be taken next, by its number. */
const NEXT = 0;
/** 1 once nobody has to go on. */
const STOPPED = 1;
/** How much has been read by all, in kibibytes. */
const READ = 2;
const READ_UNIT = 1 << 10;

/** Parts of a file, in order. Whoever reads it takes the next one until there is none. */
export interface FileParts {
	readonly path: string;
	readonly layout: FileLayout;
	readonly parts: readonly FilePart[];
	/** What all who read it share: {@link NEXT}, {@link STOPPED} and {@link READ}. */
	readonly shared: Int32Array<SharedArrayBuffer>;
}

/** What was found in a part. */
export interface FoundPart {
	/** Its place among the parts, from 0. */
	readonly number: number;
	readonly tally: PlainTally;
}

/** Cuts what follows the first lines of a file into parts; the last one holds whatever the file has become. */
export function partsOf({
	begin,
	size,
	partBytes,
}: {
	/** Where its first row begins. */
	readonly begin: number;
	readonly size: number;
	readonly partBytes: number;
}): readonly FilePart[] {
	const count = Math.max(Math.ceil((size - begin) / partBytes), 1);
	return Array.from({ length: count }, (_, number) => ({
		from: begin + number * partBytes,
		to: number === count - 1 ? Infinity : begin + (number + 1) * partBytes,
		beginsLine: number === 0,
	}));
}

export function shareParts(
	path: string,
	layout: FileLayout,
	parts: readonly FilePart[],
): FileParts {
	const shared = new Int32Array(new SharedArrayBuffer(3 * Int32Array.BYTES_PER_ELEMENT));
	return { path, layout, parts, shared };
}

/** Ends the reading of a file wherever it goes on. */
export function stopReading({ shared }: FileParts): void {
	Atomics.store(shared, STOPPED, 1);
}

/** Bytes of the file that have been read by all. */
export function bytesRead({ shared }: FileParts): number {
	return Atomics.load(shared, READ) * READ_UNIT;
}

/**
 * Reads parts of a file until all are taken.
 *
 * @param onRead is called now and then, and says whether to go on
 * @returns `undefined` where some part is not plain or the reading was stopped, which then ends it for all
 */
export async function readParts(
	file: FileHandle,
	order: FileParts,
	onRead: () => boolean = () => true,
): Promise<readonly FoundPart[] | undefined> {
	const { layout, parts, shared } = order;
	const found: FoundPart[] = [];
	const buffers = twoBuffers();
	const goesOn = (bytes: number) => {
		Atomics.add(shared, READ, Math.ceil(bytes / READ_UNIT));
		return onRead() && Atomics.load(shared, STOPPED) === 0;
	};
	for (;;) {
		const number = Atomics.add(shared, NEXT, 1);
		const part = parts[number];
		if (part === undefined) return found;
		const rows = PlainRows.of(layout);
		if (rows === undefined || !(await readPart(file, part, rows, buffers, goesOn))) {
			stopReading(order);
			return undefined;
		}
		found.push({ number, tally: rows.tally });
	}
}
