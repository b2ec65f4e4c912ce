import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createEndpoint } from "../../../../src/core/access/endpoint";
import { type ProviderError, isProviderError } from "../../../../src/core/errors/errors";
import { answerOf } from "../../../../src/app/answer";
import { fetchWindows, type FetchPorts } from "../../../../src/app/fetchWindows";
import type { Feed, FetchProgress } from "../../../../src/core/feeds/feed";
import type { Readings } from "../../../../src/core/feeds/windowReader";
import { ServerClock } from "../../../../src/core/feeds/serverClock";
import { DEFAULT_LIMITS, type Limits } from "../../../../src/core/limits";
import type { MarketQuery } from "../../../../src/core/query/query";
import { openSeries } from "../../../../src/core/result/openResult";
import type { FeedAnswer } from "../../../../src/core/result/result";
import { type EpochMs, epochMs } from "../../../../src/core/time";
import { createApiClient } from "../../../../src/net/client";
import { LOOPBACK_KEY } from "../../../support/keys";
import { assertRubric } from "../../../support/rubric";
import { FakeClock, MemoryLog, assertNoTrace } from "../../net/harness";
import { readingsHere } from "../../../../src/reading/bodyReading";

/** Sunday, 29 March 2026, 16:20 UTC: inside the hour of the published sample. */
export const NOW = epochMs(Date.UTC(2026, 2, 29, 16, 20));

export interface FeedHarness {
	readonly log: MemoryLog;
	readonly progress: FetchProgress[];
	readonly controller: AbortController;
	/** All windows of a query, with what is said of them. */
	run<Query extends MarketQuery>(feed: Feed<Query>, query: Query): Promise<FeedAnswer>;
	/** Runs a feed that has to fail. */
	fails<Query extends MarketQuery>(feed: Feed<Query>, query: Query): Promise<ProviderError>;
}

export interface FeedHarnessOptions {
	readonly origin: string;
	readonly limits?: Partial<Limits>;
	readonly key?: string;
	readonly now?: EpochMs;
	readonly onProgress?: (progress: FetchProgress) => void;
	/** Where answers are read; here when absent. */
	readonly readings?: Readings;
}

/** A feed's surroundings over the real client. */
export function createFeedHarness(options: FeedHarnessOptions): FeedHarness {
	const { origin, key = LOOPBACK_KEY, now = NOW, onProgress } = options;
	const limits = { ...DEFAULT_LIMITS, ...options.limits };
	const log = new MemoryLog();
	const progress: FetchProgress[] = [];
	const controller = new AbortController();
	const client = createApiClient({
		endpoints: (provider) => createEndpoint(provider, origin, () => Promise.resolve(key)),
		limits: () => limits,
		log,
		clock: new FakeClock(now),
		random: () => 0.5,
	});
	const ports: FetchPorts = {
		client,
		readings: options.readings ?? readingsHere,
		signal: controller.signal,
		limits,
		log,
		clock: new ServerClock(() => now),
		onProgress: (step) => {
			progress.push(step);
			onProgress?.(step);
		},
	};
	const run = async <Query extends MarketQuery>(feed: Feed<Query>, query: Query) => {
		const fetched = await fetchWindows(feed, query, ports);
		const { result } = answerOf(query, fetched, { clock: ports.clock, fetchedAt: now });
		const series = openSeries(result.chunks);
		const { range, partial, warnings, access, resolved } = result;
		return {
			range,
			series,
			warnings,
			...(partial && { partial }),
			...(access && { access }),
			...(resolved && { resolved }),
		};
	};
	return {
		log,
		progress,
		controller,
		run,
		fails: async (feed, query) => {
			const error = await run(feed, query).then(
				() => assert.fail("the feed did not fail"),
				(reason: unknown) => reason,
			);
			assert.ok(isProviderError(error), `not a ProviderError: ${String(error)}`);
			assertRubric(error, error.facts.market);
			assertNoTrace(error, log, [key]);
			return error;
		},
	};
}

/** A committed answer of a provider's documentation, parsed. */
export function fixture(name: string): unknown {
	return JSON.parse(readFileSync(join(process.cwd(), "test/fixtures", `${name}.json`), "utf8"));
}
