import assert from "node:assert/strict";
import { once } from "node:events";
import { providerError } from "../../../../src/core/errors/errorText";
import type { ChartView, MarketQuery } from "../../../../src/core/query/query";
import type { PackedResult } from "../../../../src/core/result/packedResult";
import { epochMs } from "../../../../src/core/time";
import { LAGGARD_MS } from "../../../../src/host/panels/panelFetch";
import { createLoadVolume } from "../../../../src/host/panels/volume";
import { BTC_USD_VWAP } from "../../../support/queries";
import { opened } from "../../../support/packed";
import { packedResult } from "../../app/results";
import { openPanel, settled } from "./panelHarness";

const BTC = BTC_USD_VWAP;
const ETH = { ...BTC, instrument: "eth-usd" };
const SOL = { ...BTC, instrument: "sol-usd" };
const THREE: ChartView = { queries: [BTC, ETH, SOL], view: {} };
const TWO: ChartView = { queries: [BTC, ETH], view: {} };

const answer = (query: MarketQuery, price = 1): PackedResult => ({
	...packedResult([price]),
	query,
});

/** A panel that listens and whose first requests run. */
function running(view: ChartView) {
	const panel = openPanel(view);
	panel.controller.pageReady();
	void panel.controller.refresh();
	return panel;
}

/** A panel that has an answer to each of its queries. */
async function loaded(view: ChartView) {
	const panel = running(view);
	for (const query of view.queries) panel.request(query).resolve(answer(query));
	await settled();
	return panel;
}

const isThere = (results: readonly unknown[]) => results.map((result) => result !== null);

