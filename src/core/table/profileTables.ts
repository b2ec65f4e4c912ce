import { type CellLadder, cellOfRow } from "../chart/cellLadder";
import type { ProfileModel } from "../chart/profile/profileModel";
import type { CumulativeDelta } from "../profile/orderFlow/cumulativeDelta";
import type { Imbalance } from "../profile/orderFlow/imbalances";
import { type ShownFlow, sharedIntervals, summedIn } from "../profile/orderFlow/shownFlow";
import type { LevelColumns } from "../profile/overTime/developing";
import type { ValueAreaExplanation } from "../profile/explain";
import { deltaOf } from "../profile/profile";
import { type VolumeColumns, volumeAt } from "../profile/volumes";
import { lowerBound } from "../search";
import type { IntervalGrid, StretchState } from "../result/reach";
import type { VolumeProfileSeries } from "../result/series";
import {
	type CellWord,
	type ColumnName,
	type DataColumn,
	type DataTable,
	type NumberDataColumn,
	type NumberOfRow,
	stateColumns,
} from "./dataTable";

/** How the numbers of a profile are written. */
export interface ProfileForm {
	readonly priceDecimals: number;
	readonly volumeDecimals: number;
	readonly unit: string | undefined;
	/** Whether volumes are sums of delivered ones. */
	readonly isSum: boolean;
}

const unitOf = (unit: string | undefined) => (unit === undefined ? {} : { unit });

/** A level or price of each row, as it was delivered. */
export function priceColumn(
	name: "price" | "poc" | "vah" | "val",
	at: NumberOfRow,
	decimals: number,
): NumberDataColumn {
	return { kind: "delivered", name, at, decimals };
}

const STATES: Readonly<Record<StretchState, CellWord>> = {
	complete: "complete",
	partial: "partial",
	open: "inProgress",
};

/** How much of the stretch of time of each row is there. */
export function stateColumn(stateAt: (row: number) => StretchState | undefined): DataColumn {
	const at = (row: number) => {
		const state = stateAt(row);
		return state && STATES[state];
	};
	return { kind: "word", name: "state", at };
}

/** A sum of volumes of each row. */
export function sumColumn(
	name:
		| "buy"
		| "sell"
		| "unknown"
		| "total"
		| "delta"
		| "cumulativeDelta"
		| "sumAbove"
		| "sumBelow"
		| "captured",
	at: NumberOfRow,
	{ unit, volumeDecimals: decimals }: ProfileForm,
): NumberDataColumn {
	const isSigned = name === "delta" || name === "cumulativeDelta";
	return { kind: "computed", name, ...unitOf(unit), at, decimals, mostPlaces: decimals, isSigned };
}

function sideColumn(
	name: "buy" | "sell" | "unknown",
	at: NumberOfRow,
	form: ProfileForm,
): DataColumn {
	const { unit, volumeDecimals: decimals } = form;
	return form.isSum
		? sumColumn(name, at, form)
		: { kind: "delivered", name, ...unitOf(unit), at, decimals };
}

function shareColumn(at: NumberOfRow): DataColumn {
	return { kind: "computed", name: "share", unit: "%", at, decimals: 1 };
}

/** A column of unknown volume where there may be any. */
function unknownColumns(
	{ unknown }: VolumeColumns,
	indexOf: NumberOfRow,
	form: ProfileForm,
): DataColumn[] {
	return unknown === undefined ? [] : [sideColumn("unknown", (row) => unknown[indexOf(row)], form)];
}

/** Price, buy, sell, unknown where there is any, total and delta of rows in columns. */
function rowColumns(
	rows: VolumeColumns & { readonly prices: Float64Array },
	indexOf: NumberOfRow,
	form: ProfileForm,
): DataColumn[] {
	const { prices, buy, sell } = rows;
	const total = (row: number) => volumeAt(rows, indexOf(row));
	const delta = (row: number) => deltaOf(buy[indexOf(row)], sell[indexOf(row)]);
	return [
		priceColumn("price", (row) => prices[indexOf(row)], form.priceDecimals),
		sideColumn("buy", (row) => buy[indexOf(row)], form),
		sideColumn("sell", (row) => sell[indexOf(row)], form),
		...unknownColumns(rows, indexOf, form),
		sumColumn("total", total, form),
		sumColumn("delta", delta, form),
	];
}

/** Rows of a profile, the highest price first, as the chart reads. */
export function profileTable(
	{ rows, levels, priceDecimals, volumeDecimals }: ProfileModel,
	unit: string | undefined,
	isSum: boolean,
): DataTable {
	const top = rows.prices.length - 1;
	const indexOf = (row: number) => top - row;
	const total = levels?.total ?? NaN;
	const share = (row: number) => (volumeAt(rows, indexOf(row)) / total) * 100;
	const form = { priceDecimals, volumeDecimals, unit, isSum };
	return {
		columns: [...rowColumns(rows, indexOf, form), shareColumn(share)],
		count: rows.prices.length,
	};
}

