import type { EpochMs } from "../time";
import { alignDown, DAY_MS, epochMs, MINUTE_MS, SECOND_MS } from "../time";

/*
 * An account is one key at one server, of which all windows spend. What is left of its limit is counted in the
 * server's own currency: Kiyotaka's weight, elsewhere requests. The server's 429 is the truth; counting makes it rarer.
 */

/** What is left of a limit, as an answer told it in its headers. */
export interface ToldLimit {
	/** This machine's time when it was told. */
	readonly at: EpochMs;
	readonly remaining: number;
	readonly limit?: number;
	/** When all of it is there again, by this machine's clock. */
	readonly resetAt?: EpochMs;
}

/** A time during which nothing is sent, and why: a limit that is used up, or a server that is away. */
export interface Silence {
	readonly until: EpochMs;
	readonly kind: "rateLimited" | "server";
}

/** What was spent at a moment. */
export interface Spending {
	readonly at: EpochMs;
	readonly cost: number;
}

/** What one window knows of an account, or all of them together. */
export interface AccountNotes {
	/** What answered requests have cost lately, oldest first. */
	readonly spent: readonly Spending[];
	/** What requests cost that are not answered yet. */
	readonly open: readonly Spending[];
	/** What was spent on the newest day (UTC) on which anything was, with when the day began. */
	readonly day?: Spending;
	readonly told?: ToldLimit;
	readonly silence?: Silence;
	/** What the server told and refused, which says something of the plan. */
	readonly plan?: LearnedPlan;
}

/** What servers told and refused of a plan. */
export interface LearnedFacts {
	readonly burst?: number;
	readonly historyDays?: number;
	readonly sums?: boolean;
}

/** Facts of a plan that are learned. */
export const LEARNED_FACTS = [
	"burst",
	"historyDays",
	"sums",
] as const satisfies readonly (keyof LearnedFacts)[];
export type LearnedFact = (typeof LEARNED_FACTS)[number];

/** One fact, and when it was learned. Without a value it has turned out to be otherwise, whoever had learned it before. */
export interface FactNote<Value> {
	readonly at: EpochMs;
	readonly value?: Value;
}

/** What was learned of a plan. Each fact has a time of its own: what is told of one is no news of the others. */
export type LearnedPlan = {
	readonly [Name in LearnedFact]?: FactNote<NonNullable<LearnedFacts[Name]>>;
};

/** The facts alone. */
export function factsOf({ burst, historyDays, sums }: LearnedPlan = {}): LearnedFacts {
	return {
		...(burst?.value !== undefined && { burst: burst.value }),
		...(historyDays?.value !== undefined && { historyDays: historyDays.value }),
		...(sums?.value !== undefined && { sums: sums.value }),
	};
}

/** Facts as they are noted once they were learned. */
export function learnedPlan({ burst, historyDays, sums }: LearnedFacts, at: EpochMs): LearnedPlan {
	return {
		...(burst !== undefined && { burst: { at, value: burst } }),
		...(historyDays !== undefined && { historyDays: { at, value: historyDays } }),
		...(sums !== undefined && { sums: { at, value: sums } }),
	};
}

/** Facts as they are noted once they have turned out to be otherwise. */
export function forgottenPlan(names: readonly LearnedFact[], at: EpochMs): LearnedPlan {
	return Object.fromEntries(names.map((name) => [name, { at }]));
}

/** A limit that is known without being told: published, or of the plan that the person named. */
export interface Allowance {
	readonly perMinute: number;
	/** Most that can be spent at once, after a pause. */
	readonly burst: number;
}

/** What is left of a limit at this moment. */
export interface AccountLeft {
	readonly left: number;
	/** What it is of, where that is known. */
	readonly of?: number;
	/** How much comes back per millisecond; 0 where that is not known. */
	readonly refill: number;
}

/** How long what was told counts, and what was spent. */
const TOLD_FOR_MS = 10 * MINUTE_MS;
export const SPENT_FOR_MS = 2 * MINUTE_MS;
/** A request that takes longer has ended with its window: the client gives up after a minute. */
const OPEN_FOR_MS = 65 * SECOND_MS;
/** A plan may have become another one after a day. */
const LEARNED_FOR_MS = DAY_MS;
/** The longest silence that another window is believed. */
const LONGEST_SILENCE_MS = 20 * MINUTE_MS;

