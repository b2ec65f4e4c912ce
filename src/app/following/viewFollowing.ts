import type { ErrorKind } from "../../core/errors/errors";
import { hourlyWords } from "../../core/follow/followCost";
import type { MarketQuery } from "../../core/query/query";
import type { Text } from "../../core/text";
import type { EpochMs } from "../../core/time";
import type { Disposable } from "../emitter";
import { Follower, type FollowedMarket, type FollowListener, type FollowPorts } from "./follower";

/** What the following of a view does now. */
export interface FollowStatus {
	/** When the answer was asked for that is the oldest of the newest ones. */
	readonly answeredAt: EpochMs | undefined;
	/** Milliseconds until the next request of any of its markets. */
	readonly nextIn: number | undefined;
	/** When, by this machine's clock, the first of the requests goes on that wait for their server. */
	readonly waitsUntil: EpochMs | undefined;
	readonly isAsking: boolean;
	/** Why requests come later than usual; `undefined` where none does. */
	readonly delayedBy: ErrorKind | undefined;
	/** Markets whose next request would go beyond what the plan gives today. */
	readonly confirming: readonly MarketQuery[];
	/** What it takes in an hour. */
	readonly hourly: readonly Text[];
	/** Markets that are not followed any more, with the failure that says why; without one their range is over. */
	readonly ended: readonly { readonly query: MarketQuery; readonly error?: unknown }[];
	/** Whether none is followed any more. */
	readonly isOver: boolean;
}

/** Follows the markets of a view side by side: each at its own pace, with its own failures. */
export class ViewFollowing implements Disposable {
	private readonly followers: readonly (readonly [MarketQuery, Follower])[];

	/** @param listenerOf hears of each market */
	constructor(
		markets: readonly FollowedMarket[],
		ports: FollowPorts,
		listenerOf: (market: FollowedMarket) => FollowListener,
	) {
		this.followers = markets.map(
			(market) => [market.query, new Follower(market, ports, listenerOf(market))] as const,
		);
	}

	get status(): FollowStatus {
		const all = this.followers.map(([query, follower]) => ({ query, follower }));
		const followers = all.map(({ follower }) => follower);
		const isIn = (kind: string) => (one: (typeof all)[number]) =>
			one.follower.state.phase.kind === kind;
		const ended = all.flatMap(({ query, follower: { state } }) =>
			state.phase.kind === "ended" ? [{ query, error: state.phase.error }] : [],
		);
		return {
			answeredAt: least(followers.map(({ answeredAt }) => answeredAt)),
			nextIn: least(followers.map(({ nextIn }) => nextIn)),
			waitsUntil: least(followers.map(({ waitsUntil }) => waitsUntil)),
			isAsking: followers.some(({ isAsking }) => isAsking),
			delayedBy: followers.map(({ delayedBy }) => delayedBy).find((why) => why !== undefined),
			confirming: all.filter(isIn("confirming")).map(({ query }) => query),
			hourly: hourlyWords(
				all.flatMap(({ follower: { state, hourly } }) =>
					state.phase.kind === "ended" ? [] : (hourly ?? []),
				),
			),
			ended,
			isOver: ended.length === all.length,
		};
	}

	/** Somebody sees the chart now, or nobody does any more. */
	watch(isWatched: boolean): void {
		for (const [, follower] of this.followers) follower.watch(isWatched);
	}

	/** A person agreed to go beyond what the plan gives today. */
	agree(): void {
		for (const [, follower] of this.followers) follower.agree();
	}

	dispose(): void {
		for (const [, follower] of this.followers) follower.dispose();
	}
}

/** The least of the values that there are. */
function least<Value extends number>(values: readonly (Value | undefined)[]): Value | undefined {
	return values.reduce(
		(least, value) =>
			least === undefined || (value !== undefined && value < least) ? value : least,
		undefined,
	);
}
