import * as vscode from "vscode";
import { type DemandAt, demandsOf } from "../../../app/budget/demands";
import type { ValueQuestion } from "../../../app/markets/lastValues";
import type { QueryService } from "../../../app/queryService";
import { fittingCount, needsConsent, totalOf, waitOf } from "../../../core/cost/demand";
import { credentialOf } from "../../../core/providers/credentials";
import { providerOf } from "../../../core/providers/providers";
import type { MarketQuery } from "../../../core/query/query";
import { MINUTE_MS } from "../../../core/time";
import { PLAN_SETTINGS } from "../../ids";
import { clockWords, countWords } from "../../words/amounts";
import { type CostOf, costLine } from "../../words/costLine";

export interface AgreeDeps {
	readonly service: Pick<QueryService, "accounts" | "places">;
	readonly costOf: CostOf;
}

/**
 * The questions that are asked: all of them where they take little of what is left of the limits; else the person says
 * whether, and whether all or as many as fit now. None where they leave.
 */
export async function agreeToCost(
	questions: readonly ValueQuestion[],
	{ service, costOf }: AgreeDeps,
): Promise<readonly ValueQuestion[]> {
	const demands = await demandsOf(
		questions.map(({ query }) => query),
		{
			estimate: costOf,
			accounts: service.accounts,
			placeOf: (query) =>
				providerOf(query).credential === undefined ? undefined : service.places.ofQuery(query),
		},
	);
	if (!needsConsent(demands)) return questions;
	const remote = demands.flatMap(({ queries }) => queries);
	const fitting = demands.flatMap((demand) => demand.queries.slice(0, fittingCount(demand)));
	const cost = await costLine(remote, costOf);
	const all = vscode.l10n.t("Ask");
	const some = vscode.l10n.t("Ask for {0} now", fitting.length);
	const offersSome = fitting.length > 0 && fitting.length < remote.length;
	const chosen = await vscode.window.showInformationMessage(
		vscode.l10n.t("Ask for the last values of {0} markets?", remote.length),
		{
			modal: true,
			detail: [
				...(cost === undefined ? [] : [cost]),
				...demands.map(leftWords),
				vscode.l10n.t("Only the newest two intervals of each are asked for."),
			].join("\n"),
		},
		all,
		...(offersSome ? [some] : []),
	);
	if (chosen === all) return questions;
	if (chosen !== some) return [];
	const isLeftOut = (query: MarketQuery) => remote.includes(query) && !fitting.includes(query);
	return questions.filter(({ query }) => !isLeftOut(query));
}

/** What the queries of one key take of what is left of its limit. */
function leftWords(demand: DemandAt): string {
	const { place, left, silence } = demand;
	const { label } = credentialOf(place.provider);
	if (silence !== undefined) {
		const time = clockWords(silence.until);
		return vscode.l10n.t("{0}: nothing is sent before {1} UTC.", label, time);
	}
	const total = countWords(totalOf(demand));
	if (left === undefined) {
		return vscode.l10n.t("{0}: what is left of your limit is not known yet.", label);
	}
	const share =
		place.provider in PLAN_SETTINGS
			? vscode.l10n.t("{0}: weight {1}, {2} left.", label, total, countWords(left.left))
			: vscode.l10n.t("{0}: {1} requests, {2} left.", label, total, countWords(left.left));
	const wait = waitOf(demand);
	if (wait === 0) return share;
	return wait === undefined
		? `${share} ${vscode.l10n.t("The rest waits for the limit.")}`
		: `${share} ${vscode.l10n.t("The rest waits for the limit, about {0} min.", Math.ceil(wait / MINUTE_MS))}`;
}
