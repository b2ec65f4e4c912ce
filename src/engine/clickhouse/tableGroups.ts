import { at } from "../../core/at";
import type { PlanRow } from "../planSums";
import type { TextCell, TextColumns } from "./answer";
import type { TableNumbers } from "./tableFacts";
import type { Figure, TableStatement } from "./tableStatement";

/** So many halves of nine digits are added up without wrapping. */
const MOST_TRADES = 4_000_000_000n;

/**
 * The groups of an answer: one of rows that are no trades, in front where there are any, and those of trades in the order
 * of intervals and rows. Guards look at whole columns, and at single groups where that does not settle it.
 */
export class TableGroups {
	private readonly intervals: readonly number[];
	private readonly keys: readonly bigint[];
	/** Where columns of sums begin, and those of figures. */
	private readonly sumsAt: number;
	private readonly figuresAt: ReadonlyMap<Figure, number>;
	/** The first group of trades. */
	private readonly first: number;

	constructor(
		private readonly answer: TextColumns,
		private readonly made: TableStatement,
	) {
		const { rows, sums, figures } = made;
		const keys = at(answer.columns, 0).map(whole);
		this.sumsAt = rows === undefined ? 2 : 1;
		this.intervals = keys.map((key) =>
			Number(rows === undefined || rows === 1n || key < 0n ? key : key / rows),
		);
		this.keys =
			rows === undefined
				? at(answer.columns, 1).map(whole)
				: keys.map((key) => (key < 0n ? 0n : key % rows));
		const figuresAt = sums.reduce((sum, { weights }) => sum + weights.length, this.sumsAt);
		this.figuresAt = new Map(figures.map((figure, index) => [figure, figuresAt + index]));
		this.first = (this.intervals[0] ?? 0) < 0 ? 1 : 0;
	}

	/** How many rows are no trades. */
	get leftOut(): number {
		return this.first === 0 ? 0 : Number(this.figure("count")[0] ?? 0);
	}

	/** Whether all numbers were what their reading says: exact, and of no more digits, by which rows are told apart. */
	areHeld({ price, size }: TableNumbers): boolean {
		const isBelow = (figure: Figure, digits: number) => this.most(figure) < 10n ** BigInt(digits);
		return (
			!this.figure("unfit").some((cell) => cell !== "0") &&
			isBelow("highest", price.digits) &&
			isBelow("largest", size.digits)
		);
	}

	/** Whether a trade has no id. */
	get hasNoId(): boolean {
		return this.figure("absent").some((cell, group) => cell !== "0" && group >= this.first);
	}

	/** The greatest of what tells trades of one instant apart. */
	get second(): bigint {
		return this.most(this.made.isById ? "top" : "highest");
	}

	/** Whether what orders the trades of an interval had room. */
	get areOrdered(): boolean {
		return this.made.room === undefined || this.second < this.made.room;
	}

	/** Whether no sum of a group can have wrapped. */
	get fit(): boolean {
		const { sums, mostProduct, mostSize } = this.made;
		const most = sums.some(({ weights }) => weights.length > 1) ? MOST_TRADES : undefined;
		const holds = (highest: bigint, largest: bigint, count: bigint) =>
			(most === undefined || count <= most) &&
			(mostSize === undefined || largest * count <= mostSize) &&
			(mostProduct === undefined || highest * largest * count <= mostProduct);
		if (holds(this.most("highest"), this.most("largest"), this.most("count"))) return true;
		const [highest, largest, count] = (["highest", "largest", "count"] as const).map((of) =>
			this.figure(of).map(whole),
		);
		return this.intervals.every(
			(interval, group) =>
				interval < 0 || holds(highest?.[group] ?? 0n, largest?.[group] ?? 0n, count?.[group] ?? 0n),
		);
	}

	/** Groups of trades. */
	rows(): readonly PlanRow[] {
		let column = this.sumsAt;
		const sums = this.made.sums.map(({ weights }) => {
			const parts = weights.map((weight) => ({ weight, cells: this.wholes(column++) }));
			const [only] = parts;
			if (parts.length === 1 && only?.weight === 1n) return only.cells;
			return this.keys.map((_, group) =>
				parts.reduce((sum, { weight, cells }) => sum + weight * at(cells, group), 0n),
			);
		});
		const others = (["count", "low", "highest", "first", "last"] as const).map((figure) => {
			const index = this.figuresAt.get(figure);
			return index === undefined ? undefined : this.wholes(index);
		});
		const rows: PlanRow[] = [];
		for (let group = this.first; group < this.keys.length; group++) {
			rows.push({
				interval: at(this.intervals, group),
				key: at(this.keys, group),
				sums: sums.map((cells) => at(cells, group)),
				others: others.map((cells) => cells?.[group] ?? 0n),
			});
		}
		return rows;
	}

	private wholes(column: number): readonly bigint[] {
		return at(this.answer.columns, column).map(whole);
	}

	private figure(figure: Figure): readonly TextCell[] {
		const column = this.figuresAt.get(figure);
		return column === undefined ? [] : at(this.answer.columns, column);
	}

	/** The greatest of a figure over all groups of trades; none is below zero. */
	private most(figure: Figure): bigint {
		const cells = this.figure(figure);
		let most = "0";
		for (let group = this.first; group < cells.length; group++) {
			const cell = cells[group] ?? "0";
			// Whole numbers without zeros in front: the longer, the greater.
			if (cell.length > most.length || (cell.length === most.length && cell > most)) most = cell;
		}
		return BigInt(most);
	}
}

function whole(cell: TextCell): bigint {
	return BigInt(cell ?? 0);
}
