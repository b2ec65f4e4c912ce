import type { CancelSignal } from "../../core/cancel";
import { lookupsElsewhere, lookupsHere } from "../../core/discovery/kaiko/lookups";
import { type InstrumentFilter, referenceInstruments } from "../../core/discovery/kaiko/reference";
import type { ListedMarket } from "../../core/discovery/listing";
import { readKaikoCode } from "../../core/discovery/names";
import { rankMarkets } from "../../core/discovery/rank";
import {
	type FindList,
	hasAnswer,
	MOST_LISTED,
	type RankedRows,
	rankedRows,
	SHORTEST_SEARCH,
} from "./rankedRows";

/** Rows of a search: nobody reads on. */
const MOST_ROWS = 60;

/** An exchange of Kaiko and one of its classes. */
export interface InstrumentPlace {
	readonly exchange: string;
	readonly instrumentClass: string;
}

/** The instruments of an exchange and a class: those that trade, and whatever a typed text may mean, also elsewhere. */
export class InstrumentSearch {
	private readonly here = new Map<string, ListedMarket>();
	private readonly there = new Map<string, ListedMarket>();
	private hasList = false;

	/** @param common codes that are offered before anything is known */
	constructor(
		private readonly find: FindList,
		private readonly place: InstrumentPlace,
		private readonly common: readonly string[],
	) {}

	/** Whether all that trades here is known. */
	get isListed(): boolean {
		return this.hasList;
	}

	/** Finds out more about what is typed. Rejects once the signal fires. */
	async load(typed: string, signal: CancelSignal): Promise<void> {
		const { exchange, instrumentClass } = this.place;
		if (readKaikoCode(exchange) === undefined || readKaikoCode(instrumentClass) === undefined)
			return;
		if (!this.hasList) {
			const filter = { exchange, instrumentClass, isOngoing: true };
			const list = await this.find(referenceInstruments(filter), signal);
			if (list !== undefined) {
				this.hasList = true;
				for (const market of list.items) this.keep(market);
			}
		}
		if (typed.length < SHORTEST_SEARCH || hasAnswer(typed, [...this.here.values()])) return;
		await this.look(lookupsHere(typed, exchange), signal);
		const known = [...this.here.values(), ...this.there.values()];
		if (!hasAnswer(typed, known)) await this.look(lookupsElsewhere(typed), signal);
	}

	/** What is offered while nothing is typed. */
	listed(): readonly ListedMarket[] {
		return rankMarkets("", this.markets(), MOST_LISTED).map(({ market }) => market);
	}

	/** What is offered for a typed text. */
	rows(typed: string): RankedRows<ListedMarket> {
		return rankedRows({
			typed,
			here: this.markets(),
			there: [...this.there.values()],
			mostFound: MOST_ROWS,
		});
	}

	/** All that is known of the exchange and the class; before they are known, what ships. */
	markets(): readonly ListedMarket[] {
		if (this.hasList) return [...this.here.values()];
		const known = [...this.here.keys()];
		return [...this.common.filter((code) => !known.includes(code)), ...known].map((code) =>
			this.own(code),
		);
	}

	/** An instrument of the exchange and the class, with what is known of it. */
	own(symbol: string): ListedMarket {
		const { exchange, instrumentClass } = this.place;
		return this.here.get(symbol) ?? { exchange, symbol, group: instrumentClass };
	}

	isHere({ exchange, group }: ListedMarket): boolean {
		return exchange === this.place.exchange && group === this.place.instrumentClass;
	}

	private async look(filters: readonly InstrumentFilter[], signal: CancelSignal): Promise<void> {
		for (const filter of filters) {
			const list = await this.find(referenceInstruments(filter), signal);
			for (const market of list?.items ?? []) this.keep(market);
		}
	}

	private keep(market: ListedMarket): void {
		const { exchange, group = "", symbol } = market;
		if (this.isHere(market)) this.here.set(symbol, market);
		else this.there.set(`${exchange} ${group} ${symbol}`, market);
	}
}
