import * as v from "valibot";
import { recordOf } from "../reader";
import { text, type Text } from "../text";
import { combinationProblem } from "./combinations";
import { decodeProblem } from "./words/parseProblem";
import { periodProblem } from "../session/periodRange";
import { intervalLength } from "./interval";
import type { ChartView, MarketQuery } from "./query";
import { chartViewSchema, keptViewSchema, marketQuerySchema } from "./schema";

export type ParsedQuery =
	| { readonly ok: true; readonly query: MarketQuery }
	| { readonly ok: false; readonly problem: Text };

export type ParsedView =
	{ readonly ok: true; readonly view: ChartView } | { readonly ok: false; readonly problem: Text };

/** Checks a value from outside: a command's argument, a file, other code. `problem` names the field. */
export function parseMarketQuery(value: unknown): ParsedQuery {
	if (recordOf(value) === undefined) {
		return refused(text("A query is an object with kind, provider, interval and range."));
	}
	const result = v.safeParse(marketQuerySchema(), value, { abortEarly: true });
	if (!result.success) return refused(decodeProblem(result.issues[0]));
	const offGrid = gridProblem(result.output);
	return offGrid === undefined ? { ok: true, query: result.output } : refused(offGrid);
}

/** Checks a chart view from outside; problems inside a query are named like `queries[0].interval`. */
export function parseChartView(value: unknown): ParsedView {
	return parsedView(value, chartViewSchema());
}

/** The same of a view that a page has kept, in which a former version may have left moments that cannot be read. */
export function parseKeptView(value: unknown): ParsedView {
	return parsedView(value, keptViewSchema());
}

function parsedView(value: unknown, schema: v.GenericSchema<unknown, ChartView>): ParsedView {
	const record = recordOf(value);
	if (record === undefined) {
		return refused(text("A chart view is an object with queries and view."));
	}
	const result = v.safeParse(schema, record, { abortEarly: true });
	if (!result.success) return refused(decodeProblem(result.issues[0]));
	const { queries, view } = result.output;
	if (recordOf(record["view"]) === undefined)
		return refused(text("{0} must be an object.", "view"));
	const problem =
		combinationProblem(queries) ?? queries.map(gridProblem).find((one) => one !== undefined);
	return problem === undefined
		? { ok: true, view: { queries, view: withoutAbsent(view) } }
		: refused(problem);
}

/** Why a query's range cannot be asked for in its intervals, whenever that is. */
function gridProblem(query: MarketQuery): Text | undefined {
	return periodProblem(query.range, intervalLength(query));
}

/** Options written as `undefined` count as absent: they must not override others when views are merged. */
function withoutAbsent(view: ChartView["view"]): ChartView["view"] {
	return Object.fromEntries(Object.entries(view).filter(([, option]) => option !== undefined));
}

function refused(problem: Text): { readonly ok: false; readonly problem: Text } {
	return { ok: false, problem };
}
