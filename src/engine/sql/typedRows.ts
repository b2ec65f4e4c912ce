import type { FileLayout } from "../../core/trades/layout/fileLayout";
import { CHEAP_DIGITS } from "./numbers";
import { type FileColumn, type FileGroup, fileRows } from "./fileRows";
import { join, raw, type Sql, sql } from "./sql";
import { countOf, meantBy, sideOf, textOf, wholeIdOf } from "./tradeRows";

/** What the values of a column of prices or sizes are: doubles, or whole numbers of their last place. */
export type TypedNumber =
	{ readonly kind: "double" } | { readonly kind: "whole"; readonly places: number };

/** Unit of times: one that a whole number counts, by magnitude, or microseconds of a date and time. */
export type TypedTime = Exclude<FileLayout["time"], "text"> | "moment";

/** Which columns hold the number of a row in its file, from 0, and what not every file says. */
export interface TypedPlaces {
	readonly number: number;
	readonly id?: number;
	readonly symbol?: number;
	readonly count?: number;
	readonly meant?: number;
}

/** The rows of a file whose columns are numbers by their types, as a statement that converts nothing. */
export interface TypedRows {
	readonly statement: Sql;
	readonly time: TypedTime;
	readonly price: TypedNumber;
	readonly size: TypedNumber;
	/** Behind time, price, size (each of 64 bits) and taker (a byte). */
	readonly at: TypedPlaces;
	/** Texts of symbols with their hashes, which stand for them in the rows. */
	readonly symbols: Sql | undefined;
	/** A text from the statistics of a row group as the value that such a column holds, as a whole number or double. */
	readonly stated: Readonly<Record<"time" | "price" | "size", (text: Sql) => Sql>>;
}

const SMALL_WHOLE = /^(U?(TINY|SMALL)INT|U?INTEGER|BIGINT)$/;
const TYPED_TIME = /^(INTEGER|UINTEGER|BIGINT)$/;
const WITH_ZONE = "TIMESTAMP WITH TIME ZONE";

/** How the rows of a Parquet file can be read without texts; `undefined` where its columns are something else. */
export function typedRowsOf(group: FileGroup): TypedRows | undefined {
	const { layout } = group;
	if (layout.format !== "parquet" || layout.timeBase !== undefined || layout.decimalComma) {
		return undefined;
	}
	const rows = fileRows(group, { numbered: true });
	const { columns } = layout;
	const [time, price, size] = [columns.time, columns.price, columns.size].map((ref) =>
		rows.column(ref),
	);
	if (time === undefined || price === undefined || size === undefined) return undefined;
	const timeForm = timeOf(layout, time);
	const priceForm = numberOf(price);
	const sizeForm = numberOf(size);
	if (timeForm === undefined || priceForm === undefined || sizeForm === undefined) return undefined;
	// A double times a power of ten would be rounded.
	if (priceForm.kind === "double" && layout.priceScale !== 0) return undefined;
	const side = columns.side === undefined ? undefined : rows.column(columns.side);
	const taker = sideOf(layout, side, size, raw("''"));
	const values = [
		timeForm === "moment" ? time.value : sql`${time.value}::BIGINT`,
		heldAs(priceForm, price),
		heldAs(sizeForm, size),
		sql`(${taker})::TINYINT`,
	];
	const number = values.push(raw("file_row_number")) - 1;
	const further = (value: Sql | undefined) =>
		value === undefined ? undefined : values.push(value) - 1;
	const id = further(columns.id === undefined ? undefined : wholeIdOf(rows.column(columns.id)));
	const text = columns.symbol === undefined ? undefined : textOf(rows.column(columns.symbol));
	const symbol = further(text === undefined ? undefined : sql`hash(${text})`);
	const count = further(
		layout.trades === undefined ? undefined : sql`(${countOf(rows, layout)})::BIGINT`,
	);
	const isMeant = meantBy(rows, layout);
	const meant = further(isMeant === undefined ? undefined : sql`coalesce(${isMeant}, false)`);
	return {
		statement: sql`SELECT ${join(values, ", ")} FROM ${rows.from}`,
		time: timeForm,
		price: priceForm,
		size: sizeForm,
		at: {
			number,
			...(id !== undefined && { id }),
			...(symbol !== undefined && { symbol }),
			...(count !== undefined && { count }),
			...(meant !== undefined && { meant }),
		},
		symbols:
			text === undefined
				? undefined
				: sql`SELECT y, hash(y) FROM (SELECT DISTINCT ${text} AS y FROM ${rows.from})`,
		stated: {
			time: (stated) => {
				const value = sql`TRY_CAST(${stated} AS ${raw(time.type)})`;
				return timeForm === "moment" ? sql`epoch_us(${value})` : sql`${value}::BIGINT`;
			},
			price: (stated) => heldAs(priceForm, statedAs(price, stated)),
			size: (stated) => heldAs(sizeForm, statedAs(size, stated)),
		},
	};
}

const statedAs = ({ type }: FileColumn, text: Sql): FileColumn => ({
	type,
	value: sql`TRY_CAST(${text} AS ${raw(type)})`,
});

function timeOf({ time, zone }: FileLayout, { type }: FileColumn): TypedTime | undefined {
	if (type === WITH_ZONE || (type === "TIMESTAMP" && zone === "UTC")) return "moment";
	return TYPED_TIME.test(type) && time !== "text" ? time : undefined;
}

function numberOf({ type }: FileColumn): TypedNumber | undefined {
	if (type === "DOUBLE") return { kind: "double" };
	if (SMALL_WHOLE.test(type)) return { kind: "whole", places: 0 };
	const [, digits, places] = /^DECIMAL\((\d+),(\d+)\)$/.exec(type) ?? [];
	if (digits === undefined || Number(digits) > CHEAP_DIGITS) return undefined;
	return { kind: "whole", places: Number(places) };
}

/** Decimals of fewer digits are held in fewer bits. */
function heldAs(form: TypedNumber, { value }: FileColumn): Sql {
	if (form.kind === "double") return value;
	return form.places === 0
		? sql`${value}::BIGINT`
		: sql`${value}::DECIMAL(${CHEAP_DIGITS},${form.places})`;
}
