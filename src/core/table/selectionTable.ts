import { shownProfile, type AreaChoice } from "../chart/profile/shownProfile";
import { keptSpan, spanOfStretch, wholeWithin } from "../profile/overTime/stretch";
import { type NamedSpan, selectionsOf } from "../query/selections";
import type { ViewOptions } from "../query/viewOptions";
import type { VolumeProfileSeries } from "../result/series";
import { type ImpliedVwap, impliedVwap } from "../vwap/impliedVwap";
import type { ProfileLevels } from "../profile/profile";
import type { DataColumn, DataTable } from "./dataTable";
import { type ProfileForm, priceColumn, stateColumn, sumColumn } from "./profileTables";
import { reachOf, stateOf, type StretchState } from "../result/reach";
import { epochMs } from "../time";
import { computedDecimals } from "../chart/format";
import { seriesPriceDecimals, seriesVolumeDecimals } from "../chart/profile/profileModel";
import type { Part } from "./parts";

/** A selection with the composite of the intervals that lie wholly in it (definitions D46). */
export interface SelectedProfile {
	readonly selection: NamedSpan;
	readonly intervals: number;
	/** How much of it the answer has; absent where that is no interval. */
	readonly state: StretchState | undefined;
	/** Absent where no interval lies in it, nothing traded, or its rows do not add up. */
	readonly levels: ProfileLevels | undefined;
	readonly implied: ImpliedVwap | undefined;
}

/** The profile of each selection of a view, by itself. */
export function selectedProfiles(
	{ series: delivered, result }: Pick<Part<VolumeProfileSeries>, "series" | "result">,
	view: ViewOptions,
	area: AreaChoice,
): SelectedProfile[] {
	const { rows, rowCount } = view;
	const joining = {
		...(rows === undefined ? {} : { rows }),
		...(rowCount === undefined ? {} : { rowCount }),
	};
	const reach = reachOf(delivered, result);
	return selectionsOf(view).map((selection): SelectedProfile => {
		const stretch = wholeWithin(delivered, selection);
		const intervals = stretch.end - stretch.first;
		if (intervals === 0)
			return {
				selection,
				intervals,
				state: undefined,
				levels: undefined,
				implied: undefined,
			};
		const [from, to] = [epochMs(selection.from), epochMs(selection.to)];
		const span = keptSpan(spanOfStretch(delivered, stretch));
		const shown = shownProfile(delivered, { ...joining, intervals: [span] }, area);
		const levels = shown.ok ? shown.model.levels : undefined;
		const numbers = Array.from({ length: intervals }, (_, i) => stretch.first + i);
		return {
			selection,
			intervals,
			state: stateOf(reach, { from, to }),
			levels,
			implied: levels && impliedVwap(delivered, numbers),
		};
	});
}

/** The selections of a view of one profile, as its chart shows them; `undefined` where there are none. */
export function shownSelections(
	part: Part<VolumeProfileSeries>,
	view: ViewOptions,
	area: AreaChoice,
	unit: string | undefined,
): DataTable | undefined {
	const profiles = selectedProfiles(part, view, area);
	if (profiles.length === 0) return undefined;
	const { series } = part;
	return selectionTable(profiles, {
		priceDecimals: seriesPriceDecimals(series),
		volumeDecimals: seriesVolumeDecimals(series),
		unit,
		isSum: true,
	});
}

/** Selections with their levels, totals and deltas, as they were made. */
export function selectionTable(profiles: readonly SelectedProfile[], form: ProfileForm): DataTable {
	const number = (of: (levels: ProfileLevels) => number) => (row: number) => {
		const levels = profiles[row]?.levels;
		return levels === undefined ? NaN : of(levels);
	};
	const none = { gapAt: () => "none" as const };
	const summed = { ...form, isSum: true };
	const level = (name: "poc" | "vah" | "val"): DataColumn => ({
		...priceColumn(
			name,
			number((levels) => levels[name]),
			form.priceDecimals,
		),
		...none,
	});
	const sum = (name: "total" | "buy" | "sell" | "delta"): DataColumn => ({
		...sumColumn(
			name,
			number((levels) => levels[name]),
			summed,
		),
		...none,
	});
	const hasUnknown = profiles.some(({ levels }) => levels?.unknown !== undefined);
	return {
		columns: [
			{ kind: "text", name: "selection", at: (row) => profiles[row]?.selection.name ?? "" },
			{ kind: "time", name: "from", at: (row) => profiles[row]?.selection.from ?? NaN },
			{ kind: "time", name: "until", at: (row) => profiles[row]?.selection.to ?? NaN },
			{ kind: "count", name: "intervals", at: (row) => profiles[row]?.intervals ?? NaN },
			stateColumn((row) => profiles[row]?.state),
			level("poc"),
			level("vah"),
			level("val"),
			{
				kind: "computed",
				name: "impliedVwap",
				at: (row) => profiles[row]?.implied?.price ?? NaN,
				decimals: computedDecimals(form.priceDecimals),
				...none,
			},
			sum("total"),
			sum("buy"),
			sum("sell"),
			...(hasUnknown
				? [
						{
							...sumColumn(
								"unknown",
								number(({ unknown = NaN }) => unknown),
								summed,
							),
							...none,
						},
					]
				: []),
			sum("delta"),
			{
				kind: "computed",
				name: "deltaShare",
				unit: "%",
				at: number(({ deltaPercent }) => deltaPercent),
				decimals: 1,
				isSigned: true,
				...none,
			},
		],
		count: profiles.length,
	};
}
