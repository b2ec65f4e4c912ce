import type { TradesFile } from "../../core/trades/engine";
import { type FileVerdict, type FileVersion, isSameVersion } from "../../core/trades/verdict";
import { partOf, type Session, type Task } from "../database";
import { Failure, fileFault } from "../failure";
import { checkGzip } from "../files/gzip";
import { withReadable } from "../files/readable";
import { judgePlainly } from "../plain/judgePlainly";
import { PlainThreads } from "../plain/plainThreads";
import type { FileGroup } from "../sql/fileRows";
import { versionOf } from "../files/version";
import type { CallTools } from "./tools";
import { oneReaderIfNeeded, schemaOf } from "./fileGroups";
import { checkParquet } from "./parquetCheck";
import { uniqueVerdict, verdictOf, verdictOfPlain, verdictOfTyped } from "./verdictOf";

/** A file that is being written gets a second chance. */
const TRIES = 2;

/** Less is read by one thread before another one has begun. */
const LEAST_FOR_THREADS = 1 << 26;

interface JudgeTools extends CallTools {
	readonly threads: PlainThreads;
}

/** Reads every row of files once. Rejects with `Failure`. */
export async function judgeFiles(
	files: readonly TradesFile[],
	tools: CallTools,
	task: Task,
): Promise<readonly FileVerdict[]> {
	const all = files.reduce((sum, { version }) => sum + version.size, 0);
	const threads = new PlainThreads(all < LEAST_FOR_THREADS ? 1 : tools.settings.threads);
	try {
		return await judgeEach(files, { ...tools, threads }, task);
	} finally {
		await threads.close();
	}
}

async function judgeEach(
	files: readonly TradesFile[],
	tools: JudgeTools,
	task: Task,
): Promise<readonly FileVerdict[]> {
	const bytes = files.map(({ version }) => Math.max(version.size, 1));
	const all = bytes.reduce((sum, size) => sum + size, 0);
	const paths = files.map(({ version }) => version.path);
	const verdicts: FileVerdict[] = [];
	let done = 0;
	for (const [at, file] of files.entries()) {
		const next = done + bytes[at];
		verdicts.push(await judgeFile(file, paths, tools, partOf(task, done / all, next / all)));
		done = next;
	}
	return verdicts;
}

async function judgeFile(
	file: TradesFile,
	among: readonly string[],
	tools: JudgeTools,
	task: Task,
): Promise<FileVerdict> {
	const { path } = file.version;
	for (let tries = 1; ; tries++) {
		const version = await versionOf(path);
		if (version.size === 0) throw fileFault(path, "empty");
		const judged = await judgeVersion({ ...file, version }, among, tools, task).catch(
			(error: unknown) => ({ error }),
		);
		const isStill = await isAsItWas(version);
		if (isStill && !("error" in judged)) return judged;
		const isCancelled =
			"error" in judged && judged.error instanceof Failure && judged.error.kind === "cancelled";
		if ("error" in judged && (isStill || isCancelled)) throw judged.error;
		if (tries === TRIES) throw fileFault(path, "changed");
	}
}

async function isAsItWas(version: FileVersion): Promise<boolean> {
	return isSameVersion(version, await versionOf(version.path));
}

function judgeVersion(
	file: TradesFile,
	among: readonly string[],
	tools: JudgeTools,
	task: Task,
): Promise<FileVerdict> {
	const { layout, version } = file;
	const { path } = version;
	if (layout.csv?.encoding === "utf-16be") throw fileFault(path, "encoding");
	return withReadable([{ path, layout }], tools.settings, task, async ([readPath = path]) => {
		const plain = await judgePlainly(readPath, version.size, layout, task, tools);
		if (plain?.isUnique === true) return uniqueVerdict(file, plain);
		const group = { layout, paths: [readPath], largest: version.size };
		const database = await tools.databases.open([readPath], among);
		if (plain !== undefined) {
			return database.session(task, (session) => verdictOfPlain(session, file, group, plain));
		}
		return withCheck(layout.compression === "gzip" ? path : undefined, task, (checked) =>
			database.session(checked, async (session) => {
				if (layout.format !== "parquet") return verdictOfGroup(session, file, group);
				const columns = await schemaOf(session, path, readPath, layout);
				const typed = await verdictOfTyped(session, file, { ...group, columns }, task);
				if (typed !== undefined) return typed;
				await checkParquet(session, path, readPath, layout, columns);
				return verdictOfGroup(session, file, { ...group, columns });
			}),
		);
	});
}

function verdictOfGroup(
	session: Session,
	file: TradesFile,
	group: FileGroup,
): Promise<FileVerdict> {
	return oneReaderIfNeeded([group], ([one = group]) => verdictOf(session, file, one));
}

/** Works while a gzip is read to its end; whichever fails first ends both. */
async function withCheck<Result>(
	gzip: string | undefined,
	task: Task,
	work: (task: Task) => Promise<Result>,
): Promise<Result> {
	if (gzip === undefined) return work(task);
	const both = new AbortController();
	const abort = () => both.abort();
	task.signal.addEventListener("abort", abort, { once: true });
	if (task.signal.aborted) abort();
	let first: { readonly error: unknown } | undefined;
	const ending = (error: unknown): never => {
		first ??= { error };
		abort();
		throw error;
	};
	try {
		const [, result] = await Promise.allSettled([
			checkGzip(gzip, both.signal).catch(ending),
			work({ ...task, signal: both.signal }).catch(ending),
		]);
		if (first !== undefined) throw first.error;
		if (result.status === "rejected") throw result.reason;
		return result.value;
	} finally {
		task.signal.removeEventListener("abort", abort);
	}
}
