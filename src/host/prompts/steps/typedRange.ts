import { zoneOf } from "../../../core/chart/zone";
import { parseRangeInput, type RangeInput } from "../../../core/query/rangeInput";
import { offeredSessions } from "../../../core/session/offered";
import type { Session } from "../../../core/session/session";
import type { EpochMs } from "../../../core/time";
import { chartSettings } from "../../config";
import { ownSessions } from "../../ownSessions";

/** The sessions that a range may be typed by, the ready ones and those of the settings. */
export function knownSessions(): readonly Session[] {
	return offeredSessions(ownSessions().sessions);
}

/** The zone whose midnights count where nobody names one: that of charts, by its own name. */
export function usualZone(): string {
	return zoneOf(chartSettings().timeZone).name;
}

/** What somebody types for a range, which means the same in every question. */
export function readRange(typed: string, now: EpochMs): RangeInput {
	return parseRangeInput(typed, now, usualZone(), knownSessions());
}
