import { isProviderError, ProviderError } from "../../core/errors/errors";
import { providerError } from "../../core/errors/errorText";
import type { MarketQuery } from "../../core/query/query";

/** The page failed to draw an answer. */
export function notDrawable({ provider }: MarketQuery): ProviderError {
	const text = "The chart could not be drawn. The log of Value Area has the details.";
	return new ProviderError("schema", provider, text);
}

/** The panel closed before its chart was drawn. */
export function closed({ provider }: MarketQuery): ProviderError {
	return providerError("cancelled", provider);
}

export function isCancel(error: unknown): boolean {
	return isProviderError(error) && error.kind === "cancelled";
}

export function toError(value: unknown): Error {
	return value instanceof Error ? value : new Error(String(value));
}
