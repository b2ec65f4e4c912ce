import {
	type AccountNotes,
	type FactNote,
	type LearnedPlan,
	type Silence,
	type Spending,
	type ToldLimit,
} from "../../core/cost/account";
import * as read from "../../core/reader";
import type { EpochMs } from "../../core/time";

/** What one window knows of its accounts, as it stands in the window's file. */
export interface WindowNotes {
	readonly version: 1;
	readonly accounts: Readonly<Record<string, AccountNotes>>;
}

const MOST_ACCOUNTS = 100;
const MOST_SPENDINGS = 1_000;

const time = read.map(read.between(0, 8.64e15), (value) => value as EpochMs);
/** Headers tell amounts of at most twelve digits. */
const amount = read.between(0, 1e12);
const spendings = read.list(read.fields<Spending>({ at: time, cost: amount }), MOST_SPENDINGS);

function factNote<Value>(value: read.Reader<Value>): read.Reader<FactNote<Value>> {
	return read.fields<{ at: EpochMs; value?: Value }>({ at: time, value: read.optional(value) });
}

/** Reads the file of a window; throws `DecodeError` on anything else, also on what a newer version wrote. */
export const readWindowNotes = read.fields<WindowNotes>({
	version: read.literal(1),
	accounts: read.record(
		read.fields<AccountNotes>({
			spent: spendings,
			open: spendings,
			day: read.optional(read.fields<Spending>({ at: time, cost: amount })),
			told: read.optional(
				read.fields<ToldLimit>({
					at: time,
					remaining: amount,
					limit: read.optional(amount),
					resetAt: read.optional(time),
				}),
			),
			silence: read.optional(
				read.fields<Silence>({ until: time, kind: read.oneOf(["rateLimited", "server"]) }),
			),
			plan: read.optional(
				read.fields<LearnedPlan>({
					burst: read.optional(factNote(amount)),
					historyDays: read.optional(factNote(amount)),
					sums: read.optional(factNote(read.flag)),
				}),
			),
		}),
		MOST_ACCOUNTS,
	),
});
