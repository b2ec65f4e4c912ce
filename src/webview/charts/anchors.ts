import type { AnchorMark } from "../../core/query/anchors";
import type { ChartTheme } from "../theme";

/** The anchors of a chart over time, as their markers show and move them. */
export interface Anchors {
	/** In the order that they were made, the one that is being pulled where it is now. */
	readonly list: readonly AnchorMark[];
	/** Another one at a time; `undefined` where there are as many as a chart can have. */
	next(time: number): AnchorMark | undefined;
	/** Start of the interval that a time lies in, or of the last one before it. */
	nearest(time: number): number;
	/** Start of the interval so many further on, within the chart. */
	stepped(time: number, intervals: number): number;
	/** Draws one of them elsewhere until the next screen. */
	preview(mark: AnchorMark | undefined): void;
	/** Where its marker stands: the middle of its interval, and the VWAP there, NaN where there is none. */
	placeOf(mark: AnchorMark): { readonly time: number; readonly price: number };
	readonly colorOf: (mark: AnchorMark, theme: ChartTheme) => string;
	/** Its VWAP in words, for screen readers. */
	spoken(mark: AnchorMark): string;
	/** A time on the clock of the chart. */
	time(time: number): string;
}

/** What a person does with anchors. */
export type AnchorWish =
	| { readonly kind: "make" | "set"; readonly mark: AnchorMark }
	| { readonly kind: "remove"; readonly name: string }
	| { readonly kind: "rename"; readonly name: string; readonly to: string };

/** Words of the markers. */
export interface AnchorWords {
	readonly group: () => string;
	readonly marker: (name: string) => string;
	readonly help: () => string;
	readonly remove: (name: string) => string;
	readonly rename: (name: string) => string;
	/** What a name has to be. */
	readonly nameProblem: () => string;
}
