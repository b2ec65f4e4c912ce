import * as vscode from "vscode";
import type { ListedMarket, ListedVenue, TradedSpan } from "../../../core/discovery/listing";
import { type RankedMarket, rankMarkets } from "../../../core/discovery/rank";
import { rankVenues } from "../../../core/discovery/rankVenues";
import {
	type InstrumentFilter,
	referenceExchanges,
	referenceInstruments,
} from "../../../core/discovery/kaiko/reference";
import { readKaikoCode } from "../../../core/discovery/names";
import { symbolReadings } from "../../../core/discovery/symbolParts";
import { KAIKO_CLASSES, KAIKO_EXCHANGES, venueName } from "../../../core/providers/marketLists";
import type { VenueChoice } from "../../../core/providers/markets";
import { tradedWords } from "../../words/tradedWords";
import { translate } from "../../words/uiText";
import { type Choice, recentFirst, type Section } from "../steps/choices";
import { asGuess } from "../steps/didYouMean";
import type { LiveChoices } from "../steps/liveChoices";
import { AskedLists, type ListAccess } from "./askedLists";

/** The market of a VWAP query. */
export interface KaikoMarket {
	readonly exchange: string;
	readonly instrumentClass: string;
	readonly instrument: string;
}

/** Rows of a search: nobody reads on. */
const MOST_ROWS = 60;
const MOST_GUESSES = 4;
/** Rows while nothing is typed. */
const MOST_LISTED = 200;
/** A shorter text is the beginning of too many names. */
const SHORTEST_SEARCH = 3;

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

/** The lists that can tell more about a typed instrument than those of its exchange and class that trade. */
function lookups(typed: string, exchange: string): readonly InstrumentFilter[] {
	const code = readKaikoCode(typed.toLowerCase());
	const bases = symbolReadings(typed).map(({ base }) => base.toLowerCase());
	const known = [...new Set(bases)].slice(0, 2).flatMap((base) => readKaikoCode(base) ?? []);
	return [
		...known.map((base) => ({ exchange, base })),
		...(code === undefined || typed.length < 6 ? [] : [{ exchange, code }]),
	];
}

/** The same pair wherever it trades. */
function elsewhere(typed: string): InstrumentFilter | undefined {
	const [meant] = symbolReadings(typed);
	const base = readKaikoCode(meant?.base.toLowerCase());
	const quote = readKaikoCode(meant?.quote?.toLowerCase());
	return base === undefined || quote === undefined
		? undefined
		: { base, quote, isOngoing: true, pageSize: 100 };
}

/** The instruments of an exchange and a class: those that trade, and whatever the typed text may mean. */
export class InstrumentChoices implements LiveChoices<KaikoMarket> {
	private readonly asked: AskedLists;
	private readonly here = new Map<string, ListedMarket>();
	private readonly there = new Map<string, ListedMarket>();
	private isListed = false;

	constructor(
		access: ListAccess,
		private readonly market: Pick<KaikoMarket, "exchange" | "instrumentClass">,
		private readonly common: readonly string[],
		private readonly used: readonly string[],
	) {
		this.asked = new AskedLists(access, "kaiko");
	}

	sections(typed: string): readonly Section<KaikoMarket>[] {
		const markets = this.markets();
		if (typed.trim() === "") {
			const heading = this.isListed
				? vscode.l10n.t("traded on {0}", nameOf(this.market.exchange))
				: vscode.l10n.t("common");
			const choices = rankMarkets("", markets, MOST_LISTED).map((one) => this.toChoice(one));
			const used = this.used.map((symbol) =>
				this.toChoice({ market: this.own(symbol), how: "found" }),
			);
			return recentFirst(vscode.l10n.t("used last"), used, [{ heading, choices }]);
		}
		const own = rankMarkets(typed, markets, MOST_ROWS);
		const guesses = own.filter(({ how }) => how === "guess").slice(0, MOST_GUESSES);
		const found = own.filter(({ how }) => how === "found");
		const rest = own.length > 0 ? [] : rankMarkets(typed, [...this.there.values()], MOST_GUESSES);
		const others = rest.map(({ market }) => ({ market, how: "guess" as const }));
		return [{ choices: [...found, ...guesses, ...others].map((one) => this.toChoice(one)) }];
	}

