import * as vscode from "vscode";
import type { DataSets } from "../../app/dataSets/dataSets";
import type { DataSetSummary } from "../../app/dataSets/summary";
import { type DataSetDefinition, FILES_FORMAT } from "../../core/trades/dataSet/definition";
import { fileName } from "../../core/trades/dataSet/fileName";
import { type EpochMs, epochMs, momentWords } from "../../core/time";
import type { DataSetRow } from "../tree/dataSetsTree";
import { DATA_SET_CONTEXT } from "../ids";
import { serverWords } from "./tableDescription";
import { countWords, sizeWords } from "../words/amounts";
import { translate } from "../words/uiText";

/** The rows of the view of data sets. */
export async function dataSetRows(dataSets: DataSets): Promise<readonly DataSetRow[]> {
	return (await dataSets.summaries()).map(rowOf);
}

/** Instruments that a row names. */
const MOST_NAMED = 3;

const dayOf = (time: EpochMs) => momentWords(time).slice(0, 10);

/** Files that the words of a row name. */
const MOST_FILES = 10;

/** Where the trades of a data set stand: its paths, or its table and server. */
function whereOf(definition: DataSetDefinition): readonly string[] {
	if (definition.schema === FILES_FORMAT) return definition.files.slice(0, MOST_FILES);
	const { connection, database, table } = definition;
	return [`${database}.${table}`, connection];
}

function rowOf({ entry, judged, missing }: DataSetSummary): DataSetRow {
	const { id, definition, state, workspace } = entry;
	if (definition === undefined) {
		return {
			id,
			name: id,
			state: "unreadable",
			context: DATA_SET_CONTEXT.unreadable,
			description:
				state === "newer"
					? vscode.l10n.t("made by a newer version")
					: vscode.l10n.t("definition cannot be read"),
			details: [entry.path],
		};
	}
	const context = workspace === undefined ? DATA_SET_CONTEXT.dataSet : DATA_SET_CONTEXT.ofWorkspace;
	const server = definition.schema === FILES_FORMAT ? [] : [serverWords(definition.connection)];
	const own = { id, name: definition.name, context, isTable: server.length > 0 };
	const place =
		workspace === undefined ? [] : [vscode.l10n.t("Belongs to {0}", fileName(workspace))];
	if (missing.length > 0) {
		const [first = ""] = missing;
		return {
			...own,
			state: "missing",
			description:
				missing.length === 1
					? vscode.l10n.t("{0} is missing", fileName(first))
					: vscode.l10n.t("{0} files are missing", countWords(missing.length)),
			details: [...missing.slice(0, 10), ...place],
		};
	}
	if (judged === undefined) {
		return {
			...own,
			state: "ok",
			description: [...server, vscode.l10n.t("not read yet")].join(" · "),
			details: [...whereOf(definition), ...place],
		};
	}
	const { source, symbols, trades, span, bytes } = judged;
	const names =
		symbols.slice(0, MOST_NAMED).join(", ") + (symbols.length > MOST_NAMED ? ", …" : "");
	const [first, last] = [dayOf(span.from), dayOf(epochMs(span.to - 1))];
	const days = first === last ? first : vscode.l10n.t("{0} to {1}", first, last);
	return {
		...own,
		state: "ok",
		description: [names, days, ...server].join(" · "),
		details: [
			translate(source),
			names,
			vscode.l10n.t("{0} to {1} UTC", momentWords(span.from), momentWords(epochMs(span.to - 1))),
			bytes === undefined
				? vscode.l10n.t("{0} trades", countWords(trades))
				: vscode.l10n.t("{0} trades, {1}", countWords(trades), sizeWords(bytes)),
			...whereOf(definition),
			...place,
		],
	};
}
