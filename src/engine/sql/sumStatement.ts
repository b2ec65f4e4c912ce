import { at } from "../../core/at";
import { type Decimal, unitsAt } from "../../core/decimal";
import type { TimeRange } from "../../core/result/series";
import { type Grid, gridOf } from "../../core/trades/grid";
import type { TradesPlan } from "../../core/trades/plan";
import { TAKER_BOUGHT, TAKER_SOLD } from "../../core/trades/trades";
import { roundedDown, roundedUp } from "../../core/trades/tradeSizes";
import { CHEAP_DIGITS, limbsOf, MOST_DIGITS, productOf } from "./numbers";
import { filledIn, join, raw, type Sql, sql } from "./sql";

const MICROS = 1_000n;

/** The scale that prices and sizes are added up on, and how many digits they have on it. */
export interface SumScale {
	readonly pricePlaces: number;
	readonly sizePlaces: number;
	readonly priceDigits: number;
	readonly sizeDigits: number;
	/** Digits of the number of trades. */
	readonly countDigits: number;
}

/**
 * How numbers are held: decimals of 18 digits, their units as whole numbers of 18 digits, or as whole numbers of up
 * to 38.
 */
export type NumberForm = "decimal" | "whole" | "wide";

/** What units of so many digits are, where they are held as whole numbers. */
const WHOLE_TYPE = { whole: "BIGINT", wide: "HUGEINT" } as const;

/** Whether a product has no more digits than a cheap decimal, on its scale too. */
function isCheapProduct({ pricePlaces, sizePlaces, priceDigits, sizeDigits }: SumScale): boolean {
	return priceDigits + sizeDigits <= CHEAP_DIGITS && pricePlaces + sizePlaces <= CHEAP_DIGITS;
}

/** The cheapest form that holds every digit of prices, sizes and, where they are asked for, sums of products. */
export function formOf(scale: SumScale, hasProducts: boolean): NumberForm {
	const { pricePlaces, sizePlaces, priceDigits, sizeDigits, countDigits } = scale;
	if (Math.max(priceDigits, sizeDigits, pricePlaces, sizePlaces) > CHEAP_DIGITS) return "wide";
	const fits =
		isCheapProduct(scale) ||
		Math.max(priceDigits + sizeDigits + countDigits, pricePlaces + sizePlaces) <= MOST_DIGITS;
	return fits || !hasProducts ? "decimal" : "wide";
}

/** A figure over trades that can be made from figures over groups of them just as well. */
interface Aggregate {
	readonly ofTrades: Sql;
	/** What is made of each group. */
	readonly parts: readonly Sql[];
	/** The figure, from the names of the parts. Groups are of one taker each, `s`. */
	readonly ofParts: (...parts: readonly Sql[]) => Sql;
}

/** A sum as columns: what each counts in powers of the limbs, one column where it is whole. */
interface SumColumns {
	readonly columns: readonly Aggregate[];
}

/** What one plan asks for, as SQL over rows with `t`, `p`, `q`, `s`, `n` and what orders trades of one instant. */
export interface PlanColumns {
	readonly plan: TradesPlan;
	readonly grid: Grid;
	/** Whether a row counts. */
	readonly counts: Sql;
	/** Number of the interval, and of the row where there are rows: groups. */
	readonly keys: readonly Sql[];
	/** Sums in this order: of a profile bought, sold, all; of a VWAP notional, quantity. */
	readonly sums: readonly SumColumns[];
	/** What else is asked: of a VWAP count, lowest, highest, first and last. */
	readonly others: readonly Aggregate[];
}

/** What tells the first and the last of trades: an order of their own, or times, which need a second look. */
export type TradeOrder = "id" | "timeAndId" | "time";

