import { epochMs, MINUTE_MS } from "../../core/time";
import { type Grid, gridOf } from "../../core/trades/grid";
import type { TradesPlan } from "../../core/trades/plan";
import type { TableLayout } from "../../core/trades/table/tableLayout";
import type { PlanRow } from "../planSums";
import type { TextColumns } from "./answer";
import { type MinuteRow, minuteStatement, readMinutes } from "./minuteStatement";
import type { MinuteView } from "./minuteViews";
import type { ClickHouseServer, QueryOptions } from "./server";
import { chql, joined, raw, type Statement } from "./statement";
import type { Table } from "./table";
import { tableNumbers } from "./tableFacts";
import { fromTable, rowsWhere, tableStatement } from "./tableStatement";
import { TableGroups } from "./tableGroups";

/** What was asked of a view. */
export interface AskedOfView {
	readonly plan: TradesPlan;
	readonly server: ClickHouseServer;
	readonly table: Table;
	readonly layout: TableLayout;
	readonly view: MinuteView;
	readonly grid: Grid;
	/** Where the last whole minute ends. */
	readonly end: number;
}

/** So many stretches of a range are counted one by one. */
const STRETCHES = 16;
/** So many minutes of a range are added up anew. */
const SAMPLES = 16;

/**
 * Whether a view holds the trades of its table, found out without reading them all: both have as many in each stretch of
 * the range, and some minutes are the same to the last digit. Gives the statements that were run; `undefined` where they
 * differ. Rejects with `ProviderError`.
 *
 * @param groups what the view answered
 */
export async function holdsTheSame(
	asked: AskedOfView,
	groups: readonly MinuteRow[],
	options: QueryOptions,
): Promise<readonly Statement[] | undefined> {
	const { server } = asked;
	const stretches = stretchesOf(asked);
	const samples = samplesOf(asked, groups);
	if (samples === undefined) return undefined;
	const [counted, ofView, ofTable] = await Promise.all(
		[stretches, samples.ofView, samples.ofTable].map(({ statement }) =>
			server.query(statement, options),
		),
	);
	if (counted === undefined || ofView === undefined || ofTable === undefined) return undefined;
	const sums = samples.ofView.read(ofView);
	return stretches.agree(counted, groups) &&
		sums !== undefined &&
		sums === samples.ofTable.read(ofTable)
		? [stretches.statement, samples.ofView.statement, samples.ofTable.statement]
		: undefined;
}

interface Stretches {
	readonly statement: Statement;
	/** Whether the table has as many rows in each stretch as groups have trades. */
	readonly agree: (counted: TextColumns, groups: readonly PlanRow[]) => boolean;
}

/**
 * Counts the rows of a table in stretches of whole intervals. By the sorting key alone a count is nearly free; in
 * stretches, what is missing in one cannot be made up for by what another has twice.
 */
function stretchesOf({ plan, server, table, layout, grid, end }: AskedOfView): Stretches {
	const { first, interval, count } = grid;
	const length = Math.ceil(count / STRETCHES);
	const starts = Array.from({ length: Math.ceil(count / length) }, (_, at) => at * length).filter(
		(start) => first + start * interval < end,
	);
	const counts = starts.map((start, at) => {
		const from = first + start * interval;
		const range = { from, to: Math.min(from + length * interval, end) };
		const where = rowsWhere(table, layout, plan.symbol, range, server.dialect) ?? raw("0");
		return chql`SELECT toString(${at}), toString(count()) FROM ${fromTable(table, layout)} WHERE ${where}`;
	});
	return {
		statement: joined(counts, " UNION ALL "),
		agree: ({ columns, rows }, groups) => {
			const found = new Map<number, bigint>();
			for (const { interval: own, others } of groups) {
				const stretch = Math.floor(own / length);
				found.set(stretch, (found.get(stretch) ?? 0n) + (others[0] ?? 0n));
			}
			const [stretches = [], numbers = []] = columns;
			return (
				rows === starts.length &&
				stretches.every(
					(stretch, at) => BigInt(numbers[at] ?? -1) === (found.get(Number(stretch)) ?? 0n),
				)
			);
		},
	};
}

interface Sample {
	readonly statement: Statement;
	/** The sums in a form that can be compared; `undefined` where they are not exact. */
	readonly read: (answer: TextColumns) => string | undefined;
}

/**
 * Some minutes, evenly spread over what traded, from the view and from the table: in each the view says that it has
 * trades. Where it has none at all it is any minute.
 */
function samplesOf(
	{ plan, server, table, layout, view, grid, end }: AskedOfView,
	groups: readonly MinuteRow[],
): { readonly ofView: Sample; readonly ofTable: Sample } | undefined {
	const { dialect } = server;
	const chosen = new Set(
		Array.from({ length: SAMPLES }, (_, at) => {
			const group = groups[Math.floor(((2 * at + 1) * groups.length) / (2 * SAMPLES))];
			return group?.busiest ?? grid.first;
		}),
	);
	const starts = [...chosen].sort((a, b) => a - b);
	const byMinute: TradesPlan = {
		...plan,
		interval: MINUTE_MS,
		range: { from: epochMs(grid.first), to: epochMs(end) },
		until: epochMs(end),
	};
	const ofView = minuteStatement(byMinute, view, layout, gridOf(byMinute), end, starts);
	const wheres = starts.flatMap((from) => {
		const range = { from, to: from + MINUTE_MS };
		const where = rowsWhere(table, layout, plan.symbol, range, dialect);
		return where === undefined ? [] : [chql`(${where})`];
	});
	const numbers = tableNumbers(server, table, layout, {});
	if (ofView === undefined || wheres.length === 0 || numbers === undefined) return undefined;
	const made = tableStatement(
		byMinute,
		table,
		layout,
		{ ...numbers, hasWideSums: true, hasWideOrder: true, usesIds: plan.kind === "vwap" },
		joined(wheres, " OR "),
		dialect,
	);
	const form = (rows: readonly PlanRow[]) =>
		rows
			.map(({ interval, key, sums, others }) => {
				// Of a profile the view has no first and last prices.
				const compared = plan.kind === "vwap" ? others : others.slice(0, 1);
				return [interval, key, ...sums, ...compared].join(" ");
			})
			.join("\n");
	return {
		ofView: {
			statement: ofView,
			read: (answer) => {
				const rows = readMinutes(plan, answer);
				return rows && form(rows);
			},
		},
		ofTable: {
			statement: made.statement,
			read: (answer) => form(new TableGroups(answer, made).rows()),
		},
	};
}
