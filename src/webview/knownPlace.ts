/** VS Code's own language names are not all BCP 47 tags; one that Intl refuses reads as English. */
export function knownLocale(locale: string): string {
	try {
		return Intl.getCanonicalLocales(locale)[0] ?? "en";
	} catch {
		return "en";
	}
}
