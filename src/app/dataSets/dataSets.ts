import { isAbsolute } from "node:path";
import { readServerAddress } from "../../core/access/serverAddress";
import type { Decimal } from "../../core/decimal";
import { providerError } from "../../core/errors/errorText";
import type { ProviderError } from "../../core/errors/errors";
import { canonicalJson } from "../../core/query/canonical";
import { cleanMarketName } from "../../core/query/marketFormat";
import { type Text, text } from "../../core/text";
import { isDataSetId, newDataSetId } from "../../core/trades/dataSet/dataSetId";
import {
	connectionAt,
	type DataSetDefinition,
	FILES_FORMAT,
	filesOf,
	LONGEST_TABLE_NAME,
	MOST_PATHS,
	TABLE_FORMAT,
} from "../../core/trades/dataSet/definition";
import { defaultStep } from "../../core/trades/dataSet/defaultStep";
import { dataSetName } from "../../core/trades/dataSet/fileName";
import { type JudgedSymbol, judgedSymbols } from "../../core/trades/dataSet/judgedSymbols";
import { shorten } from "../../core/trades/layout/shorten";
import {
	type SaidLayout,
	type SaidTableLayout,
	withAnswer,
} from "../../core/trades/layout/understood";
import type { SumOptions, TradesSource, TradesSources } from "../../core/trades/source";
import type { TableRef } from "../../core/trades/table/tables";
import { Emitter } from "../emitter";
import { SharedWork } from "../sharedWork";
import type { DefinedDataSet, Judged, LookedAt, Reading, SteppedSymbol } from "./dataSet";
import { changed, type DataSetEntry, type DefinitionChange, type Definitions } from "./definitions";
import { FilesReader, type FilesReaderOptions } from "./filesReader";
import type { Judgements } from "./judgements";
import { refusal } from "./refusals";
import { type DataSetSummary, summaryOf } from "./summary";
import { TableReader, type TableReaderOptions } from "./tableReader";

/** Names that a sentence lists, and characters of what somebody else wrote. */
const MOST_NAMED = 12;
const LONGEST_SHOWN = 80;

/** What every new data set is called by. */
interface NewNames {
	/** Absent: made from the name. */
	readonly id?: string;
	/** Absent: made from the names of the files, or the table. */
	readonly name?: string;
}

export interface NewFiles extends NewNames {
	/** Absolute paths of files and folders, and patterns. */
	readonly files: readonly string[];
	readonly layout?: SaidLayout;
}

/** A table of a ClickHouse server that somebody has signed in to. */
export interface NewTable extends NewNames, TableRef {
	readonly layout?: SaidTableLayout;
}

/** What is asked of {@link DataSets.add}. */
export type NewDataSet = NewFiles | NewTable;

/** The instruments of one data set. */
export interface DataSetMarkets {
	readonly dataset: string;
	/** What the person calls it; absent where it ships with the extension. */
	readonly name: string | undefined;
	readonly symbols: readonly { readonly symbol: string; readonly step: Decimal }[];
}

export interface DataSetsOptions extends FilesReaderOptions, TableReaderOptions {
	readonly definitions: Definitions;
	readonly judgements: Judgements;
	/** Data sets that ship with the extension. */
	readonly shipped: TradesSources;
}

/**
 * The data sets of trades: what they are called, how their files or tables are read, and what came of reading them. All
 * methods reject with `ProviderError`: `notFound` for what is gone, `unreadable` for what holds no trades, `badRequest` for
 * a question that is open, for tables also as {@link TradesTables} says; changes of definitions also with `StorageError`.
 */
export class DataSets implements TradesSources {
	private readonly judging = new SharedWork<Judged>(() => providerError("cancelled", "trades"));
	private readonly files: FilesReader;
	private readonly tables: TableReader;
	/** What the last reading of a definition gave. */
	private readonly known = new Map<string, Judged>();
	private readonly sql = new Map<string, string>();
	private readonly answered = new Emitter<string>();

	/** A data set was asked, and a statement answered: its id. */
	readonly onDidAnswer = this.answered.event;

	constructor(private readonly options: DataSetsOptions) {
		this.files = new FilesReader(options);
		this.tables = new TableReader(options);
	}

	async ids(): Promise<readonly string[]> {
		const { definitions, shipped } = this.options;
		const own = await definitions.list();
		return [...(await shipped.ids()), ...own.map(({ id }) => id)];
	}

	async find(dataset: string, options: SumOptions): Promise<TradesSource | undefined> {
		const shipped = await this.options.shipped.find(dataset, options);
		if (shipped !== undefined) return shipped;
		const entry = await this.options.definitions.get(dataset);
		if (entry === undefined) return undefined;
		return (await this.judge(defined(entry), options)).source;
	}