/** Rows of one interval of a series that lie in a cell of its ladder, the highest price first. */
export function cellTable(
	series: VolumeProfileSeries,
	ladder: CellLadder,
	interval: number,
	cell: number,
	form: ProfileForm,
): DataTable {
	const { offsets, prices, times } = series;
	const rows = Array.from(prices.subarray(offsets[interval], offsets[interval + 1]).keys())
		.map((row) => row + offsets[interval])
		.filter((row) => cellOfRow(ladder, prices[row]) === cell)
		.reverse();
	return {
		columns: [
			{ kind: "time", name: "time", at: () => times[interval] },
			...rowColumns(series, (row) => rows[row], form),
		],
		count: rows.length,
	};
}

/** Levels and totals of each interval of a profile. */
export function intervalsTable(
	series: VolumeProfileSeries,
	{ poc, vah, val }: LevelColumns,
	form: ProfileForm,
	flow: ShownFlow = {},
): DataTable {
	const { times, offsets, buy, sell, unknown } = series;
	const sum = (column: Float64Array, row: number) => {
		let total = 0;
		for (let index = offsets[row]; index < offsets[row + 1]; index++) total += column[index];
		return total;
	};
	const unknownOf = (row: number) => (unknown === undefined ? 0 : sum(unknown, row));
	return {
		columns: [
			{ kind: "time", name: "time", at: (row) => times[row] },
			{ ...priceColumn("poc", (row) => poc[row], form.priceDecimals), gapAt: () => "noTrades" },
			{ ...priceColumn("vah", (row) => vah[row], form.priceDecimals), gapAt: () => "noTrades" },
			{ ...priceColumn("val", (row) => val[row], form.priceDecimals), gapAt: () => "noTrades" },
			...(unknown === undefined ? [] : [sumColumn("unknown", unknownOf, form)]),
			sumColumn("total", (row) => sum(buy, row) + sum(sell, row) + unknownOf(row), form),
			sumColumn("delta", (row) => deltaOf(sum(buy, row), sum(sell, row)), form),
			...flowColumns(flow, form),
			...cumulativeAt(series, flow.cumulative, series, form),
		],
		count: times.length,
	};
}

/**
 * The cumulative delta of a profile in the rows of a table: what it was at the end of each, so that no row holds what was known
 * later (definitions D54). It is that of the last interval which traded in the row and ended by then; empty where none did.
 *
 * @param rows intervals of the table's rows, which may be longer or shorter than those of the profile
 */
export function cumulativeAt(
	series: VolumeProfileSeries,
	cumulative: CumulativeDelta | undefined,
	rows: IntervalGrid,
	form: ProfileForm,
): DataColumn[] {
	if (cumulative === undefined) return [];
	const indexAt = (row: number) =>
		summedIn(series, rows.times[row] ?? NaN, rows.interval)?.traded ?? -1;
	const valueAt = (row: number) => cumulative.values[indexAt(row)] ?? NaN;
	return [
		sumColumn("cumulativeDelta", valueAt, form),
		...stateColumns("cumulativeState", cumulative, (row) =>
			Number.isNaN(valueAt(row)) ? -1 : indexAt(row),
		),
	];
}

/** One of several profiles whose cumulative deltas stand side by side. */
export interface ComparedSum {
	readonly name: string;
	readonly series: VolumeProfileSeries;
	readonly cumulative: CumulativeDelta | undefined;
	readonly form: ProfileForm;
}

/** The cumulative deltas of several profiles, each in its own unit, at the ends of the intervals that they share. */
export function comparedSumsTable(profiles: readonly ComparedSum[]): DataTable {
	const rows = sharedIntervals(profiles.map(({ series }) => series));
	return {
		columns: [
			{ kind: "time", name: "time", at: (row) => rows.times[row] },
			...profiles.flatMap(({ name, series, cumulative, form }) =>
				cumulativeAt(series, cumulative, rows, form).map((column) => ({ ...column, of: name })),
			),
		],
		count: rows.times.length,
	};
}

