import { at, valueOf } from "../../core/at";
import { toDouble } from "../../core/decimal";
import { spanOf } from "../../core/trades/dataSet/judgedSymbols";
import type { JudgedFile, RanSql } from "../../core/trades/engine";
import { DAY_MS } from "../../core/time";
import { gridOf } from "../../core/trades/grid";
import { isSameVersion } from "../../core/trades/verdict";
import type { TradesPlan, TradesSums } from "../../core/trades/plan";
import { type Columns, rowCount, type Session, type Task, wholeAt } from "../database";
import { fileFault } from "../failure";
import { withReadable } from "../files/readable";
import { versionOf } from "../files/version";
import { type PlanRow, sumsOf } from "../planSums";
import { fromLimbs } from "../sql/numbers";
import { filledIn, join } from "../sql/sql";
import { areWhole, type SumGroup, sumRows } from "../sql/sumRows";
import {
	formOf,
	type NumberForm,
	planColumns,
	type PlanColumns,
	rowOfKey,
	type SumScale,
	sumStatement,
	type TradeOrder,
} from "../sql/sumStatement";
import type { CallTools } from "./tools";
import { oneReaderIfNeeded } from "./fileGroups";
import { firstAndLast, type Ends } from "./firstAndLast";

/**
 * Adds up the trades of plans, all of one symbol in one scan. Rejects with `Failure`, also where a file is not the
 * one that was judged.
 */
export async function sumPlans(
	plans: readonly TradesPlan[],
	files: readonly JudgedFile[],
	tools: CallTools,
	task: Task,
): Promise<readonly (TradesSums & RanSql)[]> {
	await checkVersions(files);
	const sums = new Map<TradesPlan, TradesSums & RanSql>();
	for (const symbol of new Set(plans.map((plan) => plan.symbol))) {
		const ofSymbol = plans.filter((plan) => plan.symbol === symbol);
		const found = await sumSymbol(symbol, ofSymbol, files, tools, task);
		ofSymbol.forEach((plan, at) => {
			const own = found[at];
			if (own !== undefined) sums.set(plan, own);
		});
	}
	await checkVersions(files);
	return plans.flatMap((plan) => sums.get(plan) ?? []);
}

async function checkVersions(files: readonly JudgedFile[]): Promise<void> {
	for (const { version } of files) {
		if (!isSameVersion(version, await versionOf(version.path))) {
			throw fileFault(version.path, "changed");
		}
	}
}

async function sumSymbol(
	symbol: string,
	plans: readonly TradesPlan[],
	files: readonly JudgedFile[],
	{ databases, settings }: CallTools,
	task: Task,
): Promise<readonly (TradesSums & RanSql)[]> {
	const grids = plans.map(gridOf);
	const [from, to] = [
		Math.min(...grids.map(({ first }) => first)),
		Math.max(...grids.map(({ end }) => end)),
	];
	const touched = files.filter(({ symbols }) =>
		symbols.some((one) => one.symbol === symbol && one.span.from < to && one.span.to > from),
	);
	const scale = scaleOf(touched, plans);
	if (touched.length === 0) {
		const none = { rows: [], key: () => 0, scale };
		return plans.map((plan) => ({ ...sumsOf(plan, none, undefined), sql: "" }));
	}
	const hasProducts = plans.some(
		(plan) => plan.kind === "vwap" || plan.unit === "USD" || plan.size?.in === "notional",
	);
	const narrow = formOf(scale, hasProducts);
	const form = narrow === "decimal" && areWhole(touched, scale) ? "whole" : narrow;
	const order = orderOf(touched);
	const range = { from: BigInt(from) * 1_000n, to: BigInt(to) * 1_000n };
	const options = { symbol, scale, form, range };
	const span = spanOf(
		touched.flatMap(({ symbols }) =>
			symbols.filter((one) => one.symbol === symbol).map((one) => one.span),
		),
	);
	const columns = plans.map((plan) => planColumns(plan, scale, form, order, span));
	const asked = touched.map(({ version, layout }) => ({ path: version.path, layout }));
	return withReadable(asked, settings, task, async (paths) => {
		const database = await databases.open(paths);
		return database.session(task, (session) =>
			oneReaderIfNeeded(groupsOf(touched, paths), async (groups) => {
				const placeOf = new Map(
					[...paths.entries()].reverse().map(([place, path]) => [path, place]),
				);
				const withVerdicts = groups.map((group) => {
					const places = group.paths.map((path) => valueOf(placeOf, path));
					return { group, verdicts: places.map((place) => at(touched, place)), at: places };
				});
				const rows = join(
					withVerdicts.map((one) => sumRows(one, options)),
					" UNION ALL ",
				);
				const statement = sumStatement(rows, columns, isCoarse(touched, symbol, plans));
				const path = touched.length === 1 ? touched[0]?.version.path : undefined;
				const found = await session.query(statement, path);
				const ran = { sql: filledIn(statement) };
				const sums: (TradesSums & RanSql)[] = [];
				for (const [at, plan] of columns.entries()) {
					const own = readPlan(found, columns, at);
					const ends =
						plan.plan.kind === "vwap" && order === "time"
							? await endsOf(session, own, withVerdicts, options, plan)
							: undefined;
					sums.push({
						...sumsOf(plan.plan, { rows: own, key: keyOf(plan, scale, form), scale }, ends),
						...ran,
					});
				}
				return sums;
			}),
		);
	});
}

/** Bought, sold, unknown. */
const TAKERS = 3;
/** So many trades a group at least are worth grouping twice. */
const FEW = 4;

/**
 * Whether plans have far fewer groups of one interval, row and taker than there are trades, as the days of the
 * judgement tell.
 */
