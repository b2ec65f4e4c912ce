import * as vscode from "vscode";
import { kaikoSpan } from "../../app/discovery/kaikoSpan";
import type { Limits } from "../../core/limits";
import type { MarketDirectory, NamedCode, VenueChoice } from "../../core/providers/markets";
import { CREDENTIALS } from "../../core/providers/credentials";
import {
	kaikoCodeProblem,
	kaikoIntervalProblem,
	queryNotice,
	queryProblem,
} from "../../core/query/words/problems";
import type { KaikoRegion, KaikoVwapQuery } from "../../core/query/query";
import type { Text } from "../../core/text";
import type { EpochMs } from "../../core/time";
import { costLine, type CostOf } from "../words/costLine";
import { translate } from "../words/uiText";
import type { ListAccess } from "./search/askedLists";
import {
	classChoices,
	exchangeChoices,
	InstrumentChoices,
	type KaikoMarket,
} from "./search/kaikoChoices";
import { type Choice, recentFirst } from "./steps/choices";
import type { LiveChoices } from "./steps/liveChoices";
import { didYouMean } from "./steps/didYouMean";
import { pickOne } from "./steps/pick";
import { askRange } from "./steps/rangeStep";
import { knownRegion } from "./steps/knownRegion";
import {
	type Answer,
	answerTo,
	type PromptStart,
	type QuestionPosition,
	runSteps,
	type Step,
	type StepPosition,
} from "./steps/steps";

export interface VwapPromptDeps {
	readonly directory: MarketDirectory;
	/** What providers list. */
	readonly access: ListAccess;
	/** Queries of this kind that were run lately, newest first. */
	readonly recent: () => readonly KaikoVwapQuery[];
	/** Where the settings say that Kaiko is asked. */
	readonly chosenHost: () => KaikoRegion | "custom";
	/** Whether a key is saved for a region. */
	readonly hasKey: (region: KaikoRegion) => boolean;
	readonly dataVersion: () => KaikoVwapQuery["dataVersion"];
	readonly limits: () => Limits;
	/** What a query costs. */
	readonly costOf: CostOf;
	readonly now: () => EpochMs;
}

type Draft = Partial<KaikoVwapQuery>;

/** The interval to begin with where none was used yet. */
const USUAL_INTERVAL = "1h";

/**
 * Asks for a VWAP query, step by step. Gives `undefined` when the person leaves.
 *
 * @param prefilled answers that are known already and offered first
 * @param from where the questions begin; of a market alone, its interval and range are kept
 * @param title title of every step
 */
