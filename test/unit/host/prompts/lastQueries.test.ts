import assert from "node:assert/strict";
import { providerError } from "../../../../src/core/errors/errorText";
import type { ErrorKind } from "../../../../src/core/errors/errors";
import type { MarketQuery } from "../../../../src/core/query/query";
import { LastQueries, rememberAnswered } from "../../../../src/host/prompts/lastQueries";
import { KeptLog } from "../../app/keptLog";
import { packedResult } from "../../app/results";
import { PROFILE_VIEW, VWAP_VIEW } from "../../app/views";

const [VWAP] = VWAP_VIEW.queries;
const [PROFILE] = PROFILE_VIEW.queries;
assert.ok(VWAP !== undefined && PROFILE !== undefined);

/** Last queries behind a provider that fails with `failure`, or answers. */
function lastQueries(failure?: ErrorKind) {
	const kept = new Map<string, unknown>();
	const last = new LastQueries({
		keys: () => [...kept.keys()],
		get: (key: string) => kept.get(key) as never,
		update: (key, value) => Promise.resolve(void kept.set(key, value)),
	});
	const run = rememberAnswered(
		(query) =>
			failure === undefined
				? Promise.resolve({ ...packedResult([1]), query })
				: Promise.reject(providerError(failure, "kaiko")),
		last,
		new KeptLog(),
	);
	const ask = async (query: MarketQuery) => {
		last.expect(query);
		await run(query).catch(() => undefined);
	};
	return { last, run, ask };
}

describe("last queries", () => {
	it("are kept once they were answered, newest first", async () => {
		const { last, ask } = lastQueries();
		await ask(VWAP);
		await ask(PROFILE);
		assert.deepEqual(last.all, [PROFILE, VWAP]);
		await ask(VWAP);
		assert.deepEqual(last.newest, VWAP);
		assert.equal(last.all.length, 2);
	});

	it("are kept where the market has no trades in the range", async () => {
		const { last, ask } = lastQueries("emptyData");
		await ask(VWAP);
		assert.deepEqual(last.newest, VWAP);
	});

	for (const kind of ["notFound", "badRequest", "offline"] as const) {
		it(`are not kept where the answer is ${kind}`, async () => {
			const { last, ask } = lastQueries(kind);
			await ask(VWAP);
			assert.deepEqual(last.all, []);
		});
	}

	it("include only those that a person asked for", async () => {
		const { last, run } = lastQueries();
		await run(VWAP);
		assert.deepEqual(last.all, []);
	});
});
