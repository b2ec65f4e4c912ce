import { factsOf } from "../../../core/providers/facts";
import { lowerBound } from "../../../core/search";
import { checkForm } from "../../../core/vendorCheck/checkForm";
import {
	type RefusedCheck,
	type ShownCheck,
	type Unlikeness,
	pairOfSide,
	shownCheck,
} from "../../../core/vendorCheck/shownCheck";
import { verdictOf } from "../../../core/vendorCheck/verdict";
import { contractWords } from "../../../protocol/columnWords";
import type { Words } from "../../words";
import { type CheckContentOf, type Content, type LegendItem, type Notice, empty } from "../types";
import { extentOf, noLogOf, pricesOf } from "../vwap/lines";
import { agreementControls } from "./agreementControls";
import { checkFigures } from "./checkFigures";
import {
	type CheckModel,
	OWN_LOOK,
	VENDOR_LOOK,
	allowedColor,
	checkPanes,
	linesPlot,
	timesOf,
} from "./checkPlots";

/** Two series of one market held against each other: differences first, the lines of both above them. */
export const checkContent: CheckContentOf = ({ parts, view, words }, tools) => {
	const { say } = words;
	const shown = shownCheck(parts, view.agreement ?? words.settings.agreement);
	if (shown === undefined) return empty(say("checkWaits"), ["refresh"]);
	if ("refusal" in shown) return refused(shown, words);
	const { vendor, own, check } = shown;
	const form = checkForm(shown, contractWords(say));
	const [first] = check.intervals;
	const last = check.intervals.at(-1);
	if (first === undefined || last === undefined) return empty(say("checkWaits"), ["refresh"]);
	const { interval } = vendor.series;
	const bounds = { min: first.time, max: last.time + interval };
	const model = { shown, form, interval, words, tools };
	const { main, lines } = linesPlot(model);
	const extent = extentOf(...lines)(bounds.min, bounds.max) ?? { low: 0, high: 1 };
	const noLog = noLogOf(extent.low, words);
	const price = words.price(form.priceDecimals);
	const times = timesOf(model);
	const screen = tools.screenOf({
		words,
		times,
		interval,
		bounds: { ...bounds, minSpan: Math.min(bounds.max - bounds.min, interval * 8) },
		plots: [main],
		subPanes: checkPanes(model),
		decimals: form.priceDecimals,
		text: price,
		isLog: view.log === true && noLog === undefined,
		prices: pricesOf(extent.low, extent.high),
		note: (time) => {
			const found = check.intervals[lowerBound(times, time)];
			return found?.time === time ? say(`checkState_${found.state}`, form.vendor, form.own) : "";
		},
		name: say("vwap"),
		...(view.brush === true ? { brush: lines[1] } : {}),
	});
	const clauses = verdictOf(check, form.vendor, form.own).map(({ id, args }) => say(id, ...args));
	return {
		state: "chart",
		layout: "vendorCheck",
		summary: say("checkSummary", form.vendor, form.own, clauses.join("; ")),
		figures: checkFigures(model, clauses),
		notices: noticesOf(model),
		table: { name: "vendorCheck", make: ({ checkRows }) => checkRows(check, form, words) },
		screen,
		legend: legendOf(shown, words),
		controls: agreementControls(view, words),
		zoomKey: `check ${vendor.series.id} ${own.series.id}`,
		facts: noLog === undefined ? {} : { noLog },
	};
};

function refused({ vendor, own, refusal }: RefusedCheck, { say }: Words): Content {
	const texts = {
		differentIntervals: "checkIntervals",
		noOverlap: "checkNoOverlap",
		differentPrices: "checkPrices",
	} as const;
	const action = refusal === "noOverlap" ? "changeRange" : "editQuery";
	return empty(say(texts[refusal], vendor.side, own.side), [action, "refresh"]);
}

/** What makes the sides unequal, said before their numbers. */
function noticesOf({ shown, form, words }: CheckModel): readonly Notice[] {
	const { vendor, own, unlike } = shown;
	const { say, full } = words;
	const units = [form.vendor, form.vendorUnit ?? "?", form.own, form.ownUnit ?? "?"];
	const quotes = [vendor, own].flatMap((side) => [side.side, pairOfSide(side)?.quote ?? "?"]);
	const sentences: Readonly<Record<Unlikeness, () => string>> = {
		units: () => say("checkUnits", ...units),
		unknownUnit: () => say("checkUnknownUnit", form.vendor, form.own, form.ownUnit ?? "?"),
		quotes: () => say("checkQuotes", ...quotes),
		kinds: () => say("checkKinds", form.vendor, form.own),
		otherVenue: () =>
			say("checkOtherVenue", words.percent(shown.medianPercent), form.own, form.vendor),
		sum: () => say("checkSum", form.vendor, form.own),
		sizes: () => say("checkSizes"),
		severalSeries: () =>
			say("checkSeveralSeries", form.vendor, full(vendor.result.series.length), vendor.series.id),
		noVolume: () => say("checkNoVolume", form.vendor),
	};
	return unlike.map((one) => ({
		text: sentences[one](),
		actions:
			one === "noVolume" && factsOf(vendor.query).withVolume?.(vendor.query) !== undefined
				? [{ id: "loadVolume", label: say("loadVolume") }]
				: [],
	}));
}

function legendOf({ vendor, own, check: { counts } }: ShownCheck, { say }: Words): LegendItem[] {
	const glyph = (glyph: string, label: string, isThere: boolean): LegendItem[] =>
		isThere ? [{ id: "", label, color: ({ text }) => text, glyph }] : [];
	return [
		{ id: "", label: vendor.side, color: VENDOR_LOOK.color, look: "dashed", reads: "vendor" },
		{ id: "", label: own.side, color: OWN_LOOK.color, reads: "own" },
		{ id: "", label: say("checkAllowed"), color: allowedColor, look: "dotted" },
		...(counts.differs > 0
			? [
					{
						id: "",
						label: say("checkState_differs"),
						color: ({ sell }) => sell,
						glyph: "◆",
					} satisfies LegendItem,
				]
			: []),
		...glyph("×", say("checkState_missingAtVendor", vendor.side), counts.missingAtVendor > 0),
		...glyph("□", say("checkState_missingInOwn", vendor.side, own.side), counts.missingInOwn > 0),
	];
}
