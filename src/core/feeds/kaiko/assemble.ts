import type { KaikoVwapQuery } from "../../query/query";
import { PackedText } from "../../result/packedText";
import type { TimeRange, VwapSeries } from "../../result/series";
import { type DurationMs, type EpochMs, epochMs } from "../../time";
import { lowerBound } from "../../search";
import { checkSpacing } from "../spacing";
import { checkWindow, straysOf } from "../strays";
import { joinedRows, rowsAt, rowsWithin, unknownLike, type VwapRows } from "./rows";

/** Gathers the rows of several pages and makes columns of them. */
export class VwapCollector {
	private readonly pages: VwapRows[] = [];
	private badRows = 0;
	private received = 0;
	/** Ends of what came of the window. */
	private first = Infinity;
	private last = -Infinity;
	private isAscending = false;
	private isDescending = false;
	/** Time of the row that came last; NaN before there is one. */
	private latest = NaN;
	/** Where time goes from row to row: up (1) or down (-1), 0 before there are two. */
	private direction = 0;
	/** Whether each row goes on from the one before in one direction. */
	private isInOrder = true;
	/** Rows inside of the window, while all are in order. */
	private inside = 0;

	constructor(
		private readonly query: KaikoVwapQuery,
		private readonly window: TimeRange,
		private readonly interval: DurationMs,
	) {}

	/** Rows that arrived, whether they could be used or not. */
	get rows(): number {
		return this.received;
	}

	/** Start of the oldest interval of the window that arrived; `undefined` while none has. */
	get oldest(): EpochMs | undefined {
		return this.first === Infinity ? undefined : epochMs(this.first);
	}

	/**
	 * The part of the window that has come without a hole, told by the order of the rows; `undefined` when
	 * they have no order.
	 */
	wholeStretch(): TimeRange | undefined {
		const { from, to } = this.window;
		if (this.first === Infinity || (this.isDescending && this.isAscending)) return undefined;
		return this.isAscending
			? { from, to: epochMs(Math.min(this.last + this.interval, to)) }
			: { from: epochMs(this.first), to };
	}

	/** Whether every interval of the window has come, so that a further page can bring nothing new. */
	get isFull(): boolean {
		return this.distinctInside() * this.interval >= this.window.to - this.window.from;
	}

	private distinctInside(): number {
		if (this.isInOrder) return this.inside;
		const times = new Set<number>();
		for (const page of this.pages) {
			for (const time of page.times) if (this.isInside(time)) times.add(time);
		}
		return times.size;
	}

	private isInside(time: number): boolean {
		return time >= this.window.from && time < this.window.to;
	}

	/** Adds a page. Of two rows of one time the later wins, unless it alone has no price. */
	add(page: VwapRows, badRows: number): void {
		this.badRows += badRows;
		this.received += page.times.length + badRows;
		this.pages.push(page);
		this.noteOrder(page.times);
	}

	/**
	 * What of the window has come with the rows, whether they go on from those before them, and whether pages go back in
	 * time or forward: the first shows it by its ends, a later one by what it adds.
	 */
	private noteOrder(times: Float64Array): void {
		const { from, to } = this.window;
		let { latest, direction, isInOrder } = this;
		let [begin, end, least, most] = [NaN, NaN, Infinity, -Infinity];
		let inside = 0;
		for (let row = 0; row < times.length; row++) {
			const time = times[row];
			const step = time > latest ? 1 : time < latest ? -1 : 0;
			// The first row of all is in order.
			if (step === 0) isInOrder &&= Number.isNaN(latest);
			else if (direction === 0) direction = step;
			else if (step !== direction) isInOrder = false;
			latest = time;
			if (time < from || time >= to) continue;
			inside += 1;
			if (inside === 1) begin = time;
			end = time;
			if (time < least) least = time;
			if (time > most) most = time;
		}
		const isFirst = this.first === Infinity;
		if (isFirst ? begin > end : least < this.first) this.isDescending = true;
		if (isFirst ? begin < end : most > this.last) this.isAscending = true;
		this.first = Math.min(this.first, least);
		this.last = Math.max(this.last, most);
		this.inside += inside;
		[this.latest, this.direction, this.isInOrder] = [latest, direction, isInOrder];
	}

	/**
	 * Columns of the rows inside the window, oldest first.
	 *
	 * @param range the whole range that the window is part of; rows far outside of it are reported
	 * @param now the provider's time, which decides whether the last interval is in progress
	 * @param most how many rows are kept; when there are more, the newest
	 * @throws {OtherAnswerError} when rows are closer together than the interval, or all of another window
	 */
	assemble(range: TimeRange, now: EpochMs, most: number): VwapSeries {
		const { rows, duplicates } = this.ordered();
		const { times } = rows;
		const { window, interval } = this;
		checkWindow(times, { window, range, interval, path: "data" });
		const end = lowerBound(times, this.window.to);
		const begin = Math.max(lowerBound(times, this.window.from), end - most);
		const { price, texts, candles, times: shown } = rowsWithin(rows, begin, end);
		checkSpacing(shown, this.interval, "data");
		const strays = straysOf(times, range, this.interval);
		const last = shown.at(-1);
		const inside = end - lowerBound(times, this.window.from);
		return {
			kind: "vwap",
			id: `${this.query.exchange} ${this.query.instrument}`,
			market: {
				exchange: this.query.exchange,
				symbol: this.query.instrument,
				instrumentClass: this.query.instrumentClass,
			},
			interval: this.interval,
			times: shown,
			open: last !== undefined && last + this.interval > now,
			rejected: {
				points: this.badRows,
				levels: 0,
				duplicates,
				outOfRange: times.length - inside,
				...(strays !== undefined && { strays }),
			},
			price,
			rawPrice: new PackedText(texts),
			...(this.query.aggregation === "count_ohlcv_vwap" && {
				...volumeUnitOf(this.query),
				volume: candles?.volume ?? unknownLike(shown),
				count: candles?.count ?? unknownLike(shown),
				openPrice: candles?.open ?? unknownLike(shown),
				high: candles?.high ?? unknownLike(shown),
				low: candles?.low ?? unknownLike(shown),
				close: candles?.close ?? unknownLike(shown),
			}),
		};
	}

	/** The rows that count, the oldest first, and how many times came again. */
	private ordered(): { readonly rows: VwapRows; readonly duplicates: number } {
		const { pages } = this;
		if (this.isInOrder) {
			return { rows: joinedRows(pages, this.direction === -1), duplicates: 0 };
		}
		const all = joinedRows(pages, false);
		const byTime = new Map<number, number>();
		let duplicates = 0;
		const hasPrice = (row: number) => !Number.isNaN(all.price[row]);
		for (const [row, time] of all.times.entries()) {
			const earlier = byTime.get(time);
			if (earlier !== undefined) duplicates += 1;
			if (earlier === undefined || hasPrice(row) || !hasPrice(earlier)) byTime.set(time, row);
		}
		const order = [...byTime].sort(([a], [b]) => a - b).map(([, row]) => row);
		return { rows: rowsAt(all, Uint32Array.from(order)), duplicates };
	}
}

/** Spot markets count the base coin, which the instrument names; others count in units of their own. */
function volumeUnitOf({
	instrument,
	instrumentClass,
}: KaikoVwapQuery): Pick<VwapSeries, "volumeUnit" | "volumeUnitName"> {
	const [coin] = instrument.split("-");
	return instrumentClass === "spot" && coin !== undefined
		? { volumeUnit: "base", volumeUnitName: coin.toUpperCase() }
		: {};
}