export async function askVwapQuery(
	deps: VwapPromptDeps,
	prefilled: Draft = {},
	from: PromptStart = "start",
	title = vscode.l10n.t("Query VWAP"),
): Promise<KaikoVwapQuery | undefined> {
	const { directory, access, recent } = deps;
	const used = (draft: Draft, codeOf: (query: Draft) => string | undefined) =>
		[...new Set([draft, ...recent()].flatMap((query) => codeOf(query) ?? []))].slice(0, 3);
	const kept = from === "market" ? prefilled.region : undefined;
	const region = kept ?? knownRegion(deps.chosenHost(), deps.hasKey, prefilled.region);
	const ofMarket: readonly Step<Draft>[] = [
		...(region === undefined
			? [(draft: Draft, position: StepPosition) => askRegion(deps, draft, position)]
			: []),
		async (draft, position) => {
			const common = await directory.kaikoExchanges();
			const answer = await askLiveCode({
				position,
				placeholder: vscode.l10n.t("Exchange: choose, or type Kaiko's code"),
				live: exchangeChoices(
					access,
					common,
					used(draft, ({ exchange }) => exchange),
				),
				known: common.map(({ code }) => code),
				selected: draft.exchange,
			});
			return answerTo(answer, (exchange) => ({ ...draft, exchange }));
		},
		async (draft, position) => {
			const classes = await directory.kaikoClasses(draft.exchange ?? "");
			const before = used(draft, ({ instrumentClass }) => instrumentClass);
			const answer = await askLiveCode({
				position,
				placeholder: vscode.l10n.t("Instrument class: choose, or type Kaiko's code"),
				live: classChoices(access, draft.exchange ?? "", before),
				known: classes.map(({ code }) => code),
				selected: draft.instrumentClass,
			});
			return answerTo(answer, (instrumentClass) => ({ ...draft, instrumentClass }));
		},
		(draft, position) => askInstrument(deps, draft, position),
	];
	const ofTime: readonly Step<Draft>[] = [
		async (draft, position) => {
			const answer = await askValue({
				position,
				placeholder: vscode.l10n.t("Interval: choose, or type any from 1s to 1d"),
				listed: namedIn(await directory.kaikoIntervals()),
				recent: recent().map(({ interval }) => interval),
				selected: draft.interval ?? recent()[0]?.interval,
				usual: USUAL_INTERVAL,
				problem: kaikoIntervalProblem,
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
					traded: [
						{ span: (signal) => kaikoSpan(draft, { lists: access.lists, now: deps.now }, signal) },
					],
					problem: (range) => problemOf({ ...draft, range }, deps),
					notice: (range) => {
						const query = complete({ ...draft, range }, deps);
						return query && queryNotice(query, deps.limits(), deps.now());
					},
					cost: async (range) => {
						const query = complete({ ...draft, range }, deps);
						return query && costLine([query], deps.costOf);
					},
				}),
				(range) => ({ ...draft, range }),
			),
	];
	const anyMarket = { exchange: "any", instrumentClass: "any", instrument: "any" };
	const keepsTime =
		from === "market" &&
		prefilled.interval !== undefined &&
		problemOf({ ...anyMarket, ...prefilled }, deps) === undefined;
	const steps = keepsTime ? ofMarket : [...ofMarket, ...ofTime];
	const known = region === undefined ? prefilled : { ...prefilled, region };
	const draft = await runSteps(title, known, steps, from === "range" ? steps.length - 1 : 0);
	return draft && complete(draft, deps);
}

function problemOf(draft: Draft, deps: VwapPromptDeps): Text | undefined {
	const query = complete(draft, deps);
	return query && queryProblem(query, deps.limits(), deps.now());
}

function namedIn(codes: readonly NamedCode[]): readonly VenueChoice[] {
	return codes.map(({ code, name }) => ({ code, name: translate(name) }));
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
	{ chosenHost, recent }: VwapPromptDeps,
	draft: Draft,
	position: StepPosition,
): Promise<Answer<Draft>> {
	const choice = (region: KaikoRegion, label: string): Choice<KaikoRegion> => ({
		code: region,
		label,
		description: `${region} · ${new URL(CREDENTIALS.kaiko.hosts[region].origin).host}`,
		value: region,
	});
	const answer = await pickOne<KaikoRegion>({
		position,
		placeholder: vscode.l10n.t("Region of the Kaiko service"),
		sections: [
			{
				choices: [
					choice("us", vscode.l10n.t("United States")),
					choice("eu", vscode.l10n.t("Europe")),
				],
			},
		],
		selected: draft.region ?? recent()[0]?.region ?? chosenHost(),
	});
	return answerTo(answer, (region) => ({ ...draft, region }));
}

/** The words of a row for typed text. They do not match it, so that listed codes come first. */
function useAsTyped(typed: string): { readonly label: string; readonly description: string } {
	return { label: vscode.l10n.t("Use as typed"), description: typed };
}

/**
 * Asks for an instrument of the exchange and the class, or whatever else is found for what is typed: its answer may be
 * of another exchange.
 *
 * @param typed what is in the input to begin with
 */
