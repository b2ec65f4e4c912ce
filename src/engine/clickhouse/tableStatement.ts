import { text } from "../../core/text";
import { gridOf } from "../../core/trades/grid";
import type { TradesPlan } from "../../core/trades/plan";
import { TAKER_BOUGHT, TAKER_SOLD } from "../../core/trades/trades";
import { roundedDown, roundedUp } from "../../core/trades/tradeSizes";
import { greatestDivisor } from "../divisors";
import type { Dialect } from "./dialect";
import { chql, joined, name, raw, type Statement } from "./statement";
import type { Table } from "./table";
import type { TableLayout } from "../../core/trades/table/tableLayout";
import { NARROW_DIGITS, NotExact, type NumberReading, WIDE_DIGITS } from "./tableNumbers";
import { columnNamed, hasValue, idReading, takerOf, timeReading } from "./tableRows";

/** A whole number as columns that are added up apart, each counting so many. */
export interface SumColumns {
	readonly columns: readonly Statement[];
	readonly weights: readonly bigint[];
}

/** A statement over a table with how its answer is read: column by column, in this order. */
export interface TableStatement {
	readonly statement: Statement;
	readonly pricePlaces: number;
	readonly sizePlaces: number;
	/** Of a profile bought, sold, all; of a VWAP notional, quantity. */
	readonly sums: readonly SumColumns[];
	/**
	 * Numbers of rows that each interval has: where interval and row are one key, `interval * rows + row`; −1 are rows that
	 * are no trades.
	 */
	readonly rows?: bigint;
	/** What stands behind keys and sums. */
	readonly figures: readonly Figure[];
	/** Most that a sum of products, and one of sizes, may hold, so that it has not wrapped; absent where all fits. */
	readonly mostProduct?: bigint;
	readonly mostSize?: bigint;
	/** Whether trades of one instant are told apart by their ids. */
	readonly isById: boolean;
	/** What tells them apart is below this, where time and it share 64 bits. */
	readonly room?: bigint;
}

/** What a group is asked beside its sums: guards, and of a VWAP its prices. */
export type Figure =
	"count" | "top" | "highest" | "largest" | "unfit" | "absent" | "low" | "first" | "last";

/** What was decided about a statement, from what is known and what an earlier one found. */
export interface Decisions {
	readonly price: NumberReading;
	readonly size: NumberReading;
	/** Whether sums are held in more bits than most need: an earlier answer may have wrapped. */
	readonly hasWideSums: boolean;
	readonly usesIds: boolean;
	/** Most digits of an id, where it is known. */
	readonly idDigits?: number;
	/** Whether what orders trades needs more than 64 bits. */
	readonly hasWideOrder: boolean;
}

/** Rows of one instrument in a range; `undefined` where no row can be one. */
export function rowsWhere(
	table: Table,
	layout: TableLayout,
	symbol: string,
	range: { readonly from: number; readonly to: number },
	dialect: Dialect,
): Statement | undefined {
	const { columns } = layout;
	const time = timeReading(columnNamed(table, columns.time), layout.timeUnit, dialect);
	const conditions = [time.within(range.from, range.to)];
	if (columns.symbol !== undefined) {
		const isSymbol = hasValue(columnNamed(table, columns.symbol), symbol);
		if (isSymbol === undefined) return undefined;
		conditions.push(isSymbol);
	}
	const isOnly = onlyWhere(table, layout);
	if (isOnly !== undefined) conditions.push(isOnly);
	return joined(conditions, " AND ");
}

/** Rows that are trades by another of their columns; `undefined` where all are. */
export function onlyWhere(table: Table, { only }: TableLayout): Statement | undefined {
	if (only === undefined) return undefined;
	const column = columnNamed(table, only.column);
	const some = only.values.flatMap((value) => hasValue(column, value) ?? []);
	return some.length === 0 ? raw("0") : chql`(${joined(some, " OR ")})`;
}

/** The table with all that is said of how it is read. */
export function fromTable(
	{ database, table }: Table,
	{ final }: Pick<TableLayout, "final">,
): Statement {
	return chql`${name(database)}.${name(table)}${raw(final === true ? " FINAL" : "")}`;
}

/** Names that no column of the table has. */
export function freeNames({ columns }: Table): (own: string) => Statement {
	let prefix = "va_";
	while (columns.some(({ name: taken }) => taken.startsWith(prefix))) prefix += "_";
	return (own) => raw(`${prefix}${own}`);
}

