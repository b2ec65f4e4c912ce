import * as vscode from "vscode";
import type { Subscribe } from "../../app/emitter";
import type { MarketEntry, MarketStore } from "../../app/markets/marketStore";
import { COMMANDS, CONTEXT_KEYS, MARKET_CONTEXT, MARKETS_VIEW } from "../ids";
import type { OpenMarkets } from "../openMarkets";
import { unwaited } from "../unwaited";
import type { ClosedGroups } from "./closedGroups";
import { entryName } from "./entryName";
import { KeyboardRow } from "./keyboardRow";
import { groupItem, isGroup, type MarketRow } from "./marketRow";
import type { RowValues } from "./rowValues";

const DRAG_TYPE = `application/vnd.code.tree.${MARKETS_VIEW.toLowerCase()}`;
/** Files of markets that people drop. */
const URI_LIST = "text/uri-list";

export interface MarketsTreeDeps {
	readonly store: MarketStore;
	readonly openMarkets: OpenMarkets;
	/** Numbers that rows show. */
	readonly values: RowValues;
	readonly closedGroups: ClosedGroups;
	readonly extensionUri: vscode.Uri;
	/** Folders of definitions of data sets, whose names rows say. */
	readonly dataSetFolders: () => readonly string[];
	/** A data set has got another name. */
	readonly onDidRenameDataSet: Subscribe<undefined>;
	/** Moves rows to the one that they were dropped on, or to the end of the list. */
	readonly moveToRow: (ids: readonly string[], target: string | undefined) => Promise<void>;
	readonly report: (error: unknown) => void;
}

/** The saved markets in the side bar, in their groups: shows what the store knows, and takes what is dragged. */
class MarketsTree
	implements vscode.TreeDataProvider<MarketRow>, vscode.TreeDragAndDropController<MarketRow>
{
	private readonly changed = new vscode.EventEmitter<MarketRow | undefined>();
	readonly onDidChangeTreeData = this.changed.event;
	readonly dragMimeTypes = [DRAG_TYPE];
	readonly dropMimeTypes = [DRAG_TYPE, URI_LIST];

	constructor(private readonly deps: MarketsTreeDeps) {}

	readonly refresh = () => this.changed.fire(undefined);

	/** Draws the row of one market anew. */
	refreshRow(id: string): void {
		this.changed.fire(this.deps.store.get(id));
	}

	getChildren(parent?: MarketRow): MarketRow[] {
		const { store } = this.deps;
		if (parent === undefined) return [...store.groups.entries, ...store.inGroup(undefined)];
		return isGroup(parent) ? [...store.inGroup(parent.id)] : [];
	}

	getParent(row: MarketRow): MarketRow | undefined {
		const { store } = this.deps;
		const group = isGroup(row) ? undefined : store.groupOf(row);
		return group === undefined ? undefined : store.groups.get(group);
	}

	async getTreeItem(row: MarketRow): Promise<vscode.TreeItem> {
		if (isGroup(row)) {
			const markets = this.deps.store.inGroup(row.id).length;
			return groupItem(row, { markets, isClosed: this.deps.closedGroups.has(row.id) });
		}
		if (row.state !== "ok") return newerItem(row);
		// The words of a row need all that is known of providers, and many windows have no row.
		const { marketItem } = await import("./marketItem.js");
		const { extensionUri, dataSetFolders, values } = this.deps;
		return marketItem(row.market, {
			extensionUri,
			resourceUri: marketUri(row.id),
			dataSetFolders: dataSetFolders(),
			value: values.get(row.id),
		});
	}

	handleDrag(dragged: readonly MarketRow[], data: vscode.DataTransfer): void {
		data.set(DRAG_TYPE, new vscode.DataTransferItem(dragged.map(({ id }) => id)));
	}

	async handleDrop(target: MarketRow | undefined, data: vscode.DataTransfer): Promise<void> {
		const dragged: unknown = data.get(DRAG_TYPE)?.value;
		const ids = Array.isArray(dragged) ? dragged.filter((id) => typeof id === "string") : [];
		try {
			if (ids.length > 0) return await this.deps.moveToRow(ids, target?.id);
			const [file] = (await data.get(URI_LIST)?.asString())?.split(/\r?\n/) ?? [];
			if (file !== undefined && file !== "") {
				await vscode.commands.executeCommand(COMMANDS.importMarkets, vscode.Uri.parse(file));
			}
		} catch (error) {
			this.deps.report(error);
		}
	}

	dispose(): void {
		this.changed.dispose();
	}
}

