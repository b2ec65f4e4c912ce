import type { CancelSignal } from "../../core/cancel";
import { withExpiry } from "../../core/discovery/expired";
import {
	coinsQuestion,
	normalizedSymbolsQuestion,
	symbolsQuestion,
} from "../../core/discovery/kiyotaka/lists";
import type { TradedSpan } from "../../core/discovery/listing";
import type { ListQuestion } from "../../core/discovery/lists";
import type { KiyotakaProfileQuery } from "../../core/query/query";
import { type SpanAccess, unlistedIn } from "./spanAccess";

/**
 * When a market of Kiyotaka was traded. Its lists name no ends: the day in the name of a dated market counts, and whether
 * it is listed. Rejects once the signal fires.
 */
export async function kiyotakaSpan(
	query: Partial<KiyotakaProfileQuery>,
	{ lists, now }: SpanAccess,
	signal: CancelSignal,
): Promise<TradedSpan | undefined> {
	const { exchange: exchanges = [], rawSymbol, coin, normalizedSymbol } = query;
	const [exchange] = exchanges;
	const symbol = rawSymbol ?? normalizedSymbol;
	if (exchange === undefined) return undefined;
	const named = symbol === undefined ? undefined : withExpiry({ exchange, symbol }, now());
	if (named?.expired !== undefined) return named;
	const ask = async <Item>(question: ListQuestion<Item>, isMeant: (item: Item) => boolean) => {
		const answer = await lists.find("kiyotaka", question, signal);
		return answer.list?.items.some(isMeant) === true ? undefined : unlistedIn("kiyotaka", answer);
	};
	const isNamed = (one: { readonly symbol: string }) => one.symbol === symbol;
	if (rawSymbol !== undefined) return ask(symbolsQuestion(exchange), isNamed);
	if (coin !== undefined) return ask(coinsQuestion(exchanges), (one) => one === coin);
	return symbol === undefined ? undefined : ask(normalizedSymbolsQuestion(exchanges), isNamed);
}
