import { performance } from "node:perf_hooks";
import { join } from "node:path";
import { AnswerCache } from "../../../src/app/answerCache/answerCache";
import { createCachedFetch } from "../../../src/app/answerCache/cachedFetch";
import { createRunQuery } from "../../../src/app/runQuery";
import { createEndpoint } from "../../../src/core/access/endpoint";
import { kaikoFeed } from "../../../src/core/feeds/kaiko/feed";
import { kiyotakaFeed } from "../../../src/core/feeds/kiyotaka/feed";
import { createTradesFeed } from "../../../src/core/feeds/trades/feed";
import { DEFAULT_LIMITS } from "../../../src/core/limits";
import type { MarketQuery } from "../../../src/core/query/query";
import { sampleSources } from "../../../src/core/sample/sampleSource";
import { createApiClient } from "../../../src/net/client";
import { ThreadReadings } from "../../../src/reading/threadReadings";
import { LOOPBACK_KEY } from "../../support/keys";
import { complaining } from "../complaining";

/** What one process is started for. */
interface Order {
	readonly origin: string;
	readonly query: MarketQuery;
	/** Rows that the limit allows. */
	readonly rows: number;
	/** Epoch milliseconds of this machine's clock, which stands still. */
	readonly now: number;
	/** Folder of what was asked before; without it everything is asked for. */
	readonly cache?: string;
}

/** As much as the product's setting allows. */
const CACHE_BYTES = 256 * 1024 * 1024;

/** What it took to have the whole answer. */
export interface FetchFigures {
	readonly ms: number;
	/** Rows, or intervals of profiles. */
	readonly rows: number;
	/** Most memory of the process, its start included. */
	readonly peakMb: number;
}

/** Asks as the extension host does, from the first line of its own code on. */
async function run({ origin, query, rows, now, cache: folder }: Order): Promise<FetchFigures> {
	const began = performance.now();
	const log = complaining();
	const limits = () => ({ ...DEFAULT_LIMITS, rows });
	const clock = () => now;
	const cache = new AnswerCache({
		folder: folder ?? "",
		log,
		now: clock,
		capacity: () => (folder === undefined ? 0 : CACHE_BYTES),
	});
	const runQuery = createRunQuery({
		feeds: { kiyotaka: kiyotakaFeed, kaiko: kaikoFeed, trades: createTradesFeed(sampleSources) },
		client: createApiClient({
			endpoints: (provider) =>
				createEndpoint(provider, origin, () => Promise.resolve(LOOPBACK_KEY)),
			limits,
			log,
		}),
		readings: new ThreadReadings({ file: join(__dirname, "thread.cjs"), log }),
		fetch: createCachedFetch({ cache, ownerOf: () => "bench", now: clock }).fetch,
		limits,
		log,
		now: clock,
	});
	const { chunks, partial } = await runQuery(query);
	const ms = performance.now() - began;
	if (partial !== undefined) throw new Error(`a partial answer: ${partial.code}`);
	const came = chunks.flatMap(({ header }) =>
		header.series.map(({ columns }) => columns.times?.length ?? 0),
	);
	const peakMb = process.resourceUsage().maxRSS / 1_024;
	// What came is kept in the background, and not part of what is waited for.
	await cache.idle();
	return {
		ms,
		rows: came.reduce((sum, count) => sum + count, 0),
		peakMb,
	};
}

run(JSON.parse(process.argv[2] ?? "") as Order).then(
	(figures) => {
		process.stdout.write(`${JSON.stringify(figures)}\n`, () => process.exit(0));
	},
	(error: unknown) => {
		console.error(error);
		process.exit(1);
	},
);
