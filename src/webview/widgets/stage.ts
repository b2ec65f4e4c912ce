import type { CopyWish } from "../../core/table/copyWish";
import type { WebviewStringId } from "../../protocol/strings";
import type { ActionId, MessageAction } from "../../protocol/messages";
import { ChartSurface, type SurfaceOptions } from "../charts/chartSurface";
import type { AxisRanges } from "../charts/screen";
import type { ChartContent } from "../content/types";
import { element } from "../dom";
import type { ChartTheme } from "../theme";
import type { AnchorWish, AnchorWords } from "../charts/anchors";
import type { SpanWish, SpanWords } from "../charts/spans";
import type { Words } from "../words";
import { KeyHelp } from "./keyHelp";
import { Placeholder } from "./placeholder";
import { NumbersTable } from "./table";

export interface StageHooks extends Pick<
	SurfaceOptions,
	| "onZoom"
	| "onPoint"
	| "onPaint"
	| "onWalk"
	| "onPick"
	| "onKey"
	| "onCorner"
	| "onMeasureCorner"
	| "onMeasured"
	| "onRead"
> {
	readonly onSpan: (wish: SpanWish) => void;
	readonly onAnchor: (wish: AnchorWish) => void;
	/** Called with the time of a click with Alt. */
	readonly onAltClick: (time: number) => void;
	/** Whether the next pull over the chart selects a stretch of time. */
	readonly isSelecting: () => boolean;
	readonly act: (id: ActionId) => void;
	/** Called when rows of the table are to be copied. */
	readonly onCopyRows: (wish: CopyWish) => void;
}

/** The room under the header: the chart, its options and its table, or what stands in for them. */
export class Stage {
	private readonly chartRoom = element("div", { class: "chart-room" });
	private readonly table: NumbersTable;
	private readonly placeholder: Placeholder;
	private readonly help = new KeyHelp();
	readonly root: HTMLElement;
	private surface: ChartSurface | undefined;
	private tableKey = "";
	private chartKey = "";
	private words: Words | undefined;
	private readonly spanWords: SpanWords = {
		group: () => this.say("selections"),
		choose: (name) => this.say("selectionChoose", name),
		remove: (name) => this.say("selectionRemove", name),
		edge: (edge, name) => this.say(edge === "from" ? "selectionFrom" : "selectionTo", name),
		rename: (name) => this.say("selectionRename", name),
	};

	private readonly anchorWords: AnchorWords = {
		group: () => this.say("anchorMarks"),
		marker: (name) => this.say("anchorMark", name),
		help: () => this.say("keyAnchorMark"),
		remove: (name) => this.say("anchorRemove", name),
		rename: (name) => this.say("anchorRename", name),
	};

	constructor(
		private readonly hooks: StageHooks,
		options: HTMLElement,
	) {
		this.placeholder = new Placeholder(hooks.act);
		this.table = new NumbersTable(hooks.onCopyRows);
		this.root = element(
			"main",
			{ class: "stage" },
			this.chartRoom,
			this.table.root,
			options,
			this.placeholder.root,
			this.help.root,
		);
		this.showChart(false);
	}

	/**
	 * Draws the chart at once: it is on the canvas when this returns. One that is there already may be drawn with the
	 * browser's next frame (`isSoon`).
	 */
	draw(
		{ screen, summary, zoomKey }: ChartContent,
		theme: ChartTheme,
		words: Words,
		ranges: AxisRanges,
		isSoon = false,
	): void {
		this.words = words;
		const isSame = this.chartKey === zoomKey;
		this.chartKey = zoomKey;
		if (this.surface !== undefined) {
			this.surface.show(screen, summary, ranges, { isSame, isSoon });
			return;
		}
		this.showChart(true);
		const keys = words.say("keys");
		this.surface = new ChartSurface(screen, theme, {
			...this.hooks,
			summary,
			keys,
			ranges,
			spans: { ...this.hooks, words: this.spanWords },
			anchors: { ...this.hooks, words: this.anchorWords },
		});
		this.chartRoom.append(this.surface.root);
		this.surface.fit();
	}

	/** Opens or closes the table beside the chart. The explanation, when it is open, takes its place. */
	setTable(content: ChartContent | undefined, words: Words): void {
		this.table.root.hidden = content === undefined;
		this.root.classList.toggle("with-table", content !== undefined);
		if (content === undefined) {
			this.tableKey = "";
			return;
		}
		const { explanation } = content;
		this.root.classList.toggle("with-explanation", explanation !== undefined);
		const key = `${content.zoomKey} ${explanation === undefined}`;
		this.table.show(explanation ?? content.table, words, this.tableKey === key);
		this.tableKey = key;
	}

	/** Marks the row of the table that holds the numbers under the crosshair. */
	follow(row: number | undefined): void {
		this.table.follow(row);
	}

	toggleHelp(words: Words): void {
		this.help.toggle(words);
	}

	showLoading(text: string, cancel: MessageAction): void {
		this.removeChart();
		this.placeholder.showLoading(text, cancel);
	}

	showMessage(kind: "empty" | "failed", text: string, actions: readonly MessageAction[]): void {
		this.removeChart();
		this.placeholder.showMessage(kind, text, actions);
	}

	setTheme(theme: ChartTheme): void {
		this.surface?.setTheme(theme);
	}

	resetZoom(): void {
		this.surface?.reset();
	}

	get isZoomed(): boolean {
		return this.surface?.isZoomed ?? false;
	}

	/** The chart, while there is one. */
	get chart(): ChartSurface | undefined {
		return this.surface;
	}

	private say(id: WebviewStringId, ...args: readonly string[]): string {
		return this.words?.say(id, ...args) ?? "";
	}

	private removeChart(): void {
		this.surface?.destroy();
		this.surface = undefined;
		this.showChart(false);
	}

	private showChart(isShown: boolean): void {
		this.chartRoom.hidden = !isShown;
		this.placeholder.root.hidden = isShown;
		if (!isShown) this.table.root.hidden = true;
	}
}
