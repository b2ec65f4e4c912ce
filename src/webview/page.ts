import type { AxisRange } from "../core/chart/viewRange";
import type { MarketQuery } from "../core/query/schema";
import type { ViewOptions } from "../core/query/viewOptions";
import type { QueryResult } from "../core/result";
import { unpackResult } from "../core/resultCodec";
import type {
	ActionId,
	Handlers,
	HostToWebview,
	MessageAction,
	PanelCaption,
} from "../protocol/messages";
import { bannersOf, type PageStatus } from "./bannersOf";
import { type Content, contentOf, shownSeries } from "./content";
import { copyPicture, pictureWords } from "./copyPicture";
import type { Figure } from "./figures";
import { type Host, describe } from "./host";
import { type ZoomMemory, recallZoom } from "./memory";
import { Banners } from "./parts/banners";
import { Footnote } from "./parts/footnote";
import { Header, NO_CAPTION } from "./parts/header";
import { LiveRegion } from "./parts/liveRegion";
import { Pickers } from "./parts/pickers";
import { Stage } from "./parts/stage";
import { Strip } from "./parts/strip";
import { type ToolId, Toolbar } from "./parts/toolbar";
import { type ChartTheme, onThemeChange, readTheme, shareColors } from "./theme";
import { DEFAULT_SETTINGS, type Words, wordsOf } from "./words";

interface Shown {
	readonly revision: number;
	readonly result: QueryResult;
	readonly content: Content;
}

const AGE_EVERY_MS = 60_000;

/** The whole page: a picture of what the host last said, and of how a person looks at it. */
export class Page {
	private readonly header: Header;
	private readonly toolbar = new Toolbar((tool) => {
		this.press(tool);
	});
	private readonly pickers = new Pickers((view) => {
		this.changeView(view);
	});
	private readonly strip = new Strip((figure) => {
		this.copyFigure(figure);
	});
	private readonly banners = new Banners((id) => {
		this.act(id);
	});
	private readonly stage = new Stage({
		act: (id) => {
			this.act(id);
		},
		onView: (view) => {
			this.rememberZoom(view);
		},
		onWalk: (spoken) => {
			this.live.announce(spoken);
		},
	});
	private readonly footnote = new Footnote();
	private readonly live = new LiveRegion();

	private words: Words = wordsOf(DEFAULT_SETTINGS);
	private theme: ChartTheme = readTheme("colorBlindSafe");
	private caption: PanelCaption = NO_CAPTION;
	private view: ViewOptions = {};
	private queries: readonly MarketQuery[] = [];
	private zoom: ZoomMemory | undefined;
	private shown: Shown | undefined;
	private status: PageStatus = { kind: "busy", text: "" };

	constructor(
		private readonly root: HTMLElement,
		private readonly host: Host,
	) {
		this.header = new Header(this.pickers.root, this.toolbar.root);
		this.zoom = recallZoom(host.recall());
		root.replaceChildren(
			this.header.root,
			this.strip.root,
			this.banners.root,
			this.stage.root,
			this.footnote.root,
			this.live.root,
		);
		onThemeChange(() => {
			this.applyTheme();
		});
		window.setInterval(() => {
			if (this.caption.fromSnapshot) this.showStatus();
		}, AGE_EVERY_MS);
		this.applyTheme();
		this.render();
	}

	readonly handlers: Handlers<HostToWebview> = {
		settings: (settings) => {
			this.words = wordsOf(settings);
			this.applyTheme();
			if (this.shown !== undefined) this.draw(this.shown.revision, this.shown.result);
			else this.render();
		},
		caption: ({ caption }) => {
			this.caption = caption;
			this.render();
		},
		persist: ({ queries }) => {
			this.queries = queries;
			this.keep();
		},
		busy: ({ text }) => {
			this.status = { kind: "busy", text };
			this.render();
		},
		idle: () => {
			this.status = { kind: "idle" };
			this.render();
		},
		failed: ({ text, actions }) => {
			this.status = { kind: "failed", text, actions };
			this.render();
		},
		show: ({ revision, caption, results, view }) => {
			this.caption = caption;
			this.view = view;
			this.status = { kind: "idle" };
			const [result] = results;
			const unpacked = result ? this.unpack(result.header, result.data) : undefined;
			if (unpacked !== undefined) this.draw(revision, unpacked);
			this.keep();
		},
		copyImage: () => {
			this.copyImage();
		},
		picture: () => undefined,
	};

	private unpack(header: unknown, data: ArrayBuffer): QueryResult | undefined {
		try {
			return unpackResult(header, data);
		} catch (error) {
			this.host.post("problem", { message: describe(error) });
			this.shown = undefined;
			this.status = {
				kind: "failed",
				text: this.words.say("cannotRead"),
				actions: [this.action("refresh", "refresh")],
			};
			this.render();
			return undefined;
		}
	}

