import assert from "node:assert/strict";
import * as fc from "fast-check";
import type { TimeRange } from "../../../../src/core/result/series";
import { DAY_MS, epochMs, HOUR_MS, MINUTE_MS } from "../../../../src/core/time";
import {
	type CheckSide,
	checkVendor,
	type VendorCheck,
} from "../../../../src/core/vendorCheck/vendorCheck";
import { verdictOf } from "../../../../src/core/vendorCheck/verdict";
import { filled, WEBVIEW_STRINGS } from "../../../../src/protocol/strings";
import {
	MIDNIGHT,
	ofUnknownHeight,
	profileSeries,
	type Row,
	vwapSeries,
} from "../../../support/series";

const DAY: TimeRange = { from: epochMs(MIDNIGHT), to: epochMs(MIDNIGHT + DAY_MS) };
const side = (series: CheckSide["series"], ...covers: readonly TimeRange[]): CheckSide => ({
	series,
	covers: covers.length === 0 ? [DAY] : covers,
});

function checked(...given: Parameters<typeof checkVendor>): VendorCheck {
	const check = checkVendor(...given);
	assert.ok(check.ok, "cannot be compared");
	return check;
}
const states = ({ intervals }: VendorCheck) => intervals.map(({ state }) => state);
const words = (check: VendorCheck) =>
	verdictOf(check, "Kiyotaka", "my tape")
		.map(({ id, args }) => filled(WEBVIEW_STRINGS[id], args))
		.join("; ");

