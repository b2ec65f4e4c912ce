import { blockAt, blockStarts } from "../../core/cache/blocks";
import { mergedChunks } from "../../core/cache/joinedChunk";
import { sharedStretch } from "../../core/cache/stretches";
import type { Log } from "../../core/log";
import type { ProviderId } from "../../core/providers/ids";
import { intervalLength } from "../../core/query/interval";
import type { PackedChunk } from "../../core/result/chunk";
import { joinedStretches } from "../../core/result/openResult";
import type { TimeRange } from "../../core/result/series";
import type { EpochMs } from "../../core/time";
import { Emitter } from "../emitter";
import { type AtomicFs, nodeAtomicFs } from "../files/atomicWrite";
import { HEAD_LINES } from "../files/checkedFile";
import type { Removed } from "../files/hashedFiles";
import { systemCode } from "../files/storageError";
import {
	type AnswerFacts,
	type AnswerKey,
	type Block,
	type BlockCover,
	blockName,
	coverOf,
	decodeBlock,
	encodeBlock,
} from "./block";
import { CacheFolder } from "./cacheFolder";

/** Blocks that are read or written side by side. */
const AT_ONCE = 16;
/** No block takes more of the cap than this share, so that one answer does not push out all others. */
const LARGEST_SHARE = 1 / 4;

export interface AnswerCacheOptions {
	readonly folder: string;
	readonly log: Log;
	readonly now: () => number;
	/** Most bytes on the disk; 0 switches the cache off. Read anew whenever it matters. */
	readonly capacity: () => number;
	readonly fs?: AtomicFs;
}

/** What is known of a range. */
export interface KnownAnswer extends AnswerFacts {
	/** In the order of time; they are cut to blocks and not to the range. */
	readonly chunks: readonly PackedChunk[];
}

/** How much of the cache one answer may need. */
export interface ReadBounds {
	readonly intervals: number;
	readonly bytes: number;
}

const NOTHING: KnownAnswer = { chunks: [] };

/**
 * Closed intervals that providers have given, on the disk, so that they are not asked for twice: by owner,
 * question and data version, a thousand intervals on their grid in one file. Several windows share the folder:
 * each file is replaced as a whole, and of two windows that write the same one the later counts, so that at worst
 * something is asked for again.
 *
 * What one key was given never answers for another: owners are told apart by the id of the key, which is nothing of
 * the key itself, and once a key is saved, replaced or removed, all that its provider gave is cleared. What a key may
 * not see is no quiet time: it is an error, or lies outside of the access that the answer states, and neither is kept.
 *
 * Nothing here rejects: whatever goes wrong is "not known" and one line in the log.
 */
export class AnswerCache {
	private readonly folder: CacheFolder;
	private writes: Promise<void> = Promise.resolve();
	/** Grows with each clearing, so that an answer that was on its way does not bring back what was cleared. */
	private editions = 0;
	private readonly changed = new Emitter<undefined>();

	/** More is known than before, or nothing any more. */
	readonly onDidChange = this.changed.event;
	/** Whether the last access failed: then the next failure is no news. */
	private isFailing = false;

	constructor(private readonly options: AnswerCacheOptions) {
		const { folder, now, capacity, fs = nodeAtomicFs } = options;
		this.folder = new CacheFolder({ folder, now, capacity, fs });
	}

	get isOn(): boolean {
		return this.options.capacity() > 0;
	}

	/** Which state of the cache an answer begins with; see {@link keep}. */
	get edition(): number {
		return this.editions;
	}

	/** What is known of a range, as far back from its end as the bounds allow. */
	async find(key: AnswerKey, range: TimeRange, bounds: ReadBounds): Promise<KnownAnswer> {
		if (!this.isOn) return NOTHING;
		const interval = intervalLength(key.query);
		const found: Block[] = [];
		let bytes = 0;
		const starts = [...blockStarts(newest(range, bounds.intervals * interval), interval)];
		for (let at = 0; at < starts.length && bytes < bounds.bytes; at += AT_ONCE) {
			const some = starts.slice(at, at + AT_ONCE);
			const blocks = await Promise.all(some.map((start) => this.read(key, start)));
			for (const block of blocks) {
				if (block === undefined) continue;
				found.push(block);
				for (const { data } of block.chunks) bytes += data.byteLength;
			}
		}
		return together(found);
	}

	/**
	 * The stretches of a range that {@link find} would know, told by the beginnings of the files. What a file lost since it
	 * was written is not noticed here.
	 *
	 * @param intervals as far back from the end of the range it is looked
	 */
	async covers(key: AnswerKey, range: TimeRange, intervals: number): Promise<readonly TimeRange[]> {
		if (!this.isOn) return [];
		const interval = intervalLength(key.query);
		const found: BlockCover[] = [];
		const starts = [...blockStarts(newest(range, intervals * interval), interval)];
		for (let at = 0; at < starts.length; at += AT_ONCE) {
			const some = starts.slice(at, at + AT_ONCE);
			const covers = await Promise.all(some.map((start) => this.cover(key, start)));
			found.push(...covers.filter((one) => one !== undefined));
		}
		const stretches = alike(found).flatMap((cover) => cover.stretches);
		return joinedStretches(stretches).flatMap((one) => sharedStretch(one, range) ?? []);
	}

	private async cover(key: AnswerKey, start: EpochMs): Promise<BlockCover | undefined> {
		try {
			const [group, name] = [key.query.provider, blockName(key, start)];
			const head = await this.folder.firstLines(group, name, HEAD_LINES);
			return head && coverOf(key, start, head);
		} catch {
			// Whoever reads it whole tells of it.
			return undefined;
		}
	}

