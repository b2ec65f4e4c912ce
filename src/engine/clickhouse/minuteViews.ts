import type { CancelSignal } from "../../core/cancel";
import { type Text, text } from "../../core/text";
import type { ColumnType, TableColumn } from "../../core/trades/table/columnType";
import { columnForm, expressionForm, groupedSelect, mayChangeRows, viewTarget } from "./selectText";
import type { ClickHouseServer } from "./server";
import { quoted, quotedName } from "./statement";
import type { Table, TableName } from "./table";
import type { TableLayout } from "../../core/trades/table/tableLayout";
import { columnNamed } from "./tableRows";
import { Catalogue } from "./viewCatalogue";

/** What a column of a view of minutes can hold, each by one expression (docs/outgrowing-one-machine.md). */
export type Measure =
	| "symbol"
	| "minute"
	| "row"
	| "count"
	| "quantity"
	| "buy"
	| "sell"
	| "notional"
	| "buyNotional"
	| "sellNotional"
	| "low"
	| "high"
	| "smallest"
	| "largest"
	| "first"
	| "last";

/** What a view of minutes holds. */
export interface ViewContent {
	/** Names of columns in what it writes to; what it has not is absent. */
	readonly columns: Readonly<Partial<Record<Measure, string>>>;
	/** Height of its rows in units of the price's column; absent where it has none. */
	readonly height?: bigint;
	/** Decimals of the table's prices and sizes. */
	readonly pricePlaces: number;
	readonly sizePlaces: number;
}

/** A materialised view that adds up the trades of a table by minute, or by minute and row, and does nothing else. */
export interface MinuteView extends TableName, ViewContent {
	/** What it is read from: what it writes to, or what reads that on all shards. */
	readonly target: Table;
}

/** Says where numbers are from, as a note beside them. */
export function fromViewNote({ table }: TableName): Text {
	return text("From the per-minute view {0}.", table);
}

/**
 * A view of minutes of a table that holds what its layout says and somebody wants, by what the server's catalogue tells,
 * the one with the highest rows first; `undefined` where there is none, or the version is too old to have them. Whether
 * it holds all trades is not looked at. Of a table whose rows stand on several servers this one's catalogue speaks for
 * all. Rejects with `ProviderError`.
 */
export async function findMinuteView(
	server: ClickHouseServer,
	table: Table,
	layout: TableLayout,
	isWanted: (view: ViewContent) => boolean,
	signal: CancelSignal,
): Promise<MinuteView | undefined> {
	if (!server.dialect.hasWideNumbers || knownForms(table, layout) === undefined) return undefined;
	const catalogue = new Catalogue(server, signal);
	const shards = table.isDistributed ? await catalogue.shards(table) : undefined;
	if (table.isDistributed && (shards === undefined || shards.database === "")) return undefined;
	const { made, views } = await catalogue.entry(shards ?? table);
	if (views.length === 0 || mayChangeRows(made)) return undefined;
	const source = shards === undefined ? table : await catalogue.target(shards);
	if (source === undefined || source.isDistributed || !haveSameTypes(table, source))
		return undefined;
	const known = knownForms(source, layout);
	if (known === undefined) return undefined;
	const wanted = (await catalogue.views(views))
		.flatMap((view) => {
			const content = contentOf(view.select, source, known);
			const name = viewTarget(view.made);
			return content !== undefined && name !== undefined && isWanted(content)
				? [{ view, content, name }]
				: [];
		})
		.sort((a, b) => Number((b.content.height ?? 0n) - (a.content.height ?? 0n)));
	for (const { view, content, name } of wanted) {
		const [target, wereChanged, read] = await Promise.all([
			catalogue.target(name),
			catalogue.wereChanged([source, name]),
			shards === undefined ? undefined : catalogue.overShards(name, shards, table),
		]);
		if (target === undefined || wereChanged || mayChangeRows(target.made)) continue;
		if (!keepsAll(target, content, known)) continue;
		const { database, table: own } = view;
		if (shards === undefined) return { database, table: own, ...content, target };
		if (read !== undefined && haveSameTypes(read, target)) {
			return { database, table: own, ...content, target: read };
		}
	}
	return undefined;
}

