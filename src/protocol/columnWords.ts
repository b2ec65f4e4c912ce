import type { ChartWords } from "../core/table/copied";
import type { CellWord, ColumnName, DataColumn } from "../core/table/dataTable";
import type { WebviewStringId } from "./strings";

type Say = (id: WebviewStringId, ...args: readonly string[]) => string;

const NAMES: Readonly<Record<ColumnName, WebviewStringId>> = {
	time: "time",
	start: "time",
	price: "price",
	buy: "buy",
	sell: "sell",
	unknown: "takerUnknown",
	total: "total",
	delta: "delta",
	share: "share",
	poc: "poc",
	vah: "vah",
	val: "val",
	vwap: "vwap",
	open: "open",
	high: "high",
	low: "low",
	close: "close_",
	anchored: "anchored",
	sigma: "sigma",
	upperBand: "upperBand",
	lowerBand: "lowerBand",
	deviation: "deviation",
	volume: "volume",
	trades: "trades",
	buyImbalances: "buyImbalances",
	sellImbalances: "sellImbalances",
	stackedImbalances: "stackedImbalances",
	cumulativeDelta: "cumulativeDeltaColumn",
	change: "change",
	spread: "spreadTo",
	changeLess: "spreadSince",
	implied: "implied",
	difference: "difference",
	explainedFrom: "explainedFrom",
	explainedTo: "explainedTo",
	step: "explainStep",
	sumAbove: "explainSumAbove",
	sumBelow: "explainSumBelow",
	winner: "explainWinner",
	captured: "explainCaptured",
	state: "checkState",
	anchoredState: "anchoredState",
	cumulativeState: "cumulativeState",
	volumeDifference: "volumeDifference",
	deltaDifference: "deltaDifference",
	pocDifference: "pocDifference",
	vwapDifference: "vwapDifference",
	sideVwap: "vwap",
	from: "from",
	until: "until",
	intervals: "intervalsHeld",
	level: "price",
	selection: "selection",
	deltaShare: "delta",
	impliedVwap: "impliedVwap",
};

export const CELL_WORDS: Readonly<Record<CellWord, WebviewStringId>> = {
	poc: "poc",
	start: "explainStart",
	above: "explainAbove",
	below: "explainBelow",
	jump: "explainJump",
	complete: "complete",
	partial: "partialSession",
	inProgress: "inProgress",
	agrees: "checkState_agrees",
	differs: "checkState_differs",
	missingAtVendor: "checkState_missingAtVendor",
	missingInOwn: "checkState_missingInOwn",
	notComparable: "checkState_notComparable",
};

const JOINED = { byVolume: "joinedByVolume", byMean: "joinedByMean" } as const;

/** Volumes that are counted in contracts, and what one of them stands for. */
export function contractWords(say: Say): (name: string | undefined) => string {
	return (name) => (name === undefined ? say("contracts") : say("contractsOf", name));
}

/** Words for what the data of a chart do not name, in the user's language. */
export function chartWords(say: Say): ChartWords {
	return {
		baseUnit: say("baseUnit"),
		nativeUnits: say("nativeUnits"),
		contracts: contractWords(say),
		line: (name, joining) => (joining === "none" ? name : say(JOINED[joining], name)),
	};
}

/**
 * Heading of a column with the unit of its numbers, or the zone of its times: `Buy, BTC`, `Time, UTC`,
 * `Coinbase: spread, bps`.
 */
export function columnHeading(
	{ kind, name, unit, of, to }: Pick<DataColumn, "kind" | "name" | "unit" | "of" | "to">,
	say: Say,
	zone: string,
): string {
	if (of !== undefined && to !== undefined) return `${of}: ${say(NAMES[name], to)}`;
	const what = say(NAMES[name]);
	// In a table of several markets, such a column is named by its market alone.
	const isPlain = name === "vwap" || name === "level" || name === "total" || name === "change";
	const words = of === undefined ? what : isPlain ? of : `${of}: ${what}`;
	const suffix = kind === "time" ? zone : unit === "rows" ? say("rowsUnit") : unit;
	return suffix === undefined ? words : `${words}, ${suffix}`;
}
