import { decimalsOfAll } from "../../../core/chart/format";
import { type ProfileModel } from "../../../core/chart/profile/profileModel";
import { rowsBetween } from "../../../core/measure/rowsBetween";
import { type ProfileRefusal, shownProfile } from "../../../core/chart/profile/shownProfile";
import { type LastSessions, withLastSessions } from "../../../core/chart/profile/shownSessions";
import type { NakedPoc } from "../../../core/profile/overTime/nakedPoc";
import { DEFAULT_NODE_OPTIONS, type VolumeNodes } from "../../../core/profile/nodes/nodes";
import type { ProfileLevels } from "../../../core/profile/profile";
import type { ProfileShape } from "../../../core/profile/shape";
import type { ViewOptions } from "../../../core/query/viewOptions";
import { isWholeSince, reachOf } from "../../../core/result/reach";
import type { TimeRange, VolumeProfileSeries } from "../../../core/result/series";
import type { ImpliedVwap } from "../../../core/vwap/impliedVwap";
import { profileVolumeUnit } from "../../../core/table/units";
import type { Part } from "../../../core/table/parts";
import type { ProfileLook } from "../../charts/profilePane";
import { contractWords } from "../../../protocol/columnWords";
import type { Words } from "../../words";
import { type Lack, lackText } from "../notices";
import { offGridNotice, periodName, sessionName } from "./sessionWords";
import { nakedLevels, chosenNodes, chosenShape, impliedOf } from "../analytics";

/** A profile as the view wants it, with everything that is computed from it. */
export interface ProfileBundle {
	readonly part: Part<VolumeProfileSeries>;
	/** The series with its rows joined. */
	readonly series: VolumeProfileSeries;
	readonly model: ProfileModel;
	readonly levels: ProfileLevels;
	/** Whether its volumes are sums of delivered ones. */
	readonly isSum: boolean;
	readonly nodes: VolumeNodes | undefined;
	readonly shape: ProfileShape | undefined;
	readonly naked: readonly NakedPoc[];
	/** Of the rows as they were delivered. */
	readonly implied: ImpliedVwap;
	readonly unit: string;
	/** Indices of the intervals that the composite holds. */
	readonly chosen: readonly number[] | undefined;
	/** Sessions that it should hold, too, and that the answer has nothing of. */
	readonly unknownSessions: readonly Lack[];
}

export type BundleResult =
	| { readonly ok: true; readonly bundle: ProfileBundle }
	| { readonly ok: false; readonly text: string; readonly isRange: boolean };

/** Most naked POCs that are drawn: the newest matter. */
export const MOST_NAKED = 12;

/** Joins rows, adds intervals up and computes levels, nodes and shape of a part. */
export function profileBundle(
	part: Part<VolumeProfileSeries>,
	view: ViewOptions,
	words: Words,
): BundleResult {
	const { say } = words;
	const { valueArea, zone } = words;
	const newest = withLastSessions(view, part.series, part.result, zone.name, valueArea);
	if (!newest.ok)
		return { ok: false, text: lastSessionsWords(newest, part, view, words), isRange: true };
	const built = shownProfile(part.series, newest.view, valueArea);
	if (!built.ok) {
		return { ok: false, text: refusalWords(built.refusal, words), isRange: true };
	}
	const { model, series, choice, isSum } = built;
	const { levels, interval } = model;
	if (levels === undefined) {
		const isRange = interval === undefined;
		return { ok: false, text: say(isRange ? "noRows" : "noRowsInInterval"), isRange };
	}
	return {
		ok: true,
		bundle: {
			part,
			series,
			model,
			levels,
			nodes:
				view.nodes === true
					? chosenNodes(series, choice, words.valueArea, view.nodeSettings)
					: undefined,
			shape: chosenShape(series, choice, words.valueArea),
			naked: view.naked === true ? nakedIn(part, series) : [],
			isSum,
			implied: impliedOf(part.series, model.interval?.index, choice.intervals),
			unit: profileVolumeUnit(part.series, part.query, contractWords(say)) ?? say("baseUnit"),
			chosen: choice.intervals,
			unknownSessions: unknownWords(newest.unknown, part, view, words),
		},
	};
}

