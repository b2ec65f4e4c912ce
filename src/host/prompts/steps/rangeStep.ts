import * as vscode from "vscode";
import { rangeInput } from "../../../core/query/rangeInput";
import { CALENDAR_PRESETS, RANGE_PRESETS, rangeWords } from "../../../core/query/range";
import { canonicalJson } from "../../../core/query/canonical";
import type { QueryRange } from "../../../core/query/query";
import type { Text } from "../../../core/text";
import type { Session } from "../../../core/session/session";
import type { EpochMs } from "../../../core/time";
import { translate } from "../../words/uiText";
import { type TradedMarket, TradedRanges } from "../search/tradedRanges";
import { type Choice, type ReadTyped, recentFirst } from "./choices";
import { inputLine } from "./inputLine";
import { pickOne } from "./pick";
import type { Answer, StepPosition } from "./steps";
import { knownSessions, readRange, usualZone } from "./typedRange";

const CUSTOM = "custom";
const USUAL_RANGE: QueryRange = { last: "24h" };

export interface RangeRequest {
	readonly position: StepPosition;
	readonly selected: QueryRange | undefined;
	readonly recent: readonly QueryRange[];
	readonly now: () => EpochMs;
	/** Why the query cannot be sent with this range. */
	readonly problem: (range: QueryRange) => Text | undefined;
	/** A note about a range before it is sent: that not all of it will come. */
	readonly notice: (range: QueryRange) => Text | undefined;
	/** The markets that are asked, where somebody can be asked when they were traded. */
	readonly traded?: readonly TradedMarket[];
	/** What the query costs with a range, where it can be sent and costs anything. */
	readonly cost?: (range: QueryRange) => Promise<string | undefined>;
}

/** What ranges cost, as far as it was found out. */
class RangeCosts {
	private readonly known = new Map<string, string | undefined>();

	constructor(private readonly cost: RangeRequest["cost"]) {}

	of(range: QueryRange): string | undefined {
		return this.known.get(canonicalJson(range));
	}

	async load(ranges: readonly QueryRange[]): Promise<void> {
		const { cost, known } = this;
		if (cost === undefined) return;
		await Promise.all(
			ranges.map(async (range) => known.set(canonicalJson(range), await cost(range))),
		);
	}
}

/** What is told beside a range, and the sessions that it may be typed by. */
interface RangeFacts extends Pick<RangeRequest, "notice"> {
	readonly costs: RangeCosts;
	readonly known: readonly Session[];
}

function rangeChoice(
	range: QueryRange,
	{ notice, costs, known }: RangeFacts,
	label?: string,
): Choice<QueryRange> {
	const code = rangeInput(range, known);
	const words = translate(rangeWords(range));
	const shown = label ?? words;
	// How it is typed; a fixed range is typed as its days are told.
	const about = "from" in range ? words : code;
	const noticed = notice(range);
	const aside = costs.of(range);
	return {
		code,
		label: shown,
		value: range,
		...(about !== shown && { description: about }),
		...(aside !== undefined && { aside }),
		...(noticed !== undefined && { detail: translate(noticed) }),
	};
}

