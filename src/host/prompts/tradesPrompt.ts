import * as vscode from "vscode";
import { queryLabel } from "../../core/query/words/label";
import type { DataSetMarkets } from "../../app/dataSets/dataSets";
import { type Decimal, formatDecimal } from "../../core/decimal";
import {
	queryNotice,
	queryProblem,
	symbolProblem,
	tradesIntervalProblem,
} from "../../core/query/words/problems";
import type { MarketQuery, TradeSizes, TradesQuery } from "../../core/query/query";
import { parseSizes, sizesInput } from "../../core/query/sizeInput";
import { isStep } from "../../core/query/step";
import type { Limits } from "../../core/limits";
import { type Text, text } from "../../core/text";
import type { EpochMs } from "../../core/time";
import { translate } from "../words/uiText";
import { type Choice, recentFirst } from "./steps/choices";
import { pickOne } from "./steps/pick";
import { askRange } from "./steps/rangeStep";
import {
	type Answer,
	answerTo,
	type PromptStart,
	type QuestionPosition,
	runSteps,
	type Step,
	type StepPosition,
} from "./steps/steps";

export interface TradesPromptDeps {
	readonly limits: () => Limits;
	readonly now: () => EpochMs;
	/** The instruments of all data sets, as far as they are known. */
	readonly markets: () => Promise<readonly DataSetMarkets[]>;
}

const INTERVALS = ["1m", "5m", "15m", "30m", "1h", "4h", "1d", "1w"];
/** Heights of rows that are offered, as multiples of the data set's own. */
const STEPS = [1n, 2n, 5n, 10n, 20n, 50n, 100n];

/** Asks for another symbol, interval, height of rows, size of trades or range of the data set that a query names. */
export async function askTradesQuery(
	deps: TradesPromptDeps,
	prefilled: TradesQuery,
	from: PromptStart = "start",
	title = vscode.l10n.t("Query trades"),
): Promise<TradesQuery | undefined> {
	const known = (await deps.markets()).find(({ dataset }) => dataset === prefilled.dataset);
	const symbols = known?.symbols ?? [];
	const steps: readonly Step<TradesQuery>[] = [
		async (draft, position) => {
			const placeholder = vscode.l10n.t("Symbol: choose or type");
			const listed = symbols.map(({ symbol }) => symbol);
			const request = { position, placeholder, listed, selected: draft.symbol };
			const answer = await askText({ ...request, problem: symbolProblem });
			return answerTo(answer, (symbol) => ({ ...draft, symbol }));
		},
		async (draft, position) => {
			const placeholder = vscode.l10n.t("Interval: choose, or type any from 1s to 1w");
			const request = { position, placeholder, listed: INTERVALS, selected: draft.interval };
			const problem = tradesIntervalProblem;
			const answer = await askText({ ...request, problem, isValue: true });
			return answerTo(answer, (interval) => ({ ...draft, interval }));
		},
		...(prefilled.kind === "volumeProfile" ? [stepQuestion(symbols)] : []),
		sizeQuestion,
		async (draft, position) => {
			const answer = await askRange({
				position,
				selected: draft.range,
				recent: [],
				now: deps.now,
				problem: (range) => queryProblem({ ...draft, range }, deps.limits(), deps.now()),
				notice: (range) => queryNotice({ ...draft, range }, deps.limits(), deps.now()),
			});
			return answerTo(answer, (range) => ({ ...draft, range }));
		},
	];
	return runSteps(title, prefilled, steps, from === "range" ? steps.length - 1 : 0);
}

/** Asks how high the rows of a profile are. */
function stepQuestion(symbols: DataSetMarkets["symbols"]): Step<TradesQuery> {
	return async (draft, position) => {
		const own = symbols.find(({ symbol }) => symbol === draft.symbol)?.step;
		const heights = own === undefined ? [] : STEPS.map((factor) => heightOf(own, factor));
		const usual: Choice<string | undefined> = {
			code: "usual",
			label: vscode.l10n.t("The data set's own"),
			...(own !== undefined && { description: formatDecimal(own) }),
			value: undefined,
		};
		const typedHeight = (height: string): Choice<string | undefined> => ({
			code: height,
			label: height,
			value: height,
		});
		const answer = await pickOne<string | undefined>({
			position,
			placeholder: vscode.l10n.t("Height of a row in quote currency: choose or type"),
			sections: [{ choices: [usual, ...heights.map(typedHeight)] }],
			selected: draft.step ?? usual.code,
			isValue: true,
			readTyped: (typed) =>
				isStep(typed)
					? { choices: [typedHeight(typed)] }
					: { problem: text("Enter a height above 0 as a plain number, such as 0.5 or 10.") },
		});
		return answerTo(answer, (step) => ({ ...draft, step }));
	};
}