	/** The statement that the last answer of a data set came from. */
	lastSql(id: string): string | undefined {
		return this.sql.get(id);
	}

	/** A data set by its id. Rejects with `notFound` where there is none. */
	async get(id: string): Promise<DefinedDataSet> {
		const entry = await this.options.definitions.get(id);
		if (entry === undefined) {
			throw refusal(
				"notFound",
				text(
					"There is no data set {0}. Use {1}.",
					shorten(id, LONGEST_SHOWN),
					fewOf(await this.ids()),
				),
			);
		}
		return defined(entry);
	}

	/**
	 * Adds a data set of the person's own. Files or table are looked at before, so that nothing is kept of what holds no
	 * trades; questions may stay open. The same under the same id, read in the same way, is no new data set.
	 */
	async add(wanted: NewDataSet, options: SumOptions): Promise<LookedAt> {
		const { definitions } = this.options;
		const { id } = wanted;
		const definition = definitionOf(wanted);
		if (id !== undefined) checkId(id);
		const known = id === undefined ? undefined : await definitions.get(id);
		if (known !== undefined && id !== undefined) {
			const isSame =
				known.definition !== undefined &&
				canonicalJson({ ...known.definition, name: "" }) ===
					canonicalJson({ ...definition, name: "" });
			if (!isSame) throw taken(id);
			return this.lookAt(defined(known), options);
		}
		// Looked at under no id yet: the path only names what is kept.
		const looked = await this.look({ id: id ?? "", path: "", state: "ok", definition }, options);
		const entry = await definitions.add(definition, (isUsed) => {
			if (id === undefined) return newDataSetId(definition.name, isUsed);
			if (isUsed(id)) throw taken(id);
			return id;
		});
		return { ...looked, entry: defined(entry) };
	}

	/** What a data set is called; its id where its definition cannot be read. */
	async nameOf(id: string): Promise<string> {
		return (await this.options.definitions.get(id))?.definition?.name ?? id;
	}

	/** The person's own data set of exactly these paths and patterns; `undefined` where there is none. */
	async ofFiles(files: readonly string[]): Promise<DefinedDataSet | undefined> {
		const wanted = canonicalJson([...files].sort());
		for (const entry of await this.options.definitions.list()) {
			const { definition, workspace } = entry;
			if (definition === undefined || workspace !== undefined) continue;
			if (canonicalJson([...filesOf(definition)].sort()) === wanted)
				return { ...entry, definition };
		}
		return undefined;
	}

	/** Looks at the first rows of a data set. */
	lookAt(entry: DefinedDataSet, options: SumOptions): Promise<LookedAt> {
		return this.look(entry, options);
	}

	/**
	 * Says more about how a data set's rows are read. What does not fit them is refused, and then nothing is changed.
	 */
	async answer(
		id: string,
		{
			said,
			forget,
		}: {
			readonly said: SaidTableLayout;
			readonly forget?: readonly (keyof SaidTableLayout)[];
		},
		options: SumOptions,
	): Promise<LookedAt> {
		const { definition } = await this.get(id);
		return this.change(id, { layout: withAnswer(definition.layout, said, forget) }, options);
	}

	/** Reads other files or another table, or reads them in another way; the same holds as for an answer. */
	async change(
		id: string,
		change: Omit<DefinitionChange, "name">,
		options: SumOptions,
	): Promise<LookedAt> {
		const entry = await this.get(id);
		const definition = changed(entry.definition, change);
		checkKind(definition);
		// Those of a workspace may be relative where they stand, and nobody changes them there.
		if (change.files !== undefined) checkFiles(change.files);
		const looked = await this.look({ ...entry, definition }, options);
		this.known.delete(entry.path);
		const after = await this.options.definitions.change(id, change);
		return { ...looked, entry: defined(after) };
	}

	/**
	 * Drops what was found out about a data set, so that every row is read again. The heights of rows stay:
	 * each is chosen once, or charts of the same query would change.
	 */
	async readAgain(id: string): Promise<void> {
		const entry = await this.get(id);
		this.known.delete(entry.path);
		await this.options.judgements.forgetVerdicts(entry.path);
	}

	/** The instruments of all data sets, as far as they are known without reading a row. */
	async markets(): Promise<readonly DataSetMarkets[]> {
		const { definitions, judgements, shipped } = this.options;
		const signal = new AbortController().signal;
		const ofShipped = (await shipped.ids()).map(async (dataset) => {
			const symbols = (await shipped.find(dataset, { signal }))?.symbols ?? [];
			return { dataset, name: undefined, symbols };
		});
		const own = (await definitions.list()).map(async ({ id, path, definition }) => {
			const { files, table, steps } = await judgements.read(path);
			const { symbols } = steppedSymbols(table?.verdict.symbols ?? judgedSymbols(files), steps);
			return { dataset: id, name: definition?.name, symbols };
		});
		return Promise.all([...ofShipped, ...own]);
	}

