import type { KaikoVwapQuery } from "../../query/query";
import type { TimeRange, VwapSeries } from "../../result/series";
import { type DurationMs, type EpochMs, epochMs } from "../../time";
import { checkSpacing } from "../spacing";
import { checkWindow, straysOf } from "../strays";
import type { CandleNumbers, DecodedPage, DecodedRow } from "./decode";

/** Gathers the rows of several pages and makes columns of them. */
export class VwapCollector {
	private readonly byTime = new Map<number, DecodedRow>();
	private badRows = 0;
	private duplicates = 0;
	private received = 0;
	private first = Infinity;
	private last = -Infinity;
	private isAscending = false;
	private isDescending = false;

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
		let inside = 0;
		for (const time of this.byTime.keys()) if (this.isInside(time)) inside += 1;
		return inside * this.interval >= this.window.to - this.window.from;
	}

	private isInside(time: number): boolean {
		return time >= this.window.from && time < this.window.to;
	}

	/** Adds a page. Of two rows of one time the later wins, unless it alone has no price. */
	add(page: DecodedPage): void {
		this.badRows += page.badRows;
		this.received += page.rows.length + page.badRows;
		this.noteOrder(page.rows.filter(({ time }) => this.isInside(time)));
		for (const row of page.rows) {
			const earlier = this.byTime.get(row.time);
			if (earlier !== undefined) this.duplicates += 1;
			if (earlier === undefined || row.rawPrice !== null || earlier.rawPrice === null) {
				this.byTime.set(row.time, row);
			}
		}
	}

	/** Whether pages go back in time or forward: the first shows it by its ends, a later one by what it adds. */
	private noteOrder(rows: readonly DecodedRow[]): void {
		const ends = [rows[0]?.time ?? NaN, rows.at(-1)?.time ?? NaN] as const;
		let least = Infinity;
		let most = -Infinity;
		for (const { time } of rows) {
			least = Math.min(least, time);
			most = Math.max(most, time);
		}
		const isFirst = this.first === Infinity;
		if (isFirst ? ends[0] > ends[1] : least < this.first) this.isDescending = true;
		if (isFirst ? ends[0] < ends[1] : most > this.last) this.isAscending = true;
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
		const all = [...this.byTime.values()];
		const { window, interval } = this;
		checkWindow([...this.byTime.keys()], { window, range, interval, path: "data" });
		const inside = all.filter(({ time }) => this.isInside(time));
		const rows = inside.sort((a, b) => a.time - b.time).slice(Math.max(0, inside.length - most));
		const times = Float64Array.from(rows, ({ time }) => time);
		checkSpacing(times, this.interval, "data");
		const strays = straysOf(this.byTime.keys(), range, this.interval);
		const last = rows.at(-1);
		const column = (pick: (candle: CandleNumbers) => number) =>
			Float64Array.from(rows, ({ candle }) => (candle === undefined ? NaN : pick(candle)));
		return {
			kind: "vwap",
			id: `${this.query.exchange} ${this.query.instrument}`,
			market: {
				exchange: this.query.exchange,
				symbol: this.query.instrument,
				instrumentClass: this.query.instrumentClass,
			},
			interval: this.interval,
			times,
			open: last !== undefined && last.time + this.interval > now,
			rejected: {
				points: this.badRows,
				levels: 0,
				duplicates: this.duplicates,
				outOfRange: all.length - inside.length,
				...(strays !== undefined && { strays }),
			},
			price: Float64Array.from(rows, ({ rawPrice }) =>
				rawPrice === null ? NaN : Number(rawPrice),
			),
			rawPrice: rows.map(({ rawPrice }) => rawPrice),
			...(this.query.aggregation === "count_ohlcv_vwap" && {
				...volumeUnitOf(this.query),
				volume: column(({ volume }) => volume),
				count: column(({ count }) => count),
				openPrice: column(({ open }) => open),
				high: column(({ high }) => high),
				low: column(({ low }) => low),
				close: column(({ close }) => close),
			}),
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
