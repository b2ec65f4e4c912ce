import { text } from "../../../text";
import type { ColumnFacts } from "../columnFacts";
import { plainName, type Role } from "../columnNames";
import type { Body, Draft } from "../draft";
import { dayInName } from "../fileSymbol";
import { type Kind, type Source, SOURCES, unitNotes } from "./sources";
import { type Refusal, unreadable } from "../understood";

function isKind(facts: ColumnFacts, kind: Kind, isTyped: boolean): boolean {
	switch (kind) {
		case "integer":
			return facts.isInteger;
		case "number":
			return facts.isNumber;
		case "epoch":
			return facts.isEpoch || (isTyped && facts.isMoment);
		case "moment":
			return facts.isMoment;
		case "instant":
			return facts.isEpoch || facts.isMoment;
		case "boolean":
			return facts.isBoolean;
		case "side":
			return facts.isSide;
		case "plusMinusOne":
			return facts.words.every((word) => word === "1" || word === "-1");
		case "any":
			return true;
	}
}

/** Where the columns of a source stand in the file; `undefined` where it is another source's. */
function positionsOf(source: Source, body: Body): ReadonlyMap<string, number> | undefined {
	const { table, isNamed, names, facts } = body;
	if (source.formats !== undefined && !source.formats.includes(table.format)) return undefined;
	const wanted = Object.entries(source.columns);
	const optional = source.optional ?? [];
	const places = new Map<string, number>();
	if (isNamed) {
		if (source.isNameless === true) return undefined;
		const plain = names.map(plainName);
		for (const name of [
			...wanted.map(([column]) => column),
			...optional,
			...Object.values(source.use),
		]) {
			const exact = names.indexOf(name);
			const position = exact === -1 ? plain.indexOf(plainName(name)) : exact;
			if (position !== -1) places.set(name, position);
		}
		if (source.isExact === true && plain.length > wanted.length + optional.length) return undefined;
		if (source.isExact === true && plain.length !== places.size) return undefined;
	} else {
		if (source.isHeadless !== true || facts.length !== wanted.length) return undefined;
		wanted.forEach(([name], position) => places.set(name, position));
	}
	// Nothing in a column fits anything: a file of one day may have no ids.
	const fits = wanted.every(([name, kind]) => {
		const at = facts[places.get(name) ?? -1];
		if (at === undefined) return false;
		const isEmpty = at.filled.length === 0 && isNamed;
		return isEmpty || isKind(at, kind, table.types !== undefined);
	});
	return fits ? places : undefined;
}

/** Without names, what a source says is a price has to look like one: sizes differ more among each other. */
function looksPriced(price: ColumnFacts | undefined, size: ColumnFacts | undefined): boolean {
	return price !== undefined && size !== undefined && price.spread <= size.spread;
}

function numbersOf(body: Body, position: number | undefined): readonly number[] {
	return position === undefined ? [] : (body.facts[position]?.filled ?? []).map(Number);
}

/** The layout of the source that the file is from; `undefined` where it is none that is known. */
export function knownLayout(
	body: Body,
	path: string,
	nameSymbol: string | undefined,
): Draft | Refusal | undefined {
	for (const source of SOURCES) {
		const places = positionsOf(source, body);
		if (places === undefined) continue;
		const at = (name: string | undefined) => (name === undefined ? undefined : places.get(name));
		const factsAt = (name: string) => body.facts[at(name) ?? -1];
		const symbolFacts = body.facts[at(source.use.symbol) ?? at(source.symbolElse) ?? -1];
		const symbols =
			symbolFacts === undefined
				? nameSymbol === undefined
					? []
					: [nameSymbol]
				: [...new Set(symbolFacts.filled)];
		const facts = {
			symbols,
			facts: factsAt,
			numbers: (name: string) => numbersOf(body, at(name)),
		};
		if (source.holds?.(facts) === false) continue;
		if (!body.isNamed && !looksPriced(factsAt(source.use.price), factsAt(source.use.size)))
			continue;
		return draftOf(
			source,
			body,
			places,
			path,
			source.sizeUnit?.(facts) ?? "base",
			source.priceScale?.(facts) ?? 0,
		);
	}
	return undefined;
}

function draftOf(
	source: Source,
	body: Body,
	places: ReadonlyMap<string, number>,
	path: string,
	sizeUnit: string,
	priceScale: number,
): Draft | Refusal {
	const at = (name: string | undefined) => (name === undefined ? undefined : places.get(name));
	const columns: Partial<Record<Role, number>> = {};
	for (const [role, name] of Object.entries(source.use) as [Role, string][]) {
		const position = at(name);
		if (position !== undefined) columns[role] = position;
	}
	const symbol = columns.symbol ?? at(source.symbolElse);
	if (symbol !== undefined) columns.symbol = symbol;
	const draft: Draft = {
		source: source.id,
		sourceName: source.name,
		names: body.isNamed ? body.names : Object.keys(source.columns),
		columns,
		side: source.side,
		zone: "UTC",
		priceScale,
		sizeUnit,
		notes: [...(source.notes ?? []), ...unitNotes(sizeUnit)],
		questions: [],
	};
	const only = at(source.only?.column);
	if (source.only !== undefined && only !== undefined) {
		draft.only = { column: only, values: source.only.values };
	}
	const first = at(source.trades?.first);
	const last = at(source.trades?.last);
	if (first !== undefined && last !== undefined) draft.trades = { first, last };
	if (source.secondsAfterMidnightIn !== undefined) {
		const day = dayInName(path);
		if (day === undefined) {
			return unreadable(
				text(
					"The times count from midnight, and the file's name says no day. Name it like AAPL_2012-06-21_message.csv.",
				),
			);
		}
		draft.timeUnit = "s";
		draft.zone = source.secondsAfterMidnightIn;
		draft.midnight = day;
	}
	if (source.isSideUnsure === true) {
		draft.questions.push({
			id: "sideOf",
			sentence: text(
				"The columns are those of Coinbase, which writes the maker's side. Whose side is it here?",
			),
			choices: [
				{
					label: text("The maker's, as Coinbase writes it: sell means that the taker bought"),
					examples: [],
					answer: { sideOf: "maker" },
				},
				{
					label: text("The taker's: buy means that the taker bought"),
					examples: [],
					answer: { sideOf: "taker" },
				},
			],
			recommended: 0,
		});
	}
	return draft;
}
