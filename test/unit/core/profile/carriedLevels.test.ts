import assert from "node:assert/strict";
import * as fc from "fast-check";
import { shownLevels } from "../../../../src/core/chart/shownCarried";
import { zoneOf } from "../../../../src/core/chart/zone";
import { analyzeProfile } from "../../../../src/core/profile/profile";
import { composite } from "../../../../src/core/profile/overTime/composite";
import type { ViewOptions } from "../../../../src/core/query/viewOptions";
import type { ReachFacts } from "../../../../src/core/result/reach";
import type { VolumeProfileSeries, VwapSeries } from "../../../../src/core/result/series";
import { DAY_MS, durationMs, epochMs, HOUR_MS, MINUTE_MS } from "../../../../src/core/time";
import { impliedVwap } from "../../../../src/core/vwap/impliedVwap";
import { MIDNIGHT, profileSeries, type Row, vwapOf, vwapSeries } from "../../../support/series";

const AREA = { percent: 70, method: "pairs" } as const;
const HALF_HOUR = durationMs(30 * MINUTE_MS);

function levelsOf(
	series: VolumeProfileSeries,
	view: ViewOptions,
	{
		zone = "UTC",
		vwap,
		to,
		at,
		...facts
	}: Partial<ReachFacts> & { zone?: string; vwap?: VwapSeries; to?: number; at?: number } = {},
) {
	const [first = 0] = series.times;
	const end = (series.times.at(-1) ?? 0) + series.interval;
	const range = { from: epochMs(first), to: epochMs(to ?? end) };
	const result = { range, fetchedAt: epochMs(at ?? range.to), ...facts };
	const beside = vwap && { series: vwap, result };
	return shownLevels(
		{ profile: { series, delivered: series, result }, vwap: beside },
		view,
		zone,
		AREA,
	);
}

/** Hours of several days; each trades around the price of its day. */
const days = (...prices: readonly number[]) =>
	profileSeries(
		prices.flatMap((price) =>
			Array.from({ length: 24 }, (_, hour): Row[] => [
				[price - 10, 1, 0],
				[price, 2 + hour, 3],
				[price + 10, 0, 1],
			]),
		),
	);

