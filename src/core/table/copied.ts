import { cellLadder } from "../chart/cellLadder";
import { type AreaChoice, type ShownProfile, shownProfile } from "../chart/profile/shownProfile";
import {
	type ShownSessions,
	shownSessions,
	withLastSessions,
} from "../chart/profile/shownSessions";
import { type LevelLine, shownLevels } from "../chart/shownCarried";
import { vwapModel } from "../chart/vwapModel";
import { shownFlow } from "../profile/orderFlow/shownFlow";
import { intervalLevels } from "../profile/overTime/developing";
import { explainValueArea } from "../profile/explain";
import { lowerBound } from "../search";
import type { AgreementBounds, ViewOptions } from "../query/viewOptions";
import { holdsOpen } from "../result/reach";
import type { Series, VolumeProfileSeries, VwapSeries } from "../result/series";
import type { Joining } from "../vwap/compare";
import { crossCheck } from "../vwap/crossCheck";
import { shownAnchored } from "../vwap/shownAnchored";
import { shownAnchors } from "../vwap/shownAnchors";
import { shownComparison } from "../vwap/shownComparison";
import { checkForm } from "../vendorCheck/checkForm";
import { shownCheck } from "../vendorCheck/shownCheck";
import { withLevels } from "./carriedColumns";
import { checkTable } from "./checkTable";
import type { CopyWish, TableName } from "./copyWish";
import { type DataColumn, type DataTable, rowOfTime, rowsAsText } from "./dataTable";
import { type Part, profilesOf, vwapsOf } from "./parts";
import { layoutOf, withoutChosen, withoutInterval } from "./layouts";
import {
	type ComparedSum,
	cellTable,
	comparedProfilesTable,
	comparedSumsTable,
	cumulativeAt,
	explanationTable,
	intervalsTable,
	profileTable,
	stateColumn,
} from "./profileTables";
import { type ContractWords, profileVolumeUnit, vwapPriceUnit, vwapVolumeUnit } from "./units";
import { sessionsTable } from "./sessionsTable";
import { shownSelections } from "./selectionTable";
import { crossTable, linesTable, vwapTable } from "./vwapTables";

/** Words for what the data do not name. */
export interface ChartWords {
	/** The base coin of a market. */
	readonly baseUnit: string;
	/** What a venue counts volume in. */
	readonly nativeUnits: string;
	/** Volumes in contracts. */
	readonly contracts: ContractWords;
	/** A line among others, and how its intervals were joined. */
	readonly line: (name: string, joining: Joining) => string;
}

/** What a chart shows, as far as its numbers depend on it. */
export interface ShownChart {
	readonly parts: readonly Part[];
	readonly view: ViewOptions;
	/** How value areas grow where the view does not say. */
	readonly area: AreaChoice;
	/** How far sides of a vendor check may differ. */
	readonly agreement: AgreementBounds;
	/** Zone of days, weeks and months. */
	readonly zoneName: string;
	readonly words: ChartWords;
}

/** Text for the clipboard, and how many rows of numbers it has. */
export interface CopiedText {
	readonly text: string;
	readonly rows: number;
}

/**
 * Makes what a person wants on the clipboard out of the answers, as data (definitions D24): rows under
 * their headings, separated by tabs.
 *
 * @returns `undefined` where the chart has no such numbers
 */
export function copiedText(
	chart: ShownChart,
	wish: CopyWish,
	headingOf: (column: DataColumn) => string,
): CopiedText | undefined {
	if (wish.kind === "value") return { text: wish.text, rows: 1 };
	const found = rowsOf(chart, wish);
	if (found === undefined) return undefined;
	const { table, from, to } = found;
	const last = Math.min(to, table.count - 1);
	if (from > last) return undefined;
	return { text: rowsAsText(table, from, last, headingOf), rows: last - from + 1 };
}

interface TableRows {
	readonly table: DataTable;
	readonly from: number;
	readonly to: number;
}

function rowsOf(
	chart: ShownChart,
	wish: Exclude<CopyWish, { kind: "value" }>,
): TableRows | undefined {
	switch (wish.kind) {
		case "rows": {
			const table = tableOf(chart, wish.table);
			return table && { table, from: wish.from, to: wish.to };
		}
		case "moment": {
			const table = tableOf(chart, wish.table);
			const row = table && rowOfTime(table, wish.time);
			return row === undefined || table === undefined ? undefined : { table, from: row, to: row };
		}
		case "bar": {
			const profile = profilesIn(chart)[wish.profile];
			if (profile?.isStandIn !== false) return undefined;
			return { table: rowsTable(profile), from: wish.from, to: wish.to };
		}
		case "cell": {
			const [profile] = profilesIn(chart);
			if (profile === undefined) return undefined;
			const series = sessionsIn(chart, profile)?.series ?? profile.shown.series;
			const interval = lowerBound(series.times, wish.time);
			const ladder = cellLadder(profile.shown.series);
			if (ladder === undefined || series.times[interval] !== wish.time) return undefined;
			const form = { ...formOf(profile), isSum: series !== profile.part.series };
			const table = cellTable(series, ladder, interval, wish.row, form);
			return { table, from: 0, to: table.count - 1 };
		}
	}
}

