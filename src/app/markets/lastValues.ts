import type { CancelSignal } from "../../core/cancel";
import { canonicalJson } from "../../core/query/canonical";
import type { MarketQuery } from "../../core/query/query";
import type { SavedMarket } from "../../core/query/savedMarket";
import {
	isStillLast,
	type LastValue,
	lastValueOf,
	lastValueQuery,
} from "../../core/result/lastValue";
import type { PackedResult } from "../../core/result/packedResult";
import { epochMs, type EpochMs } from "../../core/time";
import type { RunQuery } from "../runQuery";
import type { SnapshotStore } from "../snapshotStore";

/** Queries that are under way at once; the lanes of the network client keep their own bounds. */
const AT_ONCE = 4;

/** A market's last value, and when it was fetched. */
export interface FoundValue {
	/** `undefined` where nothing traded in the answer. */
	readonly value: LastValue | undefined;
	readonly fetchedAt: EpochMs;
	/** Whether it is of an answer that was kept, so that nothing was asked. */
	readonly isKept: boolean;
}

/** A query that has to be asked, and the markets that wait for it. */
export interface ValueQuestion {
	readonly query: MarketQuery;
	readonly markets: readonly SavedMarket[];
}

export interface ValuePlan {
	/** What kept answers say, by market. */
	readonly kept: ReadonlyMap<string, FoundValue>;
	readonly questions: readonly ValueQuestion[];
}

export interface ValuePorts {
	readonly snapshots: Pick<SnapshotStore, "load">;
	readonly now: () => number;
}

/**
 * Looks for the last values of markets in the answers that their charts have kept, and says what has to be asked
 * for the others: the newest intervals of each first query, equal ones once. Sends nothing.
 */
export async function planLastValues(
	markets: readonly SavedMarket[],
	{ snapshots, now }: ValuePorts,
): Promise<ValuePlan> {
	const kept = new Map<string, FoundValue>();
	const questions = new Map<string, ValueQuestion>();
	for (const market of markets) {
		const [query] = market.queries;
		if (query === undefined) continue;
		const answer = await snapshots.load(canonicalJson(query));
		const value = answer && lastValueOf(answer, market.view.series);
		if (answer !== undefined && value !== undefined && isStillLast(value, query, epochMs(now()))) {
			kept.set(market.id, { value, fetchedAt: answer.fetchedAt, isKept: true });
			continue;
		}
		const asked = lastValueQuery(query, epochMs(now()));
		const key = canonicalJson(asked);
		questions.set(key, {
			query: asked,
			markets: [...(questions.get(key)?.markets ?? []), market],
		});
	}
	return { kept, questions: [...questions.values()] };
}

export interface AskPorts {
	readonly run: RunQuery;
	readonly signal: AbortSignal;
	readonly onValue: (market: SavedMarket, value: FoundValue) => void;
	/** A question failed: its markets have no value. */
	readonly onFailure: (market: SavedMarket, error: unknown) => void;
	/** One more question is done. */
	readonly onDone: () => void;
}

/** Asks each question once, a few at a time. Those that were not begun when the signal fires are left. */
export async function askLastValues(
	questions: readonly ValueQuestion[],
	ports: AskPorts,
): Promise<void> {
	const left = [...questions];
	const work = async () => {
		for (let next = left.shift(); next !== undefined; next = left.shift()) {
			if (isAborted(ports.signal)) return;
			await askOne(next, ports);
			ports.onDone();
		}
	};
	await Promise.all(Array.from({ length: AT_ONCE }, work));
}

function isAborted({ aborted }: CancelSignal): boolean {
	return aborted;
}

async function askOne(
	{ query, markets }: ValueQuestion,
	{ run, signal, onValue, onFailure }: AskPorts,
): Promise<void> {
	let answer: PackedResult;
	try {
		answer = await run(query, { signal });
	} catch (error) {
		if (!signal.aborted) for (const market of markets) onFailure(market, error);
		return;
	}
	for (const market of markets) {
		const value = lastValueOf(answer, market.view.series);
		onValue(market, { value, fetchedAt: answer.fetchedAt, isKept: false });
	}
}
