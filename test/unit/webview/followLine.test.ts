import assert from "node:assert/strict";
import { MINUTE_MS } from "../../../src/core/time";
import type { FollowingState } from "../../../src/protocol/messages";
import { followParts } from "../../../src/webview/widgets/followLine";
import { wordsOf } from "../../../src/webview/words";
import { SETTINGS } from "./shown";

const NOW = Date.UTC(2026, 2, 29, 16, 20);
const words = wordsOf(SETTINGS);

describe("the words beside the switch of a chart that is followed", () => {
	const said = (state: Partial<FollowingState>) =>
		followParts({ isOn: true, answeredAt: NOW - 2 * MINUTE_MS, ...state }, words, NOW).filter(
			(part) => part !== words.say("minutesAgo", "2"),
		);
	const cost = "weight 480 an hour";
	const note = { kind: "question", text: "Go on?", actions: [] } as const;

	it("tell the time of the next request and what an hour takes", () => {
		assert.deepEqual(said({ cost, nextAt: NOW + 15_000 }), [cost, "next 16:20:15"]);
	});

	it("say that it asks only while it does, and that it pauses while nobody looks", () => {
		assert.deepEqual(said({ cost, isAsking: true }), [cost, "asking"]);
		assert.deepEqual(said({ cost }), [cost, "paused while the window is not in use"]);
	});

	it("say that files are watched, or being read", () => {
		assert.deepEqual(said({}), ["files are watched"]);
		assert.deepEqual(said({ isAsking: true }), ["asking"]);
	});

	it("leave the next step to the question above the chart", () => {
		assert.deepEqual(said({ cost, note }), [cost]);
	});
});