/**
 * One scan for a plan: groups by interval and row, rows that are no trades in a group of their own (interval −1).
 *
 * @param where from `rowsWhere`
 * @throws {NotExact} where this version cannot add them up exactly
 */
export function tableStatement(
	plan: TradesPlan,
	table: Table,
	layout: TableLayout,
	decisions: Decisions,
	where: Statement,
	dialect: Dialect,
): TableStatement {
	const { price, size } = decisions;
	const grid = gridOf(plan);
	const time = timeReading(columnNamed(table, layout.columns.time), layout.timeUnit, dialect);
	const ids = decisions.usesIds && plan.kind === "vwap" ? idReading(table, layout) : undefined;
	const free = freeNames(table);
	const t = free("t");
	const p = free("p");
	const q = free("q");
	const s = free("s");
	const i = free("i");
	const good = free("good");
	const unfit = free("unfit");
	const absent = free("absent");
	const pricePlaces = price.places + layout.priceScale;
	const sizePlaces = size.places;
	const isWide = price.isWide || size.isWide;
	const unfits = [price.isUnfit, size.isUnfit].flatMap((one) => one ?? []);
	const numbers = { p, q, price, size, isWide, dialect };
	const isProfile = plan.kind === "volumeProfile";
	const width = BigInt(grid.interval) * BigInt(time.perMs);
	const first = BigInt(grid.first) * BigInt(time.perMs);
	const key = isProfile ? rowKey(plan.step, pricePlaces, numbers) : undefined;
	const interval = chql`intDiv(${t} - ${raw(`${first}`)}, ${raw(`${width}`)})`;
	const isOneKey = key === undefined || BigInt(grid.count) * key.most < MOST_64;
	const keys = isOneKey
		? [key === undefined ? interval : chql`${interval} * ${raw(`${key.most}`)} + ${key.row}`]
		: [interval, key.row];
	const names = keys.map((_, index) => free(`k${index}`));

	const isSumOfProducts = !isProfile || plan.unit === "USD";
	const products = productSum(numbers, decisions.hasWideSums);
	const sizeSums = sizeSum(numbers, decisions.hasWideSums);
	const added = (summed: SumColumns, filter?: Statement): SumColumns => ({
		...summed,
		columns: summed.columns.map((term) =>
			filter === undefined ? chql`sum(${term})` : chql`sumIf(${term}, ${filter})`,
		),
	});
	const volumes = isSumOfProducts ? products : sizeSums;
	const sums = isProfile
		? [
				...[TAKER_BOUGHT, TAKER_SOLD].map((taker) => added(volumes, chql`${s} = ${taker}`)),
				added(volumes),
			]
		: [added(products), added(sizeSums)];

	// In one number, which is compared much faster than a tuple; without ids the lowest price opens, the highest closes.
	const order = orderOf(
		{
			time: chql`(${t} - ${raw(`${first}`)})`,
			width,
			second: ids === undefined ? p : i,
			isWide,
			isPair: ids?.isWide === true,
		},
		ids === undefined ? price.digits : decisions.idDigits,
		decisions.hasWideOrder,
		dialect,
	);
	const figures: readonly (readonly [Figure, Statement])[] = [
		["count", raw("count()")],
		["largest", chql`max(${q})`],
		["highest", chql`max(${p})`],
		...(unfits.length > 0 ? [["unfit", chql`max(${unfit})`] as const] : []),
		...(ids?.isAbsent === undefined ? [] : [["absent", chql`max(${absent})`] as const]),
		...(isProfile
			? []
			: [
					["low", chql`min(${p})`] as const,
					// Below zero is beyond all room.
					...(ids === undefined || order.room === undefined
						? []
						: [["top", chql`max(toUInt64(${i}))`] as const]),
					["first", chql`argMin(${p}, ${order.key})`] as const,
					["last", chql`argMax(${p}, ${order.key})`] as const,
				]),
	];

	const columns: readonly Statement[] = [
		chql`${time.ticks} AS ${t}`,
		chql`${price.units} AS ${p}`,
		chql`${size.units} AS ${q}`,
		chql`(${price.isGood} AND ${size.isGood}) AS ${good}`,
		...(isProfile ? [chql`${takerOf(table, layout, size.isNegative, dialect)} AS ${s}`] : []),
		...(unfits.length > 0 ? [chql`(${good} AND (${joined(unfits, " OR ")})) AS ${unfit}`] : []),
		...(ids === undefined ? [] : [chql`${ids.id} AS ${i}`]),
		...(ids?.isAbsent === undefined ? [] : [chql`${ids.isAbsent} AS ${absent}`]),
	];
	const sizes = sizeConditions(plan, pricePlaces, numbers);
	// What is no trade is counted, and what does not fit is told of, whatever size it seems to have.
	const always = unfits.length > 0 ? chql`NOT ${good} OR ${unfit}` : chql`NOT ${good}`;
	const counted =
		sizes.length === 0 ? raw("") : chql` AND (${always} OR (${joined(sizes, " AND ")}))`;
	const keyed = keys.map((one, index) => chql`if(${good}, ${one}, -1) AS ${names[index] ?? t}`);
	// One level: what stands below another would send every row of a shard to the server that was asked.
	const read = joined([...columns, ...keyed], ", ");
	const all = [
		...names,
		...sums.flatMap((sum) => sum.columns),
		...figures.map(([, figure]) => figure),
	].map((figure) => chql`toString(${figure})`);
	const by = joined(names, ", ");
	return {
		statement: chql`WITH ${read} SELECT ${joined(all, ", ")} FROM ${fromTable(table, layout)} WHERE ${where}${counted} GROUP BY ${by} ORDER BY ${by}`,
		pricePlaces,
		sizePlaces,
		sums,
		...(isOneKey && { rows: key?.most ?? 1n }),
		figures: figures.map(([figure]) => figure),
		...(isSumOfProducts && products.most !== undefined && { mostProduct: products.most }),
		...((!isProfile || !isSumOfProducts) &&
			sizeSums.most !== undefined && { mostSize: sizeSums.most }),
		isById: ids !== undefined,
		...(order.room !== undefined && { room: order.room }),
	};
}