interface ChartProfile {
	readonly part: Part<VolumeProfileSeries>;
	readonly shown: ShownProfile;
	readonly unit: string;
	/** Whether what was chosen has no profile: this is that of all intervals, which stands behind the rest of the chart. */
	readonly isStandIn: boolean;
}

/** The profiles that a chart shows, as it shows them. */
function profilesIn({ parts, view, area, words, zoneName }: ShownChart): ChartProfile[] {
	const isAlone = layoutOf(parts, view) === "profile";
	return profilesOf(parts).flatMap((part): ChartProfile[] => {
		const wanted = isAlone ? view : withoutInterval(view);
		const newest = withLastSessions(wanted, part.series, part.result, zoneName, area);
		const chosen = shownProfile(part.series, newest.ok ? newest.view : wanted, area);
		const isMissing = !chosen.ok && chosen.refusal.reason === "noInterval";
		const isStandIn = !newest.ok || isMissing;
		if (isStandIn && isAlone) return [];
		const shown = isMissing ? shownProfile(part.series, withoutChosen(wanted), area) : chosen;
		if (!shown.ok || shown.model.levels === undefined) return [];
		const unit = profileVolumeUnit(part.series, part.query, words.contracts) ?? words.baseUnit;
		return [{ part, shown, unit, isStandIn }];
	});
}

/** The sessions that stand side by side, where the chart shows them. */
function sessionsIn(
	{ parts, view, area, zoneName }: ShownChart,
	{ part, shown }: ChartProfile,
): ShownSessions | undefined {
	if (view.profileOf !== "sessions" || layoutOf(parts, view) !== "timePrice") return undefined;
	const found = shownSessions(shown.series, part.result, view.session ?? "day", zoneName, area);
	return found.ok ? found : undefined;
}

/** The levels that carry on in the chart. */
function levelsIn(
	{ parts, view, area, zoneName }: ShownChart,
	own: ChartProfile | undefined,
): readonly LevelLine[] {
	const [vwap] = vwapsOf(parts);
	const profile = own && {
		series: own.shown.series,
		delivered: own.part.series,
		result: own.part.result,
	};
	return shownLevels({ profile, vwap }, view, zoneName, area).lines;
}

function formOf({ shown: { model, isSum }, unit }: ChartProfile) {
	const { priceDecimals, volumeDecimals } = model;
	return { priceDecimals, volumeDecimals, unit, isSum };
}

function rowsTable({ shown: { model, isSum }, unit }: ChartProfile): DataTable {
	return profileTable(model, unit, isSum);
}

