import type { ViewOptions } from "../../core/query/viewOptions";
import type { Words } from "../words";

interface ControlBase {
	readonly id: string;
	readonly label: string;
	/** Why it cannot be used now. */
	readonly disabled?: string;
}

/** One option of a view that can be chosen. `set` returns the options that change. */
export type Control =
	| (ControlBase & {
			readonly kind: "choice";
			readonly options: readonly { readonly value: string; readonly label: string }[];
			readonly value: string;
			readonly set: (value: string) => Partial<Choices>;
	  })
	| (ControlBase & {
			readonly kind: "flag";
			readonly value: boolean;
			readonly set: (value: boolean) => Partial<Choices>;
	  })
	| (ControlBase & {
			readonly kind: "number";
			readonly min: number;
			readonly max: number;
			/** Step from `min` on; with a step below 1 any decimals are allowed. */
			readonly step: number;
			readonly value: number;
			/** What to enter instead of a number that does not fit. */
			readonly problem: string;
			readonly set: (value: number) => Partial<Choices>;
	  })
	| (ControlBase & {
			readonly kind: "text";
			readonly value: string;
			/** What to enter instead of a text that cannot be read. */
			readonly problem: string;
			/** `undefined` where the text cannot be read. */
			readonly set: (value: string) => Partial<Choices> | undefined;
	  })
	| (ControlBase & {
			readonly kind: "many";
			readonly options: readonly { readonly value: string; readonly label: string }[];
			readonly values: readonly string[];
			/** What is wrong with more than `set` takes. */
			readonly problem: string;
			readonly set: (values: readonly string[]) => Partial<Choices> | undefined;
	  });

/** View options as they are changed: `undefined` goes back to the default. */
export type Choices = { readonly [Field in keyof ViewOptions]: ViewOptions[Field] | undefined };

/** A view with some choices made; what goes back to its default is left out. */
export function withChoices(view: ViewOptions, choices: Partial<Choices>): ViewOptions {
	const entries = Object.entries({ ...view, ...choices });
	return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

/** The same view of all intervals together. */
export function wholeRange({
	interval: _one,
	intervals: _chosen,
	lastSessions: _newest,
	...view
}: ViewOptions): ViewOptions {
	return view;
}

type NumberControl = Extract<Control, { kind: "number" }>;

/** A control for a number within bounds. Its problem says which numbers fit. */
export function number(control: Omit<NumberControl, "kind" | "problem">, { say }: Words): Control {
	const { min, max, step } = control;
	const id = step < 1 ? "anyNumber" : step === 1 ? "wholeNumber" : "oddNumber";
	return { ...control, kind: "number", problem: say(id, String(min), String(max)) };
}

/** Whether a number control takes a value. */
export function takesNumber({ min, max, step }: NumberControl, value: number): boolean {
	return value >= min && value <= max && (step < 1 || (value - min) % step === 0);
}

/** A choice among the values of a view option. */
export function choice<Field extends "bars" | "cells" | "bands" | "ramp" | "heatScale" | "numbers">(
	id: Field,
	values: readonly NonNullable<ViewOptions[Field]>[],
	value: NonNullable<ViewOptions[Field]>,
	{ say }: Words,
): Control {
	return {
		kind: "choice",
		id,
		label: say(id),
		options: values.map((one) => ({ value: one, label: say(`${id}_${one}` as "bars_total") })),
		value,
		set: (chosen) => ({ [id]: chosen }),
	};
}

type Flag =
	| "edges"
	| "nodes"
	| "naked"
	| "explain"
	| "developing"
	| "candles"
	| "volume"
	| "deviation"
	| "brush"
	| "snap"
	| "distances"
	| "separators"
	| "initialBalance"
	| "extensions"
	| "totals"
	| "imbalances"
	| "log";

/** Something that is on or off. */
export function flag(
	id: Flag,
	label: Parameters<Words["say"]>[0],
	view: ViewOptions,
	{ say }: Words,
	disabled?: string,
): Control {
	return {
		kind: "flag",
		id,
		label: say(label),
		value: view[id] === true,
		...(disabled === undefined ? {} : { disabled }),
		set: (value) => ({ [id]: value ? true : undefined }),
	};
}
