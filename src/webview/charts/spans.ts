import type { Span } from "../../core/profile/overTime/compositeRange";
import type { NamedSpan } from "../../core/query/selections";

/** The stretches of time that are selected in a chart, as its handles show and move them. */
export interface Spans {
	/** In the order that they were made, the one that is being pulled where it is now. */
	readonly list: readonly NamedSpan[];
	/** Name of the one that the profile at the side is of. */
	readonly chosen: string | undefined;
	/** Length of an interval, in milliseconds: how far a key moves an edge. */
	readonly interval: number;
	/** The intervals between two times, for a new one. */
	between(one: number, other: number): Span;
	moved(span: NamedSpan, start: number): Span;
	resized(span: NamedSpan, edge: "from" | "to", time: number): Span;
	/** Name of the next one; `undefined` where there are as many as a chart can have. */
	readonly nextName: string | undefined;
	/** Draws one of them elsewhere until the next screen, or a new one. */
	preview(span: NamedSpan | undefined): void;
	/** The levels, in words, for screen readers. */
	spoken(span: NamedSpan): string;
	/** A time on the clock of the chart. */
	time(time: number): string;
}

/** What a person does with selections. */
export type SpanWish =
	| { readonly kind: "make" | "set"; readonly span: NamedSpan }
	| { readonly kind: "choose" | "remove"; readonly name: string }
	| { readonly kind: "rename"; readonly name: string; readonly to: string };

/** Words of the handles. */
export interface SpanWords {
	readonly group: () => string;
	readonly choose: (name: string) => string;
	readonly remove: (name: string) => string;
	readonly edge: (edge: "from" | "to", name: string) => string;
	readonly rename: (name: string) => string;
	/** What a name has to be. */
	readonly nameProblem: () => string;
}
