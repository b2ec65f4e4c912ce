import assert from "node:assert/strict";
import type { ChartContent } from "../../../src/webview/content/types";
import type { TableContent } from "../../../src/webview/content/tableContent";

/** A number as it is printed for people: `−1,234.5 BTC` is -1234.5; NaN where there is none. */
export function numberIn(text: string): number {
	const [digits] = /[-−+]?[\d,]+(\.\d+)?/.exec(text) ?? [];
	return digits === undefined ? NaN : Number(digits.replaceAll(",", "").replace("−", "-"));
}

/** The value of a figure of the strip, or of the smaller words after one. */
export function valueOf({ figures }: ChartContent, id: string): string {
	const figure = figures.find((one) => one.id === id)?.value;
	const detail = figures.find((one) => one.detail?.id === id)?.detail?.text;
	const text = figure ?? detail;
	assert.ok(text !== undefined, `${id} is not among ${figures.map((one) => one.id).join()}`);
	return plainSpaces(text);
}

/** Numbers keep together with their signs and units by spaces that do not break. */
export const plainSpaces = (text: string): string => text.replace(/[\u00a0\u202f]/g, " ");

export const labelsOf = (items: readonly { readonly label: string }[]): string[] =>
	items.map(({ label }) => label);

/** All cells of a table. */
export function rowsOf(table: TableContent): (readonly string[])[] {
	return Array.from({ length: table.count }, (_, index) => table.row(index).cells);
}

/** The cells of a column, by the beginning of its heading. */
export function columnOf(table: TableContent, heading: string): string[] {
	const at = table.columns.findIndex((column) => column.startsWith(heading));
	assert.ok(at >= 0, `${heading} is not among ${table.columns.join(" | ")}`);
	return rowsOf(table).map((cells) => cells[at] ?? "");
}
