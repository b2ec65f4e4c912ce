import * as vscode from "vscode";
import type { ListedMarket, ListedVenue } from "../../../core/discovery/listing";
import type { ListQuestion } from "../../../core/discovery/lists";
import { type RankedMarket, rankMarkets } from "../../../core/discovery/rank";
import { rankVenues } from "../../../core/discovery/rankVenues";
import {
	coinsQuestion,
	exchangesQuestion,
	normalizedSymbolsQuestion,
	symbolsQuestion,
} from "../../../core/discovery/kiyotaka/lists";
import type { ExchangeChoice, SymbolForm } from "../../../core/providers/markets";
import { type Choice, recentFirst, type Section } from "../steps/choices";
import { asGuess } from "../steps/didYouMean";
import type { LiveChoices } from "../steps/liveChoices";
import { AskedLists, type ListAccess } from "./askedLists";

/** Rows of one form while somebody types: nobody reads on. */
const MOST_ROWS = 40;
const MOST_GUESSES = 3;
/** Rows of one form while nothing is typed. */
const MOST_LISTED = 200;

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
}

/** What the symbol question shows in any case. */
export interface SymbolRows {
	readonly exchanges: readonly string[];
	/** The forms that may be used, with what ships of each. */
	readonly forms: readonly { readonly form: SymbolForm; readonly symbols: readonly string[] }[];
	readonly used: readonly SymbolAnswer[];
	readonly heading: (form: SymbolForm) => string;
	readonly toChoice: (form: SymbolForm, symbol: string) => Choice<SymbolAnswer>;
}

/** Symbols, coins and normalized symbols of the chosen exchanges. */
export class SymbolChoices implements LiveChoices<SymbolAnswer> {
	private readonly asked: AskedLists;
	private readonly listed = new Map<SymbolForm, readonly ListedMarket[]>();

	constructor(
		access: ListAccess,
		private readonly rows: SymbolRows,
	) {
		this.asked = new AskedLists(access, "kiyotaka");
	}

	sections(typed: string): readonly Section<SymbolAnswer>[] {
		const { forms, used, heading, toChoice } = this.rows;
		if (typed.trim() === "") {
			return recentFirst(
				vscode.l10n.t("used last"),
				used.map(({ form, symbol }) => toChoice(form, symbol)),
				forms.map(({ form, symbols }) => ({
					heading: heading(form),
					// What ships stands in the order of use, and all of a venue's markets in none.
					choices: this.inOrder(form, symbols)
						.slice(0, MOST_LISTED)
						.map(({ symbol }) => toChoice(form, symbol)),
				})),
			);
		}
		const ranked = forms.map(({ form, symbols }) => ({
			form,
			rows: rankMarkets(typed, this.inOrder(form, symbols), MOST_ROWS),
		}));
		const choicesOf = (how: RankedMarket["how"], most: number) =>
			ranked.flatMap(({ form, rows }) =>
				rows
					.filter((one) => one.how === how)
					.slice(0, most)
					.map(({ market: { symbol } }) =>
						how === "found" ? toChoice(form, symbol) : this.toGuess(form, symbol),
					),
			);
		const guesses = choicesOf("guess", MOST_GUESSES).slice(0, MOST_GUESSES);
		return [{ choices: [...choicesOf("found", MOST_ROWS), ...guesses] }];
	}

	async load(typed: string, signal: AbortSignal): Promise<void> {
		const { exchanges, forms } = this.rows;
		// Typing searches in the lists that are there; no other can tell more.
		if (typed !== "" && forms.every(({ form }) => this.listed.has(form))) return;
		const [exchange = ""] = exchanges;
		const ask = async <Item>(
			form: SymbolForm,
			question: ListQuestion<Item>,
			toMarket: (item: Item) => ListedMarket,
		) => {
			const list = await this.asked.find(question, signal);
			if (list !== undefined) this.listed.set(form, list.items.map(toMarket));
		};
		const questions: Readonly<Record<SymbolForm, () => Promise<void>>> = {
			rawSymbol: () => ask("rawSymbol", symbolsQuestion(exchange), (market) => market),
			coin: () => ask("coin", coinsQuestion(exchanges), (symbol) => ({ exchange, symbol })),
			normalizedSymbol: () =>
				ask("normalizedSymbol", normalizedSymbolsQuestion(exchanges), (market) => market),
		};
		await Promise.all(forms.map(({ form }) => questions[form]()));
	}

	note() {
		return this.asked.note();
	}

	/** Symbols of a form that a typed one may have been meant for. */
	symbols(form: SymbolForm): readonly string[] {
		const shipped = this.rows.forms.find((one) => one.form === form)?.symbols ?? [];
		return this.inOrder(form, shipped).map(({ symbol }) => symbol);
	}

	/** Whether all symbols of a form are known and this is none of them. */
	isUnlisted(form: SymbolForm, symbol: string): boolean {
		return this.listed.get(form)?.every((one) => one.symbol !== symbol) === true;
	}

	/** What ships in front, as far as it is listed, then the rest of the list. */
	private inOrder(form: SymbolForm, common: readonly string[]): readonly ListedMarket[] {
		const [exchange = ""] = this.rows.exchanges;
		const listed = this.listed.get(form);
		if (listed === undefined) return common.map((symbol) => ({ exchange, symbol }));
		const place = new Map(common.map((symbol, at) => [symbol, at]));
		const placeOf = ({ symbol }: ListedMarket) => place.get(symbol) ?? common.length;
		return [...listed].sort((a, b) => placeOf(a) - placeOf(b));
	}

	private toGuess(form: SymbolForm, symbol: string): Choice<SymbolAnswer> {
		return asGuess(this.rows.toChoice(form, symbol), symbol);
	}
}
