import { deliveredText } from "../../core/plainText";
import type { Words } from "../words";

/** One value of the strip. */
export interface Figure {
	/** For tests and styling. */
	readonly id: string;
	readonly label: string;
	readonly value: string;
	/** Smaller words after the value. */
	readonly detail?: { readonly id: string; readonly text: string };
	/** The long form, as a tooltip. */
	readonly hint: string;
	/** What a click copies: the number as data (definitions D24), or words. */
	readonly copied: string;
	/** Whether the strip keeps it when it is folded. */
	readonly isKey?: true;
	/** Whether it goes with the crosshair; the first that does says when. */
	readonly follows?: true;
	/** Epoch milliseconds of the interval that it is of, where it is of one. */
	readonly when?: number;
	readonly role?: "buy" | "sell" | "unknown" | "poc" | "valueArea" | "anchored" | "verdict";
}

/** How many intervals have no trades. */
export function gapsFigure(gaps: number, { say, full }: Words): Figure {
	return {
		id: "gaps",
		label: say("gaps"),
		value: full(gaps),
		hint: say("gapsLong"),
		copied: deliveredText(gaps),
	};
}
