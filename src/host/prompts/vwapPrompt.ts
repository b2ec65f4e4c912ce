import * as vscode from "vscode";
import { KAIKO_ORIGINS } from "../../core/endpoint";
import type { KaikoRegion } from "../../core/http";
import type { Limits } from "../../core/limits";
import type { Choice as Listed, MarketDirectory } from "../../core/markets";
import { kaikoCodeProblem, kaikoIntervalProblem, queryProblem } from "../../core/query/problems";
import type { KaikoVwapQuery } from "../../core/query/schema";
import type { Text } from "../../core/text";
import type { EpochMs } from "../../core/time";
import type { HostChoice } from "../places";
import { type Choice, recentFirst } from "./choices";
import { didYouMean } from "./didYouMean";
import { pickOne } from "./pick";
import { askRange } from "./rangeStep";
import { type Answer, answerTo, runSteps, type Step, type StepPosition } from "./steps";

export interface VwapPromptDeps {
	readonly directory: MarketDirectory;
	/** Queries of this kind that were run lately, newest first. */
	readonly recent: () => readonly KaikoVwapQuery[];
	readonly hosts: () => HostChoice;
	readonly dataVersion: () => KaikoVwapQuery["dataVersion"];
	readonly limits: () => Limits;
	readonly now: () => EpochMs;
}

type Draft = Partial<KaikoVwapQuery>;

/** Index of the step that asks for the range: where "Change range" begins. */
export const VWAP_RANGE_STEP = 5;

/**
 * Asks for a VWAP query, step by step. Gives `undefined` when the person leaves.
 *
 * @param prefilled answers that are known already and offered first
 * @param first index of the step to begin with
 * @param title title of every step
 */
export async function askVwapQuery(
	deps: VwapPromptDeps,
	prefilled: Draft = {},
	first = 0,
	title = vscode.l10n.t("Query VWAP"),
): Promise<KaikoVwapQuery | undefined> {
	const { directory, recent } = deps;
	const steps: readonly Step<Draft>[] = [
		(draft, position) => askRegion(deps, draft, position),
		async (draft, position) => {
			const answer = await askCode({
				position,
				placeholder: vscode.l10n.t("Exchange: choose, or type Kaiko's code"),
				listed: await directory.kaikoExchanges(),
				recent: recent().map(({ exchange }) => exchange),
				selected: draft.exchange,
			});
			return answerTo(answer, (exchange) => ({ ...draft, exchange }));
		},
		async (draft, position) => {
			const answer = await askCode({
				position,
				placeholder: vscode.l10n.t("Instrument class: choose, or type Kaiko's code"),
				listed: await directory.kaikoClasses(draft.exchange ?? ""),
				recent: recent().map(({ instrumentClass }) => instrumentClass),
				selected: draft.instrumentClass,
			});
			return answerTo(answer, (instrumentClass) => ({ ...draft, instrumentClass }));
		},
		async (draft, position) => {
			const { exchange = "", instrumentClass = "" } = draft;
			const codes = await directory.kaikoInstruments(exchange, instrumentClass);
			const answer = await askCode({
				position,
				placeholder: vscode.l10n.t("Instrument: choose, or type Kaiko's code"),
				listed: codes.map((code) => ({ code, name: "" })),
				recent: recent()
					.filter((query) => query.exchange === exchange)
					.map(({ instrument }) => instrument),
				selected: draft.instrument,
			});
			return answerTo(answer, (instrument) => ({ ...draft, instrument }));
		},
		async (draft, position) => {
			const answer = await askCode({
				position,
				placeholder: vscode.l10n.t("Interval: choose, or type any from 1s to 1d"),
				listed: await directory.kaikoIntervals(),
				recent: recent().map(({ interval }) => interval),
				selected: draft.interval ?? recent()[0]?.interval,
				problem: kaikoIntervalProblem,
				typedFirst: true,
			});
			return answerTo(answer, (interval) => ({ ...draft, interval }));
		},
		async (draft, position) =>
			answerTo(
				await askRange({
					position,
					selected: draft.range,
					recent: recent().map(({ range }) => range),
					now: deps.now,
					problem: (range) => {
						const query = complete({ ...draft, range }, deps);
						return query && queryProblem(query, deps.limits(), deps.now());
					},
				}),
				(range) => ({ ...draft, range }),
			),
	];
	const draft = await runSteps(title, prefilled, steps, first);
	return draft && complete(draft, deps);
}

