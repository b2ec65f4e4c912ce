import type { ProfileModel } from "../../../core/chart/profile/profileModel";
import type { ShownSessions } from "../../../core/chart/profile/shownSessions";
import type { ShownLevels } from "../../../core/chart/shownCarried";
import { withLevels } from "../../../core/table/carriedColumns";
import type { ValueAreaExplanation } from "../../../core/profile/explain";
import type { ShownFlow } from "../../../core/profile/orderFlow/shownFlow";
import type { LevelColumns } from "../../../core/profile/overTime/developing";
import type { ProfileLevels } from "../../../core/profile/profile";
import {
	comparedProfilesTable,
	type ProfileForm,
	cumulativeAt,
	explanationTable,
	intervalsTable,
	profileTable,
} from "../../../core/table/profileTables";
import type { DataColumn } from "../../../core/table/dataTable";
import type { IntervalGrid } from "../../../core/result/reach";
import type { VolumeProfileSeries } from "../../../core/result/series";
import { type SelectedProfile, selectionTable } from "../../../core/table/selectionTable";
import { sessionsTable } from "../../../core/table/sessionsTable";
import type { Words } from "../../words";
import { type RowMark, type TableContent, tableContent } from "../tableContent";

/** A profile with all that its tables have columns of. */
interface TabledProfile {
	readonly part: { readonly name: string };
	readonly series: VolumeProfileSeries;
	readonly model: ProfileModel;
	readonly levels: ProfileLevels;
	readonly unit: string;
	/** Whether its volumes are sums of delivered ones. */
	readonly isSum: boolean;
}

function formOf({ model, unit, isSum }: Omit<TabledProfile, "part" | "levels">): ProfileForm {
	const { priceDecimals, volumeDecimals } = model;
	return { priceDecimals, volumeDecimals, unit, isSum };
}

/** Rows of a profile, the highest price first, as the chart reads. */
export function profileRows(
	{ model, levels, unit, isSum }: TabledProfile,
	words: Words,
): TableContent {
	const top = model.rows.prices.length - 1;
	return tableContent("profile", profileTable(model, unit, isSum), words, {
		start: top - levels.pocIndex,
		rowOfBar: (_from, to) => top - to,
		marksOf: (index) => {
			const row = top - index;
			const marks: RowMark[] = [];
			if (row === levels.pocIndex) marks.push("poc");
			if (row === levels.vahIndex) marks.push("vah");
			if (row === levels.valIndex) marks.push("val");
			return marks;
		},
		isInside: (index) => top - index >= levels.valIndex && top - index <= levels.vahIndex,
	});
}

/**
 * Levels and totals of each interval of a profile.
 *
 * @param levels those of each interval
 */
export function intervalRows(
	profile: TabledProfile,
	levels: LevelColumns,
	{ lines }: ShownLevels,
	flow: ShownFlow,
	words: Words,
): TableContent {
	const { series, model } = profile;
	const own = intervalsTable(series, levels, formOf(profile), flow);
	const table = withLevels(own, lines, series.times, model.priceDecimals);
	return tableContent("intervals", table, words, {
		marksOf: (row) => (series.open && row === table.count - 1 ? ["open"] : []),
	});
}

/**
 * The selections of a chart over time, each with its own totals and levels.
 *
 * @param chosen the name of the one whose profile stands at the side
 */
export function selectionRows(
	profile: TabledProfile,
	profiles: readonly SelectedProfile[],
	chosen: string | undefined,
	words: Words,
): TableContent {
	const table = selectionTable(profiles, formOf(profile));
	return tableContent("selections", table, words, {
		caption: words.say("selections"),
		isInside: (row) => profiles[row]?.selection.name === chosen,
		marksOf: (row) => (profiles[row]?.state === "open" ? ["open"] : []),
	});
}

/** Sessions side by side, each with its levels, and the levels that carry on through it. */
export function sessionRows(
	{ model, unit }: TabledProfile,
	{ sessions, series }: ShownSessions,
	{ lines }: ShownLevels,
	words: Words,
): TableContent {
	const own = sessionsTable(sessions, formOf({ series, model, unit, isSum: true }));
	const table = withLevels(own, lines, series.times, model.priceDecimals, true);
	return tableContent("sessions", table, words, {
		marksOf: (row) => (sessions[row]?.state === "open" ? ["open"] : []),
	});
}

/** The cumulative delta in the rows of another table, where the view shows it. */
export function cumulativeColumns(
	profile: TabledProfile,
	{ cumulative }: ShownFlow,
): (rows: IntervalGrid) => readonly DataColumn[] {
	return (rows) => cumulativeAt(profile.series, cumulative, rows, formOf(profile));
}

/** Every price of several profiles, the highest first, with the volume that each has there. */
export function comparedProfileRows(bundles: readonly TabledProfile[], words: Words): TableContent {
	const table = comparedProfilesTable(
		bundles.map(({ part: { name }, model, unit }) => ({ name, model, unit })),
	);
	const [price] = table.columns;
	const pocs = new Set(bundles.map(({ levels }) => levels.poc));
	return tableContent("profiles", table, words, {
		marksOf: (row) => (price?.kind === "delivered" && pocs.has(price.at(row)) ? ["poc"] : []),
	});
}

/** How the value area grew: the POC row, then which side won each comparison. */
export function explanationRows(
	explanation: ValueAreaExplanation,
	{ model, unit }: TabledProfile,
	words: Words,
): TableContent {
	const { target, total, steps } = explanation;
	const volume = words.volume(model.volumeDecimals);
	return tableContent("explanation", explanationTable(explanation, model, unit), words, {
		caption: words.say(
			"explainCaption",
			`${volume(target)} ${unit}`,
			words.percent((target / total) * 100),
		),
		isInside: (row) => row > 0 && row === steps.length,
	});
}
