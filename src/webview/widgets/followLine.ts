import { momentText } from "../../core/chart/zone";
import type { FollowingState } from "../../protocol/messages";
import { ageWords } from "../ageWords";
import { element, setText } from "../dom";
import type { Words } from "../words";

/** Beside the switch of a chart that is followed: what that takes in an hour, how old it is, and when it asks next. */
export class FollowLine {
	readonly root = element("span", { class: "follow-line", "data-testid": "followLine" });

	constructor() {
		this.root.hidden = true;
	}

	show(following: FollowingState, words: Words, now = Date.now()): void {
		const parts = following.isOn ? followParts(following, words, now) : [];
		this.root.hidden = parts.length === 0;
		const text = parts.join(" · ");
		setText(this.root, text);
		if (this.root.title !== text) this.root.title = text;
	}
}

/** What is said of a chart that is followed: why it comes late and what it takes come first, since a narrow line cuts the end. */
export function followParts(
	{ answeredAt, nextAt, isAsking, cost, delayed, note }: FollowingState,
	words: Words,
	now: number,
): string[] {
	const age = answeredAt === undefined ? [] : [ageWords(Math.max(0, now - answeredAt), words)];
	const next = () => {
		if (isAsking === true) return words.say("followReading");
		if (nextAt !== undefined)
			return words.say(
				"followNext",
				momentText(words.zone)(Math.round(nextAt / 1_000) * 1_000, now),
			);
		return words.say(cost === undefined ? "followFiles" : "followPaused");
	};
	return [
		...(delayed === undefined ? [] : [delayed]),
		...(cost === undefined ? [] : [cost]),
		...age,
		...(note === undefined || nextAt !== undefined ? [next()] : []),
	];
}
