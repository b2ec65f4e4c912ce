import assert from "node:assert/strict";
import { type ApiCalls, createApi } from "../../../src/host/createApi";
import { analyzeRows } from "../../../src/core/profile/analyzeRows";
import { anchoredVwap } from "../../../src/core/vwap/anchoredVwap";

const rejected = () => Promise.reject(new Error("asked"));

function lazyApi() {
	let loads = 0;
	const api = createApi((): ApiCalls => {
		loads += 1;
		return {
			run: rejected,
			estimate: rejected,
			open: rejected,
			openCheck: rejected,
			addDataSet: rejected,
			answer: rejected,
			analyzeProfile: (rows, options) => analyzeRows(rows, options),
			anchoredVwap: (points, options) => anchoredVwap(points, options),
		};
	});
	return { api, loads: () => loads };
}

describe("API before anything is loaded", () => {
	it("loads nothing until it is used, and cannot be changed", () => {
		const { api, loads } = lazyApi();
		assert.equal(api.apiVersion, 2);
		assert.ok(Object.isFrozen(api));
		assert.equal(loads(), 0);
	});

	it("computes at once and hands options on", () => {
		const { api, loads } = lazyApi();
		const rows = [
			{ price: 1, buy: 1, sell: 0 },
			{ price: 2, buy: 5, sell: 5 },
		];
		assert.deepEqual(api.analyzeProfile(rows, { percent: 95 }), analyzeRows(rows, { percent: 95 }));
		const points = [{ time: 0, price: 10, volume: 1 }];
		assert.deepEqual(api.anchoredVwap(points, { multipliers: [2] })[0]?.upper.length, 1);
		assert.equal(loads(), 2);
	});

	it("rejects when loading fails, and throws from functions that return no promise (L6)", async () => {
		const broken = createApi(() => {
			throw new Error("not loaded");
		});
		const query = {
			kind: "vwap",
			provider: "trades",
			dataset: "sample",
			symbol: "BTC-USDT",
		} as const;
		const whole = { ...query, interval: "1h", range: { last: "1d" } };
		await assert.rejects(broken.run(whole), /not loaded/);
		await assert.rejects(broken.estimate(whole), /not loaded/);
		await assert.rejects(broken.open(whole), /not loaded/);
		await assert.rejects(broken.openCheck({ vendor: whole, own: whole }), /not loaded/);
		await assert.rejects(broken.addDataSet({ files: ["/trades.csv"] }), /not loaded/);
		await assert.rejects(broken.answer("mine", {}), /not loaded/);
		assert.throws(() => broken.analyzeProfile([]), /not loaded/);
	});
});
