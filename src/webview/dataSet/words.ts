import { knownZone, timeText } from "../../core/chart/zone";
import type { TimeRange } from "../../core/result/series";
import { MINUTE_MS } from "../../core/time";
import type { DataSetSettings } from "../../protocol/dataSet/messages";
import type { DataSetStringId, DataSetStrings } from "../../protocol/dataSet/strings";
import { filled } from "../../protocol/strings";
import { knownLocale } from "../knownPlace";

/** Everything that turns counts, times and ids into words, for one set of settings. */
export interface DataSetWords {
	/** The sentence of an id with its placeholders filled. */
	readonly say: (id: DataSetStringId, ...args: readonly (string | number)[]) => string;
	/** A count in groups of digits. */
	readonly count: (count: number) => string;
	/** A share from 0 to 1 in whole per cent. */
	readonly percent: (share: number) => string;
	/** From the first to the last trade, to the minute, in the zone of the settings. */
	readonly span: (span: TimeRange) => string;
}

/** What holds until the host has sent its settings: no words yet, and nothing to say. */
export const NO_SETTINGS: Omit<DataSetSettings, "strings"> & {
	readonly strings: Partial<DataSetStrings>;
} = { strings: {}, locale: "en", timeZone: "UTC" };

export function dataSetWords({ strings, locale, timeZone }: typeof NO_SETTINGS): DataSetWords {
	const known = knownLocale(locale);
	const counts = new Intl.NumberFormat(known);
	const percents = new Intl.NumberFormat(known, { style: "percent", maximumFractionDigits: 0 });
	const zone = knownZone(timeZone);
	const time = timeText(zone);
	const minute = (instant: number) => time(Math.floor(instant / MINUTE_MS) * MINUTE_MS);
	const say: DataSetWords["say"] = (id, ...args) => filled(strings[id] ?? "", args);
	return {
		say,
		count: (count) => counts.format(count),
		percent: (share) => percents.format(share),
		span: ({ from, to }) => say("spanFromTo", minute(from), minute(to - 1), zone.name),
	};
}
