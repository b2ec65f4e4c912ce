import assert from "node:assert/strict";
import { answerOf } from "../../support/answers";
import { BTCUSDT_PROFILE, BTC_USD_VWAP } from "../../support/queries";
import { profileSeries, vwapSeries } from "../../support/series";
import { svgOfFrame } from "./golden/svgText";
import { frameOf, showChart } from "./shown";

/** Prices whose differences, sums and squares leave the range of a double. */
const LINES: readonly (readonly [string, readonly number[]])[] = [
	["numbers beyond any axis", [1e305, 1, 1e305]],
	["the smallest", [Number.MIN_VALUE, 0, 2 * Number.MIN_VALUE]],
	["both at once", [1e-300, 1e300, 5]],
	["nothing but zero", [0, 0, 0]],
];

describe("numbers beyond what can be drawn", () => {
	const coordinates = (svg: string) => [...svg.matchAll(/(?:NaN|Infinity)/g)].map(([word]) => word);

	for (const [what, prices] of LINES) {
		it(`do not break a line of ${what} (B29)`, () => {
			const { content } = showChart([answerOf(BTC_USD_VWAP, vwapSeries(prices))]);
			assert.deepEqual(coordinates(svgOfFrame(frameOf(content))), []);
		});
	}

	for (const volume of [1e200, 1e-200, 1e18]) {
		it(`do not break the bars of a volume of ${volume} (B29)`, () => {
			const rows = [100, 101, 102].map((price) => [price, volume, volume] as const);
			const { content } = showChart([answerOf(BTCUSDT_PROFILE, profileSeries([rows]))]);
			assert.deepEqual(coordinates(svgOfFrame(frameOf(content))), []);
		});
	}
});
