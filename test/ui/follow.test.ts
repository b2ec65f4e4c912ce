import assert from "node:assert/strict";
import type { KaikoVwapQuery } from "../../src/core/query/query";
import { MINUTE_MS } from "../../src/core/time";
import { BTC_USD_VWAP } from "../support/queries";
import { openView } from "./harness/openView";
import { useViewEditor } from "./harness/useEditor";

const MINUTES: KaikoVwapQuery = { ...BTC_USD_VWAP, interval: "1m", range: { last: "4h" } };

describe("a chart that follows the market", () => {
	const editor = useViewEditor();

	it("asks for the newest intervals alone, stays where a person has zoomed to, and stops when told", async () => {
		const { session, services } = editor();
		const chart = await openView(session, [MINUTES]);
		const line = chart.byId("followLine");
		await chart.wheel(0.4, 0.5, -600);
		await chart.drawingBecomes((drawing) => drawing !== "", "the wheel zooms");
		const view = await chart.byId("chart").getAttribute("data-view");
		const revision = await chart.revision();
		services.kaiko.clear();
		await chart.press("follow");
		await line.filter({ hasText: /^240 requests an hour · .+ · next \d\d:\d\d:\d\d$/ }).waitFor();
		await services.kaiko.requested(1);
		await chart.revisionAfter(revision);
		const [request] = services.kaiko.requests;
		const params = new URLSearchParams(request?.query);
		const [from, to] = ["start_time", "end_time"].map((name) => Date.parse(params.get(name) ?? ""));
		assert.ok(from !== undefined && to !== undefined && to - from <= 4 * MINUTE_MS);
		assert.equal(await chart.byId("chart").getAttribute("data-view"), view);
		await session.picture("follow-on");
		await chart.press("follow");
		await line.waitFor({ state: "hidden" });
		assert.equal(await chart.byId("follow").getAttribute("aria-pressed"), "false");
	});
});