/** What windows know together, each as far as it still counts. What is newer counts; of silences the longest. */
export function sumNotes(all: readonly AccountNotes[]): AccountNotes {
	const newest = all.reduce<ToldLimit | undefined>(
		(told, { told: other }) =>
			other !== undefined && !(told && told.at >= other.at) ? other : told,
		undefined,
	);
	const longest = all.reduce<Silence | undefined>(
		(silence, { silence: other }) =>
			other !== undefined && !(silence && silence.until >= other.until) ? other : silence,
		undefined,
	);
	const plan = sumPlans(all.flatMap(({ plan }) => plan ?? []));
	const day = sumDays(all.flatMap(({ day }) => day ?? []));
	return {
		...(plan !== undefined && { plan }),
		...(day !== undefined && { day }),
		spent: all.flatMap(({ spent }) => spent).sort((a, b) => a.at - b.at),
		open: all.flatMap(({ open }) => open),
		...(newest !== undefined && { told: newest }),
		...(longest !== undefined && { silence: longest }),
	};
}

/** What was noted last of each fact. */
function sumPlans(plans: readonly LearnedPlan[]): LearnedPlan | undefined {
	const newest = <Value>(notes: readonly (FactNote<Value> | undefined)[]) =>
		notes.reduce((last, note) =>
			note !== undefined && !(last && last.at >= note.at) ? note : last,
		);
	return planOf({
		burst: newest([undefined, ...plans.map(({ burst }) => burst)]),
		historyDays: newest([undefined, ...plans.map(({ historyDays }) => historyDays)]),
		sums: newest([undefined, ...plans.map(({ sums }) => sums)]),
	});
}

type FactNotes = { readonly [Name in LearnedFact]: LearnedPlan[Name] | undefined };

/** A plan of the notes that are there; `undefined` where none is. */
function planOf({ burst, historyDays, sums }: FactNotes): LearnedPlan | undefined {
	const plan: LearnedPlan = {
		...(burst !== undefined && { burst }),
		...(historyDays !== undefined && { historyDays }),
		...(sums !== undefined && { sums }),
	};
	return Object.keys(plan).length === 0 ? undefined : plan;
}

/** All that was spent on the newest of the days. */
function sumDays(days: readonly Spending[]): Spending | undefined {
	const newest = Math.max(...days.map(({ at }) => at));
	const cost = days.reduce((sum, day) => (day.at === newest ? sum + day.cost : sum), 0);
	return days.length === 0 ? undefined : { at: epochMs(newest), cost };
}

/**
 * The day after what a request costs has been spent.
 *
 * @param at when it was sent: where that was before midnight, it is nothing of today
 */
export function addedToDay(
	day: Spending | undefined,
	{ at, cost }: Spending,
	now: EpochMs,
): Spending | undefined {
	const today = alignDown(now, DAY_MS);
	if (alignDown(at, DAY_MS) !== today) return day;
	return { at: today, cost: cost + (day?.at === today ? day.cost : 0) };
}

/** What has been spent since midnight (UTC), and is on its way. */
export function spentToday({ day, open }: AccountNotes, now: EpochMs): number {
	const spent = day?.at === alignDown(now, DAY_MS) ? day.cost : 0;
	return open.reduce((sum, { cost }) => sum + cost, spent);
}

/** Whether nothing counts any more of what a window knew. */
export function isOutdated(notes: AccountNotes, now: EpochMs): boolean {
	const { spent, open, day, told, silence, plan } = currentNotes(notes, now);
	const amounts = [...spent, ...open, ...(day === undefined ? [] : [day])];
	return amounts.length === 0 && told === undefined && silence === undefined && plan === undefined;
}

/** What of these notes still counts. Times of another clock, far from now, do not. */
export function currentNotes(
	{ spent, open, day, told, silence, plan }: AccountNotes,
	now: EpochMs,
): AccountNotes {
	const isRecent = (at: EpochMs, ms: number) => at > now - ms && at < now + MINUTE_MS;
	const learned = <Value>(note: FactNote<Value> | undefined) =>
		note !== undefined && isRecent(note.at, LEARNED_FOR_MS) ? note : undefined;
	const known = planOf({
		burst: learned(plan?.burst),
		historyDays: learned(plan?.historyDays),
		sums: learned(plan?.sums),
	});
	return {
		spent: spent.filter(({ at }) => isRecent(at, SPENT_FOR_MS)),
		open: open.filter(({ at }) => isRecent(at, OPEN_FOR_MS)),
		...(day?.at === alignDown(now, DAY_MS) && { day }),
		...(told !== undefined && isRecent(told.at, TOLD_FOR_MS) && { told }),
		...(silence !== undefined &&
			silence.until > now &&
			silence.until <= now + LONGEST_SILENCE_MS && { silence }),
		...(known !== undefined && { plan: known }),
	};
}

