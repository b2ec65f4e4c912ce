import { deepStrictEqual, ok, strictEqual } from "node:assert";
import { composite } from "../../../../src/core/profile/overTime/composite";
import { developingLevels } from "../../../../src/core/profile/overTime/developing";
import { regroupSeries } from "../../../../src/core/profile/regroup";
import { intervalRows, intervalSteps } from "../../../../src/core/profile/rows";
import { joinSeries } from "../../../../src/core/result/joinSeries";
import type { VolumeProfileSeries } from "../../../../src/core/result/series";
import { impliedVwap } from "../../../../src/core/vwap/impliedVwap";
import { rowsFrom, seriesOf } from "./series";

/** Chunks that each state the height of their rows, joined. */
function joined(
	...chunks: readonly (readonly [rows: string, step: number])[]
): VolumeProfileSeries {
	const whole = joinSeries(
		chunks.map(([rows, step], index) => {
			const series = seriesOf([rowsFrom(rows)], step);
			const times = series.times.map((time) => time + index * series.interval);
			return { series: { ...series, times }, begin: 0, end: 1 };
		}),
	);
	ok(whole.kind === "volumeProfile");
	return whole;
}

describe("heights of rows that chunks state", () => {
	it("are those of each chunk, although too few rows would tell them", () => {
		deepStrictEqual(
			intervalSteps(joined(["100:1 102:2 106:1", 2], ["105:1 110:2", 5])),
			Float64Array.of(2, 5),
		);
	});

	it("are known where all rows happen to lie further apart", () => {
		const series = joined(["100:1 110:2", 5], ["120:1 140:2", 10]);
		deepStrictEqual(intervalSteps(series), Float64Array.of(5, 10));
		deepStrictEqual([...intervalRows(series, 0).positions], [0, 2]);
		const sum = composite(series);
		ok(sum.ok);
		strictEqual(sum.rows.step, 10);
	});

	it("are known with one price", () => {
		deepStrictEqual(intervalSteps(joined(["100:1", 5], ["100:2", 10])), Float64Array.of(5, 10));
	});

	it("refuse a composite when they do not fit into each other (B31)", () => {
		const sum = composite(joined(["100:1 102:2", 2], ["105:1 110:2", 5]));
		deepStrictEqual(sum, {
			ok: false,
			refusal: { reason: "differentSteps", steps: [2, 5] },
		});
	});

	it("are not used when the rows contradict them", () => {
		const series = joined(["100:1 102:2", 2], ["103:1 107:2", 3]);
		deepStrictEqual(intervalSteps(series), Float64Array.of(2, NaN));
		strictEqual(intervalRows(series, 1).step, undefined);
		ok(Number.isNaN(impliedVwap(series, [1]).low));
		const sum = composite(series, [1]);
		ok(sum.ok);
		strictEqual(sum.rows.step, undefined);
		strictEqual(developingLevels(series, { from: 1 }).rowHeight[1], NaN);
		strictEqual(regroupSeries(series, 2), series);
	});
});