	/** What is known of all data sets but those that ship with the extension, without reading their files. */
	async summaries(): Promise<readonly DataSetSummary[]> {
		const { definitions, judgements } = this.options;
		return Promise.all(
			(await definitions.list()).map(async (entry) =>
				summaryOf(entry, await judgements.read(entry.path)),
			),
		);
	}

	async rename(id: string, name: string): Promise<void> {
		const cleaned = cleanMarketName(name);
		if (cleaned === "") return;
		const { path } = await this.options.definitions.change(id, { name: cleaned });
		this.known.delete(path);
	}

	/**
	 * Gives a data set of the person's own another id, under which queries name it from then on; what was found out
	 * about its files stays.
	 *
	 * @param isNamed whether something has the data set by its id; it would find it no more, so the id stays
	 */
	async changeId(
		id: string,
		wanted: string,
		isNamed: (id: string) => Promise<boolean>,
	): Promise<void> {
		if (wanted === id) return;
		checkId(wanted);
		if (await isNamed(id)) {
			throw refusal(
				"badRequest",
				text(
					"A chart or a saved market finds the data set by its id {0}. Close or delete it first, or leave the id.",
					id,
				),
			);
		}
		const { definitions, judgements } = this.options;
		const { path: former } = await this.get(id);
		const { path } = await definitions.changeId(id, wanted, (isUsed) => {
			if (isUsed(wanted)) throw taken(wanted);
		});
		this.known.delete(former);
		this.sql.delete(id);
		await judgements.move(former, path);
	}

	/** Forgets a data set and what was found out about it; its files stay as they are. */
	async forget(id: string): Promise<void> {
		const { definitions, judgements } = this.options;
		const entry = await definitions.get(id);
		if (entry === undefined) return;
		await definitions.remove(id);
		this.known.delete(entry.path);
		this.sql.delete(id);
		await judgements.forget(entry.path);
	}

	/**
	 * Reads what of a data set's rows has not been read yet, every one of it. Several who ask at once wait for one
	 * reading, which goes on until the last of them cancels.
	 */
	judge(entry: DefinedDataSet, options: SumOptions): Promise<Judged> {
		const name = canonicalJson([entry.path, entry.definition]);
		return this.judging.join(name, options, (shared) => this.judgeAlone(entry, shared));
	}

	private async judgeAlone(entry: DefinedDataSet, options: SumOptions): Promise<Judged> {
		const { judgements } = this.options;
		const last = this.known.get(entry.path);
		const before =
			last !== undefined && canonicalJson(last.entry.definition) === canonicalJson(entry.definition)
				? last
				: undefined;
		const reading = await this.read(entry, before, options);
		if (reading === undefined) {
			if (before === undefined) throw new Error("nothing was read, and nothing was known");
			return before;
		}
		const { steps } = await judgements.read(entry.path);
		const { symbols, hasNewSteps } = steppedSymbols(reading.symbols, steps);
		if (symbols.length === 0) throw refusal("unreadable", noTrades(entry, reading.leftOut));
		// Nothing is kept of what was forgotten meanwhile: another data set of that id would find it.
		const isThere = (await this.options.definitions.get(entry.id))?.path === entry.path;
		if (isThere && (hasNewSteps || reading.isNew)) {
			const all = Object.fromEntries(symbols.map(({ symbol, step }) => [symbol, step]));
			await judgements.write(entry.path, {
				said: entry.definition.layout,
				steps: { ...steps, ...all },
				...reading.found,
			});
		}
		const judged = reading.judged(symbols, (sql) => {
			this.sql.set(entry.id, sql);
			this.answered.fire(entry.id);
		});
		if (isThere) this.known.set(entry.path, judged);
		return judged;
	}

	private read(
		{ definition, ...entry }: DefinedDataSet,
		before: Judged | undefined,
		options: SumOptions,
	): Promise<Reading | undefined> {
		const kept = () => this.options.judgements.read(entry.path);
		return definition.schema === FILES_FORMAT
			? this.files.read({ ...entry, definition }, before, kept, options)
			: this.tables.read({ ...entry, definition }, before, kept, options);
	}

