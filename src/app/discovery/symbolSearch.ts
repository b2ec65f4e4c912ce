import type { CancelSignal } from "../../core/cancel";
import { withExpiry } from "../../core/discovery/expired";
import {
	filtersElsewhere,
	groupOf,
	isOfCoin,
	othersInOrder,
} from "../../core/discovery/kiyotaka/elsewhere";
import {
	coinsQuestion,
	exchangesQuestion,
	type MarketFilter,
	normalizedSymbolsQuestion,
	symbolsQuestion,
} from "../../core/discovery/kiyotaka/lists";
import type { DatedMarket } from "../../core/discovery/listing";
import type { ListQuestion } from "../../core/discovery/lists";
import { rankMarkets } from "../../core/discovery/rank";
import type { SymbolForm } from "../../core/providers/markets";
import type { EpochMs } from "../../core/time";
import {
	type FindList,
	hasAnswer,
	MOST_GUESSES,
	MOST_LISTED,
	type RankedRows,
	rankedRows,
	SHORTEST_SEARCH,
} from "./rankedRows";

/** Rows of one form while somebody types: nobody reads on. */
const MOST_ROWS = 40;
/** Exchanges whose lists are looked at for one text. */
const MOST_EXCHANGES = 3;

/** A market of Kiyotaka and how its symbol names it. */
export interface FormedMarket extends DatedMarket {
	readonly form: SymbolForm;
}

/** What is searched. */
export interface SymbolPlace {
	readonly exchanges: readonly string[];
	/** The forms that may be used, with what ships of each. */
	readonly forms: readonly { readonly form: SymbolForm; readonly symbols: readonly string[] }[];
}

/** Symbols, coins and normalized symbols of exchanges, and where else a symbol is that one exchange does not list. */
export class SymbolSearch {
	private readonly lists = new Map<SymbolForm, readonly FormedMarket[]>();
	private readonly there = new Map<string, FormedMarket>();

	constructor(
		private readonly find: FindList,
		private readonly place: SymbolPlace,
		private readonly now: () => EpochMs,
	) {}

	/** Finds out more about what is typed. Rejects once the signal fires. */
	async load(typed: string, signal: CancelSignal): Promise<void> {
		const { forms } = this.place;
		// Typing searches in the lists that are there.
		if (typed === "" || !forms.every(({ form }) => this.lists.has(form))) await this.list(signal);
		if (typed.length >= SHORTEST_SEARCH && this.isMissing(typed)) await this.look(typed, signal);
	}

	/** What is offered of a form while nothing is typed; what expired stands behind what trades. */
	listed(form: SymbolForm): readonly FormedMarket[] {
		return rankMarkets("", this.markets(form), MOST_LISTED).map(({ market }) => market);
	}

	/** What is offered for a typed text. */
	rows(typed: string): RankedRows<FormedMarket> {
		const [first, ...more] = this.place.forms.map(({ form }, at) =>
			rankedRows({
				typed,
				here: this.markets(form),
				// What is elsewhere is told once.
				there: at === 0 ? [...this.there.values()] : [],
				mostFound: MOST_ROWS,
			}),
		);
		if (first === undefined) return { found: [], guesses: [] };
		return {
			found: [first, ...more].flatMap(({ found }) => found),
			guesses: [first, ...more].flatMap(({ guesses }) => guesses).slice(0, MOST_GUESSES),
		};
	}

	/** What ships of a form in front, as far as it is listed, then the rest of the list. */
	markets(form: SymbolForm): readonly FormedMarket[] {
		const common = this.place.forms.find((one) => one.form === form)?.symbols ?? [];
		const listed = this.lists.get(form);
		if (listed === undefined) return common.map((symbol) => this.own(form, symbol));
		const place = new Map(common.map((symbol, at) => [symbol, at]));
		const placeOf = ({ symbol }: FormedMarket) => place.get(symbol) ?? common.length;
		return [...listed].sort((a, b) => placeOf(a) - placeOf(b));
	}

	/** A market of the exchanges, with what its name says of its end. */
	own(form: SymbolForm, symbol: string): FormedMarket {
		const [exchange = ""] = this.place.exchanges;
		return this.formed({ exchange, symbol, ...groupOf(exchange) }, form);
	}

	isHere({ exchange }: FormedMarket): boolean {
		return exchange === (this.place.exchanges[0] ?? "");
	}

	/** Whether all symbols of a form are known and this is none of them. */
	isUnlisted(form: SymbolForm, symbol: string): boolean {
		return this.lists.get(form)?.every((one) => one.symbol !== symbol) === true;
	}

	private formed(market: DatedMarket, form: SymbolForm): FormedMarket {
		return { ...withExpiry(market, this.now()), form };
	}

	private async list(signal: CancelSignal): Promise<void> {
		const { exchanges, forms } = this.place;
		const [exchange = ""] = exchanges;
		const ask = async <Item>(
			form: SymbolForm,
			question: ListQuestion<Item>,
			symbolOf: (item: Item) => string,
		) => {
			const list = await this.find(question, signal);
			if (list === undefined) return;
			this.lists.set(
				form,
				list.items.map((item) => this.own(form, symbolOf(item))),
			);
		};
		const nameOf = ({ symbol }: DatedMarket) => symbol;
		const questions: Readonly<Record<SymbolForm, () => Promise<void>>> = {
			rawSymbol: () => ask("rawSymbol", symbolsQuestion(exchange), nameOf),
			coin: () => ask("coin", coinsQuestion(exchanges), (coin) => coin),
			normalizedSymbol: () => ask("normalizedSymbol", normalizedSymbolsQuestion(exchanges), nameOf),
		};
		await Promise.all(forms.map(({ form }) => questions[form]()));
	}

	/** Whether the one exchange is known not to have what is typed. */
	private isMissing(typed: string): boolean {
		const { exchanges, forms } = this.place;
		if (exchanges.length !== 1 || !this.lists.has("rawSymbol")) return false;
		return forms.every(({ form }) => !hasAnswer(typed, this.markets(form)));
	}

	private async look(typed: string, signal: CancelSignal): Promise<void> {
		for (const filter of filtersElsewhere(typed)) {
			const { items = [] } = (await this.find(exchangesQuestion(filter), signal)) ?? {};
			const codes = items.map(({ code }) => code);
			const [chosen = ""] = this.place.exchanges;
			for (const exchange of othersInOrder(codes, chosen).slice(0, MOST_EXCHANGES)) {
				for (const market of await this.marketsOf(exchange, filter, signal)) {
					this.there.set(`${exchange} ${market.form} ${market.symbol}`, market);
				}
			}
			if (hasAnswer(typed, [...this.there.values()])) return;
		}
	}

	/** What another exchange has that passes a filter. */
	private async marketsOf(
		exchange: string,
		filter: MarketFilter,
		signal: CancelSignal,
	): Promise<readonly FormedMarket[]> {
		if (isOfCoin(filter)) {
			const { items = [] } =
				(await this.find(coinsQuestion([exchange], filter.coin), signal)) ?? {};
			return items
				.filter((symbol) => symbol === filter.coin)
				.map((symbol) => this.formed({ exchange, symbol }, "coin"));
		}
		const { items = [] } = (await this.find(symbolsQuestion(exchange, filter), signal)) ?? {};
		return items.map((market) => this.formed({ ...groupOf(exchange), ...market }, "rawSymbol"));
	}
}
