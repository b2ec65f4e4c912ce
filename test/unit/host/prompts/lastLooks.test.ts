import assert from "node:assert/strict";
import type { ChartView } from "../../../../src/core/query/query";
import { LastLooks } from "../../../../src/host/prompts/lastLooks";
import { KeptLog } from "../../app/keptLog";
import { PROFILE_VIEW, VWAP_VIEW } from "../../app/views";

function lastLooks(kept = new Map<string, unknown>()) {
	const log = new KeptLog();
	let writes = 0;
	const looks = new LastLooks(
		{
			keys: () => [...kept.keys()],
			get: (key: string) => kept.get(key) as never,
			update: (key, value) => {
				writes++;
				return Promise.resolve(void kept.set(key, value));
			},
		},
		log,
	);
	const look = (chart: ChartView, view: ChartView["view"]) =>
		looks.remember({ queries: chart.queries, view });
	return { looks, look, kept, log, writes: () => writes };
}

describe("the looks of the last chart", () => {
	it("are those of its kind, without its data and without how its numbers were computed", () => {
		const { looks, look } = lastLooks();
		look(PROFILE_VIEW, { bars: "delta", percent: 68, interval: "2026-03-28T00:00:00Z" });
		assert.deepEqual(looks.of(PROFILE_VIEW.queries), { bars: "delta" });
		assert.deepEqual(looks.of(VWAP_VIEW.queries), {});
		look(VWAP_VIEW, { anchor: "week" });
		look(PROFILE_VIEW, {});
		assert.deepEqual(looks.of(PROFILE_VIEW.queries), {});
		assert.deepEqual(looks.of(VWAP_VIEW.queries), { anchor: "week" });
	});

	it("are written only when they are others", () => {
		const { look, writes } = lastLooks();
		look(PROFILE_VIEW, { bars: "delta" });
		look(PROFILE_VIEW, { bars: "delta", table: true });
		assert.equal(writes(), 1);
	});

	it("are none where what was kept cannot be read, and can be kept again", () => {
		for (const damaged of [7, "x", [], { volumeProfile: { bars: "pie" } }, { volumeProfile: 1 }]) {
			const { looks, look } = lastLooks(new Map([["lastLooks", damaged]]));
			assert.deepEqual(looks.of(PROFILE_VIEW.queries), {});
			look(PROFILE_VIEW, { bars: "total" });
			assert.deepEqual(looks.of(PROFILE_VIEW.queries), { bars: "total" });
		}
	});
});
