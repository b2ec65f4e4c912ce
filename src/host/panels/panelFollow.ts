import type { ErrorKind } from "../../core/errors/errors";
import type { FollowedAnswer } from "../../core/follow/followedAnswer";
import { followRefusal } from "../../core/follow/followRange";
import type { FollowPorts } from "../../app/following/follower";
import { type FollowStatus, ViewFollowing } from "../../app/following/viewFollowing";
import type { WayToFollow } from "../../app/following/waysToFollow";
import type { MarketQuery } from "../../core/query/query";
import type { PackedResult } from "../../core/result/packedResult";
import { SAMPLE_DATASET, SECOND_SAMPLE_DATASET } from "../../core/sample/dataset";
import type { Text } from "../../core/text";
import type { FollowingState, MessageAction } from "../../protocol/messages";
import type { FailureWords, PanelPart } from "./panelPart";

/** What the following of a panel says, in the person's language. */
export interface FollowWords {
	readonly translate: (text: Text) => string;
	/** The sample never changes. */
	readonly ofSample: () => string;
	/** No request and no file can bring anything new. */
	readonly noWay: () => string;
	/** The range of a chart has come to its end. */
	readonly over: () => string;
	/** A failure ended it. */
	readonly ended: (words: FailureWords) => FailureWords;
	/** The next request goes beyond what the plan gives today. */
	readonly question: (query: MarketQuery) => {
		readonly text: string;
		readonly actions: readonly MessageAction[];
	};
	/** Requests come later than usual, and why. */
	readonly delayed: (why: ErrorKind) => string;
}

/** What following needs from outside of a panel. */
export interface PanelFollowDeps {
	readonly ports: FollowPorts;
	readonly wayOf: (query: MarketQuery) => Promise<WayToFollow | undefined>;
	readonly words: FollowWords;
	/** This machine's clock. */
	readonly now: () => number;
}

/** The panel as its following sees it. */
export interface FollowingPanel {
	readonly parts: () => readonly PanelPart[];
	/** Puts a failure into words. */
	readonly failure: (error: unknown, query: MarketQuery) => FailureWords;
	readonly onNews: (part: PanelPart, answer: FollowedAnswer) => void;
	readonly onWhole: (part: PanelPart, result: PackedResult) => void;
	/** The page is told anew. */
	readonly onChange: () => void;
	/** Nothing is followed any more: what came is worth keeping. */
	readonly onStop: () => void;
}

type Note = NonNullable<FollowingState["note"]>;

/** Following in a panel: off until a person switches it on, and remembered by nothing. */
export class PanelFollow {
	private following: ViewFollowing | undefined;
	/** Why it ended by itself, until it is switched on again or the chart shows another answer. */
	private ending: Note | undefined;
	private isSeen = false;
	/** Grows with each switching, so that what was on its way then is dropped. */
	private turn = 0;

	constructor(
		private readonly deps: PanelFollowDeps,
		private readonly panel: FollowingPanel,
	) {}

	get isOn(): boolean {
		return this.following !== undefined;
	}

	/** Somebody sees the panel now, in a window that is in use, or nobody does any more. */
	watch(isSeen: boolean): void {
		this.isSeen = isSeen;
		this.following?.watch(isSeen);
	}

	/**
	 * Switches it on or off.
	 *
	 * @returns why it cannot be switched on, where it cannot
	 */
	async toggle(): Promise<string | undefined> {
		const refusal = this.isOn ? undefined : this.refusal();
		if (refusal !== undefined) return refusal;
		if (this.isOn) {
			this.stop();
			this.panel.onChange();
		} else await this.start();
		return undefined;
	}

	/** A person agreed to go beyond what the plan gives today. */
	agree(): void {
		this.following?.agree();
	}

	/** The chart shows another answer: why it ended before is of the past. */
	answered(): void {
		this.ending = undefined;
	}

	/** Ends it without a word: the chart is of something else now, or gone. */
	stop(): void {
		this.turn += 1;
		this.ending = undefined;
		this.end();
	}

