import {
	cellNumberText,
	compactText,
	decimalTextForm,
	fixedText,
	fullText,
	type NumberText,
	percentText,
	volumeText,
} from "../core/chart/format";
import { type Zone, knownZone, timeText } from "../core/chart/zone";
import { DEFAULT_BOUNDS, type ViewOptions } from "../core/query/viewOptions";
import { recalled } from "../core/remembered";
import { parseIso } from "../core/time";
import type { PanelSettings } from "../protocol/messages";
import { type WebviewStringId, type WebviewStrings, filled } from "../protocol/strings";
import { knownLocale } from "./knownPlace";

/** Everything that turns numbers and ids into words, for one set of settings. */
export interface Words {
	readonly settings: PageSettings;
	readonly locale: string;
	/** How value areas grow: by the settings, or as the view says. */
	readonly valueArea: { readonly percent: number; readonly method: "pairs" | "single" };
	readonly zone: Zone;
	/** The sentence of an id with its placeholders filled. */
	readonly say: (id: WebviewStringId, ...args: readonly (string | number)[]) => string;
	readonly price: (decimals: number) => NumberText;
	readonly volume: (decimals: number) => NumberText;
	readonly compact: NumberText;
	/** Rounded numbers of cells, of which the largest has three digits. */
	readonly cell: (largest: number) => NumberText;
	readonly full: NumberText;
	/** A provider's own decimal text with all of its digits. */
	readonly rawPrice: (raw: string) => string;
	readonly percent: NumberText;
	readonly signedPercent: NumberText;
	readonly time: (time: number) => string;
}

/** The host's settings, or what stands in for them. */
export interface PageSettings extends Omit<PanelSettings, "strings"> {
	readonly strings: Partial<WebviewStrings>;
}

/** What holds until the host has sent its settings: no words yet, and nothing to say. */
export const DEFAULT_SETTINGS: PageSettings = {
	strings: {},
	locale: "en",
	timeZone: "UTC",
	palette: "colorBlindSafe",
	valueAreaPercent: 70,
	valueAreaMethod: "pairs",
	agreement: DEFAULT_BOUNDS,
	sessions: [],
};

/** The settings with what a view overrides. */
export function settingsFor(settings: PageSettings, view: ViewOptions): PageSettings {
	return {
		...settings,
		timeZone: view.zone ?? settings.timeZone,
		valueAreaPercent: view.percent ?? settings.valueAreaPercent,
		valueAreaMethod: view.method ?? settings.valueAreaMethod,
	};
}

/** Formats are expensive to make, and every frame asks for the same few. */
const formats = (make: (key: number) => NumberText) => recalled(make, Infinity);

/**
 * Texts that are kept of one format: an answer has its counts, its highest and its lowest price written in many places, and again
 * with each answer after it.
 */
const MOST_TEXTS = 64;

export function wordsOf(settings: PageSettings): Words {
	const locale = knownLocale(settings.locale);
	const zone = knownZone(settings.timeZone);
	return {
		settings,
		locale,
		valueArea: { percent: settings.valueAreaPercent, method: settings.valueAreaMethod },
		zone,
		say: (id, ...args) => filled(settings.strings[id] ?? "", args),
		price: formats((decimals) => recalled(fixedText(locale, decimals), MOST_TEXTS)),
		volume: formats((decimals) => volumeText(locale, decimals)),
		compact: compactText(locale),
		cell: formats((largest) => cellNumberText(locale, largest)),
		full: recalled(fullText(locale), MOST_TEXTS),
		rawPrice: decimalTextForm(locale),
		percent: percentText(locale),
		signedPercent: percentText(locale, "exceptZero"),
		time: timeText(zone),
	};
}

/** A time that a view has kept, in words; a text that is no time as it stands. */
export function keptTime(kept: string, { time }: Words): string {
	const at = parseIso(kept);
	return at === undefined ? kept : time(at);
}
