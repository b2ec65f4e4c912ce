import type { VwapModel } from "../chart/vwapModel";
import { lowerBound } from "../search";
import type { VwapSeries } from "../result/series";
import type { ComparedIntervals } from "../vwap/crossCheck";
import type { ShownAnchored } from "../vwap/shownAnchored";
import type { ShownAnchor } from "../vwap/shownAnchors";
import type { ShownComparison } from "../vwap/shownComparison";
import { type DataColumn, type DataTable, stateColumns } from "./dataTable";

/** Units of a VWAP's numbers, where they are known. */
export interface VwapUnits {
	readonly price: string | undefined;
	readonly volume: string | undefined;
}

/** What stands in a table of a VWAP besides its prices, volumes and counts. */
export interface VwapColumns {
	readonly anchored?: ShownAnchored;
	/** VWAPs from anchors of their own, in their order. */
	readonly anchors?: readonly ShownAnchor[];
	/** Whether the bands of anchored VWAPs have columns, too. */
	readonly hasBands: boolean;
	readonly hasCandles: boolean;
	/** What else is known of each interval. */
	readonly more?: readonly DataColumn[];
}

const unitOf = (unit: string | undefined) => (unit === undefined ? {} : { unit });

/** Points of a line in time order, prices in the provider's own decimals. */
export function vwapTable(
	series: VwapSeries,
	model: Pick<VwapModel, "priceDecimals" | "candleDecimals" | "volumeDecimals">,
	units: VwapUnits,
	{ anchored, anchors = [], hasBands, hasCandles, more = [] }: VwapColumns,
): DataTable {
	const { times, rawPrice, volume, count } = series;
	const price = unitOf(units.price);
	return {
		columns: [
			{ kind: "time", name: "time", at: (row) => times[row] },
			{ kind: "decimal", name: "vwap", ...price, texts: rawPrice },
			...(hasCandles ? candleColumns(series, model.candleDecimals, units) : []),
			...(anchored === undefined
				? []
				: anchoredColumns(anchored, model.priceDecimals, units, hasBands)),
			...anchors.flatMap((one) => anchorColumns(one, model.priceDecimals, units, hasBands)),
			...(volume === undefined
				? []
				: [
						{
							kind: "delivered" as const,
							name: "volume" as const,
							...unitOf(units.volume),
							at: (row: number) => volume[row],
							decimals: model.volumeDecimals,
						},
					]),
			...(count === undefined
				? []
				: [{ kind: "count" as const, name: "trades" as const, at: (row: number) => count[row] }]),
			...more,
		],
		count: times.length,
	};
}

function candleColumns(
	{ openPrice, high, low, close }: VwapSeries,
	decimals: number,
	{ price }: VwapUnits,
): DataColumn[] {
	const candles = [
		["open", openPrice],
		["high", high],
		["low", low],
		["close", close],
	] as const;
	return candles.flatMap(([name, column]): DataColumn[] =>
		column === undefined
			? []
			: [{ kind: "delivered", name, ...unitOf(price), at: (row) => column[row], decimals }],
	);
}

function anchoredColumns(
	anchored: ShownAnchored,
	decimals: number,
	{ price }: VwapUnits,
	hasBands: boolean,
): DataColumn[] {
	const { running, bands, bandKind, deviation } = anchored;
	const computed = runningColumn(decimals, price);
	const distance = (column: Float64Array, unit: string): DataColumn => ({
		kind: "computed",
		name: "deviation",
		unit,
		at: (row) => column[row],
		decimals: 3,
		isSigned: true,
	});
	const sign = bandKind === "percent" ? "%" : "σ";
	return [
		computed("anchored", running.vwap),
		...stateColumns("anchoredState", anchored, (row) =>
			Number.isNaN(running.vwap[row]) ? -1 : row,
		),
		computed("sigma", running.sigma),
		distance(deviation.percent, "%"),
		distance(deviation.sigmas, "σ"),
		...(hasBands
			? bands.flatMap(({ multiplier, upper, lower }) => [
					computed("upperBand", upper, `${multiplier} ${sign}`),
					computed("lowerBand", lower, `${multiplier} ${sign}`),
				])
			: []),
	];
}