	/** One block; `undefined` where there is none that can be read. */
	private async read(key: AnswerKey, start: EpochMs): Promise<Block | undefined> {
		const [group, name] = [key.query.provider, blockName(key, start)];
		let file: Buffer | undefined;
		try {
			file = await this.folder.read(group, name);
		} catch (error) {
			this.tell("could not be read", error);
			return undefined;
		}
		if (file === undefined) return undefined;
		try {
			return await decodeBlock(key, start, file);
		} catch (error) {
			this.options.log.warn(`a cached answer was unreadable and is removed (${String(error)})`);
			await this.folder.remove(group, name).catch(() => undefined);
			return undefined;
		}
	}

	/**
	 * Keeps what came for closed intervals, in the background. Where something is known already, the new numbers
	 * count.
	 *
	 * @param chunks their stretches are what is kept of them
	 * @param edition of the cache when the answer was asked for; nothing is kept where it was cleared since
	 */
	keep(
		key: AnswerKey,
		chunks: readonly PackedChunk[],
		facts: AnswerFacts,
		edition: number,
	): Promise<void> {
		return this.queue("could not be written", async () => {
			if (!this.isOn || edition !== this.editions) return;
			const interval = intervalLength(key.query);
			const touched = new Map<EpochMs, PackedChunk[]>();
			for (const chunk of chunks) {
				for (const start of blockStarts(chunk.header.stretch, interval)) {
					const stretch = sharedStretch(chunk.header.stretch, blockAt(start, interval));
					if (stretch === undefined) continue;
					const part = { ...chunk, header: { ...chunk.header, stretch } };
					touched.set(start, [...(touched.get(start) ?? []), part]);
				}
			}
			const blocks = [...touched];
			for (let at = 0; at < blocks.length; at += AT_ONCE) {
				if (edition !== this.editions) return;
				const some = blocks.slice(at, at + AT_ONCE);
				const added = some.map(([start, parts]) => this.add(key, start, parts, facts));
				// Nothing is written any more once this ends, so that what is cleared next stays so.
				const failed = (await Promise.allSettled(added)).find(
					({ status }) => status === "rejected",
				);
				if (failed?.status === "rejected") throw failed.reason;
				await this.folder.prune();
			}
			this.changed.fire(undefined);
		});
	}

	private async add(
		key: AnswerKey,
		start: EpochMs,
		added: readonly PackedChunk[],
		facts: AnswerFacts,
	): Promise<void> {
		const known = await this.read(key, start);
		// Times that were told in another way are not mixed.
		const kept = known?.stamps === facts.stamps ? (known?.chunks ?? []) : [];
		const file = await encodeBlock(key, start, { ...facts, chunks: mergedChunks(kept, added) });
		const size = file.reduce((sum, { byteLength }) => sum + byteLength, 0);
		const [group, name] = [key.query.provider, blockName(key, start)];
		try {
			if (size <= this.options.capacity() * LARGEST_SHARE) {
				return await this.folder.write(group, name, file);
			}
		} catch (error) {
			await this.folder.remove(group, name);
			throw error;
		}
		// Numbers that are older than the newest that came are not given any more.
		if (known !== undefined) await this.folder.remove(group, name);
	}

	/** Removes what one provider gave, or all, and returns how much that was. */
	async clear(provider?: ProviderId): Promise<Removed> {
		this.editions += 1;
		let removed: Removed = { files: 0, bytes: 0 };
		await this.queue("could not be cleared", async () => {
			removed = await this.folder.clear(provider);
			this.changed.fire(undefined);
		});
		return removed;
	}

	/** Brings the files within the cap: at the start, and when it has changed. */
	prune(): Promise<void> {
		return this.queue("could not be counted", () => this.folder.prune());
	}

	/** Resolves when all that was to be kept is on the disk. */
	idle(): Promise<void> {
		return this.writes;
	}

	/** Does one thing after another. */
	private queue(failed: string, work: () => Promise<void>): Promise<void> {
		this.writes = this.writes.then(work).then(
			() => {
				this.isFailing = false;
			},
			(error: unknown) => this.tell(failed, error),
		);
		return this.writes;
	}

	private tell(what: string, error: unknown): void {
		if (this.isFailing) return;
		this.isFailing = true;
		const why = systemCode(error) ?? String(error);
		this.options.log.warn(`cached answers ${what} (${why}); everything is asked for anew`);
	}
}

/** The end of a range, of at most one length. */
function newest(range: TimeRange, length: number): TimeRange {
	return { from: Math.max(range.from, range.to - length) as EpochMs, to: range.to };
}

/**
 * Blocks, the newest first, as one answer. What was told in another way than the newest, by the ends of intervals
 * or their starts, is left out.
 */
function together(blocks: readonly Block[]): KnownAnswer {
	const [first] = blocks;
	if (first === undefined) return NOTHING;
	return { ...first, chunks: alike(blocks).flatMap(({ chunks }) => chunks) };
}

/** Blocks that tell times as the newest does, the oldest first. */
function alike<One extends Pick<AnswerFacts, "stamps">>(newestFirst: readonly One[]): One[] {
	const [first] = newestFirst;
	return newestFirst.filter(({ stamps }) => stamps === first?.stamps).reverse();
}

/** The stretches that an answer covers. */
export function coversOf({ chunks }: KnownAnswer): readonly TimeRange[] {
	return joinedStretches(chunks.map(({ header }) => header.stretch));
}
