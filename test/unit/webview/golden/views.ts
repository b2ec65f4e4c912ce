import type { ViewOptions } from "../../../../src/core/query/viewOptions";
import type { QueryResult } from "../../../../src/core/result/result";
import type { VolumeProfileSeries } from "../../../../src/core/result/series";
import { upperBound } from "../../../../src/core/search";
import type { Session } from "../../../../src/core/session/session";
import { answerOf, sampleAnswer } from "../../../support/answers";
import { profileSeries, vwapSeries } from "../../../support/series";
import { BTCUSDT_PROFILE, BTC_USD_VWAP } from "../../../support/queries";
import { type Look, PRINT, editorTheme } from "../shown";

/** A chart that is drawn and compared with what was drawn before. */
export interface GoldenView {
	/** Name of its file. */
	readonly name: string;
	readonly results: () => Promise<readonly QueryResult[]>;
	readonly view?: ViewOptions;
	readonly look?: Look;
	/** What a vendor check calls each of its queries. */
	readonly sides?: readonly string[];
	/** Drawn as a saved picture is, with market, figures, legend and source line. */
	readonly isPicture?: boolean;
}

const profile = (interval = "1h", last = "24h", symbol = "BTC-USDT") =>
	sampleAnswer({ kind: "volumeProfile", symbol, interval, range: { last } });
const vwap = (interval = "1h", last = "24h", symbol = "BTC-USDT") =>
	sampleAnswer({ kind: "vwap", symbol, interval, range: { last } });

const one = async () => [await profile()];
const line = async () => [await vwap()];
const both = async () => [await profile(), await vwap()];
/** Three hours whose prices span two powers of ten. */
const wide = () =>
	Promise.resolve([
		answerOf(
			BTCUSDT_PROFILE,
			profileSeries(
				[0, 1, 2].map((hour) =>
					Array.from({ length: 100 }, (_, i) => {
						const price = 50 + i * 10;
						const volume = 40 - Math.abs(i - 12 - hour * 8) * 0.4;
						return [price, volume, volume * (0.5 + hour / 4)] as const;
					}),
				),
			),
		),
	]);
/** Half a day without trades at its start, in its middle and at its end. */
const gaps = () =>
	Promise.resolve([
		answerOf(BTC_USD_VWAP, vwapSeries([NaN, 101, 104, 103, NaN, NaN, 99, NaN, 102, 105, 104, NaN])),
	]);
/** The same market at three venues. */
const venues = () =>
	Promise.resolve(
		["cbse", "krkn", "stmp"].map((exchange, venue) =>
			answerOf(
				{ ...BTC_USD_VWAP, exchange },
				vwapSeries(
					Array.from(
						{ length: 24 },
						(_, i) => 66_000 + 40 * Math.sin(i / 3) + 9 * venue + (i % (venue + 2)),
					),
					undefined,
					{ id: `${exchange} btc-usd` },
				),
			),
		),
	);
/** Profiles of one market at two venues, of which the second buys less and lacks some hours. */
const twoVenues = async () => {
	const first = await profile("1h", "72h");
	const series = first.series.map((each) => {
		if (each.kind === "vwap") return each;
		const hourOf = (row: number) => upperBound(each.offsets, row) - 1;
		const share = (row: number) => {
			const hour = hourOf(row);
			return hour % 31 === 30 ? 0 : 0.7 + 0.1 * Math.sin(hour / 5);
		};
		return {
			...each,
			id: `${each.id} elsewhere`,
			buy: each.buy.map((volume, row) => volume * share(row) * 0.98),
			sell: each.sell.map((volume, row) => volume * share(row)),
		};
	});
	return [first, { ...first, series }];
};
/** Rows high enough for bars that can be told apart. */
const rowCount = 50;

const ANCHORS = [
	{ at: "2026-03-28T03:00:00Z", bands: [1, 2] },
	{ at: "2026-03-28T12:00:00Z", name: "US open" },
	{ at: "2026-03-28T17:00:00Z" },
];
/** As many as there may be: some beside each other, one at the end. */
const SIX_ANCHORS = [0, 1, 2, 11, 12, 22].map((hour) => ({
	at: new Date(Date.UTC(2026, 2, 28, hour)).toISOString(),
}));

