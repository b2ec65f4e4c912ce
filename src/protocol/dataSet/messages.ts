import type { TimeRange } from "../../core/result/series";
import type { ColumnRef, TradesLayout } from "../../core/trades/layout/fileLayout";
import type {
	QuestionId,
	RowReading,
	SaidLayout,
	SaidTableLayout,
} from "../../core/trades/layout/understood";
import type { DataSetStrings } from "./strings";

/** Longest name of a data set, in UTF-16 units. */
export const DATA_SET_NAME_LENGTH = 100;
/** Longest name of a unit of sizes, and most decimals that whole prices may have. */
export const LONGEST_UNIT = 32;
export const MOST_PRICE_SCALE = 18;
/** Most rows of a file that are shown as they were read, and most rows that are shown because they were not. */
export const MOST_PREVIEW_ROWS = 20;
export const MOST_BAD_ROWS = 100;
/** Most facts of a table. */
export const MOST_TABLE_FACTS = 20;
/** Most files, instruments and columns of a data set that are named one by one. */
export const MOST_FILES = 1_000;
export const MOST_SYMBOLS = 1_000;
export const MOST_COLUMNS = 10_000;

/** Everything a person can ask the host for from the page of a data set, beside what has a message of its own. */
export const DATA_SET_ACTIONS = [
	/** Reads every row again. */
	"judge",
	/** Does again what failed. */
	"retry",
	/** Stops what runs. */
	"cancel",
	/** Forgets what was said of the files and finds out anew how they are read. */
	"startOver",
	/** Asks for other files in place of those that are gone. */
	"chooseFiles",
	/** Asks for another table of the same server. */
	"chooseTable",
	/** Asks for user and password of the server. */
	"signIn",
	"signInAsOther",
	"copySql",
	/** Copies lines, problems and texts of the rows that were left out. */
	"copyBadRows",
	"showLog",
	"openSettings",
] as const;
export type DataSetAction = (typeof DATA_SET_ACTIONS)[number];

/** A button for something that the host does. */
export interface DataSetButton {
	readonly id: DataSetAction;
	readonly label: string;
}

/** What the page needs to know besides the data set. */
export interface DataSetSettings {
	readonly strings: DataSetStrings;
	/** BCP 47 tag for number formats. */
	readonly locale: string;
	/** IANA zone, `UTC` or `local`: spans of trades are shown in it. */
	readonly timeZone: string;
}

/** What a data set is and how its files are read. Sentences are in the user's language. */
export interface ShownDataSet {
	readonly id: string;
	readonly name: string;
	/** Whether a person may give it another name. */
	readonly canRename: boolean;
	/** Whether its id may be another one, as far as that hangs on the data set alone. */
	readonly canChangeId: boolean;
	/** Where its trades stand, where that is a table of a server. It has no files then. */
	readonly table?: ShownTable;
	/** How many files it has. */
	readonly fileCount: number;
	/** The first of them. */
	readonly files: readonly ShownFile[];
	/** What the files were taken for: `Binance spot trades`. */
	readonly source: string;
	readonly columns: readonly ShownColumn[];
	/** The first rows of a file. */
	readonly rows: readonly ShownRow[];
	/** How many rows were looked at to find out how the files are read. */
	readonly rowsLookedAt: number;
	/** How the files are read, in sentences. */
	readonly words: {
		/** Who bought. */
		readonly side: string;
		readonly size: string;
		readonly time: string;
		readonly zone: string;
	};
	readonly fields: ShownFields;
	/** What the files do not tell. */
	readonly questions: readonly ShownQuestion[];
	/** How many instruments it has, as far as that is known. */
	readonly symbolCount: number;
	/** The first of them. */
	readonly symbols: readonly ShownSymbol[];
	readonly notes: readonly ShownNote[];
	/** What one pass over all rows found; absent before it. */
	readonly judgement?: ShownJudgement;
}

/** A table of a ClickHouse server. */
export interface ShownTable {
	/** With its database and its server, as short as it is clear. */
	readonly name: string;
	/** What the server says of it, each with what it is called. */
	readonly facts: readonly { readonly label: string; readonly value: string }[];
}

export interface ShownFile {
	/** Name or path, as short as it is clear. */
	readonly name: string;
	/** Size on disk in words: `1.2 MB`; absent where it is not known. */
	readonly size?: string;
	/** What became of it since it was looked at. */
	readonly state: (typeof FILE_STATES)[number];
}

/** `unreadable`: its content, or leave to read it. */
export const FILE_STATES = ["ok", "missing", "changed", "unreadable"] as const;

/** What a column says of a trade. */
export const COLUMN_ROLES = ["time", "price", "size", "side", "symbol", "id"] as const;
export type ColumnRole = (typeof COLUMN_ROLES)[number];

export interface ShownColumn {
	readonly ref: ColumnRef;
	readonly name: string;
	/** Absent where the column is not read. */
	readonly role?: ColumnRole;
}

/** A row of a file and what it says. */
export interface ShownRow {
	/** One text for each column; `null` where the row has no value. */
	readonly cells: readonly (string | null)[];
	readonly reading: ShownReading;
}

export type ShownReading =
	| Extract<RowReading, { readonly kind: "trade" | "other" }>
	| { readonly kind: "bad"; /** What is wrong, in words. */ readonly problem: string };

