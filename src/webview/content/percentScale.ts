import { signedText } from "../../core/chart/format";
import { percentBase, percentFrom } from "../../core/chart/percentScale";
import { priceMove } from "../../core/measure/priceMove";
import type { ViewOptions } from "../../core/query/viewOptions";
import type { PercentScale, TimeScreenInput } from "../charts/screens/timeInput";
import type { Words } from "../words";
import type { Control } from "./control";

/** Prices that a scale can begin at. */
interface ScaleLine {
	readonly times: Float64Array;
	readonly values: Float64Array;
	readonly interval: number;
	/** Epoch milliseconds of the interval in which the running VWAP last began. */
	readonly anchoredAt?: number | undefined;
	readonly decimals: number;
}

/** How the price axis of a chart names its prices: as percent from a base, and with their distance from the last. */
export function axisNames(
	{ percentFrom: from, distances }: ViewOptions,
	line: ScaleLine,
	last: number | undefined,
	words: Words,
): Pick<TimeScreenInput, "percent" | "distance"> {
	const text = percentWords(words);
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
				}),
	};
}

function scaleFrom(
	from: string,
	shown: number,
	{ times, values, interval, anchoredAt, decimals }: ScaleLine,
	text: (percent: number) => string,
	words: Words,
): PercentScale | undefined {
	const start =
		from === "first" ? shown - interval / 2 : from === "anchor" ? anchoredAt : Date.parse(from);
	const base = start === undefined ? undefined : percentBase(times, values, start);
	if (base === undefined) return undefined;
	const place = `${words.time(base.time)} ${words.zone.name}`;
	return {
		base,
		text: (price) => text(percentFrom(base, price)),
		percentText: text,
		name: words.say("percentSince", place, words.price(decimals)(base.price)),
	};
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
			...(isTime ? [{ value: from, label: words.time(Date.parse(from)) }] : []),
		],
		value: from ?? "prices",
		set: (value) => ({ percentFrom: value === "prices" ? undefined : value }),
	};
}
