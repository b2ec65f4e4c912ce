import assert from "node:assert/strict";
import { type PageStatus, bannersOf } from "../../../src/webview/bannersOf";
import type { PanelCaption } from "../../../src/protocol/messages";
import type { QueryResult } from "../../../src/core/result/result";
import { epochMs } from "../../../src/core/time";
import { wordsOf } from "../../../src/webview/words";
import { FETCHED_AT, answerOf, sampleAnswer } from "../../support/answers";
import { profileSeries } from "../../support/series";
import { BTCUSDT_PROFILE } from "../../support/queries";
import { SETTINGS, captionOf } from "./shown";

const profile = answerOf(BTCUSDT_PROFILE, profileSeries([[[100, 1, 1]]]));
const words = wordsOf(SETTINGS);
const IDLE: PageStatus = { kind: "idle" };
const MINUTE = 60_000;

const bannersFor = (
	status: PageStatus,
	more: Partial<PanelCaption> = {},
	{ result = profile, age = 0 }: { result?: QueryResult; age?: number } = {},
) => bannersOf(status, captionOf([profile], more), [result], words, FETCHED_AT + age);
const partial = {
	kind: "partial",
	text: "Only the newest came.",
	actions: [{ id: "fetchRest", label: "Fetch the rest" }],
} as const;

describe("the lines above a chart", () => {
	it("do not exist while all is well", () => {
		assert.deepEqual(bannersFor(IDLE), []);
	});

	it("do not exist without data: the status then stands in the chart's place", () => {
		const status: PageStatus = { kind: "failed", text: "No network.", actions: [] };
		assert.deepEqual(bannersOf(status, captionOf([]), [], words, FETCHED_AT), []);
	});

	it("say what failed and why the data is not all of it, with what can be done", () => {
		const failed: PageStatus = {
			kind: "failed",
			text: "No network.",
			actions: [{ id: "retry", label: "Try again" }],
		};
		const notes = [partial, { kind: "warning", text: "Stamps are shifted." } as const];
		assert.deepEqual(bannersFor(failed, { notes }), [
			failed,
			{ kind: "partial", text: partial.text, actions: partial.actions },
		]);
	});

	it("offer nothing but waiting or cancelling while something is fetched", () => {
		const [first, second] = bannersFor({ kind: "busy", text: "page 3" }, { notes: [partial] });
		assert.deepEqual(first?.actions, []);
		assert.deepEqual([second?.text, second?.actions.map(({ id }) => id)], ["page 3", ["cancel"]]);
		const [unnamed] = bannersFor({ kind: "busy", text: "" });
		assert.equal(unnamed?.text, words.say("loading"));
	});

	it("say how old a snapshot is, with an action that fetches it again", () => {
		const textAt = (age: number) => {
			const [stale] = bannersFor(IDLE, { fromSnapshot: true }, { age });
			assert.deepEqual(
				stale?.actions.map(({ id }) => id),
				["refresh"],
			);
			return stale?.text ?? "";
		};
		assert.match(textAt(5 * MINUTE), /^Snapshot from 2026-03-29 14:02 UTC, 5 min ago/);
		assert.match(textAt(125 * MINUTE), /2 h ago/);
		assert.match(textAt(50 * 60 * MINUTE), /2 d ago/);
		// A clock that was set back makes nothing come from the future.
		assert.equal(textAt(-MINUTE), textAt(0));
	});

	it("call no snapshot old while a fetch runs, nor the sample at any time", async () => {
		const hours = { symbol: "BTC-USDT", interval: "1h", range: { last: "4h" } };
		const result = await sampleAnswer({ kind: "vwap", ...hours });
		assert.deepEqual(bannersFor(IDLE, { fromSnapshot: true }, { result }), []);
		const busy = bannersFor({ kind: "busy", text: "" }, { fromSnapshot: true });
		assert.deepEqual(
			busy.map(({ kind }) => kind),
			["busy"],
		);
	});

	it("call a snapshot of trades that are recorded on old, and one of a check by what may have changed", async () => {
		const hours = { symbol: "BTC-USDT", interval: "1h", range: { last: "4h" } };
		const sample = await sampleAnswer({ kind: "vwap", ...hours });
		const staleOf = (results: readonly QueryResult[]) => {
			const caption = captionOf([profile], { fromSnapshot: true });
			const now = FETCHED_AT + 5 * MINUTE;
			return bannersOf(IDLE, caption, results, words, now).map(({ text }) => text);
		};
		const { query } = sample;
		assert.ok(query.provider === "trades");
		const tape = { ...sample, query: { ...query, dataset: "tape" }, fetchedAt: FETCHED_AT };
		assert.match(staleOf([tape]).join(), /^Snapshot from .*, 5 min ago/);
		// Of the vendor's side, although the own one was read before.
		const own = { ...sample, fetchedAt: epochMs(FETCHED_AT - 60 * MINUTE) };
		assert.match(staleOf([profile, own]).join(), /^Snapshot from .*, 5 min ago/);
		assert.deepEqual(staleOf([own, profile]), staleOf([profile, own]));
	});
});
