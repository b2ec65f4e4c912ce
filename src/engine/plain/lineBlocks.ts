export const LINE_FEED = 10;
/** The database reads no longer lines either. */
const LONGEST_LINE = 2_000_000;
const BLOCK_BYTES = 1 << 18;
/** Room in front of what is read, for the beginning of its first line. */
const FRONT_BYTES = 1 << 12;
/** Bytes behind the last line of a block that may be looked at together with it, whatever they are. */
const SLACK_BYTES = 4;

interface LineBuffer {
	readonly bytes: Uint8Array;
	/** The same bytes. */
	readonly view: DataView;
}

/** Whole lines, each with its line feed. A few bytes behind them can be read, too. */
export interface Lines extends LineBuffer {
	readonly start: number;
	readonly end: number;
}

/** Which lines are wanted of what is read. */
export interface WantedLines {
	/** Lines that are left out at the beginning. */
	readonly skipped: number;
	/** Lines that begin behind so many bytes are left out; absent: none. */
	readonly bytes?: number;
}

/**
 * Cuts bytes into blocks of whole lines, in place: there are two buffers, so that the next can be filled while the
 * lines of the last are looked at.
 */
export class LineBlocks {
	private buffer: LineBuffer;
	private other: LineBuffer;
	/** What has been read of a line that goes on. */
	private rest: Uint8Array = new Uint8Array(0);
	private left: number;
	private skips: number;
	/** Whether all wanted lines were given. */
	isDone = false;

	/** @param buffers can be used again once nothing of these lines is looked at any more */
	constructor({ skipped, bytes = Infinity }: WantedLines, buffers = twoBuffers()) {
		[this.buffer, this.other] = buffers;
		this.skips = skipped;
		this.left = bytes;
	}

	/** Where the bytes that follow have to be put. */
	get room(): Uint8Array {
		return this.buffer.bytes.subarray(FRONT_BYTES, FRONT_BYTES + BLOCK_BYTES);
	}

	/**
	 * The lines that end within what was put into the room. They stay as they are until the room that is then the next
	 * has been taken, too. `undefined` where a line is too long.
	 *
	 * @param count bytes that were put there; 0 where there are no more, which ends the last line
	 */
	take(count: number): Lines | undefined {
		if (count === 0) return this.lastLine();
		const { bytes, view } = this.buffer;
		[this.buffer, this.other] = [this.other, this.buffer];
		const read = bytes.subarray(0, FRONT_BYTES + count);
		// The first line feed from here on ends what is wanted.
		const mostEnd = FRONT_BYTES + this.left - 1;
		this.left -= count;
		let start = FRONT_BYTES;
		for (; this.skips > 0; this.skips--) {
			const end = read.indexOf(LINE_FEED, start);
			if (end < 0) {
				this.isDone = read.length > mostEnd;
				return { bytes, view, start, end: start };
			}
			start = end + 1;
		}
		const { rest } = this;
		if (start > mostEnd && rest.length === 0) {
			this.isDone = true;
			return { bytes, view, start, end: start };
		}
		const lastEnd = mostEnd < read.length ? read.indexOf(LINE_FEED, Math.max(mostEnd, start)) : -1;
		this.isDone = lastEnd >= 0;
		const end = (lastEnd < 0 ? read.lastIndexOf(LINE_FEED) : lastEnd) + 1;
		if (end <= start) {
			this.rest = joined(rest, read.subarray(start));
			return this.rest.length > LONGEST_LINE ? undefined : { bytes, view, start, end: start };
		}
		this.rest = read.subarray(end);
		if (rest.length <= start) {
			bytes.set(rest, start - rest.length);
			return { bytes, view, start: start - rest.length, end };
		}
		if (rest.length + read.indexOf(LINE_FEED, start) - start > LONGEST_LINE) return undefined;
		return wholeLines(rest, read.subarray(start, end));
	}

	private lastLine(): Lines {
		const { rest } = this;
		this.rest = new Uint8Array(0);
		this.isDone = true;
		return rest.length === 0 ? wholeLines() : wholeLines(rest, Uint8Array.of(LINE_FEED));
	}
}

/** Buffers that lines are cut in. */
export function twoBuffers(): readonly [LineBuffer, LineBuffer] {
	return [newBuffer(), newBuffer()];
}

function newBuffer(): LineBuffer {
	const bytes = new Uint8Array(FRONT_BYTES + BLOCK_BYTES + SLACK_BYTES);
	return { bytes, view: new DataView(bytes.buffer) };
}

function joined(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
	const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
	let at = 0;
	for (const part of parts) {
		all.set(part, at);
		at += part.length;
	}
	return all;
}

function wholeLines(...parts: readonly Uint8Array[]): Lines {
	const bytes = joined(...parts, new Uint8Array(SLACK_BYTES));
	const view = new DataView(bytes.buffer);
	return { bytes, view, start: 0, end: bytes.length - SLACK_BYTES };
}
