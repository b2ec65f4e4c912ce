import type { KaikoVwapQuery } from "../../query/schema";
import type { TimeRange, VwapSeries } from "../../series";
import type { DurationMs, EpochMs } from "../../time";
import type { CandleNumbers, DecodedPage, DecodedRow } from "./decode";

/** Gathers the rows of several pages and makes columns of them. */
export class VwapCollector {
	private readonly byTime = new Map<number, DecodedRow>();
	private badRows = 0;
	private duplicates = 0;
	private received = 0;

	constructor(
		private readonly query: KaikoVwapQuery,
		private readonly interval: DurationMs,
	) {}

	/** Rows that arrived, whether they could be used or not. */
	get rows(): number {
		return this.received;
	}

	/** End of the last interval that arrived. */
	get completeUntil(): EpochMs | undefined {
		let last: number | undefined;
		for (const time of this.byTime.keys()) if (last === undefined || time > last) last = time;
		return last === undefined ? undefined : ((last + this.interval) as EpochMs);
	}

	/** Whether every interval of the range has come, so that a further page can bring nothing new. */
	covers(range: TimeRange): boolean {
		let inside = 0;
		for (const time of this.byTime.keys()) if (time >= range.from && time < range.to) inside += 1;
		return inside * this.interval >= range.to - range.from;
	}

	/** Adds a page. Of two rows of one time the later wins, unless it alone has no price. */
	add(page: DecodedPage): void {
		this.badRows += page.badRows;
		this.received += page.rows.length + page.badRows;
		for (const row of page.rows) {
			const earlier = this.byTime.get(row.time);
			if (earlier !== undefined) this.duplicates += 1;
			if (earlier === undefined || row.rawPrice !== null || earlier.rawPrice === null) {
				this.byTime.set(row.time, row);
			}
		}
	}

	/**
	 * Columns of the rows inside `range`, at most `maxRows` of them, oldest first.
	 *
	 * @param now the server's time, which decides whether the last interval is in progress.
	 */
	assemble(range: TimeRange, now: EpochMs, maxRows: number): VwapSeries {
		const all = [...this.byTime.values()];
		const inside = all.filter(({ time }) => time >= range.from && time < range.to);
		const rows = inside.sort((a, b) => a.time - b.time).slice(0, maxRows);
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
			times: Float64Array.from(rows, ({ time }) => time),
			open: last !== undefined && last.time + this.interval > now,
			rejected: {
				points: this.badRows,
				levels: 0,
				duplicates: this.duplicates,
				outOfRange: all.length - inside.length,
			},
			price: Float64Array.from(rows, ({ rawPrice }) =>
				rawPrice === null ? NaN : Number(rawPrice),
			),
			rawPrice: rows.map(({ rawPrice }) => rawPrice),
			...(this.query.aggregation === "count_ohlcv_vwap" && {
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