	async load(typed: string, signal: AbortSignal): Promise<void> {
		const { exchange, instrumentClass } = this.market;
		if (readKaikoCode(exchange) === undefined || readKaikoCode(instrumentClass) === undefined)
			return;
		if (!this.isListed) {
			const filter = { exchange, instrumentClass, isOngoing: true };
			const list = await this.asked.find(referenceInstruments(filter), signal);
			if (list !== undefined) {
				this.isListed = true;
				for (const market of list.items) this.keep(market);
			}
		}
		if (typed.length < SHORTEST_SEARCH || this.finds(typed)) return;
		await this.look(lookups(typed, exchange), signal);
		const wider = elsewhere(typed);
		if (wider !== undefined && !this.finds(typed, "guess")) await this.look([wider], signal);
	}

	note() {
		return this.asked.note();
	}

	/** Codes that a typed one may have been meant for. */
	codes(): readonly string[] {
		return this.markets().map(({ symbol }) => symbol);
	}

	/** Whether all that is listed of the exchange is known and the text is none of it. */
	isUnknown(typed: string): boolean {
		return this.isListed && this.markets().every(({ symbol }) => symbol !== typed);
	}

	private async look(filters: readonly InstrumentFilter[], signal: AbortSignal): Promise<void> {
		for (const filter of filters) {
			const list = await this.asked.find(referenceInstruments(filter), signal);
			for (const market of list?.items ?? []) this.keep(market);
		}
	}

	private finds(typed: string, how?: "guess"): boolean {
		const ranked = rankMarkets(typed, [...this.here.values()], MOST_ROWS);
		return ranked.some((one) => one.how === "found" || one.how === how);
	}

	private keep(market: ListedMarket): void {
		const { exchange, group, symbol } = market;
		const isHere = exchange === this.market.exchange && group === this.market.instrumentClass;
		if (isHere) this.here.set(symbol, market);
		else this.there.set(`${exchange} ${group} ${symbol}`, market);
	}

	private own(symbol: string): ListedMarket {
		const { exchange, instrumentClass } = this.market;
		return this.here.get(symbol) ?? { exchange, symbol, group: instrumentClass };
	}

	private markets(): readonly ListedMarket[] {
		if (this.isListed) return [...this.here.values()];
		const known = [...this.here.keys()];
		return [...this.common.filter((code) => !known.includes(code)), ...known].map((code) =>
			this.own(code),
		);
	}

	private toChoice({ market, how }: RankedMarket): Choice<KaikoMarket> {
		const { exchange, symbol, group = "" } = market;
		const value = { exchange, instrumentClass: group, instrument: symbol };
		const isHere = exchange === this.market.exchange && group === this.market.instrumentClass;
		const traded = tradedWords(market);
		const place = isHere
			? []
			: [className(group), exchange === this.market.exchange ? undefined : exchange];
		const words = [...place, traded].filter((one) => one !== undefined).join(" · ");
		const choice = {
			code: isHere ? symbol : `${exchange} ${group} ${symbol}`,
			label: symbol,
			value,
			...(words !== "" && { description: words }),
		};
		if (how === "found") return choice;
		return asGuess(
			choice,
			exchange === this.market.exchange
				? symbol
				: vscode.l10n.t("{0} on {1}", symbol, nameOf(exchange)),
		);
	}
}

/** When a market was traded, as far as the list of its exchange says so. */
export async function tradedSpan(
	access: ListAccess,
	{ exchange, instrumentClass, instrument }: Partial<KaikoMarket>,
	signal: AbortSignal,
): Promise<TradedSpan | undefined> {
	const codes = [exchange, instrumentClass, instrument].map(readKaikoCode);
	const [venue, group, code] = codes;
	if (venue === undefined || group === undefined || code === undefined) return undefined;
	const filter = { exchange: venue, instrumentClass: group, code };
	const list = await new AskedLists(access, "kaiko").find(referenceInstruments(filter), signal);
	return list?.items.find(({ symbol }) => symbol === code);
}

function className(code: string): string {
	const known = KAIKO_CLASSES.find((one) => one.code === code);
	return known === undefined ? code : translate(known.name);
}
