import * as vscode from "vscode";
import { SAMPLE_MARKETS, SAMPLE_SYMBOLS } from "../../core/sample/sample";
import {
	queryNotice,
	queryProblem,
	symbolProblem,
	tradesIntervalProblem,
} from "../../core/query/words/problems";
import type { TradesQuery } from "../../core/query/query";
import type { Limits } from "../../core/limits";
import { type Text, text } from "../../core/text";
import type { EpochMs } from "../../core/time";
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
} from "./steps/steps";

export interface TradesPromptDeps {
	readonly limits: () => Limits;
	readonly now: () => EpochMs;
}

const INTERVALS = ["1m", "5m", "15m", "30m", "1h", "4h", "1d", "1w"];

/** Asks for another symbol, interval or range of the data set that a query names. */
export async function askTradesQuery(
	deps: TradesPromptDeps,
	prefilled: TradesQuery,
	from: PromptStart = "start",
	title = vscode.l10n.t("Query trades"),
): Promise<TradesQuery | undefined> {
	const steps: readonly Step<TradesQuery>[] = [
		async (draft, position) => {
			const placeholder = vscode.l10n.t("Symbol: choose or type");
			const request = { position, placeholder, listed: SAMPLE_SYMBOLS, selected: draft.symbol };
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

/**
 * Asks for another symbol of a query's data set; where just one is left, that is the answer.
 *
 * @param shown symbols that are not offered
 */
export async function askOtherTrades(
	query: TradesQuery,
	shown: readonly string[],
	title: string,
): Promise<TradesQuery | undefined> {
	const known = Object.hasOwn(SAMPLE_MARKETS, query.dataset) ? SAMPLE_SYMBOLS : [];
	const listed = known.filter((symbol) => !shown.includes(symbol));
	const [only] = listed;
	if (listed.length === 1 && only !== undefined) return { ...query, symbol: only };
	const answer = await askText({
		position: { title, canGoBack: false },
		placeholder: vscode.l10n.t("Symbol: choose or type"),
		listed,
		problem: (typed) =>
			shown.includes(typed)
				? text("The chart shows this market already. Choose another one.")
				: symbolProblem(typed),
	});
	return typeof answer === "string" ? undefined : { ...query, symbol: answer.value };
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
