import * as vscode from "vscode";
import type { Text } from "../../core/text";
import {
	DATA_SET_STRINGS,
	type DataSetStringId,
	type DataSetStrings,
	TABLE_STRINGS,
} from "../../protocol/dataSet/strings";
import { WEBVIEW_STRINGS, type WebviewStringId, type WebviewStrings } from "../../protocol/strings";

/** A sentence of the core in the user's language, with long numbers in groups of digits. */
export function translate({ message, args }: Text): string {
	const groups = new Intl.NumberFormat(vscode.env.language);
	return vscode.l10n.t(
		message,
		...args.map((value) => (typeof value === "number" ? groups.format(value) : value)),
	);
}

/** The sentences of the page in the user's language, placeholders still in them. */
export function webviewStrings(): WebviewStrings {
	const ids = Object.keys(WEBVIEW_STRINGS) as WebviewStringId[];
	return Object.fromEntries(
		ids.map((id) => [id, vscode.l10n.t(WEBVIEW_STRINGS[id])]),
	) as WebviewStrings;
}

/** The sentences of the page of a data set in the user's language, placeholders still in them. */
export function dataSetStrings(of: "files" | "table"): DataSetStrings {
	const ids = Object.keys(DATA_SET_STRINGS) as DataSetStringId[];
	const sentences: DataSetStrings =
		of === "table" ? { ...DATA_SET_STRINGS, ...TABLE_STRINGS } : DATA_SET_STRINGS;
	return Object.fromEntries(ids.map((id) => [id, vscode.l10n.t(sentences[id])])) as DataSetStrings;
}
