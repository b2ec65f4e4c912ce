import * as vscode from "vscode";
import type { DataSets } from "../../app/dataSets/dataSets";
import { text } from "../../core/text";
import { ArgumentError } from "../commands/argument";

/** Endings that the file picker lists; every file can be chosen all the same. */
const ENDINGS = ["csv", "gz", "zst", "zip", "parquet", "ndjson", "jsonl", "json", "txt"];

export interface OpenTradesDeps {
	readonly dataSets: DataSets;
	/** Shows a data set that was added. */
	readonly show: (id: string) => void;
	readonly onDidAdd: () => void;
}

/**
 * Makes a data set of files of trades and shows how they are read; files that are a data set already are shown as
 * that. The files come from the argument (a URI, a path or
 * a list of them; the explorer gives the row and the selection), else from a picker.
 */
export function openTrades({ dataSets, show, onDidAdd }: OpenTradesDeps) {
	return async (argument?: unknown, selection?: unknown): Promise<void> => {
		const files =
			givenFiles(Array.isArray(selection) ? selection : argument) ?? (await chooseTrades());
		if (files === undefined) return;
		const known = await dataSets.ofFiles(files);
		if (known !== undefined) {
			show(known.id);
			return;
		}
		const { entry } = await vscode.window.withProgress(
			{ location: vscode.ProgressLocation.Window, title: vscode.l10n.t("Looking at trades…") },
			() => dataSets.add({ files }, { signal: new AbortController().signal }),
		);
		onDidAdd();
		show(entry.id);
	};
}

/** Paths of an argument; `undefined` where it names no file. Throws `ArgumentError` for what is no file. */
function givenFiles(argument: unknown): readonly string[] | undefined {
	if (argument === undefined || argument === null) return undefined;
	const values: readonly unknown[] = Array.isArray(argument) ? argument : [argument];
	return values.length === 0 ? undefined : values.map(pathOf);
}

function pathOf(value: unknown): string {
	if (value instanceof vscode.Uri) return filePath(value);
	if (typeof value === "string" && value !== "") {
		return /^[a-z][a-z0-9+.-]+:\/\//i.test(value) ? filePath(vscode.Uri.parse(value)) : value;
	}
	throw new ArgumentError(
		text("Trades are opened from files: give a URI, a path, or a list of them."),
	);
}

/** The path of a URI. Trades lie where the extension runs, so no other scheme can be read. */
export function filePath(uri: vscode.Uri): string {
	if (uri.scheme === "file") return uri.fsPath;
	throw new ArgumentError(
		text(
			"{0} is not a file on the machine that reads trades. Save it there, then open that file.",
			uri.toString(true),
		),
	);
}

/** Asks for files or a folder of trades; `undefined` when the person leaves. */
export async function chooseTrades(): Promise<readonly string[] | undefined> {
	const choice = await vscode.window.showQuickPick(
		[
			{
				label: `$(file) ${vscode.l10n.t("Files…")}`,
				detail: vscode.l10n.t("CSV, also packed with gzip, zstd or ZIP, Parquet, NDJSON or JSON"),
				isFolder: false,
			},
			{
				label: `$(folder) ${vscode.l10n.t("A folder…")}`,
				detail: vscode.l10n.t("all files of trades inside, also those that come later"),
				isFolder: true,
			},
		],
		{ title: vscode.l10n.t("Open trades"), placeHolder: vscode.l10n.t("Where are the trades?") },
	);
	if (choice === undefined) return undefined;
	const chosen = await vscode.window.showOpenDialog({
		title: vscode.l10n.t("Open trades"),
		openLabel: vscode.l10n.t("Open trades"),
		canSelectFiles: !choice.isFolder,
		canSelectFolders: choice.isFolder,
		canSelectMany: !choice.isFolder,
		...(choice.isFolder
			? {}
			: { filters: { [vscode.l10n.t("Trades")]: ENDINGS, [vscode.l10n.t("All files")]: ["*"] } }),
	});
	return chosen === undefined || chosen.length === 0 ? undefined : chosen.map(filePath);
}
