import type { RankedRows } from "../../../app/discovery/rankedRows";
import type { ListedMarket } from "../../../core/discovery/listing";
import type { Choice, Section } from "../steps/choices";

/** What a search has for a typed text as rows: what was found, and behind it what may have been meant. */
export function rankedSection<Market extends ListedMarket, T>(
	{ found, guesses }: RankedRows<Market>,
	toChoice: (market: Market) => Choice<T>,
	toGuess: (market: Market) => Choice<T>,
): readonly Section<T>[] {
	return [{ choices: [...found.map(toChoice), ...guesses.map(toGuess)] }];
}
