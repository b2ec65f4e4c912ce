import type { ViewOptions } from "../../../core/query/viewOptions";
import type { TimeRange, VwapSeries } from "../../../core/result/series";
import { intervalFor, knownPeriods } from "../../../core/session/periodRange";
import { zoneOfPeriod } from "../../../core/session/periods";
import type { Words } from "../../words";
import { offGridNotice } from "../profile/sessionWords";
import type { Lack } from "../notices";

/** Why a VWAP that begins anew with each session is not drawn; nothing where it is, or where none is wanted. */
export function sessionAnchorNotices(
	series: VwapSeries | undefined,
	range: TimeRange,
	{ anchor, session = "day" }: ViewOptions,
	words: Words,
): readonly Lack[] {
	if (anchor !== "sessions" || series?.volume === undefined) return [];
	const zone = zoneOfPeriod(session, words.zone.name);
	const needed = intervalFor(session, zone, series.interval, range);
	if (needed !== undefined) return [offGridNotice(session, series.interval, needed, words)];
	if (knownPeriods(session, zone, range).length > 0) return [];
	const shown = `${words.time(range.from)} – ${words.time(range.to)} ${words.zone.name}`;
	return [{ text: words.say("noSuchSession", shown), actions: [] }];
}