/** @param span where all trades that are read lie, epoch milliseconds, its end outside */
export function planColumns(
	plan: TradesPlan,
	scale: SumScale,
	form: NumberForm,
	order: TradeOrder,
	span: TimeRange,
): PlanColumns {
	const grid = gridOf(plan);
	const [from, to] = [BigInt(grid.first) * MICROS, BigInt(grid.end) * MICROS];
	const isInside = span.from >= grid.first && span.to <= grid.end;
	const inRange = isInside ? raw("true") : sql`t >= ${raw(`${from}`)} AND t < ${raw(`${to}`)}`;
	const sizes = sizeConditions(plan, scale, form);
	const bucket = sql`(t - ${raw(`${from}`)}) // ${raw(`${BigInt(grid.interval) * MICROS}`)}`;
	const common = { plan, grid, counts: join([inRange, ...sizes], " AND ") };
	if (plan.kind === "volumeProfile") {
		const weight = plan.unit === "USD" ? productTerms(scale, form) : sizeTerms(form);
		const side = (taker: number) => sumsOf(weight, sql` FILTER (s = ${taker})`);
		return {
			...common,
			keys: [bucket, rowKey(plan.step, scale, form)],
			sums: [side(TAKER_BOUGHT), side(TAKER_SOLD), sumsOf(weight, raw(""))],
			others: [],
		};
	}
	const key = { id: raw("i"), timeAndId: raw("(t, i)"), time: raw("t") }[order];
	const times = order === "time" ? [same("min", raw("t")), same("max", raw("t"))] : [];
	return {
		...common,
		keys: [bucket],
		sums: [sumsOf(productTerms(scale, form), raw("")), sumsOf(sizeTerms(form), raw(""))],
		others: [
			aggregate([raw("sum(n)")], (counts) => sql`sum(${counts})::BIGINT`, raw("sum(n)::BIGINT")),
			same("min", raw("p")),
			same("max", raw("p")),
			atEnd("min", key),
			atEnd("max", key),
			...times,
		],
	};
}

function aggregate(
	parts: readonly Sql[],
	ofParts: (...parts: readonly Sql[]) => Sql,
	ofTrades: Sql,
): Aggregate {
	return { parts, ofParts, ofTrades };
}

/** The least or the greatest of values. */
function same(which: "min" | "max", value: Sql): Aggregate {
	const of = (values: Sql) => sql`${raw(which)}(${values})`;
	return aggregate([of(value)], of, of(value));
}

/** The price at the least or the greatest key. */
function atEnd(which: "min" | "max", key: Sql): Aggregate {
	const price = (prices: Sql, keys: Sql) => sql`arg_${raw(which)}(${prices}, ${keys})`;
	const own = price(raw("p"), key);
	return aggregate([own, sql`${raw(which)}(${key})`], price, own);
}

function sumsOf(terms: readonly Sql[], filter: Sql): SumColumns {
	const sum = (term: Sql) => sql`coalesce(sum(${term})${filter}, 0)`;
	return { columns: terms.map((term) => aggregate([sql`sum(${term})`], sum, sum(term))) };
}

function sizeTerms(form: NumberForm): readonly Sql[] {
	return form === "wide" ? limbsOf(raw("q")) : [raw("q")];
}

/** Price times size, in as few columns as hold every digit of its sum. */
function productTerms(scale: SumScale, form: NumberForm): readonly Sql[] {
	if (form === "wide") return productOf(limbsOf(raw("p")), limbsOf(raw("q")));
	if (isCheapProduct(scale)) return [raw("p * q")];
	return [raw(form === "whole" ? "p::HUGEINT * q" : `p::DECIMAL(38,${scale.pricePlaces}) * q`)];
}

/** The row of a price, as its lower edge or its number. */
function rowKey(step: Decimal, { pricePlaces }: SumScale, form: NumberForm): Sql {
	const units = unitsAt(step, pricePlaces);
	// A step above every price of so many digits has one row.
	if (form !== "decimal") {
		const most = form === "wide" ? MOST_DIGITS : CHEAP_DIGITS;
		const type = WHOLE_TYPE[form];
		return raw(units.toString().length > most ? `0::${type}` : `p // ${units}::${type}`);
	}
	const type = `DECIMAL(18,${pricePlaces})`;
	return units.toString().length > CHEAP_DIGITS
		? raw(`0::${type}`)
		: raw(`p - p % ${decimalLiteral(units, pricePlaces)}::${type}`);
}

