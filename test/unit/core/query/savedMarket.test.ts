import assert from "node:assert/strict";
import { decodeSavedMarket } from "../../../../src/core/query/savedMarket";
import { BTCUSDT_PROFILE, BTC_USD_VWAP } from "../../../support/queries";

const CONTENT = {
	schema: 1,
	id: "00000000000000aa",
	rev: 3,
	createdAt: "2026-03-29T16:00:00.000Z",
	updatedAt: "2026-03-29T16:00:00.000Z",
	order: "m",
	name: "Bitcoin",
	queries: [BTCUSDT_PROFILE, BTC_USD_VWAP],
	view: { layout: "overProfile" },
};

describe("a saved market's file", () => {
	it("reads as it was written", () => {
		assert.deepEqual(decodeSavedMarket(CONTENT, CONTENT.id), {
			state: "ok",
			market: CONTENT,
			content: CONTENT,
		});
	});

	const broken: readonly (readonly [change: object, problem: string])[] = [
		[
			{ queries: [BTCUSDT_PROFILE, { ...BTC_USD_VWAP, interval: "2d" }] },
			"queries[1].interval must be from 1s to 1d, such as 90s, 5m or 1h.",
		],
		[
			{ queries: [{ ...BTCUSDT_PROFILE, range: { last: "x" } }] },
			"queries[0].range.last must be a length such as 90m, 24h, 7d or 4w.",
		],
		[{ view: { percent: "70" } }, "view.percent must be a number."],
		[{ name: "" }, "name must not be empty."],
	];
	for (const [change, problem] of broken) {
		it(`names the field when it is damaged: ${problem}`, () => {
			const damaged = { ...CONTENT, ...change, id: "0123456789abcdef" };
			assert.deepEqual(decodeSavedMarket(damaged, CONTENT.id), { state: "damaged", problem });
			assert.equal(decodeSavedMarket(damaged).state, "newer");
		});
	}
});
