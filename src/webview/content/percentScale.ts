import { signedText } from "../../core/chart/format";
import { type PercentBase, percentBase, percentFrom } from "../../core/chart/percentScale";
import { priceMove } from "../../core/measure/priceMove";
import type { ViewOptions } from "../../core/query/viewOptions";
import { epochMs, parseIso, toIso } from "../../core/time";
import { isNamedAnchor } from "../../core/vwap/shownAnchored";
import { type AnchorReach, placeOfTime } from "../../core/vwap/shownAnchors";
import type { PercentScale, TimeScreenInput } from "../charts/screens/timeInput";
import { type Words, keptTime } from "../words";
import type { Control } from "./control";
import type { Lack } from "./notices";
import { momentNotice } from "./vwap/anchorNotice";

/** Prices that a scale can begin at. */
interface ScaleLine {
	/** What its prices are. */
	readonly of: "vwap" | "poc";
	readonly times: Float64Array;
	readonly values: Float64Array;
	readonly interval: number;
	/** Epoch milliseconds of the interval in which the running VWAP of the last price began. */
	readonly anchoredAt?: number | undefined;
	readonly decimals: number;
	/** What the answer with the line has of its range. */
	readonly reach: AnchorReach;
}

/** How the price axis of a chart names its prices: as percent from a base, and with their distance from the last. */
export function axisNames(
	{ percentFrom: from, distances }: ViewOptions,
	line: ScaleLine,
	last: number | undefined,
	words: Words,
): Pick<TimeScreenInput, "percent" | "distance" | "distanceName"> {
	const text = percentWords(words);
	const price = words.price(line.decimals);
	return {
		...(from === undefined
			? {}
			: { percent: ({ min }) => scaleFrom(from, min, line, text, words) }),
		...(distances !== true || last === undefined
			? {}
			: {
					distance: (value) => {
						const { percent } = priceMove(last, value);
						return value === last || Number.isNaN(percent) ? "" : text(percent);
					},
					distanceName: words.say("distancesFrom", `${words.say(line.of)} ${price(last)}`),
				}),
	};
}

function scaleFrom(
	from: string,
	shown: number,
	line: ScaleLine,
	text: (percent: number) => string,
	words: Words,
): PercentScale | undefined {
	const base = baseOf(from, shown, line);
	if (base === undefined) return undefined;
	const place = `${words.time(base.time)} ${words.zone.name}`;
	return {
		base,
		text: (price) => text(percentFrom(base, price)),
		percentText: text,
		name: words.say("percentSince", place, words.price(line.decimals)(base.price)),
	};
}

/** The price that is 0 %; `undefined` where the answer has none there. */
function baseOf(from: string, shown: number, line: ScaleLine): PercentBase | undefined {
	const { times, values, interval, anchoredAt } = line;
	if (from === "first") return percentBase(times, values, shown - interval / 2);
	const start = from === "anchor" ? anchoredAt : parseIso(from);
	const grid = { times, interval, price: values };
	if (start === undefined || typeof placeOfTime(grid, line.reach, start) === "string")
		return undefined;
	return percentBase(times, values, start);
}

/** The moment that prices are counted from, or what a view says of it that is none. */
function momentOf(
	{ percentFrom: from, anchor }: ViewOptions,
	{ anchoredAt }: ScaleLine,
): string | undefined {
	if (from !== "anchor") return from === "first" ? undefined : from;
	if (anchor !== undefined && !isNamedAnchor(anchor)) return anchor;
	return anchoredAt === undefined ? undefined : toIso(epochMs(anchoredAt));
}

/** Says where the price axis shows prices because the moment that it was to count percent from is not there. */
export function percentNotices(view: ViewOptions, line: ScaleLine, words: Words): readonly Lack[] {
	const from = momentOf(view, line);
	return from !== undefined && baseOf(from, NaN, line) === undefined
		? [momentNotice(from, words)]
		: [];
}

function percentWords(words: Words): (percent: number) => string {
	const text = signedText(words.price(2));
	return (percent) => `${text(percent)} %`;
}

/** What the price axis counts from. */
export function percentControl(
	{ percentFrom: from }: ViewOptions,
	hasAnchor: boolean,
	words: Words,
): Control {
	const { say } = words;
	const isTime = from !== undefined && from !== "first" && from !== "anchor";
	return {
		kind: "choice",
		id: "percentFrom",
		label: say("percentScale"),
		options: [
			{ value: "prices", label: say("percent_prices") },
			{ value: "first", label: say("percent_first") },
			...(hasAnchor || from === "anchor"
				? [{ value: "anchor", label: say("percent_anchor") }]
				: []),
			...(isTime ? [{ value: from, label: keptTime(from, words) }] : []),
		],
		value: from ?? "prices",
		set: (value) => ({ percentFrom: value === "prices" ? undefined : value }),
	};
}