/** One of the tables beside a chart; `undefined` where the chart has no such numbers. */
export function tableOf(chart: ShownChart, name: TableName): DataTable | undefined {
	const { parts, view, area, agreement, zoneName, words } = chart;
	const [profile] = profilesIn(chart);
	const [vwap] = vwapsOf(parts);
	switch (name) {
		case "profile":
			return profile?.isStandIn === false ? rowsTable(profile) : undefined;
		case "profiles":
			return comparedProfilesTable(
				profilesIn(chart).map(({ part: { name }, shown: { model }, unit }) => ({
					name,
					model,
					unit,
				})),
			);
		case "intervals": {
			if (profile === undefined) return undefined;
			const { series, model } = profile.shown;
			const layout = layoutOf(parts, view);
			const hasCells = layout === "timePrice";
			const all = profilesIn(chart);
			if (all.length > 1) {
				const sums = comparedSumsTable(all.map((one) => comparedSum(one, chart)));
				const compared = all.map(({ shown }) => shown.series);
				// Rows are as long as the shortest of their intervals.
				const shortest = Math.min(...compared.map(({ interval }) => interval));
				return withProgress(
					sums,
					compared.filter(({ interval }) => interval === shortest),
				);
			}
			const beside = layout === "profile" ? undefined : vwap;
			const flow = shownFlow(reaching(profile), view, hasCells, zoneName, beside);
			const own = intervalsTable(series, intervalLevels(series, area), formOf(profile), flow);
			const levels = levelsIn(chart, profile);
			return withProgress(withLevels(own, levels, series.times, model.priceDecimals), [series]);
		}
		case "sessions": {
			const found = profile && sessionsIn(chart, profile);
			if (found === undefined) return undefined;
			const { series, sessions } = found;
			const own = sessionsTable(sessions, { ...formOf(profile), isSum: true });
			const { priceDecimals } = profile.shown.model;
			return withLevels(own, levelsIn(chart, profile), series.times, priceDecimals, true);
		}
		case "selections": {
			const [part] = profilesOf(parts);
			if (part === undefined) return undefined;
			const unit = profileVolumeUnit(part.series, part.query, words.contracts) ?? words.baseUnit;
			return shownSelections(part, view, area, unit);
		}
		case "explanation": {
			if (profile?.isStandIn !== false) return undefined;
			const { model } = profile.shown;
			const explained = explainValueArea(model.rows, area);
			return explained && explanationTable(explained, model, profile.unit);
		}
		case "vwap": {
			if (vwap === undefined) return undefined;
			const { series, result, query } = vwap;
			const anchored = shownAnchored(series, result, view, zoneName);
			const volume = vwapVolumeUnit(series, query, words.contracts) ?? words.nativeUnits;
			const model = vwapModel(series, result.range);
			const own = vwapTable(
				series,
				model,
				{ price: vwapPriceUnit(query), volume },
				{
					...(anchored === undefined ? {} : { anchored }),
					anchors: shownAnchors(series, result, view),
					hasBands: false,
					hasCandles: false,
					more: cumulativeBeside(chart, vwap),
				},
			);
			const levels = levelsIn(chart, profile);
			return withProgress(withLevels(own, levels, series.times, model.priceDecimals), [series]);
		}
		case "crossCheck": {
			const [first] = profilesOf(parts);
			if (first === undefined || vwap === undefined) return undefined;
			const check = crossCheck(first.series, vwap.series);
			const decimals = vwapModel(vwap.series, vwap.result.range).priceDecimals;
			if (!check.ok) return undefined;
			return withProgress(crossTable(check, decimals, vwapPriceUnit(vwap.query)), [first.series]);
		}
		case "vendorCheck": {
			const found = shownCheck(parts, agreement);
			if (found === undefined || "refusal" in found) return undefined;
			return checkTable(found.check, checkForm(found, words.contracts));
		}
		case "lines": {
			const vwaps = vwapsOf(parts);
			const found = shownComparison(vwaps);
			if (!found.ok) return undefined;
			const lines = vwaps.map(({ name, series, result, query }, place) => ({
				name,
				label: words.line(name, found.comparison.lines[place].joining),
				decimals: vwapModel(series, result.range).priceDecimals,
				unit: vwapPriceUnit(query),
				series,
			}));
			return withProgress(
				linesTable(found, lines),
				vwaps.map(({ series }) => series),
			);
		}
	}
}

/**
 * Says which row is in progress, where one is (definitions D22): whoever reads the rows later cannot tell by its numbers.
 *
 * @param all what the rows are of; a row is as long as the longest of their intervals
 */
function withProgress(table: DataTable, all: readonly Series[]): DataTable {
	const time = table.columns.find((column) => column.kind === "time");
	if (time === undefined || !all.some(({ open }) => open)) return table;
	const longest = Math.max(...all.map(({ interval }) => interval));
	const state = stateColumn((row) => {
		const from = time.at(row);
		return all.some((series) => holdsOpen(series, from, from + longest)) ? "open" : undefined;
	});
	return { ...table, columns: [...table.columns, state] };
}

/** A profile as it is drawn, and what the answer with it has of its range. */
function reaching({ shown: { series }, part: { result } }: ChartProfile) {
	return { series, result };
}

/** The cumulative delta of one of several profiles that are compared. */
function comparedSum(profile: ChartProfile, { view, zoneName }: ShownChart): ComparedSum {
	const { part, shown } = profile;
	const { cumulative } = shownFlow(reaching(profile), view, false, zoneName, undefined);
	return { name: part.name, series: shown.series, cumulative, form: formOf(profile) };
}

/** The cumulative delta of the profile over which a VWAP is drawn. */
function cumulativeBeside(chart: ShownChart, vwap: Part<VwapSeries>): readonly DataColumn[] {
	const { parts, view, zoneName } = chart;
	const [profile] = profilesIn(chart);
	if (profile === undefined || layoutOf(parts, view) !== "overProfile") return [];
	const { series } = profile.shown;
	const { cumulative } = shownFlow(reaching(profile), view, false, zoneName, vwap);
	return cumulativeAt(series, cumulative, vwap.series, formOf(profile));
}
