import * as v from "valibot";
import { type Decimal, formatDecimal, readDecimal } from "../../decimal";
import { once } from "../../remembered";
import type { Entries } from "../../query/schema";
import { type Text, text } from "../../text";
import { epochMs } from "../../time";
import type { FileLayout } from "../layout/fileLayout";
import { saidLayoutSchema, saidTableLayoutSchema } from "../layout/layoutSchema";
import type { SaidTableLayout } from "../layout/understood";
import type { NumberFacts, TableFacts } from "../table/tableFacts";
import type { TableLayout } from "../table/tableLayout";
import type { TableRef, TableVerdict, TableVersion } from "../table/tables";
import type {
	BadRow,
	DayVerdict,
	FileVerdict,
	FileVersion,
	SymbolVerdict,
	TypedColumn,
} from "../verdict";

/** What is kept in another version is judged anew: a verdict can be had again. */
const FILES_FORMAT = 1;
/** Version of what is kept of tables. */
const TABLE_FORMAT = 2;

/**
 * What is known of a data set once all of its rows were read: kept, so that a version of a file is read in full once,
 * and of a table what has come since.
 */
export interface Judgement {
	/** What was said about files or table when they were judged: other words may make other layouts. */
	readonly said: SaidTableLayout;
	/** What they were taken for. */
	readonly source: Text;
	/** Height of rows of each instrument, chosen once: more trades do not change it. */
	readonly steps: Readonly<Record<string, Decimal>>;
	/** None of a table. */
	readonly files: readonly FileVerdict[];
	readonly table?: KeptTable;
}

/**
 * What is known of a table. First rows are others with each insert and merge, so that how they are read is kept: it
 * holds while the table has the same columns.
 */
export interface KeptTable {
	/** How its rows are read, as if all of it had been said. */
	readonly reading: SaidTableLayout;
	readonly columns: readonly TypedColumn[];
	readonly verdict: TableVerdict;
}

/** Nothing is known yet. */
export const NOT_JUDGED: Judgement = {
	said: {},
	source: text("Not read yet"),
	steps: {},
	files: [],
};

const count = () => v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const time = () => v.pipe(v.number(), v.finite(), v.transform(epochMs));
const decimal = () =>
	v.pipe(
		v.string(),
		v.rawTransform(({ dataset, addIssue, NEVER }): Decimal => {
			try {
				return readDecimal(dataset.value);
			} catch {
				addIssue({ message: "not a decimal number" });
				return NEVER;
			}
		}),
	);
const span = () => v.object({ from: time(), to: time() });

const dayVerdict = () =>
	v.object({
		day: time(),
		trades: count(),
		low: decimal(),
		high: decimal(),
	} satisfies Entries<DayVerdict>);

const symbolVerdict = () =>
	v.object({
		symbol: v.string(),
		trades: count(),
		span: span(),
		tick: decimal(),
		days: v.array(dayVerdict()),
		largestSize: decimal(),
	} satisfies Entries<SymbolVerdict>);

const badRow = () =>
	v.object({
		line: count(),
		text: v.string(),
		problem: v.picklist(["price", "size", "time", "cut", "tooLong", "unreadable"]),
	} satisfies Entries<BadRow>);

const typedColumn = () =>
	v.object({ name: v.string(), type: v.string() } satisfies Entries<TypedColumn>);

const version = () =>
	v.object({ path: v.string(), size: count(), mtimeMs: v.number() } satisfies Entries<FileVersion>);

/** A layout only decides whether a verdict is still about the file as it is read now, so it is compared as text. */
const layout = () => v.custom<FileLayout>((value) => typeof value === "object" && value !== null);
/** The same of a table: a verdict of another reading is none. */
const tableLayout = () =>
	v.custom<TableLayout>((value) => typeof value === "object" && value !== null);

const fileVerdict = () =>
	v.object({
		version: version(),
		layout: layout(),
		trades: count(),
		bad: v.object({ count: count(), first: v.array(badRow()) }),
		priceDecimals: count(),
		sizeDecimals: count(),
		priceDigits: count(),
		sizeDigits: count(),
		outOfOrder: count(),
		newestFirst: v.boolean(),
		duplicates: count(),
		repeatedIds: count(),
		equalRows: count(),
		unknownSide: count(),
		hasNumericIds: v.boolean(),
		idsFollowTime: v.boolean(),
		wholeTimes: v.boolean(),
		hasExponents: v.boolean(),
		schema: v.exactOptional(v.array(typedColumn())),
		symbols: v.array(symbolVerdict()),
	} satisfies Entries<FileVerdict>);

const numberFacts = () =>
	v.object({ places: count(), digits: count() } satisfies Entries<NumberFacts>);

const tableVerdict = () =>
	v.object({
		ref: v.object({
			connection: v.string(),
			database: v.string(),
			table: v.string(),
		} satisfies Entries<TableRef>),
		layout: tableLayout(),
		symbol: v.exactOptional(v.string()),
		version: v.exactOptional(
			v.object({ rows: count(), modifiedMs: v.number() } satisfies Entries<TableVersion>),
		),
		trades: count(),
		leftOut: count(),
		unknownSide: count(),
		hasNumericIds: v.boolean(),
		symbols: v.array(symbolVerdict()),
		lastDay: v.exactOptional(
			v.object({
				day: time(),
				leftOut: count(),
				unknownSide: count(),
			} satisfies Entries<NonNullable<TableVerdict["lastDay"]>>),
		),
		facts: v.object({
			price: v.exactOptional(numberFacts()),
			size: v.exactOptional(numberFacts()),
			idDigits: v.exactOptional(count()),
		} satisfies Entries<TableFacts>),
	} satisfies Entries<TableVerdict>);

const common = () => ({
	source: v.object({
		message: v.string(),
		args: v.array(v.union([v.string(), v.number()])),
	} satisfies Entries<Text>),
	steps: v.record(v.string(), decimal()),
});

const judgementSchema = once(() =>
	v.variant("schema", [
		v.object({
			schema: v.literal(FILES_FORMAT),
			said: saidLayoutSchema(),
			...common(),
			files: v.array(fileVerdict()),
		} satisfies Entries<Omit<Judgement, "table"> & { readonly schema: number }>),
		v.object({
			schema: v.literal(TABLE_FORMAT),
			said: saidTableLayoutSchema(),
			...common(),
			files: v.tuple([]),
			table: v.object({
				reading: saidTableLayoutSchema(),
				columns: v.array(typedColumn()),
				verdict: tableVerdict(),
			} satisfies Entries<KeptTable>),
		} satisfies Entries<Judgement & { readonly schema: number }>),
	]),
);

/** A judgement as a file keeps it: decimals are text with all of their digits. */
export function judgementJson(judgement: Judgement): string {
	const isDecimal = (value: unknown): value is Decimal =>
		typeof value === "object" && value !== null && "units" in value && "places" in value;
	const schema = judgement.table === undefined ? FILES_FORMAT : TABLE_FORMAT;
	return JSON.stringify({ schema, ...judgement }, (_name, value: unknown) =>
		isDecimal(value) ? formatDecimal(value) : value,
	);
}

/** The judgement that a file keeps; that of nothing where its content is of another version or damaged. */
export function readJudgement(value: unknown): Judgement {
	const result = v.safeParse(judgementSchema(), value, { abortEarly: true });
	if (!result.success) return NOT_JUDGED;
	const { said, source, steps, files } = result.output;
	const judgement = { said, source, steps, files };
	return "table" in result.output ? { ...judgement, table: result.output.table } : judgement;
}
