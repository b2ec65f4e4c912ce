import { providerError } from "../../core/errors/errorText";
import type { ErrorKind, ProviderError } from "../../core/errors/errors";
import { formatText, type Text, text } from "../../core/text";
import type { UnderstoodRows } from "../../core/trades/layout/understood";
import type { DefinedDataSet } from "./dataSet";

/** What keeps a data set from being made or read, with the whole sentence. */
export function refusal(kind: ErrorKind, reason: Text): ProviderError {
	return providerError(kind, "trades", { reason });
}

/** Files cannot be read: this installation has no engine. */
export function noEngine(): ProviderError {
	return providerError("engine", "trades", { code: "ABSENT" });
}

/** Rejects trades of which nobody knows yet how they are read. */
export function checkAnswered(
	{ id, definition: { name } }: DefinedDataSet,
	{ questions: [question] }: Pick<UnderstoodRows, "questions">,
): void {
	if (question === undefined) return;
	const reason = text(
		"{0} leaves a question open: {1} Open the data set and answer it.",
		name,
		formatText(question.sentence),
	);
	throw providerError("badRequest", "trades", { reason, dataset: id });
}
