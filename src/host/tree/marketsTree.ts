import * as vscode from "vscode";
import type { Subscribe } from "../../app/emitter";
import type { MarketEntry, MarketStore } from "../../app/markets/marketStore";
import { MARKET_CONTEXT, MARKETS_VIEW } from "../ids";
import type { OpenMarkets } from "../openMarkets";
import { entryName } from "./entryName";
import { KeyboardRow } from "./keyboardRow";

const DRAG_TYPE = `application/vnd.code.tree.${MARKETS_VIEW.toLowerCase()}`;

export interface MarketsTreeDeps {
	readonly store: MarketStore;
	readonly openMarkets: OpenMarkets;
	readonly extensionUri: vscode.Uri;
	/** Folders of definitions of data sets, whose names rows say. */
	readonly dataSetFolders: () => readonly string[];
	/** A data set has got another name. */
	readonly onDidRenameDataSet: Subscribe<undefined>;
	readonly report: (error: unknown) => void;
}

/** The saved markets in the side bar: shows what the store knows, and lets them be dragged into order. */
class MarketsTree
	implements vscode.TreeDataProvider<MarketEntry>, vscode.TreeDragAndDropController<MarketEntry>
{
	private readonly changed = new vscode.EventEmitter<undefined>();
	readonly onDidChangeTreeData = this.changed.event;
	readonly dragMimeTypes = [DRAG_TYPE];
	readonly dropMimeTypes = [DRAG_TYPE];

	constructor(private readonly deps: MarketsTreeDeps) {}

	readonly refresh = () => this.changed.fire(undefined);

	getChildren(parent?: MarketEntry): MarketEntry[] {
		return parent === undefined ? [...this.deps.store.entries] : [];
	}

	async getTreeItem(entry: MarketEntry): Promise<vscode.TreeItem> {
		if (entry.state !== "ok") return newerItem(entry);
		// The words of a row need all that is known of providers, and many windows have no row.
		const { marketItem } = await import("./marketItem.js");
		const { extensionUri, dataSetFolders } = this.deps;
		return marketItem(entry.market, {
			extensionUri,
			resourceUri: marketUri(entry.id),
			dataSetFolders: dataSetFolders(),
		});
	}

	handleDrag(dragged: readonly MarketEntry[], data: vscode.DataTransfer): void {
		data.set(DRAG_TYPE, new vscode.DataTransferItem(dragged.map(({ id }) => id)));
	}

	async handleDrop(target: MarketEntry | undefined, data: vscode.DataTransfer): Promise<void> {
		const ids: unknown = data.get(DRAG_TYPE)?.value;
		const [id] = Array.isArray(ids) ? (ids as readonly unknown[]) : [];
		if (typeof id !== "string" || id === target?.id) return;
		try {
			await this.deps.store.move(id, target?.id);
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

export interface RegisteredMarketsTree extends vscode.Disposable {
	/** What a command with this argument acts on; a key binding means a row of the view. */
	readonly target: (argument: unknown) => unknown;
}

/** Shows the view, keeps it in step with the store, and rescans when the window gets the focus. */
export function registerMarketsTree(deps: MarketsTreeDeps): RegisteredMarketsTree {
	const row = new KeyboardRow();
	const tree = new MarketsTree(deps);
	const view = vscode.window.createTreeView(MARKETS_VIEW, {
		treeDataProvider: tree,
		dragAndDropController: tree,
	});
	const registered = vscode.Disposable.from(
		view,
		tree,
		view.onDidChangeSelection(({ selection }) => row.select(selection.map(({ id }) => id))),
		new OpenMarks(deps.openMarkets),
		deps.store.onDidChange(tree.refresh),
		deps.onDidRenameDataSet(tree.refresh),
		vscode.window.onDidChangeWindowState(({ focused }) => {
			if (focused) deps.store.rescanSoon();
		}),
	);
	return {
		target: (argument) => row.resolve(argument),
		dispose: () => {
			registered.dispose();
		},
	};
}
