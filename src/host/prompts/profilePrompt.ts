import * as vscode from "vscode";
import { kiyotakaSpan } from "../../app/discovery/kiyotakaSpan";
import { queryNotice, queryProblem } from "../../core/query/words/problems";
import { KIYOTAKA_INTERVAL_LENGTH, parseTradesInterval } from "../../core/query/intervalGrammar";
import type { KiyotakaInterval, KiyotakaProfileQuery } from "../../core/query/query";
import { type Text, text } from "../../core/text";
import { costLine } from "../words/costLine";
import { translate } from "../words/uiText";
import { type Choice, recentFirst } from "./steps/choices";
import { askExchanges } from "./steps/exchangeStep";
import { optionsStep } from "./steps/optionsStep";
import { pickOne } from "./steps/pick";
import { askRange } from "./steps/rangeStep";
import type { ProfileDraft, ProfilePromptDeps, ProfileStep } from "./steps/profileStep";
import { answerTo, type PromptStart, runSteps } from "./steps/steps";
import { askSymbol } from "./steps/symbolStep";

/**
 * Asks for a volume profile query, step by step. Gives `undefined` when the person leaves.
 *
 * @param prefilled answers that are known already and offered first
 * @param from where the questions begin; of a market alone, its interval, range and options are kept
 * @param title title of every step
 */
export async function askProfileQuery(
	deps: ProfilePromptDeps,
	prefilled: ProfileDraft = {},
	from: PromptStart = "start",
	title = vscode.l10n.t("Query volume profile"),
): Promise<KiyotakaProfileQuery | undefined> {
	const ofMarket: readonly ProfileStep[] = [
		(draft, position) => askExchanges(deps, draft, position),
		(draft, position) => askSymbol(deps, draft, position),
	];
	const ofTime: readonly ProfileStep[] = [
		(draft, position) => askInterval(deps, draft, position),
		async (draft, position) =>
			answerTo(
				await askRange({
					position,
					selected: draft.range,
					recent: deps.recent().map(({ range }) => range),
					now: deps.now,
					problem: (range) => problemOf({ ...draft, range }, deps),
					notice: (range) => {
						const query = complete({ ...draft, range });
						return query && queryNotice(query, deps.limits(), deps.now());
					},
					cost: (range) => costOf({ ...draft, range }, deps),
					traded: [
						{
							span: (signal) =>
								kiyotakaSpan(draft, { lists: deps.access.lists, now: deps.now }, signal),
						},
					],
				}),
				(range) => ({ ...draft, range }),
			),
	];
	const keepsTime =
		from === "market" &&
		prefilled.interval !== undefined &&
		problemOf({ exchange: ["any"], coin: "any", ...prefilled }, deps) === undefined;
	const steps = [
		...ofMarket,
		...(keepsTime ? [] : ofTime),
		...(from === "market" ? [] : [optionsStep(deps, (draft) => costOf(draft, deps))]),
	];
	const draft = await runSteps(title, prefilled, steps, from === "range" ? 3 : 0);
	return draft && complete(withFittingOptions(draft));
}

/** Asks which market was meant by a query whose own is not known; the rest of the query stays. */
export async function askSimilarProfile(
	deps: ProfilePromptDeps,
	query: KiyotakaProfileQuery,
	title: string,
): Promise<KiyotakaProfileQuery | undefined> {
	const { rawSymbol, coin, normalizedSymbol } = query;
	const typed = rawSymbol ?? coin ?? normalizedSymbol;
	const answer = await askSymbol(deps, query, { title, canGoBack: false }, typed);
	return typeof answer === "string" ? undefined : complete(withFittingOptions(answer.value));
}

function problemOf(draft: ProfileDraft, { limits, now }: ProfilePromptDeps): Text | undefined {
	const query = complete(draft);
	return query && queryProblem(query, limits(), now());
}

/** What the query costs as far as it is known; `undefined` while it is not complete or cannot be sent. */
async function costOf(draft: ProfileDraft, deps: ProfilePromptDeps): Promise<string | undefined> {
	const query = complete(withFittingOptions(draft));
	return query && costLine([query], deps.costOf);
}

/** Drops options that the form of the symbol does not allow: only coins can be summed and have categories. */
function withFittingOptions(draft: ProfileDraft): ProfileDraft {
	return {
		...draft,
		aggregate: draft.coin === undefined ? undefined : draft.aggregate,
		category: draft.rawSymbol === undefined ? draft.category : undefined,
	};
}

function complete(draft: ProfileDraft): KiyotakaProfileQuery | undefined {
	const { exchange, interval, range } = draft;
	if (exchange === undefined || interval === undefined || range === undefined) return undefined;
	const fields = Object.entries(draft).filter(([, value]) => value !== undefined);
	return {
		...Object.fromEntries(fields),
		kind: "volumeProfile",
		provider: "kiyotaka",
		exchange,
		interval,
		range,
	};
}

const askInterval = async (
	{ directory, recent }: ProfilePromptDeps,
	draft: ProfileDraft,
	position: Parameters<ProfileStep>[1],
): ReturnType<ProfileStep> => {
	const choices = (await directory.kiyotakaIntervals()).map(
		({ code, name }): Choice<KiyotakaInterval> => ({
			code,
			label: translate(name),
			description: code,
			value: code,
		}),
	);
	/** Typed lengths such as `1h` and `60m` find an interval too. */
	const ofLength = (typed: string) => {
		const length = parseTradesInterval(typed.toLowerCase());
		return choices.find(({ value }) => KIYOTAKA_INTERVAL_LENGTH[value] === length);
	};
	const used = recent().flatMap(
		({ interval }) => choices.find(({ code }) => code === interval) ?? [],
	);
	const answer = await pickOne<KiyotakaInterval>({
		position,
		placeholder: vscode.l10n.t("Interval of one profile"),
		sections: recentFirst(vscode.l10n.t("used last"), used.slice(0, 2), [
			{ heading: vscode.l10n.t("intervals"), choices },
		]),
		selected: draft.interval ?? used[0]?.code ?? "HOUR",
		isValue: true,
		readTyped: (typed) => {
			const choice = ofLength(typed);
			return choice === undefined
				? { problem: text("Choose one of the intervals in the list.") }
				: { choices: [choice] };
		},
	});
	return answerTo(answer, (interval) => ({ ...draft, interval }));
};
