import { promises as nodeFs } from "node:fs";
import { dirname, isAbsolute, relative, resolve, sep } from "node:path";
import type { Decimal } from "../../core/decimal";
import { providerError } from "../../core/errors/errorText";
import type { ErrorKind, ProviderError } from "../../core/errors/errors";
import { canonicalJson } from "../../core/query/canonical";
import { cleanMarketName } from "../../core/query/marketFormat";
import { formatText, type Text, text } from "../../core/text";
import { isDataSetId, newDataSetId } from "../../core/trades/dataSet/dataSetId";
import {
	type DataSetDefinition,
	FILES_FORMAT,
	type FilesDefinition,
	filesOf,
	MOST_PATHS,
} from "../../core/trades/dataSet/definition";
import { defaultStep } from "../../core/trades/dataSet/defaultStep";
import { dataSetName, fileName } from "../../core/trades/dataSet/fileName";
import { type JudgedSymbol, judgedSymbols } from "../../core/trades/dataSet/judgedSymbols";
import type { Judgement } from "../../core/trades/dataSet/judgement";
import type { FileHead, TradesEngine, TradesFile } from "../../core/trades/engine";
import { agree } from "../../core/trades/layout/agree";
import type { FileLayout } from "../../core/trades/layout/fileLayout";
import { shorten } from "../../core/trades/layout/shorten";
import { understand } from "../../core/trades/layout/understand";
import {
	type SaidLayout,
	type SaidTableLayout,
	type Understood,
	withAnswer,
} from "../../core/trades/layout/understood";
import type { SumOptions, TradesSource, TradesSources } from "../../core/trades/source";
import type { TableRef } from "../../core/trades/table/tables";
import { type FileVerdict, type FileVersion, isSameVersion } from "../../core/trades/verdict";
import { Emitter } from "../emitter";
import { SharedWork } from "../sharedWork";
import { changed, type DataSetEntry, type DefinitionChange, type Definitions } from "./definitions";
import { FileSource, type SteppedSymbol } from "./fileSource";
import { type Judgements, verdictOn } from "./judgements";
import { type DataSetSummary, summaryOf } from "./summary";

/** Names that a sentence lists, and characters of what somebody else wrote. */
const MOST_NAMED = 12;
const LONGEST_SHOWN = 80;

/** A data set whose definition can be read. */
export interface DefinedDataSet extends DataSetEntry {
	readonly definition: DataSetDefinition;
}

/** What is known of a data set's files from their beginnings. */
export interface LookedAt {
	readonly entry: DefinedDataSet;
	/** Files that hold trades. */
	readonly files: readonly FileVersion[];
	/** The same and what of a folder or pattern holds none. */
	readonly found: readonly FileVersion[];
	/** All files together; the notes name what was left out. */
	readonly understood: Understood;
}

/** What is known once every row was read. */
export interface Judged extends LookedAt {
	readonly verdicts: readonly FileVerdict[];
	/** Instruments, those with the most trades first. */
	readonly symbols: readonly SteppedSymbol[];
	readonly source: TradesSource;
}

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

export interface DataSetsOptions {
	readonly definitions: Definitions;
	readonly judgements: Judgements;
	/** `undefined` where this installation has none. */
	readonly engine: TradesEngine | undefined;
	/** Asks whether a workspace's data set may read from these folders, which are outside of the workspace. */
	readonly mayReadOutside: (entry: DefinedDataSet, folders: readonly string[]) => Promise<boolean>;
	/** Data sets that ship with the extension. */
	readonly shipped: TradesSources;
}

/** Layouts by path, beside what {@link LookedAt} tells. */
interface Looked extends LookedAt {
	readonly layouts: readonly FileLayout[];
}

/**
 * The data sets of trades: what they are called, how their files are read, and what came of reading them. All methods
 * reject with `ProviderError`: `notFound` for files that are gone, `unreadable` for those that hold no trades,
 * `badRequest` for a question that is open; changes of definitions also with `StorageError`.
 */
export class DataSets implements TradesSources {
	private readonly judging = new SharedWork<Judged>(() => providerError("cancelled", "trades"));
	/** What the last look at a definition's files gave. */
	private readonly known = new Map<string, Judged>();
	private readonly sql = new Map<string, string>();
	private readonly answered = new Emitter<string>();

	/** A data set was asked, and a statement answered: its id. */
	readonly onDidAnswer = this.answered.event;

