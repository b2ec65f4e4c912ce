import assert from "node:assert/strict";
import { join } from "node:path";
import {
	askLastValues,
	type FoundValue,
	planLastValues,
} from "../../../../src/app/markets/lastValues";
import { MarketStore } from "../../../../src/app/markets/marketStore";
import type { RunQuery } from "../../../../src/app/runQuery";
import { SnapshotStore } from "../../../../src/app/snapshotStore";
import { canonicalJson } from "../../../../src/core/query/canonical";
import type { MarketQuery } from "../../../../src/core/query/query";
import { answerOf } from "../../../support/answers";
import { packed } from "../../../support/packed";
import { BTC_USD_VWAP } from "../../../support/queries";
import { MIDNIGHT, vwapSeries } from "../../../support/series";
import { KeptLog } from "../keptLog";
import { useTemporaryFolder } from "../temporaryFolder";

const HOUR = 3_600_000;
const NOW = MIDNIGHT + 2 * HOUR + 60_000;
const ANSWER = packed(answerOf(BTC_USD_VWAP, vwapSeries([1, 2])));
const query = (more: Partial<typeof BTC_USD_VWAP>): MarketQuery => ({
	...BTC_USD_VWAP,
	interval: "1h",
	range: { last: "24h" },
	...more,
});

describe("last values of saved markets", () => {
	const folder = useTemporaryFolder();
	const ports = () => ({
		snapshots: new SnapshotStore({
			folder: join(folder(), "snapshots"),
			log: new KeptLog(),
			now: () => NOW,
		}),
		now: () => NOW,
	});
	const saved = async (...queries: MarketQuery[]) => {
		const log = new KeptLog();
		const store = new MarketStore({ folder: join(folder(), "markets"), log, now: () => NOW });
		const markets = [];
		for (const [at, one] of queries.entries()) {
			markets.push(await store.add(`market ${at}`, { queries: [one], view: {} }));
		}
		return markets;
	};
	const asked = async (
		questions: Awaited<ReturnType<typeof planLastValues>>["questions"],
		run: RunQuery,
		controller = new AbortController(),
	) => {
		const values: [string, FoundValue][] = [];
		const failures: [string, unknown][] = [];
		let done = 0;
		await askLastValues(questions, {
			run,
			signal: controller.signal,
			onValue: ({ name }, value) => values.push([name, value]),
			onFailure: ({ name }, error) => failures.push([name, error]),
			onDone: () => (done += 1),
		});
		return { values, failures, done };
	};

	it("come from kept answers without a request where those have them still", async () => {
		const one = query({});
		const [market] = await saved(one);
		assert.ok(market);
		const { snapshots, now } = ports();
		await snapshots.save(canonicalJson(one), ANSWER);
		const plan = await planLastValues([market], { snapshots, now });
		assert.deepEqual(plan.questions, []);
		assert.equal(plan.kept.get(market.id)?.value?.price, 2);
		const later = await planLastValues([market], { snapshots, now: () => NOW + HOUR });
		assert.equal(later.kept.size, 0);
		assert.deepEqual(later.questions[0]?.query.range, { last: "2h" });
	});

	it("are asked once where several markets need the same", async () => {
		const markets = await saved(
			query({}),
			query({ range: { last: "7d" } }),
			query({ instrument: "eth-usd" }),
		);
		const { questions } = await planLastValues(markets, ports());
		assert.equal(questions.length, 2);
		const requests: string[] = [];
		const { values, done } = await asked(questions, (one) => {
			requests.push(canonicalJson(one));
			return Promise.resolve(ANSWER);
		});
		assert.equal(new Set(requests).size, 2);
		assert.equal(requests.length, 2);
		assert.deepEqual([values.length, done], [3, 2]);
	});

	it("fail one by one, and the others come", async () => {
		const markets = await saved(query({}), query({ instrument: "eth-usd" }));
		const { questions } = await planLastValues(markets, ports());
		const { values, failures } = await asked(questions, (one) =>
			"instrument" in one && one.instrument === "eth-usd"
				? Promise.reject(new Error("no key"))
				: Promise.resolve(ANSWER),
		);
		assert.deepEqual(
			[values.map(([name]) => name), failures.map(([name]) => name)],
			[["market 0"], ["market 1"]],
		);
	});

	it("end when they are cancelled: nothing more is asked, and no failure is shown", async () => {
		const markets = await saved(
			...Array.from({ length: 12 }, (_, at) => query({ instrument: `c${at}-usd` })),
		);
		const { questions } = await planLastValues(markets, ports());
		const controller = new AbortController();
		let requests = 0;
		const { failures, done } = await asked(
			questions,
			(_query, options) => {
				requests += 1;
				if (requests === 4) controller.abort();
				return new Promise((_resolve, reject) => {
					const cancelled = () => reject(new Error("cancelled"));
					if (options?.signal?.aborted === true) cancelled();
					else options?.signal?.addEventListener("abort", cancelled);
				});
			},
			controller,
		);
		assert.equal(requests, 4);
		assert.deepEqual([failures, done], [[], 4]);
	});
});
