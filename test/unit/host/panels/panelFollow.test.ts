import assert from "node:assert/strict";
import { providerError } from "../../../../src/core/errors/errorText";
import { packChunk } from "../../../../src/core/result/packChunk";
import { joinResult, type PackedResult } from "../../../../src/core/result/packedResult";
import { openResult } from "../../../../src/core/result/openResult";
import type { ChartView } from "../../../../src/core/query/query";
import { resolveRange } from "../../../../src/core/query/range";
import { type EpochMs, epochMs, HOUR_MS, parseIso } from "../../../../src/core/time";
import { BTC_USD_VWAP } from "../../../support/queries";
import { vwapOf } from "../../../support/series";
import { openPanel, settled } from "./panelHarness";

const VIEW: ChartView = { queries: [{ ...BTC_USD_VWAP, range: { last: "6h" } }], view: {} };

/** What a provider answers to a query: a price per hour that has begun. */
function answer(panel: ReturnType<typeof openPanel>, query = VIEW.queries[0]): PackedResult {
	assert.ok(query);
	const now = epochMs(panel.clock.now());
	const { from, to } = resolveRange(query.range, HOUR_MS, now);
	const times: number[] = [];
	for (let time: number = from; time < Math.min(to, now); time += HOUR_MS) times.push(time);
	const series = vwapOf(
		times,
		times.map((time) => time / HOUR_MS),
	);
	const stretch = { from, to };
	const chunk = packChunk([series], { stretch, origin: "asked", fetchedAt: now });
	return { query, range: stretch, chunks: [chunk], warnings: [], fetchedAt: now };
}

/** A panel with an answer, whose page listens, in front of somebody. */
async function shownPanel(view = VIEW) {
	const panel = openPanel(view);
	panel.controller.pageReady();
	panel.controller.watch(true);
	void panel.controller.refresh();
	for (const asked of panel.asked) asked.resolve(answer(panel, asked.query));
	await settled();
	panel.controller.pageDrew(1);
	return panel;
}

/** The same, following. */
async function followingPanel(view = VIEW) {
	const panel = await shownPanel(view);
	await panel.controller.toggleFollow();
	await settled();
	return panel;
}

async function answerNext(panel: Awaited<ReturnType<typeof shownPanel>>, ms = 15_000) {
	panel.clock.pass(ms);
	await settled();
	const asked = panel.followed.at(-1) ?? assert.fail("nothing was asked");
	asked.resolve(answer(panel, asked.query));
	await settled();
	return asked;
}

