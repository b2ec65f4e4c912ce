/** Version of the file format. A file with a larger number is shown and never rewritten. */
export const SAVED_MARKET_FORMAT = 1;
export const SAVED_MARKET_ID = /^[0-9a-f]{16}$/;
export const MARKET_NAME_LENGTH = 120;

/**
 * A name as it may be shown: one line, without control and direction-changing characters, not longer
 * than {@link MARKET_NAME_LENGTH}. Empty when nothing is left.
 */
export function cleanMarketName(name: string): string {
	const line = name.replace(/\s+/gu, " ").replace(/\p{C}/gu, "").trim();
	let cleaned = "";
	for (const character of line) {
		if (cleaned.length + character.length > MARKET_NAME_LENGTH) break;
		cleaned += character;
	}
	return cleaned.trim();
}