/** Whether a table's columns have the types that they have in the table beneath it. */
function haveSameTypes(table: Table, beneath: Table): boolean {
	return table.columns.every(({ name, typeName }) =>
		beneath.columns.some((column) => column.name === name && column.typeName === typeName),
	);
}

/** Expressions that a view of a table may have, in their comparable form. */
interface KnownForms {
	readonly measures: ReadonlyMap<string, Measure>;
	/** What stands in front of a row's height. */
	readonly row: string;
	/** What stands in front of a condition of volumes that nobody asks for: of other words, where sides are known. */
	readonly parts: readonly string[];
	readonly price: Decimal64;
	readonly size: Decimal64;
	readonly symbol: TableColumn | undefined;
}

type Decimal64 = Extract<ColumnType, { readonly kind: "decimal" }>;

/** Decimals of 64 bits: what they are multiplied by and added up to is exact in 128. */
function decimal64(column: TableColumn): Decimal64 | undefined {
	const { type, isNullable } = column;
	if (type.kind !== "decimal" || isNullable) return undefined;
	return type.digits > 9 && type.digits <= 18 ? type : undefined;
}

/** `undefined` where no view could give exactly what the table gives. */
function knownForms(table: Table, layout: TableLayout): KnownForms | undefined {
	const { columns, side, only, final } = layout;
	if (final === true || only !== undefined || table.takesFinal) return undefined;
	const column = (name: string) => columnNamed(table, name);
	const time = column(columns.time);
	// Trades of one microsecond are told apart by their ids alone.
	const isTime =
		time.type.kind === "seconds" || (time.type.kind === "ticks" && time.type.places <= 6);
	const price = decimal64(column(columns.price));
	const size = decimal64(column(columns.size));
	if (!isTime || time.isNullable || price === undefined || size === undefined) return undefined;
	const [t, p, q] = [columns.time, columns.price, columns.size].map(quotedName) as [
		string,
		string,
		string,
	];
	const product = `toDecimal128(${p}, ${price.places}) * ${q}`;
	const forms: (readonly [string, Measure])[] = [
		[`toStartOfMinute(${t})`, "minute"],
		["count()", "count"],
		[`sum(${q})`, "quantity"],
		[`sum(${product})`, "notional"],
		[`min(${p})`, "low"],
		[`max(${p})`, "high"],
		[`min(${q})`, "smallest"],
		[`max(${q})`, "largest"],
	];
	const id = columns.id === undefined ? undefined : column(columns.id);
	if (id?.type.kind === "whole" && id.type.bits <= 64 && !id.isNullable) {
		const order = `(${t}, ${quotedName(id.name)})`;
		forms.push([`argMinState(${p}, ${order})`, "first"], [`argMaxState(${p}, ${order})`, "last"]);
	}
	const symbol = columns.symbol === undefined ? undefined : column(columns.symbol);
	if (symbol !== undefined) forms.push([quotedName(symbol.name), "symbol"]);
	if (side.of === "amountSign") return undefined;
	if (side.of !== "nobody" && columns.side !== undefined) {
		const [bought, sold] = side.of === "taker" ? [side.buy, side.sell] : [side.sell, side.buy];
		const sided = column(columns.side);
		for (const [words, volume, notional] of [
			[bought, "buy", "buyNotional"],
			[sold, "sell", "sellNotional"],
		] as const) {
			const word = onlyWord(sided, words);
			if (word === undefined) continue;
			const is = `${quotedName(sided.name)} = ${quoted(word)}`;
			forms.push([`sumIf(${q}, ${is})`, volume], [`sumIf(${product}, ${is})`, notional]);
		}
	}
	return {
		measures: new Map(forms.map(([form, measure]) => [expressionForm(form), measure])),
		row: `${expressionForm(`intDiv(reinterpretAsInt64(${p}),`)} `,
		parts: [q, product].map((volume) => `${expressionForm(`sumIf(${volume},`)} `),
		price,
		size,
		symbol,
	};
}

/** The one word of a column of words that a layout means; `undefined` where it means none, or several. */
function onlyWord({ type }: TableColumn, wanted: readonly string[]): string | undefined {
	if (type.kind !== "words") return undefined;
	const lower = wanted.map((word) => word.toLowerCase());
	const found = type.words.filter((word) => lower.includes(word.trim().toLowerCase()));
	return found.length === 1 ? found[0] : undefined;
}

/** What each column of a view holds; `undefined` for a view with anything else in it. */
function contentOf(select: string, table: Table, known: KnownForms): ViewContent | undefined {
	const parsed = groupedSelect(select);
	if (parsed?.database !== table.database || parsed.table !== table.table) return undefined;
	const names: Partial<Record<Measure, string>> = {};
	let height: bigint | undefined;
	for (const [name, form] of parsed.columns) {
		// An alias stands for itself in other expressions too: one that is named like a column changes what they mean.
		const isColumn = form === columnForm(name);
		if (!isColumn && table.columns.some((column) => column.name === name)) return undefined;
		const own = rowHeight(form, known.row);
		const measure = own === undefined ? known.measures.get(form) : "row";
		if (measure === undefined && isPart(form, known.parts)) continue;
		if (measure === undefined || names[measure] !== undefined) return undefined;
		names[measure] = name;
		height ??= own;
	}
	const keys = (["symbol", "minute", "row"] as const).flatMap((key) => {
		const name = names[key];
		return name === undefined ? [] : [[columnForm(name), parsed.columns.get(name)] as const];
	});
	const isGroupedBy = keys.every((forms) => parsed.keys.some((key) => forms.includes(key)));
	if (!isGroupedBy || parsed.keys.length !== keys.length) return undefined;
	if (names.minute === undefined || (known.symbol !== undefined && names.symbol === undefined)) {
		return undefined;
	}
	return {
		columns: names,
		...(height !== undefined && { height }),
		pricePlaces: known.price.places,
		sizePlaces: known.size.places,
	};
}

function rowHeight(form: string, row: string): bigint | undefined {
	if (!form.startsWith(row)) return undefined;
	const [, height] = /^([1-9]\d{0,17}) \)$/.exec(form.slice(row.length)) ?? [];
	return height === undefined ? undefined : BigInt(height);
}

/** Whether a column adds up what one word of another column marks. */
function isPart(form: string, parts: readonly string[]): boolean {
	const start = parts.find((part) => form.startsWith(part));
	return start !== undefined && /^name:"\w+" = text:"[^"\\]*" \)$/.test(form.slice(start.length));
}

