import type { VolumeProfileSeries, VwapSeries } from "./series";

/** A column of numbers in a buffer. */
export type Column = Float64Array | Uint32Array | Uint16Array | Uint8Array;

/** How a column is read in place. */
export interface ColumnType<C extends Column = Column> {
	readonly BYTES_PER_ELEMENT: number;
	new (data: ArrayBuffer, at: number, length: number): C;
}

/** The fields of a series that are columns of numbers. */
type ColumnName<S> = {
	[Name in keyof S]-?: NonNullable<S[Name]> extends Column ? Name : never;
}[keyof S];

export type ProfileColumn = ColumnName<VolumeProfileSeries>;
export type VwapColumn = ColumnName<VwapSeries>;

/** What each element of a column belongs to. */
type Extent = "interval" | "intervalEdge" | "row";

interface ColumnSpec {
	readonly type: ColumnType<Float64Array> | ColumnType<Uint32Array>;
	readonly per: Extent;
	/** Whether every series of its kind has the column. */
	readonly isRequired: boolean;
}

const required = (per: Extent): ColumnSpec => ({ type: Float64Array, per, isRequired: true });
const optional = (per: Extent): ColumnSpec => ({ type: Float64Array, per, isRequired: false });

/** Every column of a profile series, in the order in which they are packed. A new one has to be named here. */
export const PROFILE_COLUMNS: Readonly<Record<ProfileColumn, ColumnSpec>> = {
	times: required("interval"),
	offsets: { type: Uint32Array, per: "intervalEdge", isRequired: true },
	prices: required("row"),
	buy: required("row"),
	sell: required("row"),
	unknown: optional("row"),
	steps: optional("interval"),
};

/** Every column of numbers of a VWAP series; its texts are packed beside them. */
export const VWAP_COLUMNS: Readonly<Record<VwapColumn, ColumnSpec>> = {
	times: required("interval"),
	price: required("interval"),
	volume: optional("interval"),
	count: optional("interval"),
	openPrice: optional("interval"),
	high: optional("interval"),
	low: optional("interval"),
	close: optional("interval"),
};

/** The names of a table, typed. */
export function namesOf<Name extends string>(table: Readonly<Record<Name, unknown>>): Name[] {
	return Object.keys(table) as Name[];
}
