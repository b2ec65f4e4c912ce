import { readdirSync } from "node:fs";
import * as vscode from "vscode";
import type { Subscribe } from "../../app/emitter";
import { COMMANDS, DATA_SETS_VIEW } from "../ids";

/** One data set as the view shows it, in the user's language. */
export interface DataSetRow {
	readonly id: string;
	readonly name: string;
	readonly state: "ok" | "missing" | "unreadable";
	/** Whether its trades are in a table of a server. */
	readonly isTable?: boolean;
	/** Which commands its menu has. */
	readonly context: string;
	readonly description: string;
	/** Lines of what is known of it. */
	readonly details: readonly string[];
}

export interface DataSetsTreeDeps {
	/** Folders of definitions; without a file in them nothing is loaded. */
	readonly folders: () => readonly string[];
	/** Asked when there may be a data set to show. */
	readonly rows: () => Promise<readonly DataSetRow[]>;
	/** The list may be another one. */
	readonly onDidChange: Subscribe<undefined>;
	readonly report: (error: unknown) => void;
}

/**
 * The rows of an empty list, which lead to the first data set. A view without a row shows its welcome, and there VS
 * Code passes no drop on.
 */
const OPEN = "open";
const CONNECT = "connect";
type Way = typeof OPEN | typeof CONNECT;
type Row = DataSetRow | Way;

/** Files and folders that people drop. */
const URI_LIST = "text/uri-list";

/** The data sets in the side bar. Files that are dropped on it become one. */
class DataSetsTree implements vscode.TreeDataProvider<Row>, vscode.TreeDragAndDropController<Row> {
	private readonly changed = new vscode.EventEmitter<undefined>();
	readonly onDidChangeTreeData = this.changed.event;
	readonly dragMimeTypes = [];
	readonly dropMimeTypes = [URI_LIST];

	constructor(private readonly deps: DataSetsTreeDeps) {}

	private readonly emptied = new vscode.EventEmitter<boolean>();
	/** The list was read: whether it has no data set. */
	readonly onDidRead = this.emptied.event;
	private rows: readonly DataSetRow[] = [];
	private reading: Promise<void> | undefined;

	/** Reads the list anew, once it has been shown. */
	readonly refresh = (): void => {
		if (this.reading !== undefined) this.reading = this.reading.then(() => this.read());
	};

	/**
	 * Tells the view of other rows alone, and has them ready: while the view waits for rows, what is chosen in the
	 * menu of one of them would be of none.
	 */
	private async read(): Promise<void> {
		try {
			const rows = this.deps.folders().some(hasDefinition) ? await this.deps.rows() : [];
			this.emptied.fire(rows.length === 0);
			if (JSON.stringify(rows) === JSON.stringify(this.rows)) return;
			this.rows = rows;
			this.changed.fire(undefined);
		} catch (error) {
			this.deps.report(error);
		}
	}

	async getChildren(parent?: Row): Promise<Row[]> {
		if (parent !== undefined) return [];
		if (this.reading === undefined) await (this.reading = this.read());
		return this.rows.length === 0 ? [OPEN, CONNECT] : [...this.rows];
	}

	getTreeItem(row: Row): vscode.TreeItem {
		if (row === OPEN || row === CONNECT) return wayItem(row);
		const { id, name, state, context, description, details, isTable = false } = row;
		const item = new vscode.TreeItem(name);
		item.id = id;
		item.contextValue = context;
		item.description = description;
		// Plain text: names and paths come from outside and must not become links.
		item.tooltip = [name, ...details].join("\n");
		item.iconPath =
			state === "ok"
				? new vscode.ThemeIcon(isTable ? "server" : "database")
				: new vscode.ThemeIcon("warning", new vscode.ThemeColor("list.warningForeground"));
		item.accessibilityInformation = { label: [name, description].join(", ") };
		if (state !== "unreadable") {
			item.command = {
				command: COMMANDS.openDataSet,
				title: vscode.l10n.t("Describe data set"),
				arguments: [id],
			};
		}
		return item;
	}

	async handleDrop(_target: unknown, data: vscode.DataTransfer): Promise<void> {
		const list = await data.get(URI_LIST)?.asString();
		const uris = (list ?? "")
			.split(/\r?\n/)
			.filter((line) => line !== "" && !line.startsWith("#"))
			.map((line) => vscode.Uri.parse(line));
		if (uris.length > 0) await vscode.commands.executeCommand(COMMANDS.openTrades, uris);
	}

	dispose(): void {
		this.changed.dispose();
		this.emptied.dispose();
	}
}

function wayItem(way: Way): vscode.TreeItem {
	const isOpen = way === OPEN;
	const title = isOpen
		? vscode.l10n.t("Open trades…")
		: vscode.l10n.t("Add ClickHouse connection…");
	const item = new vscode.TreeItem(title);
	item.id = way;
	item.iconPath = new vscode.ThemeIcon(isOpen ? "folder-opened" : "server");
	if (isOpen) item.description = vscode.l10n.t("or drop files here");
	item.tooltip = "";
	const command = isOpen ? COMMANDS.openTrades : COMMANDS.addClickHouseConnection;
	item.command = { command, title };
	return item;
}

function hasDefinition(folder: string): boolean {
	try {
		return readdirSync(folder).some((name) => name.endsWith(".json"));
	} catch {
		// Most people have no such folder.
		return false;
	}
}

/** Shows the view, and asks again when something changed or the window gets the focus. */
export function registerDataSetsTree(deps: DataSetsTreeDeps): vscode.Disposable {
	const tree = new DataSetsTree(deps);
	const view = vscode.window.createTreeView(DATA_SETS_VIEW, {
		treeDataProvider: tree,
		dragAndDropController: tree,
	});
	return vscode.Disposable.from(
		view,
		tree,
		tree.onDidRead((isEmpty) => {
			view.message = isEmpty
				? vscode.l10n.t(
						"Chart your own trades, no key needed: CSV (also packed with gzip, zstd or ZIP), Parquet, NDJSON and JSON, or a table of a ClickHouse server.",
					)
				: "";
		}),
		deps.onDidChange(tree.refresh),
		// Files come and go while nobody looks.
		view.onDidChangeVisibility(({ visible }) => {
			if (visible) tree.refresh();
		}),
		vscode.workspace.onDidGrantWorkspaceTrust(tree.refresh),
		vscode.workspace.onDidChangeWorkspaceFolders(tree.refresh),
		vscode.window.onDidChangeWindowState(({ focused }) => {
			if (focused) tree.refresh();
		}),
	);
}