function newerItem(entry: MarketEntry): vscode.TreeItem {
	const item = new vscode.TreeItem(entryName(entry));
	item.id = entry.id;
	item.contextValue = MARKET_CONTEXT.readOnly;
	item.description = vscode.l10n.t("made by a newer version");
	item.iconPath = new vscode.ThemeIcon("lock");
	item.tooltip = vscode.l10n.t(
		"Update Value Area to open or change this market. It can be moved and removed.",
	);
	return item;
}

const MARKET_SCHEME = "value-area-market";

function marketUri(id: string): vscode.Uri {
	return vscode.Uri.from({ scheme: MARKET_SCHEME, path: `/${id}` });
}

/** Marks the markets whose chart is open in this window. */
class OpenMarks implements vscode.FileDecorationProvider {
	private readonly changed = new vscode.EventEmitter<undefined>();
	readonly onDidChangeFileDecorations = this.changed.event;
	private readonly registrations: vscode.Disposable;

	constructor(private readonly openMarkets: OpenMarkets) {
		this.registrations = vscode.Disposable.from(
			this.changed,
			openMarkets.onDidChange(() => this.changed.fire(undefined)),
			vscode.window.registerFileDecorationProvider(this),
		);
	}

	provideFileDecoration({ scheme, path }: vscode.Uri): vscode.FileDecoration | undefined {
		return scheme === MARKET_SCHEME && this.openMarkets.has(path.slice(1))
			? new vscode.FileDecoration("●", vscode.l10n.t("open in a chart"))
			: undefined;
	}

	dispose(): void {
		this.registrations.dispose();
	}
}

/** What a command was run on. */
export interface CommandTarget {
	readonly argument: unknown;
	readonly selection: unknown;
}

/** The view, as far as commands need it. */
export interface MarketsTreeState {
	/** Ids of the rows that are selected. */
	readonly selected: () => readonly string[];
	/** Shows a row, opens its group, and selects it. */
	readonly reveal: (id: string) => Promise<void>;
}

export interface RegisteredMarketsTree extends MarketsTreeState, vscode.Disposable {
	/**
	 * What a command with these arguments acts on; a key binding means rows of the view. `undefined` where it
	 * means a group that the key has opened or closed already.
	 */
	readonly target: (argument: unknown, selection: unknown) => CommandTarget | undefined;
	/** Puts words beside the title of the view; empty for none. */
	readonly describe: (words: string) => void;
}

/** Shows the view, keeps it in step with the store, and rescans when the window gets the focus. */
export function registerMarketsTree(deps: MarketsTreeDeps): RegisteredMarketsTree {
	const { store, values } = deps;
	const rows = new KeyboardRow();
	const tree = new MarketsTree(deps);
	const view = vscode.window.createTreeView(MARKETS_VIEW, {
		treeDataProvider: tree,
		dragAndDropController: tree,
		canSelectMany: true,
		showCollapseAll: true,
	});
	const showState = () => {
		const hasMarkets = store.entries.length > 0;
		unwaited(vscode.commands.executeCommand("setContext", CONTEXT_KEYS.hasMarkets, hasMarkets));
	};
	const showValues = (id: string | undefined) => {
		const hasValues = !values.isEmpty;
		unwaited(vscode.commands.executeCommand("setContext", CONTEXT_KEYS.showsValues, hasValues));
		if (id === undefined) tree.refresh();
		else tree.refreshRow(id);
	};
	const registered = vscode.Disposable.from(
		view,
		tree,
		view.onDidChangeSelection(({ selection }) => rows.select(selection.map(({ id }) => id))),
		...deps.closedGroups.follow(view),
		new OpenMarks(deps.openMarkets),
		store.onDidChange(tree.refresh),
		store.onDidChange(showState),
		values.onDidChange(showValues),
		deps.onDidRenameDataSet(tree.refresh),
		vscode.window.onDidChangeWindowState(({ focused }) => {
			if (focused) store.rescanSoon();
		}),
	);
	return {
		target: (argument, selection) => {
			const ids = rows.resolve(argument);
			if (ids === undefined) return { argument, selection };
			const [first] = ids;
			const isEnter = argument === "selected";
			if (isEnter && first !== undefined && store.groups.get(first) !== undefined) return undefined;
			return { argument: first, selection: ids };
		},
		selected: () => rows.selected,
		describe: (words) => {
			view.description = words;
		},
		reveal: async (id) => {
			const row = store.get(id) ?? store.groups.get(id);
			if (row !== undefined) await view.reveal(row, { select: true, focus: false, expand: true });
		},
		dispose: () => {
			registered.dispose();
		},
	};
}
