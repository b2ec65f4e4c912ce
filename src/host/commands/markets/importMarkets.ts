import * as path from "node:path";
import * as vscode from "vscode";
import {
	choiceProblem,
	type Imported,
	planImport,
	runImport,
} from "../../../app/markets/importPlan";
import type { MarketStore } from "../../../app/markets/marketStore";
import { LARGEST_MARKETS_FILE, readMarketsFile } from "../../../core/query/marketsFile";
import { text } from "../../../core/text";
import { inform } from "../../inform";
import { askImport } from "../../prompts/importPreview";
import { ArgumentError } from "../argument";

export interface ImportMarketsDeps {
	readonly store: MarketStore;
	/** Tells the person about a failure. */
	readonly report: (error: unknown) => void;
}

/** Reads a file of markets, shows what it would add, and adds what the person leaves ticked. */
export function importMarkets({ store, report }: ImportMarketsDeps) {
	return async (argument?: unknown): Promise<void> => {
		const uri = argument instanceof vscode.Uri ? argument : await askFile();
		if (uri === undefined) return;
		const name = path.basename(uri.path);
		const file = readMarketsFile(await contentOf(uri, name));
		if (!file.ok) throw new ArgumentError(file.problem);
		if (file.markets.length + file.refused.length + file.groups.length === 0) {
			inform(vscode.l10n.t("{0} holds no market.", name));
			return;
		}
		await store.rescan();
		const plan = planImport(store, file);
		const choice = await askImport({
			name,
			plan,
			refused: file.refused,
			problem: (wanted) => choiceProblem(store, plan, wanted),
			knownGroups: store.groups.entries.flatMap((group) => group.name ?? []),
		});
		if (choice === undefined) return;
		const imported = await runImport(store, choice);
		offerUndo(store, imported).catch(report);
	};
}

async function askFile(): Promise<vscode.Uri | undefined> {
	const [uri] =
		(await vscode.window.showOpenDialog({
			title: vscode.l10n.t("Import markets"),
			filters: { JSON: ["json"] },
		})) ?? [];
	return uri;
}

/** The parsed content of a file of markets. Throws `ArgumentError` with what is wrong with it. */
async function contentOf(uri: vscode.Uri, name: string): Promise<unknown> {
	const { size, type } = await vscode.workspace.fs.stat(uri).then(undefined, () => {
		throw new ArgumentError(text("{0} cannot be read. Check that it is there.", name));
	});
	if ((type & vscode.FileType.Directory) !== 0) {
		throw new ArgumentError(text("{0} is a folder. Choose a file of markets.", name));
	}
	if (size > LARGEST_MARKETS_FILE) {
		throw new ArgumentError(
			text("{0} is larger than a file of markets can be: 1 MiB at most.", name),
		);
	}
	const bytes = await vscode.workspace.fs.readFile(uri).then(undefined, () => {
		throw new ArgumentError(text("{0} cannot be read. Check its permissions.", name));
	});
	try {
		return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) as unknown;
	} catch {
		throw new ArgumentError(
			text("{0} is not JSON. Choose a file that “Export markets” wrote.", name),
		);
	}
}

async function offerUndo(store: MarketStore, { markets, groups }: Imported): Promise<void> {
	const undo = vscode.l10n.t("Undo");
	const words =
		markets.length === 1
			? vscode.l10n.t("Imported 1 market.")
			: vscode.l10n.t("Imported {0} markets.", markets.length);
	const chosen = await vscode.window.showInformationMessage(words, undo);
	if (chosen !== undo) return;
	// What was changed meanwhile stays.
	for (const id of markets) if (store.get(id) !== undefined) await store.remove(id);
	for (const id of groups) if (store.inGroup(id).length === 0) await store.groups.remove(id);
}
