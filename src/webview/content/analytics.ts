import { cellLadder } from "../../core/chart/cellLadder";
import { type HeatMode, HeatGrids } from "../../core/chart/heatGrid";
import type { ProfileModel, ProfileModelResult } from "../../core/chart/profile/profileModel";
import { type IntervalChoice, chosenProfile } from "../../core/chart/profile/shownProfile";
import { developingLevels, intervalLevels } from "../../core/profile/overTime/developing";
import { nakedPocs } from "../../core/profile/overTime/nakedPoc";
import { type VolumeNodes, findNodes, volumeNodes } from "../../core/profile/nodes/nodes";
import { rowMultiples } from "../../core/profile/regroup";
import { profileShape } from "../../core/profile/shape";
import type { NodeSettings } from "../../core/query/viewOptions";
import { remembered } from "../../core/remembered";
import type { VolumeProfileSeries } from "../../core/result/series";
import { impliedVwap } from "../../core/vwap/impliedVwap";
import type { Words } from "../words";

/*
 * Everything that is computed from a profile, once for each series and choice. Switching a mark off or
 * opening the options draws the same numbers again.
 */

type Area = Words["valueArea"];

export const offeredMultiples = remembered((series: VolumeProfileSeries) => rowMultiples(series));

/** Nodes of a profile that {@link chosenProfile} gives. */
export const chosenNodes = remembered(
	(
		series: VolumeProfileSeries,
		choice: IntervalChoice,
		area: Area,
		settings: NodeSettings | undefined,
	): VolumeNodes => {
		const { rows, levels } = modelOf(chosenProfile(series, choice, area));
		return rows !== undefined && levels !== undefined
			? volumeNodes(rows, levels.pocIndex, settings)
			: { high: [], low: [] };
	},
);

/** Shape of the same; the many nodes of a noisy profile are not kept for it. */
export const chosenShape = remembered(
	(series: VolumeProfileSeries, choice: IntervalChoice, area: Area) => {
		const { rows, levels } = modelOf(chosenProfile(series, choice, area));
		return rows !== undefined && levels !== undefined
			? profileShape(rows, levels, findNodes(rows, levels.pocIndex))
			: undefined;
	},
);

function modelOf(built: ProfileModelResult): Partial<ProfileModel> {
	return built.ok ? built.model : {};
}

export const cellsOf = remembered(cellLadder);

/** Grids of the cells of a series, each made when it is drawn; `undefined` for a series without rows. */
export const heatOf = remembered((series: VolumeProfileSeries, mode: HeatMode) => {
	const ladder = cellsOf(series);
	return ladder && new HeatGrids(series, ladder, mode);
});

/** The VWAP that the rows of one interval, of chosen ones or of all imply. */
export const impliedOf = remembered(
	(
		series: VolumeProfileSeries,
		interval: number | undefined,
		intervals: readonly number[] | undefined,
	) => impliedVwap(series, interval === undefined ? intervals : [interval]),
);

export const nakedLevels = remembered((series: VolumeProfileSeries) => nakedPocs(series));

export const levelsOfIntervals = remembered((series: VolumeProfileSeries, area: Area) =>
	intervalLevels(series, area),
);

export const developing = remembered((series: VolumeProfileSeries, area: Area) =>
	developingLevels(series, area),
);
