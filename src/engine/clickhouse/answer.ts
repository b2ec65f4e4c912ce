import type { Readable } from "node:stream";
import { refusalIn } from "./serverWords";

/** A value of an answer: text as the server wrote it, or nothing. */
export type TextCell = string | null;

/** An answer by columns, as many cells in each as there are rows. */
export interface TextColumns {
	readonly names: readonly string[];
	readonly types: readonly string[];
	readonly columns: readonly (readonly TextCell[])[];
	readonly rows: number;
}

/** An answer that is not what was asked for; `reason` is for the log. */
export class UnreadableAnswer extends Error {
	override readonly name = "UnreadableAnswer";

	constructor(readonly reason: string) {
		super(reason);
	}
}

/** A body that goes on beyond what may be read. */
export class EndlessAnswer extends Error {
	override readonly name = "EndlessAnswer";
}

/**
 * Reads a body to its end. The stream is destroyed whatever happens. Rejects with `EndlessAnswer` beyond so many bytes,
 * with the stream's error where it breaks.
 */
export async function readBytes(stream: Readable, most: number): Promise<Buffer> {
	const chunks: Buffer[] = [];
	let length = 0;
	for await (const chunk of stream as AsyncIterable<Buffer | string>) {
		const bytes = typeof chunk === "string" ? Buffer.from(chunk) : chunk;
		length += bytes.length;
		if (length > most) throw new EndlessAnswer();
		chunks.push(bytes);
	}
	return Buffer.concat(chunks, length);
}

/** How much of the end of a body is looked at for the words of a late failure. */
const TAIL = 16 * 1024;

/**
 * Reads a body of the format `JSONCompact`. It says how many rows it has and ends with that, so that a part of it is
 * never taken for the whole. Numbers have to come as text (`toString`), but for small whole ones: JSON's would be
 * rounded.
 *
 * @throws {Refusal} where the server failed after it had begun to answer
 * @throws {UnreadableAnswer} for anything else
 */
export function readAnswer(bytes: Buffer): TextColumns {
	const body = parsed(bytes);
	const failure = isRecord(body) && typeof body["exception"] === "string" ? body["exception"] : "";
	const late = failure === "" ? undefined : refusalIn(failure);
	if (late !== undefined) throw late;
	if (!isRecord(body) || failure !== "") throw new UnreadableAnswer("no answer of rows");
	const { meta, data, rows } = body;
	if (!Array.isArray(meta) || !Array.isArray(data) || rows !== data.length) {
		throw new UnreadableAnswer("an answer without columns, or of another length than it says");
	}
	const heads = meta.map((head: unknown) => {
		if (!isRecord(head) || typeof head["name"] !== "string" || typeof head["type"] !== "string") {
			throw new UnreadableAnswer("a column without name or type");
		}
		return { name: head["name"], type: head["type"] };
	});
	const columns = heads.map((): TextCell[] => new Array<TextCell>(data.length).fill(null));
	data.forEach((row: unknown, at) => {
		if (!Array.isArray(row) || row.length !== heads.length) {
			throw new UnreadableAnswer("a row of another length");
		}
		columns.forEach((column, index) => (column[at] = cellOf(row[index])));
	});
	return {
		names: heads.map(({ name }) => name),
		types: heads.map(({ type }) => type),
		columns,
		rows: data.length,
	};
}

function parsed(bytes: Buffer): unknown {
	const text = bytes.toString("utf8");
	try {
		return JSON.parse(text) as unknown;
	} catch {
		throw refusalIn(text.slice(-TAIL)) ?? new UnreadableAnswer("no JSON");
	}
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

function cellOf(value: unknown): TextCell {
	if (value === null || typeof value === "string") return value;
	if (typeof value === "number" && Number.isSafeInteger(value)) return String(value);
	throw new UnreadableAnswer("a value that is no text");
}
