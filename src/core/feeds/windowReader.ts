import type { Limits, LimitName } from "../limits";
import type { RemoteProviderId } from "../providers/credentials";
import type { MarketQuery } from "../query/query";
import { DecodeError } from "../reader";
import type { AccessRange, PartialCode } from "../result/result";
import type { PackedChunk } from "../result/chunk";
import type { TimeRange } from "../result/series";
import type { EpochMs } from "../time";
import { OtherAnswerError, TooLargeError } from "./answerErrors";

/*
 * Reading a large body would block the host too long, so a thread of its own does it. Everything that goes
 * there and comes back is plain data.
 */

/** Which end of an interval a time stands for, when an answer shows it. */
export type Stamps = "start" | "end";

/** What an answer says about a further page. */
export type NextPage =
	| { readonly kind: "end" }
	| { readonly kind: "token"; readonly token: string }
	/** There is a further page, but its token is of no form that may be sent. */
	| { readonly kind: "badToken" };

/** What the bodies of one window are compared with while they are read. */
export interface AskedWindow<Query> {
	readonly query: Query;
	/** The stretch that is asked for. */
	readonly window: TimeRange;
	/** The whole range that it is part of; rows far outside of it are reported. */
	readonly range: TimeRange;
	readonly limits: Pick<Limits, "levelsPerProfile" | "numbersPerAnswer">;
	/** What earlier windows of the query were resolved to. */
	readonly resolved: Readonly<Record<string, string>> | undefined;
}

/** What a body says besides its numbers, and how much of the window has come with it. */
export interface BodyFacts {
	/** Rows or intervals of this body, whether they can be used or not. */
	readonly rows: number;
	/** Those of all bodies so far. */
	readonly received: number;
	/** Start of the oldest interval of the window that has come. */
	readonly oldest?: EpochMs;
	/** The part of the window that has come without a hole, when the order of rows tells it. */
	readonly whole?: TimeRange;
	/** Whether every interval of the window has come. */
	readonly isFull: boolean;
	readonly next: NextPage;
	/** The provider's time, where the body tells it. */
	readonly serverTime?: EpochMs;
	readonly access?: AccessRange;
	readonly resolved?: Readonly<Record<string, string>>;
}

/** How the reading of a window ends. */
export interface FinishOptions {
	/** The provider's time, which decides whether the last interval is in progress. */
	readonly now: EpochMs;
	/** How many rows are kept; when there are more, the newest. */
	readonly most: number;
	/** Why the window ended early, if it did. */
	readonly early: PartialCode | undefined;
}

/** The numbers of a window. */
export interface FinishedWindow {
	/** Its stretch is the window, or the part of it that came without a hole. */
	readonly chunk: PackedChunk;
	/** The order of rows does not tell which part that is. */
	readonly isUnordered?: boolean;
	readonly stamps?: Stamps;
	/** Something for the log. */
	readonly note?: string;
}

/** Rows that were read from the bytes of a body; the rest of the body is parsed without them. */
export interface PlainBody {
	readonly rest: Uint8Array;
	/** Whether the parsed rest shows that the rows were where rows belong; if not, the whole body is parsed. */
	isRestOf(body: Readonly<Record<string, unknown>>): boolean;
	/** Takes the rows, and from the rest what else the body says. */
	read(rest: Readonly<Record<string, unknown>>): BodyFacts;
}

/** Reads the bodies of one window, one after another. Throws the errors that {@link problemOf} translates. */
export interface WindowReader {
	read(body: Readonly<Record<string, unknown>>): BodyFacts;
	/** A faster way for a body whose rows are written plainly; `undefined` for any other. It changes nothing yet. */
	plain?(bytes: Uint8Array): PlainBody | undefined;
	finish(options: FinishOptions): FinishedWindow;
}

/** Why an answer cannot be taken: its form, what it is about, or its size. */
export type AnswerProblem =
	| { readonly kind: "form"; readonly path: string; readonly message: string }
	| {
			readonly kind: "other";
			readonly path: string;
			readonly message: string;
			readonly asked: string;
			readonly answered: string;
	  }
	| {
			readonly kind: "size";
			readonly message: string;
			readonly ownLimit?: { readonly name: LimitName; readonly value: number };
	  };

/** Bytes are packed as gzip. */
export interface Gzip {
	/** How many bytes they may hold. */
	readonly maxBytes: number;
}

/** The outcome of reading a body. */
export type ReadBody<Facts = BodyFacts> =
	| { readonly kind: "read"; readonly facts: Facts }
	| { readonly kind: "problem"; readonly problem: AnswerProblem }
	/** The body says itself that the request failed. */
	| { readonly kind: "errorBody"; readonly body: Readonly<Record<string, unknown>> }
	/** It is no JSON object. `mayPass`: it was cut off, so that another attempt may bring the whole. */
	| { readonly kind: "unreadable"; readonly code: UnreadableCode; readonly mayPass: boolean }
	/** Packed bytes hold more than they may. */
	| { readonly kind: "tooLarge" };

export type UnreadableCode = "GZIP" | "NOT_UTF8" | "HTML" | "EMPTY" | "NOT_JSON" | "NOT_AN_OBJECT";

/** The outcome of reading all bodies of a window. */
export type FinishedReading =
	| { readonly kind: "finished"; readonly window: FinishedWindow }
	| { readonly kind: "problem"; readonly problem: AnswerProblem };

/** A window whose bodies are read, in this thread or another one. */
export interface Reading {
	/** Unpacks and reads one body. The bytes are transferred: the caller must not use them afterwards. */
	read(bytes: Uint8Array, gzip?: Gzip): Promise<ReadBody>;
	finish(options: FinishOptions): Promise<FinishedReading>;
	/** Ends the reading. Safe to call twice. */
	close(): void;
}

/** Opens windows for reading. */
export interface Readings {
	open(provider: RemoteProviderId, asked: AskedWindow<MarketQuery>): Reading;
	/** Whether a body is an answer at all; its content does not matter. */
	check(bytes: Uint8Array, gzip?: Gzip): Promise<ReadBody<null>>;
}

/** The problem that a reader's error describes, as plain data. Any other error is a form that no reader expects. */
export function problemOf(error: unknown): AnswerProblem {
	if (error instanceof DecodeError) {
		return { kind: "form", path: error.path, message: error.message };
	}
	if (error instanceof OtherAnswerError) {
		const { path, message, asked, answered } = error;
		return { kind: "other", path, message, asked, answered };
	}
	if (error instanceof TooLargeError) {
		const { message, ownLimit } = error;
		return { kind: "size", message, ...(ownLimit !== undefined && { ownLimit }) };
	}
	return { kind: "form", path: "", message: String(error) };
}
