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
 * Reading a large body takes longer than a window may stand still, so it happens in a thread of its own. All
 * that goes there and comes back is plain.
 */

/** Which end of an interval its time stands for, where an answer shows it. */
export type Stamps = "start" | "end";

/** What an answer says about a further page. */
export type NextPage =
	| { readonly kind: "end" }
	| { readonly kind: "token"; readonly token: string }
	/** There is a further page, but its token is of no form that may be sent. */
	| { readonly kind: "badToken" };

/** What the bodies of one window are read against. */
export interface AskedWindow<Query> {
	readonly query: Query;
	/** The stretch that is asked for. */
	readonly window: TimeRange;
	/** The whole range that it is part of: rows far outside of it are told of. */
	readonly range: TimeRange;
	readonly limits: Pick<Limits, "levelsPerProfile" | "numbersPerAnswer">;
	/** What earlier windows of the query were resolved to. */
	readonly resolved: Readonly<Record<string, string>> | undefined;
}

/** What a body says beside its numbers, and what has come of the window with it. */
export interface BodyFacts {
	/** Rows or intervals of this body, whether they can be used or not. */
	readonly rows: number;
	/** Those of all bodies so far. */
	readonly received: number;
	/** Start of the oldest interval of the window that has come. */
	readonly oldest?: EpochMs;
	/** What of the window has come without a hole, where the order of rows tells it. */
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
	/** How many rows are kept; of more the newest. */
	readonly most: number;
	/** Why there is not more of the window. */
	readonly early: PartialCode | undefined;
}

/** The numbers of a window. */
export interface FinishedWindow {
	/** Its stretch is the window, or the part of it that came whole. */
	readonly chunk: PackedChunk;
	/** The order of rows does not tell which part that is. */
	readonly isUnordered?: boolean;
	readonly stamps?: Stamps;
	/** Something for the log. */
	readonly note?: string;
}

/** Reads the bodies of one window, one after another. Throws what {@link problemOf} knows. */
export interface WindowReader {
	read(body: Readonly<Record<string, unknown>>): BodyFacts;
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

/** What became of a body. */
export type ReadBody<Facts = BodyFacts> =
	| { readonly kind: "read"; readonly facts: Facts }
	| { readonly kind: "problem"; readonly problem: AnswerProblem }
	/** The body says itself that the request failed. */
	| { readonly kind: "errorBody"; readonly body: Readonly<Record<string, unknown>> }
	/** It is no JSON object. `mayPass`: it was cut off, so that another attempt may bring the whole. */
	| { readonly kind: "unreadable"; readonly code: UnreadableCode; readonly mayPass: boolean };

export type UnreadableCode = "NOT_UTF8" | "HTML" | "EMPTY" | "NOT_JSON" | "NOT_AN_OBJECT";

/** What became of all bodies together. */
export type FinishedReading =
	| { readonly kind: "finished"; readonly window: FinishedWindow }
	| { readonly kind: "problem"; readonly problem: AnswerProblem };

/** A window whose bodies are read, in this thread or another one. */
export interface Reading {
	/** Reads one body; its bytes are given away. */
	read(bytes: Uint8Array): Promise<ReadBody>;
	finish(options: FinishOptions): Promise<FinishedReading>;
	/** Nothing more is read. Safe to call twice. */
	close(): void;
}

/** Opens windows for reading. */
export interface Readings {
	open(provider: RemoteProviderId, asked: AskedWindow<MarketQuery>): Reading;
	/** Whether a body is an answer, whatever it says. */
	check(bytes: Uint8Array): Promise<ReadBody<null>>;
}

/** What a failed reader says, as plain data. Anything but a reader's own error is thrown on. */
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
	throw error;
}
