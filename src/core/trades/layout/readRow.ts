import type { Cell } from "./head/headTable";
import type { ColumnRef, RowsLayout } from "./fileLayout";
import { isoMicroseconds, microsecondsOf, plainNumber } from "./numbers";
import type { RowReading } from "./understood";

/** Finds the cell that a layout means. */
export type CellOf = (ref: ColumnRef) => Cell | undefined;

const bad = (problem: Extract<RowReading, { kind: "bad" }>["problem"]): RowReading => ({
	kind: "bad",
	problem,
});

/** A number above zero, as plain text. */
function positive(cell: Cell | undefined, decimalComma: boolean, scale = 0): string | undefined {
	const plain = plainNumber((cell ?? "").trim(), decimalComma, scale);
	return plain === undefined || plain === "0" || plain.startsWith("-") ? undefined : plain;
}

function sideOf(layout: RowsLayout, cellOf: CellOf, size: string): "buy" | "sell" | "unknown" {
	const { side, columns } = layout;
	if (side.of === "amountSign") return size.startsWith("-") ? "sell" : "buy";
	if (side.of === "nobody" || columns.side === undefined) return "unknown";
	const word = (cellOf(columns.side) ?? "").trim().toLowerCase();
	const isBuy = side.buy.includes(word);
	if (!isBuy && !side.sell.includes(word)) return "unknown";
	return isBuy === (side.of === "taker") ? "buy" : "sell";
}

/** What one row says by a layout. For the few rows that are shown: the engine reads all. */
export function readRow(layout: RowsLayout, cellOf: CellOf): RowReading {
	const { columns, only, trades, decimalComma } = layout;
	if (only !== undefined && !only.values.includes(cellOf(only.column) ?? "")) {
		return { kind: "other" };
	}
	const microseconds = microsecondsOf((cellOf(columns.time) ?? "").trim(), layout);
	const time = microseconds === undefined ? undefined : isoMicroseconds(microseconds);
	if (time === undefined) return bad("time");
	const price = positive(cellOf(columns.price), decimalComma, layout.priceScale);
	if (price === undefined) return bad("price");
	const amount = (cellOf(columns.size) ?? "").trim();
	const isSigned = layout.side.of === "amountSign";
	const size = positive(isSigned ? amount.replace(/^-/, "") : amount, decimalComma);
	if (size === undefined) return bad("size");
	const id = columns.id === undefined ? undefined : cellOf(columns.id);
	const symbol = columns.symbol === undefined ? undefined : cellOf(columns.symbol);
	return {
		kind: "trade",
		time,
		price,
		size,
		side: sideOf(layout, cellOf, amount),
		symbol: symbol ?? layout.symbol ?? "",
		...(id === undefined || id === null ? {} : { id }),
		count:
			trades === undefined ? 1 : Number(cellOf(trades.last)) - Number(cellOf(trades.first)) + 1,
	};
}
