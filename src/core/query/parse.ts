import * as v from "valibot";
import { text, type Text } from "../text";
import { MOST_MARKETS_SHOWN, combinationProblem } from "./combinations";
import { decodeProblem } from "./parseProblem";
import {
	type ChartView,
	chartViewSchema,
	kaikoVwapQuerySchema,
	kiyotakaProfileQuerySchema,
	type MarketQuery,
	tradesQuerySchema,
} from "./schema";

export type ParsedQuery =
	| { readonly ok: true; readonly query: MarketQuery }
	| { readonly ok: false; readonly problem: Text };

export type ParsedView =
	{ readonly ok: true; readonly view: ChartView } | { readonly ok: false; readonly problem: Text };

const SCHEMAS = {
	kiyotaka: kiyotakaProfileQuerySchema,
	kaiko: kaikoVwapQuerySchema,
	trades: tradesQuerySchema,
} as const;

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Checks a value from outside: a command's argument, a file, other code. `problem` names the field. */
export function parseMarketQuery(value: unknown): ParsedQuery {
	return parseQueryAt(value, "");
}

/** Checks a chart view from outside; problems inside a query are named like `queries[0].interval`. */
export function parseChartView(value: unknown): ParsedView {
	if (!isRecord(value)) {
		return refused(text("A chart view is an object with queries and view."));
	}
	const { queries } = value;
	if (!Array.isArray(queries) || queries.length < 1 || queries.length > MOST_MARKETS_SHOWN) {
		return refused(text("queries must be a list of 1 to {0} queries.", MOST_MARKETS_SHOWN));
	}
	for (const [index, query] of queries.entries()) {
		const parsed = parseQueryAt(query, `queries[${index}]`);
		if (!parsed.ok) return parsed;
	}
	const result = v.safeParse(chartViewSchema(), value, { abortEarly: true });
	if (!result.success) return refused(decodeProblem(result.issues[0], ""));
	const problem = combinationProblem(result.output.queries);
	return problem === undefined ? { ok: true, view: result.output } : refused(problem);
}

function parseQueryAt(value: unknown, path: string): ParsedQuery {
	if (!isRecord(value)) {
		return refused(
			path === ""
				? text("A query is an object with kind, provider, interval and range.")
				: text("{0} must be an object with kind, provider, interval and range.", path),
		);
	}
	const { provider } = value;
	if (provider !== "kiyotaka" && provider !== "kaiko" && provider !== "trades") {
		const field = path === "" ? "provider" : `${path}.provider`;
		return refused(text("{0} must be kiyotaka, kaiko or trades.", field));
	}
	const result = v.safeParse(SCHEMAS[provider](), value, { abortEarly: true });
	return result.success
		? { ok: true, query: result.output }
		: refused(decodeProblem(result.issues[0], path));
}

function refused(problem: Text): { readonly ok: false; readonly problem: Text } {
	return { ok: false, problem };
}
