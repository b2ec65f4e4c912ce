import { canonicalJson } from "../../core/query/canonical";
import { type TableDefinition, tableRefOf } from "../../core/trades/dataSet/definition";
import type { Judgement } from "../../core/trades/dataSet/judgement";
import { notesOnTable } from "../../core/trades/dataSet/notes";
import { saidTableLayout } from "../../core/trades/layout/saidLayout";
import type { SaidTableLayout } from "../../core/trades/layout/understood";
import type { SumOptions, TradesSource } from "../../core/trades/source";
import type { TableState, TableVerdict, TradesTables } from "../../core/trades/table/tables";
import { isSameTableReading, isSameTableVersion } from "../../core/trades/table/sameTable";
import { understandTable } from "../../core/trades/table/understandTable";
import type { DataSetReader, Defined, Judged, LookedAtTable, Reading } from "./dataSet";
import { judgedSource, type JudgedSourceOptions, layoutNotes, sourceOptions } from "./judgedSource";
import { checkAnswered, refusal } from "./refusals";

type DefinedTable = Defined<TableDefinition>;

/** A table whose server does not tell that it has changed is looked at again after a while. Its sums are always new. */
const LOOK_AGAIN_MS = 60_000;
/** A table that grows all the time is looked at for a tenth of the time at most, and once in ten minutes at least. */
const REST_FACTOR = 10;
const LONGEST_REST_MS = 600_000;

export interface TableReaderOptions {
	readonly tables: TradesTables;
	readonly now: () => number;
}

/** Reads trades in tables of servers. `unreadable` for a table that holds no trades, else as {@link TradesTables} says. */
export class TableReader implements DataSetReader<TableDefinition> {
	/** When the look that a verdict is from was over, and how long it took, in milliseconds. */
	private readonly looks = new WeakMap<
		TableVerdict,
		{ readonly at: number; readonly took: number }
	>();

	constructor(private readonly options: TableReaderOptions) {}

	async look(
		entry: DefinedTable,
		kept: Judgement | undefined,
		options: SumOptions,
	): Promise<LookedAtTable> {
		const head = await this.options.tables.head(tableRefOf(entry.definition), options);
		const said = settledReading(entry, kept, head) ?? entry.definition.layout;
		const understood = understandTable(head, said);
		if (!understood.ok) throw refusal(understood.kind, understood.problem);
		return { kind: "table", entry, state: head, understood };
	}

	async read(
		entry: DefinedTable,
		before: Judged | undefined,
		readKept: () => Promise<Judgement>,
		options: SumOptions,
	): Promise<Reading | undefined> {
		const { tables } = this.options;
		// How far the reading of rows has come is told, not that of the catalogue.
		const quiet = { signal: options.signal };
		const known = before?.kind === "table" ? before : undefined;
		const state = known && (await tables.state(tableRefOf(entry.definition), quiet));
		const isSame = known !== undefined && isSameShape(known.state, state);
		if (isSame && this.holds(known.verdict, state)) return undefined;
		const kept = await readKept();
		const looked = isSame
			? { ...known, entry, state: state ?? known.state }
			: await this.look(entry, kept, quiet);
		checkAnswered(entry, looked.understood);
		const { table } = looked.understood;
		const earlier = [known?.verdict, kept.table?.verdict].find(
			(one) => one !== undefined && isSameTableReading(one, table),
		);
		const verdict =
			earlier !== undefined && this.holds(earlier, looked.state)
				? earlier
				: await this.judge(looked, earlier, options);
		return {
			symbols: verdict.symbols,
			leftOut: verdict.leftOut,
			found: {
				source: looked.understood.sourceName,
				files: [],
				table: {
					reading: saidTableLayout(looked.understood, table.layout.final === true),
					columns: looked.state.columns,
					verdict,
				},
			},
			isNew: verdict !== kept.table?.verdict,
			judged: (symbols, onSql) => ({
				kind: "table",
				entry,
				state: looked.state,
				understood: looked.understood,
				verdict,
				symbols,
				source: tableSource(
					sourceOptions(entry, looked.understood, symbols),
					verdict,
					tables,
					onSql,
				),
			}),
		};
	}

	private async judge(
		{ understood }: LookedAtTable,
		earlier: TableVerdict | undefined,
		options: SumOptions,
	): Promise<TableVerdict> {
		const { tables, now } = this.options;
		const began = now();
		const verdict = await tables.judge(understood.table, earlier, options);
		this.looks.set(verdict, { at: now(), took: now() - began });
		return verdict;
	}

	/** Whether a table is as it was, or was looked at so short a while ago that it is not worth another look. */
	private holds(verdict: TableVerdict, state: TableState | undefined): boolean {
		const version = state?.version;
		if (isSameTableVersion(verdict.version, version)) return true;
		const look = this.looks.get(verdict);
		if (look === undefined) return false;
		const rest = Math.min(REST_FACTOR * look.took, LONGEST_REST_MS);
		const least = version === undefined ? LOOK_AGAIN_MS : 0;
		return this.options.now() - look.at < Math.max(rest, least);
	}
}

/** How a table was read before: under the same words, while it is the same table with the same columns. */
function settledReading(
	{ definition }: DefinedTable,
	kept: Judgement | undefined,
	{ columns }: TableState,
): SaidTableLayout | undefined {
	const { table, said } = kept ?? {};
	if (table === undefined) return undefined;
	const isSame =
		canonicalJson({ said, ref: table.verdict.ref, columns: table.columns }) ===
		canonicalJson({ said: definition.layout, ref: tableRefOf(definition), columns });
	return isSame ? table.reading : undefined;
}

/** Whether a table has the same columns of the same types, in the same engine. */
function isSameShape(a: TableState, b: TableState | undefined): boolean {
	const shape = ({ engine, columns, takesFinal, isDistributed, serverVersion }: TableState) =>
		canonicalJson({ engine, columns, takesFinal, isDistributed, serverVersion });
	return b !== undefined && shape(a) === shape(b);
}

/** A table that was judged, as a source of charts. */
function tableSource(
	options: JudgedSourceOptions,
	verdict: TableVerdict,
	tables: TradesTables,
	onSql: (sql: string) => void,
): TradesSource {
	return {
		...judgedSource(options),
		notes: [...layoutNotes(options), ...notesOnTable(verdict)],
		sum: async (plan, options) => {
			const { sql, ...sums } = await tables.sum(plan, verdict, options);
			// Nothing was asked where the range has no interval.
			if (sql !== "") onSql(sql);
			return sums;
		},
	};
}
