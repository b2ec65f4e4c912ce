import { deliveredText } from "../../core/plainText";
import { holdsOpen } from "../../core/result/reach";
import type { QueryResult } from "../../core/result/result";
import type { Series } from "../../core/result/series";
import type { Words } from "../words";

/** An interval in epoch milliseconds, and what its answer tells of it (definitions D22). */
export interface FigureInterval {
	readonly start: number;
	readonly end: number;
	/** When its answer was asked for, by the provider's clock as far as that is known. */
	readonly toldAt: number;
	/** Whether it was in progress then: a value is of what had traded until that moment, whatever a clock says later. */
	readonly isOpen: boolean;
}

/**
 * An interval of a series, or of a grid that its intervals are joined on.
 *
 * @param start of the interval
 * @param length of the interval, in milliseconds
 */
export function figureInterval(
	series: Pick<Series, "times" | "open">,
	{ fetchedAt, toldAt = fetchedAt }: Pick<QueryResult, "fetchedAt" | "toldAt">,
	start: number,
	length: number,
): FigureInterval {
	const end = start + length;
	return { start, end, toldAt, isOpen: holdsOpen(series, start, end) };
}

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
	/** The interval that it is of, where it is of one. */
	readonly when?: FigureInterval;
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
