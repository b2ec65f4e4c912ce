import type { CancelSignal } from "../core/cancel";
import { type ProviderError, isProviderError } from "../core/errors/errors";
import { AttemptFailure } from "./failure";

export interface WithinTimeOptions {
	/** The caller's. */
	readonly signal: CancelSignal;
	/** Milliseconds that the whole request has. */
	readonly operationMs: number;
	/** The error that crosses rooms for a failure of ours. */
	readonly toError: (failure: AttemptFailure) => ProviderError;
	/** Hears the words of an error that nobody expected; it ends as a cut connection. */
	readonly onUnexpected: (words: string) => void;
}

/**
 * Runs a request until it ends, its time is over or its caller cancels it. Rejects with `ProviderError` only.
 *
 * @param run does the work; rejects with the signal's reason once that fires
 */
export async function withinTime<T>(
	run: (signal: AbortSignal) => Promise<T>,
	{ signal, operationMs, toError, onUnexpected }: WithinTimeOptions,
): Promise<T> {
	const own = new AbortController();
	const cancel = () => own.abort(new AttemptFailure("cancelled"));
	const limit = Math.round(operationMs / 100) / 10;
	const deadline = setTimeout(
		() => own.abort(new AttemptFailure("timeout", { limit })),
		operationMs,
	);
	if (signal.aborted) cancel();
	else signal.addEventListener("abort", cancel, { once: true });
	try {
		if (own.signal.aborted) throw own.signal.reason;
		return await run(own.signal);
	} catch (failure) {
		if (isProviderError(failure)) throw failure;
		if (failure instanceof AttemptFailure) throw toError(failure);
		onUnexpected(failure instanceof Error ? failure.message : "failed");
		throw toError(new AttemptFailure("reset"));
	} finally {
		clearTimeout(deadline);
		signal.removeEventListener("abort", cancel);
	}
}