describe("chart panel of several markets", () => {
	it("asks all at once, shows them together and in their order, and keeps each", async () => {
		const { request, all, last, saved, asked } = running(THREE);
		assert.equal(asked.length, 3);
		for (const query of [SOL, BTC]) request(query).resolve(answer(query));
		await settled();
		assert.deepEqual(all("show"), []);
		request(ETH).resolve(answer(ETH));
		await settled();
		assert.deepEqual(isThere(last("show").results), [true, true, true]);
		assert.equal(all("show").length, 1);
		assert.deepEqual(
			saved.map(({ query }) => query),
			[SOL, BTC, ETH],
		);
	});

	it("says how many have answered and how much has come in all", async () => {
		const { request, last } = running(THREE);
		request(BTC).options.onProgress?.({ pages: 1, rows: 10 });
		request(ETH).options.onProgress?.({ pages: 2, rows: 20 });
		assert.equal(last("busy").text, "0 of 3, 30 rows");
		request(SOL).resolve(answer(SOL));
		await settled();
		assert.equal(last("busy").text, "1 of 3, 30 rows");
	});

	it("says what is waited for once nothing else is under way, and counts down", async () => {
		const { request, last, all, controller } = running(TWO);
		const waiting = (until: number) => ({
			pages: 0,
			rows: 0,
			waitingUntil: epochMs(until),
			waitingFor: "rateLimited" as const,
		});
		request(BTC).options.onProgress?.(waiting(9_000));
		assert.equal(last("busy").text, "0 of 2, 0 rows");
		request(ETH).options.onProgress?.(waiting(5_000));
		assert.equal(last("busy").text, "kaiko rateLimited until 9000");
		request(BTC).resolve(answer(BTC));
		await settled();
		assert.equal(last("busy").text, "kaiko rateLimited until 5000");
		const told = all("busy").length;
		while (all("busy").length === told) await once(AbortSignal.timeout(20), "abort");
		controller.cancel();
	});

	it("shows what is there once the rest takes long, and stays busy", async () => {
		const { request, types, last, controller } = running(THREE);
		let isDrawn = false;
		void controller.whenDrawn().then(() => (isDrawn = true));
		request(BTC).resolve(answer(BTC));
		await settled();
		assert.ok(!types().includes("show"));
		await new Promise((resolve) => setTimeout(resolve, LAGGARD_MS + 50));
		assert.deepEqual(isThere(last("show").results), [true, false, false]);
		assert.equal(types().at(-1), "busy");
		controller.pageDrew(1);
		for (const query of [ETH, SOL]) {
			assert.equal(isDrawn, false);
			request(query).resolve(answer(query));
			await settled();
		}
		assert.deepEqual(isThere(last("show").results), [true, true, true]);
		controller.pageDrew(last("show").revision);
		await settled();
		assert.equal(isDrawn, true);
	});

	it("shows the others when one fails, says why, and asks again only for that one", async () => {
		const { request, last, controller, asked, types } = running(TWO);
		request(BTC).resolve(answer(BTC));
		request(ETH).reject(providerError("notFound", "kaiko"));
		await settled();
		const { results, caption, revision } = last("show");
		assert.deepEqual(isThere(results), [true, false]);
		assert.deepEqual(
			caption.parts.map(({ problem }) => problem !== undefined),
			[false, true],
		);
		assert.match(last("failed").text, /^1 of 2: .*Kaiko/);
		assert.deepEqual(types().slice(-2), ["show", "failed"]);
		controller.pageDrew(revision);
		await controller.whenDrawn();
		void controller.retry();
		assert.equal(asked.length, 3);
		request(ETH).resolve(answer(ETH));
		await settled();
		assert.deepEqual(isThere(last("show").results), [true, true]);
		assert.equal(controller.failure, undefined);
		assert.equal(last("show").caption.parts[1]?.problem, undefined);
	});

	it("fails with one message when all fail", async () => {
		const { request, last, controller, types } = running(TWO);
		const drawn = controller.whenDrawn();
		request(ETH).reject(providerError("notFound", "kaiko"));
		request(BTC).reject(providerError("badKey", "kaiko"));
		await assert.rejects(drawn, { kind: "notFound" });
		assert.match(last("failed").text, /refused the API key/);
		assert.deepEqual(controller.failure?.query, BTC);
		assert.ok(!types().includes("show"));
	});

	it("keeps the earlier answer of a market that cannot be refreshed", async () => {
		const { controller, request, last } = await loaded(TWO);
		void controller.refresh();
		request(BTC).resolve(answer(BTC, 2));
		request(ETH).reject(providerError("server", "kaiko"));
		await settled();
		assert.deepEqual(isThere(last("show").results), [true, true]);
		assert.equal(last("show").caption.parts[1]?.problem, undefined);
		assert.match(last("failed").text, /^1 of 2/);
	});

	it("shows what had come when the rest is cancelled, and stops all of it", async () => {
		const { controller, request, last } = running(THREE);
		request(ETH).resolve(answer(ETH));
		await settled();
		controller.cancel();
		await settled();
		assert.ok(request(BTC).options.signal?.aborted);
		assert.ok(request(SOL).options.signal?.aborted);
		assert.deepEqual(isThere(last("show").results), [false, true, false]);
		assert.equal(controller.isRunning, false);
	});

	it("drops what comes late once a refresh overtakes it", async () => {
		const { controller, request, asked, all } = running(TWO);
		const [late] = asked;
		void controller.refresh();
		late?.resolve(answer(BTC, 7));
		for (const query of TWO.queries) request(query).resolve(answer(query));
		await settled();
		assert.equal(all("show").length, 1);
		assert.deepEqual(
			controller.results.map((result) => {
				const [series] = result === undefined ? [] : opened(result).series;
				return series?.kind === "vwap" && series.price[0];
			}),
			[1, 1],
		);
	});

	it("restores each market from what was kept of it, and asks nothing", async () => {
		const { controller, asked, last } = openPanel(TWO, [answer(ETH)]);
		controller.pageReady();
		await controller.restore();
		assert.deepEqual(isThere(last("show").results), [false, true]);
		assert.equal(last("show").caption.fromSnapshot, true);
		assert.equal(last("show").caption.parts[0]?.problem, "not loaded");
		assert.match(last("failed").text, /^1 of 2/);
		assert.deepEqual(asked, []);
	});
});

describe("chart panel that failed for the want of a key", () => {
	const isOf = (market: MarketQuery) => (query: MarketQuery) => query === market;

	it("asks again by itself once there is one, and only what failed for it", async () => {
		const { controller, asked, request } = running(TWO);
		request(BTC).resolve(answer(BTC));
		request(ETH).reject(providerError("noKey", "kaiko"));
		await settled();
		await controller.heal(isOf(BTC));
		assert.equal(asked.length, 2, "a key for another market heals nothing");
		void controller.heal(isOf(ETH));
		assert.equal(asked.length, 3);
		request(ETH).resolve(answer(ETH));
		await settled();
		assert.equal(controller.failure, undefined);
		await controller.heal(isOf(ETH));
		assert.equal(asked.length, 3);
	});

	it("asks again when another key is set, if the used one may not read it", async () => {
		for (const kind of ["badKey", "notEntitled", "planLimit"] as const) {
			const { controller, asked, request } = running(TWO);
			request(BTC).resolve(answer(BTC));
			const facts = kind === "planLimit" ? { condition: "history" as const } : {};
			request(ETH).reject(providerError(kind, "kaiko", facts));
			await settled();
			void controller.heal(() => true);
			assert.equal(asked.length, 3, kind);
		}
	});

	it("does not ask again for a key when something else failed, nor while it asks", async () => {
		const { controller, asked, request } = running(TWO);
		void controller.heal(() => true);
		assert.equal(asked.length, 2);
		request(BTC).resolve(answer(BTC));
		request(ETH).reject(providerError("server", "kaiko"));
		await settled();
		await controller.heal(() => true);
		assert.equal(asked.length, 2);
	});
});

