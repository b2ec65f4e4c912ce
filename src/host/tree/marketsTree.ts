import * as vscode from "vscode";
import type { MarketEntry, MarketStore } from "../../app/marketStore";
import type { SavedMarket } from "../../core/query/savedMarket";
import { COMMANDS, MARKET_CONTEXT, MARKETS_VIEW } from "../ids";
import { intervalAndRange, sourceWords, viewTitle } from "../panels/titles";
import { unique } from "../panels/viewLabel";

const DRAG_TYPE = `application/vnd.code.tree.${MARKETS_VIEW.toLowerCase()}`;

export interface MarketsTreeDeps {
	readonly store: MarketStore;
	readonly extensionUri: vscode.Uri;
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

	getTreeItem(entry: MarketEntry): vscode.TreeItem {
		return entry.state === "ok" ? this.marketItem(entry.market) : newerItem(entry.name);
	}

	private marketItem(market: SavedMarket): vscode.TreeItem {
		const { queries } = market;
		const [query] = queries;
		const item = new vscode.TreeItem(market.name);
		item.id = market.id;
		item.contextValue = MARKET_CONTEXT.market;
		item.command = {
			command: COMMANDS.openMarket,
			title: vscode.l10n.t("Open market"),
			arguments: [market.id],
		};
		if (query === undefined) return item;
		const icon = (theme: string) =>
			vscode.Uri.joinPath(
				this.deps.extensionUri,
				"media",
				"icons",
				`${query.provider}-${theme}.svg`,
			);
		const sources = unique(queries.map(sourceWords));
		const details = [viewTitle(market), ...sources, intervalAndRange(queries)].join("\n");
		item.description = intervalAndRange(queries);
		// Plain text: names and symbols come from outside and must not become links.
		item.tooltip = details;
		item.iconPath = { light: icon("light"), dark: icon("dark") };
		item.accessibilityInformation = { label: `${market.name}, ${details.replaceAll("\n", ", ")}` };
		return item;
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

function newerItem(name: string | undefined): vscode.TreeItem {
	const item = new vscode.TreeItem(name ?? vscode.l10n.t("Market of a newer version"));
	item.contextValue = MARKET_CONTEXT.readOnly;
	item.description = vscode.l10n.t("made by a newer version");
	item.iconPath = new vscode.ThemeIcon("lock");
	item.tooltip = vscode.l10n.t("Update Value Area to open or change this market.");
	return item;
}

/** Shows the view, keeps it in step with the store, and rescans when the window gets the focus. */
export function registerMarketsTree(deps: MarketsTreeDeps): vscode.Disposable {
	const tree = new MarketsTree(deps);
	const view = vscode.window.createTreeView(MARKETS_VIEW, {
		treeDataProvider: tree,
		dragAndDropController: tree,
	});
	return vscode.Disposable.from(
		view,
		tree,
		deps.store.onDidChange(tree.refresh),
		vscode.window.onDidChangeWindowState(({ focused }) => {
			if (focused) void deps.store.rescan();
		}),
	);
}
