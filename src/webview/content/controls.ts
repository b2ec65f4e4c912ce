import { ANCHORS, BAND_KINDS, LINKS, type ViewOptions } from "../../core/query/viewOptions";
import type { PanelCaption } from "../../protocol/messages";
import { type Words, keptTime } from "../words";
import type { ChartContent } from "./types";
import { EXTREMES } from "../../core/vwap/anchors";
import { isNamedAnchor } from "../../core/vwap/shownAnchored";
import type { Part } from "../../core/table/parts";
import { type Control, choice, flag } from "./control";
import type { ControlTools } from "./controlTools";
import { anchorMarkControls } from "./vwap/anchorControls";
import { distancesIn } from "./vwap/distancesIn";
import { profileOfControl } from "./profile/profileOfControl";
import { sessionControls } from "./profile/sessionControls";
import { percentControl } from "./percentScale";
import { cellControls, cumulativeControl } from "./profile/flowControls";
import { profileControls } from "./profile/profileControls";

/** What can be chosen about a chart, in the order that it is shown. */
export function controlsOf(
	content: ChartContent,
	parts: readonly Part[],
	view: ViewOptions,
	words: Words,
	volumeRefused: string | undefined,
	tools: ControlTools,
): Control[] {
	const { layout, facts } = content;
	const hasProfile = layout !== "line" && layout !== "crossCheck" && layout !== "vendorCheck";
	const hasTime = layout !== "profile";
	const canAccumulate = (facts.intervals ?? 0) > 1;
	const hasAnchor = facts.hasVolume !== undefined;
	return [
		...(layout === "timePrice" ? cellControls(view, words, facts.unit) : []),
		...(hasProfile && hasTime ? [profileOfControl(content, view, words)] : []),
		...(hasProfile && (hasTime || canAccumulate) ? [cumulativeControl(view, words)] : []),
		...(hasProfile ? profileControls(content, parts, view, words, tools) : []),
		...(hasProfile && hasTime ? [flag("developing", "developing", view, words)] : []),
		...(content.controls ?? []),
		...(hasAnchor ? anchorControls(content, view, words, volumeRefused) : []),
		...sessionControls(content, parts, view, words, tools),
		...(hasTime ? [flag("brush", "brush", view, words), flag("snap", "snap", view, words)] : []),
		...(facts.canCountPercent === true
			? [
					percentControl(view, facts.hasRunning === true, words),
					{
						...flag("distances", "distances", view, words),
						// Without a VWAP, the POC of the last interval is the price.
						...(facts.hasVolume === undefined ? { label: words.say("distancesPoc") } : {}),
					},
				]
			: []),
		flag("log", "log", view, words, facts.noLog),
		zoneControl(view, words),
		linkControl(view, words),
	];
}

function anchorControls(
	{ facts }: ChartContent,
	view: ViewOptions,
	words: Words,
	volumeRefused: string | undefined,
): Control[] {
	const { say } = words;
	const disabled =
		facts.hasVolume === true ? {} : { disabled: volumeRefused ?? say("needsVolume") };
	const named = ["none", ...ANCHORS, "pick"] as const;
	const { anchor } = view;
	const isPoint = anchor !== undefined && !isNamedAnchor(anchor);
	return [
		{
			kind: "choice",
			id: "anchor",
			label: say("anchor"),
			options: [
				...named.map((value) => ({ value, label: say(`anchor_${value}`) })),
				...EXTREMES.map((one) => ({ value: `view ${one}`, label: say(`anchor_view_${one}`) })),
				...(isPoint ? [{ value: anchor, label: keptTime(anchor, words) }] : []),
			],
			value: anchor ?? "none",
			...disabled,
			set: (value) => ({ anchor: value === "none" ? undefined : value }),
		},
		...(facts.hasRunning === true
			? [
					choice("bands", BAND_KINDS, view.bands ?? "sigma", words),
					multipliersControl(view, words),
					flag("deviation", "deviationShown", view, words),
				]
			: []),
		...anchorMarkControls(view, words, disabled.disabled),
		flag(
			"volume",
			"volumeShown",
			view,
			words,
			facts.hasVolume === true ? undefined : say("noVolume"),
		),
		flag(
			"candles",
			"candles",
			view,
			words,
			facts.hasCandles === true ? undefined : say("noCandles"),
		),
	];
}

function multipliersControl(view: ViewOptions, { say }: Words): Control {
	return {
		kind: "text",
		id: "multipliers",
		label: say("multipliers"),
		problem: say("multipliersProblem"),
		value: (view.multipliers ?? [1, 2, 3]).join("; "),
		set: (text) => {
			const multipliers = distancesIn(text);
			return multipliers && { multipliers };
		},
	};
}

function linkControl({ link }: ViewOptions, { say }: Words): Control {
	return {
		kind: "choice",
		id: "link",
		label: say("link"),
		options: [
			{ value: "", label: say("link_none") },
			...LINKS.map((value) => ({ value, label: say(`link_${value}`) })),
		],
		value: link ?? "",
		set: (value) => ({ link: LINKS.find((one) => one === value) }),
	};
}

function zoneControl({ zone }: ViewOptions, { say }: Words): Control {
	return {
		kind: "choice",
		id: "zone",
		label: say("zone"),
		options: [
			{ value: "", label: say("zoneSetting") },
			{ value: "UTC", label: "UTC" },
			{ value: "local", label: say("zoneLocal") },
			...(zone === undefined || zone === "UTC" || zone === "local"
				? []
				: [{ value: zone, label: zone }]),
		],
		value: zone ?? "",
		set: (value) => ({ zone: value === "" ? undefined : value }),
	};
}

/**
 * Buttons below the choices: to load the volume that anchoring needs, for pictures, and for the list of keys.
 */
export function optionButtons(
	{ facts }: ChartContent,
	parts: readonly Part[],
	{ volumeRefused }: PanelCaption,
	{ canHaveVolume }: ControlTools,
): readonly ("loadVolume" | "presets" | "saveImage" | "showKeys")[] {
	const canLoad =
		facts.hasVolume === false && volumeRefused === undefined && parts.some(canHaveVolume);
	return [...(canLoad ? (["loadVolume"] as const) : []), "presets", "saveImage", "showKeys"];
}
