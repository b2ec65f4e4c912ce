import { WINDOW_READERS } from "../core/feeds/windowReaders";
import {
	type AskedWindow,
	type BodyFacts,
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
import { parseBody, parseBytes } from "./parseBody";
import { unpack } from "./unpack";

/** Whether a body is an answer at all; its content does not matter. */
export function checkBody(bytes: Uint8Array, gzip?: Gzip): ReadBody<null> {
	const parsed = parseBody(bytes, gzip);
	return parsed.kind === "answer" ? { kind: "read", facts: null } : parsed;
}

function factsOf(read: () => BodyFacts): ReadBody {
	try {
		return { kind: "read", facts: read() };
	} catch (error) {
		return { kind: "problem", problem: problemOf(error) };
	}
}

/** The bodies of one window, read in the thread that this runs in. */
export class BodyReading {
	private readonly reader: WindowReader;

	constructor(provider: RemoteProviderId, asked: AskedWindow<MarketQuery>) {
		this.reader = WINDOW_READERS[provider](asked);
	}

	read(bytes: Uint8Array, gzip?: Gzip): ReadBody {
		const unpacked = gzip === undefined ? { kind: "bytes" as const, bytes } : unpack(bytes, gzip);
		if (unpacked.kind !== "bytes") return unpacked;
		const plain = this.reader.plain?.(unpacked.bytes);
		const rest = plain && parseBytes(plain.rest);
		if (plain !== undefined && rest?.kind === "answer" && plain.isRestOf(rest.body)) {
			return factsOf(() => plain.read(rest.body));
		}
		const parsed = parseBytes(unpacked.bytes);
		return parsed.kind === "answer" ? factsOf(() => this.reader.read(parsed.body)) : parsed;
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
