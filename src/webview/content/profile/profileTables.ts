import type { ShownLevels } from "../../../core/chart/shownCarried";
import { withLevels } from "../../../core/table/carriedColumns";
import type { ValueAreaExplanation } from "../../../core/profile/explain";
import type { ShownFlow } from "../../../core/profile/orderFlow/shownFlow";
import {
	comparedProfilesTable,
	cumulativeAt,
	explanationTable,
	intervalsTable,
	profileTable,
} from "../../../core/table/profileTables";
import type { DataColumn } from "../../../core/table/dataTable";
import type { IntervalGrid } from "../../../core/result/reach";
import { chosenSelection } from "../../../core/query/selections";
import type { ViewOptions } from "../../../core/query/viewOptions";
import { selectedProfiles, selectionTable } from "../../../core/table/selectionTable";
import type { Words } from "../../words";
import { levelsOfIntervals } from "../analytics";
import type { ProfileBundle } from "./profileBundle";
import { type RowMark, type TableContent, tableContent } from "../tableContent";

/** Rows of a profile, the highest price first, as the chart reads. */
export function profileRows(
	{ model, levels, unit, isSum }: ProfileBundle,
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

/** Levels and totals of each interval of a profile. */
export function intervalRows(
	{ series, model, unit, isSum }: ProfileBundle,
	{ lines }: ShownLevels,
	flow: ShownFlow,
	words: Words,
): TableContent {
	const { priceDecimals, volumeDecimals } = model;
	const form = { priceDecimals, volumeDecimals, unit, isSum };
	const own = intervalsTable(series, levelsOfIntervals(series, words.valueArea), form, flow);
	const table = withLevels(own, lines, series.times, priceDecimals);
	return tableContent("intervals", table, words, {
		marksOf: (row) => (series.open && row === table.count - 1 ? ["open"] : []),
	});
}

/** The selections of a chart over time, each with its own totals and levels. */
export function selectionRows(
	{ part, model, unit, isSum }: ProfileBundle,
	view: ViewOptions,
	words: Words,
): TableContent {
	const { priceDecimals, volumeDecimals } = model;
	const profiles = selectedProfiles(part.series, view, words.valueArea);
	const table = selectionTable(profiles, { priceDecimals, volumeDecimals, unit, isSum });
	const chosen = chosenSelection(view)?.name;
	return tableContent("selections", table, words, {
		caption: words.say("selections"),
		isInside: (row) => profiles[row]?.selection.name === chosen,
	});
}

/** The cumulative delta in the rows of another table, where the view shows it. */
export function cumulativeColumns(
	{ series, model, unit, isSum }: ProfileBundle,
	{ cumulative }: ShownFlow,
): (rows: IntervalGrid) => readonly DataColumn[] {
	const { priceDecimals, volumeDecimals } = model;
	const form = { priceDecimals, volumeDecimals, unit, isSum };
	return (rows) => cumulativeAt(series, cumulative, rows, form);
}

/** Every price of several profiles, the highest first, with the volume that each has there. */
export function comparedProfileRows(bundles: readonly ProfileBundle[], words: Words): TableContent {
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
	{ model, unit }: ProfileBundle,
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
