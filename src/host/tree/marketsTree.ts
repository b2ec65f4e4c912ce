import * as vscode from "vscode";
import type { MarketEntry, MarketStore } from "../../app/marketStore";
import type { SavedMarket } from "../../core/query/savedMarket";
import { COMMANDS, MARKET_CONTEXT, MARKETS_VIEW } from "../ids";
import type { OpenMarkets } from "../openMarkets";
import { intervalAndRange, sourceWords, viewTitle } from "../panels/titles";

const DRAG_TYPE = `application/vnd.code.tree.${MARKETS_VIEW.toLowerCase()}`;

export interface MarketsTreeDeps {
	readonly store: MarketStore;
	readonly openMarkets: OpenMarkets;
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
		const details = [viewTitle(market), sourceWords(queries), intervalAndRange(queries)].join("\n");
		item.description = intervalAndRange(queries);
		// Plain text: names and symbols come from outside and must not become links.
		item.tooltip = details;
		item.iconPath = { light: icon("light"), dark: icon("dark") };
		// Its decoration marks the market whose chart is open.
		item.resourceUri = marketUri(market.id);
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
		new OpenMarks(deps.openMarkets),
		deps.store.onDidChange(tree.refresh),
		vscode.window.onDidChangeWindowState(({ focused }) => {
			if (focused) void deps.store.rescan();
		}),
	);
}
