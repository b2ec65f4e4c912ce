import assert from "node:assert/strict";
import { askVwap } from "./harness/asks";
import { useEditor } from "./harness/useEditor";

describe("an answer cut by a limit", () => {
	const editor = useEditor({ settings: { "valueArea.limits.rows": 600 } });
	beforeEach(() => editor().services.kaiko.clear());

	const timesAsked = () =>
		editor().services.kaiko.requests.map(({ query }) => {
			const params = new URLSearchParams(query);
			return `${params.get("start_time")} ${params.get("end_time")}`;
		});

	it("shows the newest, and fetches the rest step by step until nothing is missing", async () => {
		const { session, services } = editor();
		await askVwap(session.workbench, { interval: "1m" });
		const chart = await session.workbench.chart();
		await chart.state("chart");
		await chart.banner(
			"partial",
			/limit of rows per query is reached. Here are the newest 600 of 1,440 intervals, from 2026-03-29 14:00 UTC on/,
		);
		await session.picture("cut-by-limit");
		const first = await chart.revision();
		await chart.pressAction(/Fetch the rest/);
		await chart.revisionAfter(first);
		await chart.banner("partial", /newest 1,200 of 1,440 intervals, from 2026-03-29 04:00 UTC on/);

		services.kaiko.script({ kind: "answer", status: 500 });
		services.kaiko.always({ kind: "answer", status: 500 });
		await chart.pressAction(/Fetch the rest/);
		await chart.failureMatching(/problem on its side/);
		await chart.banner("partial", /newest 1,200 of 1,440/);
		await session.picture("rest-failed");
		services.kaiko.behave();
		const second = await chart.revision();
		await chart.pressAction(/Retry/);
		await chart.revisionAfter(second);
		assert.equal(await chart.hasBanner("partial"), false);
		assert.equal(await chart.hasBanner("failed"), false);
		await chart.toggleTable();
		assert.equal(await chart.tableRowCount(), 1_440);
		const asked = timesAsked();
		assert.equal(asked[0], "2026-03-29T14:00:00.000Z 2026-03-30T00:00:00.000Z");
		assert.equal(asked[1], "2026-03-29T04:00:00.000Z 2026-03-29T14:00:00.000Z");
		assert.equal(asked.at(-1), "2026-03-29T00:00:00.000Z 2026-03-29T04:00:00.000Z");
	});

	it("stays as it is when fetching the rest is cancelled, and can be fetched again", async () => {
		const { session, services } = editor();
		await session.workbench.closeAllEditors();
		await askVwap(session.workbench, { interval: "1m", instrument: "eth-usd" });
		const chart = await session.workbench.chart();
		await chart.state("chart");
		const revision = await chart.revision();
		services.kaiko.always({ kind: "silence" });
		await chart.pressAction(/Fetch the rest/);
		await services.kaiko.requested(2);
		await chart.pressAction(/Cancel/);
		await services.kaiko.idle();
		await chart.banner("partial", /newest 600 of 1,440/);
		assert.equal(await chart.revision(), revision);
		services.kaiko.behave();
		await chart.pressAction(/Fetch the rest/);
		await chart.banner("partial", /newest 1,200 of 1,440/);
	});

	it("leads to the setting of the limit", async () => {
		const { session } = editor();
		const chart = await session.workbench.chart();
		await chart.pressAction(/Change limit/);
		await session.workbench.page.getByText("valueArea.limits.rows").first().waitFor();
		await session.picture("limit-setting");
	});
});
