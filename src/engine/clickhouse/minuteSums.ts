import { at } from "../../core/at";
import { isProviderError } from "../../core/errors/errors";
import { durationMs, epochMs, MINUTE_MS } from "../../core/time";
import { type Grid, gridOf, intervalStart } from "../../core/trades/grid";
import type { ProfileSums, TradesPlan, TradesSums, VwapSums } from "../../core/trades/plan";
import type { SumOptions } from "../../core/trades/source";
import { sumsOf } from "../planSums";
import { holdsTheSame } from "./minuteCheck";
import { answers, minuteStatement, readMinutes } from "./minuteStatement";
import { findMinuteView, type MinuteView, type ViewContent } from "./minuteViews";
import type { ClickHouseServer, QueryOptions } from "./server";
import { filledIn } from "./statement";
import { type Table, wholenessOf } from "./table";
import type { TableFacts } from "../../core/trades/table/tableFacts";
import type { TableLayout } from "../../core/trades/table/tableLayout";
import { NotExact } from "./tableNumbers";
import { sumTable, type TableSums } from "./tableSums";

/** Sums of a plan, with the view that they are from where it was not the table itself. */
export type MinuteSums = TableSums & { readonly view?: MinuteView };

/** The last second that a view's minutes hold. */
const LAST_MS = 4_294_967_295_000;

/**
 * Adds up the trades of a plan from a per-minute view of the table where that gives exactly the same, else from the
 * table: the view adds up what the layout says, its minutes make whole intervals, and it has as many trades as the table.
 * A minute in progress is added up from the table.
 *
 * Rejects as {@link sumTable}.
 */
export async function sumTableOrView(
	plan: TradesPlan,
	server: ClickHouseServer,
	table: Table,
	layout: TableLayout,
	options: SumOptions,
	known: TableFacts = {},
): Promise<MinuteSums> {
	const whole = wholeMinutes(plan);
	if (whole !== undefined) {
		const found = await fromView({ plan, server, table, layout, options, known }, whole);
		if (found !== undefined) return found;
	}
	return sumTable(plan, server, table, layout, options, known);
}

/** The stretch of whole minutes that a plan has; `undefined` where its intervals have none. */
function wholeMinutes(plan: TradesPlan): { readonly grid: Grid; readonly end: number } | undefined {
	const grid = gridOf(plan);
	const end = Math.floor(grid.end / MINUTE_MS) * MINUTE_MS;
	const hasWhole = plan.size === undefined && plan.interval % MINUTE_MS === 0 && end > grid.first;
	return hasWhole && grid.first >= 0 && end <= LAST_MS ? { grid, end } : undefined;
}

interface Asked {
	readonly plan: TradesPlan;
	readonly server: ClickHouseServer;
	readonly table: Table;
	readonly layout: TableLayout;
	readonly options: SumOptions;
	readonly known: TableFacts;
}

/** What would befall the table as well; whatever else goes wrong with a view, the table may answer. */
const OF_THE_TABLE: readonly string[] = ["cancelled", "timeout"];

async function fromView(
	asked: Asked,
	whole: { readonly grid: Grid; readonly end: number },
): Promise<MinuteSums | undefined> {
	const { plan, server, table, layout, options } = asked;
	try {
		const isWanted = (one: ViewContent) => answers(one, plan, layout);
		const view = await findMinuteView(server, table, layout, isWanted, options.signal);
		return view && (await sumView(asked, view, whole));
	} catch (error) {
		// What cannot be read the table refuses in words.
		if (error instanceof NotExact) return undefined;
		if (isProviderError(error) && !OF_THE_TABLE.includes(error.kind)) return undefined;
		throw error;
	}
}