/** What orders the trades of an interval. */
interface Order {
	readonly time: Statement;
	/** Ticks of time in an interval. */
	readonly width: bigint;
	/** What tells trades of one instant apart: ids, or prices. */
	readonly second: Statement;
	readonly isWide: boolean;
	/** Whether no number has room for both. */
	readonly isPair: boolean;
}

/**
 * One number that orders the trades of an interval: in 64 bits where there is room, which is compared fastest. A guard
 * says whether there was.
 *
 * @param digits most digits of what comes second, where they are known
 */
function orderOf(
	{ time, width, second, isWide, isPair }: Order,
	digits: number | undefined,
	hasWideOrder: boolean,
	dialect: Dialect,
): { readonly key: Statement; readonly room?: bigint } {
	const room = 2n ** BigInt(Math.max(63 - width.toString(2).length, 0));
	if (isPair) return { key: chql`(${time}, ${second})` };
	const isKnownToFit = digits === undefined || 10n ** BigInt(digits) <= room;
	if (!hasWideOrder && !isWide && isKnownToFit) {
		// A remainder has as many bits as the divisor: too few of them with a sign, in an old version.
		const inside = chql`${time} % ${raw(`toInt64(${width})`)}`;
		return { key: chql`(${inside} * ${raw(`${room}`)} + toInt64(${second}))`, room };
	}
	if (!dialect.hasWideNumbers) return { key: chql`(${time}, ${second})` };
	// Ids have 64 bits, prices as many digits as they have.
	const bits = isWide ? 256 : 128;
	const place = raw(`toInt${bits}('${isWide ? 10n ** 39n : 2n ** 64n}')`);
	return { key: chql`(toInt${bits}(${time}) * ${place} + ${second})` };
}

interface Numbers {
	readonly p: Statement;
	readonly q: Statement;
	readonly price: NumberReading;
	readonly size: NumberReading;
	readonly isWide: boolean;
	readonly dialect: Dialect;
}

/** What whole numbers of so many bits hold, with a sign. */
const MOST_64 = 2n ** 63n - 1n;
const MOST_128 = 2n ** 127n - 1n;
const MOST_256 = 2n ** 255n - 1n;
const LIMB = 1_000_000_000n;
const limb = raw(`${LIMB}`);

/** A number of up to 18 digits in two halves: sums of either fit 64 bits, and print as they should in every version. */
const halved = (value: Statement) => ({
	high: chql`intDiv(${value}, ${limb})`,
	low: chql`(${value} % toInt64(${limb}))`,
});
const halves = (value: Statement) => Object.values(halved(value));

type Summed = SumColumns & { readonly most?: bigint };