const MERGES_SUMS = /^(Replicated|Shared)?AggregatingMergeTree$/;

/** Whether what a view writes to keeps exactly what the view says. */
function keepsAll(
	target: Table,
	{ columns: names }: ViewContent,
	{ price, size, symbol }: KnownForms,
): boolean {
	if (!MERGES_SUMS.test(target.engine)) return false;
	const sum = (places: number) => `SimpleAggregateFunction(sum,Decimal(38,${places}))`;
	const one = (of: "min" | "max", { digits, places }: Decimal64) =>
		`SimpleAggregateFunction(${of},Decimal(${digits},${places}))`;
	const places = price.places + size.places;
	const volume = (type: string) => type === sum(size.places);
	const notional = (type: string) => type === sum(places);
	const end = (of: string) => (type: string) =>
		type.startsWith(`AggregateFunction(${of},Decimal(${price.digits},${price.places}),Tuple(`);
	const isType: Readonly<Record<Measure, (type: string) => boolean>> = {
		symbol: (type) => type === symbol?.typeName.replaceAll(" ", ""),
		minute: (type) => /^DateTime(\(.*\))?$/.test(type),
		row: (type) => type === "Int64",
		count: (type) => type === "SimpleAggregateFunction(sum,UInt64)",
		quantity: volume,
		buy: volume,
		sell: volume,
		notional,
		buyNotional: notional,
		sellNotional: notional,
		low: (type) => type === one("min", price),
		high: (type) => type === one("max", price),
		smallest: (type) => type === one("min", size),
		largest: (type) => type === one("max", size),
		first: end("argMin"),
		last: end("argMax"),
	};
	const fits = Object.entries(names).every(([measure, column]) => {
		const found = target.columns.find(({ name }) => name === column);
		return found !== undefined && isType[measure as Measure](found.typeName.replaceAll(" ", ""));
	});
	// Rows of one key become one: what they are told apart by has to be in it.
	const keys = [names.symbol, names.minute, names.row].flatMap((key) => key ?? []);
	const isKept = keys.every((key) =>
		target.sortingKey.some((expression) => expressionForm(expression) === columnForm(key)),
	);
	return fits && isKept;
}
