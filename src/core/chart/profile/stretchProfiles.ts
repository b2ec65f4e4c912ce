import type { Stretch } from "../../profile/overTime/stretch";
import { StretchSums } from "../../profile/overTime/stretchSums";
import type { CompositeRefusal } from "../../profile/overTime/sumGrid";
import { once } from "../../remembered";
import type { VolumeProfileSeries } from "../../result/series";
import { type ImpliedVwap, ImpliedSums } from "../../vwap/impliedVwap";
import { type ProfileModel, modelOfRows, seriesVolumeDecimals } from "./profileModel";
import type { AreaChoice } from "./shownProfile";

/** Why a stretch has no profile: no interval lies in it, nothing traded, or its rows do not add up. */
export type NoProfile =
	{ readonly reason: "noInterval" } | { readonly reason: "noTrades" } | CompositeRefusal;

export type StretchProfile =
	| { readonly ok: true; readonly model: ProfileModel; readonly isSum: boolean }
	| { readonly ok: false; readonly refusal: NoProfile };

/**
 * Profiles of any stretch of a series, fast enough to be made for each frame: {@link shownProfile} of its
 * intervals, but for the last bits of sums.
 */
export class StretchProfiles {
	private readonly sums: () => StretchSums;
	private readonly asDelivered: () => StretchSums;
	private readonly implied: () => ImpliedSums;

	/** @param series the same with its rows joined, or itself */
	constructor(
		private readonly delivered: VolumeProfileSeries,
		readonly series: VolumeProfileSeries,
	) {
		this.sums = once(() => new StretchSums(series));
		this.asDelivered = series === delivered ? this.sums : once(() => new StretchSums(delivered));
		this.implied = once(() => new ImpliedSums(delivered));
	}

	/** Adds up what all stretches are made of, which the first of them would do otherwise. */
	prepare(): void {
		this.sums().prepare();
		this.implied();
	}

	of({ first, end }: Stretch, area: AreaChoice): StretchProfile {
		if (end <= first) return { ok: false, refusal: { reason: "noInterval" } };
		const { delivered, series } = this;
		// Whether intervals add up is decided by their delivered rows, not by the joined ones.
		const refusal = this.asDelivered().refusalOf(first, end);
		if (refusal !== undefined) return { ok: false, refusal };
		const sum = this.sums().sum(first, end);
		if (!sum.ok) return sum;
		const model = {
			...modelOfRows(series, sum.rows, undefined, area),
			volumeDecimals: seriesVolumeDecimals(delivered),
		};
		if (model.levels === undefined) return { ok: false, refusal: { reason: "noTrades" } };
		return { ok: true, model, isSum: series !== delivered || end - first > 1 };
	}

	/** The VWAP that the delivered rows of a stretch imply (definitions D20). */
	impliedBy({ first, end }: Stretch): ImpliedVwap {
		return this.implied().of(first, end);
	}
}
