import type { Log } from "../../core/log";
import { copiedText } from "../../core/table/copied";
import type { CopyOutcome, CopyRequest } from "../../protocol/messages";
import type { CopyWords } from "../words/copyWords";
import type { PanelController } from "./panelController";

export interface AnswerCopiesDeps {
	readonly controller: Pick<PanelController, "shown">;
	readonly words: () => CopyWords;
	/** Writes the clipboard. */
	readonly write: (text: string) => PromiseLike<void>;
	readonly answer: (outcome: CopyOutcome) => void;
	readonly log: Log;
}

/**
 * Puts what a page asks for on the clipboard. The text is made here, from the answers that the host owns, so
 * it may have any size. The page is told the outcome.
 */
export function answerCopies(deps: AnswerCopiesDeps): (request: CopyRequest) => void {
	const { log, words } = deps;
	const copy = async (request: CopyRequest): Promise<CopyOutcome> => {
		const { id, revision, view, zone, wish } = request;
		const { headingOf, chart, changed } = words();
		const { revision: newest, ...shown } = deps.controller.shown(view);
		const found =
			revision === newest
				? copiedText({ ...shown, view, zoneName: zone, words: chart }, wish, headingOf)
				: undefined;
		if (found === undefined) return { id, isCopied: false, text: changed };
		await deps.write(found.text);
		return { id, isCopied: true, rows: found.rows };
	};
	return (request) => {
		copy(request).then(deps.answer, (error: unknown) => {
			log.error(`copying failed: ${String(error)}`);
			deps.answer({ id: request.id, isCopied: false, text: words().refused });
		});
	};
}
