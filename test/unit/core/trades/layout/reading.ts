import assert from "node:assert/strict";
import { formatText } from "../../../../../src/core/text";
import { understand } from "../../../../../src/core/trades/layout/understand";
import type {
	Refusal,
	SaidLayout,
	Understood,
} from "../../../../../src/core/trades/layout/understood";
import { tapeHead } from "../../../../support/tapes/tapeHead";
import type { TapeTrade } from "../../../../support/tapes/tapes";

/** A file of one's own making. */
export interface File {
	readonly name: string;
	readonly bytes: Uint8Array;
}

export function fileOf(name: string, content: string | Uint8Array): File {
	return {
		name,
		bytes: typeof content === "string" ? new TextEncoder().encode(content) : content,
	};
}

/** Lines of a CSV, made from their number. */
export function csvOf(
	header: string | undefined,
	rows: number,
	row: (at: number) => unknown[],
): string {
	const lines = Array.from({ length: rows }, (_, at) => row(at).join(","));
	return [...(header === undefined ? [] : [header]), ...lines].map((line) => `${line}\n`).join("");
}

export function understood(file: File, said?: SaidLayout): Understood {
	const result = understand(tapeHead(file), said);
	assert.ok(result.ok, result.ok ? "" : formatText(result.problem));
	return result;
}

export function refused(file: File, said?: SaidLayout): Refusal {
	const result = understand(tapeHead(file), said);
	assert.ok(!result.ok, "it was understood");
	return result;
}

export const sentenceOf = (refusal: Refusal) => formatText(refusal.problem);

function isoOf({ microseconds }: TapeTrade): string {
	const iso = new Date(Number(microseconds / 1_000n)).toISOString();
	const below = microseconds % 1_000n;
	return below === 0n ? iso : iso.replace("Z", `${String(below).padStart(3, "0")}Z`);
}

/** Trades as their rows are shown. */
export function shownTrades(trades: readonly TapeTrade[]) {
	return trades.map((trade) => ({
		kind: "trade",
		time: isoOf(trade),
		price: trade.price,
		size: trade.size,
		side: trade.side,
		symbol: trade.symbol,
		...(trade.id === undefined ? {} : { id: trade.id }),
		count: trade.count,
	}));
}

/** What the shown rows say; rows of other kinds are left out. */
export function tradesOf({ rows }: Understood) {
	return rows.map(({ reading }) => reading).filter(({ kind }) => kind !== "other");
}

/** Fails unless the first rows of a file are read as they were made, without a question. */
export function assertRead(
	file: File & { readonly trades: readonly TapeTrade[] },
	said?: SaidLayout,
): Understood {
	const result = understood(file, said);
	const shown = tradesOf(result);
	assert.deepEqual(
		result.questions.map(({ id }) => id),
		[],
	);
	assert.ok(shown.length > 0);
	assert.deepEqual(shown, shownTrades(file.trades.slice(0, shown.length)));
	return result;
}