describe("levels that carry on", () => {
	it("are those of each whole day, from its end to the end of the next", () => {
		const series = days(100, 200, 300);
		const { lines, problems } = levelsOf(series, { carried: ["day"] });
		assert.deepEqual(problems, []);
		const pocs = lines.filter(({ name }) => name === "pPOC");
		assert.deepEqual(
			pocs.map(({ from, to, price }) => [
				(from - MIDNIGHT) / DAY_MS,
				(to - MIDNIGHT) / DAY_MS,
				price,
			]),
			[
				[1, 2, 100],
				[2, 3, 200],
			],
		);
		const sum = composite(
			series,
			Array.from({ length: 24 }, (_, hour) => 24 + hour),
		);
		assert.ok(sum.ok);
		const own = analyzeProfile(sum.rows, AREA);
		const last = lines.slice(-4).map(({ name, price }) => [name, price]);
		assert.deepEqual(last, [
			["pPOC", own?.poc],
			["pVAH", own?.vah],
			["pVAL", own?.val],
			[
				"pVWAP",
				impliedVwap(
					series,
					Array.from({ length: 24 }, (_, hour) => 24 + hour),
				).price,
			],
		]);
	});

	it("have the VWAP of the trades where the view holds all of the day with volume", () => {
		const series = days(100, 200);
		const prices = Array.from({ length: 48 }, (_, hour) => 100 + hour);
		const volumes = Array.from({ length: 48 }, (_, hour) => 1 + (hour % 3));
		const first = prices.slice(0, 24).map((price, hour) => [price, volumes[hour] ?? 0] as const);
		const exact =
			first.reduce((sum, [price, volume]) => sum + price * volume, 0) /
			first.reduce((sum, [, volume]) => sum + volume, 0);
		const found = (vwap: VwapSeries) =>
			levelsOf(series, { carried: ["day"] }, { vwap }).lines.find(({ name }) => name === "pVWAP");
		const whole = found(vwapSeries(prices, volumes));
		assert.ok(whole && Math.abs(whole.price - exact) < 1e-9);
		assert.equal(whole.isOfRows, false);
		// Without volume, or without the day's first hour, it is what the rows imply, and says so.
		const late = vwapSeries(prices.slice(1), volumes.slice(1), {
			times: Float64Array.from(prices.slice(1), (_, hour) => MIDNIGHT + (hour + 1) * HOUR_MS),
		});
		for (const vwap of [vwapSeries(prices), late]) assert.equal(found(vwap)?.isOfRows, true);
	});

	it("have the VWAP of the trades of no day that lacks one interval, or the volume of one", () => {
		const series = days(100, 200);
		const hours = Array.from({ length: 48 }, (_, hour) => hour);
		const of = (kept: readonly number[], volumes = kept.map(() => 1)) =>
			vwapOf(
				kept.map((hour) => MIDNIGHT + hour * HOUR_MS),
				kept.map((hour) => 100 + hour * hour),
				volumes,
			);
		const found = (vwap: VwapSeries) =>
			levelsOf(series, { carried: ["day"] }, { vwap }).lines.find(({ name }) => name === "pVWAP");
		const implied = impliedVwap(
			series,
			hours.filter((hour) => hour < 24),
		).price;
		assert.equal(found(of(hours))?.isOfRows, false);
		fc.assert(
			fc.property(
				fc.uniqueArray(fc.integer({ min: 0, max: 23 }), { minLength: 1, maxLength: 24 }),
				(missing) => {
					const holed = found(of(hours.filter((hour) => !missing.includes(hour))));
					assert.deepEqual([holed?.price, holed?.isOfRows], [implied, true]);
					const untold = found(
						of(
							hours,
							hours.map((hour) => (missing.includes(hour) ? NaN : 1)),
						),
					);
					assert.deepEqual([untold?.price, untold?.isOfRows], [implied, true]);
				},
			),
		);
		// An interval that did not trade has a place and is no hole.
		const quiet = vwapSeries(
			hours.map((hour) => (hour === 5 ? NaN : 100)),
			hours.map((hour) => (hour === 5 ? 0 : 1)),
		);
		assert.deepEqual([found(quiet)?.price, found(quiet)?.isOfRows], [100, false]);
	});

	it("are there once, however often they are wanted", () => {
		const series = days(100, 200);
		assert.deepEqual(
			levelsOf(series, { carried: ["day", "week", "day"] }),
			levelsOf(series, { carried: ["day", "week"] }),
		);
	});

	it("are of no day before it is over, whether its open interval traded or not", () => {
		const of = (hours: number, open: boolean) => {
			const series = profileSeries(
				Array.from({ length: hours }, (): Row[] => [[100, 1, 1]]),
				{ open },
			);
			const range = { to: MIDNIGHT + 4 * DAY_MS, at: MIDNIGHT + 47 * HOUR_MS + 1 };
			return levelsOf(series, { carried: ["day"] }, range).lines.map((line) => [
				line.name,
				(line.of.from - MIDNIGHT) / DAY_MS,
				(line.to - MIDNIGHT) / DAY_MS,
			]);
		};
		const first = ["pPOC", "pVAH", "pVAL", "pVWAP"].map((name) => [name, 0, 2]);
		assert.deepEqual(of(47, false), first);
		assert.deepEqual(of(48, true), first);
	});

	it("end with the next day, also where the answer has nothing of that one", () => {
		const series = profileSeries(
			Array.from({ length: 48 }, (): Row[] => [[100, 1, 1]]),
			{
				times: Float64Array.from(
					{ length: 48 },
					(_, hour) => MIDNIGHT + (hour + (hour < 24 ? 0 : 48)) * HOUR_MS,
				),
			},
		);
		const day = (from: number, to: number) => ({
			from: epochMs(MIDNIGHT + from * DAY_MS),
			to: epochMs(MIDNIGHT + to * DAY_MS),
		});
		const covers = [day(0, 1), day(3, 4)];
		const { lines } = levelsOf(series, { carried: ["day"] }, { covers });
		assert.deepEqual(
			lines.map(({ name, to }) => [name, (to - MIDNIGHT) / DAY_MS]),
			["pPOC", "pVAH", "pVAL", "pVWAP"].map((name) => [name, 2]),
		);
	});

	it("are named by what they are of, and say when nothing does", () => {
		const series = days(...Array.from({ length: 16 }, (_, day) => 100 + day * 10));
		const { lines } = levelsOf(series, { carried: ["day", "week", "session"], session: "week" });
		const names = new Set(lines.map(({ name }) => name));
		for (const name of ["pPOC", "wPOC", "sPOC", "wVWAP"]) assert.ok(names.has(name), name);
		// 2026-03-29 is a Sunday: the first whole week ends on the thirteenth of April.
		assert.equal(lines.find(({ name }) => name === "wPOC")?.from, Date.UTC(2026, 3, 6));
		const { lines: none, problems } = levelsOf(series, { carried: ["month"] });
		assert.deepEqual([none, problems], [[], [{ period: "month" }]]);
		const off = {
			...series,
			interval: durationMs(8 * HOUR_MS),
			times: series.times.map((_, i) => MIDNIGHT + i * 8 * HOUR_MS),
		};
		assert.deepEqual(levelsOf(off, { carried: ["day"] }, { zone: "Asia/Tokyo" }).problems, [
			{ period: "day", needed: HOUR_MS },
		]);
	});

	it("begin at the midnights of the zone over clock changes of both hemispheres", () => {
		for (const [zone, day] of [
			["Europe/Berlin", "2026-03-29"],
			["America/New_York", "2026-11-01"],
			["Australia/Sydney", "2026-10-04"],
			["Pacific/Auckland", "2026-04-05"],
			["Australia/Lord_Howe", "2026-04-05"],
		] as const) {
			const start = Date.parse(day) - 3 * DAY_MS;
			const halves = profileSeries(
				Array.from({ length: 288 }, (): Row[] => [[100, 1, 1]]),
				{
					interval: HALF_HOUR,
					times: Float64Array.from({ length: 288 }, (_, i) => start + i * HALF_HOUR),
				},
			);
			const view: ViewOptions = { carried: ["day"], openingRange: 30 };
			const { lines } = levelsOf(halves, view, { zone });
			const clock = (time: number) =>
				new Date(zoneOf(zone).wall(epochMs(time))).toISOString().slice(11, 16);
			const pocs = lines.filter(({ name }) => name === "pPOC");
			assert.ok(pocs.length >= 4, zone);
			for (const { from } of pocs) assert.equal(clock(from), "00:00", zone);
			for (const { from, name } of lines)
				if (name === "ORH") assert.equal(clock(from), "00:30", zone);
		}
	});
});

