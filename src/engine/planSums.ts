import { toDouble } from "../core/decimal";
import { gridOf, intervalStart } from "../core/trades/grid";
import type { ProfileSums, TradesPlan, TradesSums, VwapSums } from "../core/trades/plan";
import type { Ends } from "./calls/firstAndLast";
import type { SumScale } from "./sql/sumStatement";

/**
 * A group of trades: numbers of its interval and row, sums (of a profile bought, sold, all; of a VWAP notional and
 * quantity), and of a VWAP count, lowest, highest, first and last price.
 */
export interface PlanRow {
	readonly interval: number;
	readonly key: bigint;
	readonly sums: readonly bigint[];
	readonly others: readonly bigint[];
}

/** Groups in the order of intervals and rows. */
export interface FoundRows {
	readonly rows: readonly PlanRow[];
	readonly key: (key: bigint) => number;
	readonly scale: Pick<SumScale, "pricePlaces" | "sizePlaces">;
}

/** The sums of a plan from its groups; `ends` where first and last are not among them. */
export function sumsOf(plan: TradesPlan, found: FoundRows, ends: Ends | undefined): TradesSums {
	return plan.kind === "volumeProfile" ? profileOf(plan, found) : vwapOf(plan, found, ends);
}

function profileOf(
	plan: Extract<TradesPlan, { readonly kind: "volumeProfile" }>,
	{ rows, key, scale }: FoundRows,
): ProfileSums {
	const grid = gridOf(plan);
	const starts: number[] = [];
	const offsets = [0];
	rows.forEach(({ interval }, at) => {
		const start = intervalStart(grid, interval);
		if (starts.at(-1) !== start) {
			starts.push(start);
			offsets.push(at);
		}
		offsets[offsets.length - 1] = at + 1;
	});
	const [buy, sell, all] = [0, 1, 2].map((at) => rows.map(({ sums }) => sums[at] ?? 0n));
	return {
		plan,
		starts: Float64Array.from(starts),
		offsets: Uint32Array.from(offsets),
		rows: Float64Array.from(rows, (row) => key(row.key)),
		places: scale.sizePlaces + (plan.unit === "USD" ? scale.pricePlaces : 0),
		buy: buy ?? [],
		sell: sell ?? [],
		unknown: (all ?? []).map((sum, at) => sum - (buy?.[at] ?? 0n) - (sell?.[at] ?? 0n)),
	};
}

function vwapOf(
	plan: Extract<TradesPlan, { readonly kind: "vwap" }>,
	{ rows, scale }: FoundRows,
	ends: Ends | undefined,
): VwapSums {
	const grid = gridOf(plan);
	const price = (units: bigint | undefined) =>
		toDouble({ units: units ?? 0n, places: scale.pricePlaces });
	const other = (at: number) => Float64Array.from(rows, ({ others }) => price(others[at]));
	const end = (of: Ends["first"] | undefined, instant: number, at: number) =>
		of === undefined
			? other(at)
			: Float64Array.from(rows, ({ others }) => price(of.get(others[instant] ?? 0n)));
	return {
		plan,
		starts: Float64Array.from(rows, ({ interval }) => intervalStart(grid, interval)),
		priceDecimals: scale.pricePlaces,
		quantityDecimals: scale.sizePlaces,
		notional: rows.map(({ sums }) => sums[0] ?? 0n),
		quantity: rows.map(({ sums }) => sums[1] ?? 0n),
		count: Float64Array.from(rows, ({ others }) => Number(others[0] ?? 0n)),
		low: other(1),
		high: other(2),
		open: end(ends?.first, 5, 3),
		close: end(ends?.last, 6, 4),
	};
}
