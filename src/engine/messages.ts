import type { ErrorFacts, ErrorKind } from "../core/errors/errors";
import type { FileHead, JudgedFile, RanSql, TradesFile } from "../core/trades/engine";
import type { TradesPlan, TradesSums } from "../core/trades/plan";
import type { FileVerdict, FileVersion } from "../core/trades/verdict";

/** How the engine's process behaves. It is told once, when the process begins. */
export interface EngineSettings {
	/** Most memory of the engine, in MB. */
	readonly memoryMb: number;
	/** How many threads read at once. */
	readonly threads: number;
	/** Folder for what does not fit into memory and for what is unpacked. It is made when it is needed. */
	readonly spillFolder: string;
	/** Most that may lie there, in MB. */
	readonly spillMb: number;
}

/** What the process can be asked, each with its arguments and its answer. */
export interface EngineCalls {
	readonly expand: { readonly ask: readonly string[]; readonly answer: readonly FileVersion[] };
	readonly head: { readonly ask: readonly string[]; readonly answer: readonly FileHead[] };
	readonly judge: { readonly ask: readonly TradesFile[]; readonly answer: readonly FileVerdict[] };
	readonly sum: {
		readonly ask: { readonly plans: readonly TradesPlan[]; readonly files: readonly JudgedFile[] };
		readonly answer: readonly (TradesSums & RanSql)[];
	};
}
export type EngineCallName = keyof EngineCalls;

/** What the process is told. */
export type EngineOrder =
	| {
			[Name in EngineCallName]: {
				readonly kind: "call";
				readonly order: number;
				readonly name: Name;
				readonly ask: EngineCalls[Name]["ask"];
			};
	  }[EngineCallName]
	| { readonly kind: "cancel"; readonly order: number };

/** A failure on its way to whoever asked. */
export interface EngineFailure {
	readonly kind: ErrorKind;
	readonly facts: ErrorFacts;
	/** What the engine said, for the log. */
	readonly message: string;
}

/** What it answers. */
export type EngineAnswer =
	| { readonly kind: "progress"; readonly order: number; readonly share: number }
	| { readonly kind: "done"; readonly order: number; readonly answer: unknown }
	| { readonly kind: "failed"; readonly order: number; readonly failure: EngineFailure };
