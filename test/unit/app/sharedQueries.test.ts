import assert from "node:assert/strict";
import type { RunQuery, RunQueryOptions } from "../../../src/app/runQuery";
import { shareEqualQueries } from "../../../src/app/sharedQueries";
import { providerError } from "../../../src/core/errors/errorText";
import type { FetchProgress } from "../../../src/core/feeds/feed";
import type { PackedResult } from "../../../src/core/result/packedResult";
import { text } from "../../../src/core/text";
import { epochMs } from "../../../src/core/time";
import { packed } from "../../support/packed";
import { BTC_USD_VWAP as QUERY } from "../../support/queries";
import { feedAnswer } from "./results";

const answer = (fetchedAt = 1): PackedResult =>
	packed({
		...feedAnswer([1, 2]),
		query: QUERY,
		fetchedAt: epochMs(fetchedAt),
		fromCache: "none",
		warnings: [{ code: "one", text: text("One.") }],
	});

/** A run that a test answers, and how often it was begun. */
function held(circumstances = () => "here" as string | undefined) {
	const begun: {
		readonly options: RunQueryOptions;
		readonly answer: (result?: PackedResult) => void;
	}[] = [];
	const alone: RunQuery = (_query, options = {}) =>
		new Promise((resolve, reject) => {
			begun.push({ options, answer: (result = answer()) => resolve(result) });
			options.signal?.addEventListener("abort", () => {
				const { partial, ...rest } = answer();
				if (partial === undefined) resolve({ ...rest, partial: { code: "cancelled" } });
				else reject(providerError("cancelled", "kaiko"));
			});
		});
	return { begun, run: shareEqualQueries(alone, circumstances) };
}

const settled = () => new Promise(setImmediate);

describe("equal queries of the same moment", () => {
	it("are one, however many ask", async () => {
		const { begun, run } = held();
		const all = Array.from({ length: 50 }, (_, at) =>
			// The order in which fields are written makes no difference.
			run(
				at % 2 === 0 ? QUERY : { ...Object.fromEntries(Object.entries(QUERY).reverse()), ...QUERY },
			),
		);
		await settled();
		assert.equal(begun.length, 1);
		begun[0]?.answer();
		const results = await Promise.all(all);
		assert.equal(new Set(results).size, 50);
		assert.ok(results.every(({ chunks }) => chunks[0]?.data === results[0]?.chunks[0]?.data));
	});

	it("are asked again once the answer has come", async () => {
		const { begun, run } = held();
		const first = run(QUERY);
		await settled();
		begun[0]?.answer();
		await first;
		const second = run(QUERY);
		await settled();
		assert.equal(begun.length, 2);
		begun[1]?.answer();
		await second;
	});

	it("give each an answer that another one's changes do not reach", async () => {
		const { begun, run } = held();
		const both = [run(QUERY), run(QUERY)];
		await settled();
		begun[0]?.answer();
		const [one, other] = await Promise.all(both);
		(one?.warnings as unknown[]).length = 0;
		Object.assign(one?.chunks[0]?.header ?? {}, { origin: "cached" });
		assert.equal(other?.warnings.length, 1);
		assert.notEqual(other?.chunks[0]?.header.origin, "cached");
	});

	it("C6: go on for the others when one cancels", async () => {
		const { begun, run } = held();
		const leaving = new AbortController();
		const left = run(QUERY, { signal: leaving.signal });
		const stays = run(QUERY, { signal: new AbortController().signal });
		await settled();
		leaving.abort();
		await assert.rejects(left, { kind: "cancelled" });
		assert.equal(begun[0]?.options.signal?.aborted, false);
		begun[0]?.answer();
		assert.equal((await stays).partial, undefined);
	});

	it("end when the last one cancels, who has what had come", async () => {
		const { begun, run } = held();
		const [first, last] = [new AbortController(), new AbortController()];
		const left = run(QUERY, { signal: first.signal });
		const alone = run(QUERY, { signal: last.signal });
		await settled();
		first.abort();
		await assert.rejects(left, { kind: "cancelled" });
		last.abort();
		assert.equal((await alone).partial?.code, "cancelled");
		assert.equal(begun[0]?.options.signal?.aborted, true);
		assert.equal(begun.length, 1);
	});

	it("tell each how far they are, also who joins later", async () => {
		const { begun, run } = held();
		const heard: FetchProgress[][] = [[], []];
		const tellTo = (at: number) => (progress: FetchProgress) => heard[at]?.push(progress);
		const first = run(QUERY, { onProgress: tellTo(0) });
		await settled();
		begun[0]?.options.onProgress?.({ pages: 1, rows: 5 });
		const second = run(QUERY, { onProgress: tellTo(1) });
		await settled();
		begun[0]?.options.onProgress?.({ pages: 2, rows: 10 });
		begun[0]?.answer();
		await Promise.all([first, second]);
		const both = [
			{ pages: 1, rows: 5 },
			{ pages: 2, rows: 10 },
		];
		assert.deepEqual(heard, [both, both]);
	});

	it("are one, too, where they continue equal answers, and not where they continue others", async () => {
		const { begun, run } = held();
		const base = { ...answer(), partial: { code: "rowLimit", completeFrom: epochMs(5) } } as const;
		const same = structuredClone(base);
		const later = { ...base, fetchedAt: epochMs(2) };
		const all = [base, same, later].map((continues) => run(QUERY, { continues }));
		all.push(run(QUERY));
		await settled();
		assert.equal(begun.length, 3);
		for (const one of begun) one.answer();
		await Promise.all(all);
	});

	it("are several where place, key or limits differ, and where nothing is known of them", async () => {
		let circumstances: string | undefined = "here";
		const { begun, run } = held(() => circumstances);
		const all = [run(QUERY)];
		circumstances = "there";
		all.push(run(QUERY));
		circumstances = undefined;
		all.push(run(QUERY), run(QUERY));
		await settled();
		assert.equal(begun.length, 4);
		for (const one of begun) one.answer();
		await Promise.all(all);
	});

	it("fail for all who wait", async () => {
		const run = shareEqualQueries(
			() => Promise.reject(providerError("server", "kaiko")),
			() => "here",
		);
		for (const one of [run(QUERY), run(QUERY)]) await assert.rejects(one, { kind: "server" });
	});
});
