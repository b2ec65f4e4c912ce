import type { AxisRange } from "../../core/chart/viewRange";
import type { ActionId, MessageAction } from "../../protocol/messages";
import { ChartSurface, type SurfaceOptions } from "../charts/chartSurface";
import type { ChartContent } from "../content";
import { element } from "../dom";
import type { ChartTheme } from "../theme";
import type { Words } from "../words";
import { Placeholder } from "./placeholder";
import { NumbersTable } from "./table";

export interface StageHooks {
	readonly act: (id: ActionId) => void;
	readonly onView: SurfaceOptions["onView"];
	readonly onWalk: SurfaceOptions["onWalk"];
}

/** The room under the header: the chart and its table, or what stands in for them. */
export class Stage {
	private readonly chartRoom = element("div", { class: "chart-room" });
	private readonly table = new NumbersTable();
	private readonly placeholder: Placeholder;
	readonly root: HTMLElement;
	private surface: ChartSurface | undefined;
	private tableKey = "";

	constructor(private readonly hooks: StageHooks) {
		this.placeholder = new Placeholder(hooks.act);
		this.root = element(
			"main",
			{ class: "stage" },
			this.chartRoom,
			this.table.root,
			this.placeholder.root,
		);
		this.showChart(false);
	}

	/** Draws the chart at once, so that it can be called drawn. */
	draw(content: ChartContent, theme: ChartTheme, words: Words, zoom: AxisRange | undefined): void {
		const hadFocus = this.surface?.root.contains(document.activeElement) ?? false;
		this.surface?.destroy();
		this.showChart(true);
		this.surface = new ChartSurface(content.plot(theme), theme, {
			summary: content.summary,
			keys: words.say("keys"),
			...(zoom === undefined ? {} : { view: zoom }),
			onView: this.hooks.onView,
			onWalk: this.hooks.onWalk,
		});
		this.chartRoom.append(this.surface.root);
		this.surface.fit();
		if (hadFocus) this.surface.root.focus({ preventScroll: true });
	}

	/** Opens the table beside the chart, or closes it. */
	setTable(content: ChartContent | undefined, words: Words): void {
		this.table.root.hidden = content === undefined;
		this.root.classList.toggle("with-table", content !== undefined);
		if (content === undefined) {
			this.tableKey = "";
			return;
		}
		this.table.show(content.table, words, this.tableKey === content.zoomKey);
		this.tableKey = content.zoomKey;
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

	/** The chart's own canvas, while there is one. */
	get canvas(): HTMLCanvasElement | undefined {
		return this.surface?.canvas;
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
