import * as vscode from "vscode";
import { spanOf } from "../../core/trades/dataSet/judgedSymbols";
import { epochMs, momentWords } from "../../core/time";
import { shorten } from "../../core/trades/layout/shorten";
import { sortingProblem } from "../../core/trades/table/sorting";
import type {
	TableRef,
	TableState,
	TableVerdict,
	TradesTable,
} from "../../core/trades/table/tables";
import type { ShownJudgement, ShownNote, ShownTable } from "../../protocol/dataSet/messages";
import { countWords } from "../words/amounts";
import { translate } from "../words/uiText";

/** What people call a server: its host and port. */
export function serverWords(connection: string): string {
	return new URL(connection).host;
}

/** What people call a table: with its database, and its server. */
export function tableWords({ connection, database, table }: TableRef): string {
	return vscode.l10n.t("{0} at {1}", `${database}.${table}`, serverWords(connection));
}

/** What a server says of a table, for the page of its data set. */
export function shownTable(state: TableState): ShownTable {
	const { ref, serverVersion, engine, sortingKey, version } = state;
	const fact = (label: string, value: string) => ({ label, value });
	return {
		name: tableWords(ref),
		facts: [
			fact(
				vscode.l10n.t("Server"),
				vscode.l10n.t("{0}, ClickHouse {1}", ref.connection, serverVersion),
			),
			fact(vscode.l10n.t("Database"), ref.database),
			fact(vscode.l10n.t("Table"), ref.table),
			fact(vscode.l10n.t("Engine"), engineWords(state, engine)),
			fact(
				vscode.l10n.t("Sorting key"),
				sortingKey.length === 0 ? vscode.l10n.t("none") : sortingKey.join(", "),
			),
			fact(vscode.l10n.t("Columns"), columnWords(state)),
			...(version === undefined
				? []
				: [
						fact(vscode.l10n.t("Rows"), countWords(version.rows)),
						fact(vscode.l10n.t("Changed last"), `${momentWords(epochMs(version.modifiedMs))} UTC`),
					]),
		],
	};
}

/** Columns that are named with their types, and characters of a type: that of an enumeration lists all of its words. */
const MOST_COLUMNS = 60;
const LONGEST_TYPE = 60;

function columnWords({ columns }: TableState): string {
	const named = columns
		.slice(0, MOST_COLUMNS)
		.map(({ name, type }) => `${name} ${shorten(type, LONGEST_TYPE)}`);
	return [...named, ...(columns.length > MOST_COLUMNS ? ["…"] : [])].join(", ");
}

function engineWords({ isDistributed, isReplicated }: TableState, engine: string): string {
	return [
		engine,
		...(isDistributed ? [vscode.l10n.t("its rows stand on several servers")] : []),
		...(isReplicated ? [vscode.l10n.t("replicated")] : []),
	].join(" · ");
}

/** What makes queries of a table dear. */
export function tableNotes(
	state: TableState,
	{ layout: { columns } }: Pick<TradesTable, "layout">,
): readonly ShownNote[] {
	const problem = sortingProblem(state, columns);
	return problem === undefined ? [] : [{ kind: "warning", text: translate(problem) }];
}

/** What a look at all rows of a table found: they have no lines, and nobody looks for equal ones. */
export function tableJudgement(
	{ trades, leftOut, unknownSide, symbols }: TableVerdict,
	sql: string | undefined,
): ShownJudgement {
	const spans = symbols.map(({ span }) => span);
	return {
		trades,
		bad: { count: leftOut, first: [] },
		unknownSide,
		...(spans.length > 0 && { span: spanOf(spans) }),
		...(sql !== undefined && sql !== "" && { sql }),
	};
}
