import { nodeAtomicFs } from "../../../src/app/files/atomicWrite";
import { createRunQuery } from "../../../src/app/runQuery";
import { SnapshotStore } from "../../../src/app/snapshotStore";
import { createEndpoint } from "../../../src/core/access/endpoint";
import { kaikoFeed } from "../../../src/core/feeds/kaiko/feed";
import { kiyotakaFeed } from "../../../src/core/feeds/kiyotaka/feed";
import { createTradesFeed } from "../../../src/core/feeds/trades/feed";
import { DEFAULT_LIMITS } from "../../../src/core/limits";
import { viewKey } from "../../../src/core/query/canonical";
import type { MarketQuery } from "../../../src/core/query/query";
import { splitResult } from "../../../src/core/result/packedResult";
import { sampleSources } from "../../../src/core/sample/sampleSource";
import { createApiClient } from "../../../src/net/client";
import { ThreadReadings } from "../../../src/reading/threadReadings";
import { LOOPBACK_KEY } from "../../support/keys";
import { complaining } from "../complaining";

/** What the host has of one query. */
export interface HostAnswer {
	/** All that an open panel keeps of the answer. Nothing looks inside; it is only not let go. */
	readonly held: unknown;
	/** Bytes of the answer as the page gets it. */
	readonly packedBytes: number;
	/** Resolves when the snapshot is on the disk. */
	readonly saved: Promise<void>;
}

export interface HostOptions {
	/** Where the service answers that stands for both providers. */
	readonly origin: string;
	/** The file that the reading thread runs. */
	readonly threadFile: string;
	/** Folder of the snapshots. */
	readonly folder: string;
	/** Called when all of a snapshot is ready to be written, with the size of its answer; the write waits. */
	readonly whileWriting: (bytes: number) => Promise<void>;
}

/** Asks one query as a panel does, keeps its answer and its snapshot. */
export type AskHost = (query: MarketQuery) => Promise<HostAnswer>;

/**
 * What the extension host runs for a panel, without the editor. All that the bench of the host knows of
 * how the product is put together stands here.
 */
export function createHost({ origin, threadFile, folder, whileWriting }: HostOptions): AskHost {
	const log = complaining();
	const limits = () => DEFAULT_LIMITS;
	const client = createApiClient({
		endpoints: (provider) => createEndpoint(provider, origin, () => Promise.resolve(LOOPBACK_KEY)),
		limits,
		log,
	});
	const feeds = {
		kiyotaka: kiyotakaFeed,
		kaiko: kaikoFeed,
		trades: createTradesFeed(sampleSources),
	};
	const readings = new ThreadReadings({ file: threadFile, log });
	const runQuery = createRunQuery({ feeds, client, readings, limits, log, now: Date.now });
	let size = 0;
	const snapshots = new SnapshotStore({
		folder,
		log,
		now: Date.now,
		fs: {
			...nodeAtomicFs,
			open: async (path, flags, mode) => {
				const file = await nodeAtomicFs.open(path, flags, mode);
				let hasBegun = false;
				return {
					chmod: (rights) => file.chmod(rights),
					sync: () => file.sync(),
					stat: () => file.stat(),
					close: () => file.close(),
					writeFile: async (data) => {
						if (!hasBegun) await whileWriting(size);
						hasBegun = true;
						await file.writeFile(data);
					},
				};
			},
		},
	});
	return async (query) => {
		const result = await runQuery(query);
		if (result.partial !== undefined) throw new Error(`a partial answer: ${result.partial.code}`);
		const { header, buffers } = splitResult(result);
		size = buffers.reduce((sum, { byteLength }) => sum + byteLength, JSON.stringify(header).length);
		return {
			held: result,
			packedBytes: size,
			saved: snapshots.save(viewKey([query]), result),
		};
	};
}