	private async look(
		{ definition, ...entry }: DefinedDataSet,
		options: SumOptions,
	): Promise<LookedAt> {
		const kept = entry.path === "" ? undefined : await this.options.judgements.read(entry.path);
		return definition.schema === FILES_FORMAT
			? this.files.look({ ...entry, definition }, kept, options)
			: this.tables.look({ ...entry, definition }, kept, options);
	}
}

function checkId(id: string): void {
	if (isDataSetId(id)) return;
	throw refusal(
		"badRequest",
		text(
			"{0} cannot be the id of a data set. Use another one, of small letters and digits parted by hyphens.",
			shorten(id, LONGEST_SHOWN),
		),
	);
}

function taken(id: string): ProviderError {
	return refusal(
		"badRequest",
		text("There is another data set {0} already. Choose another id, or forget that one.", id),
	);
}

function defined(entry: DataSetEntry): DefinedDataSet {
	const { definition, id } = entry;
	if (definition !== undefined) return { ...entry, definition };
	throw refusal(
		"unreadable",
		entry.state === "newer"
			? text("{0} was made by a newer version of Value Area. Update to use it.", id)
			: text(
					"The definition of {0} cannot be read. Mend {1}, or forget the data set.",
					id,
					entry.path,
				),
	);
}

/** The first of some names, for a sentence. */
function fewOf(names: readonly string[]): string {
	return names.length > MOST_NAMED
		? `${names.slice(0, MOST_NAMED).join(", ")}, …`
		: names.join(", ");
}

/** What a new data set is, once it is known that it can be one. */
function definitionOf(wanted: NewDataSet): DataSetDefinition {
	const { layout = {} } = wanted;
	const own = cleanMarketName(wanted.name ?? "");
	const definition: DataSetDefinition =
		"files" in wanted
			? {
					schema: FILES_FORMAT,
					name: own || dataSetName(wanted.files),
					files: wanted.files,
					layout,
				}
			: {
					schema: TABLE_FORMAT,
					name: own || cleanMarketName(wanted.table) || "Trades",
					connection: connectionAt(wanted.connection) ?? wanted.connection,
					database: wanted.database,
					table: wanted.table,
					layout,
				};
	if ("files" in definition) checkFiles(definition.files);
	checkKind(definition);
	return definition;
}

/** Whether a definition says nothing that its kind does not have, and a table where it stands. */
function checkKind(definition: DataSetDefinition): void {
	if (definition.schema === FILES_FORMAT) {
		if ("final" in definition.layout) throw refusal("badRequest", NO_FINAL);
		return;
	}
	if (connectionAt(definition.connection) === undefined) {
		const read = readServerAddress(definition.connection);
		// The address is not repeated: a password may stand in it.
		throw refusal("badRequest", read.ok ? NO_ADDRESS : read.problem);
	}
	for (const field of ["database", "table"] as const) {
		const { length } = definition[field];
		if (length > 0 && length <= LONGEST_TABLE_NAME) continue;
		throw refusal(
			"badRequest",
			text("{0} must be a name of 1 to {1} characters.", field, LONGEST_TABLE_NAME),
		);
	}
}

const NO_ADDRESS = text(
	"The address of a server needs scheme, host and port and nothing else, such as https://example.com:8443.",
);
const NO_FINAL = text("{0} is not a field of a layout. Remove it.", "layout.final");

/** No path, or more of them than a data set takes. */
export function wrongCount(): ProviderError {
	return refusal(
		"badRequest",
		text("A data set needs 1 to {0} files. A folder or a pattern may stand for many.", MOST_PATHS),
	);
}

function checkFiles(files: readonly string[]): void {
	if (files.length === 0 || files.length > MOST_PATHS) throw wrongCount();
	const notAbsolute = files.find(
		(path) => !isAbsolute(path) && !/^[a-z][a-z0-9+.-]+:\/\//i.test(path),
	);
	if (notAbsolute !== undefined) {
		throw refusal(
			"badRequest",
			text("{0} is not a whole path. Begin it at the root.", notAbsolute),
		);
	}
}

function noTrades({ definition: { name } }: DefinedDataSet, leftOut: number): Text {
	return text(
		"{0} has no row that is a trade; rows that could not be read: {1}. Check how its columns are read.",
		name,
		leftOut,
	);
}

function steppedSymbols(
	judged: readonly JudgedSymbol[],
	kept: Readonly<Record<string, Decimal>>,
): { readonly symbols: readonly SteppedSymbol[]; readonly hasNewSteps: boolean } {
	const symbols = judged.map((one) => {
		const known = Object.hasOwn(kept, one.symbol) ? kept[one.symbol] : undefined;
		return { ...one, step: known ?? defaultStep(one) };
	});
	return { symbols, hasNewSteps: symbols.some(({ symbol }) => !Object.hasOwn(kept, symbol)) };
}
