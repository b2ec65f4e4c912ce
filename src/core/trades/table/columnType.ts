/** What a column of a table holds, as far as trades are read from it. */
export type ColumnType =
	| { readonly kind: "decimal"; readonly digits: number; readonly places: number }
	| { readonly kind: "whole"; readonly bits: number; readonly isSigned: boolean }
	| { readonly kind: "double"; readonly bits: 32 | 64 }
	/** Whole seconds; the zone is how the server prints it and nothing more. */
	| { readonly kind: "seconds" }
	/** Ticks of `10 ** -places` seconds. */
	| { readonly kind: "ticks"; readonly places: number }
	/** `isPadded`: as long as its type says, with zeros behind. */
	| { readonly kind: "text"; readonly isPadded: boolean }
	/** Words that are stored as numbers. */
	| { readonly kind: "words"; readonly words: readonly string[] }
	| { readonly kind: "flag" }
	| { readonly kind: "uuid" }
	/** Anything else, such as a list. */
	| { readonly kind: "other" };

/** A column of a table with its type taken apart. */
export interface TableColumn {
	readonly name: string;
	/** As the server writes it: `LowCardinality(Nullable(String))`. */
	readonly typeName: string;
	readonly type: ColumnType;
	/** Whether a row may have no value. */
	readonly isNullable: boolean;
}

const WRAPPED = /^(Nullable|LowCardinality)\((.*)\)$/s;
/** A state of sums that is a plain number when it is read. */
const SIMPLE_STATE = /^SimpleAggregateFunction\([^,]+,\s*(.*)\)$/s;

export function tableColumn(name: string, typeName: string): TableColumn {
	let inner = typeName.trim();
	let isNullable = false;
	for (;;) {
		const [, wrapper, rest = ""] = WRAPPED.exec(inner) ?? [];
		const state = SIMPLE_STATE.exec(inner)?.[1];
		if (wrapper === "Nullable") isNullable = true;
		if (wrapper === undefined && state === undefined) break;
		inner = (wrapper === undefined ? (state ?? "") : rest).trim();
	}
	return { name, typeName, type: typeOf(inner), isNullable };
}

const WHOLE = /^(U?)Int(8|16|32|64|128|256)$/;
const SIZED_DECIMAL = /^Decimal(32|64|128|256)\(\s*(\d+)\s*\)$/;
const DECIMAL = /^Decimal\(\s*(\d+)\s*(?:,\s*(\d+)\s*)?\)$/;
const DECIMAL_DIGITS: Readonly<Record<string, number>> = { 32: 9, 64: 18, 128: 38, 256: 76 };
const TICKS = /^DateTime64\(\s*(\d+)\s*(?:,.*)?\)$/s;
const ENUM = /^Enum(?:8|16)\((.*)\)$/s;

function typeOf(type: string): ColumnType {
	const whole = WHOLE.exec(type);
	if (whole !== null) {
		return { kind: "whole", bits: Number(whole[2]), isSigned: whole[1] === "" };
	}
	const sized = SIZED_DECIMAL.exec(type);
	if (sized !== null) {
		const digits = DECIMAL_DIGITS[sized[1] ?? ""] ?? 0;
		return { kind: "decimal", digits, places: Number(sized[2]) };
	}
	const decimal = DECIMAL.exec(type);
	if (decimal !== null) {
		return { kind: "decimal", digits: Number(decimal[1]), places: Number(decimal[2] ?? 0) };
	}
	const ticks = TICKS.exec(type);
	if (ticks !== null) return { kind: "ticks", places: Number(ticks[1]) };
	const words = ENUM.exec(type);
	if (words !== null) return { kind: "words", words: wordsIn(words[1] ?? "") };
	switch (type) {
		case "Float32":
			return { kind: "double", bits: 32 };
		case "Float64":
			return { kind: "double", bits: 64 };
		case "String":
			return { kind: "text", isPadded: false };
		case "Bool":
			return { kind: "flag" };
		case "UUID":
			return { kind: "uuid" };
		default:
			if (/^DateTime(\(.*\))?$/s.test(type)) return { kind: "seconds" };
			return /^FixedString\(\d+\)$/.test(type)
				? { kind: "text", isPadded: true }
				: { kind: "other" };
	}
}

const UNESCAPED: Readonly<Record<string, string>> = {
	0: "\0",
	b: "\b",
	f: "\f",
	n: "\n",
	r: "\r",
	t: "\t",
};

/** `'buy' = 1, 'sell' = 2`. */
function wordsIn(list: string): readonly string[] {
	const words = list.matchAll(/'((?:[^'\\]|\\.|'')*)'\s*=\s*-?\d+/gs);
	return Array.from(words, ([, word = ""]) =>
		word.replace(/\\(.)|''/gs, (pair, escaped: string | undefined) =>
			pair === "''" ? "'" : (UNESCAPED[escaped ?? ""] ?? escaped ?? ""),
		),
	);
}
