import { formatDecimal } from "../../core/decimal";
import { isSymbol, SYMBOL_LENGTH } from "../../core/query/symbol";
import { isTimeZone } from "../../core/wallClock";
import {
	type ColumnRole,
	type DataSetToHost,
	LONGEST_UNIT,
	MOST_PRICE_SCALE,
	type ShownDataSet,
} from "../../protocol/dataSet/messages";
import type { DataSetWords } from "./words";

export type Answer = DataSetToHost["answer"];

/** What a choice of a field leads to: an answer to the host, or a field that appears beside it. */
export type FieldEffect =
	{ readonly answer: Answer } | { readonly reveal: RevealedField } | undefined;

/** Fields that are there once a person has asked for them. */
export type RevealedField = "unitName" | "symbol";

export type FieldId =
	| `${ColumnRole}Column`
	| "timeUnit"
	| "zone"
	| "priceScale"
	| "sizeUnit"
	| "unitName"
	| "sideOf"
	| "buyWords"
	| "sellWords"
	| "symbol"
	| "header"
	| "decimalComma"
	| "only"
	| "final";

interface FieldBase {
	readonly id: FieldId;
	readonly label: string;
	/** `true` and empty for a flag. */
	readonly value: string;
	/** More about it, for whoever points at it or hears of it. */
	readonly help?: string;
	/** What choosing a value leads to; `undefined` where the value cannot be taken. */
	readonly choose: (value: string) => FieldEffect;
}

export type Field =
	| (FieldBase & {
			readonly kind: "choice";
			readonly options: readonly { readonly value: string; readonly label: string }[];
	  })
	| (FieldBase & { readonly kind: "flag" })
	| (FieldBase & {
			readonly kind: "text";
			/** What to do about a value that cannot be taken. */
			readonly problem: string;
			/** Suggests the names of time zones. */
			readonly suggestsZones?: true;
			readonly isNumber?: true;
	  });

/** Fields that belong together, with what they mean for the rows in a sentence. */
export interface FieldGroup {
	readonly id: "time" | "price" | "size" | "side" | "symbol" | "file";
	readonly title: string;
	readonly sentence: string;
	readonly fields: readonly Field[];
}

const NONE = "none";
const SIGN = "sign";
const OWN_UNIT = "own";
const LISTED_UNITS: readonly string[] = ["base", "contracts"];
const UNITS = ["s", "ms", "us", "ns"] as const;

const say = (said: Answer["said"]): FieldEffect => ({ answer: { said } });

/**
 * How the files of a data set are read, as fields of a form.
 *
 * @param revealed fields that a person has asked for
 */
export function fieldGroups(
	dataSet: ShownDataSet,
	revealed: ReadonlySet<RevealedField>,
	words: DataSetWords,
): readonly FieldGroup[] {
	const { words: sentences } = dataSet;
	const parts = { dataSet, revealed, words };
	return [
		{
			id: "time",
			title: words.say("groupTime"),
			sentence:
				dataSet.fields.zone === undefined ? sentences.time : `${sentences.time} ${sentences.zone}`,
			fields: timeFields(parts),
		},
		{
			id: "price",
			title: words.say("groupPrice"),
			sentence: priceWords(parts),
			fields: [column(parts, "price"), priceScale(parts)],
		},
		{
			id: "size",
			title: words.say("groupSize"),
			sentence: sentences.size,
			fields: sizeFields(parts),
		},
		{
			id: "side",
			title: words.say("groupSide"),
			sentence: sentences.side,
			fields: sideFields(parts),
		},
		{
			id: "symbol",
			title: words.say("groupSymbol"),
			sentence: symbolWords(parts),
			fields: symbolFields(parts),
		},
		{
			id: "file",
			title: words.say("groupFile"),
			sentence: dataSet.fields.final === undefined ? "" : words.say("finalLong"),
			fields: fileFields(parts),
		},
	];
}

interface Parts {
	readonly dataSet: ShownDataSet;
	readonly revealed: ReadonlySet<RevealedField>;
	readonly words: DataSetWords;
}

function priceWords({ dataSet: { fields }, words }: Parts): string {
	const { priceScale: scale } = fields;
	if (scale === 0) return words.say("pricesAsWritten");
	return words.say("pricesScaled", scale, formatDecimal({ units: 12_345n, places: scale }));
}

