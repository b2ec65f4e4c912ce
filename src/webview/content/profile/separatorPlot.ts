import { zoneOf } from "../../../core/chart/zone";
import type { ViewOptions } from "../../../core/query/viewOptions";
import { remembered } from "../../../core/remembered";
import type { Series, TimeRange } from "../../../core/result/series";
import { type Period, periodsIn, zoneOfPeriod } from "../../../core/session/periods";
import { separatorsLayer } from "../../charts/layers/separators";
import type { Plot } from "../../charts/screens/timeInput";
import type { Words } from "../../words";
import { shortSessionName } from "./sessionWords";

const periodsOf = remembered((_: Series, range: TimeRange, period: Period, zoneName: string) =>
	periodsIn(period, zoneOf(zoneOfPeriod(period, zoneName)), range),
);

/** Where the sessions of a view begin and end, whatever is drawn between them; none unless the view wants that. */
export function separatorPlots(
	series: Series,
	range: TimeRange,
	{ separators, session: period = "day" }: ViewOptions,
	words: Words,
): Plot[] {
	if (separators !== true) return [];
	const lines = periodsOf(series, range, period, words.zone.name).map((one) => ({
		from: one.from,
		to: one.to,
		hasLine: true,
		name: shortSessionName(period, one, words),
	}));
	return [{ layers: [separatorsLayer(lines)] }];
}
