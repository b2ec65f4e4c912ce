import * as vscode from "vscode";
import {
	type FormedMarket,
	type SymbolPlace,
	SymbolSearch,
} from "../../../app/discovery/symbolSearch";
import { exchangesQuestion } from "../../../core/discovery/kiyotaka/lists";
import type { ListedVenue } from "../../../core/discovery/listing";
import { rankVenues } from "../../../core/discovery/rankVenues";
import { kiyotaka } from "../../../core/providers/kiyotaka";
import { venueName } from "../../../core/providers/marketLists";
import type { ExchangeChoice, SymbolForm } from "../../../core/providers/markets";
import type { EpochMs } from "../../../core/time";
import { tradedWords } from "../../words/tradedWords";
import { type Choice, recentFirst, type Section } from "../steps/choices";
import { asGuess } from "../steps/didYouMean";
import type { LiveChoices } from "../steps/liveChoices";
import { AskedLists, type ListAccess } from "./askedLists";
import { rankedSection } from "./rankedSection";

/** What the exchange question shows besides the exchanges themselves. */
export interface ExchangeRows<T> {
	readonly common: readonly ExchangeChoice[];
	readonly used: readonly Choice<T>[];
	/** A row of its own, such as the one that asks for several. */
	readonly more: Choice<T>;
	readonly toChoice: (code: string) => Choice<T>;
}

/** Exchanges: what ships, in groups, then whatever else the provider lists. */
export function exchangeChoices<T>(
	access: ListAccess,
	{ common, used, more, toChoice }: ExchangeRows<T>,
): LiveChoices<T> & { readonly codes: () => readonly string[] } {
	const asked = new AskedLists(access, "kiyotaka");
	let listed: readonly ListedVenue[] | undefined;
	const isGone = (code: string) => listed?.every((one) => one.code !== code) === true;
	const others = () =>
		(listed ?? []).filter(({ code }) => common.every((one) => one.code !== code));
	const group = (name: ExchangeChoice["group"], heading: string): Section<T> => ({
		heading,
		choices: common
			.filter((one) => one.group === name && !isGone(one.code))
			.map(({ code }) => toChoice(code)),
	});
	return {
		codes: () => [...common, ...others()].map(({ code }) => code),
		sections: (typed) => {
			if (typed.trim() !== "") {
				const [last] = typed.split(/[\s,;+]+/).slice(-1);
				const isOne = last === typed.trim();
				const found = isOne ? rankVenues(typed, [...common, ...others()]) : [];
				const isMore = more.label.toLowerCase().includes(typed.trim().toLowerCase());
				return [
					{ choices: [...found.map(({ code }) => toChoice(code)), ...(isMore ? [more] : [])] },
				];
			}
			const gone = common.filter(({ code }) => isGone(code));
			return recentFirst(vscode.l10n.t("used last"), used, [
				group("derivatives", vscode.l10n.t("derivatives")),
				group("spot", vscode.l10n.t("spot")),
				{ heading: vscode.l10n.t("more"), choices: [more] },
				{
					heading: vscode.l10n.t("more that Kiyotaka lists"),
					choices: others().map(({ code }) => toChoice(code)),
				},
				group("other", vscode.l10n.t("other venues")),
				{
					heading: vscode.l10n.t("without volume profiles in Kiyotaka's list"),
					choices: gone.map(({ code }) => toChoice(code)),
				},
			]);
		},
		load: async (typed, signal) => {
			if (typed === "") listed = (await asked.find(exchangesQuestion(), signal))?.items;
		},
		note: () => asked.note(),
	};
}

/** A symbol and how it names the market. */
export interface SymbolAnswer {
	readonly form: SymbolForm;
	readonly symbol: string;
	/** Another exchange than the chosen one, where it was found there. */
	readonly exchange?: string;
}

/** What the symbol question shows in any case. */
export interface SymbolRows extends SymbolPlace {
	readonly used: readonly SymbolAnswer[];
	readonly heading: (form: SymbolForm) => string;
	readonly toChoice: (form: SymbolForm, symbol: string) => Choice<SymbolAnswer>;
	readonly now: () => EpochMs;
}

/** Symbols, coins and normalized symbols of the chosen exchanges, and where else a symbol is that they do not list. */
export class SymbolChoices implements LiveChoices<SymbolAnswer> {
	private readonly asked: AskedLists;
	private readonly search: SymbolSearch;

	constructor(
		access: ListAccess,
		private readonly rows: SymbolRows,
	) {
		this.asked = new AskedLists(access, "kiyotaka");
		this.search = new SymbolSearch(
			(question, signal) => this.asked.find(question, signal),
			rows,
			rows.now,
		);
	}

	sections(typed: string): readonly Section<SymbolAnswer>[] {
		const { search } = this;
		const { forms, used, heading } = this.rows;
		if (typed.trim() === "") {
			return recentFirst(
				vscode.l10n.t("used last"),
				used.map(({ form, symbol }) => this.toChoice(search.own(form, symbol))),
				forms.map(({ form }) => ({
					heading: heading(form),
					choices: search.listed(form).map((one) => this.toChoice(one)),
				})),
			);
		}
		return rankedSection(
			search.rows(typed),
			(one) => this.toChoice(one),
			(one) => this.toGuess(one),
		);
	}

	load(typed: string, signal: AbortSignal): Promise<void> {
		return this.search.load(typed, signal);
	}

	note() {
		return this.asked.note();
	}

	/** Symbols of a form that a typed one may have been meant for. */
	symbols(form: SymbolForm): readonly string[] {
		return this.search.markets(form).map(({ symbol }) => symbol);
	}

	/** Whether all symbols of a form are known and this is none of them. */
	isUnlisted(form: SymbolForm, symbol: string): boolean {
		return this.search.isUnlisted(form, symbol);
	}

	private toChoice(market: FormedMarket): Choice<SymbolAnswer> {
		const choice = this.rows.toChoice(market.form, market.symbol);
		const aside = tradedWords(market);
		return aside === undefined ? choice : { ...choice, aside };
	}

	private toGuess(market: FormedMarket): Choice<SymbolAnswer> {
		const choice = this.toChoice(market);
		const { exchange, symbol } = market;
		if (this.search.isHere(market)) return asGuess(choice, symbol);
		const name = venueName(kiyotaka.venueNames, exchange);
		return asGuess(
			{ ...choice, code: `${exchange} ${choice.code}`, value: { ...choice.value, exchange } },
			vscode.l10n.t("{0} on {1}", symbol, name),
		);
	}
}