async function sumView(
	{ plan, server, table, layout, options, known }: Asked,
	view: MinuteView,
	{ grid, end }: { readonly grid: Grid; readonly end: number },
): Promise<MinuteSums | undefined> {
	const { signal } = options;
	// It is soon done: progress is that of the table, where that has to answer after all.
	const query: QueryOptions = {
		signal,
		wholeness: wholenessOf(table),
	};
	const statement = minuteStatement(plan, view, layout, grid, end);
	if (statement === undefined) return undefined;
	const groups = readMinutes(plan, await server.query(statement, query));
	if (groups === undefined) return undefined;
	const checked = await holdsTheSame({ plan, server, table, layout, view, grid, end }, groups, {
		signal,
		wholeness: query.wholeness,
	});
	if (checked === undefined) return undefined;
	const scale = {
		pricePlaces: view.pricePlaces + layout.priceScale,
		sizePlaces: view.sizePlaces,
	};
	const sums = sumsOf(plan, { rows: groups, key: Number, scale }, undefined);
	const sql = [statement, ...checked].map(filledIn).join(";\n");
	const shared = { ties: "id", facts: known, width: "usual", view } as const;
	if (end >= grid.end) return { ...sums, ...shared, sql, leftOut: 0 };
	// Of the minute in progress the view may have trades that the plan says have not happened yet.
	const rest: TradesPlan = {
		...plan,
		interval: durationMs(MINUTE_MS),
		range: { from: epochMs(end), to: epochMs(grid.end) },
		until: epochMs(grid.end),
	};
	const last = await sumTable(rest, server, table, layout, { signal }, known);
	const start = intervalStart(grid, Math.floor((end - grid.first) / grid.interval));
	return {
		...joinedSums(sums, last, start),
		...shared,
		sql: last.sql === "" ? sql : `${sql};\n${last.sql}`,
		leftOut: last.leftOut,
		facts: last.facts,
		width: last.width,
	};
}

/** Adds the one interval of `more`, if it has any, to the interval that starts at `start`, the last of a grid. */
function joinedSums(sums: TradesSums, more: TradesSums, start: number): TradesSums {
	if (more.starts.length === 0) return sums;
	return "rows" in sums
		? joinedProfile(sums, more as ProfileSums, start)
		: joinedVwap(sums, more as VwapSums, start);
}

function joinedProfile(sums: ProfileSums, more: ProfileSums, start: number): ProfileSums {
	const isNew = sums.starts.at(-1) !== start;
	const kept = isNew ? sums.rows.length : at(sums.offsets, sums.offsets.length - 2);
	const rows = new Map<number, [buy: bigint, sell: bigint, unknown: bigint]>();
	const add = (of: ProfileSums, from: number) => {
		for (let row = from; row < of.rows.length; row++) {
			const [buy, sell, unknown] = rows.get(at(of.rows, row)) ?? [0n, 0n, 0n];
			rows.set(at(of.rows, row), [
				buy + at(of.buy, row),
				sell + at(of.sell, row),
				unknown + at(of.unknown, row),
			]);
		}
	};
	add(sums, kept);
	add(more, 0);
	const last = [...rows].sort(([a], [b]) => a - b);
	const column = (of: readonly bigint[], which: 0 | 1 | 2) => [
		...of.slice(0, kept),
		...last.map(([, volumes]) => volumes[which]),
	];
	const offsets = isNew ? sums.offsets : sums.offsets.slice(0, -1);
	return {
		...sums,
		starts: isNew ? Float64Array.from([...sums.starts, start]) : sums.starts,
		offsets: Uint32Array.from([...offsets, kept + last.length]),
		rows: Float64Array.from([...sums.rows.slice(0, kept), ...last.map(([row]) => row)]),
		buy: column(sums.buy, 0),
		sell: column(sums.sell, 1),
		unknown: column(sums.unknown, 2),
	};
}

function joinedVwap(sums: VwapSums, more: VwapSums, start: number): VwapSums {
	const isNew = sums.starts.at(-1) !== start;
	const kept = isNew ? sums.starts.length : sums.starts.length - 1;
	const numbers = (
		of: Float64Array,
		join: (earlier: number, later: number) => number,
		later: Float64Array,
	) =>
		Float64Array.from({ length: kept + 1 }, (_, index) => {
			if (index < kept) return at(of, index);
			return isNew ? at(later, 0) : join(at(of, index), at(later, 0));
		});
	const total = (of: readonly bigint[], later: readonly bigint[]) => [
		...of.slice(0, kept),
		at(later, 0) + (isNew ? 0n : at(of, kept)),
	];
	return {
		...sums,
		starts: isNew ? Float64Array.from([...sums.starts, start]) : sums.starts,
		notional: total(sums.notional, more.notional),
		quantity: total(sums.quantity, more.quantity),
		count: numbers(sums.count, (a, b) => a + b, more.count),
		low: numbers(sums.low, Math.min, more.low),
		high: numbers(sums.high, Math.max, more.high),
		open: numbers(sums.open, (open) => open, more.open),
		close: numbers(sums.close, (_, close) => close, more.close),
	};
}
