import { text, type Text } from "../../text";
import type { ColumnRef } from "./fileLayout";
import { candles, noRows, orderBook } from "./refusals";
import { type Refusal, unreadable } from "./understood";

/** What is said of rows, by where they stand: what helps is another file, or another table. */
export interface SourceWords {
	readonly noRows: () => Refusal;
	readonly candles: () => Refusal;
	readonly orderBook: () => Refusal;
	readonly noColumn: (ref: ColumnRef, count: number, all: string) => Text;
	readonly noRole: (role: "time" | "price" | "size", all: string) => Text;
	/** A column is called as one of numbers, and too many of its rows hold none. */
	readonly fewNumbers: (column: string, example: string) => Text;
	readonly oddDates: (example: string) => Text;
	/** Asks for the instrument. */
	readonly noSymbol: (name: string) => Text;
	/** Asks for the venues. */
	readonly severalVenues: Text;
}

export const FILE_WORDS: SourceWords = {
	noRows,
	candles,
	orderBook,
	noColumn: (ref, count, all) =>
		typeof ref === "number"
			? text(
					"There is no column {0}, counted from 0. The file has {1} columns: {2}.",
					ref,
					count,
					all,
				)
			: text("There is no column {0}. The file has {1}.", ref, all),
	noRole: (role, all) =>
		({
			time: text(
				"No column holds the times of trades. The file has {0}. Choose a file of trades, or say which column it is.",
				all,
			),
			price: text(
				"No column holds the prices of trades. The file has {0}. Choose a file of trades, or say which column it is.",
				all,
			),
			size: text(
				"No column holds the sizes of trades. The file has {0}. Choose a file of trades, or say which column it is.",
				all,
			),
		})[role],
	fewNumbers: (column, example) =>
		text(
			"Too many rows of the column {0} hold no number, such as {1}. Mend the file, or say which column it is.",
			column,
			example,
		),
	oddDates: (example) =>
		text(
			"Dates like {0} cannot be read for sure. Write date and time in one column, like 2024-01-31 09:30:00, or in milliseconds since 1970.",
			example,
		),
	noSymbol: (name) =>
		text("Neither the file nor its name {0} says the instrument. What is it called?", name),
	severalVenues: text("The file holds trades of several exchanges. Which ones are meant?"),
};

export const TABLE_WORDS: SourceWords = {
	noRows: () => unreadable(text("The table has no rows. Choose one that holds trades.")),
	candles: () =>
		unreadable(
			text(
				"The table holds candles (open, high, low and close), not trades. Profiles and VWAP need single trades: choose a table of those.",
			),
		),
	orderBook: () =>
		unreadable(
			text("The table holds an order book or quotes, not trades. Choose a table of trades."),
		),
	noColumn: (ref, _count, all) => text("There is no column {0}. The table has {1}.", ref, all),
	noRole: (role, all) =>
		({
			time: text(
				"No column holds the times of trades. The table has {0}. Choose a table of trades, or say which column it is.",
				all,
			),
			price: text(
				"No column holds the prices of trades. The table has {0}. Choose a table of trades, or say which column it is.",
				all,
			),
			size: text(
				"No column holds the sizes of trades. The table has {0}. Choose a table of trades, or say which column it is.",
				all,
			),
		})[role],
	fewNumbers: (column, example) =>
		text(
			"Too many rows of the column {0} hold no number, such as {1}. Say which column it is.",
			column,
			example,
		),
	oddDates: (example) =>
		text(
			"Dates like {0} cannot be read for sure. A table of trades needs a column with the time, of type DateTime or DateTime64 or of whole numbers since 1970.",
			example,
		),
	noSymbol: (name) =>
		text("Neither the columns nor the name {0} say the instrument. What is it called?", name),
	severalVenues: text("The table holds trades of several exchanges. Which ones are meant?"),
};