	/** Builds and paints everything of a result, then tells the host. */
	private draw(revision: number, result: QueryResult): void {
		const content = contentOf(result, this.view, this.words, this.caption.market);
		this.shown = { revision, result, content };
		if (content.state === "chart") {
			const zoom = this.zoom?.key === content.zoomKey ? this.zoom : undefined;
			this.stage.draw(content, this.theme, this.words, zoom);
		}
		this.render();
		const tell = () => {
			this.root.dataset["revision"] = String(revision);
			this.host.post("drawn", { revision });
		};
		// A hidden page gets no frames.
		if (document.visibilityState === "hidden") tell();
		else requestAnimationFrame(tell);
	}

	private render(): void {
		const { words, caption, shown, view } = this;
		const content = shown?.content;
		const isChart = content?.state === "chart";
		this.header.show(caption);
		this.root.dataset["state"] = this.stateName();
		this.root.setAttribute("aria-busy", String(this.status.kind === "busy"));
		if (isChart) this.strip.show(content.figures, words);
		else this.strip.clear();
		const series = shown === undefined ? undefined : shownSeries(shown.result, view);
		if (shown === undefined || series === undefined) this.pickers.hide();
		else this.pickers.show(shown.result, series, view, words);
		if (shown === undefined) this.footnote.clear();
		else this.footnote.show(caption, shown.result, series, words);
		if (content?.state === "empty") {
			const actions = content.actions.map((id) =>
				this.action(id, id === "changeRange" ? "changeRange" : "refresh"),
			);
			this.stage.showMessage("empty", content.text, actions);
		} else if (content === undefined) this.showPlaceholder();
		this.stage.setTable(isChart && this.isTableOpen ? content : undefined, words);
		this.showStatus();
	}

	/** What changes while data stays: banners and buttons. */
	private showStatus(): void {
		const { words, caption, shown, status } = this;
		this.banners.show(bannersOf(status, caption, shown?.result, words));
		this.toolbar.show(
			{
				isBusy: status.kind === "busy",
				isZoomed: this.stage.isZoomed,
				hasData: shown?.content.state === "chart",
				isTableOpen: this.isTableOpen,
			},
			words,
		);
	}

	private showPlaceholder(): void {
		const { status, words, stage } = this;
		if (status.kind === "busy") {
			stage.showLoading(
				status.text === "" ? words.say("loading") : status.text,
				this.action("cancel", "cancel"),
			);
		} else if (status.kind === "failed") stage.showMessage("failed", status.text, status.actions);
		else stage.showMessage("empty", words.say("emptyPanel"), [this.action("refresh", "refresh")]);
	}

	private stateName(): "loading" | "chart" | "empty" | "failed" {
		if (this.shown !== undefined) return this.shown.content.state;
		if (this.status.kind === "busy") return "loading";
		return this.status.kind === "failed" ? "failed" : "empty";
	}

	/** A screen reader gets the numbers unless its user has closed them. */
	private get isTableOpen(): boolean {
		return this.view.table ?? document.body.classList.contains("vscode-using-screen-reader");
	}

	private action(id: ActionId, label: "refresh" | "cancel" | "changeRange"): MessageAction {
		return { id, label: this.words.say(label) };
	}

	private act(id: ActionId): void {
		this.host.post("action", { id });
	}

	private press(tool: ToolId): void {
		if (tool === "resetZoom") this.stage.resetZoom();
		else if (tool === "copyImage") this.copyImage();
		else if (tool === "table") this.changeView({ ...this.view, table: !this.isTableOpen });
		else this.act(tool);
	}

	private changeView(view: ViewOptions): void {
		const isSameData = view.series === this.view.series && view.interval === this.view.interval;
		this.view = view;
		this.host.post("view", { view });
		this.keep();
		if (isSameData) this.render();
		else if (this.shown !== undefined) this.draw(this.shown.revision, this.shown.result);
	}

	private rememberZoom(view: AxisRange | undefined): void {
		const content = this.shown?.content;
		if (content?.state !== "chart") return;
		this.zoom = view === undefined ? undefined : { key: content.zoomKey, ...view };
		this.keep();
		this.showStatus();
	}

	private keep(): void {
		if (this.queries.length === 0) return;
		const { queries, view, zoom } = this;
		this.host.keep({ queries, view, ...(zoom === undefined ? {} : { zoom }) });
	}

	private copyFigure({ copied, label }: Figure): void {
		this.host.post("copy", { text: copied, what: label });
		this.live.announce(this.words.say("copied", label));
	}

	private copyImage(): void {
		const { canvas } = this.stage;
		const content = this.shown?.content;
		if (canvas === undefined || content?.state !== "chart") return;
		const words = pictureWords(this.caption, content.figures, this.footnote.text);
		copyPicture(canvas, words, this.theme, this.host)
			.then((isCopied) => {
				if (isCopied) this.live.announce(this.words.say("imageCopied"));
			})
			.catch((error: unknown) => {
				this.host.post("problem", { message: describe(error) });
			});
	}

	private applyTheme(): void {
		this.theme = readTheme(this.words.settings.palette);
		shareColors(this.root, this.theme);
		this.stage.setTheme(this.theme);
	}
}
