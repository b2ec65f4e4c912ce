import { at } from "../../core/at";
import { type Decimal, unitsAt } from "../../core/decimal";
import type { Grid } from "../../core/trades/grid";
import type { TradesPlan } from "../../core/trades/plan";
import type { PlanRow } from "../planSums";
import type { TextColumns } from "./answer";
import type { Measure, MinuteView, ViewContent } from "./minuteViews";
import { chql, joined, name, raw, type Statement } from "./statement";
import type { TableLayout } from "../../core/trades/table/tableLayout";
import { columnNamed, hasValue } from "./tableRows";
import { freeNames, fromTable } from "./tableStatement";

/** What every answer from a view is checked by. */
const GUARDS = ["count", "low", "high", "smallest", "largest"] as const;

/** Columns of a view that a plan is answered from; `undefined` where the plan cannot be answered from any. */
function measuresFor(plan: TradesPlan, { side }: TableLayout): readonly Measure[] {
	if (plan.kind === "vwap") return ["notional", "quantity", "first", "last"];
	const sides: readonly Measure[] =
		plan.unit === "USD" ? ["buyNotional", "sellNotional"] : ["buy", "sell"];
	const all = plan.unit === "USD" ? "notional" : "quantity";
	return ["row", all, ...(side.of === "nobody" ? [] : sides)];
}

/** How many rows of the view a row of the plan has; `undefined` where it is no whole number. */
function rowsOfRow(step: Decimal, { height = 0n, pricePlaces }: ViewContent, priceScale: number) {
	const own: Decimal = { units: height, places: pricePlaces + priceScale };
	const places = Math.max(step.places, own.places);
	const [wanted, found] = [unitsAt(step, places), unitsAt(own, places)];
	return found > 0n && wanted % found === 0n ? wanted / found : undefined;
}

/** Whether a view has all that a plan asks for. The interval has to be of whole minutes. */
export function answers(view: ViewContent, plan: TradesPlan, layout: TableLayout): boolean {
	if (plan.size !== undefined) return false;
	const wanted = [...GUARDS, ...measuresFor(plan, layout)];
	if (wanted.some((measure) => view.columns[measure] === undefined)) return false;
	return plan.kind === "vwap"
		? view.height === undefined
		: rowsOfRow(plan.step, view, layout.priceScale) !== undefined;
}

/**
 * The groups of a plan from a view; `undefined` where no row can be one.
 *
 * @param end where the last whole minute of the plan ends
 * @param minutes starts of the minutes that alone are asked for; none for all
 */
export function minuteStatement(
	plan: TradesPlan,
	view: MinuteView,
	layout: TableLayout,
	{ first, interval }: Grid,
	end: number,
	minutes: readonly number[] = [],
): Statement | undefined {
	const { target, columns } = view;
	const column = (measure: Measure) => chql`${name(columns[measure] ?? "")}`;
	const minute = column("minute");
	const seconds = (ms: number) => raw(`${BigInt(ms) / 1_000n}`);
	const conditions = [
		chql`${minute} >= toDateTime(${seconds(first)}) AND ${minute} < toDateTime(${seconds(end)})`,
	];
	if (minutes.length > 0) {
		const some = minutes.map((start) => chql`toDateTime(${seconds(start)})`);
		conditions.push(chql`${minute} IN (${joined(some, ", ")})`);
	}
	if (columns.symbol !== undefined && layout.columns.symbol !== undefined) {
		const isSymbol = hasValue(columnNamed(target, columns.symbol), plan.symbol);
		if (isSymbol === undefined) return undefined;
		conditions.push(isSymbol);
	}
	const free = freeNames(target);
	const [key, row] = [free("k"), free("r")];
	const keys = [
		chql`intDiv(toInt64(toUnixTimestamp(${minute})) - ${seconds(first)}, ${seconds(interval)}) AS ${key}`,
		plan.kind === "vwap"
			? chql`0 AS ${row}`
			: chql`intDiv(${column("row")}, ${raw(`${rowsOfRow(plan.step, view, layout.priceScale) ?? 1n}`)}) AS ${row}`,
	];
	const sum = (measure: Measure) => chql`reinterpretAsInt128(sum(${column(measure)}))`;
	const isUsd = plan.kind === "volumeProfile" && plan.unit === "USD";
	const sides = isUsd ? (["buyNotional", "sellNotional"] as const) : (["buy", "sell"] as const);
	const sums =
		plan.kind === "vwap"
			? [sum("notional"), sum("quantity")]
			: [
					...sides.map((side) => (layout.side.of === "nobody" ? raw("0") : sum(side))),
					sum(isUsd ? "notional" : "quantity"),
				];
	const unit = (figure: Statement) => chql`reinterpretAsInt64(${figure})`;
	const figures = [
		chql`sum(${column("count")})`,
		unit(chql`min(${column("smallest")})`),
		unit(chql`max(${column("largest")})`),
		unit(chql`min(${column("low")})`),
		unit(chql`max(${column("high")})`),
		...(plan.kind === "vwap"
			? [unit(chql`argMinMerge(${column("first")})`), unit(chql`argMaxMerge(${column("last")})`)]
			: []),
	];
	// Of what traded most in the group, to be looked at more closely.
	const busiest = chql`toUnixTimestamp(argMax(${minute}, ${column("quantity")}))`;
	const all = [key, row, ...sums, ...figures, busiest].map((figure) => chql`toString(${figure})`);
	const rows = chql`SELECT *, ${joined(keys, ", ")} FROM ${fromTable(target, { ...layout, final: false })} WHERE ${joined(conditions, " AND ")}`;
	return chql`SELECT ${joined(all, ", ")} FROM (${rows}) GROUP BY ${key}, ${row} ORDER BY ${key}, ${row}`;
}

/** What products of 128 bits add up to without wrapping. */
const MOST_128 = 2n ** 127n - 1n;

/** A group of a view, with the start of a minute in which it traded, in epoch milliseconds: of most volume. */
export interface MinuteRow extends PlanRow {
	readonly busiest: number;
}

/** Groups of a view's answer in their order; `undefined` where they are not exactly those of the trades. */
export function readMinutes(
	plan: TradesPlan,
	answer: TextColumns,
): readonly MinuteRow[] | undefined {
	const sums = plan.kind === "vwap" ? 2 : 3;
	const found = Array.from({ length: answer.rows }, (_, row) => {
		const cells = answer.columns.map((column) => BigInt(column[row] ?? 0));
		const [trades = 0n, smallest = 0n, largest = 0n, low = 0n, high = 0n, first = 0n, last = 0n] =
			cells.slice(2 + sums, -1);
		return {
			// A row that is no trade was added up with the others, and sums may have wrapped.
			isExact: smallest > 0n && low > 0n && high * largest * trades <= MOST_128,
			row: {
				interval: Number(at(cells, 0)),
				key: at(cells, 1),
				sums: cells.slice(2, 2 + sums),
				others: [trades, low, high, first, last],
				busiest: Number(cells.at(-1)) * 1_000,
			},
		};
	});
	return found.every(({ isExact }) => isExact) ? found.map(({ row }) => row) : undefined;
}
