import assert from "node:assert/strict";
import type { VolumeProfileSeries } from "../../../../src/core/result/series";
import { withSharedRows } from "../../../../src/core/vendorCheck/sharedRows";
import { ofUnknownHeight, profileSeries, type Row, vwapSeries } from "../../../support/series";

const FINE: readonly Row[] = [100, 105, 110, 115, 120].map((price, at): Row => [price, at + 1, 1]);
const COARSE: readonly Row[] = [
	[100, 3, 2],
	[110, 7, 2],
	[120, 5, 1],
];
const pricesOf = (series: unknown) => [...(series as VolumeProfileSeries).prices];

describe("profiles of two sides in rows of one height", () => {
	const fine = profileSeries([FINE], { step: 5 });
	const coarse = profileSeries([COARSE], { step: 10 });

	it("join the finer rows, whichever side they are on", () => {
		const [joined, kept] = withSharedRows(fine, coarse);
		assert.deepEqual(pricesOf(joined), [100, 110, 120]);
		assert.deepEqual([...(joined as VolumeProfileSeries).buy], [3, 7, 5]);
		assert.equal(kept, coarse);
		assert.deepEqual(pricesOf(withSharedRows(coarse, fine)[1]), [100, 110, 120]);
	});

	it("stay as they are where one is no whole multiple of the other, or begins between its edges", () => {
		for (const other of [
			profileSeries([COARSE.map(([price, ...row]): Row => [price * 1.2, ...row])], { step: 12 }),
			profileSeries([COARSE.map(([price, ...row]): Row => [price + 5, ...row])], { step: 10 }),
			ofUnknownHeight(profileSeries([[[100, 1, 1]]])),
			vwapSeries([100]),
		]) {
			assert.deepEqual(withSharedRows(fine, other), [fine, other]);
		}
	});
});
