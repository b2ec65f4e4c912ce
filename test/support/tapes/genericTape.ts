import { isoText, makeTrades, type MadeTrade, plainText } from "./madeTrades";
import { type TapeFile, tapeTrade } from "./tapes";

/** What a column of a file of one's own says. */
export type GenericColumn = "time" | "price" | "size" | "side" | "symbol" | "id";

/** How a file of one's own is written; what is absent is the plainest way. */
export interface GenericForm {
	readonly seed?: number;
	readonly trades?: number;
	readonly file?: string;
	/** From left to right. */
	readonly columns?: readonly GenericColumn[];
	/** Names of the columns where they are called otherwise. */
	readonly names?: Readonly<Partial<Record<GenericColumn, string>>>;
	readonly isHeadless?: boolean;
	/** Lines in front of the header. */
	readonly banner?: readonly string[];
	readonly delimiter?: "," | ";" | "\t" | "|";
	readonly hasDecimalComma?: boolean;
	/** Small sizes as `1.5e-7`. */
	readonly hasExponents?: boolean;
	/** Every cell stands in quotes. */
	readonly hasQuotes?: boolean;
	readonly hasByteOrderMark?: boolean;
	readonly hasCrLf?: boolean;
	readonly encoding?: "utf-8" | "utf-16le" | "utf-16be";
	/** Numbers in a unit, or text: with `Z`, without a zone, with an offset of two hours. */
	readonly time?: "s" | "ms" | "us" | "ns" | "fraction" | "utc" | "zoneless" | "offset";
	readonly sideWords?: readonly [buy: string, sell: string];
}

const RESOLUTION = {
	s: 1_000_000_000n,
	ms: 1_000_000n,
	us: 1_000n,
	ns: 1n,
	fraction: 1_000n,
	utc: 1_000n,
	zoneless: 1_000_000n,
	offset: 1_000_000n,
} as const;
const OFFSET_NS = 7_200_000_000_000n;

function timeText({ nanoseconds }: MadeTrade, time: NonNullable<GenericForm["time"]>): string {
	switch (time) {
		case "fraction":
			return plainText(nanoseconds, 9);
		case "utc":
			return `${isoText(nanoseconds, 6)}Z`;
		case "zoneless":
			return isoText(nanoseconds, 3).replace("T", " ");
		case "offset":
			return `${isoText(nanoseconds + OFFSET_NS, 3)}+02:00`;
		default:
			return String(nanoseconds / RESOLUTION[time]);
	}
}

function cellOf(trade: MadeTrade, column: GenericColumn, form: GenericForm): string {
	const number = (text: string) => (form.hasDecimalComma === true ? text.replace(".", ",") : text);
	switch (column) {
		case "time":
			return timeText(trade, form.time ?? "ms");
		case "price":
			return number(plainText(trade.price, 2));
		case "size": {
			const size = plainText(trade.size, 8);
			return number(form.hasExponents === true ? Number(size).toExponential() : size);
		}
		case "side":
			return (form.sideWords ?? ["buy", "sell"])[trade.taker === "buy" ? 0 : 1];
		case "symbol":
			return trade.symbol;
		case "id":
			return String(trade.id);
	}
}

function encoded(text: string, encoding: NonNullable<GenericForm["encoding"]>): Uint8Array {
	if (encoding === "utf-8") return new TextEncoder().encode(text);
	const bytes = new Uint8Array(text.length * 2);
	const view = new DataView(bytes.buffer);
	for (let at = 0; at < text.length; at++) {
		view.setUint16(at * 2, text.charCodeAt(at), encoding === "utf-16le");
	}
	return bytes;
}

/** A file that no source publishes, of trades of `BTC-USDT`, with what is in it. */
export function genericTape(form: GenericForm = {}): TapeFile {
	const columns = form.columns ?? ["time", "price", "size", "side"];
	const delimiter = form.delimiter ?? ",";
	const trades = makeTrades({
		seed: form.seed ?? 1,
		trades: form.trades ?? 200,
		from: Date.UTC(2024, 0, 2, 14),
		resolution: RESOLUTION[form.time ?? "ms"],
		symbols: ["BTC-USDT"],
		isWhole: false,
		hasUnknownSides: false,
	});
	const quote = (cell: string) =>
		form.hasQuotes === true || cell.includes(delimiter) ? `"${cell.replaceAll('"', '""')}"` : cell;
	const lineOf = (cells: readonly string[]) => cells.map(quote).join(delimiter);
	const header = columns.map((column) => form.names?.[column] ?? column);
	const lines = [
		...(form.banner ?? []),
		...(form.isHeadless === true ? [] : [lineOf(header)]),
		...trades.map((trade) => lineOf(columns.map((column) => cellOf(trade, column, form)))),
	];
	const ending = form.hasCrLf === true ? "\r\n" : "\n";
	const plain = lines.map((line) => line + ending).join("");
	const text = form.hasByteOrderMark === true ? `\ufeff${plain}` : plain;
	const has = (column: GenericColumn) => columns.includes(column);
	return {
		name: form.file ?? "BTC-USDT.csv",
		bytes: encoded(text, form.encoding ?? "utf-8"),
		text,
		trades: trades.map((trade) => ({
			...tapeTrade(trade, has("side") ? {} : { hasNoSides: true }),
			...(has("id") ? { id: String(trade.id) } : {}),
		})),
		otherRows: 0,
	};
}