/** POCs that no later interval has traded through; none of those before a hole, in which one may have. */
function nakedIn(
	{ result }: Part<VolumeProfileSeries>,
	series: VolumeProfileSeries,
): readonly NakedPoc[] {
	const reach = reachOf(series, result);
	return nakedLevels(series).filter(({ time }) => isWholeSince(reach, time + series.interval));
}

/** Why the newest sessions are not added up. */
function lastSessionsWords(
	{ period, needed, unknown = [] }: Extract<LastSessions, { ok: false }>,
	part: Part<VolumeProfileSeries>,
	view: ViewOptions,
	words: Words,
): string {
	if (needed !== undefined)
		return lackText(offGridNotice(period, part.series.interval, needed, words));
	const [lack] = unknownWords(unknown, part, view, words);
	return lack === undefined
		? words.say("noLastSessions", periodName(period, words))
		: lackText(lack);
}

/** Sessions that a sentence names. */
const MOST_NAMED = 3;

/** Says which of the newest sessions are not added up because the answer has nothing of them. */
function unknownWords(
	unknown: readonly TimeRange[],
	{ result }: Part,
	{ session = "day" }: ViewOptions,
	words: Words,
): readonly Lack[] {
	if (unknown.length === 0) return [];
	const { say } = words;
	const named = unknown.slice(-MOST_NAMED).map((one) => sessionName(session, one, words));
	const all = `${unknown.length > MOST_NAMED ? "… " : ""}${named.join(", ")}`;
	const text = say("sessionsUnknown", periodName(session, words), all);
	// What a plan does not let the answer tell of does not come by asking again.
	const mayCome = result.partial !== undefined || result.covers !== undefined;
	return [
		{
			text,
			...(mayCome
				? {
						cure: say("refreshMissing"),
						actions: [{ id: "refresh" as const, label: say("refresh") }],
					}
				: { actions: [] }),
		},
	];
}

/** Why there is no profile. */
export function refusalWords(refusal: ProfileRefusal, { say, price }: Words): string {
	if (refusal.reason === "noInterval") return say("noIntervalChosen");
	if (refusal.reason === "differentOrigins") return say("differentOrigins");
	return say("differentSteps", ...refusal.steps.map(price(decimalsOfAll(refusal.steps))));
}

/** The newest of the POCs that are still naked. */
export function newestNaked(naked: readonly NakedPoc[]): readonly NakedPoc[] {
	return naked.filter(({ endedBy }) => endedBy === undefined).slice(-MOST_NAKED);
}

/** How the view wants a profile drawn. */
export function profileLook(
	{ model, unit, nodes, naked, part, series, chosen }: ProfileBundle,
	view: ViewOptions,
	words: Words,
	isOneOfMany: boolean,
): ProfileLook {
	const hidden = new Set(view.hidden);
	const alive = newestNaked(naked).filter(({ interval }) => interval !== model.interval?.index);
	return {
		model,
		unit,
		mode: view.bars ?? "stacked",
		hidden,
		atEdges: view.edges === true && model.rows.step !== undefined,
		isJoined: series !== part.series,
		heldIn: (prices) => {
			const { interval } = model;
			const shown = interval === undefined ? chosen : [interval.index];
			return rowsBetween(part.series, shown ?? part.series.times.keys(), prices);
		},
		...(nodes === undefined || hidden.has("nodes")
			? {}
			: { nodes, nodeSettings: view.nodeSettings ?? DEFAULT_NODE_OPTIONS }),
		...(hidden.has("naked")
			? {}
			: {
					naked: alive.map(({ price, time }) => ({
						price,
						name: words.say("nakedName", words.time(time), words.price(model.priceDecimals)(price)),
					})),
				}),
		...(isOneOfMany ? { name: part.name } : {}),
	};
}
