import { isProviderError } from "../../core/errors/errors";
import { viewKey } from "../../core/query/canonical";
import type { MarketQuery } from "../../core/query/query";
import type { PackedResult } from "../../core/result/packedResult";
import type { MessageAction } from "../../protocol/messages";

/** A failure as the page shows it. */
export interface FailureWords {
	readonly text: string;
	readonly actions: readonly MessageAction[];
}

export interface Failure {
	readonly error: unknown;
	readonly words: FailureWords;
}

/** An answer as a panel holds it. */
export interface Answer {
	readonly result: PackedResult;
	readonly fromSnapshot: boolean;
}

/** One query of a panel, with its last answer and what became of the last attempt. */
export class PanelPart {
	/** Identity of the query: key of its snapshot, too. */
	readonly key: string;
	/** Whether a request for it runs. */
	isAwaited = false;
	private lastAnswer: Answer | undefined;
	private lastFailure: Failure | undefined;

	constructor(readonly query: MarketQuery) {
		this.key = viewKey([query]);
	}

	get answer(): Answer | undefined {
		return this.lastAnswer;
	}

	/** Why the last attempt brought nothing, where it failed. */
	get failure(): Failure | undefined {
		return this.lastFailure;
	}

	/** Takes an answer in place of an earlier one. */
	accept(result: PackedResult, fromSnapshot: boolean): void {
		this.lastAnswer = { result, fromSnapshot };
		this.lastFailure = undefined;
	}

	/** The attempt failed. An earlier answer stays, and over one a cancelled request leaves no trace. */
	refuse(error: unknown, wordsOf: (error: unknown, query: MarketQuery) => FailureWords): void {
		const isCancelled = isProviderError(error) && error.kind === "cancelled";
		this.lastFailure =
			isCancelled && this.lastAnswer !== undefined
				? undefined
				: { error, words: wordsOf(error, this.query) };
	}
}