describe("opening ranges", () => {
	const hours = (...rows: readonly (readonly number[])[]) =>
		profileSeries(rows.map((prices) => prices.map((price): Row => [price, 1, 1])));
	const find = (lines: ReturnType<typeof levelsOf>["lines"]) =>
		Object.fromEntries(lines.map(({ name, price }) => [name, price]));

	it("are the lowest and highest rows that traded in the first minutes, drawn once these are over", () => {
		const series = hours([110, 130], [90, 150], ...Array.from({ length: 22 }, () => [500]));
		const { lines } = levelsOf(series, { openingRange: 60, initialBalance: true });
		assert.deepEqual(find(lines), { ORH: 130, ORL: 110, IBH: 130, IBL: 110 });
		assert.deepEqual(
			lines.map(({ from, to }) => [from - MIDNIGHT, to - MIDNIGHT]),
			Array.from({ length: 4 }, () => [HOUR_MS, DAY_MS]),
		);
		assert.deepEqual(find(levelsOf(series, { openingRange: 120 }).lines), { ORH: 150, ORL: 90 });
	});

	it("leave out rows without volume, and end at the outer edge of the highest row by choice", () => {
		const series = profileSeries([
			[
				[90, 0, 0],
				[110, 1, 0],
				[130, 0, 1],
				[150, 0, 0],
			],
			[[100, 1, 1]],
		]);
		assert.deepEqual(find(levelsOf(series, { openingRange: 60 }).lines), { ORH: 130, ORL: 110 });
		const atEdges = levelsOf(series, { openingRange: 60, edges: true });
		assert.deepEqual(find(atEdges.lines), { ORH: 140, ORL: 110 });
		// In tables stand rows as they were delivered.
		assert.deepEqual(
			atEdges.lines.map(({ delivered }) => delivered),
			[130, 110],
		);
	});

	it("are of candles where the view has them", () => {
		const series = hours([110, 130], [100]);
		const vwap = vwapSeries([120, 100], [1, 1], {
			high: Float64Array.of(131.5, 101),
			low: Float64Array.of(109.25, 99),
		});
		const { lines } = levelsOf(series, { openingRange: 60 }, { vwap });
		assert.deepEqual(find(lines), { ORH: 131.5, ORL: 109.25 });
		assert.ok(lines.every(({ isOfRows }) => !isOfRows));
	});

	it("have extensions by half, one and two of their heights", () => {
		const series = hours([100, 120], [110]);
		assert.deepEqual(find(levelsOf(series, { initialBalance: true, extensions: true }).lines), {
			IBH: 120,
			IBL: 100,
			"IB +0.5×": 130,
			"IB −0.5×": 90,
			"IB +1×": 140,
			"IB −1×": 80,
			"IB +2×": 160,
			"IB −2×": 60,
		});
	});

	it("are none while the first minutes last, however few of their intervals traded", () => {
		const five = durationMs(5 * MINUTE_MS);
		fc.assert(
			fc.property(
				fc.integer({ min: 1, max: 89 }),
				fc.uniqueArray(fc.integer({ min: 0, max: 17 }), { minLength: 1 }),
				(minute, traded) => {
					const begun = [...traded].sort((a, b) => a - b).filter((one) => one * 5 <= minute);
					const series = profileSeries(
						begun.map((): Row[] => [[100, 1, 1]]),
						{
							interval: five,
							times: Float64Array.from(begun, (one) => MIDNIGHT + one * five),
							open: (begun.at(-1) ?? NaN) * 5 + 5 > minute,
						},
					);
					const { lines } = shownLevels(
						{
							profile: {
								series,
								delivered: series,
								result: {
									range: { from: epochMs(MIDNIGHT), to: epochMs(MIDNIGHT + DAY_MS) },
									fetchedAt: epochMs(MIDNIGHT + minute * MINUTE_MS),
								},
							},
							vwap: undefined,
						},
						{ initialBalance: true },
						"UTC",
						AREA,
					);
					const isDue = minute >= 60 && begun.some((one) => one < 12);
					assert.equal(lines.length, isDue ? 2 : 0);
				},
			),
		);
	});

	it("are of rows where a candle of the minutes is missing, and none where there are no rows", () => {
		const half = Array.from({ length: 96 }, (_, index) => index);
		const series = hours(...Array.from({ length: 48 }, () => [110, 130]));
		const candles = (kept: readonly number[], more: Partial<VwapSeries> = {}) => ({
			...vwapOf(
				kept.map((index) => MIDNIGHT + index * HALF_HOUR),
				kept.map(() => 100),
				kept.map(() => 1),
				HALF_HOUR,
			),
			high: Float64Array.from(kept, (index) => (index === 0 ? 200 : 150)),
			low: Float64Array.from(kept, (index) => (index === 0 ? 50 : 90)),
			...more,
		});
		const view: ViewOptions = { initialBalance: true };
		const found = (vwap: VwapSeries) =>
			levelsOf(series, view, { vwap }).lines.map(({ name, price, isOfRows }) => [
				name,
				price,
				isOfRows,
			]);
		const exact = [
			["IBH", 150, false],
			["IBL", 90, false],
		];
		const ofRows = [
			["IBH", 130, true],
			["IBL", 110, true],
		];
		assert.deepEqual(found(candles(half)), [["IBH", 200, false], ["IBL", 50, false], ...exact]);
		for (const missing of [0, 1])
			assert.deepEqual(found(candles(half.filter((index) => index !== missing))), [
				...ofRows,
				...exact,
			]);
		const untold = candles(half, { high: Float64Array.from(half, (i) => (i === 1 ? NaN : 150)) });
		assert.deepEqual(found(untold), [...ofRows, ...exact]);
		// One that did not trade has no candle and lacks none.
		const quiet = candles(half, {
			price: Float64Array.from(half, (index) => (index === 1 ? NaN : 100)),
			high: Float64Array.from(half, (index) => (index === 1 ? NaN : 150)),
			low: Float64Array.from(half, (index) => (index === 1 ? NaN : 90)),
		});
		assert.deepEqual(found(quiet), [...exact, ...exact]);
		const alone = candles(half.filter((index) => index !== 1));
		const result = {
			range: { from: epochMs(MIDNIGHT), to: epochMs(MIDNIGHT + 2 * DAY_MS) },
			fetchedAt: epochMs(MIDNIGHT + 2 * DAY_MS),
		};
		const sources = { profile: undefined, vwap: { series: alone, result } };
		const { lines, problems } = shownLevels(sources, view, "UTC", AREA);
		assert.deepEqual(
			lines.map(({ name, of }) => [name, (of.from - MIDNIGHT) / DAY_MS]),
			[
				["IBH", 1],
				["IBL", 1],
			],
		);
		assert.deepEqual(problems, [{ period: "day", lacking: { count: 1, levels: "IBH, IBL" } }]);
	});

	it("are none while the first minutes last, before a session that began earlier, or without trades", () => {
		const open = { ...hours([100]), open: true };
		assert.deepEqual(levelsOf(open, { openingRange: 60 }).lines, []);
		const late = hours([100], [110]);
		const shifted = { ...late, times: late.times.map((time) => time + HOUR_MS) };
		assert.deepEqual(levelsOf(shifted, { openingRange: 60 }).lines, []);
		const quiet = hours([], [110]);
		assert.deepEqual(levelsOf(quiet, { openingRange: 60 }).lines, []);
	});

	it("are refused with the interval that has the first minutes on its grid", () => {
		const series = hours([100], [110]);
		assert.deepEqual(levelsOf(series, { openingRange: 30 }).problems, [
			{ period: "day", needed: HALF_HOUR, minutes: 30 },
		]);
		assert.deepEqual(levelsOf(series, { openingRange: 45 }).problems, [
			{ period: "day", needed: 15 * MINUTE_MS, minutes: 45 },
		]);
	});

	it("hold every price of their minutes and no other", () => {
		const price = fc.integer({ min: 1, max: 50 }).map((row) => row * 10);
		const interval = fc
			.uniqueArray(price, { maxLength: 5 })
			.map((all) => all.sort((a, b) => a - b));
		fc.assert(
			fc.property(
				fc.array(interval, { minLength: 24, maxLength: 60 }),
				fc.integer({ min: 1, max: 8 }),
				(rows, count) => {
					const { lines } = levelsOf(hours(...rows), { openingRange: count * 60 });
					for (let day = 0; day * 24 + count < rows.length; day++) {
						const prices = rows.slice(day * 24, day * 24 + count).flat();
						const end = MIDNIGHT + (day * 24 + count) * HOUR_MS;
						const own = find(lines.filter(({ from }) => from === end));
						assert.deepEqual(
							own,
							prices.length === 0 ? {} : { ORH: Math.max(...prices), ORL: Math.min(...prices) },
						);
					}
				},
			),
		);
	});
});

