import type { Warning } from "../../result";
import { text } from "../../text";
import { seriesWarnings } from "../seriesWarnings";
import type { AssembledProfiles } from "./assemble";

/** What the reader of these profiles should know. */
export function profileWarnings({ series, isShifted }: AssembledProfiles): Warning[] {
	const warnings = seriesWarnings(series);
	if (isShifted) {
		warnings.push({
			code: "endStamps",
			text: text("Kiyotaka stamped the ends of the intervals; the times shown are their starts."),
		});
	}
	return warnings;
}
