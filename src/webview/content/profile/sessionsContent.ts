import { cellAt, cellOfRow, cellVolume, edgeOf } from "../../../core/chart/cellLadder";
import { signedText } from "../../../core/chart/format";
import { type ShownSessions, shownSessions } from "../../../core/chart/profile/shownSessions";
import type { ShownLevels } from "../../../core/chart/shownCarried";
import type { SessionProfile } from "../../../core/profile/overTime/sessionProfiles";
import type { ViewOptions } from "../../../core/query/viewOptions";
import type { TimeRange } from "../../../core/result/series";
import { lowerBound } from "../../../core/search";
import type { Period } from "../../../core/session/periods";
import { type SessionLevels, sessionsLayer } from "../../charts/layers/sessions";
import { separatorsLayer } from "../../charts/layers/separators";
import { colored } from "../../charts/profilePane";
import type { ItemRow, Screen } from "../../charts/screen";
import type { CellGrid, Plot } from "../../charts/screens/timeInput";
import { sessionScreen } from "../../charts/screens/sessionScreen";
import type { Words } from "../../words";
import { seriesPriceDecimals } from "../../../core/chart/profile/profileModel";
import { cellsOf } from "../analytics";
import type { ChartTable } from "../types";
import type { Lack } from "../notices";
import type { ProfileBundle } from "./profileBundle";
import { cellRowsIn } from "./cellRows";
import { sessionBars } from "./sessionBars";
import {
	fullStateWords,
	offGridNotice,
	sessionName,
	shortSessionName,
	stateWords,
} from "./sessionWords";

/** The sessions of a chart side by side, in every form that the page has for them. */
export interface SessionsContent {
	readonly shown: ShownSessions;
	readonly plot: Plot;
	readonly grid: CellGrid | undefined;
	readonly table: ChartTable;
	readonly summary: string;
	/** Starts of the sessions, which the crosshair walks along. */
	readonly times: Float64Array;
	readonly note: (time: number) => string;
	/** Up to where the session that begins at a time is known. */
	readonly endOf: (time: number) => number;
	/** Takes a screen with these times to one that knows how long each session is. */
	readonly screenOf: (screen: Screen) => Screen;
}

/** The sessions that a view asks for, or why there are none to show. */
export function sessionsContent(
	bundle: ProfileBundle,
	levels: ShownLevels,
	view: ViewOptions,
	words: Words,
): { readonly content?: SessionsContent; readonly notice?: Lack } {
	if (view.profileOf !== "sessions") return {};
	const { part, series } = bundle;
	const period = view.session ?? "day";
	const found = shownSessions(series, part.result, period, words.zone.name, words.valueArea);
	if (!found.ok) return { notice: offGridNotice(period, series.interval, found.needed, words) };
	if (found.sessions.length === 0) {
		const { from, to } = part.result.range;
		const range = `${words.time(from)} – ${words.time(to)} ${words.zone.name}`;
		return { notice: { text: words.say("noSuchSession", range), actions: [] } };
	}
	return { content: contentOf(bundle, found, levels, view, words) };
}

function contentOf(
	bundle: ProfileBundle,
	shown: ShownSessions,
	levels: ShownLevels,
	view: ViewOptions,
	words: Words,
): SessionsContent {
	const { sessions, series, period } = shown;
	const indexOf = (time: number) => lowerBound(series.times, time);
	return {
		shown,
		plot: sessionsPlot(bundle, shown, view, words),
		grid: sessionGrid(bundle, shown, words),
		table: {
			name: "sessions",
			make: ({ sessionRows }) => sessionRows(bundle, shown, levels, words),
		},
		summary: words.say(
			"sessionsSummary",
			words.full(sessions.length),
			sessions
				.slice(-3)
				.map((one) => sessionSentence(one, shown, bundle, words))
				.join(" "),
		),
		times: series.times,
		endOf: (time) => sessions[indexOf(time)]?.stretch.to ?? NaN,
		note: (time) => {
			const session = sessions[indexOf(time)];
			if (session === undefined) return "";
			return [titleName(period, session.period, words), fullStateWords(session, words)]
				.filter((text) => text !== "")
				.join(" · ");
		},
		screenOf: (screen) =>
			sessionScreen(
				screen,
				sessions.map((one) => one.period),
				sessions.map(({ stretch }) => stretch),
				series.interval,
			),
	};
}

/** What a session is called behind the time of its start, which names a day or month already. */
function titleName(period: Period, range: TimeRange, words: Words): string {
	if (typeof period !== "string") return period.name;
	return period === "week" ? sessionName(period, range, words) : "";
}

