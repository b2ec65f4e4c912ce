import { WINDOW_READERS } from "../core/feeds/windowReaders";
import {
	type AskedWindow,
	type FinishedReading,
	type FinishOptions,
	type Gzip,
	problemOf,
	type ReadBody,
	type Readings,
	type WindowReader,
} from "../core/feeds/windowReader";
import type { RemoteProviderId } from "../core/providers/credentials";
import type { MarketQuery } from "../core/query/query";
import { parseBody } from "./parseBody";

/** Whether a body is an answer at all; its content does not matter. */
export function checkBody(bytes: Uint8Array, gzip?: Gzip): ReadBody<null> {
	const parsed = parseBody(bytes, gzip);
	return parsed.kind === "answer" ? { kind: "read", facts: null } : parsed;
}

/** The bodies of one window, read in the thread that this runs in. */
export class BodyReading {
	private readonly reader: WindowReader;

	constructor(provider: RemoteProviderId, asked: AskedWindow<MarketQuery>) {
		this.reader = WINDOW_READERS[provider](asked);
	}

	read(bytes: Uint8Array, gzip?: Gzip): ReadBody {
		const parsed = parseBody(bytes, gzip);
		if (parsed.kind !== "answer") return parsed;
		try {
			return { kind: "read", facts: this.reader.read(parsed.body) };
		} catch (error) {
			return { kind: "problem", problem: problemOf(error) };
		}
	}

	finish(options: FinishOptions): FinishedReading {
		try {
			return { kind: "finished", window: this.reader.finish(options) };
		} catch (error) {
			return { kind: "problem", problem: problemOf(error) };
		}
	}
}

/** Reads in the caller's thread, for programs that have nothing else to do meanwhile. */
export const readingsHere: Readings = {
	open: (provider, asked) => {
		const reading = new BodyReading(provider, asked);
		return {
			read: (bytes, gzip) => Promise.resolve(reading.read(bytes, gzip)),
			finish: (options) => Promise.resolve(reading.finish(options)),
			close: () => undefined,
		};
	},
	check: (bytes, gzip) => Promise.resolve(checkBody(bytes, gzip)),
};