	constructor(private readonly options: DataSetsOptions) {}

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
	 * Adds a data set of the person's own. The files are looked at before, so that nothing is kept of what holds no
	 * trades; questions may stay open. The same files under the same id, read in the same way, are no new data set.
	 */
	async add(wanted: NewDataSet, options: SumOptions): Promise<LookedAt> {
		const { definitions } = this.options;
		if (!("files" in wanted)) throw noTables();
		const { id, files, layout = {} } = wanted;
		checkFiles(files);
		if (id !== undefined) checkId(id);
		const name = cleanMarketName(wanted.name ?? "") || dataSetName(files);
		const known = id === undefined ? undefined : await definitions.get(id);
		if (known !== undefined && id !== undefined) {
			const isSame =
				known.definition !== undefined &&
				canonicalJson([filesOf(known.definition), known.definition.layout]) ===
					canonicalJson([files, layout]);
			if (!isSame) throw taken(id);
			return this.lookAt(defined(known), options);
		}
		const definition: FilesDefinition = { schema: FILES_FORMAT, name, files, layout };
		// Looked at under no id yet: the path only names what is kept.
		const looked = await this.look({ id: id ?? "", path: "", state: "ok", definition }, options);
		const entry = await definitions.add(definition, (isUsed) => {
			if (id === undefined) return newDataSetId(name, isUsed);
			if (isUsed(id)) throw taken(id);
			return id;
		});
		return { ...shown(looked), entry: defined(entry) };
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

	/** Looks at the beginnings of a data set's files. */
	async lookAt(entry: DefinedDataSet, options: SumOptions): Promise<LookedAt> {
		return shown(await this.look(entry, options));
	}

	/**
	 * Says more about how a data set's files are read. What does not fit the files is refused, and then nothing is
	 * changed.
	 */
	async answer(
		id: string,
		{
			said,
			forget,
		}: { readonly said: SaidLayout; readonly forget?: readonly (keyof SaidLayout)[] },
		options: SumOptions,
	): Promise<LookedAt> {
		const { definition } = await this.get(id);
		return this.change(id, { layout: withAnswer(definition.layout, said, forget) }, options);
	}

	/** Reads other files, or reads them in another way; the same holds as for an answer. */
	async change(
		id: string,
		change: Pick<DefinitionChange, "files" | "ref" | "layout">,
		options: SumOptions,
	): Promise<LookedAt> {
		if (change.files !== undefined) checkFiles(change.files);
		const entry = await this.get(id);
		const definition = changed(entry.definition, change);
		const looked = await this.look({ ...entry, definition }, options);
		this.known.delete(entry.path);
		const after = await this.options.definitions.change(id, change);
		return { ...shown(looked), entry: defined(after) };
	}

	/**
	 * Drops what was found out about a data set's files, so that every row is read again. The heights of rows stay:
	 * each is chosen once, or charts of the same query would change.
	 */
	async readAgain(id: string): Promise<void> {
		const entry = await this.get(id);
		this.known.delete(entry.path);
		await this.options.judgements.forgetVerdicts(entry.path);
	}

	/** The instruments of all data sets, as far as they are known without reading a file. */
	async markets(): Promise<readonly DataSetMarkets[]> {
		const { definitions, judgements, shipped } = this.options;
		const signal = new AbortController().signal;
		const ofShipped = (await shipped.ids()).map(async (dataset) => {
			const symbols = (await shipped.find(dataset, { signal }))?.symbols ?? [];
			return { dataset, name: undefined, symbols };
		});
		const own = (await definitions.list()).map(async ({ id, path, definition }) => {
			const { files, steps } = await judgements.read(path);
			const { symbols } = steppedSymbols(judgedSymbols(files), steps);
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
	 * Reads what of a data set's files has not been read yet, every row of it. Several who ask at once wait for one
	 * reading, which goes on until the last of them cancels.
	 */
	judge(entry: DefinedDataSet, options: SumOptions): Promise<Judged> {
		const name = canonicalJson([entry.path, entry.definition]);
		return this.judging.join(name, options, (shared) => this.judgeAlone(entry, shared));
	}

	private engine(): TradesEngine {
		const { engine } = this.options;
		if (engine === undefined) throw providerError("engine", "trades", { code: "ABSENT" });
		return engine;
	}

	private async judgeAlone(entry: DefinedDataSet, options: SumOptions): Promise<Judged> {
		const { judgements } = this.options;
		// How far the reading of rows has come is told, not how many files were looked at before.
		const quiet = { signal: options.signal };
		const files = await this.filesOf(entry, quiet);
		const before = this.known.get(entry.path);
		if (before !== undefined && isStillTrue(before, entry, files)) return before;
		const kept = await judgements.read(entry.path);
		const looked = await this.lookInside(entry, files, kept, quiet);
		const [question] = looked.understood.questions;
		if (question !== undefined) throw refusal("badRequest", openQuestion(entry, question.sentence));
		const verdicts = await this.verdictsOn(looked, kept, options);
		const { symbols, hasNewSteps } = steppedSymbols(judgedSymbols(verdicts), kept.steps);
		if (symbols.length === 0) throw refusal("unreadable", noTrades(entry, verdicts));
		// Nothing is kept of what was forgotten meanwhile: another data set of that id would find it.
		const isThere = (await this.options.definitions.get(entry.id))?.path === entry.path;
		const isNew = hasNewSteps || verdicts.some((one) => !kept.files.includes(one));
		if (isThere && (isNew || verdicts.length !== kept.files.length)) {
			const steps = Object.fromEntries(symbols.map(({ symbol, step }) => [symbol, step]));
			await judgements.write(entry.path, {
				said: entry.definition.layout,
				source: looked.understood.sourceName,
				steps: { ...kept.steps, ...steps },
				files: verdicts,
			});
		}
		const { id, definition } = entry;
		const judged: Judged = {
			...shown(looked),
			verdicts,
			symbols,
			source: new FileSource({
				name: definition.name,
				symbols,
				verdicts,
				sizeUnit: looked.understood.layout.sizeUnit,
				layoutNotes: looked.understood.notes,
				engine: this.engine(),
				onSql: (sql) => {
					this.sql.set(id, sql);
					this.answered.fire(id);
				},
			}),
		};
		if (isThere) this.known.set(entry.path, judged);
		return judged;
	}

	private async verdictsOn(
		{ files, layouts }: Looked,
		kept: Judgement,
		options: SumOptions,
	): Promise<readonly FileVerdict[]> {
		const known = new Map(kept.files.map((one) => [one.version.path, one]));
		const asked = files.flatMap((version, at): readonly TradesFile[] => {
			const layout = layouts[at];
			return layout === undefined ? [] : [{ version, layout }];
		});
		const missing = asked.filter((file) => verdictOn(file, known) === undefined);
		const made = missing.length === 0 ? [] : await this.engine().judge(missing, options);
		const byPath = new Map(made.map((one) => [one.version.path, one]));
		return asked.map((file) => {
			const verdict = byPath.get(file.version.path) ?? verdictOn(file, known);
			if (verdict === undefined) throw new Error("a file without a verdict");
			return verdict;
		});
	}

	private async look(entry: DefinedDataSet, options: SumOptions): Promise<Looked> {
		const files = await this.filesOf(entry, options);
		const kept = entry.path === "" ? undefined : await this.options.judgements.read(entry.path);
		return this.lookInside(entry, files, kept, options);
	}

	/** The versions of a data set's files. A workspace's data set reads outside of it only where that was agreed to. */
	private async filesOf(
		entry: DefinedDataSet,
		options: SumOptions,
	): Promise<readonly FileVersion[]> {
		const { definition, workspace } = entry;
		if (definition.schema !== FILES_FORMAT) throw noTables();
		const named = definition.files;
		const paths = workspace === undefined ? named : named.map((path) => resolve(workspace, path));
		const files = await this.engine().expand(paths, options);
		if (workspace === undefined) return files;
		const outside = await foldersOutside(workspace, files);
		if (outside.length > 0 && !(await this.options.mayReadOutside(entry, outside))) {
			throw refusal(
				"badRequest",
				text(
					"{0} reads files outside of the workspace, which was not allowed. Open it again to be asked again.",
					definition.name,
				),
			);
		}
		return files;
	}

	/**
	 * Finds out how files are read. The first is always looked at, since people see its rows; of the others those
	 * that were not judged yet as they are said to be read now.
	 */
	private async lookInside(
		entry: DefinedDataSet,
		files: readonly FileVersion[],
		kept: Judgement | undefined,
		options: SumOptions,
	): Promise<Looked> {
		const said = entry.definition.layout;
		const isSaidSame = kept !== undefined && canonicalJson(kept.said) === canonicalJson(said);
		const known = new Map(
			(isSaidSame ? kept.files : []).map((one) => [one.version.path, one] as const),
		);
		const judgedBefore = (version: FileVersion) => {
			const one = known.get(version.path);
			return one !== undefined && isSameVersion(one.version, version) ? one : undefined;
		};
		const look = async (versions: readonly FileVersion[]) => {
			const paths = versions.map(({ path }) => path);
			const heads = await this.engine().head(paths, options);
			return heads.map((head) => understoodOrNot(head, entry, files.length > 1));
		};
		const asked = files.filter((version, at) => at === 0 || judgedBefore(version) === undefined);
		const looks = await look(asked);
		const isWithout = looks.every(({ understood }) => understood === undefined);
		if (isWithout) looks.push(...(await look(files.filter(judgedBefore).slice(0, 1))));
		const understood = looks.flatMap((one) => one.understood ?? []);
		const leftOut = looks.flatMap((one) => one.refused ?? []);
		const [refused] = leftOut;
		if (understood.length === 0 && refused !== undefined) throw refused;
		const together = agree(understood);
		if (!together.ok) throw refusal(together.kind, together.problem);
		const byPath = new Map(understood.map((one) => [one.path, one.layout]));
		const withLayout = files.flatMap((version) => {
			const layout = byPath.get(version.path) ?? judgedBefore(version)?.layout;
			return layout === undefined ? [] : [{ version, layout }];
		});
		return {
			entry,
			files: withLayout.map(({ version }) => version),
			found: files,
			understood: { ...together, notes: [...together.notes, ...leftOutNotes(leftOut)] },
			layouts: withLayout.map(({ layout }) => layout),
		};
	}
}

function noTables(): ProviderError {
	return providerError("engine", "trades", { code: "ABSENT" });
}

/** Only the fields that others see. */
function shown({ entry, files, found, understood }: Looked): LookedAt {
	return { entry, files, found, understood };
}

function refusal(kind: ErrorKind, reason: Text): ProviderError {
	return providerError(kind, "trades", { reason });
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

/**
 * How a file is read, or why it holds no trades. That is no reason to refuse a folder or a pattern, which may find
 * anything, such as a text about its files or a day without trades; a file that was named is refused.
 */
function understoodOrNot(
	head: FileHead,
	{ definition, workspace = "" }: DefinedDataSet,
	isOneOfMany: boolean,
): { readonly understood?: Understood; readonly refused?: ProviderError } {
	const understood = understand(head, definition.layout);
	if (understood.ok) return { understood };
	const { kind, problem } = understood;
	const { path } = head.version;
	const refused = refusal(
		kind,
		isOneOfMany ? text("{0}: {1}", fileName(path), formatText(problem)) : problem,
	);
	const isNamed = filesOf(definition).some((named) => resolve(workspace, named) === path);
	if (isNamed || kind !== "unreadable") throw refused;
	return { refused };
}

/** Files that are named one by one; a folder may hold many more that are none of trades. */
const MOST_LEFT_OUT = 5;

function leftOutNotes(refused: readonly ProviderError[]): readonly Text[] {
	const rest = refused.length - MOST_LEFT_OUT;
	return [
		...refused.slice(0, MOST_LEFT_OUT).map((one) => text("Left out: {0}", one.message)),
		...(rest > 0 ? [text("Other files without trades that were left out: {0}.", rest)] : []),
	];
}

function openQuestion({ definition: { name } }: DefinedDataSet, question: Text): Text {
	return text(
		"{0} leaves a question open: {1} Open the data set and answer it.",
		name,
		formatText(question),
	);
}

function noTrades(
	{ definition: { name } }: DefinedDataSet,
	verdicts: readonly FileVerdict[],
): Text {
	const bad = verdicts.reduce((sum, one) => sum + one.bad.count, 0);
	return text(
		"{0} has no row that is a trade; rows that could not be read: {1}. Check how its columns are read.",
		name,
		bad,
	);
}

/** Whether what was found out still holds: the same definition over the same states of the same files. */
function isStillTrue(
	{ entry, found }: Judged,
	now: DefinedDataSet,
	versions: readonly FileVersion[],
): boolean {
	return (
		canonicalJson(entry.definition) === canonicalJson(now.definition) &&
		found.length === versions.length &&
		found.every((file, at) => {
			const version = versions[at];
			return version !== undefined && isSameVersion(file, version);
		})
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

/** Folders of files that are not inside of a workspace's folder, links followed. */
async function foldersOutside(
	workspace: string,
	files: readonly FileVersion[],
): Promise<readonly string[]> {
	const home = await nodeFs.realpath(workspace).catch(() => workspace);
	const folders = new Set<string>();
	for (const { path } of files) {
		const real = await nodeFs.realpath(path).catch(() => path);
		const way = relative(home, real);
		if (way === ".." || way.startsWith(`..${sep}`) || isAbsolute(way)) folders.add(dirname(real));
	}
	return [...folders].sort();
}