/** Asks for the range: common ones, those used lately, or any in ISO 8601 or `-24h` form. */
export async function askRange(request: RangeRequest): Promise<Answer<QueryRange>> {
	const { position, selected, recent, now, problem, notice } = request;
	const traded = new TradedRanges(request.traded ?? [], now);
	const costs = new RangeCosts(request.cost);
	const known = knownSessions();
	const facts = { notice, costs, known };
	const begin = selected ?? recent[0] ?? USUAL_RANGE;
	const used = [...(selected === undefined ? [] : [selected]), ...recent].slice(0, 3);
	const zone = usualZone();
	/** Those that the interval can begin and end with. */
	const isPossible = (range: QueryRange) => problem(range) === undefined;
	const lasts = RANGE_PRESETS.map(({ last, label }) => ({ range: { last }, label }));
	const periods = CALENDAR_PRESETS.map(({ label, ...period }) => ({
		range: { ...period, zone },
		label,
	})).filter(({ range }) => isPossible(range));
	const sessions = known.map((since) => ({ since })).filter(isPossible);
	const presets = () =>
		[...lasts, ...periods].map(({ range, label }) => rangeChoice(range, facts, translate(label)));
	const custom: Choice<typeof CUSTOM> = {
		code: CUSTOM,
		label: vscode.l10n.t("From … to …"),
		description: vscode.l10n.t("times in ISO 8601, or forms like -24h"),
		value: CUSTOM,
	};
	const readTyped: ReadTyped<QueryRange | typeof CUSTOM> = (typed) => {
		const parsed = readRange(typed, now());
		if (!parsed.ok) return { problem: parsed.problem };
		const refused = problem(parsed.range);
		if (refused !== undefined) return { problem: refused };
		return {
			choices: [
				{
					...traded.told(rangeChoice(parsed.range, facts)),
					code: typed,
					label: typed,
					description: translate(rangeWords(parsed.range)),
				},
			],
		};
	};
	for (;;) {
		const answer = await pickOne<QueryRange | typeof CUSTOM>({
			position,
			placeholder: vscode.l10n.t("Range: choose, or type 36h, yesterday, 2026-03-01..2026-03-02"),
			sections: [],
			live: {
				sections: () =>
					recentFirst<QueryRange | typeof CUSTOM>(
						vscode.l10n.t("used last"),
						used.map((range) => traded.told(rangeChoice(range, facts))),
						[
							{
								heading: vscode.l10n.t("while it was traded"),
								choices: traded
									.ranges()
									.map(({ range, label }) => rangeChoice(range, facts, label)),
							},
							{
								heading: vscode.l10n.t("ranges"),
								choices: presets().map((preset) => traded.told(preset)),
							},
							{
								heading: vscode.l10n.t("sessions, the one in progress or the last"),
								choices: sessions.map((range) => traded.told(rangeChoice(range, facts))),
							},
							{ heading: vscode.l10n.t("other times"), choices: [custom] },
						],
					),
				load: async (typed, signal, onPart) => {
					if (typed !== "") {
						const parsed = readRange(typed, now());
						return costs.load(parsed.ok ? [parsed.range] : []);
					}
					const ranges = [
						...used,
						...[...lasts, ...periods].map(({ range }) => range),
						...sessions,
					];
					await Promise.all([traded.load(signal).then(onPart), costs.load(ranges).then(onPart)]);
					await costs.load(traded.ranges().map(({ range }) => range));
				},
				note: () => traded.note(),
				begin: () =>
					rangeInput(
						traded.begin(begin, (range) => problem(range) === undefined),
						known,
					),
			},
			readTyped,
			isValue: true,
			problem: (value) => (value === CUSTOM ? undefined : problem(value)),
		});
		if (typeof answer === "string") return answer;
		if (answer.value !== CUSTOM) return { value: answer.value };
		const typed = await askCustomRange(request);
		if (typed !== "back") return typed;
	}
}

async function askCustomRange(request: RangeRequest): Promise<Answer<QueryRange>> {
	const { position, selected, now, problem, notice } = request;
	const line = await inputLine({
		position: { ...position, canGoBack: true },
		prompt: vscode.l10n.t(
			"From and to, in UTC, with two dots between. The end does not belong to the range.",
		),
		placeholder: "2026-03-01T10:00Z..2026-03-02",
		value: selected !== undefined && "from" in selected ? rangeInput(selected) : "",
		problem: (typed) => {
			const parsed = readRange(typed, now());
			return parsed.ok ? problem(parsed.range) : parsed.problem;
		},
		warning: (typed) => {
			const parsed = readRange(typed, now());
			return parsed.ok ? notice(parsed.range) : undefined;
		},
	});
	if (typeof line === "string") return line;
	const parsed = readRange(line.value, now());
	return parsed.ok ? { value: parsed.range } : "cancel";
}
