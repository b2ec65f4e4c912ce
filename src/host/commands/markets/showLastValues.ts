import * as vscode from "vscode";
import {
	askLastValues,
	type FoundValue,
	planLastValues,
	type ValueQuestion,
} from "../../../app/markets/lastValues";
import type { QueryService } from "../../../app/queryService";
import { fixedText } from "../../../core/chart/format";
import { providerOf } from "../../../core/providers/providers";
import type { MarketQuery } from "../../../core/query/query";
import type { SavedMarket } from "../../../core/query/savedMarket";
import { queryPair } from "../../../core/query/unit";
import type { LastValue } from "../../../core/result/lastValue";
import { type EpochMs, toIso } from "../../../core/time";
import { inform } from "../../inform";
import type { FailureWords } from "../../panels/panelPart";
import type { RowValue, RowValues } from "../../tree/rowValues";
import { type CostOf, costLine } from "../../words/costLine";
import { agreeToCost } from "./agreeToCost";
import { marketsOf, rowsOf, type RowsDeps } from "./rows";

export interface LastValuesDeps extends RowsDeps {
	readonly service: Pick<QueryService, "run" | "snapshots" | "accounts" | "places">;
	readonly values: RowValues;
	readonly costOf: CostOf;
	/** Puts a failure into words. */
	readonly describe: (error: unknown) => FailureWords;
	readonly now: () => number;
}

/** Shows the last value beside each market: of the rows that the command was run on, or of all. */
export function showLastValues(deps: LastValuesDeps) {
	return async (argument?: unknown, selection?: unknown): Promise<void> => {
		const { store, service, values, now } = deps;
		const entries =
			argument === undefined
				? store.entries
				: marketsOf(store, await rowsOf(deps, argument, selection));
		const markets = entries.flatMap((entry) => (entry.state === "ok" ? [entry.market] : []));
		if (markets.length === 0) {
			inform(vscode.l10n.t("No market is saved yet. Save one from its chart."));
			return;
		}
		const plan = await planLastValues(markets, { snapshots: service.snapshots, now });
		for (const market of markets) {
			const kept = plan.kept.get(market.id);
			if (kept !== undefined) values.set(market.id, rowValue(market, kept));
		}
		if (plan.questions.length === 0) return;
		const questions = await agreeToCost(plan.questions, deps);
		if (questions.length > 0) await ask(questions, deps);
	};
}

async function ask(questions: readonly ValueQuestion[], deps: LastValuesDeps): Promise<void> {
	const { service, values, describe, costOf } = deps;
	const remote = questions
		.map(({ query }) => query)
		.filter((query) => providerOf(query).credential !== undefined);
	const cost = remote.length === 0 ? undefined : await costLine(remote, costOf);
	const name = vscode.l10n.t("Last values of markets");
	const title = cost === undefined ? name : `${name} · ${cost}`;
	await vscode.window.withProgress(
		{ location: vscode.ProgressLocation.Notification, title, cancellable: true },
		async (progress, token) => {
			const controller = new AbortController();
			const cancelling = token.onCancellationRequested(() => controller.abort());
			let done = 0;
			try {
				await askLastValues(questions, {
					run: service.run,
					signal: controller.signal,
					onValue: (market, found) => values.set(market.id, rowValue(market, found)),
					onFailure: (market, error) => values.set(market.id, failed(describe(error))),
					onDone: () => {
						done += 1;
						progress.report({
							message: vscode.l10n.t("{0} of {1}", done, questions.length),
							increment: 100 / questions.length,
						});
					},
				});
			} finally {
				cancelling.dispose();
			}
		},
	);
}

function failed({ text }: FailureWords): RowValue {
	return { text: `⚠ ${vscode.l10n.t("no value")}`, details: [text] };
}

/** What a row says of a last value: `POC 71,380 USDT`, with its interval and its age in the hover. */
function rowValue({ queries }: SavedMarket, { value, fetchedAt, isKept }: FoundValue): RowValue {
	const [query] = queries;
	const age = isKept
		? vscode.l10n.t("Of the kept answer of {0}, nothing was asked.", moment(fetchedAt))
		: vscode.l10n.t("Fetched {0}.", moment(fetchedAt));
	if (value === undefined || query === undefined) {
		return {
			text: vscode.l10n.t("no trades"),
			details: [vscode.l10n.t("Nothing traded in its newest intervals."), age],
		};
	}
	return {
		text: `${nameOf(value)} ${priceOf(value, query)}`,
		details: [sentence(value, query), age],
	};
}

function nameOf({ kind }: LastValue): string {
	return kind === "vwap" ? "VWAP" : "POC";
}

function priceOf({ price, decimals }: LastValue, query: MarketQuery): string {
	const quote = queryPair(query)?.quote;
	const written = fixedText(vscode.env.language, decimals)(price);
	return quote === undefined ? written : `${written} ${quote}`;
}

function sentence(value: LastValue, query: MarketQuery): string {
	const of = `${nameOf(value)} ${priceOf(value, query)}`;
	const market = providerOf(query).market(query);
	const [from, to] = [moment(value.from), moment(value.to)];
	return value.isOpen
		? vscode.l10n.t("{0}: {1} of {2} to {3}, in progress.", market, of, from, to)
		: vscode.l10n.t("{0}: {1} of {2} to {3}.", market, of, from, to);
}

/** `2026-03-29 16:00:00 UTC` without seconds that are zero. */
function moment(time: EpochMs): string {
	const written = toIso(time).slice(0, 19).replace("T", " ");
	return `${written.replace(/:00$/, "")} UTC`;
}

/** Takes the last values away. */
export function hideLastValues({ values }: Pick<LastValuesDeps, "values">) {
	return (): void => values.clear();
}
