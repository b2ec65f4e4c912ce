import { at } from "../at";
import type { ProviderId } from "../providers/ids";
import { PROVIDERS } from "../providers/providers";
import type { AccessRange, PartialReason, Warning } from "../result/result";
import type { MarketPieces } from "../result/piece";
import type { TimeRange } from "../result/series";
import { type Text, text } from "../text";
import { type EpochMs, epochMs } from "../time";

const day = (time: EpochMs) => new Date(time).toISOString().slice(0, 10);

/**
 * Says where a contract cut the data: its bound lies inside of the range and no row lies beyond it. A bound
 * alone proves nothing; published answers hold data outside of their own bounds.
 */
export function accessWarnings(
	provider: ProviderId,
	markets: readonly MarketPieces[],
	range: TimeRange,
	access: AccessRange | undefined,
	partial: PartialReason | undefined,
): Warning[] {
	const traded = markets.flat().filter(({ begin, end }) => begin < end);
	if (access === undefined || traded.length === 0) return [];
	const { from, to } = access;
	const first = Math.min(...traded.map(({ series, begin }) => at(series.times, begin)));
	const last = Math.max(...traded.map(({ series, end }) => at(series.times, end - 1)));
	const startCame = partial === undefined || partial.completeUntil !== undefined;
	const endCame = partial === undefined || partial.completeFrom !== undefined;
	const name = PROVIDERS[provider].label;
	const warnings: Warning[] = [];
	if (startCame && from !== undefined && from > range.from && first >= from - 1) {
		warnings.push({
			code: "accessStart",
			text: startText(access, day(range.from), name, day(from)),
		});
	}
	if (endCame && to !== undefined && to < range.to && last < to) {
		warnings.push({
			code: "accessEnd",
			text: endText(access, day(epochMs(range.to - 1)), name, day(to)),
		});
	}
	return warnings;
}

/** @param of whether the bound is that of the data, or when the contract itself begins */
function startText({ of }: AccessRange, asked: string, name: string, bound: string): Text {
	return of === "contract"
		? text(
				"You asked for data from {0} on. Your {1} contract begins on {2}, and nothing came from before.",
				asked,
				name,
				bound,
			)
		: text(
				"You asked for data from {0} on. Your {1} contract covers data from {2} on, and nothing came from before.",
				asked,
				name,
				bound,
			);
}

/** @param of whether the bound is that of the data, or when the contract itself ends */
function endText({ of }: AccessRange, asked: string, name: string, bound: string): Text {
	return of === "contract"
		? text(
				"You asked for data until {0}. Your {1} contract ends on {2}, and nothing came from after.",
				asked,
				name,
				bound,
			)
		: text(
				"You asked for data until {0}. Your {1} contract covers data until {2}, and nothing came from after.",
				asked,
				name,
				bound,
			);
}
