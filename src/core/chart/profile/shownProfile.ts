import { chosenWithin } from "../../profile/overTime/compositeRange";
import type { CompositeRefusal } from "../../profile/overTime/sumGrid";
import { multipleForRows, regroupSeries } from "../../profile/regroup";
import type { ValueAreaMethod } from "../../profile/valueArea";
import type { ViewOptions } from "../../query/viewOptions";
import { remembered } from "../../remembered";
import type { VolumeProfileSeries } from "../../result/series";
import {
	type ProfileModel,
	findInterval,
	profileModel,
	seriesVolumeDecimals,
} from "./profileModel";

/** How value areas grow. */
export interface AreaChoice {
	readonly percent: number;
	readonly method: ValueAreaMethod;
}

/** Which intervals of a series are shown: one, some added up, or all. */
export interface IntervalChoice {
	readonly interval: string | undefined;
	readonly intervals: readonly number[] | undefined;
}

/** The profile that a view shows of a series. */
export interface ShownProfile {
	readonly ok: true;
	/** The series with its rows joined. */
	readonly series: VolumeProfileSeries;
	readonly choice: IntervalChoice;
	readonly model: ProfileModel;
	/** Whether its volumes are sums of delivered ones, over intervals or joined rows. */
	readonly isSum: boolean;
}

/** Why a view has no profile of a series: what it chose is not in there, or does not add up. */
export type ProfileRefusal = { readonly reason: "noInterval" } | CompositeRefusal;

const joinedRows = remembered((series: VolumeProfileSeries, multiple: number) =>
	regroupSeries(series, multiple),
);

export const chosenProfile = remembered(
	(series: VolumeProfileSeries, { interval, intervals }: IntervalChoice, area: AreaChoice) =>
		profileModel(series, {
			...(interval === undefined ? {} : { interval }),
			...(intervals === undefined ? {} : { intervals }),
			...area,
		}),
);

/** A series with its rows joined as a view wants them. */
export function withJoinedRows(
	delivered: VolumeProfileSeries,
	{ rows, rowCount }: Pick<ViewOptions, "rows" | "rowCount">,
): VolumeProfileSeries {
	const multiple =
		rows ?? (rowCount === undefined ? 1 : multipleForRows(delivered, Math.max(2, rowCount)));
	return joinedRows(delivered, multiple);
}

/** Joins rows and adds intervals up as a view wants it; computed once for each choice. */
export function shownProfile(
	delivered: VolumeProfileSeries,
	view: Pick<ViewOptions, "interval" | "intervals" | "rows" | "rowCount">,
	area: AreaChoice,
): ShownProfile | { readonly ok: false; readonly refusal: ProfileRefusal } {
	const series = withJoinedRows(delivered, view);
	const one = findInterval(series, view.interval);
	const intervals = view.intervals && chosenWithin(series, view.intervals);
	// What was chosen and is not there is not everything.
	if (view.interval === undefined ? intervals?.length === 0 : one === undefined)
		return { ok: false, refusal: { reason: "noInterval" } };
	const choice = { interval: view.interval, intervals };
	// Whether intervals add up is decided by their delivered rows, not by the joined ones.
	const asDelivered = chosenProfile(delivered, choice, area);
	const built = asDelivered.ok ? chosenProfile(series, choice, area) : asDelivered;
	if (!built.ok) return built;
	// Sums of rows have no more decimals than the rows as they were delivered.
	const model = { ...built.model, volumeDecimals: seriesVolumeDecimals(delivered) };
	const count = intervals?.length ?? series.times.length;
	const isSum = series !== delivered || (model.interval === undefined && count > 1);
	return { ok: true, series, choice, model, isSum };
}