async function askInstrument(
	{ directory, access, recent }: VwapPromptDeps,
	draft: Draft,
	position: QuestionPosition,
	typed?: string,
): Promise<Answer<Draft>> {
	const { exchange = "", instrumentClass = "" } = draft;
	const codes = await directory.kaikoInstruments(exchange, instrumentClass);
	const isOfHere = (query: Draft) =>
		query.exchange === exchange && query.instrumentClass === instrumentClass;
	const used = [draft, ...recent()].filter(isOfHere).flatMap(({ instrument }) => instrument ?? []);
	const live = new InstrumentChoices(
		access,
		{ exchange, instrumentClass },
		codes,
		[...new Set(used)].slice(0, 3),
	);
	const typedChoice = (instrument: string): Choice<KaikoMarket> => ({
		code: instrument,
		label: instrument,
		value: { exchange, instrumentClass, instrument },
	});
	const answer = await pickOne<KaikoMarket>({
		position,
		placeholder: vscode.l10n.t("Instrument: choose, or type Kaiko's code"),
		sections: [],
		live,
		...(typed === undefined
			? draft.instrument !== undefined && { selected: draft.instrument }
			: { value: typed }),
		readTyped: (text) => {
			const found = kaikoCodeProblem(text);
			if (found !== undefined) return { problem: found };
			const aside = live.isUnknown(text) ? { aside: vscode.l10n.t("not in Kaiko's list") } : {};
			const asTyped = { ...typedChoice(text), ...useAsTyped(text), ...aside };
			const meant = didYouMean(text, live.codes(), typedChoice);
			// What the question began with has been asked for, and is not known.
			return { choices: text === typed ? meant : [...meant, asTyped] };
		},
	});
	return answerTo(answer, (market) => ({ ...draft, ...market }));
}

/** Asks which market was meant by a query whose own is not known; the rest of the query stays. */
export async function askSimilarVwap(
	deps: VwapPromptDeps,
	query: KaikoVwapQuery,
	title: string,
): Promise<KaikoVwapQuery | undefined> {
	const answer = await askInstrument(deps, query, { title, canGoBack: false }, query.instrument);
	return typeof answer === "string" ? undefined : complete(answer.value, deps);
}

interface LiveCodeRequest {
	readonly position: StepPosition;
	readonly placeholder: string;
	readonly live: LiveChoices<string>;
	/** Codes that a typed one may have been meant for. */
	readonly known: readonly string[];
	readonly selected: string | undefined;
}

/** Asks for one of Kaiko's codes, which are searched for meanwhile; any can be typed. */
function askLiveCode(request: LiveCodeRequest): Promise<Answer<string>> {
	const { position, placeholder, live, known, selected } = request;
	const toChoice = (code: string): Choice<string> => ({ code, label: code, value: code });
	return pickOne<string>({
		position,
		placeholder,
		sections: [],
		live,
		...(selected !== undefined && { selected }),
		readTyped: (typed) => {
			const found = kaikoCodeProblem(typed);
			if (found !== undefined) return { problem: found };
			const asTyped = { ...toChoice(typed), ...useAsTyped(typed) };
			return { choices: [...didYouMean(typed, known, toChoice), asTyped] };
		},
	});
}

interface ValueRequest {
	readonly position: StepPosition;
	readonly placeholder: string;
	readonly listed: readonly VenueChoice[];
	readonly recent: readonly string[];
	readonly selected: string | undefined;
	/** What to begin with where nothing is selected. */
	readonly usual: string;
	readonly problem: (code: string) => Text | undefined;
}

/** Asks for a value in a short form: listed, used lately or typed. */
function askValue(request: ValueRequest): Promise<Answer<string>> {
	const { position, placeholder, listed, recent, selected, usual, problem } = request;
	const begin = selected ?? usual;
	const toChoice = (code: string, name = ""): Choice<string> => ({
		code,
		label: code,
		value: code,
		...(name === "" ? {} : { description: name }),
	});
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
		selected: begin,
		isValue: true,
		readTyped: (typed) => {
			const found = problem(typed);
			return found === undefined ? { choices: [toChoice(typed)] } : { problem: found };
		},
	});
}
