import { type CopiedText, copiedText } from "../../../src/core/table/copied";
import type { CopyWish } from "../../../src/core/table/copyWish";
import { chartWords, columnHeading } from "../../../src/protocol/columnWords";
import type { Shown } from "./shown";

/** What is copied out of a chart, under the headings that people read. */
export function copiedFrom(
	{ parts, view, words }: Pick<Shown, "parts" | "view" | "words">,
	wish: CopyWish,
): CopiedText | undefined {
	const { valueArea: area, settings, say, zone } = words;
	return copiedText(
		{
			parts,
			view,
			area,
			agreement: settings.agreement,
			zoneName: zone.name,
			words: chartWords(say),
		},
		wish,
		(column) => columnHeading(column, say, zone.name),
	);
}
