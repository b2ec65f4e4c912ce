import type { ErrorFacts, ErrorKind } from "../../core/errors/errors";
import { SERVER_CODES } from "../../core/errors/serverSentences";
import { fromWallClock } from "../../core/trades/layout/numbers";
import { epochMs } from "../../core/time";
import { seenPart } from "../../core/unseen";

/** What a server said when it refused, with the number of its error. */
export class Refusal extends Error {
	override readonly name = "Refusal";

	constructor(
		readonly code: number,
		/** Its words, cleaned and cut, for the log. */
		readonly words: string,
	) {
		super(`error ${code}`);
	}
}

const WORDS_LENGTH = 600;

/** Words of a server on one line, cut to what a log can hold. */
export function cleanWords(words: string): string {
	return seenPart(words.slice(0, 4 * WORDS_LENGTH).replace(/\s+/g, " "))
		.trim()
		.slice(0, WORDS_LENGTH);
}

/**
 * `Code: 60. DB::Exception: …`, and of 18.16 `Code: 60, e.displayText() = DB::Exception: …` or
 * `Code: 1001, type: std::bad_typeid, …`. A text that merely mentions a code is none.
 */
const WORDS = /Code: (\d{1,5})(?:\.|, e\.displayText\(\) =|, type:) (?:Coordination|DB|Poco|std)?/;

/** The refusal that a text tells of; `undefined` where it tells of none. */
export function refusalIn(words: string): Refusal | undefined {
	const found = WORDS.exec(words);
	return found === null
		? undefined
		: new Refusal(Number(found[1]), cleanWords(words.slice(found.index)));
}

/** Errors by what they mean for people; every other is the server's own trouble. */
const KINDS: ReadonlyMap<number, readonly [kind: ErrorKind, code?: string]> = new Map([
	[192, ["badKey"]],
	[193, ["badKey"]],
	[194, ["badKey"]],
	[516, ["badKey"]],
	// The address that the user comes from, a database, a right, a profile that lets nothing be set.
	[195, ["notEntitled"]],
	[291, ["notEntitled"]],
	[497, ["notEntitled"]],
	[164, ["notEntitled"]],
	[60, ["notFound"]],
	[81, ["notFound"]],
	[16, ["notFound", SERVER_CODES.column]],
	[47, ["notFound", SERVER_CODES.column]],
	[201, ["rateLimited"]],
	[202, ["rateLimited", SERVER_CODES.busy]],
	[241, ["tooLarge", SERVER_CODES.memory]],
	[158, ["tooLarge", SERVER_CODES.rows]],
	[307, ["tooLarge", SERVER_CODES.rows]],
	[396, ["tooLarge", SERVER_CODES.rows]],
	[159, ["timeout"]],
	[160, ["timeout"]],
	[209, ["server", SERVER_CODES.shard]],
	[210, ["server", SERVER_CODES.shard]],
	[279, ["server", SERVER_CODES.shard]],
]);

/** A shard that ends in the middle of a query: `Attempt to read after eof: while receiving packet from 10.0.0.2:9000`. */
const LOST_SHARD = /while (receiving packet|reading from socket)/;

/** `Interval will end at 2026-11-29 11:00:00`, by the server's clock. */
const QUOTA_END = /Interval will end at (\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)/;

function quotaEnd(words: string, zone: string | undefined): Pick<ErrorFacts, "retryAt"> {
	const found = QUOTA_END.exec(words);
	if (found === null || zone === undefined) return {};
	const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = found
		.slice(1)
		.map(Number);
	const wall = Date.UTC(year, month - 1, day, hour, minute, second);
	try {
		return { retryAt: epochMs(fromWallClock(wall, zone)) };
	} catch {
		// A zone that this machine does not know.
		return {};
	}
}

/**
 * What a refusal means.
 *
 * @param zone the server's zone by its IANA name, where it is known
 */
export function meaningOf(
	{ code, words }: Refusal,
	zone: string | undefined,
): { readonly kind: ErrorKind; readonly facts: ErrorFacts } {
	const lostShard = code === 32 && LOST_SHARD.test(words);
	const [kind, own] = lostShard
		? (["server", SERVER_CODES.shard] as const)
		: (KINDS.get(code) ?? (["server"] as const));
	return {
		kind,
		facts: { code: own ?? String(code), ...(code === 201 && quotaEnd(words, zone)) },
	};
}
