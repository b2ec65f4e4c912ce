import type { ViewOptions } from "../../core/query/viewOptions";
import type { Words } from "../words";

interface ControlBase {
	readonly id: string;
	readonly label: string;
	/** Why it cannot be used now. */
	readonly disabled?: string;
}

/** One thing about a view that can be chosen. `set` gives the part of the view that changes. */
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
			readonly step: number;
			readonly value: number;
			readonly set: (value: number) => Partial<Choices>;
	  })
	| (ControlBase & {
			readonly kind: "text";
			readonly value: string;
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

/** A choice among the values of a view option. */
export function choice<Field extends "bars" | "cells" | "bands">(
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
