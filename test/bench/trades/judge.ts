import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { JudgedFile, TradesEngine } from "../../../src/core/trades/engine";
import { understand } from "../../../src/core/trades/layout/understand";
import type { SumOptions } from "../../../src/core/trades/source";
import { createTradesEngine } from "../../../src/engine/tradesEngine";
import { complaining } from "../complaining";

/** An engine as the bench begins it. */
export interface EngineOrder {
	/** What the engine's process runs; it leaves `usage.json` in the spill folder. */
	readonly engineFile: string;
	readonly files: readonly string[];
	readonly memoryMb: number;
	readonly threads: number;
}

/** Options of a call that nobody cancels. */
export const UNTIL_DONE: SumOptions = { signal: new AbortController().signal };

/** Works with a fresh engine, which ends afterwards. */
export async function withEngine<Result>(
	{ engineFile, memoryMb, threads }: EngineOrder,
	work: (engine: TradesEngine, spillFolder: string) => Promise<Result>,
): Promise<Result> {
	const spillFolder = mkdtempSync(join(tmpdir(), "value-area-bench-trades-"));
	const engine = createTradesEngine({
		file: engineFile,
		log: complaining(),
		memoryMb,
		threads,
		spillFolder,
		spillMb: 20_480,
	});
	try {
		return await work(engine, spillFolder);
	} finally {
		await engine.dispose();
		rmSync(spillFolder, { recursive: true, force: true });
	}
}

/** Finds out what files hold and reads every row of them. */
export async function judge(
	engine: TradesEngine,
	paths: readonly string[],
): Promise<readonly JudgedFile[]> {
	const versions = await engine.expand(paths, UNTIL_DONE);
	const heads = await engine.head(
		versions.map(({ path }) => path),
		UNTIL_DONE,
	);
	const files = heads.map((head) => {
		const understood = understand(head);
		if (!understood.ok || understood.questions.length > 0)
			throw new Error(`${head.version.path} is not understood`);
		return { version: head.version, layout: understood.layout };
	});
	return engine.judge(files, UNTIL_DONE);
}

/** Prints what comes of the work as JSON and ends the process. */
export function answerWith(work: Promise<unknown>): void {
	// An engine that is being ended keeps nobody alive, and there may be another one to come.
	setInterval(() => undefined, 60_000);
	work.then(
		(answer) => {
			process.stdout.write(`${JSON.stringify(answer)}\n`, () => process.exit(0));
		},
		(error: unknown) => {
			console.error(error);
			process.exit(1);
		},
	);
}
