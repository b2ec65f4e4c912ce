import type { ListedVenue } from "./listing";

/** How a venue answers what is typed: 0 is best, `undefined` not at all. */
function rankOf({ code, name = "" }: ListedVenue, lower: string): number | undefined {
	const [codeText, nameText] = [code.toLowerCase(), name.toLowerCase()];
	if (codeText === lower || nameText === lower) return 0;
	if (codeText.startsWith(lower) || nameText.startsWith(lower)) return 1;
	if (nameText.split(/[\s.-]+/).some((word) => word.startsWith(lower))) return 2;
	return codeText.includes(lower) || nameText.includes(lower) ? 3 : undefined;
}

/** The venues whose code or name holds what is typed: exactly it, beginning so, then the rest, in the order of the list. */
export function rankVenues<Venue extends ListedVenue>(
	typed: string,
	venues: readonly Venue[],
): readonly Venue[] {
	const lower = typed.trim().toLowerCase();
	return venues
		.flatMap((venue) => {
			const rank = rankOf(venue, lower);
			return rank === undefined ? [] : [{ venue, rank }];
		})
		.sort((a, b) => a.rank - b.rank)
		.map(({ venue }) => venue);
}