/** A part of each row has no known taker: from a tenth to a half. */
const untold = async () => {
	const [told] = await one();
	const series = told.series.map((each) => {
		if (each.kind === "vwap") return each;
		const shareAt = (row: number) => 0.1 + (row % 5) / 10;
		const rest = (column: Float64Array) => column.map((volume, row) => volume * (1 - shareAt(row)));
		return {
			...each,
			buy: rest(each.buy),
			sell: rest(each.sell),
			unknown: each.buy.map((volume, row) => (volume + each.sell[row]) * shareAt(row)),
		};
	});
	return [{ ...told, series }];
};

/** A vendor's profile, one's own rows and their exact VWAP, with the names that a check gives the sides. */
const vendorAgainstOwn = async () => {
	const [coarse, own, exact] = await Promise.all([
		sampleAnswer({
			kind: "volumeProfile",
			symbol: "BTC-USDT",
			interval: "1h",
			range: { last: "36h" },
			step: "20",
		}),
		profile("1h", "36h"),
		vwap("1h", "36h"),
	]);
	const series = coarse.series.map((each) => (each.kind === "vwap" ? each : asVendor(each)));
	return [
		{ ...coarse, query: { ...BTCUSDT_PROFILE, range: coarse.query.range }, series },
		own,
		exact,
	];
};
/** The same without two hours, with more volume in a third and another POC in a fourth. */
function asVendor({ rowPrice: _documented, ...series }: VolumeProfileSeries): VolumeProfileSeries {
	const { times, offsets } = series;
	const gone = new Set([9, 20]);
	const hours = Array.from(times.keys()).filter((hour) => !gone.has(hour));
	const rowsIn = (hour: number) =>
		Array.from({ length: offsets[hour + 1] - offsets[hour] }, (_, row) => offsets[hour] + row);
	const rows = hours.flatMap((hour) => rowsIn(hour).map((row) => ({ row, hour })));
	const kept = [0];
	for (const hour of hours) kept.push((kept.at(-1) ?? 0) + rowsIn(hour).length);
	const volumes = (column: Float64Array) =>
		Float64Array.from(rows, ({ row, hour }) => {
			const isFirst = row === offsets[hour];
			return column[row] * (hour === 5 ? 1.004 : 1) + (hour === 14 && isFirst ? 40 : 0);
		});
	return {
		...series,
		times: Float64Array.from(hours, (hour) => times[hour]),
		offsets: Uint32Array.from(kept),
		prices: Float64Array.from(rows, ({ row }) => series.prices[row]),
		buy: volumes(series.buy),
		sell: volumes(series.sell),
	};
}
/** A vendor's VWAP without volumes, and one's own of a later start. */
const vendorLine = async () => {
	const [own] = await line();
	const [series] = own.series;
	if (series?.kind !== "vwap") return [own];
	const { price } = series;
	const answer = answerOf(
		BTC_USD_VWAP,
		vwapSeries(
			Array.from(price, (value, hour) => (hour === 7 ? NaN : hour === 3 ? value * 1.0004 : value)),
			undefined,
			{ times: series.times },
		),
	);
	const prices = price.map((value, hour) => (hour === 15 ? NaN : value));
	return [answer, { ...own, series: [{ ...series, price: prices }] }];
};

/** In the middle of an interval, and at the end of one, of the sample's last day. */
const SIX = Date.UTC(2026, 2, 28, 6, 30);
const EIGHTEEN = Date.UTC(2026, 2, 28, 18);
const US_CASH: Session = {
	name: "US cash",
	zone: "America/New_York",
	days: [1, 2, 3, 4, 5],
	from: "09:30",
	to: "16:00",
};

