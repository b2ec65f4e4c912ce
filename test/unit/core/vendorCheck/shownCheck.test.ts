import assert from "node:assert/strict";
import * as fc from "fast-check";
import { DEFAULT_BOUNDS } from "../../../../src/core/query/viewOptions";
import type { QueryResult } from "../../../../src/core/result/result";
import type { TimeRange } from "../../../../src/core/result/series";
import { partsOf } from "../../../../src/core/table/parts";
import { DAY_MS, epochMs, HOUR_MS, MINUTE_MS } from "../../../../src/core/time";
import { shownCheck } from "../../../../src/core/vendorCheck/shownCheck";
import { answerOf } from "../../../support/answers";
import { BTCUSDT_PROFILE } from "../../../support/queries";
import { MIDNIGHT, profileSeries, type Row } from "../../../support/series";

const DAY: TimeRange = { from: epochMs(MIDNIGHT), to: epochMs(MIDNIGHT + DAY_MS) };
const HOURS = 24;
const ROWS: readonly Row[] = [
	[100, 2, 1],
	[110, 1, 3],
];

/** What a side of a fixed day says that was asked so many minutes after midnight by its own clock. */
interface Told {
	readonly minutes: number;
	/** Hours of which it has nothing although they traded. */
	readonly lost: readonly number[];
}

/** The answer of a side: hours that have begun by its clock, the last one open where it is not over by it. */
function told({ minutes, lost }: Told, quiet: readonly number[], more: Partial<QueryResult> = {}) {
	const has = Array.from({ length: HOURS }, (_, hour) => hour).filter(
		(hour) => hour * 60 < minutes && !quiet.includes(hour) && !lost.includes(hour),
	);
	const times = Float64Array.from(has, (hour) => MIDNIGHT + hour * HOUR_MS);
	const open = (has.at(-1) ?? -1) * 60 + 60 > minutes;
	const series = profileSeries(
		has.map(() => ROWS),
		{ times, open },
	);
	// The answer was there two days later by this machine's clock, which tells nothing of the provider's.
	const toldAt = epochMs(MIDNIGHT + minutes * MINUTE_MS);
	return answerOf(BTCUSDT_PROFILE, series, { range: DAY, toldAt, ...more });
}

function statesOf(results: readonly QueryResult[]): Readonly<Record<string, string>> | string {
	const words = ["Kiyotaka", "My tape"].map((source) => ({ market: "", source, kind: "" }));
	const found = shownCheck(partsOf(results, {}, words), DEFAULT_BOUNDS);
	assert.ok(found);
	if ("refusal" in found) return found.refusal;
	return Object.fromEntries(
		(found.check.ok ? found.check.intervals : []).map(({ time, state }) => [
			String((time - MIDNIGHT) / HOUR_MS),
			state,
		]),
	);
}

describe("the check of a vendor that is shown", () => {
	it("tells a difference in volume that is usual by the median, of two intervals by the mean of both", () => {
		const sideOf = (volumes: readonly number[]) =>
			answerOf(BTCUSDT_PROFILE, profileSeries(volumes.map((volume): Row[] => [[100, volume, 0]])), {
				range: { from: DAY.from, to: epochMs(DAY.from + volumes.length * HOUR_MS) },
			});
		const words = ["Kiyotaka", "My tape"].map((source) => ({ market: "", source, kind: "" }));
		const found = shownCheck(
			partsOf([sideOf([100.1, 109.9]), sideOf([100, 100])], {}, words),
			DEFAULT_BOUNDS,
		);
		assert.ok(found && !("refusal" in found));
		assert.ok(Math.abs(found.medianPercent - 5) < 0.001, String(found.medianPercent));
	});

	const at = (hour: number, minute: number, lost: readonly number[] = []): Told => ({
		minutes: hour * 60 + minute,
		lost,
	});

	it("counts nothing as missing that either side has in progress, and everything that one lacks of what is over on both", () => {
		const hours = fc.uniqueArray(fc.integer({ min: 0, max: HOURS - 1 }), { maxLength: 8 });
		const side = fc.record({ minutes: fc.integer({ min: 1, max: HOURS * 60 + 90 }), lost: hours });
		fc.assert(
			fc.property(side, side, hours, (vendor, own, quiet) => {
				const expected: Record<string, string> = {};
				for (let hour = 0; hour < HOURS; hour++) {
					const isOver = hour * 60 + 60 <= Math.min(vendor.minutes, own.minutes);
					const [atVendor, inOwn] = [vendor, own].map(({ lost }) => !lost.includes(hour));
					if (!isOver || quiet.includes(hour) || !(atVendor || inOwn)) continue;
					expected[hour] = !atVendor ? "missingAtVendor" : !inOwn ? "missingInOwn" : "agrees";
				}
				assert.deepEqual(
					statesOf([told(vendor, quiet), told(own, quiet)]),
					Object.keys(expected).length === 0 ? "noOverlap" : expected,
				);
			}),
			{
				numRuns: 300,
				examples: [
					// The vendor's 22:00 is in progress; the own side was asked when it was over.
					[at(22, 10), at(23, 30), []],
					// The other way round.
					[at(23, 5), at(22, 50), []],
					// This machine is two hours ahead of the vendor.
					[at(22, 10), at(24, 10), []],
					// Nothing traded yet in the hour that the vendor has in progress.
					[at(22, 10, [22]), at(24, 10), []],
					// An hour is over on both sides to the minute.
					[at(22, 0, [21]), at(23, 0), [3]],
					// Nothing is over yet.
					[at(0, 10), at(24, 0), []],
				],
			},
		);
	});

	it("takes what a partial answer does not speak for as unknown", () => {
		const own = told(at(24, 0), []);
		const partial = { code: "deadline", completeFrom: epochMs(MIDNIGHT + 22 * HOUR_MS) } as const;
		const vendor = told(at(24, 0, [20, 23]), [], { partial });
		assert.deepEqual(statesOf([vendor, own]), { 22: "agrees", 23: "missingAtVendor" });
		const unordered = told(at(24, 0, [20, 23]), [], { partial: { code: "badToken" } });
		const states = statesOf([unordered, own]);
		assert.deepEqual([...new Set(Object.values(states))], ["agrees"]);
		assert.equal(Object.keys(states).length, HOURS - 2);
	});

	it("takes the dates of a contract for no edge of the data", () => {
		const ofData = { from: epochMs(MIDNIGHT + 12 * HOUR_MS) };
		const access = { ...ofData, of: "contract" } as const;
		const vendor = told(at(24, 0, [3]), [], { access });
		const states = statesOf([vendor, told(at(24, 0), [])]);
		assert.equal(Object.keys(states).length, HOURS);
		assert.equal(typeof states === "string" ? states : states[3], "missingAtVendor");
		const limited = statesOf([told(at(24, 0, [3]), [], { access: ofData }), told(at(24, 0), [])]);
		assert.equal(Object.keys(limited).length, 12);
	});
});