function sizeSum({ q, isWide, dialect }: Numbers, hasWideSums: boolean): Summed {
	if (!isWide && !hasWideSums) return { columns: [q], weights: [1n], most: MOST_64 };
	if (!dialect.hasWideNumbers) {
		return { columns: halves(q), weights: [LIMB, 1n] };
	}
	return { columns: [chql`toInt${isWide ? 256 : 128}(${q})`], weights: [1n] };
}

function productSum({ p, q, isWide, dialect }: Numbers, hasWideSums: boolean): Summed {
	if (!dialect.hasWideNumbers) {
		const [price, size] = [halved(p), halved(q)];
		const terms = [
			chql`(${price.high} * ${size.high})`,
			chql`(${price.high} * ${size.low} + ${price.low} * ${size.high})`,
			chql`(${price.low} * ${size.low})`,
		];
		return {
			columns: terms.flatMap(halves),
			weights: [LIMB ** 3n, LIMB ** 2n, LIMB ** 2n, LIMB, LIMB, 1n],
		};
	}
	if (isWide || hasWideSums) {
		const columns = [chql`(toInt256(${p}) * toInt256(${q}))`];
		return { columns, weights: [1n], most: MOST_256 };
	}
	return { columns: [chql`(toInt128(${p}) * ${q})`], weights: [1n], most: MOST_128 };
}

/** The number of a price's row, a whole quotient of units whatever the decimals of either, and how many there can be. */
function rowKey(
	step: { readonly units: bigint; readonly places: number },
	pricePlaces: number,
	{ p, price, isWide, dialect }: Numbers,
): { readonly row: Statement; readonly most: bigint } {
	const common = Math.max(step.places, pricePlaces);
	const factor = 10n ** BigInt(common - pricePlaces);
	const height = step.units * 10n ** BigInt(common - step.places);
	const shared = greatestDivisor(factor, height);
	const [by, over] = [factor / shared, height / shared];
	const digits = price.digits + by.toString().length - 1;
	// A step above every price has one row.
	if (over.toString().length > digits) return { row: raw("0"), most: 1n };
	const most = (10n ** BigInt(price.digits) * by) / over + 1n;
	if (digits <= NARROW_DIGITS && !isWide) {
		const scaled = by === 1n ? p : chql`${p} * ${raw(`${by}`)}`;
		return { row: chql`intDiv(${scaled}, ${raw(`${over}`)})`, most };
	}
	if (!dialect.hasWideNumbers) {
		throw new NotExact((server) =>
			text(
				"{0} is of version {1}, which cannot tell rows of this height exactly. Choose a height with fewer decimals.",
				server,
				dialect.version,
			),
		);
	}
	const row = chql`intDiv(toInt256(${p}) * toInt256('${raw(`${by}`)}'), toInt256('${raw(`${over}`)}'))`;
	return { row, most };
}

function sizeConditions(
	{ size: bounds }: TradesPlan,
	pricePlaces: number,
	{ p, q, price, size, isWide, dialect }: Numbers,
): readonly Statement[] {
	if (bounds === undefined) return [];
	const isNotional = bounds.in === "notional";
	const places = size.places + (isNotional ? pricePlaces : 0);
	// What was found out of other rows bounds none of these.
	const room = (of: NumberReading) => (of.isWide ? WIDE_DIGITS : NARROW_DIGITS);
	const digits = room(size) + (isNotional ? room(price) : 0);
	const conditions: Statement[] = [];
	const compare = (operator: string, units: bigint) => {
		// A bound that no size can reach holds for all of them, or for none.
		if (units.toString().length > digits) {
			conditions.push(raw(operator === "<=" ? "1" : "0"));
			return;
		}
		conditions.push(chql`${counted()} ${raw(operator)} ${bound(units)}`);
	};
	const isSmall = !isNotional && !isWide;
	const counted = (): Statement => {
		if (isSmall) return q;
		if (!dialect.hasWideNumbers) {
			return chql`toDecimal128(${p}, 0) * toDecimal128(${q}, 0)`;
		}
		return isNotional ? chql`toInt256(${p}) * toInt256(${q})` : chql`toInt256(${q})`;
	};
	const bound = (units: bigint): Statement => {
		if (isSmall) return raw(`toInt64('${units}')`);
		return raw(dialect.hasWideNumbers ? `toInt256('${units}')` : `toDecimal128('${units}', 0)`);
	};
	if (bounds.min !== undefined) compare(">=", roundedUp(bounds.min, places));
	if (bounds.max !== undefined) compare("<=", roundedDown(bounds.max, places));
	return conditions;
}