describe("chart panel that changes in place", () => {
	it("keeps the answers of markets that stay and asks for the new one", async () => {
		const { controller, asked, request, last, posted, types } = await loaded(TWO);
		posted.length = 0;
		void controller.change({ queries: [BTC, SOL], view: { log: true } });
		assert.equal(asked.length, 3);
		assert.deepEqual(last("persist").queries, [BTC, SOL]);
		assert.deepEqual(isThere(last("show").results), [true, false]);
		assert.deepEqual(last("persist").view, { options: { log: true }, edition: 1 });
		assert.deepEqual(types(), ["persist", "show", "busy"]);
		request(SOL).resolve(answer(SOL));
		await settled();
		assert.deepEqual(isThere(last("show").results), [true, true]);
		assert.deepEqual(controller.view.queries, [BTC, SOL]);
	});

	it("asks nothing when a market goes", async () => {
		const { controller, asked, last } = await loaded(TWO);
		await controller.change({ queries: [ETH], view: {} });
		assert.equal(asked.length, 2);
		assert.deepEqual(controller.results[0]?.query, ETH);
		controller.pageDrew(last("show").revision);
		await controller.whenDrawn();
	});

	it("forgets the failure of a market that goes", async () => {
		const { controller, request } = running(TWO);
		request(BTC).resolve(answer(BTC));
		request(ETH).reject(providerError("notFound", "kaiko"));
		await settled();
		await controller.change({ queries: [BTC], view: {} });
		assert.equal(controller.failure, undefined);
	});

	it("asks anew what was still on its way", async () => {
		const { controller, asked, request, last } = running(TWO);
		request(BTC).resolve(answer(BTC));
		await settled();
		void controller.change({ queries: [BTC, ETH, SOL], view: {} });
		assert.deepEqual(
			asked.slice(2).map(({ query }) => query),
			[ETH, SOL],
		);
		assert.ok(asked[1]?.options.signal?.aborted);
		for (const query of [ETH, SOL]) request(query).resolve(answer(query));
		await settled();
		assert.deepEqual(isThere(last("show").results), [true, true, true]);
	});
});

describe("volumes of a chart", () => {
	const WITH_VOLUME = { ...BTC, aggregation: "count_ohlcv_vwap" as const };

	async function load() {
		const panel = await loaded({ queries: [BTC], view: {} });
		const loading = createLoadVolume<typeof panel>({
			changeChart: ({ controller }, queries) =>
				controller.change({ queries, view: controller.view.view }),
			refusedWords: () => "Not in your plan.",
		})(panel);
		return { ...panel, loading };
	}

	it("come with another query, which the panel then shows", async () => {
		const { controller, request, last, loading, asked, saved } = await load();
		assert.equal(last("busy").text, "page 0");
		request(WITH_VOLUME).resolve(answer(WITH_VOLUME));
		await loading;
		assert.deepEqual(controller.view.queries, [WITH_VOLUME]);
		assert.deepEqual(controller.results[0]?.query, WITH_VOLUME);
		assert.deepEqual(last("persist").queries, [WITH_VOLUME]);
		assert.deepEqual([asked.length, saved.length], [2, 2]);
	});

	for (const kind of ["notEntitled", "planLimit", "badKey"] as const) {
		it(`that the key may not read (${kind}) leave the chart, and the panel remembers why`, async () => {
			const { controller, request, last, loading, types } = await load();
			request(WITH_VOLUME).reject(providerError(kind, "kaiko"));
			await loading;
			assert.deepEqual(controller.view.queries, [BTC]);
			assert.equal(last("caption").caption.volumeRefused, "Not in your plan.");
			assert.ok(!types().includes("failed"));
			controller.pageReady();
			assert.equal(last("show").caption.volumeRefused, "Not in your plan.");
			controller.refuseVolume(undefined);
			assert.equal(last("caption").caption.volumeRefused, undefined);
		});
	}

	it("that fail otherwise are told over the chart, and asked for again", async () => {
		const { controller, request, last, loading, asked } = await load();
		request(WITH_VOLUME).reject(providerError("server", "kaiko"));
		await loading;
		assert.match(last("failed").text, /problem on its side/);
		void controller.retry();
		assert.equal(asked.length, 3);
		request(WITH_VOLUME).resolve(answer(WITH_VOLUME));
		await settled();
		assert.deepEqual(controller.view.queries, [WITH_VOLUME]);
		assert.equal(controller.failure, undefined);
	});

	it("that are cancelled change nothing", async () => {
		const { controller, loading, types } = await load();
		controller.cancel();
		await loading;
		assert.equal(types().at(-1), "idle");
		assert.equal(controller.failure, undefined);
	});
});