	private end(): void {
		if (this.following === undefined) return;
		this.following.dispose();
		this.following = undefined;
		this.panel.onStop();
	}

	private async start(): Promise<void> {
		const turn = (this.turn += 1);
		this.ending = undefined;
		const parts = this.panel.parts().filter((part) => this.refusalOf(part) === undefined);
		const ways = await Promise.all(
			parts.map(async (part) => ({ part, way: await this.deps.wayOf(part.query) })),
		);
		if (turn !== this.turn) return;
		const markets = ways.flatMap(({ part, way }) =>
			way === undefined
				? []
				: [{ ...way, part, query: part.query, answer: () => part.answer?.result }],
		);
		if (markets.length === 0) {
			this.ending = { kind: "ended", text: this.deps.words.noWay(), actions: [] };
			this.panel.onChange();
			return;
		}
		const partOf = new Map(markets.map((market) => [market as object, market.part]));
		this.following = new ViewFollowing(markets, this.deps.ports, (market) => {
			const part = partOf.get(market);
			if (part === undefined) throw new TypeError("A market is followed for its part.");
			return {
				onNews: (answer) => this.panel.onNews(part, answer),
				onWhole: (result) => this.panel.onWhole(part, result),
				onChange: () => this.changed(turn),
			};
		});
		this.following.watch(this.isSeen);
		this.panel.onChange();
	}

	private changed(turn: number): void {
		const { following } = this;
		// A follower may tell of itself while it is made.
		if (following === undefined || turn !== this.turn) return;
		const { status } = following;
		if (status.isOver) {
			this.ending = this.endingOf(status);
			this.end();
		}
		this.panel.onChange();
	}

	private endingOf({ ended }: FollowStatus): Note {
		const { words } = this.deps;
		const failed = ended.find(({ error }) => error !== undefined);
		if (failed === undefined) return { kind: "over", text: words.over(), actions: [] };
		return { kind: "ended", ...words.ended(this.panel.failure(failed.error, failed.query)) };
	}

	/** Why no market of the panel can be followed; `undefined` where one can. */
	private refusal(): string | undefined {
		const refusals = this.panel.parts().map((part) => this.refusalOf(part));
		return refusals.includes(undefined) ? undefined : refusals[0];
	}

	private refusalOf({ query, answer }: PanelPart): string | undefined {
		const { ports, words } = this.deps;
		if ("dataset" in query && isSample(query.dataset)) return words.ofSample();
		const refusal = followRefusal(query, answer?.result, ports.now(query));
		return refusal && words.translate(refusal);
	}

	/** What the page shows of it. */
	get state(): FollowingState {
		const { following, ending } = this;
		const { words, now } = this.deps;
		if (following === undefined) {
			const hasAnswer = this.panel.parts().some(({ answer }) => answer !== undefined);
			const refusal = hasAnswer ? this.refusal() : undefined;
			return {
				isOn: false,
				...(refusal !== undefined && { refusal }),
				...(ending !== undefined && { note: ending }),
			};
		}
		const { answeredAt, nextIn, waitsUntil, isAsking, hourly, delayedBy, confirming, ended } =
			following.status;
		const times = [
			...(nextIn === undefined ? [] : [now() + nextIn]),
			...(waitsUntil === undefined ? [] : [waitsUntil]),
		];
		const cost = hourly.map((text) => words.translate(text)).join(" · ");
		const [asked] = confirming;
		const note: Note | undefined =
			asked !== undefined
				? { kind: "question", ...words.question(asked) }
				: ended.some(({ error }) => error !== undefined)
					? this.endingOf(following.status)
					: undefined;
		return {
			isOn: true,
			...(answeredAt !== undefined && { answeredAt }),
			...(times.length > 0 && { nextAt: Math.round(Math.min(...times)) }),
			...(isAsking && { isAsking }),
			...(cost !== "" && { cost }),
			...(delayedBy !== undefined && { delayed: words.delayed(delayedBy) }),
			...(note !== undefined && { note }),
		};
	}
}

function isSample(dataset: string): boolean {
	return dataset === SAMPLE_DATASET || dataset === SECOND_SAMPLE_DATASET;
}
