import { BLOCK_INTERVALS, blockAt } from "../../core/cache/blocks";
import type { Stamps } from "../../core/feeds/windowReader";
import { canonicalJson, questionKey } from "../../core/query/canonical";
import { intervalLength } from "../../core/query/interval";
import type { MarketQuery } from "../../core/query/query";
import { fields, list, map, number, oneOf, optional, text } from "../../core/reader";
import type { PackedChunk } from "../../core/result/chunk";
import { type PackedResult, splitResult } from "../../core/result/packedResult";
import { readResult } from "../../core/result/readResult";
import type { AccessRange } from "../../core/result/result";
import { byteLengthsOf } from "../../core/result/resultHeader";
import type { TimeRange } from "../../core/result/series";
import { type EpochMs, epochMs, toIso } from "../../core/time";
import {
	buffersOf,
	DamagedFile,
	decodeChecked,
	encodeChecked,
	type FileKind,
	headerOf,
	sha256,
} from "../files/checkedFile";

/** Grows when blocks of an earlier version mean something else; those are then never found again. */
const BLOCK: FileKind = { name: "value-area-answers", format: 1 };

/** Whose answers they are. */
export interface AnswerKey {
	/**
	 * Who gave them to whom: exact origin of the server, and id of the key, which is no part of the key; of data that are at
	 * hand, what names them as they are.
	 */
	readonly owner: string;
	/** The question, which names its data itself: a version, not the latest one. Its range does not matter. */
	readonly query: MarketQuery;
}

/** What answers say besides their numbers. */
export interface AnswerFacts {
	/** Which end of the intervals their times showed; the numbers here stand at the starts. */
	readonly stamps?: Stamps;
	/** What the provider said that the key may see. */
	readonly access?: AccessRange;
	readonly resolved?: Readonly<Record<string, string>>;
}

/** What is known of a thousand intervals. */
export interface Block extends AnswerFacts {
	/** In the order of time. Their stretches are what is known; no row there means that nothing traded. */
	readonly chunks: readonly PackedChunk[];
}

/** The identity of a block: everything but its numbers. */
function identityOf({ owner, query }: AnswerKey, start: EpochMs): string {
	return canonicalJson([BLOCK.format, BLOCK_INTERVALS, owner, questionKey(query), start]);
}

/** Name of a block's file. It tells nothing of the question. */
export function blockName(key: AnswerKey, start: EpochMs): string {
	return `${sha256(identityOf(key, start))}.bin`;
}

/** What the file of a block holds, in pieces. */
export function encodeBlock(
	key: AnswerKey,
	start: EpochMs,
	{ chunks, stamps, access, resolved }: Block,
): Promise<readonly Uint8Array[]> {
	const range = blockAt(start, intervalLength(key.query));
	const result: PackedResult = {
		query: { ...key.query, range: { from: toIso(range.from), to: toIso(range.to) } },
		range,
		chunks,
		warnings: [],
		...(access !== undefined && { access }),
		...(resolved !== undefined && { resolved }),
		fetchedAt: epochMs(Math.max(...chunks.map(({ header }) => header.fetchedAt))),
	};
	const { header, buffers } = splitResult(result);
	const identity = identityOf(key, start);
	return encodeChecked(BLOCK, { ...header, identity, stamps }, buffers);
}

const moment = map(number, epochMs);

const blockFacts = fields<{ identity: string; stamps?: Stamps }>({
	identity: text(),
	stamps: optional(oneOf(["start", "end"])),
});

/** What a block covers, without its numbers. */
export interface BlockCover extends Pick<AnswerFacts, "stamps"> {
	/** In the order of time. */
	readonly stretches: readonly TimeRange[];
}

const coverFacts = fields<{ identity: string; stamps?: Stamps; chunks: { stretch: TimeRange }[] }>({
	identity: text(),
	stamps: optional(oneOf(["start", "end"])),
	chunks: list(
		fields({ stretch: fields<TimeRange>({ from: moment, to: moment }) }),
		BLOCK_INTERVALS,
	),
});

/**
 * What the block covers whose file begins so. Throws `DamagedFile`, `DecodeError` or `SyntaxError` where it is not the
 * block of that name. Whether its numbers are as they were written is not known yet.
 */
export function coverOf(key: AnswerKey, start: EpochMs, head: Buffer): BlockCover {
	const { identity, stamps, chunks } = coverFacts(headerOf(BLOCK, head));
	if (identity !== identityOf(key, start)) throw new DamagedFile("of another question");
	const stretches = chunks.map(({ stretch }) => stretch);
	return { stretches, ...(stamps !== undefined && { stamps }) };
}

/** Reads a block back. Rejects with `DamagedFile` or `TypeError` where it is not the block of that name. */
export async function decodeBlock(key: AnswerKey, start: EpochMs, file: Buffer): Promise<Block> {
	const { header, data } = await decodeChecked(BLOCK, file);
	const { identity, stamps } = blockFacts(header);
	if (identity !== identityOf(key, start)) throw new DamagedFile("of another question");
	const { chunks, access, resolved } = readResult(header, buffersOf(byteLengthsOf(header), data));
	return {
		chunks,
		...(stamps !== undefined && { stamps }),
		...(access !== undefined && { access }),
		...(resolved !== undefined && { resolved }),
	};
}
