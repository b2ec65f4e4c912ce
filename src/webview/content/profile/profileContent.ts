import { signedText } from "../../../core/chart/format";
import { explainValueArea } from "../../../core/profile/explain";
import { profilesOf } from "../../../core/table/parts";
import { profileScreen } from "../../charts/screens/profileScreen";
import type { BarMode } from "../../../core/query/viewOptions";
import type { Words } from "../../words";
import { compareFigures, methodWords, profileFigures, shownVah } from "./profileFigures";
import { withProgress } from "../reachWords";
import { allIntervalsWords, countsOf } from "./intervalCount";
import { noticesOf } from "../notices";
import { marketLook, noLogOf } from "../vwap/lines";
import { comparedCumulative } from "./comparedCumulative";
import { cumulativeBelow } from "./cumulativePane";
import { type ProfileBundle, profileBundle, profileLook } from "./profileBundle";
import { type ChartTable, type Content, type ContentInput, type LegendItem, empty } from "../types";

/** One profile, or several side by side on one price axis. */
export function profileContent({ parts, view, words, caption }: ContentInput): Content {
	const bundles: ProfileBundle[] = [];
	const missing: { readonly name: string; readonly text: string }[] = [];
	for (const part of profilesOf(parts)) {
		const built = profileBundle(part, view, words);
		if (built.ok) bundles.push(built.bundle);
		else missing.push({ name: part.name, text: built.text });
		if (!built.ok && parts.length === 1) return empty(built.text, built.isRange ? undefined : []);
	}
	const [first, ...others] = bundles;
	if (first === undefined) return empty(words.say("noRows"));
	const isMany = others.length > 0;
	const isNamed = isMany || missing.length > 0;
	const looks = bundles.map((bundle) => profileLook(bundle, view, words, isMany));
	const [look, ...moreLooks] = looks;
	if (look === undefined) return empty(words.say("noRows"));
	const lowest = Math.min(...bundles.map(({ model }) => model.traded.min));
	const noLog = noLogOf(lowest, words);
	const explained = view.explain === true ? explanationOf(first, words) : undefined;
	const screen = profileScreen(
		[look, ...moreLooks],
		words,
		view.log === true && noLog === undefined,
	);
	const below = isNamed
		? comparedCumulative(bundles, view, words)
		: cumulativeBelow(first, view, words);
	const drawn = new Set(below?.places);
	const notices = noticesOf([
		...bundles.flatMap(({ unknownSessions, part: { name } }) =>
			unknownSessions.map((one) => (isMany ? { ...one, text: `${name}: ${one.text}` } : one)),
		),
		...(below?.lacks ?? []),
	]);
	return {
		state: "chart",
		layout: "profile",
		summary: bundles
			.map((bundle) => profileSummary(bundle, caption.market, view.edges === true, words))
			.join(" "),
		figures: isNamed
			? compareFigures(bundles, missing, view.edges === true, words)
			: figuresOf(first, view.edges === true, words),
		table: isMany
			? {
					name: "profiles",
					make: ({ comparedProfileRows }) => comparedProfileRows(bundles, words),
				}
			: { name: "profile", make: ({ profileRows }) => profileRows(first, words) },
		...(explained === undefined ? {} : { explanation: explained }),
		screen: below?.screenUnder(screen) ?? screen,
		legend: [
			...profileLegend(
				words,
				view.bars,
				bundles.some(({ series }) => series.unknown !== undefined),
			),
			...(isMany
				? bundles.map(({ part }, place) => ({
						...removable(part.index, part.name),
						// It is the line of its sum that tells a market apart.
						...(drawn.has(place) && lineMark(place)),
					}))
				: []),
			...(view.nodes === true ? [plain("nodes", words.say("nodes"))] : []),
			...(view.naked === true ? [dotted("naked", words.say("naked"))] : []),
		],
		...(notices.length === 0 ? {} : { notices }),
		zoomKey: `profile ${bundles.map(({ part }) => part.series.id).join(" ")}`,
		facts: { ...factsOf(first, words), ...(noLog === undefined ? {} : { noLog }) },
	};
}

