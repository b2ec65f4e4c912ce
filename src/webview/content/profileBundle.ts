import { decimalsOfAll } from "../../core/chart/format";
import { type ProfileModel, profileModel } from "../../core/chart/profileModel";
import { intervalsWithin } from "../../core/profile/compositeRange";
import { type NakedPoc, nakedPocs } from "../../core/profile/nakedPoc";
import { type VolumeNodes, volumeNodes } from "../../core/profile/nodes";
import type { ProfileLevels } from "../../core/profile/profile";
import { multipleForRows, regroupSeries, rowMultiples } from "../../core/profile/regroup";
import { type ProfileShape, profileShape } from "../../core/profile/shape";
import type { ViewOptions } from "../../core/query/viewOptions";
import { queryUnit } from "../../core/query/unit";
import type { VolumeProfileSeries } from "../../core/series";
import type { ProfileLook } from "../charts/profilePane";
import type { Words } from "../words";
import type { Part } from "./types";

/** A profile with all that is read off it, as the view wants it. */
export interface ProfileBundle {
	readonly part: Part<VolumeProfileSeries>;
	/** The series with its rows joined. */
	readonly series: VolumeProfileSeries;
	readonly model: ProfileModel;
	readonly levels: ProfileLevels;
	readonly nodes: VolumeNodes;
	readonly shape: ProfileShape | undefined;
	readonly naked: readonly NakedPoc[];
	readonly unit: string;
	readonly multiples: readonly number[];
	/** Indices of the intervals that the composite holds. */
	readonly chosen: readonly number[] | undefined;
}

export type BundleResult =
	| { readonly ok: true; readonly bundle: ProfileBundle }
	| { readonly ok: false; readonly text: string; readonly isRange: boolean };

/** Most naked POCs that are drawn: the newest matter. */
const MOST_NAKED = 12;

/** Joins rows, adds intervals up and computes levels, nodes and shape of a part. */
export function profileBundle(
	part: Part<VolumeProfileSeries>,
	view: ViewOptions,
	words: Words,
): BundleResult {
	const { say } = words;
	const multiples = rowMultiples(part.series);
	const multiple =
		view.rows ??
		(view.rowCount === undefined ? 1 : multipleForRows(part.series, Math.max(2, view.rowCount)));
	const series = regroupSeries(part.series, multiple);
	const chosen =
		view.intervals === undefined
			? undefined
			: intervalsWithin(
					series,
					view.intervals.map(({ from, to }) => ({ from: Date.parse(from), to: Date.parse(to) })),
				);
	const isChosen = chosen !== undefined && chosen.length > 0;
	const { valueAreaPercent, valueAreaMethod } = words.settings;
	const built = profileModel(series, {
		...(view.interval === undefined ? {} : { interval: view.interval }),
		...(isChosen ? { intervals: chosen } : {}),
		percent: valueAreaPercent,
		method: valueAreaMethod,
	});
	if (!built.ok) {
		const { refusal } = built;
		if (refusal.reason === "differentOrigins") {
			return { ok: false, text: say("differentOrigins"), isRange: true };
		}
		const text = words.price(decimalsOfAll(refusal.steps));
		return { ok: false, text: say("differentSteps", ...refusal.steps.map(text)), isRange: true };
	}
	const { model } = built;
	const { levels, interval } = model;
	if (levels === undefined) {
		const isRange = interval === undefined;
		return { ok: false, text: say(isRange ? "noRows" : "noRowsInInterval"), isRange };
	}
	const { nodeSettings } = view;
	const nodes = volumeNodes(model.rows, levels.pocIndex, nodeSettings);
	const coin = model.coin ?? queryUnit(part.query) ?? say("baseUnit");
	return {
		ok: true,
		bundle: {
			part,
			series,
			model,
			levels,
			nodes,
			shape: profileShape(model.rows, levels, nodes),
			naked: view.naked === true ? nakedPocs(series, words.valueArea) : [],
			unit: model.unit === "USD" ? "USD" : coin,
			multiples,
			chosen: isChosen ? chosen : undefined,
		},
	};
}

/** How the view wants a profile drawn. */
export function profileLook(
	{ model, unit, nodes, naked, part }: ProfileBundle,
	view: ViewOptions,
	words: Words,
	isOneOfMany: boolean,
): ProfileLook {
	const hidden = new Set(view.hidden);
	const alive = naked.filter(({ endedBy, interval }) => {
		return endedBy === undefined && interval !== model.interval?.index;
	});
	return {
		model,
		unit,
		mode: view.bars ?? "stacked",
		hidden,
		atEdges: view.edges === true,
		...(view.nodes === true && !hidden.has("nodes") ? { nodes } : {}),
		...(hidden.has("naked")
			? {}
			: {
					naked: alive.slice(-MOST_NAKED).map(({ price, time }) => ({
						price,
						name: words.say("nakedName", words.time(time)),
					})),
				}),
		...(isOneOfMany ? { name: part.name } : {}),
	};
}
