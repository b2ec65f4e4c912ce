import { cutText } from "../cutText";
import { withoutUnseen } from "../unseen";

/** Version of the file format. A file with a larger number is shown and never rewritten. */
export const SAVED_MARKET_FORMAT = 1;
export const SAVED_MARKET_ID = /^[0-9a-f]{16}$/;
export const MARKET_NAME_LENGTH = 120;

/**
 * A name as it may be shown: one line, without control and direction-changing characters, not longer
 * than {@link MARKET_NAME_LENGTH}. Empty when nothing is left. What people see as one character stays
 * whole, also where the name is cut.
 */
export function cleanMarketName(name: string): string {
	// Spaces are joined again afterwards: two of them may have had an unseen character between them.
	const line = withoutUnseen(name.replace(/\s+/gu, " ")).replace(/\s+/gu, " ").trim();
	return cutText(line, MARKET_NAME_LENGTH);
}
