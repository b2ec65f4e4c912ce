import assert from "node:assert/strict";
import { profileFromTrades, vwapFromTrades } from "../../../support/fromTrades";
import { TAPE_MARKETS } from "../../../../src/core/sample/tape";
import { tapeBetween } from "../../../support/tape";
import { SAMPLE_RANGE } from "../../../../src/core/sample/sample";
import { DAY_MS, type DurationMs, epochMs, HOUR_MS, MINUTE_MS } from "../../../../src/core/time";
import { type ComparedIntervals, crossCheck } from "../../../../src/core/vwap/crossCheck";
import { rowsFrom, seriesOf } from "../profile/series";
import { vwapOf } from "../../../support/series";

function compared(...given: Parameters<typeof crossCheck>): ComparedIntervals {
	const check = crossCheck(...given);
	assert.ok(check.ok, "the series cannot be compared");
	return check;
}
const rounded = (column: Float64Array) => Array.from(column, (value) => Number(value.toFixed(6)));

describe("the cross-check of a profile and a VWAP", () => {
	const profile = seriesOf(
		[rowsFrom("100:1 101:2 102:1"), rowsFrom("100:1"), [], rowsFrom("102:3")],
		1,
	);

	it("compares what the rows imply with the VWAP of the same interval", () => {
		const hour = (index: number) => index * HOUR_MS;
		const vwap = vwapOf([0, 1, 2, 3].map(hour), [101.5, 105, 100, NaN]);
		const check = compared(profile, vwap);
		assert.deepEqual([...check.times], [0, 1, 2, 3].map(hour));
		assert.deepEqual([...check.implied], [101, 100, NaN, 102]);
		assert.deepEqual([...check.vwap], [101.5, 105, 100, NaN]);
		assert.deepEqual(rounded(check.bps), [-49.261084, -476.190476, NaN, NaN]);
		// A row's price may be its lower edge or its middle, so trades lie from half a step below to one above.
		assert.deepEqual(rounded(check.leastBps), [-98.522167, -95.238095, NaN, NaN]);
		assert.deepEqual(rounded(check.mostBps), [49.261084, 47.619048, NaN, NaN]);
		assert.deepEqual(check.verdicts, ["within", "beyond", undefined, undefined]);
		assert.deepEqual([check.compared, check.within, check.beyond], [2, 1, 1]);
		assert.deepEqual(check.largest?.time, hour(1));
	});

	it("joins shorter intervals by volume", () => {
		const halves = [0, 1, 2, 3].map((index) => (index * HOUR_MS) / 2);
		const half = (HOUR_MS / 2) as DurationMs;
		const check = compared(profile, vwapOf(halves, [100, 104, NaN, 100], [3, 1, 0, 5], half));
		assert.deepEqual([...check.vwap], [101, 100, NaN, NaN]);
		assert.equal(check.compared, 2);
	});

	it("refuses intervals that do not add up, or have no volume to add up by", () => {
		const refused = { ok: false, reason: "differentIntervals" };
		const long = vwapOf([0], [1], [1], DAY_MS);
		const odd = vwapOf([0], [1], [1], (7 * MINUTE_MS) as DurationMs);
		const bare = vwapOf([0], [1], undefined, MINUTE_MS);
		for (const vwap of [long, odd, bare]) assert.deepEqual(crossCheck(profile, vwap), refused);
	});

	it("leaves out intervals in progress, and those that the VWAP covers in part", () => {
		const two = vwapOf([0, HOUR_MS], [101, 100]);
		assert.equal(compared(profile, { ...two, open: true }).compared, 1);
		const last = vwapOf([HOUR_MS, 3 * HOUR_MS], [100, 102]);
		assert.equal(compared({ ...profile, open: true }, last).compared, 1);
		const half = (HOUR_MS / 2) as DurationMs;
		const late = vwapOf([half, HOUR_MS, HOUR_MS + half], [101, 100, 100], [1, 1, 1], half);
		assert.deepEqual([...compared(profile, late).vwap].slice(0, 2), [NaN, 100]);
	});

	it("refuses series that share no interval", () => {
		const reason = "noOverlap";
		assert.deepEqual(crossCheck(profile, vwapOf([DAY_MS], [1])), { ok: false, reason });
		assert.deepEqual(crossCheck(profile, vwapOf([], [])), { ok: false, reason });
		assert.deepEqual(crossCheck(seriesOf([]), vwapOf([0], [1])), { ok: false, reason });
		assert.deepEqual(crossCheck(profile, vwapOf([0], [NaN])), { ok: false, reason });
	});

	it("refuses prices that are not in the same currency", () => {
		const reason = "differentUnits";
		assert.deepEqual(crossCheck(profile, vwapOf([0, HOUR_MS], [15_000, 16_000])), {
			ok: false,
			reason,
		});
	});

	it("counts intervals separately when the height of a row is not known", () => {
		const check = compared(seriesOf([rowsFrom("100:1")]), vwapOf([0], [150]));
		assert.deepEqual([check.compared, check.within, check.beyond, check.unknown], [1, 0, 0, 1]);
		assert.deepEqual(check.verdicts, ["unknown"]);
		assert.equal(check.largest?.bps.toFixed(0), "-3333");
	});

	it("judges each interval by the height of its own rows", () => {
		const rows = (step: number) =>
			Array.from({ length: 21 }, (_, index) => ({ row: 600 + index * step, buy: 1, sell: 0 }));
		const check = compared(seriesOf([rows(10), rows(2)]), vwapOf([0, HOUR_MS], [708, 628]));
		assert.deepEqual(check.verdicts, ["within", "beyond"]);
	});

	it("leaves out an interval that the VWAP covers with a hole", () => {
		const quarter = (15 * MINUTE_MS) as DurationMs;
		const starts = [0, 1, 2, 3, 4].map((index) => index * quarter);
		const prices = [101, 101, 101, 101, 100];
		const volumes = [1, 1, 1, 1, 1];
		const whole = vwapOf(starts, prices, volumes, quarter);
		assert.deepEqual([...compared(profile, whole).vwap], [101, NaN, NaN, NaN]);
		const late = vwapOf(starts.slice(3), prices.slice(3), volumes, quarter);
		assert.deepEqual(crossCheck(profile, late), { ok: false, reason: "noOverlap" });
		for (const missing of [0, 1, 2, 3]) {
			const without = <T>(list: readonly T[]) => list.filter((_, index) => index !== missing);
			const hole = vwapOf(without(starts), without(prices), without(volumes), quarter);
			assert.deepEqual(crossCheck(profile, hole), { ok: false, reason: "noOverlap" });
		}
		const idle = vwapOf(starts, [101, NaN, NaN, 101, 100], [1, 0, 0, 1, 1], quarter);
		assert.equal(compared(profile, idle).vwap[0], 101);
		const broken = vwapOf(starts, prices, [1, NaN, 1, 1, 1], quarter);
		assert.deepEqual(crossCheck(profile, broken), { ok: false, reason: "noOverlap" });
	});

	it("weighs a profile in US dollars by quantity", () => {
		const usd = { ...seriesOf([rowsFrom("100:100 200:600")], 100), unit: "USD" as const };
		assert.deepEqual([...compared(usd, vwapOf([0], [175])).implied], [175]);
	});

	const from = SAMPLE_RANGE.from;
	const to = epochMs(from + 6 * HOUR_MS);
	for (const market of TAPE_MARKETS) {
		for (const unit of ["base", "USD"] as const) {
			it(`of trades is within a row: ${market.symbol} in ${unit}`, () => {
				const trades = () => tapeBetween(market, from, to);
				const asked = { id: "tape", market: {}, interval: HOUR_MS, range: { from, to } };
				const rows = profileFromTrades(trades(), { ...asked, step: market.step, unit });
				for (const interval of [HOUR_MS, MINUTE_MS]) {
					const check = compared(rows, vwapFromTrades(trades(), { ...asked, interval }));
					assert.deepEqual([check.beyond, check.unknown], [0, 0]);
					assert.equal(check.compared, rows.times.length);
				}
			});
		}
	}
});
