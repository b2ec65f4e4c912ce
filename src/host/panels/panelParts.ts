import type { MarketQuery } from "../../core/query/query";
import { type PackedResult, type SplitResult, splitResult } from "../../core/result/packedResult";
import { type Failure, type FailureWords, PanelPart } from "./panelPart";

/** What stands in the way, and which query it is about. */
export interface PanelFailure extends Failure {
	readonly query: MarketQuery;
	/** Another attempt, when it does something else than ask again. */
	readonly again?: () => Promise<void>;
}

/** The queries of a panel in their order, with what is known of each. */
export class PanelParts {
	private constructor(readonly all: readonly PanelPart[]) {}

	/** @param known parts whose queries may stay: what is known of a query stays with it */
	static of(queries: readonly MarketQuery[], known: readonly PanelPart[] = []): PanelParts {
		const left = [...known];
		return new PanelParts(
			queries.map((query) => {
				const part = new PanelPart(query);
				const at = left.findIndex(({ key }) => key === part.key);
				return left.splice(at, at < 0 ? 0 : 1)[0] ?? part;
			}),
		);
	}

	get first(): PanelPart {
		const [first] = this.all;
		if (first === undefined) throw new TypeError("A view has at least one query.");
		return first;
	}

	get queries(): MarketQuery[] {
		return this.all.map(({ query }) => query);
	}

	get results(): readonly (PackedResult | undefined)[] {
		return this.all.map(({ answer }) => answer?.result);
	}

	/** The answers as the page takes them. */
	get sent(): readonly (SplitResult | null)[] {
		return this.all.map(({ answer }) => (answer ? splitResult(answer.result) : null));
	}

	/** Why a query has no answer, for those that have none. */
	get problems(): readonly (string | undefined)[] {
		return this.all.map(({ answer, failure }) => (answer ? undefined : failure?.words.text));
	}

	get hasAnswer(): boolean {
		return this.all.some(({ answer }) => answer !== undefined);
	}

	/** Whether a query has no answer. */
	get hasGap(): boolean {
		return this.all.some(({ answer }) => answer === undefined);
	}

	get fromSnapshot(): boolean {
		return this.all.some(({ answer }) => answer?.fromSnapshot === true);
	}

	/** The first failure. Its words say how many queries are missing beside those that are shown. */
	failure(
		someFailed: (words: FailureWords, failed: number, of: number) => FailureWords,
	): PanelFailure | undefined {
		const failed = this.all.filter(({ failure }) => failure !== undefined);
		const [first] = failed;
		if (first?.failure === undefined) return undefined;
		const { error, words } = first.failure;
		const { length } = this.all;
		const isPartial = this.hasAnswer && length > 1;
		return {
			error,
			query: first.query,
			words: isPartial ? someFailed(words, failed.length, length) : words,
		};
	}

	/** Parts that another attempt asks for: those that failed and those that never got an answer. */
	get missing(): readonly PanelPart[] {
		return this.all.filter(({ answer, failure }) => failure !== undefined || answer === undefined);
	}

	/** Parts whose request never ended. */
	get unsettled(): readonly PanelPart[] {
		return this.all.filter(
			({ isAwaited, answer, failure }) =>
				isAwaited || (answer === undefined && failure === undefined),
		);
	}

	/** Takes the answers that were kept, one per query; `notLoaded` has the words for those that were not. */
	restore(kept: readonly (PackedResult | undefined)[], notLoaded: () => FailureWords): void {
		for (const [at, part] of this.all.entries()) {
			const result = kept[at];
			if (result === undefined) part.refuse(undefined, notLoaded);
			else part.accept(result, true);
		}
	}
}