describe("a vendor's numbers held against one's own", () => {
	const HOURS: readonly (readonly Row[])[] = [
		[
			[100, 3, 1],
			[110, 1, 1],
		],
		[[120, 2, 2]],
		[[130, 5, 0]],
	];

	it("agree where they are the same", () => {
		const check = checked(side(profileSeries(HOURS)), side(profileSeries(HOURS)));
		assert.deepEqual(states(check), ["agrees", "agrees", "agrees"]);
		assert.equal(words(check), "3 of 3 intervals agree");
		const [{ volume, delta, poc, vwap }] = check.intervals;
		assert.deepEqual([volume.vendor, volume.own, volume.difference], [6, 6, 0]);
		assert.deepEqual([delta.vendor, poc.own, poc.rows, vwap.bps], [2, 100, 0, 0]);
	});

	it("differ in volume beyond a share of the own volume, and that bound can be changed", () => {
		const more = (by: number) => side(profileSeries([[[100, 1_000 + by, 0]], [[100, 1_000, 0]]]));
		assert.deepEqual(states(checked(more(1), more(0))), ["agrees", "agrees"]);
		assert.deepEqual(states(checked(more(2), more(0))), ["differs", "agrees"]);
		const bounds = { volumePercent: 0.2, pocRows: 1, vwapBps: 0 };
		assert.deepEqual(states(checked(more(2), more(0), bounds)), ["agrees", "agrees"]);
		assert.equal(words(checked(more(2), more(0))), "1 of 2 intervals agree; 1 differs");
	});

	it("agree in a delta that is tiny beside its volume, in whatever order it was added up, without any bound", () => {
		const parts = Array.from({ length: 40 }, (_, at): Row => [
			100 + 10 * at,
			at === 0 ? 1e9 : 0.1,
			0,
		]);
		const bought = parts.reduce((sum, [, buy]) => sum + buy, 0);
		const sold: Row = [510, 0, bought - 1];
		const [one, other] = [
			[...parts, sold],
			[...[...parts].reverse(), sold].map(([, buy, sell], at): Row => [100 + 10 * at, buy, sell]),
		];
		const bounds = { volumePercent: 0, pocRows: 100, vwapBps: 10_000 };
		const check = checked(side(profileSeries([one])), side(profileSeries([other])), bounds);
		const [{ delta }] = check.intervals;
		assert.ok(delta.vendor !== delta.own && Math.abs(delta.own) < 2, String(delta.own));
		assert.equal(delta.difference, 0);
		assert.equal(delta.agreement, "agrees");
	});

	it("differ where the same volume has another taker", () => {
		const bought = side(profileSeries([[[100, 4, 0]]]));
		const check = checked(bought, side(profileSeries([[[100, 0, 4]]])));
		assert.deepEqual(states(check), ["differs"]);
		assert.equal(check.intervals[0]?.volume.agreement, "agrees");
		assert.equal(check.intervals[0]?.delta.difference, 8);
	});

	it("agree with a POC in the next row and differ with one beyond", () => {
		const poc = (price: number) =>
			side(
				profileSeries([[100, 110, 120].map((row): Row => [row, row === price ? 10.0001 : 10, 0])]),
			);
		const next = checked(poc(110), poc(100)).intervals[0];
		assert.deepEqual([next?.poc.rows, next?.poc.agreement], [1, "agrees"]);
		const beyond = checked(poc(120), poc(100)).intervals[0];
		assert.deepEqual([beyond?.poc.rows, beyond?.poc.agreement], [2, "differs"]);
	});

	it("agree where the height of a row explains the difference of VWAPs", () => {
		const profile = side(profileSeries([[[100, 1, 0]], [[100, 1, 0]]]));
		const exact = (prices: readonly number[]) => side(vwapSeries(prices, [1, 1]));
		// The row's price may be its edge or its middle, so trades lie from 95 to 110.
		const check = checked(profile, exact([108, 111]));
		assert.deepEqual(states(check), ["agrees", "differs"]);
		const [within, beyond] = check.intervals;
		assert.deepEqual(
			[within?.vwap.leastBps, within?.vwap.mostBps],
			[-(10 / 108) * 10_000, (5 / 108) * 10_000],
		);
		assert.equal(beyond?.vwap.bps, (-11 / 111) * 10_000);
		const bounds = { volumePercent: 0.1, pocRows: 1, vwapBps: 100 };
		assert.deepEqual(states(checked(profile, exact([108, 111]), bounds)), ["agrees", "agrees"]);
	});

	it("take the exact VWAP of one's own trades before what rows imply", () => {
		const own = { ...side(profileSeries([[[100, 1, 0]]])), exact: vwapSeries([103], [1]) };
		const check = checked(side(vwapSeries([103], [1])), own);
		assert.deepEqual([check.intervals[0]?.vwap.bps, check.intervals[0]?.vwap.mostBps], [0, 0]);
	});

	it("leave out an exact VWAP that was in progress when it came", () => {
		const rows = profileSeries([[[100, 1, 0]], [[100, 1, 0]]]);
		const own = { ...side(rows), exact: vwapSeries([103, 140], [1, 1], { open: true }) };
		const check = checked(side(vwapSeries([103, 100], [1, 1])), own);
		assert.deepEqual(states(check), ["agrees", "agrees"]);
	});

	it("miss intervals that one side alone has, inside of what both cover", () => {
		const hours = (...traded: readonly number[]) =>
			profileSeries([0, 1, 2, 3].map((hour) => (traded.includes(hour) ? (HOURS[1] ?? []) : [])));
		const check = checked(side(hours(0, 1, 3)), side(hours(1, 2, 3)));
		assert.deepEqual(states(check), ["missingInOwn", "agrees", "missingAtVendor", "agrees"]);
		assert.equal(
			words(check),
			"2 of 4 intervals agree; 1 is missing at Kiyotaka; 1 is missing in my tape",
		);
		const later = { from: epochMs(MIDNIGHT + HOUR_MS), to: DAY.to };
		const inside = checked(side(hours(0, 1, 3)), side(hours(1, 2, 3), later));
		assert.deepEqual(states(inside), ["agrees", "missingAtVendor", "agrees"]);
	});

	it("speak for what came alone: nothing is missing in a hole of an answer", () => {
		const hours = profileSeries([0, 1, 2, 3].map(() => HOURS[1] ?? []));
		const hour = (from: number, to: number) => ({
			from: epochMs(MIDNIGHT + from * HOUR_MS),
			to: epochMs(MIDNIGHT + to * HOUR_MS),
		});
		const partial = side(
			profileSeries([HOURS[1] ?? [], [], [], HOURS[1] ?? []]),
			hour(3, 4),
			hour(0, 1),
		);
		assert.deepEqual(states(checked(partial, side(hours))), ["agrees", "agrees"]);
		const whole = side(hours, hour(2, 4), hour(0, 2));
		assert.equal(checked(whole, side(hours)).intervals.length, 4);
	});

	it("leave out what is still in progress", () => {
		const open = profileSeries(HOURS, { open: true });
		assert.equal(checked(side(open), side(open)).intervals.length, 2);
	});

	it("hold prices against each other where volumes are counted differently", () => {
		const usd = profileSeries(
			HOURS.map((rows) =>
				rows.map(([price, buy, sell]): Row => [price, buy * price, sell * price]),
			),
			{ unit: "USD" },
		);
		const check = checked(side(usd), side(profileSeries(HOURS)));
		assert.equal(check.hasVolumes, false);
		assert.ok(check.intervals.every(({ volume }) => volume.agreement === undefined));
		assert.deepEqual(states(check), ["agrees", "agrees", "agrees"]);
	});

	it("are not comparable where neither has what the other has", () => {
		const ofRows = ofUnknownHeight(profileSeries([[[100, 1, 0]]]));
		const check = checked(side(ofRows), side(vwapSeries([100])));
		assert.deepEqual(states(check), ["notComparable"]);
		assert.equal(words(check), "0 of 1 intervals agree; 1 cannot be compared");
	});

	it("are refused over other intervals, another time or another currency", () => {
		const refused = (vendor: CheckSide, own: CheckSide) => {
			const check = checkVendor(vendor, own);
			return check.ok ? "compared" : check.reason;
		};
		const own = side(vwapSeries([100, 101]));
		assert.equal(
			refused(side(vwapSeries([100], [1], { interval: MINUTE_MS })), own),
			"differentIntervals",
		);
		const shifted = Float64Array.of(MIDNIGHT + MINUTE_MS);
		assert.equal(
			refused(side(vwapSeries([100], [1], { times: shifted })), own),
			"differentIntervals",
		);
		const tomorrow = { from: DAY.to, to: epochMs(DAY.to + DAY_MS) };
		assert.equal(refused(side(vwapSeries([100]), tomorrow), own), "noOverlap");
		assert.equal(refused(side(vwapSeries([3, 3])), own), "differentPrices");
	});

	it("agree with themselves, whatever they are, and find the one interval that was changed", () => {
		const row = fc.record({
			row: fc.integer({ min: 10, max: 40 }),
			buy: fc.nat(1_000),
			sell: fc.nat(1_000),
		});
		const hour = fc.uniqueArray(row, { selector: ({ row }) => row, minLength: 1, maxLength: 12 });
		const hours = fc.array(hour, { minLength: 1, maxLength: 20 });
		fc.assert(
			fc.property(hours, fc.nat(), (all, chosen) => {
				const rows = all.map((one) =>
					[...one]
						.sort((a, b) => a.row - b.row)
						.map(({ row, buy, sell }): Row => [row * 10, buy + 1, sell]),
				);
				const own = side(profileSeries(rows));
				const same = checked(side(profileSeries(rows)), own);
				assert.equal(same.counts.agrees, rows.length);
				const at = chosen % rows.length;
				const changed = rows.map((one, hour) =>
					hour === at ? one.map(([price, buy, sell]): Row => [price, buy * 2, sell * 2]) : one,
				);
				const check = checked(side(profileSeries(changed)), own);
				assert.deepEqual(
					states(check).flatMap((state, hour) => (state === "differs" ? [hour] : [])),
					[at],
				);
			}),
		);
	});
});
