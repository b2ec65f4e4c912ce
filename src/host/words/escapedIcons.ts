/** Text from outside for a list of choices, where `$(trash)` would be an icon. */
export function escapedIcons(words: string): string {
	return words.replaceAll("$(", "\\$(");
}