function symbolWords({ dataSet: { columns, fields }, words }: Parts): string {
	return columns.some(({ role }) => role === "symbol")
		? words.say("symbolsInRows")
		: words.say("oneSymbol", fields.symbol ?? "");
}

type Option = { readonly value: string; readonly label: string };

const columnValue = (position: number) => `#${position}`;

/** Chooses the column of a role. */
function column(
	{ dataSet: { columns }, words }: Parts,
	role: ColumnRole,
	extra: readonly (Option & { readonly effect?: FieldEffect })[] = [],
	value?: string,
): Field {
	const current = columns.findIndex((one) => one.role === role);
	const isNone = current === -1 && value === undefined && extra.length === 0;
	const named = columns.map(({ name }, position) => ({
		value: columnValue(position),
		label: name,
	}));
	const none = isNone ? [{ value: NONE, label: words.say("noColumn") }] : [];
	return {
		kind: "choice",
		id: `${role}Column`,
		label: words.say(`${role}Column`),
		value: value ?? (current === -1 ? NONE : columnValue(current)),
		options: [...none, ...named, ...extra.map(({ value, label }) => ({ value, label }))],
		choose: (chosen) => {
			const special = extra.find((one) => one.value === chosen);
			if (special !== undefined) return special.effect;
			const ref = columns[named.findIndex((one) => one.value === chosen)]?.ref;
			return ref === undefined ? undefined : say({ columns: { [role]: ref } });
		},
	};
}

function timeFields(parts: Parts): Field[] {
	const { fields } = parts.dataSet;
	const { say: word } = parts.words;
	const shown: Field[] = [column(parts, "time")];
	if (fields.timeUnit !== undefined) {
		shown.push({
			kind: "choice",
			id: "timeUnit",
			label: word("timeUnit"),
			value: fields.timeUnit,
			options: (["byMagnitude", ...UNITS] as const).map((value) => ({
				value,
				label: word(`unit_${value}`),
			})),
			choose: (value) => {
				const timeUnit = UNITS.find((unit) => unit === value);
				return timeUnit === undefined
					? { answer: { said: {}, forget: ["timeUnit"] } }
					: say({ timeUnit });
			},
		});
	}
	if (fields.zone !== undefined) {
		shown.push({
			kind: "text",
			id: "zone",
			label: word("zone"),
			value: fields.zone,
			suggestsZones: true,
			problem: word("zoneRefused"),
			choose: (value) => (isTimeZone(value.trim()) ? say({ zone: value.trim() }) : undefined),
		});
	}
	return shown;
}

function priceScale({ dataSet, words }: Parts): Field {
	return {
		kind: "text",
		id: "priceScale",
		label: words.say("priceScale"),
		value: String(dataSet.fields.priceScale),
		help: words.say("priceScaleLong"),
		isNumber: true,
		problem: words.say("priceScaleRefused", MOST_PRICE_SCALE),
		choose: (value) => {
			const scale = /^\d{1,2}$/.test(value.trim()) ? Number(value) : Infinity;
			return scale <= MOST_PRICE_SCALE ? say({ priceScale: scale }) : undefined;
		},
	};
}

function sizeFields(parts: Parts): Field[] {
	const { revealed, words } = parts;
	const { sizeUnit } = parts.dataSet.fields;
	const isOwn = revealed.has("unitName") || !LISTED_UNITS.includes(sizeUnit);
	const fields: Field[] = [
		column(parts, "size"),
		{
			kind: "choice",
			id: "sizeUnit",
			label: words.say("sizeUnit"),
			value: isOwn ? OWN_UNIT : sizeUnit,
			options: [
				{ value: "base", label: words.say("unitBase") },
				{ value: "contracts", label: words.say("unitContracts") },
				{ value: OWN_UNIT, label: words.say("unitOther") },
			],
			choose: (value) => (value === OWN_UNIT ? { reveal: "unitName" } : say({ sizeUnit: value })),
		},
	];
	if (isOwn) {
		fields.push({
			kind: "text",
			id: "unitName",
			label: words.say("unitName"),
			value: LISTED_UNITS.includes(sizeUnit) ? "" : sizeUnit,
			problem: words.say("unitRefused", LONGEST_UNIT),
			choose: (value) => {
				const unit = value.trim();
				return unit !== "" && unit.length <= LONGEST_UNIT ? say({ sizeUnit: unit }) : undefined;
			},
		});
	}
	return fields;
}