/** Sides, trades and imbalances of intervals, as far as the view shows them. */
function flowColumns({ totals, trades, imbalances }: ShownFlow, form: ProfileForm): DataColumn[] {
	const counted = (isOne: (imbalance: Imbalance) => boolean) => (row: number) =>
		imbalances?.of(row).filter(isOne).length ?? 0;
	return [
		...(totals === undefined
			? []
			: [
					sumColumn("buy", (row) => totals.buy[row], form),
					sumColumn("sell", (row) => totals.sell[row], form),
				]),
		...(trades === undefined
			? []
			: [{ kind: "count" as const, name: "trades" as const, at: (row: number) => trades[row] }]),
		...(imbalances === undefined
			? []
			: (
					[
						["buyImbalances", ({ side }) => side === "buy"],
						["sellImbalances", ({ side }) => side === "sell"],
						["stackedImbalances", ({ isStacked }) => isStacked],
					] as const satisfies readonly [ColumnName, (one: Imbalance) => boolean][]
				).map(([name, isOne]) => ({ kind: "count" as const, name, at: counted(isOne) }))),
	];
}

/** One of several profiles that are compared. */
export interface ComparedProfile {
	readonly name: string;
	readonly model: ProfileModel;
	readonly unit: string | undefined;
}

/** How far two doubles of one price may lie apart: a few units in the last place (definitions D2). */
const inexactness = (price: number) => 4 * Number.EPSILON * Math.abs(price);

/**
 * Every price of several profiles, the highest first, with the volume that each has there. Prices that are one but for the last
 * bits of their doubles have one row.
 */
export function comparedProfilesTable(profiles: readonly ComparedProfile[]): DataTable {
	const all = Float64Array.from(profiles.flatMap(({ model }) => [...model.rows.prices])).sort();
	const prices = all.filter((price, i) => !(price - (all[i - 1] ?? NaN) <= inexactness(price)));
	const top = prices.length - 1;
	const decimals = Math.max(...profiles.map(({ model }) => model.priceDecimals));
	return {
		columns: [
			priceColumn("price", (row) => prices[top - row], decimals),
			...profiles.map(({ name, model, unit }): DataColumn => {
				const { prices: own } = model.rows;
				const { volumeDecimals } = model;
				const at = (row: number) => {
					const price = prices[top - row];
					const index = lowerBound(own, price);
					return own[index] - price <= inexactness(own[index]) ? volumeAt(model.rows, index) : NaN;
				};
				const form = { priceDecimals: decimals, volumeDecimals, unit, isSum: true };
				return { ...sumColumn("total", at, form), of: name };
			}),
		],
		count: prices.length,
	};
}

const WINNERS = { above: "above", below: "below", jump: "jump" } as const;

/** How the value area grew: the POC row, then which side won each comparison. */
export function explanationTable(
	{ start, steps, total }: ValueAreaExplanation,
	{ priceDecimals, volumeDecimals }: ProfileModel,
	unit: string | undefined,
): DataTable {
	const form = { priceDecimals, volumeDecimals, unit, isSum: true };
	// In the first row, the POC, there is nothing to compare; later an empty sum means that its side has run
	// out of rows.
	const exhausted = (row: number) => (row === 0 ? undefined : ("none" as const));
	const word = (row: number): CellWord => (row === 0 ? "start" : WINNERS[steps[row - 1].winner]);
	return {
		columns: [
			{ kind: "word", name: "step", at: (row) => (row === 0 ? "poc" : row) },
			{ ...sumColumn("sumAbove", (row) => steps[row - 1]?.above ?? NaN, form), gapAt: exhausted },
			{ ...sumColumn("sumBelow", (row) => steps[row - 1]?.below ?? NaN, form), gapAt: exhausted },
			{ kind: "word", name: "winner", at: word },
			sumColumn("captured", (row) => steps[row - 1]?.captured ?? start.volume, form),
			shareColumn((row) => steps[row - 1]?.capturedPercent ?? (start.volume / total) * 100),
			priceColumn("val", (row) => steps[row - 1]?.low ?? start.price, priceDecimals),
			priceColumn("vah", (row) => steps[row - 1]?.high ?? start.price, priceDecimals),
		],
		count: steps.length + 1,
	};
}

/** All delivered rows of a series, interval by interval, prices ascending. */
export function seriesTable(series: VolumeProfileSeries, unit: string | undefined): DataTable {
	const { times, offsets, prices, buy, sell } = series;
	let interval = 0;
	const intervalOf = (row: number): number => {
		if (row < offsets[interval]) interval = 0;
		while (row >= offsets[interval + 1]) interval++;
		return interval;
	};
	const form = { priceDecimals: 0, volumeDecimals: 0, unit, isSum: false };
	return {
		columns: [
			{ kind: "time", name: "start", at: (row) => times[intervalOf(row)] },
			priceColumn("price", (row) => prices[row], 0),
			sideColumn("buy", (row) => buy[row], form),
			sideColumn("sell", (row) => sell[row], form),
			...unknownColumns(series, (row) => row, form),
		],
		count: prices.length,
	};
}
