import assert from "node:assert/strict";
import { createRunQuery } from "../../../../src/app/runQuery";
import { providerError } from "../../../../src/core/errors/errorText";
import { DEFAULT_LIMITS } from "../../../../src/core/limits";
import type { PackedResult } from "../../../../src/core/result/packedResult";
import { epochMs, HOUR_MS } from "../../../../src/core/time";
import { answeringFeed } from "../../app/answeringFeed";
import { KeptLog } from "../../app/keptLog";
import { packedResult } from "../../app/results";
import { VWAP_VIEW } from "../../app/views";
import { openPanel, settled } from "./panelHarness";
import { readingsHere } from "../../../../src/reading/bodyReading";

const MARKET = "00000000000000aa";

describe("chart panel", () => {
	it("posts nothing before the page listens, and then everything (W8)", async () => {
		const { controller, asked, posted, types, last } = openPanel();
		void controller.refresh();
		asked[0]?.resolve(packedResult([1]));
		await settled();
		assert.deepEqual(posted, []);
		controller.pageReady();
		assert.deepEqual(types(), ["settings", "persist", "show"]);
		assert.equal(last("show").revision, 1);
	});

	it("posts the market's words first while the answer is on its way", () => {
		const { controller, types } = openPanel();
		void controller.refresh();
		controller.pageReady();
		assert.deepEqual(types(), ["settings", "persist", "caption", "busy"]);
	});

	it("posts nothing to a page that is gone, and all of it again when it is back (W8)", async () => {
		const { controller, asked, posted, types } = openPanel();
		controller.pageReady();
		void controller.refresh();
		controller.pageGone();
		posted.length = 0;
		asked[0]?.resolve(packedResult([1]));
		await settled();
		assert.deepEqual(posted, []);
		controller.pageReady();
		assert.deepEqual(types(), ["settings", "persist", "show"]);
	});

	it("leaves the view to the page: a refresh that was on its way undoes no click", async () => {
		const { controller, asked, all, last } = openPanel();
		controller.pageReady();
		assert.deepEqual(last("persist").view, { options: VWAP_VIEW.view, edition: 0 });
		void controller.refresh();
		controller.setViewOptions({ log: true }, 0);
		asked[0]?.resolve(packedResult([1]));
		await settled();
		assert.equal(all("persist").length, 1);
		assert.ok(!("view" in last("show")));
		assert.deepEqual(controller.view.view, { log: true });
	});

	it("shows the range of a linked chart: at once, or once a hidden page has drawn its chart", async () => {
		const { controller, asked, all, last } = openPanel();
		controller.pageReady();
		void controller.refresh();
		asked[0]?.resolve(packedResult([1]));
		await settled();
		controller.look({ zone: "UTC", range: { min: 1, max: 2 } });
		assert.deepEqual(all("looked"), []);
		controller.pageDrew(1);
		assert.deepEqual(last("looked"), { zone: "UTC", range: { min: 1, max: 2 } });
		controller.look({ zone: "UTC" });
		assert.deepEqual(last("looked"), { zone: "UTC" });
		controller.pageGone();
		controller.look({ zone: "UTC", range: { min: 3, max: 4 } });
		controller.look({ zone: "UTC", range: { min: 5, max: 6 } });
		controller.pageReady();
		assert.equal(all("looked").length, 2);
		controller.pageDrew(1);
		assert.deepEqual(last("looked"), { zone: "UTC", range: { min: 5, max: 6 } });
		controller.pageDrew(1);
		assert.equal(all("looked").length, 3);
	});

	it("gives a page that comes back the view of the page before", () => {
		const { controller, last } = openPanel();
		controller.pageReady();
		controller.setViewOptions({ log: true }, 0);
		controller.pageGone();
		controller.pageReady();
		assert.deepEqual(last("persist").view, { options: { log: true }, edition: 0 });
	});

	it("prefers a command's view to a click that was made on the view before", async () => {
		const { controller, asked, last } = openPanel();
		controller.pageReady();
		void controller.refresh();
		asked[0]?.resolve(packedResult([1]));
		await settled();
		await controller.change({ queries: VWAP_VIEW.queries, view: { log: true } });
		assert.deepEqual(last("persist").view, { options: { log: true }, edition: 1 });
		controller.setViewOptions({ table: true }, 0);
		assert.deepEqual(controller.view.view, { log: true });
		controller.setViewOptions({ log: true, table: true }, 1);
		assert.deepEqual(controller.view.view, { log: true, table: true });
	});

	it("has the page draw anew what it has when settings change, and sends no answer again", async () => {
		const { controller, asked, posted, types } = openPanel();
		controller.pageReady();
		void controller.refresh();
		asked[0]?.resolve(packedResult([1]));
		await settled();
		posted.length = 0;
		controller.settingsChanged();
		assert.deepEqual(types(), ["settings", "caption"]);
	});

	it("tells its page the saved market that it belongs to, by the name that it has now", async () => {
		const { controller, marketNames, asked, last } = openPanel(VWAP_VIEW, [], MARKET);
		controller.pageReady();
		assert.equal(last("persist").market, MARKET);
		assert.equal(last("caption").caption.savedAs, undefined);
		marketNames.set(MARKET, "Bitcoin");
		controller.wordsChanged();
		assert.equal(last("caption").caption.savedAs, "Bitcoin");
		void controller.refresh();
		asked[0]?.resolve(packedResult([1]));
		await settled();
		assert.equal(last("show").caption.savedAs, "Bitcoin");
	});

	it("belongs to a market once it is saved, and sends no view because of that", () => {
		const { controller, marketNames, last } = openPanel();
		controller.pageReady();
		assert.ok(!("market" in last("persist")));
		marketNames.set(MARKET, "Bitcoin");
		controller.tie(MARKET);
		assert.deepEqual(last("persist"), { queries: VWAP_VIEW.queries, market: MARKET });
		assert.equal(last("caption").caption.savedAs, "Bitcoin");
	});

	it("numbers its answers and keeps each as a snapshot", async () => {
		const { controller, asked, saved, last } = openPanel();
		controller.pageReady();
		for (const price of [1, 2]) {
			void controller.refresh();
			asked.at(-1)?.resolve(packedResult([price]));
			await settled();
		}
		assert.equal(last("show").revision, 2);
		assert.equal(saved.length, 2);
	});

	it("aborts a request that is overtaken and drops its late answer (C5)", async () => {
		const { controller, asked, types, last } = openPanel();
		controller.pageReady();
		void controller.refresh();
		void controller.refresh();
		assert.equal(asked[0]?.options.signal?.aborted, true);
		asked[1]?.resolve(packedResult([2]));
		await settled();
		asked[0]?.resolve(packedResult([1]));
		await settled();
		assert.equal(types().filter((type) => type === "show").length, 1);
		assert.equal(types().filter((type) => type === "failed").length, 0);
		assert.equal(last("show").revision, 1);
	});

	it("shows its progress elsewhere only when that is wanted", () => {
		const { controller, tasks } = openPanel();
		void controller.refresh();
		assert.equal(tasks.length, 0);
		void controller.refresh(true);
		assert.equal(tasks.length, 1);
	});

	it("tells the progress of a fetch in the panel and outside of it", () => {
		const { controller, asked, tasks, last } = openPanel();
		controller.pageReady();
		void controller.refresh(true);
		asked[0]?.options.onProgress?.({ pages: 3, rows: 30_000 });
		assert.deepEqual(last("busy"), { text: "page 3" });
		assert.equal(tasks[0]?.progress(), "page 3");
	});

	it("goes back to the earlier chart when a refresh is cancelled", async () => {
		const { controller, asked, tasks, types } = openPanel();
		controller.pageReady();
		void controller.refresh();
		asked[0]?.resolve(packedResult([1]));
		await settled();
		void controller.refresh(true);
		tasks[0]?.cancel();
		await settled();
		assert.equal(types().at(-1), "idle");
		assert.equal(controller.isRunning, false);
		assert.equal(controller.failure, undefined);
	});

	it("says that it was cancelled where there is no earlier chart", async () => {
		const { controller, last } = openPanel();
		controller.pageReady();
		void controller.refresh();
		controller.cancel();
		await settled();
		assert.match(last("failed").text, /cancelled/);
	});

	it("keeps the earlier chart under a failure, and a new answer clears it", async () => {
		const { controller, asked, posted, types, last } = openPanel();
		controller.pageReady();
		void controller.refresh();
		asked[0]?.resolve(packedResult([1]));
		await settled();
		void controller.refresh();
		asked[1]?.reject(providerError("server", "kaiko"));
		await settled();
		assert.match(last("failed").text, /Kaiko/);
		posted.length = 0;
		controller.pageReady();
		assert.deepEqual(types(), ["settings", "persist", "show", "failed"]);
		void controller.refresh();
		asked[2]?.resolve(packedResult([2]));
		await settled();
		assert.equal(controller.failure, undefined);
	});

	describe("with a part of its data missing", () => {
		const whole = packedResult([1, 2, 3]);
		const part: PackedResult = {
			...whole,
			partial: { code: "rowLimit", completeFrom: epochMs(whole.range.from + HOUR_MS) },
		};
		const openPart = async () => {
			const panel = openPanel();
			panel.controller.pageReady();
			void panel.controller.refresh();
			panel.asked[0]?.resolve(part);
			await settled();
			panel.controller.pageDrew(1);
			return panel;
		};

		it("asks for the rest of the answer that it shows, keeps the two as one, and can go on", async () => {
			const { controller, asked, last, saved } = await openPart();
			void controller.fetchRest();
			assert.equal(asked[1]?.options.continues, part);
			assert.equal(last("show").revision, 1, "the chart stays meanwhile");
			const more: PackedResult = { ...part, fetchedAt: epochMs(part.fetchedAt + 1) };
			asked[1].resolve(more);
			await settled();
			assert.equal(last("show").revision, 2);
			void controller.fetchRest();
			assert.equal(asked[2]?.options.continues, more);
			asked[2].resolve(whole);
			await settled();
			assert.deepEqual(saved, [part, more, whole]);
			await controller.fetchRest();
			assert.equal(asked.length, 3, "nothing is missing any more");
		});

		it("is unchanged when that is cancelled", async () => {
			const { controller, asked, types, posted } = await openPart();
			posted.length = 0;
			void controller.fetchRest();
			controller.cancel();
			await settled();
			assert.deepEqual(types(), ["busy", "idle"]);
			assert.deepEqual(controller.results, [part]);
			assert.equal(controller.failure, undefined);
			await controller.whenDrawn();
			void controller.fetchRest();
			assert.equal(asked.length, 3);
		});

		it("shows a failure of that above the chart, and another attempt asks only for the rest", async () => {
			const { controller, asked, last, all } = await openPart();
			void controller.fetchRest();
			asked[1]?.reject(providerError("server", "kaiko"));
			await settled();
			assert.match(last("failed").text, /problem on its side/);
			assert.equal(last("show").revision, 1);
			await controller.whenDrawn();
			void controller.retry();
			assert.equal(asked[2]?.options.continues, part);
			asked[2].resolve(whole);
			await settled();
			assert.equal(last("show").revision, 2);
			assert.equal(all("failed").length, 1);
			assert.equal(controller.failure, undefined);
		});

		it("still calls an answer from disk old when the rest has joined it", async () => {
			const { controller, asked, last } = openPanel(VWAP_VIEW, [part]);
			controller.pageReady();
			await controller.restore();
			void controller.fetchRest();
			asked[0]?.resolve(whole);
			await settled();
			assert.equal(last("show").caption.fromSnapshot, true);
		});
	});

	it("restores its snapshot without a request, marked as such (L1)", async () => {
		const { controller, asked, saved, last } = openPanel(VWAP_VIEW, [packedResult([1])]);
		controller.pageReady();
		await controller.restore();
		assert.equal(last("show").caption.fromSnapshot, true);
		assert.deepEqual([asked, saved], [[], []]);
	});

	it("asks the person where no snapshot was kept, and makes no request", async () => {
		const { controller, asked, last } = openPanel();
		controller.pageReady();
		await controller.restore();
		assert.equal(last("failed").text, "not loaded");
		assert.deepEqual(asked, []);
	});

	it("is drawn when the page has drawn the newest answer", async () => {
		const { controller, asked } = openPanel();
		controller.pageReady();
		void controller.refresh();
		let drawn = false;
		const waiting = controller.whenDrawn().then(() => (drawn = true));
		asked[0]?.resolve(packedResult([1]));
		await settled();
		controller.pageDrew(0);
		await settled();
		assert.equal(drawn, false);
		controller.pageDrew(1);
		await waiting;
		await controller.whenDrawn();
	});

	it("is asked for a picture once its page shows the chart, not before", async () => {
		const { controller, asked } = openPanel();
		let pictures = 0;
		const askPicture = () => controller.askDrawnPage(() => (pictures += 1));
		controller.pageReady();
		void controller.refresh();
		asked[0]?.resolve(packedResult([1]));
		await settled();
		askPicture();
		assert.equal(pictures, 0);
		controller.pageDrew(1);
		assert.equal(pictures, 1);
		askPicture();
		assert.equal(pictures, 2);
		controller.pageGone();
		askPicture();
		controller.pageReady();
		assert.equal(pictures, 2, "a page that has just been loaded draws nothing yet");
		controller.pageDrew(1);
		assert.equal(pictures, 3);
	});

	it("is not drawn by what a page said before it was gone", async () => {
		const { controller, asked } = openPanel();
		controller.pageReady();
		void controller.refresh();
		asked[0]?.resolve(packedResult([1]));
		await settled();
		controller.pageGone();
		controller.pageDrew(1);
		let drawn = false;
		const waiting = controller.whenDrawn().then(() => (drawn = true));
		await settled();
		assert.equal(drawn, false);
		controller.pageReady();
		controller.pageDrew(1);
		await waiting;
	});

	it("is never drawn when the fetch fails", async () => {
		const { controller, asked } = openPanel();
		void controller.refresh();
		const drawn = controller.whenDrawn();
		asked[0]?.reject(providerError("badKey", "kaiko"));
		await assert.rejects(drawn, { kind: "badKey" });
		await assert.rejects(controller.whenDrawn(), { kind: "badKey" });
	});

	it("is never drawn when the page fails before it has drawn", async () => {
		const { controller, asked } = openPanel();
		controller.pageReady();
		void controller.refresh();
		const drawn = controller.whenDrawn();
		controller.pageFailed();
		asked[0]?.resolve(packedResult([1]));
		await settled();
		controller.pageFailed();
		await assert.rejects(drawn, { name: "ProviderError", kind: "schema" });
		await assert.rejects(controller.whenDrawn(), { kind: "schema" });
	});

	it("is drawn by a page that fails afterwards, or that is loaded again", async () => {
		const { controller, asked } = openPanel();
		controller.pageReady();
		void controller.refresh();
		asked[0]?.resolve(packedResult([1]));
		await settled();
		controller.pageDrew(1);
		controller.pageFailed();
		await controller.whenDrawn();
		controller.pageGone();
		controller.pageReady();
		controller.pageFailed();
		controller.pageReady();
		const drawn = controller.whenDrawn();
		controller.pageDrew(1);
		await drawn;
	});

	it("aborts when it is closed, posts nothing more and rejects whoever waits (L3)", async () => {
		const { controller, asked, posted } = openPanel();
		controller.pageReady();
		void controller.refresh();
		const drawn = controller.whenDrawn();
		posted.length = 0;
		controller.dispose();
		assert.equal(asked[0]?.options.signal?.aborted, true);
		asked[0]?.resolve(packedResult([1]));
		await assert.rejects(drawn, { kind: "cancelled" });
		await settled();
		controller.pageReady();
		await controller.refresh();
		assert.deepEqual([posted, asked.length], [[], 1]);
	});

	it("stops the provider's requests of the real use case when it is closed", async () => {
		const notAsked = answeringFeed(() => Promise.reject(new Error("not asked")));
		let askedFor = () => {};
		const asked = new Promise<void>((resolve) => (askedFor = resolve));
		let stoppedFor = () => {};
		const stopped = new Promise<void>((resolve) => (stoppedFor = resolve));
		const runQuery = createRunQuery({
			feeds: {
				kaiko: answeringFeed(
					(_query, { signal }) =>
						new Promise((_resolve, reject) => {
							signal.addEventListener("abort", () => {
								stoppedFor();
								reject(providerError("cancelled", "kaiko"));
							});
							askedFor();
						}),
				),
				kiyotaka: notAsked,
				trades: notAsked,
			},
			client: { get: () => Promise.reject(new Error("not used")) },
			readings: readingsHere,
			limits: () => DEFAULT_LIMITS,
			log: new KeptLog(),
			now: Date.now,
		});
		const { controller } = openPanel(VWAP_VIEW, [], undefined, runQuery);
		const running = controller.refresh();
		await asked;
		controller.dispose();
		await stopped;
		await running;
	});
});