function complete(draft: Draft, deps: VwapPromptDeps): KaikoVwapQuery | undefined {
	const { region = "us", exchange, instrumentClass, instrument, interval, range } = draft;
	if (exchange === undefined || instrumentClass === undefined || instrument === undefined) {
		return undefined;
	}
	if (interval === undefined || range === undefined) return undefined;
	return {
		kind: "vwap",
		provider: "kaiko",
		region,
		dataVersion: draft.dataVersion ?? deps.dataVersion(),
		exchange,
		instrumentClass,
		instrument,
		interval,
		range,
		aggregation: draft.aggregation ?? "vwap",
	};
}

async function askRegion(
	{ hosts, recent }: VwapPromptDeps,
	draft: Draft,
	position: StepPosition,
): Promise<Answer<Draft>> {
	const { kaikoRegion, kaikoCustomOrigin } = hosts();
	const isCustom = kaikoRegion === "custom";
	const choice = (region: KaikoRegion, label: string): Choice<KaikoRegion> => ({
		code: region,
		label,
		description: isCustom ? region : `${region} · ${new URL(KAIKO_ORIGINS[region]).host}`,
		value: region,
	});
	const answer = await pickOne<KaikoRegion>({
		position,
		placeholder: isCustom
			? vscode.l10n.t("Region; with your settings every request goes to {0}", kaikoCustomOrigin)
			: vscode.l10n.t("Region of the Kaiko service"),
		sections: [
			{
				choices: [
					choice("us", vscode.l10n.t("United States")),
					choice("eu", vscode.l10n.t("Europe")),
				],
			},
		],
		selected: draft.region ?? recent()[0]?.region ?? (isCustom ? "us" : kaikoRegion),
	});
	return answerTo(answer, (region) => ({ ...draft, region }));
}

interface CodeRequest {
	readonly position: StepPosition;
	readonly placeholder: string;
	readonly listed: readonly Listed[];
	readonly recent: readonly string[];
	readonly selected: string | undefined;
	readonly problem?: (code: string) => Text | undefined;
	/** Whether typed text is an answer in itself rather than a search. */
	readonly typedFirst?: boolean;
}

/** Asks for one of Kaiko's codes: listed, used lately or typed. */
function askCode(request: CodeRequest): Promise<Answer<string>> {
	const { position, placeholder, listed, recent, selected, problem = kaikoCodeProblem } = request;
	const toChoice = (code: string, name = ""): Choice<string> => ({
		code,
		label: code,
		value: code,
		...(name === "" ? {} : { description: name }),
	});
	// While one searches, words that do not match the typed text keep listed codes in front.
	const asTyped = (typed: string): Choice<string> =>
		request.typedFirst === true
			? toChoice(typed)
			: { ...toChoice(typed, typed), label: vscode.l10n.t("Use as typed") };
	return pickOne<string>({
		position,
		placeholder,
		sections: recentFirst(
			vscode.l10n.t("used last"),
			[...new Set([...(selected === undefined ? [] : [selected]), ...recent])]
				.slice(0, 3)
				.map((code) => toChoice(code)),
			[
				{
					heading: vscode.l10n.t("common"),
					choices: listed.map(({ code, name }) => toChoice(code, name)),
				},
			],
		),
		...(selected === undefined ? {} : { selected }),
		readTyped: (typed) => {
			const found = problem(typed);
			if (found !== undefined) return { problem: found };
			const known = request.typedFirst === true ? [] : listed.map(({ code }) => code);
			return { choices: [...didYouMean(typed, known, toChoice), asTyped(typed)] };
		},
	});
}
