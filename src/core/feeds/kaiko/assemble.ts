import type { KaikoVwapQuery } from "../../query/query";
import type { TimeRange, VwapSeries } from "../../result/series";
import { type DurationMs, type EpochMs, epochMs } from "../../time";
import { lowerBound } from "../../search";
import { checkSpacing } from "../spacing";
import { checkWindow, straysOf } from "../strays";
import { type Choice, chosen, chosenTexts, type VwapRows } from "./rows";

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
	/** Time of the row that came last, while each goes on from the one before in one direction. */
	private latest: number | undefined;
	private direction: 1 | -1 | undefined;
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
		for (const time of page.times) this.noteNext(time);
	}

	private noteNext(time: number): void {
		if (this.isInside(time)) this.inside += 1;
		if (this.latest !== undefined) {
			const direction = time > this.latest ? 1 : -1;
			this.direction ??= direction;
			if (time === this.latest || direction !== this.direction) this.isInOrder = false;
		}
		this.latest = time;
	}

	/** Whether pages go back in time or forward: the first shows it by its ends, a later one by what it adds. */
	private noteOrder(times: Float64Array): void {
		let [begin, end, least, most] = [NaN, NaN, Infinity, -Infinity];
		for (const time of times) {
			if (!this.isInside(time)) continue;
			if (Number.isNaN(begin)) begin = time;
			end = time;
			if (time < least) least = time;
			if (time > most) most = time;
		}
		const isFirst = this.first === Infinity;
		if (isFirst ? begin > end : least < this.first) this.isDescending = true;
		if (isFirst ? begin < end : most > this.last) this.isAscending = true;
		this.first = Math.min(this.first, least);
		this.last = Math.max(this.last, most);
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
		const { choice, duplicates } = this.choose();
		const times = chosen(choice, (page) => page.times);
		const { window, interval } = this;
		checkWindow(times, { window, range, interval, path: "data" });
		const end = lowerBound(times, this.window.to);
		const begin = Math.max(lowerBound(times, this.window.from), end - most);
		const kept: Choice = {
			pages: this.pages,
			page: choice.page.subarray(begin, end),
			row: choice.row.subarray(begin, end),
		};
		const shown = times.slice(begin, end);
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
			price: chosen(kept, ({ price }) => price),
			rawPrice: chosenTexts(kept),
			...(this.query.aggregation === "count_ohlcv_vwap" && {
				...volumeUnitOf(this.query),
				volume: chosen(kept, ({ candles }) => candles?.volume),
				count: chosen(kept, ({ candles }) => candles?.count),
				openPrice: chosen(kept, ({ candles }) => candles?.open),
				high: chosen(kept, ({ candles }) => candles?.high),
				low: chosen(kept, ({ candles }) => candles?.low),
				close: chosen(kept, ({ candles }) => candles?.close),
			}),
		};
	}

	/** The rows that count, the oldest first, and how many times came again. */
	private choose(): { readonly choice: Choice; readonly duplicates: number } {
		const { pages } = this;
		const length = pages.reduce((sum, { times }) => sum + times.length, 0);
		const page = new Uint32Array(length);
		const row = new Uint32Array(length);
		let at = 0;
		for (const [index, { times }] of pages.entries()) {
			for (let of = 0; of < times.length; of++, at++) {
				page[at] = index;
				row[at] = of;
			}
		}
		if (this.isInOrder) {
			if (this.direction === -1) for (const column of [page, row]) column.reverse();
			return { choice: { pages, page, row }, duplicates: 0 };
		}
		const byTime = new Map<number, number>();
		let duplicates = 0;
		const hasPrice = (one: number) => !Number.isNaN(pages[page[one]].price[row[one]]);
		for (let one = 0; one < length; one++) {
			const time = pages[page[one]].times[row[one]];
			const earlier = byTime.get(time);
			if (earlier !== undefined) duplicates += 1;
			if (earlier === undefined || hasPrice(one) || !hasPrice(earlier)) byTime.set(time, one);
		}
		const order = [...byTime].sort(([a], [b]) => a - b).map(([, one]) => one);
		return {
			choice: {
				pages,
				page: Uint32Array.from(order, (one) => page[one]),
				row: Uint32Array.from(order, (one) => row[one]),
			},
			duplicates,
		};
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
