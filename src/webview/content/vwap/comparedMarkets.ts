import { type VwapModel, vwapModel } from "../../../core/chart/vwapModel";
import type { VwapSeries } from "../../../core/result/series";
import { type ShownComparison, shownComparison } from "../../../core/vwap/shownComparison";
import type { Part } from "../../../core/table/parts";
import type { ActionId } from "../../../protocol/messages";
import type { Words } from "../../words";

/** One line of a comparison (definitions D23) with all that is said about it. */
export interface ComparedMarket {
	readonly part: Part<VwapSeries>;
	readonly place: number;
	readonly model: VwapModel;
	/** The market's name, and how its intervals were joined where they were. */
	readonly label: string;
	/** At the times of the grid. */
	readonly price: Float64Array;
	readonly change: Float64Array;
	/** Basis points to the first line; `undefined` for the first itself. */
	readonly spread: Float64Array | undefined;
}

/** Lines on one grid, and whether they are looked at by their changes or by their prices. */
export interface ComparedMarkets {
	readonly times: Float64Array;
	readonly interval: number;
	/** Where changes are counted from; NaN where no interval has a price of each. */
	readonly start: number;
	readonly isByChange: boolean;
	readonly markets: readonly ComparedMarket[];
	readonly found: ShownComparison;
	/** What the spreads are of: `Change less that of BTC-USDT, bps`. */
	readonly spreadName: string;
}

type ComparedResult =
	| { readonly ok: true; readonly compared: ComparedMarkets }
	| { readonly ok: false; readonly text: string; readonly actions?: readonly ActionId[] };

const JOINED = { byVolume: "joinedByVolume", byMean: "joinedByMean" } as const;

/**
 * Brings the lines of several markets together: one coin at several venues by its prices, all others by
 * their changes since the first interval in which each has a price (definitions D23).
 */
export function compareMarkets(
	parts: readonly [Part<VwapSeries>, ...Part<VwapSeries>[]],
	{ say }: Words,
): ComparedResult {
	const found = shownComparison(parts);
	if (!found.ok) {
		if (found.reason === "noPrices") return { ok: false, text: say("noRows") };
		const id = found.reason === "noCommonStart" ? "noCommonStart" : "compareIntervals";
		return { ok: false, text: say(id), actions: ["changeRange"] };
	}
	const { comparison, isByChange, spreads } = found;
	const { times, interval, start, lines } = comparison;
	const markets = parts.map((part, place): ComparedMarket => {
		const line = lines[place];
		return {
			part,
			place,
			model: vwapModel(part.series, part.result.range),
			label: line.joining === "none" ? part.name : say(JOINED[line.joining], part.name),
			price: line.price,
			change: line.change,
			spread: spreads[place],
		};
	});
	const spreadName = say(isByChange ? "spreadSince" : "spreadTo", parts[0].name);
	return {
		ok: true,
		compared: { times, interval, start: start ?? NaN, isByChange, markets, found, spreadName },
	};
}
