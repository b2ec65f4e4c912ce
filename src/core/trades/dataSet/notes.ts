import type { Warning } from "../../result/result";
import { type Text, text } from "../../text";
import type { TableVerdict } from "../table/tables";
import type { FileVerdict } from "../verdict";

/** An engine's fastest numbers hold so many digits. */
const FAST_DIGITS = 18;

export type NoteCode =
	"badRows" | "duplicateRows" | "equalRows" | "repeatedIds" | "unknownSides" | "manyDigits";

/** A note of charts. `code` is for programs. */
type Note = Warning & { readonly code: NoteCode };

const unknownSides = (count: number) =>
	text(
		"Trades of which nobody says who bought count in volume and VWAP, in neither buy nor sell: {0}.",
		count,
	);

/**
 * What the reader of a chart should know about the files behind it (definitions D21): what was left out, counted
 * once, or counted although it looks odd.
 */
export function notesOn(verdicts: readonly FileVerdict[]): readonly Note[] {
	const total = (of: (verdict: FileVerdict) => number) =>
		verdicts.reduce((sum, verdict) => sum + of(verdict), 0);
	const counted: readonly (readonly [NoteCode, number, (count: number) => Text])[] = [
		[
			"badRows",
			total(({ bad }) => bad.count),
			(count) => text("Rows without a usable time, price or size were left out: {0}.", count),
		],
		[
			"duplicateRows",
			total(({ duplicates }) => duplicates),
			(count) => text("Rows that repeat another one in every column count once: {0}.", count),
		],
		[
			"equalRows",
			total(({ equalRows }) => equalRows),
			(count) =>
				text("Rows equal to another one count as trades, because they have no ids: {0}.", count),
		],
		[
			"repeatedIds",
			total(({ repeatedIds }) => repeatedIds),
			(count) =>
				text("Ids that stand at trades with different numbers, which all count: {0}.", count),
		],
		["unknownSides", total(({ unknownSide }) => unknownSide), unknownSides],
	];
	const notes = counted.flatMap(([code, count, sentence]) =>
		count === 0 ? [] : [{ code, text: sentence(count) }],
	);
	const isLong = verdicts.some(
		({ priceDigits, sizeDigits }) => priceDigits > FAST_DIGITS || sizeDigits > FAST_DIGITS,
	);
	return isLong
		? [
				...notes,
				{
					code: "manyDigits",
					text: text(
						"Prices or sizes have more than {0} digits: they are added up exactly in a slower way.",
						FAST_DIGITS,
					),
				},
			]
		: notes;
}

/** The same about a table: what is left out of it is told of the rows of each chart. */
export function notesOnTable({ unknownSide }: TableVerdict): readonly Note[] {
	return unknownSide === 0 ? [] : [{ code: "unknownSides", text: unknownSides(unknownSide) }];
}
