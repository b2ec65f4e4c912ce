import { cpus } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import type { Defined } from "../../app/dataSets/dataSet";
import { DataSets } from "../../app/dataSets/dataSets";
import { Definitions } from "../../app/dataSets/definitions";
import { Judgements } from "../../app/dataSets/judgements";
import { shippedSample } from "../../app/dataSets/shippedSample";
import { createLazyTables } from "../../app/dataSets/lazyTables";
import type { Disposable } from "../../app/emitter";
import type { SignIns } from "../../app/signIns";
import { canonicalJson } from "../../core/query/canonical";
import type { FilesDefinition } from "../../core/trades/dataSet/definition";
import { sampleSources } from "../../core/sample/sampleSource";
import type { TradesTables } from "../../core/trades/table/tables";
import { findEngine } from "../../engine/findEngine";
import { createTradesEngine } from "../../engine/tradesEngine";
import { clickHouseLimits, engineChoices } from "../config";
import { inform } from "../inform";
import type { OutputLog } from "../log";
import { translate } from "../words/uiText";
import { trustedFolders } from "./trustedFolders";

export interface CreateTradesDeps {
	readonly extensionUri: vscode.Uri;
	readonly state: vscode.Memento;
	/** Folder of everything that the extension keeps. */
	readonly storageFolder: string;
	/** The person's own data sets. */
	readonly dataSetFolder: string;
	readonly log: OutputLog;
	/** How somebody has signed in to ClickHouse servers. */
	readonly signIns: Pick<SignIns, "read">;
}

/** The data sets of this window, with the engine that reads their files. */
export interface Trades extends Disposable {
	readonly dataSets: DataSets;
	readonly definitions: Definitions;
	/** Tables of ClickHouse servers; what speaks to them is loaded with the first call. */
	readonly tables: TradesTables;
	/** Whether there is an engine that reads trades in files. */
	readonly hasEngine: boolean;
}

/** Puts the data sets together. Nothing is read and no process begun until one is asked for. */
export function createTrades(deps: CreateTradesDeps): Trades {
	const { extensionUri, state, storageFolder, log, signIns } = deps;
	const dist = (...path: string[]) => vscode.Uri.joinPath(extensionUri, "dist", ...path).fsPath;
	const file = findEngine(dist());
	const engine =
		file === undefined
			? undefined
			: // Read anew with each call: a process that idles under other settings is ended.
				createTradesEngine({
					file,
					log,
					get memoryMb() {
						return engineChoices().memoryMegabytes;
					},
					get threads() {
						return engineChoices().threads || Math.max(cpus().length - 1, 1);
					},
					get spillFolder() {
						return engineChoices().spillFolder || join(storageFolder, "spill");
					},
					get spillMb() {
						return engineChoices().spillMegabytes;
					},
				});
	const definitions = new Definitions({
		folder: deps.dataSetFolder,
		workspaces: trustedFolders,
		log,
		now: Date.now,
	});
	const tables = createLazyTables(async () => {
		const { createClickHouseTables } = await import("../../engine/clickhouse/tables.js");
		return createClickHouseTables({
			log,
			limits: clickHouseLimits,
			readSignIn: (connection) => signIns.read(connection),
			// Whoever signs in was asked, and without a sign-in nothing is sent: a chart that comes back asks nothing.
			mayUse: () => Promise.resolve(true),
			notice: (sentence) => inform(translate(sentence)),
		});
	});
	const dataSets = new DataSets({
		definitions,
		judgements: new Judgements(join(storageFolder, "judgements"), log),
		engine,
		tables,
		now: Date.now,
		mayReadOutside: (entry, folders) => mayReadOutside(state, entry, folders),
		shipped: shippedSample({ engine, folder: dist("sample"), plain: sampleSources }),
	});
	return {
		dataSets,
		definitions,
		tables,
		hasEngine: engine !== undefined,
		dispose: () => {
			definitions.dispose();
			for (const one of [engine, tables]) {
				one?.dispose().catch((error: unknown) => log.warn(String(error)));
			}
		},
	};
}

/** Folders that a sentence names. */
const MOST_NAMED = 5;

/**
 * Asks once whether a workspace's data set may read from folders outside of it. What was agreed to holds for this
 * definition with these folders alone.
 */
async function mayReadOutside(
	state: vscode.Memento,
	{ path, definition }: Defined<FilesDefinition>,
	folders: readonly string[],
): Promise<boolean> {
	const name = `consent|files|${path}`;
	const agreed = canonicalJson([definition.files, folders]);
	if (state.get(name) === agreed) return true;
	const agree = vscode.l10n.t("Read these files");
	const more = folders.length > MOST_NAMED ? "\n…" : "";
	const answer = await vscode.window.showWarningMessage(
		vscode.l10n.t("Let {0} read files outside of this workspace?", definition.name),
		{
			modal: true,
			detail: vscode.l10n.t(
				"This workspace defines a data set that reads trades from:\n{0}",
				`${folders.slice(0, MOST_NAMED).join("\n")}${more}`,
			),
		},
		agree,
	);
	if (answer !== agree) return false;
	await state.update(name, agreed);
	return true;
}