/** What the options of a profile depend on. */
export function factsOf({ series, model, unit }: ProfileBundle, { say }: Words) {
	return {
		intervals: series.times.length,
		unit,
		...(model.rows.step === undefined ? { noEdges: say("noEdgeLong") } : {}),
	};
}

/** The strip of a single profile. */
export function figuresOf(bundle: ProfileBundle, atEdges: boolean, words: Words) {
	const { model, levels, unit, part, shape } = bundle;
	const isWhole = model.interval === undefined && bundle.chosen === undefined;
	const gaps = isWhole ? countsOf(part.result, part.series).empty : 0;
	const { implied } = bundle;
	const facts = { gaps, unit, shape, atEdges, implied, delivered: part.series };
	return profileFigures(model, levels, facts, words);
}

/** How the value area of a profile grew, step by step. */
export function explanationOf(bundle: ProfileBundle, words: Words): ChartTable | undefined {
	const explanation = explainValueArea(bundle.model.rows, words.valueArea);
	return (
		explanation && {
			name: "explanation",
			make: ({ explanationRows }) => explanationRows(explanation, bundle, words),
		}
	);
}

/** A profile in one sentence. */
export function profileSummary(
	{ model, levels, unit, part, chosen }: ProfileBundle,
	market: string,
	atEdges: boolean,
	words: Words,
): string {
	const price = words.price(model.priceDecimals);
	const volume = words.volume(model.volumeDecimals);
	const { interval } = model;
	const what =
		interval !== undefined
			? withProgress(`${words.time(interval.start)} ${words.zone.name}`, interval.isOpen, words)
			: chosen === undefined
				? allIntervalsWords(part.result, part.series, words)
				: words.say(
						"chosenIntervals",
						words.full(chosen.length),
						words.full(countsOf(part.result, part.series).total),
					);
	return words.say(
		"profileSummary",
		part.name === "" ? market : part.name,
		what,
		price(levels.poc),
		price(levels.val),
		price(shownVah(model, levels, atEdges)),
		`${volume(levels.total)} ${unit}`,
		`${signedText(volume)(levels.delta)} ${unit}`,
		methodWords(words),
	);
}

/** What the colours of bars and lines are. */
export function profileLegend(
	words: Words,
	bars: BarMode = "stacked",
	hasUnknown: boolean,
): LegendItem[] {
	const { say } = words;
	const isApart = bars === "sides" || bars === "delta";
	const untold: LegendItem[] = !hasUnknown
		? []
		: isApart
			? [plain("", say("takerUnknownApart"))]
			: [
					{
						id: "",
						label: say("takerUnknown"),
						color: ({ unknown }) => unknown,
						figures: ["unknown"],
					},
				];
	return [
		...(bars === "total"
			? []
			: [
					side("buy", say("buy"), ({ buy }) => buy),
					side("sell", say("sell"), ({ sell }) => sell),
					...untold,
				]),
		{ id: "poc", label: say("poc"), color: ({ poc }) => poc, figures: ["poc"] },
		{
			id: "valueArea",
			label: say("valueArea"),
			color: ({ valueArea }) => valueArea,
			look: "dashed",
			figures: ["vah", "val"],
		},
	];
}

/** The colour of bought or sold volume, which is drawn as an area. */
function side(id: "buy" | "sell", label: string, color: LegendItem["color"]): LegendItem {
	return { id: "", label, color, look: id === "sell" ? "hatched" : "area", figures: [id] };
}

export function plain(id: string, label: string): LegendItem {
	return { id, label, color: ({ text }) => text };
}

export function dotted(id: string, label: string): LegendItem {
	return { id, label, color: ({ dimText }) => dimText, look: "dotted" };
}

/** The mark of the line that a market has among others. */
function lineMark(place: number): Pick<LegendItem, "color" | "look"> {
	const { color } = marketLook(place);
	return { color, ...(place === 0 ? {} : { look: "dashed" }) };
}

export function removable(part: number, label: string): LegendItem {
	return { id: "", label, color: ({ poc }) => poc, part, figures: [`poc${part}`] };
}
