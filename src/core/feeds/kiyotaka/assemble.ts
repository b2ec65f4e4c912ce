import type { KiyotakaProfileQuery } from "../../query/schema";
import type { MarketIdentity, StrayRows, TimeRange, VolumeProfileSeries } from "../../series";
import type { DurationMs, EpochMs } from "../../time";
import { checkSpacing } from "../spacing";
import { straysOf } from "../strays";
import type { DecodedPoint, DecodedSeries } from "./decode";

interface Collected {
	readonly market: MarketIdentity;
	readonly points: Map<number, DecodedPoint>;
	badPoints: number;
	duplicates: number;
}

export interface AssembledProfiles {
	readonly series: VolumeProfileSeries[];
	/** Whether the provider stamped the ends of the intervals, so that the times were moved. */
	readonly isShifted: boolean;
	/** Levels that came twice in one interval. */
	readonly mergedLevels: number;
}

const keyOf = ({ exchange, symbol, normalizedSymbol, category, coin }: MarketIdentity) =>
	[exchange, symbol, normalizedSymbol, category, coin].map((part) => part ?? "").join("\n");

/** Gathers the series of several windows, each market by itself, and makes columns of them. */
export class ProfileCollector {
	private readonly markets = new Map<string, Collected>();

	constructor(
		private readonly query: KiyotakaProfileQuery,
		private readonly interval: DurationMs,
	) {}

	/** Adds one answer. A point of a time that came before replaces the earlier one. */
	add(answer: readonly DecodedSeries[]): void {
		for (const { market, points, badPoints } of answer) {
			const key = keyOf(market);
			const collected = this.markets.get(key) ?? {
				market,
				points: new Map<number, DecodedPoint>(),
				badPoints: 0,
				duplicates: 0,
			};
			this.markets.set(key, collected);
			const seen = new Set<number>();
			for (const point of points) {
				// Windows may overlap by one interval; only a repetition inside one answer is odd.
				if (seen.has(point.time)) collected.duplicates += 1;
				seen.add(point.time);
				collected.points.set(point.time, point);
			}
			collected.badPoints += badPoints;
		}
	}

	get intervals(): number {
		return Math.max(0, ...[...this.markets.values()].map(({ points }) => points.size));
	}

	/**
	 * Columns of all markets, cut to `range` (definitions D22): when no market has a point at the
	 * start of the range and the last point stands at its end, the stamps are interval ends.
	 *
	 * @param now the server's time, which decides whether the last interval is in progress.
	 * @throws {OtherAnswerError} when the points of a market are closer together than the interval.
	 */
	assemble(range: TimeRange, now: EpochMs): AssembledProfiles {
		const times = [...this.markets.values()].flatMap(({ points }) => [...points.keys()]);
		const near = times.filter(
			(time) => time >= range.from - this.interval && time <= range.to + this.interval,
		);
		const isShifted =
			near.length > 0 &&
			!near.includes(range.from) &&
			near.reduce((a, b) => Math.max(a, b)) === range.to;
		const shift = isShifted ? this.interval : 0;
		const ids = this.seriesIds();
		let mergedLevels = 0;
		const series = [...this.markets.values()].map((collected, index) => {
			const kept = [...collected.points.values()]
				.map((point) => ({ time: point.time - shift, rows: point.rows }))
				.filter(({ time }) => time >= range.from && time < range.to)
				.sort((a, b) => a.time - b.time);
			for (const { rows } of kept) mergedLevels += rows.mergedLevels;
			checkSpacing(
				kept.map(({ time }) => time),
				this.interval,
				"series.points",
			);
			const strays = straysOf(collected.points.keys(), range, this.interval);
			return this.columns(collected, ids[index] ?? "", kept, strays, now);
		});
		return { series, isShifted, mergedLevels };
	}

	/** Exchange and symbol, and the category too where those two do not tell the series apart. */
	private seriesIds(): string[] {
		const markets = [...this.markets.values()].map(({ market }) => market);
		const short = markets.map(({ exchange, symbol, normalizedSymbol, coin }) => {
			const name = symbol ?? normalizedSymbol ?? coin ?? this.querySymbol();
			return exchange === undefined ? name : `${exchange} ${name}`;
		});
		return short.map((id, index) => {
			if (short.filter((other) => other === id).length === 1) return id;
			const category = markets[index]?.category;
			const longer = category === undefined ? id : `${id} ${category}`;
			const earlier = short.slice(0, index).filter((other, at) => {
				return other === id && markets[at]?.category === category;
			}).length;
			return earlier === 0 ? longer : `${longer} ${earlier + 1}`;
		});
	}

	private querySymbol(): string {
		return this.query.rawSymbol ?? this.query.coin ?? this.query.normalizedSymbol ?? "";
	}

	private columns(
		collected: Collected,
		id: string,
		kept: readonly DecodedPoint[],
		strays: StrayRows | undefined,
		now: EpochMs,
	): VolumeProfileSeries {
		const offsets = new Uint32Array(kept.length + 1);
		kept.forEach(({ rows }, index) => {
			offsets[index + 1] = (offsets[index] ?? 0) + rows.prices.length;
		});
		const rows = offsets[kept.length] ?? 0;
		const prices = new Float64Array(rows);
		const buy = new Float64Array(rows);
		const sell = new Float64Array(rows);
		kept.forEach((point, index) => {
			prices.set(point.rows.prices, offsets[index]);
			buy.set(point.rows.buy, offsets[index]);
			sell.set(point.rows.sell, offsets[index]);
		});
		const last = kept.at(-1);
		return {
			kind: "volumeProfile",
			id,
			market: collected.market,
			interval: this.interval,
			times: Float64Array.from(kept, ({ time }) => time),
			open: last !== undefined && last.time + this.interval > now,
			rejected: {
				points: collected.badPoints,
				levels: kept.reduce((sum, point) => sum + point.rows.cutLevels, 0),
				duplicates: collected.duplicates,
				outOfRange: collected.points.size - kept.length,
				...(strays !== undefined && { strays }),
			},
			unit: this.query.quote === "USD" ? "USD" : "base",
			offsets,
			prices,
			buy,
			sell,
		};
	}
}
