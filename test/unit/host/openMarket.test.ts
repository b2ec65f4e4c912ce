import assert from "node:assert/strict";
import { join } from "node:path";
import { MarketStore } from "../../../src/app/markets/marketStore";
import type { ChartView } from "../../../src/core/query/query";
import type { OpenChart } from "../../../src/host/openChart";
import { openMarket } from "../../../src/host/commands/markets/openMarket";
import { KeptLog } from "../app/keptLog";
import { useTemporaryFolder } from "../app/temporaryFolder";
import { BTC_USD_VWAP as VWAP, BTCUSDT_PROFILE as PROFILE } from "../../support/queries";

describe("opening a saved market", () => {
	const folder = useTemporaryFolder();
	const opened: [ChartView, string | undefined][] = [];
	const openChart: OpenChart = (view, options) => {
		opened.push([view, options?.market]);
		return Promise.resolve(undefined);
	};
	const saved = async (queries: ChartView["queries"]) => {
		const log = new KeptLog();
		const store = new MarketStore({ folder: join(folder(), "markets"), log, now: Date.now });
		const { id } = await store.add("Bitcoin", { queries, view: { log: true } });
		opened.length = 0;
		await openMarket({ store, openChart })(id);
		return id;
	};

	it("opens the chart that was saved, as the chart of that market", async () => {
		const id = await saved([PROFILE, VWAP]);
		assert.deepEqual(opened, [[{ queries: [PROFILE, VWAP], view: { log: true } }, id]]);
	});

	it("leaves the focus in the list at a click, and takes it at a double click or at a command", async () => {
		const id = await saved([PROFILE]);
		const log = new KeptLog();
		const store = new MarketStore({ folder: join(folder(), "markets"), log, now: Date.now });
		const other = await store.add("Other", { queries: [VWAP], view: {} });
		let time = 0;
		const kept: (boolean | undefined)[] = [];
		const open = openMarket({
			store,
			now: () => time,
			openChart: (_view, options) => {
				kept.push(options?.preserveFocus);
				return Promise.resolve(undefined);
			},
		});
		for (const [at, argument] of [
			[0, { id, isClicked: true }],
			[200, { id, isClicked: true }],
			[5_000, { id, isClicked: true }],
			[5_100, { id: other.id, isClicked: true }],
			[9_000, id],
			[9_100, { id }],
		] as const) {
			time = at;
			await open(argument);
		}
		assert.deepEqual(kept, [true, undefined, true, true, undefined, undefined]);
	});

	it("is refused with the reason when no chart can show what its file holds", async () => {
		const crowd = [PROFILE, { ...PROFILE, rawSymbol: "ETHUSDT" }, VWAP];
		await assert.rejects(saved(crowd), /one volume profile with one VWAP, or several of one kind/);
		assert.deepEqual(opened, []);
	});
});