export const VIEWS: readonly GoldenView[] = [
	{ name: "profile-stacked", results: one, view: { rowCount } },
	{ name: "profile-taker-unknown", results: untold, view: { rowCount }, isPicture: true },
	{
		name: "profile-delta-taker-unknown",
		results: untold,
		view: { rowCount, bars: "delta" },
		isPicture: true,
	},
	{ name: "profile-total", results: one, view: { rowCount, bars: "total" } },
	{ name: "profile-sides", results: one, view: { rowCount, bars: "sides" } },
	{ name: "profile-delta", results: one, view: { rowCount, bars: "delta" } },
	{ name: "profile-cumulative", results: one, view: { rowCount, bars: "cumulative" } },
	{ name: "profile-thin-rows", results: one },
	{ name: "profile-edges-and-nodes", results: one, view: { rowCount, edges: true, nodes: true } },
	{ name: "profile-naked", results: one, view: { rowCount, naked: true } },
	{
		name: "profile-single-interval",
		results: one,
		view: { rows: 2, interval: "2026-03-28T12:00:00Z" },
	},
	{ name: "profile-log", results: wide, view: { log: true } },
	{
		name: "profile-zoomed",
		results: one,
		view: { rows: 2 },
		look: { zoom: { y: { min: 71_300, max: 71_500 } } },
	},
	{ name: "profile-small", results: one, view: { rowCount }, look: { width: 200, height: 160 } },
	{
		name: "profile-high-contrast",
		results: one,
		view: { rowCount },
		look: { theme: editorTheme("highContrast") },
	},
	{
		name: "profile-light-sharp",
		results: one,
		view: { rowCount },
		look: { theme: editorTheme("light"), pixelRatio: 2 },
	},
	{
		name: "profile-print",
		results: one,
		view: { rowCount },
		look: { theme: PRINT },
		isPicture: true,
	},
	{
		name: "profiles-side-by-side",
		results: async () => [await profile(), await profile("1h", "24h", "ETH-USDT")],
		view: { rowCount },
	},
	{
		name: "profiles-cumulative-delta",
		results: twoVenues,
		view: { rowCount, cumulativeDelta: "day" },
		look: { width: 900, height: 560 },
	},
	{ name: "time-price-volume", results: one, view: { rowCount: 25, layout: "timePrice" } },
	{
		name: "time-price-delta",
		results: one,
		view: { rowCount: 25, layout: "timePrice", cells: "delta" },
	},
	{
		name: "time-price-volume-light",
		results: one,
		view: { rowCount: 25, layout: "timePrice", heatScale: "logarithmic" },
		look: { theme: editorTheme("light") },
	},
	{
		name: "time-price-delta-high-contrast",
		results: one,
		view: { rowCount: 25, layout: "timePrice", cells: "delta", heatScale: "linear" },
		look: { theme: editorTheme("highContrast") },
	},
	{
		name: "time-price-viridis-small",
		results: one,
		view: { rowCount: 25, layout: "timePrice", ramp: "viridis" },
		look: { width: 300, height: 320, theme: editorTheme("highContrastLight") },
	},
	{
		name: "time-price-numbers",
		results: both,
		view: {
			rowCount: 25,
			layout: "timePrice",
			numbers: "sides",
			totals: true,
			imbalances: true,
			imbalanceSettings: { ratio: 1.5, least: 1 },
		},
		look: {
			width: 900,
			height: 560,
			zoom: {
				x: { min: Date.UTC(2026, 2, 28, 8), max: Date.UTC(2026, 2, 28, 14) },
				y: { min: 70_900, max: 71_700 },
			},
		},
		isPicture: true,
	},
	{
		name: "time-price-numbers-high-contrast",
		results: one,
		view: {
			rowCount: 25,
			layout: "timePrice",
			cells: "delta",
			numbers: "volume",
			totals: true,
			imbalances: true,
			imbalanceSettings: { ratio: 1.5, least: 1 },
		},
		look: {
			width: 900,
			height: 400,
			theme: editorTheme("highContrast"),
			zoom: { x: { min: Date.UTC(2026, 2, 28, 8), max: Date.UTC(2026, 2, 28, 14) } },
		},
	},
	{
		name: "time-price-numbers-too-small-light",
		results: one,
		view: { rowCount: 25, layout: "timePrice", numbers: "share", totals: true, imbalances: true },
		look: { theme: editorTheme("light") },
	},
	{
		name: "time-price-cumulative-light",
		results: untold,
		view: { rowCount: 25, layout: "timePrice", cumulativeDelta: "range", totals: true },
		look: { width: 900, height: 560, theme: editorTheme("light") },
	},
	{
		name: "profile-cumulative-delta",
		results: async () => [await profile("1h", "72h")],
		view: { rowCount, cumulativeDelta: "day" },
		look: { width: 900, height: 560 },
	},
	{
		name: "profile-cumulative-delta-small-high-contrast",
		results: untold,
		view: { rowCount: 25, cumulativeDelta: "range" },
		look: { width: 300, height: 400, theme: editorTheme("highContrast") },
	},
	{
		name: "over-profile-cumulative",
		results: async () => [await profile("1h", "72h"), await vwap("1h", "72h")],
		view: { rowCount, cumulativeDelta: "day" },
		look: { width: 900, height: 480 },
	},
	{
		name: "over-profile-cumulative-high-contrast",
		results: both,
		view: { rowCount, anchor: "highestVolume", cumulativeDelta: "anchor", volume: true },
		look: { width: 900, height: 560, theme: editorTheme("highContrastLight") },
	},
	{
		name: "time-price-taker-unknown",
		results: untold,
		view: { rowCount: 25, layout: "timePrice" },
		isPicture: true,
	},
	{
		name: "time-price-delta-taker-unknown",
		results: untold,
		view: { rowCount: 25, layout: "timePrice", cells: "delta" },
		isPicture: true,
	},
	{
		name: "time-price-profiles",
		results: async () => [await profile("4h", "24h")],
		view: { rowCount: 25, layout: "timePrice", cells: "profiles" },
	},
	{
		name: "time-price-developing",
		results: async () => [await profile("4h")],
		view: { rowCount: 25, layout: "timePrice", developing: true, naked: true },
	},
	{
		name: "time-price-visible",
		results: one,
		view: { rowCount: 25, layout: "timePrice", profileOf: "visible" },
		look: { zoom: { x: { min: SIX, max: EIGHTEEN } } },
		isPicture: true,
	},
	{
		name: "time-price-visible-none",
		results: one,
		view: { rowCount: 25, layout: "timePrice", profileOf: "visible" },
		look: { zoom: { x: { min: SIX, max: SIX + 45 * 60_000 } }, theme: editorTheme("light") },
	},
	{
		name: "time-price-sessions",
		results: async () => [await profile("1h", "5d")],
		view: { rowCount: 100, layout: "timePrice", profileOf: "sessions", separators: true },
		look: { width: 900, height: 420 },
		isPicture: true,
	},
	{
		name: "time-price-sessions-levels",
		results: async () => [await profile("30m", "5d")],
		view: {
			rowCount: 50,
			layout: "timePrice",
			profileOf: "sessions",
			session: US_CASH,
			developing: true,
			naked: true,
		},
		look: { theme: editorTheme("light") },
	},
	{
		name: "time-price-sessions-high-contrast",
		results: async () => [await profile("1h", "3d")],
		view: { rowCount: 50, layout: "timePrice", profileOf: "sessions", separators: true },
		look: { theme: editorTheme("highContrast"), width: 420 },
	},
	{
		name: "time-price-carried-levels",
		results: async () => [await profile("30m", "3d"), await vwap("30m", "3d")],
		view: {
			rowCount: 50,
			layout: "timePrice",
			carried: ["day"],
			openingRange: 30,
			initialBalance: true,
			separators: true,
			hidden: ["vwap", "path"],
		},
		look: { width: 900, height: 480 },
		isPicture: true,
	},
	{
		name: "time-price-carried-sessions",
		results: async () => [await profile("30m", "5d")],
		view: {
			rowCount: 50,
			layout: "timePrice",
			profileOf: "sessions",
			carried: ["day"],
			initialBalance: true,
			extensions: true,
		},
		look: { theme: editorTheme("highContrastLight"), width: 700, height: 420 },
	},
	{
		name: "time-price-separators",
		results: async () => [await profile("1h", "3d")],
		view: { rowCount: 50, layout: "timePrice", session: US_CASH, separators: true },
		look: { theme: editorTheme("highContrast") },
	},
	{
		name: "time-price-selections",
		results: one,
		view: {
			rowCount: 25,
			layout: "timePrice",
			profileOf: "selection",
			selected: "US open",
			selections: [
				{ name: "A", from: "2026-03-28T02:00:00Z", to: "2026-03-28T08:00:00Z" },
				{ name: "US open", from: "2026-03-28T12:00:00Z", to: "2026-03-28T18:00:00Z" },
			],
		},
		isPicture: true,
	},
	{
		name: "over-profile-selections",
		results: both,
		view: {
			rowCount: 50,
			edges: true,
			selections: [{ name: "A", from: "2026-03-28T10:00:00Z", to: "2026-03-28T15:00:00Z" }],
		},
		look: { theme: editorTheme("light") },
	},
	{
		name: "time-price-selections-high-contrast",
		results: one,
		view: {
			rowCount: 25,
			layout: "timePrice",
			selections: [
				{ name: "A", from: "2026-03-28T02:00:00Z", to: "2026-03-28T08:00:00Z" },
				{ name: "B", from: "2026-03-28T06:00:00Z", to: "2026-03-28T18:00:00Z" },
			],
		},
		look: { theme: editorTheme("highContrast"), width: 300, height: 320 },
	},
	{ name: "time-price-log", results: wide, view: { layout: "timePrice", rows: 5, log: true } },
	{ name: "vwap-gaps", results: gaps },
	{ name: "vwap-line", results: line },
	{
		name: "vwap-percent-distances",
		results: line,
		view: { percentFrom: "first", distances: true, anchor: "first", bands: "none" },
	},
	{ name: "vwap-candles-volume", results: line, view: { candles: true, volume: true } },
	{
		name: "vwap-carried-levels",
		results: async () => [await vwap("30m", "3d")],
		view: { candles: true, carried: ["day"], openingRange: 30, separators: true },
		look: { theme: editorTheme("light"), width: 800 },
	},
	{ name: "vwap-anchored-bands", results: line, view: { anchor: "first" } },
	{ name: "vwap-anchors", results: line, view: { anchors: ANCHORS }, isPicture: true },
	{
		name: "vwap-anchors-high-contrast",
		results: line,
		view: { anchors: SIX_ANCHORS },
		look: { theme: editorTheme("highContrast"), width: 460, height: 320 },
	},
	{
		name: "over-profile-anchors-light",
		results: both,
		view: { rowCount: 50, anchors: SIX_ANCHORS },
		look: { theme: editorTheme("light"), width: 800 },
	},
	{
		name: "time-price-bars",
		results: both,
		view: { rowCount: 50, layout: "timePrice", candles: true },
		look: { theme: editorTheme("light"), width: 800 },
	},
	{
		name: "time-price-anchors",
		results: both,
		view: { rowCount: 50, layout: "timePrice", anchors: ANCHORS },
	},
	{
		name: "vwap-deviation-brush",
		results: line,
		view: {
			anchor: "session",
			bands: "percent",
			multipliers: [0.5, 1],
			deviation: true,
			brush: true,
		},
	},
	{
		name: "vwap-zoomed",
		results: line,
		view: { brush: true },
		look: { zoom: { x: { min: Date.UTC(2026, 2, 28, 6), max: Date.UTC(2026, 2, 28, 12) } } },
	},
	{ name: "compare-two", results: async () => [await vwap(), await vwap("1h", "24h", "ETH-USDT")] },
	{ name: "compare-three", results: venues },
	{ name: "over-profile", results: both, view: { rowCount } },
	{
		name: "over-profile-all",
		results: both,
		view: { rowCount, anchor: "session", volume: true, developing: true },
		look: { height: 480 },
	},
	{ name: "cross-check", results: both, view: { layout: "crossCheck" } },
	{
		name: "vendor-check",
		results: vendorAgainstOwn,
		view: { layout: "vendorCheck" },
		sides: ["Kiyotaka", "My tape", "My tape"],
		look: { width: 900, height: 560 },
		isPicture: true,
	},
	{
		name: "vendor-check-high-contrast",
		results: vendorAgainstOwn,
		view: { layout: "vendorCheck" },
		sides: ["Kiyotaka", "My tape", "My tape"],
		look: { theme: editorTheme("highContrast") },
	},
	{
		name: "vendor-check-lines",
		results: vendorLine,
		view: { layout: "vendorCheck", agreement: { volumePercent: 1, pocRows: 1, vwapBps: 2 } },
		sides: ["Kaiko", "My tape"],
		isPicture: true,
	},
	{
		name: "vendor-check-small",
		results: vendorAgainstOwn,
		view: { layout: "vendorCheck" },
		sides: ["Kiyotaka", "My tape", "My tape"],
		look: { width: 260, height: 260, theme: editorTheme("light") },
	},
];
