import { promises as nodeFs } from "node:fs";
import { dirname, isAbsolute, relative, resolve, sep } from "node:path";
import type { ProviderError } from "../../core/errors/errors";
import { canonicalJson } from "../../core/query/canonical";
import { formatText, type Text, text } from "../../core/text";
import type { FilesDefinition } from "../../core/trades/dataSet/definition";
import { fileName } from "../../core/trades/dataSet/fileName";
import { judgedSymbols } from "../../core/trades/dataSet/judgedSymbols";
import type { Judgement } from "../../core/trades/dataSet/judgement";
import { notesOn } from "../../core/trades/dataSet/notes";
import type { FileHead, TradesEngine, TradesFile } from "../../core/trades/engine";
import { agree } from "../../core/trades/layout/agree";
import type { FileLayout } from "../../core/trades/layout/fileLayout";
import { understand } from "../../core/trades/layout/understand";
import type { Understood } from "../../core/trades/layout/understood";
import type { SumOptions, TradesSource } from "../../core/trades/source";
import { type FileVerdict, type FileVersion, isSameVersion } from "../../core/trades/verdict";
import { sha256 } from "../files/checkedFile";
import type { DataSetReader, Defined, Judged, LookedAtFiles, Reading } from "./dataSet";
import { judgedSource, type JudgedSourceOptions, layoutNotes, sourceOptions } from "./judgedSource";
import { verdictOn } from "./judgements";
import { checkAnswered, noEngine, refusal } from "./refusals";

type DefinedFiles = Defined<FilesDefinition>;

export interface FilesReaderOptions {
	/** `undefined` where this installation has none. */
	readonly engine: TradesEngine | undefined;
	/** Asks whether a workspace's data set may read from these folders, which are outside of the workspace. */
	readonly mayReadOutside: (entry: DefinedFiles, folders: readonly string[]) => Promise<boolean>;
}

/** Layouts by path, beside what {@link LookedAtFiles} tells. */
interface Looked {
	readonly shown: LookedAtFiles;
	readonly layouts: readonly FileLayout[];
}

/**
 * Reads trades in files. `notFound` for files that are gone, `unreadable` for those that hold no trades, `engine` where
 * this installation has none.
 */
export class FilesReader implements DataSetReader<FilesDefinition> {
	constructor(private readonly options: FilesReaderOptions) {}

	async look(
		entry: DefinedFiles,
		kept: Judgement | undefined,
		options: SumOptions,
	): Promise<LookedAtFiles> {
		const files = await this.filesOf(entry, options);
		return (await this.lookInside(entry, files, kept, options)).shown;
	}

	async read(
		entry: DefinedFiles,
		before: Judged | undefined,
		readKept: () => Promise<Judgement>,
		options: SumOptions,
	): Promise<Reading | undefined> {
		// How far the reading of rows has come is told, not how many files were looked at before.
		const quiet = { signal: options.signal };
		const files = await this.filesOf(entry, quiet);
		if (before?.kind === "files" && areSame(before.found, files)) return undefined;
		const kept = await readKept();
		const looked = await this.lookInside(entry, files, kept, quiet);
		checkAnswered(entry, looked.shown.understood);
		const verdicts = await this.verdictsOn(looked, kept, options);
		const { shown } = looked;
		const engine = this.engine();
		return {
			symbols: judgedSymbols(verdicts),
			leftOut: verdicts.reduce((sum, one) => sum + one.bad.count, 0),
			found: { source: shown.understood.sourceName, files: verdicts },
			isNew:
				verdicts.length !== kept.files.length || verdicts.some((one) => !kept.files.includes(one)),
			judged: (symbols, onSql) => ({
				...shown,
				verdicts,
				symbols,
				source: fileSource({
					...sourceOptions(entry, shown.understood, symbols),
					verdicts,
					engine,
					onSql,
				}),
			}),
		};
	}

	private engine(): TradesEngine {
		const { engine } = this.options;
		if (engine === undefined) throw noEngine();
		return engine;
	}

	private async verdictsOn(
		{ shown: { files }, layouts }: Looked,
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

	/** The versions of a data set's files. A workspace's data set reads outside of it only where that was agreed to. */
	private async filesOf(entry: DefinedFiles, options: SumOptions): Promise<readonly FileVersion[]> {
		const { definition, workspace } = entry;
		const paths =
			workspace === undefined
				? definition.files
				: definition.files.map((path) => resolve(workspace, path));
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
		entry: DefinedFiles,
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
			shown: {
				kind: "files",
				entry,
				files: withLayout.map(({ version }) => version),
				found: files,
				understood: { ...together, notes: [...together.notes, ...leftOutNotes(leftOut)] },
			},
			layouts: withLayout.map(({ layout }) => layout),
		};
	}
}

export interface FileSourceOptions extends JudgedSourceOptions {
	readonly verdicts: readonly FileVerdict[];
	readonly engine: TradesEngine;
	/** Is told the statement that an answer came from. */
	readonly onSql: (sql: string) => void;
}

/** Files that were judged, as a source of charts. */
export function fileSource(options: FileSourceOptions): TradesSource {
	const { verdicts, engine, onSql } = options;
	return {
		...judgedSource(options),
		edition: editionOf(options),
		notes: [...layoutNotes(options), ...notesOn(verdicts)],
		sum: async (plan, options) => {
			const { sql, ...sums } = await engine.sum(plan, verdicts, options);
			onSql(sql);
			return sums;
		},
	};
}

/** Grows when sums of the same trades come out otherwise than in an earlier version. */
const SUMS_EDITION = 1;

/**
 * Files as they are now, by path, size and time of change, how they are read, and what was found in them; and the heights
 * of rows that queries without one take.
 */
function editionOf({ verdicts, symbols, sizeUnit }: FileSourceOptions): string {
	const steps = symbols.map(({ symbol, step }) => [symbol, step]);
	// Verdicts that were kept have their fields in another order than those just made.
	const all = JSON.stringify([SUMS_EDITION, sizeUnit, steps, verdicts], (_, value: unknown) =>
		typeof value === "bigint" ? `${value}n` : value,
	);
	return sha256(canonicalJson(JSON.parse(all)));
}

/**
 * How a file is read, or why it holds no trades. That is no reason to refuse a folder or a pattern, which may find
 * anything, such as a text about its files or a day without trades; a file that was named is refused.
 */
function understoodOrNot(
	head: FileHead,
	{ definition, workspace = "" }: DefinedFiles,
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
	const isNamed = definition.files.some((named) => resolve(workspace, named) === path);
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

/** Whether both are the same states of the same files. */
function areSame(before: readonly FileVersion[], now: readonly FileVersion[]): boolean {
	return (
		before.length === now.length &&
		before.every((file, at) => {
			const version = now[at];
			return version !== undefined && isSameVersion(file, version);
		})
	);
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