describe("a chart that follows the market", () => {
	it("is off until somebody switches it on, and asks nothing by being switched", async () => {
		const panel = await shownPanel();
		assert.deepEqual(panel.all("following"), []);
		panel.clock.pass(HOUR_MS);
		await panel.controller.toggleFollow();
		await settled();
		assert.equal(panel.followed.length, 0);
		assert.equal(panel.last("following").isOn, true);
		await panel.controller.toggleFollow();
		panel.clock.pass(HOUR_MS);
		assert.equal(panel.followed.length, 0);
		assert.deepEqual(panel.last("following"), { isOn: false });
	});

	it("sends its page the new chunks alone, under a revision of their own", async () => {
		const panel = await followingPanel();
		const { query } = await answerNext(panel);
		assert.ok("from" in query.range);
		assert.equal(panel.all("show").length, 1);
		const { revision, part, news } = panel.last("append");
		assert.deepEqual([revision, part], [2, 0]);
		const came = openResult(joinResult(news));
		assert.equal(came.series[0]?.times[0], parseIso(query.range.from));
		assert.equal(came.fetchedAt, panel.clock.now());
		assert.equal(panel.controller.shown({}).revision, 2);
		assert.equal(panel.controller.results[0]?.chunks.length, 2);
	});

	it("says when it asks next and what an hour of that takes", async () => {
		const panel = await followingPanel();
		const began = panel.clock.now();
		const { nextAt, cost, answeredAt } = panel.last("following");
		assert.deepEqual([nextAt, answeredAt], [began + 15_000, began]);
		assert.equal(cost, "240 requests an hour");
	});

	it("asks nothing while nobody looks, and keeps what came for the next window", async () => {
		const panel = await followingPanel();
		await answerNext(panel);
		assert.equal(panel.saved.length, 1);
		panel.controller.watch(false);
		const { isOn, nextAt, isAsking } = panel.last("following");
		assert.deepEqual([isOn, nextAt, isAsking], [true, undefined, undefined]);
		assert.equal(panel.saved.length, 2);
		panel.clock.pass(24 * HOUR_MS);
		await settled();
		assert.equal(panel.followed.length, 1);
		panel.controller.watch(true);
		panel.clock.pass(0);
		await settled();
		assert.equal(panel.followed.length, 2);
		assert.equal(panel.last("following").isAsking, true);
	});

	it("sends all of it to a page that comes back, with what came meanwhile", async () => {
		const panel = await followingPanel();
		panel.clock.pass(15_000);
		await settled();
		panel.controller.pageGone();
		const asked = panel.followed[0] ?? assert.fail();
		asked.resolve(answer(panel, asked.query));
		await settled();
		assert.equal(panel.all("append").length, 0);
		panel.controller.pageReady();
		assert.equal(panel.last("show").results[0]?.header.chunks.length, 2);
		assert.equal(panel.last("following").isOn, true);
	});

	it("cancels what is on its way when it is closed, and keeps what came", async () => {
		const panel = await followingPanel();
		await answerNext(panel);
		panel.clock.pass(15_000);
		await settled();
		assert.equal(panel.followed.length, 2);
		panel.controller.dispose();
		assert.equal(panel.followed[1]?.options.signal?.aborted, true);
		assert.equal(panel.saved.length, 2);
		panel.clock.pass(HOUR_MS);
		assert.equal(panel.followed.length, 2);
	});

	it("says why it ended when the key was refused, until it is switched on again", async () => {
		const panel = await followingPanel();
		panel.clock.pass(15_000);
		await settled();
		panel.followed[0]?.reject(providerError("badKey", "kaiko"));
		await settled();
		const { isOn, note } = panel.last("following");
		assert.equal(isOn, false);
		assert.equal(note?.kind, "ended");
		assert.match(note.text, /^ended: .*key/);
		await panel.controller.toggleFollow();
		await settled();
		assert.equal(panel.last("following").note, undefined);
	});

	it("says so no longer once the chart shows another answer", async () => {
		const panel = await followingPanel();
		panel.clock.pass(15_000);
		await settled();
		panel.followed[0]?.reject(providerError("badKey", "kaiko"));
		await settled();
		void panel.controller.refresh();
		panel.asked.at(-1)?.resolve(answer(panel));
		await settled();
		assert.deepEqual(panel.last("following"), { isOn: false });
	});

	it("says of a failure that passes only that the next request comes later, and why", async () => {
		const panel = await followingPanel();
		panel.clock.pass(15_000);
		await settled();
		panel.followed[0]?.reject(providerError("timeout", "kaiko"));
		await settled();
		const { isOn, note, delayed, nextAt } = panel.last("following");
		assert.deepEqual([isOn, note, delayed], [true, undefined, "delayed: timeout"]);
		assert.equal(nextAt, panel.clock.now() + 30_000);
		assert.equal(panel.all("failed").length, 0);
	});

	it("says until when a request waits that the server has put off", async () => {
		const panel = await followingPanel();
		panel.clock.pass(15_000);
		await settled();
		const until = epochMs(panel.clock.now() + 40_000);
		const tell = (waitingUntil?: EpochMs) => {
			panel.followed[0]?.options.onProgress?.({
				pages: 0,
				rows: 0,
				...(waitingUntil !== undefined && { waitingUntil, waitingFor: "rateLimited" }),
			});
			const { isAsking, nextAt, delayed } = panel.last("following");
			return { isAsking, nextAt, delayed };
		};
		assert.deepEqual(tell(until), {
			isAsking: undefined,
			nextAt: until,
			delayed: "delayed: rateLimited",
		});
		assert.deepEqual(tell(), { isAsking: true, nextAt: undefined, delayed: undefined });
	});

	it("ends when the chart shows another query, and goes on when it asks anew", async () => {
		const panel = await followingPanel();
		void panel.controller.refresh();
		panel.asked.at(-1)?.resolve(answer(panel));
		await settled();
		assert.equal(panel.last("following").isOn, true);
		void panel.controller.change({
			queries: [{ ...BTC_USD_VWAP, range: { last: "1h" } }],
			view: {},
		});
		panel.clock.pass(HOUR_MS);
		await settled();
		assert.equal(panel.followed.length, 0);
	});

	it("is refused with the reason for a range that is over, and for the sample", async () => {
		const past = { from: "2026-03-28T00:00:00Z", to: "2026-03-29T00:00:00Z" };
		const panel = await shownPanel({ queries: [{ ...BTC_USD_VWAP, range: past }], view: {} });
		assert.match(panel.last("following").refusal ?? "", /range is over/);
		assert.match((await panel.controller.toggleFollow()) ?? "", /range is over/);
		assert.equal(panel.last("following").isOn, false);
		const sample = {
			kind: "vwap",
			provider: "trades",
			dataset: "sample",
			symbol: "BTC-USDT",
			interval: "1h",
			range: { last: "24h" },
		} as const;
		const other = await shownPanel({ queries: [sample], view: {} });
		assert.equal(other.last("following").refusal, "sample");
	});

	it("follows of several markets those that can be, each into its own answer", async () => {
		const past = { from: "2026-03-28T00:00:00Z", to: "2026-03-29T00:00:00Z" };
		const panel = await followingPanel({
			queries: [
				{ ...BTC_USD_VWAP, range: past },
				{ ...BTC_USD_VWAP, range: { last: "6h" } },
			],
			view: {},
		});
		await answerNext(panel);
		assert.equal(panel.followed.length, 1);
		assert.equal(panel.last("append").part, 1);
	});
});