/** A session with its levels, for whoever does not see the chart. */
function sessionSentence(
	session: SessionProfile,
	{ period }: ShownSessions,
	{ model }: ProfileBundle,
	words: Words,
): string {
	const name = sessionName(period, session.period, words);
	const { levels } = session;
	const { say } = words;
	if (levels === undefined) return `${name}: ${say("noTrades")}.`;
	const price = words.price(model.priceDecimals);
	const state = fullStateWords(session, words);
	const area = `${say("val")} ${price(levels.val)}, ${say("vah")} ${price(levels.vah)}`;
	return `${name}: ${say("poc")} ${price(levels.poc)}, ${area}${state === "" ? "" : `, ${state}`}.`;
}

function levelsOf({ rows, levels }: SessionProfile, height: number, atEdges: boolean) {
	if (rows === undefined || levels === undefined) return undefined;
	const tall = rows.step ?? height;
	const hasEdges = atEdges && rows.step !== undefined;
	return {
		poc: levels.poc,
		vah: levels.vah + (hasEdges ? tall : 0),
		val: levels.val,
		bottom: levels.val,
		top: levels.vah + tall,
	} satisfies SessionLevels;
}

function sessionsPlot(
	{ series: whole, model }: ProfileBundle,
	{ sessions, series, period }: ShownSessions,
	view: ViewOptions,
	words: Words,
): Plot {
	const ladder = cellsOf(whole);
	if (ladder === undefined) return { layers: [] };
	const stretches = sessions.map(({ stretch }) => stretch);
	const levels = sessions.map((one) => levelsOf(one, model.rowHeight, view.edges === true));
	const traded = sessions.map(({ rows }) => {
		const { prices } = rows ?? { prices: new Float64Array(0) };
		const [low, high] = [prices[0], prices.at(-1)];
		return low === undefined || high === undefined
			? undefined
			: { low, high: high + (rows?.step ?? model.rowHeight) };
	});
	const bars = { series, stretches, ladder, levels, mode: sessionBars(view) };
	const separators = sessions.map((one) => ({
		from: one.stretch.from,
		to: one.stretch.to,
		hasLine: view.separators === true,
		name: [shortSessionName(period, one.period, words), stateWords(one.state, words)]
			.filter((text) => text !== "")
			.join(" · "),
	}));
	return {
		extent: (from, to) => {
			let [low, high] = [Infinity, -Infinity];
			stretches.forEach((stretch, index) => {
				const own = traded[index];
				if (own === undefined || stretch.to <= from || stretch.from >= to) return;
				low = Math.min(low, own.low);
				high = Math.max(high, own.high);
			});
			return low > high ? undefined : { low, high };
		},
		layers: [sessionsLayer(bars, words.say("sessionsTooNarrow")), separatorsLayer(separators)],
	};
}

/** What a row of a session says. */
function sessionGrid(
	{ series: whole, part, model, unit }: ProfileBundle,
	{ sessions, series }: ShownSessions,
	words: Words,
): CellGrid | undefined {
	const ladder = cellsOf(whole);
	if (ladder === undefined) return undefined;
	const { say } = words;
	const volume = words.volume(model.volumeDecimals);
	const price = words.price(seriesPriceDecimals(whole));
	const isJoined = whole !== part.series;
	const sessionAt = (time: number) => sessions[lowerBound(series.times, time)];
	return {
		rowHeight: ladder.height,
		count: ladder.count,
		rowAt: (at) => cellAt(ladder, at),
		priceOf: (row) => edgeOf(ladder, row),
		nameOf: (row, isTall) => {
			const edge = edgeOf(ladder, row);
			return ladder.isKnown && (isTall || isJoined)
				? `${price(edge)}–${price(edgeOf(ladder, row + 1))}`
				: price(edge);
		},
		startOf: (time) => {
			const poc = sessionAt(time)?.levels?.poc;
			return poc === undefined ? 0 : cellOfRow(ladder, poc);
		},
		describe: (time, row, theme): ItemRow[] => {
			const session = sessionAt(time);
			const end = session && { label: say("until"), value: words.time(session.period.to) };
			const levels = session?.levels;
			if (end === undefined || levels === undefined)
				return [...(end ? [end] : []), { label: say("sessionTotal"), value: say("noTrades") }];
			const cell = cellVolume(series, ladder, lowerBound(series.times, time), row);
			const withUnit = (text: string) => `${text} ${unit}`;
			return [
				end,
				...cellRowsIn(cell, series.unknown !== undefined, { volume, unit }, words, theme),
				{ label: say("sessionPoc"), value: price(levels.poc), ...colored(theme?.poc) },
				{
					label: say("sessionArea"),
					value: `${price(levels.val)} – ${price(levels.vah)}`,
					...colored(theme?.valueArea),
				},
				{ label: say("sessionTotal"), value: withUnit(volume(levels.total)) },
				{ label: say("sessionDelta"), value: withUnit(signedText(volume)(levels.delta)) },
			];
		},
	};
}