function sideFields(parts: Parts): Field[] {
	const { dataSet, words } = parts;
	const { sideOf, sideWords = { buy: [], sell: [] } } = dataSet.fields;
	const { shownSideWords: shown = sideWords } = dataSet.fields;
	const isColumn = sideOf === "taker" || sideOf === "maker";
	const special = [
		{ value: SIGN, label: words.say("sideBySign"), effect: say({ sideOf: "amountSign" }) },
		{
			value: NONE,
			label: words.say("sideNobody"),
			effect: say({ sideWords: { buy: [], sell: [] } }),
		},
	];
	const value = isColumn ? undefined : sideOf === "amountSign" ? SIGN : NONE;
	const fields: Field[] = [column(parts, "side", special, value)];
	if (!isColumn) return fields;
	fields.push({
		kind: "choice",
		id: "sideOf",
		label: words.say("sideOf"),
		value: sideOf,
		options: (["taker", "maker"] as const).map((of) => ({
			value: of,
			label: words.say(`sideOf_${of}`),
		})),
		choose: (of) => say({ sideOf: of === "maker" ? "maker" : "taker", sideWords }),
	});
	for (const [id, own] of [
		["buyWords", "buy"],
		["sellWords", "sell"],
	] as const) {
		fields.push({
			kind: "text",
			id,
			label: words.say(id),
			value: shown[own].join(", "),
			help: words.say("wordsLong"),
			problem: words.say("wordsLong"),
			choose: (typed) => say({ sideOf, sideWords: { ...sideWords, [own]: listOf(typed) } }),
		});
	}
	return fields;
}

function symbolFields(parts: Parts): Field[] {
	const { dataSet, revealed, words } = parts;
	const hasColumn = dataSet.columns.some(({ role }) => role === "symbol");
	const isNamed = !hasColumn || revealed.has("symbol");
	const fields: Field[] = [
		column(
			parts,
			"symbol",
			[{ value: NONE, label: words.say("symbolNone"), effect: { reveal: "symbol" } }],
			isNamed ? NONE : undefined,
		),
	];
	if (!isNamed) return fields;
	fields.push({
		kind: "text",
		id: "symbol",
		label: words.say("symbol"),
		value: dataSet.fields.symbol ?? "",
		help: words.say("symbolLong"),
		problem: words.say("symbolRefused", SYMBOL_LENGTH),
		choose: (value) => {
			const symbol = value.trim();
			if (symbol === "" && !hasColumn) return { answer: { said: {}, forget: ["symbol"] } };
			return isSymbol(symbol) ? say({ symbol }) : undefined;
		},
	});
	return fields;
}

function fileFields(parts: Parts): Field[] {
	const { dataSet, words } = parts;
	const { header, decimalComma, only, final } = dataSet.fields;
	const fields: Field[] = [column(parts, "id")];
	if (only !== undefined) {
		const name = dataSet.columns.find(({ ref }) => ref === only.column)?.name;
		fields.push({
			kind: "text",
			id: "only",
			label: words.say("only", name ?? String(only.column)),
			value: only.values.join(", "),
			help: words.say("wordsLong"),
			problem: words.say("answerMissing"),
			choose: (value) => {
				const values = listOf(value);
				return values.length === 0 ? undefined : say({ only: { column: only.column, values } });
			},
		});
	}
	for (const [id, value] of [
		["header", header],
		["decimalComma", decimalComma],
		["final", final],
	] as const) {
		if (value === undefined) continue;
		fields.push({
			kind: "flag",
			id,
			label: words.say(id),
			value: value ? "true" : "",
			choose: (chosen) => say({ [id]: chosen === "true" }),
		});
	}
	return fields;
}

/** Words that are parted by commas. */
function listOf(text: string): string[] {
	return text
		.split(",")
		.map((word) => word.trim())
		.filter((word) => word !== "");
}
