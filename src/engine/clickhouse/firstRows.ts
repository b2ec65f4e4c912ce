import { at } from "../../core/at";
import type { CancelSignal } from "../../core/cancel";
import { isProviderError } from "../../core/errors/errors";
import { namesVenue } from "../../core/trades/layout/columnNames";
import type { TableHead } from "../../core/trades/table/tables";
import type { TextCell } from "./answer";
import type { TableColumn } from "../../core/trades/table/columnType";
import type { Dialect } from "./dialect";
import type { ClickHouseServer } from "./server";
import { chql, joined, name, raw, type Statement } from "./statement";
import type { Table } from "./table";
import { symbolText } from "./tableRows";
import { fromTable } from "./tableStatement";

/** Rows that are looked at: enough to see each word of a side. */
const MOST_ROWS = 200;
/** Characters of a text that are looked at. */
const LONGEST_TEXT = 256;

/** How a column comes as text, and what its text is made of what comes. */
interface TextReading {
	readonly column: Statement;
	readonly textOf?: (cell: string) => string;
}

/** `undefined` for a column whose values tell nothing about trades, such as a list. */
function textReading(column: TableColumn, dialect: Dialect): TextReading | undefined {
	const own = chql`${name(column.name)}`;
	const { type } = column;
	switch (type.kind) {
		case "seconds":
			return {
				column: chql`toString(toUnixTimestamp(${own}))`,
				textOf: (cell) => moment(BigInt(cell), 0),
			};
		case "ticks": {
			if (!dialect.hasDateTime64) return undefined;
			const places = type.places <= 3 ? 3 : type.places <= 6 ? 6 : 9;
			const unit = raw({ 3: "Milli", 6: "Micro", 9: "Nano" }[places]);
			return {
				column: chql`toString(toUnixTimestamp64${unit}(${own}))`,
				textOf: (cell) => moment(BigInt(cell), places),
			};
		}
		case "text":
			return {
				column: chql`substring(${type.isPadded ? chql`toStringCutToZero(${own})` : chql`toString(${own})`}, 1, ${raw(String(LONGEST_TEXT))})`,
			};
		case "other":
			return /^Date(32)?$/.test(column.typeName) ? { column: chql`toString(${own})` } : undefined;
		default:
			return { column: chql`toString(${own})` };
	}
}

/** A count of parts of seconds since 1970 as ISO 8601 in UTC, with all of its digits. */
function moment(ticks: bigint, places: 0 | 3 | 6 | 9): string {
	const perSecond = 10n ** BigInt(places);
	const part = ((ticks % perSecond) + perSecond) % perSecond;
	const seconds = Number((ticks - part) / perSecond);
	const date = new Date(seconds * 1_000);
	if (Number.isNaN(date.getTime())) return String(ticks);
	const fraction = places === 0 ? "" : `.${String(part).padStart(places, "0")}`;
	return `${date.toISOString().slice(0, -5)}${fraction}Z`;
}

/**
 * Some rows of a table, values as text in the order of its columns: times in UTC, decimals with all digits. What cannot
 * be text is `null`, as are values that are absent. Rejects with `ProviderError`.
 */
export async function firstRows(
	server: ClickHouseServer,
	table: Table,
	signal: CancelSignal,
): Promise<readonly (readonly TextCell[])[]> {
	const readings = table.columns.map((column) => textReading(column, server.dialect));
	const asked = readings.flatMap((reading) => reading ?? []);
	if (asked.length === 0) return [];
	const columns = joined(
		asked.map(({ column }) => column),
		", ",
	);
	const statement = chql`SELECT ${columns} FROM ${fromTable(table, {})} LIMIT ${raw(String(MOST_ROWS))}`;
	const answer = await server.query(statement, { signal, wholeness: "any" });
	return Array.from({ length: answer.rows }, (_, row) => {
		let next = 0;
		return readings.map((reading) => {
			if (reading === undefined) return null;
			const cell = at(answer.columns, next++)[row] ?? null;
			return cell === null ? null : (reading.textOf?.(cell) ?? cell);
		});
	});
}

/** Venues that are told, as many as a layout can name. */
const MOST_VENUES = 64;
/** How long it is waited for them. */
const VENUES_MS = 10_000;

/**
 * The venues in all rows of a table, of the column that is called as one of them: one column is read. `undefined` where
 * there is none, or the server takes too long. Rejects with `ProviderError`.
 */
export async function venuesOf(
	server: ClickHouseServer,
	table: Table,
	signal: CancelSignal,
): Promise<TableHead["venues"]> {
	const column = table.columns.find(
		({ name: own, type }) => namesVenue(own) && (type.kind === "text" || type.kind === "words"),
	);
	if (column === undefined) return undefined;
	const statement = chql`SELECT DISTINCT ${symbolText(column)} FROM ${fromTable(table, {})} LIMIT ${raw(String(MOST_VENUES + 1))}`;
	const limited = new AbortController();
	const stop = () => limited.abort();
	signal.addEventListener("abort", stop, { once: true });
	const timer = setTimeout(stop, VENUES_MS);
	try {
		if (signal.aborted) stop();
		const answer = await server.query(statement, { signal: limited.signal, wholeness: "any" });
		const found = at(answer.columns, 0).flatMap((cell) => cell ?? []);
		return {
			column: column.name,
			values: found
				.filter((value) => value !== "")
				.sort()
				.slice(0, MOST_VENUES),
			hasMore: answer.rows > MOST_VENUES,
		};
	} catch (error) {
		const isTooMuch =
			isProviderError(error) && ["cancelled", "timeout", "tooLarge"].includes(error.kind);
		if (signal.aborted || !isTooMuch) throw error;
		return undefined;
	} finally {
		clearTimeout(timer);
		signal.removeEventListener("abort", stop);
	}
}
