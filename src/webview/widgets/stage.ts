import type { CopyWish } from "../../core/table/copyWish";
import type { ActionId, MessageAction } from "../../protocol/messages";
import { ChartSurface, type SurfaceOptions } from "../charts/chartSurface";
import type { AxisRanges, NumbersAt } from "../charts/screen";
import type { ChartContent, ChartTable, TableMakers } from "../content/types";
import type { TableContent } from "../content/tableContent";
import { element } from "../dom";
import type { HandMakers } from "../parts";
import type { ChartTheme } from "../theme";
import type { HandleHooks } from "../charts/handles";
import type { Words } from "../words";
import type { KeyHelp } from "./keyHelp";
import { Placeholder } from "./placeholder";
import type { NumbersTable } from "./table";

export interface StageHooks
	extends
		HandleHooks,
		Pick<
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
	readonly act: (id: ActionId) => void;
	/** Calls back with what makes tables, at once where it is loaded. */
	readonly withTables: (call: (makers: TableMakers) => void) => void;
	/** Called when rows of the table are to be copied. */
	readonly onCopyRows: (wish: CopyWish) => void;
}

/** The room under the header: the chart, its options and its table, or what stands in for them. */
export class Stage {
	private readonly chartRoom = element("div", { class: "chart-room" });
	/** Where the table stands, from the beginning: nothing moves once what fills it is loaded. */
	private readonly tableRoom = element("div", {
		class: "table",
		tabindex: "0",
		role: "region",
		hidden: true,
	});
	private table: NumbersTable | undefined;
	private tabled: { readonly content: ChartContent; readonly words: Words } | undefined;
	/** The rows of the table that is shown, which are made once. */
	private rows: { readonly of: ChartTable; readonly made: TableContent } | undefined;
	private readonly placeholder: Placeholder;
	/** The list of keys, once somebody has opened it. */
	private help: KeyHelp | undefined;
	readonly root: HTMLElement;
	private surface: ChartSurface | undefined;
	private tableKey = "";
	private chartKey = "";
	private words: Words | undefined;
	/** What makes handles, once it is loaded. */
	private makers: HandMakers | undefined;

	constructor(
		private readonly hooks: StageHooks,
		options: HTMLElement,
	) {
		this.placeholder = new Placeholder(hooks.act);
		this.root = element(
			"main",
			{ class: "stage" },
			this.chartRoom,
			this.tableRoom,
			options,
			this.placeholder.root,
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
		});
		this.chartRoom.append(this.surface.root);
		this.surface.fit();
		this.addHandles();
	}

	/** Opens or closes the table beside the chart. The explanation, when it is open, takes its place. */
	setTable(content: ChartContent | undefined, words: Words): void {
		this.tableRoom.hidden = content === undefined;
		this.root.classList.toggle("with-table", content !== undefined);
		this.tabled = content && { content, words };
		if (content === undefined) this.tableKey = "";
		else this.root.classList.toggle("with-explanation", content.explanation !== undefined);
		this.fillTable();
	}

	/** Fills the table, but not before the first chart is drawn, which is what people wait for. */
	private fillTable(): void {
		if (this.tabled === undefined || this.makers === undefined) return;
		this.hooks.withTables((makers) => {
			const { tabled } = this;
			if (tabled === undefined) return;
			const { content, words } = tabled;
			const { explanation, table, zoomKey } = content;
			const of = explanation ?? table;
			const key = `${zoomKey} ${explanation === undefined}`;
			if (this.rows?.of !== of) this.rows = { of, made: of.make(makers) };
			this.table ??= new makers.NumbersTable(this.tableRoom, this.hooks.onCopyRows);
			this.table.show(this.rows.made, words, this.tableKey === key);
			this.tableKey = key;
		});
	}

	/** Marks the row of the table that holds the numbers at a place. */
	follow(place: NumbersAt | undefined): void {
		this.table?.follow(place);
	}

	/** Lays handles over the chart and over each later one; the table is filled from now on. */
	useHand(makers: HandMakers): void {
		if (this.makers === makers) return;
		this.makers = makers;
		this.addHandles();
		this.fillTable();
	}

	private addHandles(): void {
		const { makers } = this;
		if (makers === undefined) return;
		this.surface?.addHandles(
			(chart, moved) =>
				new makers.ChartHandles(
					chart,
					chart.root,
					this.hooks,
					(id, ...args) => this.words?.say(id, ...args) ?? "",
					moved,
				),
		);
	}

	/** Opens or closes the list of keys. */
	toggleHelp(words: Words, Help: new () => KeyHelp): void {
		if (this.help === undefined) this.root.append((this.help = new Help()).root);
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

	private removeChart(): void {
		this.surface?.destroy();
		this.surface = undefined;
		this.showChart(false);
	}

	private showChart(isShown: boolean): void {
		this.chartRoom.hidden = !isShown;
		this.placeholder.root.hidden = isShown;
		if (!isShown) this.tableRoom.hidden = true;
	}
}