function isCoarse(
	files: readonly JudgedFile[],
	symbol: string,
	plans: readonly TradesPlan[],
): boolean {
	let trades = 0;
	let groups = 0;
	const intervals = plans.reduce((sum, { interval }) => sum + Math.ceil(DAY_MS / interval), 0);
	for (const { symbols } of files) {
		for (const { days } of symbols.filter((one) => one.symbol === symbol)) {
			for (const day of days) {
				const height = toDouble(day.high) - toDouble(day.low);
				const rows = plans.reduce(
					(sum, plan) =>
						sum +
						(plan.kind === "volumeProfile" ? Math.floor(height / toDouble(plan.step)) + 2 : 0),
					1,
				);
				trades += day.trades;
				groups += intervals * rows * TAKERS;
			}
		}
	}
	return groups * FEW <= trades;
}

function scaleOf(files: readonly JudgedFile[], plans: readonly TradesPlan[]): SumScale {
	const most = (of: (file: JudgedFile) => number) => Math.max(0, ...files.map(of));
	const steps = plans.map((plan) => (plan.kind === "volumeProfile" ? plan.step.places : 0));
	const pricePlaces = Math.max(
		most(({ priceDecimals }) => priceDecimals),
		most(({ layout }) => layout.priceScale),
		...steps,
	);
	const sizePlaces = most(({ sizeDecimals }) => sizeDecimals);
	const trades = files.reduce((sum, file) => sum + file.trades, 1);
	return {
		pricePlaces,
		sizePlaces,
		priceDigits: most((file) => file.priceDigits + pricePlaces - file.priceDecimals),
		sizeDigits: most((file) => file.sizeDigits + sizePlaces - file.sizeDecimals),
		countDigits: String(trades).length,
	};
}

/** What tells which of the trades of an interval was first. */
function orderOf(files: readonly JudgedFile[]): TradeOrder {
	const [only, ...others] = files;
	if (only?.idsFollowTime === true && others.length === 0) return "id";
	const isById = files.every(
		({ hasNumericIds, repeatedIds }) => hasNumericIds && repeatedIds === 0,
	);
	return isById ? "timeAndId" : "time";
}

/** Files of one layout are one scan. */
function groupsOf(files: readonly JudgedFile[], paths: readonly string[]) {
	const groups = new Map<string, { paths: string[]; files: JudgedFile[] }>();
	files.forEach((file, at) => {
		// The symbol of a file's name was looked at already, and a file of a ZIP is read by its own path.
		const key = JSON.stringify([
			{ ...file.layout, symbol: "", entry: "", compression: codecKey(file) },
			file.schema ?? [],
		]);
		const group = groups.get(key) ?? { paths: [], files: [] };
		groups.set(key, group);
		group.paths.push(paths[at] ?? "");
		group.files.push(file);
	});
	return Array.from(groups.values(), (group) => {
		const [first] = group.files;
		if (first === undefined) throw new Error("a group without a file");
		return {
			layout: first.layout,
			paths: group.paths,
			largest: Math.max(...group.files.map(({ version }) => version.size)),
			...(first.schema !== undefined && { columns: first.schema }),
		};
	});
}

const codecKey = ({ layout }: JudgedFile) =>
	layout.compression === "zip" ? "none" : layout.compression;

/** Reads what belongs to one plan from the answer to all of them. */
function readPlan(found: Columns, plans: readonly PlanColumns[], at: number): readonly PlanRow[] {
	const isShared = plans.length > 1;
	const width = ({ keys, sums, others }: PlanColumns) =>
		(isShared ? 2 : 0) +
		keys.length +
		sums.reduce((sum, { columns }) => sum + columns.length, 0) +
		others.length;
	let column = plans.slice(0, at).reduce((sum, plan) => sum + width(plan), 0);
	const plan = plans[at];
	if (plan === undefined) return [];
	const rows: PlanRow[] = [];
	const [grouping, has] = isShared ? [column++, column++] : [undefined, undefined];
	const keyColumns = plan.keys.map(() => column++);
	const sumColumns = plan.sums.map(({ columns }) => columns.map(() => column++));
	const otherColumns = plan.others.map(() => column++);
	for (let row = 0; row < rowCount(found); row++) {
		if (grouping !== undefined && has !== undefined) {
			if (wholeAt(found, grouping, row) !== 0n || found[has]?.[row] !== true) continue;
		}
		const at = (index: number) => wholeAt(found, index, row);
		const [interval = 0n, key = 0n] = keyColumns.map(at);
		rows.push({
			interval: Number(interval),
			key,
			sums: sumColumns.map((limbs) => fromLimbs(limbs.map(at))),
			others: otherColumns.map(at),
		});
	}
	return rows;
}

function keyOf({ plan }: PlanColumns, scale: SumScale, form: NumberForm): (key: bigint) => number {
	return plan.kind === "volumeProfile" ? (key) => rowOfKey(key, plan.step, scale, form) : () => 0;
}

type Group = SumGroup & { readonly at: readonly number[] };

/** Looks a second time at the trades of the instants that begin and end intervals. */
async function endsOf(
	session: Session,
	rows: readonly PlanRow[],
	groups: readonly Group[],
	options: Parameters<typeof sumRows>[1],
	{ counts }: PlanColumns,
): Promise<Ends> {
	const instants = new Set(rows.flatMap(({ others }) => [others[5] ?? 0n, others[6] ?? 0n]));
	return firstAndLast(
		session,
		groups,
		[...instants],
		(group) => sumRows(group, { ...options, numbered: true }),
		counts,
	);
}
