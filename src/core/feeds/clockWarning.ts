import { PROVIDER_NAMES, type RemoteProviderId } from "../errors";
import type { Warning } from "../result";
import { text } from "../text";
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, type DurationMs } from "../time";
import type { ServerClock } from "./serverClock";

const UNITS = [
	[DAY_MS, "d"],
	[HOUR_MS, "h"],
	[MINUTE_MS, "min"],
	[SECOND_MS, "s"],
] as const;

/** `3 h`, `90 min`: in the largest unit of which there are at least two. */
function roughly(length: number): string {
	const [unitLength, unit] = UNITS.find(([one]) => length >= 2 * one) ?? [SECOND_MS, "s"];
	return `${Math.round(length / unitLength)} ${unit}`;
}

/** Says so when the provider's clock and this machine's are an interval or more apart. */
export function clockWarnings(
	provider: RemoteProviderId,
	clock: ServerClock,
	interval: DurationMs,
): Warning[] {
	const name = PROVIDER_NAMES[provider];
	const apart = Math.abs(clock.aheadMs);
	if (apart < interval) return [];
	const words =
		clock.aheadMs > 0
			? text(
					"{0}'s clock is {1} ahead of this machine's. Ranges up to now end by {0}'s clock.",
					name,
					roughly(apart),
				)
			: text(
					"{0}'s clock is {1} behind this machine's. Ranges up to now end by {0}'s clock.",
					name,
					roughly(apart),
				);
	return [{ code: "clock", text: words }];
}