describe("levels of a VWAP that stands alone", () => {
	const line = (more: Partial<VwapSeries> = {}, hours = 72) =>
		vwapSeries(
			Array.from({ length: hours }, (_, hour) => 100 + Math.floor(hour / 24)),
			Array.from({ length: hours }, () => 2),
			more,
		);
	const of = (vwap: VwapSeries, view: ViewOptions) => {
		const range = { from: epochMs(MIDNIGHT), to: epochMs(MIDNIGHT + vwap.times.length * HOUR_MS) };
		const result = { range, fetchedAt: range.to };
		return shownLevels({ profile: undefined, vwap: { series: vwap, result } }, view, "UTC", AREA);
	};

	it("are the VWAPs of whole days and, where it has candles, opening ranges", () => {
		const view: ViewOptions = { carried: ["day"], openingRange: 60 };
		assert.deepEqual(
			of(line(), view).lines.map(({ name, price, from }) => [
				name,
				price,
				(from - MIDNIGHT) / DAY_MS,
			]),
			[
				["pVWAP", 100, 1],
				["pVWAP", 101, 2],
			],
		);
		const candles = line({
			high: new Float64Array(72).fill(110),
			low: new Float64Array(72).fill(90),
		});
		const highs = of(candles, view).lines.filter(({ name }) => name === "ORH");
		assert.deepEqual(
			highs.map(({ price, isOfRows }) => [price, isOfRows]),
			[
				[110, false],
				[110, false],
				[110, false],
			],
		);
	});

	it("are none without volume, and say what is missing of a range that is too short", () => {
		const bare = vwapSeries(Array.from({ length: 72 }, () => 100));
		const { lines: none, problems: silent } = of(bare, { carried: ["day"] });
		assert.deepEqual([none, silent], [[], []]);
		assert.deepEqual(of(line({}, 12), { carried: ["day"] }).problems, [{ period: "day" }]);
		const holed = line();
		const kept = (column: Float64Array) => column.filter((_, hour) => hour !== 5);
		const { lines, problems } = shownLevels(
			{
				profile: undefined,
				vwap: {
					series: vwapSeries([...kept(holed.price)], [...kept(holed.volume ?? holed.price)], {
						times: kept(holed.times),
					}),
					result: {
						range: { from: epochMs(MIDNIGHT), to: epochMs(MIDNIGHT + 3 * DAY_MS) },
						fetchedAt: epochMs(MIDNIGHT + 3 * DAY_MS),
					},
				},
			},
			{ carried: ["day"] },
			"UTC",
			AREA,
		);
		assert.deepEqual(
			lines.map(({ price }) => price),
			[101],
		);
		assert.deepEqual(problems, [{ period: "day", lacking: { count: 1, levels: "pVWAP" } }]);
		const open = line({ open: true }, 48);
		assert.deepEqual(
			of(open, { carried: ["day"] }).lines.map(({ from }) => (from - MIDNIGHT) / DAY_MS),
			[1],
		);
	});
});
