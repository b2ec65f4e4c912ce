import type { MarketEntry, MarketStore } from "../../../app/markets/marketStore";
import { combinationProblem } from "../../../core/query/combinations";
import type { SavedMarket } from "../../../core/query/savedMarket";
import { text } from "../../../core/text";
import type { OpenChart } from "../../openChart";
import type { SeenMarkets } from "../../seenMarkets";
import { ArgumentError, marketIdArgument } from "../argument";

/** The entry of the list that a command's argument names. Throws `ArgumentError` when there is none. */
export async function entryArgument(store: MarketStore, argument: unknown): Promise<MarketEntry> {
	const id = marketIdArgument(argument);
	if (id === undefined) {
		throw new ArgumentError(text("Choose a market in the Markets view of Value Area."));
	}
	if (store.get(id) === undefined) await store.rescan();
	const entry = store.get(id);
	if (entry === undefined) {
		throw new ArgumentError(text("This market was removed. Save it again from its chart."));
	}
	return entry;
}

/**
 * The saved market that a command's argument names. Throws `ArgumentError` when there is none that this
 * version understands.
 */
export async function marketArgument(store: MarketStore, argument: unknown): Promise<SavedMarket> {
	const entry = await entryArgument(store, argument);
	if (entry.state === "newer") {
		throw new ArgumentError(
			text("A newer version of Value Area made this market. Update the extension to open it."),
		);
	}
	return entry.market;
}

/** Names of the saved markets but one. */
export function marketNames({ entries }: MarketStore, except?: string): readonly string[] {
	return entries.flatMap((entry) =>
		entry.state === "newer" || entry.id === except ? [] : [entry.market.name],
	);
}

/**
 * Longest time between two clicks that systems call a double click, plus the time that VS Code needs to
 * report it.
 */
const LONGEST_DOUBLE_CLICK_MS = 700;

/** Argument of a click in the list. */
export interface ClickedMarket {
	readonly id: string;
	readonly isClicked: true;
}

function isClick(argument: unknown): boolean {
	return (
		typeof argument === "object" &&
		argument !== null &&
		"isClicked" in argument &&
		argument.isClicked === true
	);
}

export interface OpenMarketDeps {
	readonly store: MarketStore;
	readonly openChart: OpenChart;
	readonly seenMarkets?: SeenMarkets;
	readonly now?: () => number;
}

/**
 * Opens the chart of a saved market. A click in the list shows it and leaves the focus where it is; a double
 * click, which VS Code reports as two clicks, moves it to the chart. Throws `ArgumentError` where its file
 * holds what no chart shows.
 */
export function openMarket({ store, openChart, seenMarkets, now = Date.now }: OpenMarketDeps) {
	let clicked: { readonly id: string; readonly at: number } | undefined;
	const isSecondClick = (id: string) =>
		clicked?.id === id && now() - clicked.at < LONGEST_DOUBLE_CLICK_MS;
	return async (argument?: unknown): Promise<void> => {
		const market = await marketArgument(store, argument);
		const { id, queries, view } = market;
		const problem = combinationProblem(queries);
		if (problem !== undefined) throw new ArgumentError(problem);
		const preserveFocus = isClick(argument) && !isSecondClick(id);
		clicked = preserveFocus ? { id, at: now() } : undefined;
		const panel = await openChart(
			{ queries, view },
			{ market: id, ...(preserveFocus ? { preserveFocus } : {}) },
		);
		if (panel?.controller.market === id) seenMarkets?.opened(panel, market);
	};
}
