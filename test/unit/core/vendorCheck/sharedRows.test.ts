import assert from "node:assert/strict";
import { sharedPocs } from "../../../../src/core/vendorCheck/sharedRows";
import { ofUnknownHeight, profileSeries, type Row, vwapSeries } from "../../../support/series";

/** The fine row with the most volume is at 120, the coarse ones from 100 and from 110 have more. */
const FINE: readonly Row[] = (
	[
		[100, 4],
		[105, 4],
		[110, 5],
		[115, 4],
		[120, 6],
	] as const
).map(([price, volume]): Row => [price, volume, 0]);
const coarse = (from: number, step: number, count = 3): Row[] =>
	Array.from({ length: count }, (_, row): Row => [from + row * step, 1, 1]);
const columns = ({ poc, step }: ReturnType<typeof sharedPocs>) => [[...poc], [...step]];

describe("POCs of two sides in rows of one height", () => {
	const fine = profileSeries([FINE], { step: 5 });

	it("are of the coarser rows, whichever side has them", () => {
		const other = profileSeries([coarse(100, 10)], { step: 10 });
		assert.deepEqual(columns(sharedPocs(fine, other)), [[110], [10]]);
		const [, steps] = columns(sharedPocs(other, fine));
		assert.deepEqual(steps, [10]);
	});

	it("are of the height that the other side has in each interval, which may change over time", () => {
		const hours = profileSeries([FINE, FINE, FINE], { step: 5 });
		const other = profileSeries([coarse(100, 10), coarse(100, 20, 2), coarse(100, 5, 5)], {
			steps: Float64Array.of(10, 20, 5),
		});
		assert.deepEqual(columns(sharedPocs(hours, other)), [
			[110, 100, 120],
			[10, 20, 5],
		]);
	});

	it("stay as they are where one is no whole multiple of the other, or begins between its edges", () => {
		for (const other of [
			profileSeries([coarse(96, 12)], { step: 12 }),
			profileSeries([coarse(95, 10)], { step: 10 }),
			ofUnknownHeight(profileSeries([[[100, 1, 1]]])),
			vwapSeries([100]),
		]) {
			assert.deepEqual(columns(sharedPocs(fine, other)), [[120], [5]]);
		}
	});
});
