import type { Text } from "../../text";
import type { BadRow } from "../verdict";
import type { ColumnRef, FileLayout, RowsLayout, TradeColumns, TradesLayout } from "./fileLayout";

/** What is known of a layout before anybody looks at the file: any part of it. */
export type SaidLayout = Omit<Partial<TradesLayout>, "columns"> & {
	readonly columns?: Partial<TradeColumns>;
};

/** The same of a table of a server, whose columns are called by their names. */
export interface SaidTableLayout extends SaidLayout {
	/** Whether rows that others have replaced are left out while they are read; absent: they count. */
	readonly final?: boolean;
}

/** What can be asked about a file. */
export type QuestionId =
	"time" | "timeUnit" | "zone" | "price" | "size" | "side" | "sideOf" | "symbol" | "exchange";

/** One answer to a question. */
export interface Choice {
	/** In few words: the name of a column, what a word means. */
	readonly label: Text;
	/** Values from the file that help to decide. */
	readonly examples: readonly string[];
	/** What is said by choosing it: to be merged with what has been said before (`withAnswer`). */
	readonly answer: SaidLayout;
}

/** What the file does not tell. */
export interface Question {
	readonly id: QuestionId;
	readonly sentence: Text;
	/** None where the answer is a text of one's own, such as a symbol. */
	readonly choices: readonly Choice[];
	/** Index of the choice that is most likely right. */
	readonly recommended?: number;
}

/** What a row of the file says. */
export type RowReading =
	| {
			readonly kind: "trade";
			/** ISO 8601 in UTC, with milliseconds, or with microseconds where it has any. */
			readonly time: string;
			/** Plain decimal text. */
			readonly price: string;
			readonly size: string;
			readonly side: "buy" | "sell" | "unknown";
			readonly symbol: string;
			readonly id?: string;
			/** How many trades of the venue it adds up. */
			readonly count: number;
	  }
	/** A sound row of another kind, such as an order. */
	| { readonly kind: "other" }
	| { readonly kind: "bad"; readonly problem: BadRow["problem"] };

export interface PreviewRow {
	/** One text for each column; `null` where the row has no value. */
	readonly cells: readonly (string | null)[];
	readonly reading: RowReading;
}

/** A column that a person can choose. */
export interface KnownColumn {
	readonly ref: ColumnRef;
	/** As the file or its source calls it; `#3` where nobody does. */
	readonly name: string;
}

/**
 * What rows of trades were taken for. The layout is complete, yet it only holds once no question is open: what
 * is asked stands in it as the choice that is recommended, or as what says least.
 */
export interface UnderstoodRows {
	readonly ok: true;
	/** Path of the file, or the table's name. */
	readonly path: string;
	/** Id of the source; `generic` where the columns were told by their names or values alone. */
	readonly source: string;
	readonly sourceName: Text;
	readonly layout: RowsLayout;
	readonly columns: readonly KnownColumn[];
	/** Whether the first line names the columns. */
	readonly header: boolean;
	/** The first rows, at most 20. */
	readonly rows: readonly PreviewRow[];
	/** Who bought, in words. */
	readonly sideRule: Text;
	/** Of the words of the layout's side those that tell something about the file; absent where it has none. */
	readonly sideWords?: NonNullable<TradesLayout["sideWords"]>;
	readonly sizeUnit: Text;
	readonly timeUnit: Text;
	readonly zone: Text;
	/** Instruments in the rows that were looked at. */
	readonly symbols: readonly string[];
	readonly symbolFrom: "column" | "name" | "said" | "nothing";
	readonly notes: readonly Text[];
	readonly rowsLookedAt: number;
	readonly questions: readonly Question[];
}

/** What a file of trades was taken for. */
export interface Understood extends UnderstoodRows {
	readonly layout: FileLayout;
}

/** Why a file cannot be read as trades, and what to do about it. */
export interface Refusal {
	readonly ok: false;
	/** `unreadable`: it holds no trades; `badRequest`: what was said does not fit the file. */
	readonly kind: "unreadable" | "badRequest";
	readonly problem: Text;
}

export function unreadable(problem: Text): Refusal {
	return { ok: false, kind: "unreadable", problem };
}

export function badRequest(problem: Text): Refusal {
	return { ok: false, kind: "badRequest", problem };
}

/** What is said of a column, and of no other one. */
const SAID_OF_COLUMNS = {
	time: ["timeUnit"],
	side: ["sideWords", "sideOf"],
	symbol: ["symbol"],
} as const satisfies Partial<Record<keyof TradeColumns, readonly (keyof SaidLayout)[]>>;

/**
 * What was said before, with an answer on top: columns one by one. What was said of a column falls when the answer
 * names another one, and a column of symbols when it names the instrument.
 *
 * @param forget what was said of these is to be found out again
 */
export function withAnswer(
	said: SaidTableLayout,
	answer: SaidTableLayout,
	forget: readonly (keyof SaidTableLayout)[] = [],
): SaidTableLayout {
	const { columns: saidColumns, ...kept }: Fields<SaidTableLayout> = said;
	const before: Fields<Partial<TradeColumns>> = { ...saidColumns };
	for (const role of ["time", "side", "symbol"] as const) {
		const named = answer.columns?.[role];
		if (named === undefined || named === before[role]) continue;
		for (const field of SAID_OF_COLUMNS[role]) delete kept[field];
	}
	if (answer.symbol !== undefined) delete before.symbol;
	for (const field of forget) {
		if (field !== "columns") delete kept[field];
	}
	const columns = forget.includes("columns") ? answer.columns : { ...before, ...answer.columns };
	return {
		...kept,
		...answer,
		...(columns === undefined || Object.keys(columns).length === 0 ? {} : { columns }),
	};
}

type Fields<T> = { -readonly [Name in keyof T]: T[Name] };