/** What is left of a limit: as it was last told, else as it is counted; `undefined` where neither is known. */
export function leftOf(
	notes: AccountNotes,
	allowance: Allowance | undefined,
	now: EpochMs,
): AccountLeft | undefined {
	const balance = balanceOf(notes, allowance, now);
	return balance && { ...balance, left: Math.max(0, balance.left) };
}

/** The same, below 0 where windows spent more than there was at the same moment: that has to come back first. */
function balanceOf(
	notes: AccountNotes,
	allowance: Allowance | undefined,
	now: EpochMs,
): AccountLeft | undefined {
	const open = notes.open.reduce((sum, { cost }) => sum + cost, 0);
	const base = notes.told === undefined ? undefined : leftOfTold(notes.told, now);
	if (base !== undefined) return { ...base, left: base.left - open };
	if (allowance === undefined) return undefined;
	const left = countedDown(notes.spent, allowance, now) - open;
	const { burst, perMinute } = allowance;
	return { left, of: burst, refill: perMinute / MINUTE_MS };
}

function leftOfTold(
	{ at, remaining, limit, resetAt }: ToldLimit,
	now: EpochMs,
): AccountLeft | undefined {
	const of = limit === undefined ? {} : { of: limit };
	if (resetAt === undefined || resetAt <= at) return { left: remaining, ...of, refill: 0 };
	// From the reset on all of it is there, as far as the windows of this machine know.
	if (now >= resetAt)
		return limit === undefined ? undefined : { left: limit, of: limit, refill: 0 };
	const refill = limit === undefined ? 0 : Math.max(0, limit - remaining) / (resetAt - at);
	return { left: Math.floor(remaining + refill * Math.max(0, now - at)), ...of, refill };
}

/** What is left after everything that was spent, of what comes back evenly up to the most that there can be. */
function countedDown(
	spent: readonly Spending[],
	{ perMinute, burst }: Allowance,
	now: EpochMs,
): number {
	let left = burst;
	let before = now - SPENT_FOR_MS;
	const refill = (until: number) => {
		left = Math.min(burst, left + (Math.max(0, until - before) / MINUTE_MS) * perMinute);
		before = until;
	};
	for (const { at, cost } of spent) {
		refill(at);
		left -= cost;
	}
	refill(now);
	return Math.floor(left);
}

/**
 * Until when a request should wait; `undefined` where it may go now. One that costs more than there can ever be waits
 * only until all of that is there: what the server makes of it is the server's to say.
 */
export function silenceFor(
	notes: AccountNotes,
	cost: number,
	allowance: Allowance | undefined,
	now: EpochMs,
): Silence | undefined {
	if (notes.silence !== undefined && notes.silence.until > now) return notes.silence;
	const known = balanceOf(notes, allowance, now);
	if (known === undefined || cost <= 0) return undefined;
	const missing = Math.min(cost, known.of ?? cost) - known.left;
	if (missing <= 0) return undefined;
	const renewed = notes.told?.resetAt;
	const byRefill = known.refill > 0 ? now + Math.ceil(missing / known.refill) : undefined;
	const until = Math.min(byRefill ?? Infinity, renewed ?? Infinity);
	return until > now && until < Infinity
		? { until: epochMs(until), kind: "rateLimited" }
		: undefined;
}

/** One account as whoever sends requests sees it. */
export interface RequestAccount {
	/** Tells accounts apart; never a key. */
	readonly name: string;
	/**
	 * Takes what a request costs, as soon as what all windows know allows it: the request may go out, and `settle` is
	 * called once it is answered or has failed. Else until when it should wait. Never rejects.
	 */
	take(cost: number): Promise<{ readonly settle: () => void } | { readonly wait: Silence }>;
	/** An answer told what is left. */
	hear(told: Omit<ToldLimit, "at">): void;
	/** A server asked for no more requests until then. */
	keepQuiet(silence: Silence): void;
}