/** The number of a row from its key. */
export function rowOfKey(key: bigint, step: Decimal, scale: SumScale, form: NumberForm): number {
	return Number(form === "decimal" ? key / unitsAt(step, scale.pricePlaces) : key);
}

function decimalLiteral(units: bigint, places: number): string {
	const digits = units.toString().padStart(places + 1, "0");
	const point = digits.length - places;
	return places === 0 ? digits : `'${digits.slice(0, point)}.${digits.slice(point)}'`;
}

function sizeConditions({ size }: TradesPlan, scale: SumScale, form: NumberForm): readonly Sql[] {
	if (size === undefined) return [];
	const { pricePlaces, sizePlaces } = scale;
	const isNotional = size.in === "notional";
	const places = sizePlaces + (isNotional ? pricePlaces : 0);
	const digits = scale.sizeDigits + (isNotional ? scale.priceDigits : 0);
	const conditions: Sql[] = [];
	const compare = (operator: string, units: bigint) => {
		// A bound that no size can reach holds for all of them, or for none.
		if (units.toString().length > digits + 1) {
			conditions.push(raw(operator === "<=" ? "true" : "false"));
			return;
		}
		if (form !== "decimal" || digits + 1 > MOST_DIGITS || places > MOST_DIGITS) {
			conditions.push(wholeComparison(operator, units, isNotional));
			return;
		}
		const type = `DECIMAL(38,${places})`;
		const value = isNotional ? `p::DECIMAL(38,${pricePlaces}) * q` : `q::${type}`;
		conditions.push(raw(`${value} ${operator} ${decimalLiteral(units, places)}::${type}`));
	};
	if (size.min !== undefined) compare(">=", roundedUp(size.min, places));
	if (size.max !== undefined) compare("<=", roundedDown(size.max, places));
	return conditions;
}

/** The same for whole numbers; a product of two may be too large, so its quotient is compared. */
function wholeComparison(operator: string, units: bigint, isNotional: boolean): Sql {
	if (!isNotional) return raw(`q ${operator} ${units}::HUGEINT`);
	// p * q >= u where q >= ceil(u / p), and p * q <= u where q <= floor(u / p).
	return operator === ">="
		? raw(`q >= (${units}::HUGEINT - 1) // p + 1`)
		: raw(`q <= ${units}::HUGEINT // p`);
}

/** What is read of trades or of groups of them, and how figures are made of it. */
interface Source {
	readonly from: Sql;
	readonly figure: (aggregate: Aggregate) => Sql;
}

const ofTrades = (from: Sql): Source => ({ from, figure: (aggregate) => aggregate.ofTrades });

/** A key that follows from another one. */
interface Derived {
	readonly name: string;
	readonly value: Sql;
}

/**
 * Numbers of intervals that follow from those of another plan's, which are shorter and never lie in two of them: to
 * group by both is dearer, and gives the same groups. Only where both plans count the same trades.
 */
function derivedIntervals(
	plans: readonly PlanColumns[],
	names: readonly (readonly string[])[],
): readonly Derived[] {
	const kept: number[] = [];
	const shortestFirst = [...plans.keys()].sort(
		(a, b) => at(plans, a).grid.interval - at(plans, b).grid.interval,
	);
	return shortestFirst.flatMap((plan) => {
		const { grid, counts } = at(plans, plan);
		const shorter = kept.find((one) => {
			const other = at(plans, one);
			return (
				grid.interval % other.grid.interval === 0 &&
				(other.grid.first - grid.first) % other.grid.interval === 0 &&
				filledIn(other.counts) === filledIn(counts)
			);
		});
		if (shorter === undefined) {
			kept.push(plan);
			return [];
		}
		const { first, interval } = at(plans, shorter).grid;
		const key = at(at(names, shorter), 0);
		const value = raw(`(${key} * ${interval} + ${first - grid.first}) // ${grid.interval}`);
		return [{ name: at(at(names, plan), 0), value }];
	});
}

