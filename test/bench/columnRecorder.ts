import type { LinePen } from "../../src/core/chart/lineTrace";

/** Points this close to the edge between two columns count for both. */
const EDGE = 1e-6;

/** What is covered of each device pixel column, as lowest and highest place above the bottom. */
export class Coverage {
	readonly low: Float64Array;
	readonly high: Float64Array;

	constructor(readonly columns: number) {
		this.low = new Float64Array(columns).fill(Infinity);
		this.high = new Float64Array(columns).fill(-Infinity);
	}

	cover(column: number, place: number): void {
		if (column < 0 || column >= this.columns) return;
		this.low[column] = Math.min(this.lowOf(column), place);
		this.high[column] = Math.max(this.highOf(column), place);
	}

	/** Covers a straight piece from left to right, cut at the edges of the columns. */
	coverPiece(x1: number, y1: number, x2: number, y2: number): void {
		const first = Math.max(0, Math.floor(x1 - EDGE));
		const last = Math.min(this.columns - 1, Math.floor(x2 + EDGE));
		const perX = x2 > x1 ? (y2 - y1) / (x2 - x1) : 0;
		for (let column = first; column <= last; column++) {
			const from = Math.max(x1, Math.min(x2, column));
			const to = Math.max(x1, Math.min(x2, column + 1));
			this.cover(column, y1 + (from - x1) * perX);
			this.cover(column, y1 + (to - x1) * perX);
		}
		if (x1 === x2) this.cover(first, y2);
	}

	has(column: number): boolean {
		return this.lowOf(column) <= this.highOf(column);
	}

	/** Lowest place in the columns `from` to `to`. */
	lowOf(from: number, to = from): number {
		return Math.min(...this.low.subarray(Math.max(0, from), to + 1));
	}

	highOf(from: number, to = from): number {
		return Math.max(...this.high.subarray(Math.max(0, from), to + 1));
	}
}

/** A pen that remembers what it covers. */
export class ColumnRecorder implements LinePen {
	readonly drawn: Coverage;
	private x = 0;
	private y = 0;

	/** `bottom` is where heights are counted from, in CSS pixels. */
	constructor(
		columns: number,
		private readonly bottom: number,
		private readonly pixelRatio: number,
	) {
		this.drawn = new Coverage(columns);
	}

	moveTo(x: number, y: number): void {
		[this.x, this.y] = this.device(x, y);
	}

	lineTo(x: number, y: number): void {
		const [nextX, nextY] = this.device(x, y);
		this.drawn.coverPiece(this.x, this.y, nextX, nextY);
		[this.x, this.y] = [nextX, nextY];
	}

	dot(x: number, y: number): void {
		const [placeX, placeY] = this.device(x, y);
		this.drawn.coverPiece(placeX, placeY, placeX, placeY);
	}

	column(x: number, top: number, bottom: number): void {
		const column = Math.round(x * this.pixelRatio);
		this.drawn.cover(column, this.device(x, top)[1]);
		this.drawn.cover(column, this.device(x, bottom)[1]);
	}

	private device(x: number, y: number): [number, number] {
		return [x * this.pixelRatio, (this.bottom - y) * this.pixelRatio];
	}
}
