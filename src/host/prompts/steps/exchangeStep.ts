import * as vscode from "vscode";
import { kiyotaka } from "../../../core/providers/kiyotaka";
import { venueName } from "../../../core/providers/marketLists";
import { symbolProblem } from "../../../core/query/words/problems";
import { text } from "../../../core/text";
import { exchangeChoices } from "../search/kiyotakaChoices";
import type { Choice, Typed } from "./choices";
import { didYouMean } from "./didYouMean";
import { pickMany, pickOne } from "./pick";
import type { ProfileDraft, ProfilePromptDeps, ProfileStep } from "./profileStep";

const SEVERAL = "several";

function exchangesChoice(codes: readonly string[]): Choice<readonly string[]> {
	const code = codes.join(", ");
	const names = codes.map((one) => venueName(kiyotaka.venueNames, one)).join(" + ");
	return { code, label: code, value: codes, ...(names === code ? {} : { description: names }) };
}

function readExchanges(
	typed: string,
	known: readonly string[],
): Typed<readonly string[] | typeof SEVERAL> {
	const codes = typed.split(/[\s,;+]+/).filter((code) => code !== "");
	const problem = codes.map(symbolProblem).find((found) => found !== undefined);
	if (problem !== undefined) return { problem };
	if (new Set(codes).size !== codes.length) return { problem: text("Name each exchange once.") };
	if (codes.length > 32) return { problem: text("Name at most 32 exchanges.") };
	// The label does not match the typed text, so that listed exchanges come first in a search.
	const label = vscode.l10n.t("Use as typed");
	const asTyped = { ...exchangesChoice(codes), label, description: codes.join(", ") };
	const meant =
		codes.length === 1 ? didYouMean(typed, known, (code) => exchangesChoice([code])) : [];
	return { choices: [...meant, asTyped] };
}

/** Asks for one exchange or several. */
export const askExchanges = async (
	{ directory, access, recent }: ProfilePromptDeps,
	draft: ProfileDraft,
	position: Parameters<ProfileStep>[1],
): ReturnType<ProfileStep> => {
	const known = await directory.kiyotakaExchanges();
	const several: Choice<typeof SEVERAL> = {
		code: SEVERAL,
		label: vscode.l10n.t("Several exchanges…"),
		description: vscode.l10n.t("side by side or summed, by coin"),
		value: SEVERAL,
	};
	const used = [
		...(draft.exchange === undefined ? [] : [draft.exchange]),
		...recent().map(({ exchange }) => exchange),
	].map(exchangesChoice);
	const live = exchangeChoices<readonly string[] | typeof SEVERAL>(access, {
		common: known,
		used,
		more: several,
		toChoice: (code) => exchangesChoice([code]),
	});
	for (;;) {
		const answer = await pickOne<readonly string[] | typeof SEVERAL>({
			position,
			placeholder: vscode.l10n.t("Exchange: choose, or type its code; several with commas"),
			sections: [],
			live,
			...(draft.exchange === undefined ? {} : { selected: draft.exchange.join(", ") }),
			readTyped: (typed) => readExchanges(typed, live.codes()),
		});
		if (typeof answer === "string") return answer;
		if (answer.value !== SEVERAL) return withExchanges(draft, answer.value);
		const ticked = await pickMany({
			position: { ...position, canGoBack: true },
			placeholder: vscode.l10n.t("Tick the exchanges, then press Enter"),
			choices: live.codes().map((code) => ({
				code,
				label: code,
				description: venueName(kiyotaka.venueNames, code),
				value: code,
			})),
			ticked: draft.exchange ?? [],
			problem: ({ length }) => {
				if (length === 0) return text("Tick at least one exchange, then press Enter.");
				return length > 32 ? text("Tick at most 32 exchanges.") : undefined;
			},
		});
		if (ticked === "cancel") return ticked;
		if (ticked !== "back") return withExchanges(draft, ticked.value);
	}
};

/** A symbol of one venue means nothing to several. */
function withExchanges(
	draft: ProfileDraft,
	exchange: readonly string[],
): { readonly value: ProfileDraft } {
	const rawSymbol = exchange.length === 1 ? draft.rawSymbol : undefined;
	return { value: { ...draft, rawSymbol, exchange: [...exchange] } };
}