function heightOf({ units, places }: Decimal, factor: bigint): string {
	return formatDecimal({ units: units * factor, places });
}

/** Asks which trades count. */
async function sizeQuestion(
	draft: TradesQuery,
	position: StepPosition,
): Promise<Answer<TradesQuery>> {
	const all: Choice<TradeSizes | undefined> = {
		code: "all",
		label: vscode.l10n.t("All trades"),
		value: undefined,
	};
	const choiceOf = (size: TradeSizes): Choice<TradeSizes | undefined> => ({
		code: sizesInput(size),
		label: sizesInput(size),
		value: size,
	});
	const { size: before } = draft;
	const answer = await pickOne<TradeSizes | undefined>({
		position,
		placeholder: vscode.l10n.t(
			"Sizes of trades that count: all, or type ≥ 5, 1..10, ≥ 1000 notional",
		),
		sections: [{ choices: [all, ...(before === undefined ? [] : [choiceOf(before)])] }],
		selected: before === undefined ? all.code : sizesInput(before),
		isValue: true,
		readTyped: (typed) => {
			const parsed = parseSizes(typed, draft.symbol);
			if (!parsed.ok) return { problem: parsed.problem };
			return { choices: [parsed.size === undefined ? all : choiceOf(parsed.size)] };
		},
	});
	return answerTo(answer, (size) => ({ ...draft, size }));
}

/** A market of trades. */
interface TradesMarket {
	readonly dataset: string;
	readonly symbol: string;
}

const isSame = (a: TradesMarket, b: TradesMarket) =>
	a.dataset === b.dataset && a.symbol === b.symbol;

/**
 * Asks for another symbol, of the query's data set or of another one; where just one is left, that is the answer.
 *
 * @param shown queries whose markets are not offered
 */
export async function askOtherTrades(
	{ markets }: Pick<TradesPromptDeps, "markets">,
	query: TradesQuery,
	shown: readonly MarketQuery[],
	title: string,
): Promise<TradesQuery | undefined> {
	const there = shown.filter((other) => other.provider === query.provider);
	const all = await markets();
	const own = all.filter(({ dataset }) => dataset === query.dataset);
	const others = all.filter(({ dataset }) => dataset !== query.dataset);
	const sections = [...own, ...others].map(({ dataset, name, symbols }) => ({
		heading: name ?? translate(queryLabel({ ...query, dataset }).venue),
		choices: symbols
			.map(({ symbol }) => ({ dataset, symbol }))
			.filter((market) => !there.some((one) => isSame(one, market)))
			.map((market): Choice<TradesMarket> => ({
				code: market.dataset === query.dataset ? market.symbol : `${market.symbol} ${dataset}`,
				label: market.symbol,
				value: market,
			})),
	}));
	const marketOf = (market: TradesMarket): TradesQuery => {
		// A height of rows fits the instrument that it was chosen for.
		const { step } = query;
		return { ...query, step: market.symbol === query.symbol ? step : undefined, ...market };
	};
	const listed = sections.flatMap(({ choices }) => choices);
	const [only] = listed;
	if (listed.length === 1 && only !== undefined) return marketOf(only.value);
	const answer = await pickOne<TradesMarket>({
		position: { title, canGoBack: false },
		placeholder: vscode.l10n.t("Symbol: choose or type"),
		sections: sections.filter(({ choices }) => choices.length > 0),
		readTyped: (typed) => {
			const market = { dataset: query.dataset, symbol: typed };
			const problem = there.some((one) => isSame(one, market))
				? text("The chart shows this market already. Choose another one.")
				: symbolProblem(typed);
			return problem === undefined
				? { choices: [{ code: typed, label: typed, value: market }] }
				: { problem };
		},
	});
	return typeof answer === "string" ? undefined : marketOf(answer.value);
}

interface TextRequest {
	readonly position: QuestionPosition;
	readonly placeholder: string;
	readonly listed: readonly string[];
	readonly selected?: string;
	readonly problem: (typed: string) => Text | undefined;
	readonly isValue?: boolean;
}

function askText({
	position,
	placeholder,
	listed,
	selected,
	problem,
	isValue = false,
}: TextRequest): Promise<Answer<string>> {
	const toChoice = (code: string): Choice<string> => ({ code, label: code, value: code });
	return pickOne<string>({
		position,
		placeholder,
		sections: recentFirst(
			vscode.l10n.t("used last"),
			selected === undefined ? [] : [toChoice(selected)],
			[{ heading: vscode.l10n.t("common"), choices: listed.map(toChoice) }],
		),
		...(selected === undefined ? {} : { selected }),
		isValue,
		readTyped: (typed) => {
			const found = problem(typed);
			return found === undefined ? { choices: [toChoice(typed)] } : { problem: found };
		},
	});
}
