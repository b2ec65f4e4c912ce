import { type CellLadder, eachCell } from "../../chart/cellLadder";
import type { ImbalanceSettings } from "../../query/flowOptions";
import type { VolumeProfileSeries } from "../../result/series";
import { intervalSteps } from "../rows";

/** From how many rows in a line on imbalances of one side are stacked. */
export const STACK_FROM = 3;
/** Sums of doubles that should be equal may differ by this share. */
const ROUNDING = 1e-12;
/** A step may be off by this share and still be the height of the cells. */
const STEP_NOISE = 1e-9;

/** A row in which one side took many times what the other took one row further (definitions D44). */
export interface Imbalance {
	/** Number of the row in the ladder, from the lowest. */
	readonly cell: number;
	readonly side: "buy" | "sell";
	/** Volume of the side in this row, and of the other side in the row that it is held against. */
	readonly own: number;
	readonly other: number;
	/** Whether it is one of three or more of the same side in neighbouring rows. */
	readonly isStacked: boolean;
}

/** Diagonal imbalances of the intervals of a series, worked out for each when it is asked for. */
export class Imbalances {
	private readonly known: (readonly Imbalance[] | undefined)[] = [];
	private readonly steps: Float64Array;

	constructor(
		private readonly series: VolumeProfileSeries,
		private readonly ladder: CellLadder,
		private readonly settings: ImbalanceSettings,
	) {
		this.steps = intervalSteps(series);
	}

	/**
	 * Those of an interval, the lowest row first. None where rows have no known height or are taller than the ladder's:
	 * the row below would be missing there without having been empty.
	 */
	of(interval: number): readonly Imbalance[] {
		return (this.known[interval] ??= this.find(interval));
	}

	/** The one of a row, if there is one. */
	at(interval: number, cell: number): Imbalance | undefined {
		return this.of(interval).find((one) => one.cell === cell);
	}

	private find(interval: number): readonly Imbalance[] {
		const { series, ladder, settings, steps } = this;
		const isCoarse = !(steps[interval] <= ladder.height * (1 + STEP_NOISE));
		if (!ladder.isKnown || isCoarse || interval >= series.times.length) return [];
		const cells: number[] = [];
		const buys: number[] = [];
		const sells: number[] = [];
		eachCell(
			series,
			ladder,
			[interval, interval + 1],
			[0, ladder.count],
			(_interval, cell, buy, sell, unknown) => {
				if (buy + sell + unknown === 0) return;
				cells.push(cell);
				buys.push(buy);
				sells.push(sell);
			},
		);
		const found: Omit<Imbalance, "isStacked">[] = [];
		for (const [i, cell] of cells.entries()) {
			// Beyond the lowest and the highest row that traded there is nothing to compare with; a row between them without
			// volume is zero.
			const below = i === 0 ? undefined : cells[i - 1] === cell - 1 ? sells[i - 1] : 0;
			const above =
				i === cells.length - 1 ? undefined : cells[i + 1] === cell + 1 ? buys[i + 1] : 0;
			if (below !== undefined && isImbalance(buys[i], below, settings))
				found.push({ cell, side: "buy", own: buys[i], other: below });
			if (above !== undefined && isImbalance(sells[i], above, settings))
				found.push({ cell, side: "sell", own: sells[i], other: above });
		}
		return withStacks(found);
	}
}

/** Whether a volume is so many times the other, or stands against none and is at least the volume that was chosen. */
export function isImbalance(
	own: number,
	other: number,
	{ ratio, least }: ImbalanceSettings,
): boolean {
	if (own <= 0 || own < least * (1 - ROUNDING)) return false;
	// Nothing is not a multiple of anything: without a least volume, such a row does not count.
	return other === 0 ? least > 0 : own >= ratio * other * (1 - ROUNDING);
}

function withStacks(found: readonly Omit<Imbalance, "isStacked">[]): readonly Imbalance[] {
	const stacked = new Set<Omit<Imbalance, "isStacked">>();
	for (const side of ["buy", "sell"] as const) {
		let run: Omit<Imbalance, "isStacked">[] = [];
		for (const one of found.filter((each) => each.side === side)) {
			const last = run.at(-1);
			run = last?.cell === one.cell - 1 ? [...run, one] : [one];
			if (run.length >= STACK_FROM) for (const each of run) stacked.add(each);
		}
	}
	return found.map((one) => ({ ...one, isStacked: stacked.has(one) }));
}
