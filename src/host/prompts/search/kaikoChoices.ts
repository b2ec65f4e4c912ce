import * as vscode from "vscode";
import { InstrumentSearch } from "../../../app/discovery/instrumentSearch";
import type { ListedMarket, ListedVenue } from "../../../core/discovery/listing";
import { rankVenues } from "../../../core/discovery/rankVenues";
import { referenceExchanges, referenceInstruments } from "../../../core/discovery/kaiko/reference";
import { readKaikoCode } from "../../../core/discovery/names";
import { KAIKO_CLASSES, KAIKO_EXCHANGES, venueName } from "../../../core/providers/marketLists";
import type { VenueChoice } from "../../../core/providers/markets";
import { tradedWords } from "../../words/tradedWords";
import { translate } from "../../words/uiText";
import { type Choice, recentFirst, type Section } from "../steps/choices";
import { asGuess } from "../steps/didYouMean";
import type { LiveChoices } from "../steps/liveChoices";
import { AskedLists, type ListAccess } from "./askedLists";
import { rankedSection } from "./rankedSection";

/** The market of a VWAP query. */
export interface KaikoMarket {
	readonly exchange: string;
	readonly instrumentClass: string;
	readonly instrument: string;
}

const nameOf = (exchange: string) => venueName([KAIKO_EXCHANGES], exchange);

/** Codes with names: what ships, most used first, then whatever else the provider lists. */
export function exchangeChoices(
	access: ListAccess,
	common: readonly VenueChoice[],
	used: readonly string[],
): LiveChoices<string> {
	const asked = new AskedLists(access, "kaiko");
	let listed: readonly ListedVenue[] | undefined;
	const toChoice = ({ code, name = "" }: ListedVenue): Choice<string> => ({
		code,
		label: code,
		value: code,
		...(name === "" ? {} : { description: name }),
	});
	const isGone = (code: string) => listed?.every((one) => one.code !== code) === true;
	const rows = () => {
		const known = common.filter(({ code }) => !isGone(code));
		const others = (listed ?? [])
			.filter(({ code }) => common.every((one) => one.code !== code))
			.sort((a, b) => (a.name ?? a.code).localeCompare(b.name ?? b.code));
		const gone = common.filter(({ code }) => isGone(code));
		return { known, others, gone };
	};
	return {
		sections: (typed) => {
			const { known, others, gone } = rows();
			if (typed.trim() !== "") {
				return [{ choices: rankVenues(typed, [...known, ...others, ...gone]).map(toChoice) }];
			}
			return recentFirst(
				vscode.l10n.t("used last"),
				used.map((code) => toChoice({ code })),
				[
					{ heading: vscode.l10n.t("common"), choices: known.map(toChoice) },
					{ heading: vscode.l10n.t("more that Kaiko covers"), choices: others.map(toChoice) },
					{ heading: vscode.l10n.t("no longer in Kaiko's list"), choices: gone.map(toChoice) },
				],
			);
		},
		load: async (_, signal) => {
			listed = (await asked.find(referenceExchanges(), signal))?.items;
		},
		note: () => asked.note(),
	};
}

/** The classes of instruments, and whether an exchange has any of them. */
export function classChoices(
	access: ListAccess,
	exchange: string,
	used: readonly string[],
): LiveChoices<string> {
	const asked = new AskedLists(access, "kaiko");
	const counts = new Map<string, number>();
	const choices = () =>
		KAIKO_CLASSES.map(({ code, name }): Choice<string> => {
			const isEmpty = counts.get(code) === 0;
			return {
				code,
				label: code,
				value: code,
				description: translate(name),
				...(isEmpty && { aside: vscode.l10n.t("none listed on {0}", nameOf(exchange)) }),
			};
		});
	return {
		sections: (typed) => {
			const lower = typed.trim().toLowerCase();
			if (lower !== "") {
				const isMeant = ({ code, description = "" }: Choice<string>) =>
					code.includes(lower) || description.toLowerCase().includes(lower);
				return [{ choices: choices().filter(isMeant) }];
			}
			const isThere = ({ code }: Choice<string>) => (counts.get(code) === 0 ? 1 : 0);
			return recentFirst(
				vscode.l10n.t("used last"),
				used.map((code) => ({ code, label: code, value: code })),
				[
					{
						heading: vscode.l10n.t("classes"),
						choices: choices().sort((a, b) => isThere(a) - isThere(b)),
					},
				],
			);
		},
		load: async (typed, signal) => {
			if (typed !== "" || readKaikoCode(exchange) === undefined) return;
			const find = async (instrumentClass: string) => {
				const filter = { exchange, instrumentClass, pageSize: 1 };
				const list = await asked.find(referenceInstruments(filter), signal);
				if (list !== undefined) counts.set(instrumentClass, list.items.length);
			};
			await Promise.all(KAIKO_CLASSES.map(({ code }) => find(code)));
		},
		note: () => asked.note(),
	};
}

/** The instruments of an exchange and a class: those that trade, and whatever the typed text may mean. */
export class InstrumentChoices implements LiveChoices<KaikoMarket> {
	private readonly asked: AskedLists;
	private readonly search: InstrumentSearch;

	constructor(
		access: ListAccess,
		private readonly market: Pick<KaikoMarket, "exchange" | "instrumentClass">,
		common: readonly string[],
		private readonly used: readonly string[],
	) {
		this.asked = new AskedLists(access, "kaiko");
		this.search = new InstrumentSearch(
			(question, signal) => this.asked.find(question, signal),
			market,
			common,
		);
	}

	sections(typed: string): readonly Section<KaikoMarket>[] {
		const { search } = this;
		if (typed.trim() === "") {
			const heading = search.isListed
				? vscode.l10n.t("traded on {0}", nameOf(this.market.exchange))
				: vscode.l10n.t("common");
			const choices = search.listed().map((one) => this.toChoice(one));
			const used = this.used.map((symbol) => this.toChoice(search.own(symbol)));
			return recentFirst(vscode.l10n.t("used last"), used, [{ heading, choices }]);
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

	/** Codes that a typed one may have been meant for. */
	codes(): readonly string[] {
		return this.search.markets().map(({ symbol }) => symbol);
	}

	/** Whether all that is listed of the exchange is known and the text is none of it. */
	isUnknown(typed: string): boolean {
		return this.search.isListed && !this.codes().includes(typed);
	}

	private toChoice(market: ListedMarket): Choice<KaikoMarket> {
		const { exchange, symbol, group = "" } = market;
		const isHere = this.search.isHere(market);
		const traded = tradedWords(market);
		const place = isHere
			? []
			: [className(group), exchange === this.market.exchange ? undefined : exchange];
		const words = [...place, traded].filter((one) => one !== undefined).join(" · ");
		return {
			code: isHere ? symbol : `${exchange} ${group} ${symbol}`,
			label: symbol,
			value: { exchange, instrumentClass: group, instrument: symbol },
			...(words !== "" && { description: words }),
		};
	}

	private toGuess(market: ListedMarket): Choice<KaikoMarket> {
		const { exchange, symbol } = market;
		return asGuess(
			this.toChoice(market),
			exchange === this.market.exchange
				? symbol
				: vscode.l10n.t("{0} on {1}", symbol, nameOf(exchange)),
		);
	}
}

function className(code: string): string {
	const known = KAIKO_CLASSES.find((one) => one.code === code);
	return known === undefined ? code : translate(known.name);
}
