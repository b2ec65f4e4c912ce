import type { ProviderId } from "../providers/ids";
import { PROVIDERS } from "../providers/providers";
import { roughUnit } from "../length";
import type { Warning } from "../result/result";
import { text } from "../text";
import type { DurationMs } from "../time";
import type { ServerClock } from "./serverClock";

/** `3 h`, `90 min`: in the largest unit of which there are at least two. */
function roughly(length: number): string {
	const { unit, size } = roughUnit(length, "dhms");
	return `${Math.round(length / size)} ${unit === "m" ? "min" : unit}`;
}

/** Warns when the provider's clock and this machine's are an interval or more apart. */
export function clockWarnings(
	provider: ProviderId,
	clock: ServerClock,
	interval: DurationMs,
): Warning[] {
	const name = PROVIDERS[provider].label;
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