/** Adds up groups of one taker each, which are far fewer than trades: every term of a trade is added once. */
function inGroups(
	from: Sql,
	keys: readonly string[],
	plans: readonly PlanColumns[],
	derived: readonly Derived[] = [],
): Source {
	const names = new Map<string, string>();
	const parts: Sql[] = [];
	const nameOf = (part: Sql) => {
		const text = filledIn(part);
		const name = names.get(text) ?? `a${names.size}`;
		if (!names.has(text)) parts.push(sql`${part} AS ${raw(name)}`);
		names.set(text, name);
		return raw(name);
	};
	for (const { sums, others } of plans) {
		for (const { parts: own } of [...sums.flatMap((sum) => sum.columns), ...others])
			own.map(nameOf);
	}
	const follows = new Set(derived.map(({ name }) => name));
	const by = raw([...keys.filter((key) => !follows.has(key)), "s"].join(", "));
	const others = derived.map(({ name, value }) => sql`, ${value} AS ${raw(name)}`);
	return {
		from: sql`SELECT ${by}${join(others, "")}, ${join(parts, ", ")} FROM (${from}) GROUP BY ${by}`,
		figure: (aggregate) => aggregate.ofParts(...aggregate.parts.map(nameOf)),
	};
}

/**
 * One scan for all plans: each has its groups, and columns that only they fill.
 *
 * @param isCoarse whether all plans together have far fewer groups than there are trades
 */
export function sumStatement(rows: Sql, plans: readonly PlanColumns[], isCoarse: boolean): Sql {
	const names = plans.map(({ keys }, plan) => keys.map((_, at) => `k${plan}_${at}`));
	const source = (from: Sql, keys: readonly string[]) =>
		// A VWAP alone has one sum of each kind; sums by taker are several of one.
		isCoarse && plans.some(({ plan }) => plan.kind === "volumeProfile")
			? inGroups(from, keys, plans, derivedIntervals(plans, names))
			: ofTrades(from);
	if (plans.length === 1 && plans[0] !== undefined) {
		const { counts, keys, sums, others } = plans[0];
		const own = names.flat();
		const keyed = keys.map((key, at) => sql`${key} AS ${raw(own[at] ?? "")}`);
		const { from, figure } = source(
			sql`SELECT *, ${join(keyed, ", ")} FROM (${rows}) WHERE ${counts}`,
			own,
		);
		const columns = [
			...own.map(raw),
			...[...sums.flatMap((sum) => sum.columns), ...others].map(figure),
		];
		const by = raw(own.join(", "));
		return sql`SELECT ${join(columns, ", ")} FROM (${from}) GROUP BY ${by} ORDER BY ${by}`;
	}
	const keyed = plans.flatMap(({ counts, keys }, plan) => [
		sql`(${counts}) AS has${raw(String(plan))}`,
		...keys.map(
			(key, at) => sql`CASE WHEN ${counts} THEN ${key} END AS ${raw(names[plan]?.[at] ?? "")}`,
		),
	]);
	const sets = names.map((own, plan) => [`has${plan}`, ...own]);
	const some = plans.map(({ counts }) => sql`(${counts})`);
	const { from, figure } = source(
		sql`SELECT *, ${join(keyed, ", ")} FROM (${rows}) WHERE ${join(some, " OR ")}`,
		sets.flat(),
	);
	const columns = plans.flatMap(({ sums, others }, plan) => [
		raw(`GROUPING(has${plan})`),
		raw(`has${plan}`),
		...(names[plan] ?? []).map(raw),
		...[...sums.flatMap((sum) => sum.columns), ...others].map(figure),
	]);
	const grouped = raw(sets.map((of) => `(${of.join(", ")})`).join(", "));
	const order = raw(sets.flat().join(", "));
	return sql`SELECT ${join(columns, ", ")} FROM (${from}) GROUP BY GROUPING SETS (${grouped}) ORDER BY ${order}`;
}
