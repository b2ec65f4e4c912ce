import assert from "node:assert/strict";
import * as fc from "fast-check";
import type { ViewOptions } from "../../../../src/core/query/viewOptions";
import { epochMs, HOUR_MS, toIso } from "../../../../src/core/time";
import { joinedStretches } from "../../../../src/core/result/openResult";
import { answerOf } from "../../../support/answers";
import { BTC_USD_VWAP } from "../../../support/queries";
import { MIDNIGHT, vwapOf } from "../../../support/series";
import { frameOf, showChart } from "../shown";

const at = (hour: number) => epochMs(MIDNIGHT + hour * HOUR_MS);
const named = (hour: number) => toIso(at(hour)).slice(0, 16).replace("T", " ");

/** Hourly VWAPs from midnight on, 100 and the number of their hour; without those that the answer lacks, and with quiet ones. */
function answer(length: number, quiet: readonly number[], lost: readonly number[] = []) {
	const hours = Array.from({ length }, (_, hour) => hour).filter((hour) => !lost.includes(hour));
	const isQuiet = (hour: number) => quiet.includes(hour);
	const series = vwapOf(
		hours.map(at),
		hours.map((hour) => (isQuiet(hour) ? NaN : 100 + hour)),
		hours.map((hour) => (isQuiet(hour) ? 0 : 1)),
	);
	const covers = hours.map((hour) => ({ from: at(hour), to: at(hour + 1) }));
	return answerOf(BTC_USD_VWAP, series, {
		range: { from: at(0), to: at(length) },
		...(lost.length > 0 && { covers: joinedStretches(covers) }),
	});
}

/** What the strip's hint of the anchored VWAP says, and what the price axis counts from. */
function shown(of: ReturnType<typeof answer>, view: ViewOptions) {
	const { content } = showChart([of], view);
	const axis = frameOf(content, { width: 1_200 }).panes[0]?.name ?? "";
	return {
		hint: content.figures.find(({ id }) => id === "anchored")?.hint,
		since: /since (\S+ \S+) UTC, from ([\d.]+)/.exec(axis)?.slice(1),
		notices: (content.notices ?? []).map(({ text }) => text),
	};
}
const notCounted = (hour: number) =>
	`This answer has no prices at ${named(hour)} UTC, so nothing counts from there. Choose another time or change the range.`;
const hint = (hour: number) =>
	`Volume-weighted average since ${named(hour)} UTC, from interval VWAPs and volumes`;

describe("an anchored VWAP of a period after which nothing traded yet", () => {
	it("says when the average began that stands in the strip, and so does an axis that counts from it", () => {
		const hours = fc.uniqueArray(fc.integer({ min: 0, max: 71 }), { maxLength: 71 });
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 72 }), hours, (length, quiet) => {
				const traded = Array.from({ length }, (_, hour) => hour).filter(
					(hour) => !quiet.includes(hour),
				);
				const last = traded.at(-1);
				if (last === undefined) return;
				const day = last - (last % 24);
				const first = traded.find((hour) => hour >= day) ?? NaN;
				for (const view of [
					{ anchor: "session" },
					{ anchor: "sessions", session: "day" },
				] as const) {
					const found = shown(answer(length, quiet), { ...view, percentFrom: "anchor" });
					assert.equal(found.hint, hint(day));
					assert.equal(found.since?.[0], named(first));
					assert.equal(Number(found.since[1]), 100 + first);
					assert.deepEqual(found.notices, []);
				}
			}),
			{
				numRuns: 60,
				examples: [
					// The 29th traded to 22:00; the 30th has intervals until 02:00, none of which did.
					[27, [23, 24, 25, 26]],
					// Two days without a trade.
					[72, Array.from({ length: 60 }, (_, hour) => 12 + hour)],
					// The day has traded once, at its end.
					[48, Array.from({ length: 23 }, (_, hour) => 24 + hour)],
					[1, []],
				],
			},
		);
	});

	it("says what it lacks on a line of its own", () => {
		const of = answer(48, [], [24, 25]);
		const { hint: text } = shown(of, { anchor: "session" });
		assert.equal(text, `${hint(26)}\nThe answer lacks the beginning of this period.`);
	});
});

describe("a price axis that counts from a time at which nothing traded", () => {
	it("counts from the first trade after it, but not across what the answer lacks", () => {
		const hours = fc.uniqueArray(fc.integer({ min: 0, max: 23 }), { maxLength: 20 });
		fc.assert(
			fc.property(fc.integer({ min: 0, max: 23 }), hours, hours, (from, quiet, lost) => {
				const has = Array.from({ length: 24 }, (_, hour) => hour).filter(
					(hour) => !lost.includes(hour),
				);
				const traded = has.filter((hour) => !quiet.includes(hour));
				if (traded.length === 0) return;
				const first = traded.find((hour) => hour >= from);
				const isTold = first !== undefined && !lost.some((hour) => hour >= from && hour < first);
				const found = shown(answer(24, quiet, lost), { percentFrom: toIso(at(from)) });
				assert.deepEqual(found.since?.[0], isTold ? named(first) : undefined);
				assert.deepEqual(found.notices, isTold ? [] : [notCounted(from)]);
			}),
			{
				numRuns: 200,
				examples: [
					// Nothing traded at 10:00, and what follows until 15:00 is missing.
					[10, [10], [11, 12, 13, 14]],
					// The hole lies behind the first trade.
					[10, [10], [12, 13, 14]],
					[12, [10], [11, 12, 13, 14]],
					// Nothing traded any more.
					[20, [20, 21, 22, 23], []],
				],
			},
		);
	});

	it("says so as well where a named anchor begins there", () => {
		const of = answer(24, [0], [1, 2]);
		for (const anchor of ["session", "first"]) {
			const found = shown(of, { anchor, percentFrom: "anchor" });
			assert.equal(found.since, undefined);
			assert.deepEqual(found.notices, [notCounted(0)]);
		}
	});
});
