import type { Readable } from "node:stream";
import { AttemptFailure } from "./failure";

export interface BodyLimits {
	/** Bytes on the wire. */
	readonly maxBytes: number;
	/** Longest silence between two pieces. */
	readonly stallMs: number;
}

export interface RawBody {
	readonly bytes: Buffer;
	/** Whether the body went on beyond `maxBytes`. */
	readonly isCut: boolean;
}

/**
 * Reads a response body to its end or to `maxBytes`. Rejects with `stalled` after a silence, with
 * `truncated` when the connection ends before the body does, and with the signal's reason at once
 * when it fires. The stream is destroyed unless it came to its end.
 */
export function readBody(
	stream: Readable,
	{ maxBytes, stallMs }: BodyLimits,
	signal: AbortSignal,
): Promise<RawBody> {
	return new Promise((resolve, reject) => {
		const chunks: Buffer[] = [];
		let length = 0;
		let stall: NodeJS.Timeout | undefined;

		const settle = (finish: () => void) => {
			clearTimeout(stall);
			signal.removeEventListener("abort", onAbort);
			stream.off("data", onData);
			// A late error of a stream that is given up must not go unhandled.
			stream.on("error", () => undefined);
			if (!stream.readableEnded) stream.destroy();
			finish();
		};
		const onAbort = () => settle(() => reject(signal.reason as Error));
		const onStall = () => settle(() => reject(new AttemptFailure("stalled")));
		const watch = () => {
			clearTimeout(stall);
			stall = setTimeout(onStall, stallMs);
		};
		const onData = (chunk: Buffer) => {
			watch();
			const room = maxBytes - length;
			chunks.push(chunk.length > room ? chunk.subarray(0, room) : chunk);
			length += Math.min(chunk.length, room);
			if (chunk.length > room) {
				settle(() => resolve({ bytes: Buffer.concat(chunks, length), isCut: true }));
			}
		};
		const onCut = () => settle(() => reject(new AttemptFailure("truncated")));

		if (signal.aborted) return onAbort();
		signal.addEventListener("abort", onAbort, { once: true });
		watch();
		stream.on("data", onData);
		stream.once("end", () =>
			settle(() => resolve({ bytes: Buffer.concat(chunks, length), isCut: false })),
		);
		stream.once("error", onCut);
		stream.once("close", onCut);
	});
}