/** How the files are read, as a person can change it. What is absent makes no sense for these files. */
export interface ShownFields {
	/** Whether the first line names the columns. */
	readonly header?: boolean;
	/** Unit of times that are numbers. */
	readonly timeUnit?: NonNullable<TradesLayout["timeUnit"]> | "byMagnitude";
	/** Zone of times that name none, by its IANA name. */
	readonly zone?: string;
	/** Whose side it is, that the sign of the size says it, or that nothing does. */
	readonly sideOf: NonNullable<TradesLayout["sideOf"]> | "nobody";
	/** Words of the column of sides. */
	readonly sideWords?: NonNullable<TradesLayout["sideWords"]>;
	/** Those of them that are shown; the others are words that the file does not have. Absent: all. */
	readonly shownSideWords?: NonNullable<TradesLayout["sideWords"]>;
	readonly priceScale: number;
	readonly sizeUnit: string;
	readonly decimalComma?: boolean;
	/** The instrument of files without a column of symbols. */
	readonly symbol?: string;
	/** Rows with another value in this column are not read. */
	readonly only?: NonNullable<TradesLayout["only"]>;
	/** Whether rows that others have replaced are left out while a table is read. */
	readonly final?: boolean;
}

/** What a person has to say before there is a chart. */
export interface ShownQuestion {
	readonly id: QuestionId;
	readonly sentence: string;
	/** None where the answer is a text of one's own. */
	readonly choices: readonly ShownChoice[];
	/** Index of the choice that is most likely right. */
	readonly recommended?: number;
}

export interface ShownChoice {
	readonly label: string;
	/** Values from the file that help to decide. */
	readonly examples: readonly string[];
	/** What is said by choosing it. */
	readonly answer: SaidLayout;
}

/** An instrument; all but its name is known once all rows were read. */
export interface ShownSymbol {
	readonly symbol: string;
	readonly trades?: number;
	/** First trade, and one millisecond after the last. */
	readonly span?: TimeRange;
	/** Greatest step that all prices are multiples of, decimal text. */
	readonly tick?: string;
	/** Height of a row of its profiles, decimal text. */
	readonly step?: string;
}

export interface ShownNote {
	readonly kind: "warning" | "info";
	readonly text: string;
	/** What can be done about it. */
	readonly actions?: readonly DataSetButton[];
}

/** What reading every row found: counts of all files together. What nobody looked for is absent. */
export interface ShownJudgement {
	readonly trades: number;
	readonly bad: {
		/** All rows that were left out. */
		readonly count: number;
		/** The first hundred. */
		readonly first: readonly ShownBadRow[];
	};
	/** Rows equal to another in every column, id included: counted once. */
	readonly duplicates?: number;
	/** Rows equal to another where there is no id: all count. */
	readonly equalRows?: number;
	/** Ids that stand at trades of different numbers: both count. */
	readonly repeatedIds?: number;
	/** Trades earlier than the one in front of them. */
	readonly outOfOrder?: number;
	/** Trades whose side is not known. */
	readonly unknownSide: number;
	/** First trade, and one millisecond after the last; absent where there are none. */
	readonly span?: TimeRange;
	/** Size of all files on disk in words. */
	readonly size?: string;
	/** What was asked of the engine last, values filled in. */
	readonly sql?: string;
}

export interface ShownBadRow {
	/** Name of the file, where there are several. */
	readonly file?: string;
	/** From 1. */
	readonly line: number;
	/** As it stands in the file, cut to what can be shown. */
	readonly text: string;
	/** What is wrong, in words. */
	readonly problem: string;
}

/** Fields of a layout that a page may have found out again instead of saying them. */
export const FOUND_OUT = ["timeUnit", "symbol"] as const satisfies readonly (keyof SaidLayout)[];

/** Host to the page of a data set: payload per type. */
export interface HostToDataSet {
	settings: DataSetSettings;
	/** Id of the data set, which the page keeps for its next load. */
	persist: { readonly dataSet: string };
	/** The data set as it is now. What runs goes on until `idle` or `failed`. */
	show: { readonly dataSet: ShownDataSet };
	/** The files are being looked at, or read in full; answers are still taken. */
	busy: {
		readonly work: "understanding" | "judging";
		/** How much is done, from 0 to 1, where that is known. */
		readonly share?: number;
		/** How many files it is about. */
		readonly files?: number;
	};
	/** What became of the files of the data set that is shown. */
	files: { readonly files: readonly ShownFile[] };
	/** Nothing runs any more. */
	idle: Record<string, never>;
	/**
	 * What was asked for did not work; what was shown stays. After an `answer`, the answer was refused and what
	 * was shown holds.
	 */
	failed: {
		readonly text: string;
		/** A person stopped it: nothing is wrong. */
		readonly isCancelled?: boolean;
		/** More about it, for whoever wants to know. */
		readonly detail?: string;
		readonly actions: readonly DataSetButton[];
	};
	/** Something has been done that cannot be seen, such as a copy. */
	done: { readonly text: string };
}

/** Page of a data set to its host: payload per type. */
export interface DataSetToHost {
	/** The page listens. Sent once per load. */
	ready: Record<string, never>;
	/** Says a part of the layout, on top of what was said before (`withAnswer`). Answered by `show` or `failed`. */
	answer: {
		readonly said: SaidTableLayout;
		/** What was said of these no longer holds: it is to be found out. */
		readonly forget?: readonly (typeof FOUND_OUT)[number][];
	};
	/**
	 * Gives the data set another name, another id, or both. An id that cannot be taken is answered by `failed`, and then
	 * nothing is changed.
	 */
	rename: { readonly name: string; readonly id?: string };
	/** Opens a chart. */
	open: { readonly kind: "volumeProfile" | "vwap"; readonly symbol: string };
	action: { readonly id: DataSetAction };
	/** Something went wrong in the page; for the log. */
	problem: { readonly message: string };
}