/** A column of a running VWAP. */
const runningColumn =
	(decimals: number, unit: string | undefined) =>
	(
		name: "anchored" | "sigma" | "upperBand" | "lowerBand",
		column: Float64Array | undefined,
		of?: string,
	): DataColumn => ({
		kind: "computed",
		name,
		...unitOf(unit),
		...(of === undefined ? {} : { of }),
		at: (row) => column?.[row] ?? NaN,
		decimals,
	});

/** The VWAP of one anchor; its column is empty where none begins there. */
function anchorColumns(
	{ anchor: { name, bands: multipliers }, run }: ShownAnchor,
	decimals: number,
	{ price }: VwapUnits,
	hasBands: boolean,
): DataColumn[] {
	const computed = runningColumn(decimals, price);
	const line = computed("anchored", run?.running.vwap, name);
	if (!hasBands || multipliers.length === 0) return [line];
	return [
		line,
		computed("sigma", run?.running.sigma, name),
		...multipliers.flatMap((multiplier, index) => {
			const of = `${name} ${multiplier} σ`;
			return [
				computed("upperBand", run?.bands[index]?.upper, of),
				computed("lowerBand", run?.bands[index]?.lower, of),
			];
		}),
	];
}

/** Both VWAPs of each interval, their difference and how much of it is uncertain. */
export function crossTable(
	{ times, implied, vwap, bps, leastBps, mostBps }: ComparedIntervals,
	decimals: number,
	unit: string | undefined,
): DataTable {
	const computed = (
		name: "implied" | "vwap" | "difference" | "explainedFrom" | "explainedTo",
		column: Float64Array,
	): DataColumn => {
		const isPrice = name === "implied" || name === "vwap";
		return {
			kind: "computed",
			name,
			...unitOf(isPrice ? unit : "bps"),
			at: (row) => column[row],
			decimals: isPrice ? decimals : 2,
			isSigned: !isPrice,
		};
	};
	return {
		columns: [
			{ kind: "time", name: "time", at: (row) => times[row] },
			// What the chart is for is in view beside it, however narrow.
			computed("difference", bps),
			computed("implied", implied),
			computed("vwap", vwap),
			computed("explainedFrom", leastBps),
			computed("explainedTo", mostBps),
		],
		count: times.length,
	};
}

/** One of several lines in a table. */
export interface LineColumns {
	readonly name: string;
	/** The name, and how the line's intervals were joined. */
	readonly label: string;
	readonly decimals: number;
	readonly unit: string | undefined;
	readonly series: VwapSeries;
}

/** Several lines at all times that any of them has, with their changes and the spread of each to the first. */
export function linesTable(
	{ comparison: { times, lines }, isByChange, spreads }: ShownComparison,
	names: readonly LineColumns[],
): DataTable {
	const [base] = names;
	const spread = isByChange ? "changeLess" : "spread";
	return {
		columns: [
			{ kind: "time", name: "time", at: (row) => times[row] },
			...names.map(({ label, decimals, unit, series }, place): DataColumn => {
				const { price, joining } = lines[place];
				const at = (row: number) => price[row];
				// Whether the line has an interval at that time, which then has no trades. Other gaps are
				// data that did not come.
				const isOwn = (time: number) => series.times[lowerBound(series.times, time)] === time;
				const gapAt = (row: number) =>
					joining === "none" && isOwn(times[row]) ? ("noTrades" as const) : undefined;
				const look = { decimals, gapAt };
				return { kind: "computed", name: "vwap", of: label, ...unitOf(unit), at, ...look };
			}),
			...(isByChange
				? names.map(({ name }, place): DataColumn => {
						const { change } = lines[place];
						const at = (row: number) => change[row] * 100;
						const look = { decimals: 2, isSigned: true };
						return { kind: "computed", name: "change", of: name, unit: "%", at, ...look };
					})
				: []),
			...names.flatMap(({ name }, place): DataColumn[] => {
				const bps = spreads[place];
				if (bps === undefined) return [];
				const at = (row: number) => bps[row];
				const look = { decimals: 1, isSigned: true };
				const words = { name: spread, of: name, to: base.name, unit: "bps" } as const;
				return [{ kind: "computed", ...words, at, ...look }];
			}),
		],
		count: times.length,
	};
}
