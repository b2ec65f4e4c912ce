import type { MarketQuery } from "../core/query/schema";
import type { ViewOptions } from "../core/query/viewOptions";
import type { QueryResult } from "../core/result";
import { unpackResult } from "../core/resultCodec";
import { epochMs, toIso } from "../core/time";
import type {
	ActionId,
	Handlers,
	HostToWebview,
	MessageAction,
	PanelCaption,
	PictureWish,
} from "../protocol/messages";
import { bannersOf, type PageStatus } from "./bannersOf";
import type { Frame } from "./charts/frame";
import type { Cursor, ItemWords, ViewState } from "./charts/screen";
import { contentOf, layoutsOf, partsOf } from "./content/content";
import { controlsOf, optionButtons } from "./content/controls";
import type { ChartContent, Content, Part } from "./content/types";
import { copyPicture, pictureWords, sendPicture } from "./copyPicture";
import type { Figure } from "./content/figures";
import { type Host, describe } from "./host";
import { type ZoomMemory, recallZoom } from "./memory";
import type { PictureWords } from "./picture";
import { Banners } from "./parts/banners";
import { Footnote } from "./parts/footnote";
import { Header, NO_CAPTION } from "./parts/header";
import { Legend } from "./parts/legend";
import { LiveRegion } from "./parts/liveRegion";
import { OptionsPanel, withChoices } from "./parts/optionsPanel";
import { Pickers } from "./parts/pickers";
import { Stage } from "./parts/stage";
import { Strip } from "./parts/strip";
import { type ToolId, Toolbar } from "./parts/toolbar";
import { type ChartTheme, onThemeChange, printTheme, readTheme, shareColors } from "./theme";
import { DEFAULT_SETTINGS, type PageSettings, type Words, settingsFor, wordsOf } from "./words";

interface Shown {
	readonly revision: number;
	readonly results: readonly (QueryResult | null)[];
	readonly parts: readonly Part[];
	readonly content: Content;
}

const AGE_EVERY_MS = 60_000;
/** Options that change nothing of the drawing. */
const QUIET = new Set<string>(["table"]);

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
	private readonly legend = new Legend({
		toggle: (id) => {
			this.toggleHidden(id);
		},
		remove: (part) => {
			this.host.post("action", { id: "removeMarket", part });
		},
	});
	private readonly banners = new Banners((id) => {
		this.act(id);
	});
	private readonly options = new OptionsPanel(
		(choices) => {
			this.changeView(withChoices(this.view, choices));
		},
		() => {
			this.toggleOptions();
		},
	);
	private readonly stage = new Stage(
		{
			act: (id) => {
				this.act(id);
			},
			onView: (view) => {
				this.rememberZoom(view);
			},
			onWalk: (spoken) => {
				this.live.announce(spoken);
			},
			onPick: (cursor) => {
				if (this.isPicking && cursor.time !== undefined) this.anchorAt(cursor.time);
			},
			onCorner: () => {
				this.live.announce(this.words.say("boxCorner"));
			},
			onKey: (key, cursor) => this.chartKey(key, cursor),
			onCopyRows: (text, count) => {
				const what = this.words.say("tableRowsCopied", this.words.full(count));
				this.host.post("copy", { text, what });
				this.live.announce(what);
			},
		},
		this.options.root,
	);
	private readonly footnote = new Footnote();
	private readonly live = new LiveRegion();

	private settings: PageSettings = DEFAULT_SETTINGS;
	private words: Words = wordsOf(DEFAULT_SETTINGS);
	private theme: ChartTheme = readTheme("colorBlindSafe");
	private caption: PanelCaption = NO_CAPTION;
	private view: ViewOptions = {};
	private queries: readonly MarketQuery[] = [];
	private zoom: ZoomMemory | undefined;
	private shown: Shown | undefined;
	private status: PageStatus = { kind: "busy", text: "" };
	private areOptionsOpen = false;
	/** Whether the next click on the chart anchors the VWAP. */
	private isPicking = false;

	constructor(
		private readonly root: HTMLElement,
		private readonly host: Host,
	) {
		this.header = new Header(this.pickers.root, this.toolbar.root);
		this.zoom = recallZoom(host.recall());
		root.replaceChildren(
			this.header.root,
			this.strip.root,
			this.legend.root,
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
			this.settings = settings;
			this.applyWords();
			this.applyTheme();
			if (this.shown !== undefined) this.draw(this.shown.revision, this.shown.results);
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
			this.applyWords();
			this.status = { kind: "idle" };
			const unpacked = this.unpack(results);
			if (unpacked !== undefined) this.draw(revision, unpacked);
			this.keep();
		},
		copyImage: () => {
			this.copyImage();
		},
		picture: (wish) => {
			this.sendPicture(wish);
		},
	};

	private unpack(
		results: HostToWebview["show"]["results"],
	): readonly (QueryResult | null)[] | undefined {
		try {
			return results.map((one) => one && unpackResult(one.header, one.data));
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

	/** Builds and paints everything of the answers, then tells the host. */
	private draw(revision: number, results: readonly (QueryResult | null)[]): void {
		const { view, words, caption } = this;
		const parts = partsOf(results, view, caption);
		const content = contentOf({ parts, view, words, caption });
		this.shown = { revision, results, parts, content };
		if (content.state === "chart") {
			const zoom = this.zoom?.key === content.zoomKey ? this.zoom : undefined;
			this.stage.draw(content, this.theme, words, zoom);
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
		const chart = content?.state === "chart" ? content : undefined;
		this.header.show(this.zonedCaption);
		this.root.dataset["state"] = this.stateName();
		this.root.dataset["layout"] = chart?.layout ?? "";
		this.root.setAttribute("aria-busy", String(this.status.kind === "busy"));
		if (chart === undefined) {
			this.strip.clear();
			this.legend.clear();
		} else {
			this.strip.show(chart.figures, words);
			const canRemove = caption.parts.length > 1;
			this.legend.show(chart.legend, view.hidden ?? [], canRemove, this.theme, words);
		}
		const [first] = shown?.parts ?? [];
		if (shown === undefined || first === undefined) {
			this.pickers.hide();
			this.footnote.clear();
		} else {
			const layout = chart?.layout ?? view.layout;
			const isOnly = shown.results.length === 1;
			this.pickers.show(first, layoutsOf(shown.parts), layout, view, words, isOnly);
			this.footnote.show(caption, first.result, first.series, view, words);
		}
		if (content?.state === "empty") {
			const actions = content.actions.map((id) =>
				this.action(id, id === "changeRange" ? "changeRange" : "refresh"),
			);
			this.stage.showMessage("empty", content.text, actions);
		} else if (content === undefined) this.showPlaceholder();
		this.stage.setTable(this.isTableOpen ? chart : undefined, words);
		this.showOptions(chart);
		this.showStatus();
	}

	private showOptions(chart: ChartContent | undefined): void {
		const { words, view, shown, caption } = this;
		if (!this.areOptionsOpen || chart === undefined || shown === undefined) {
			this.options.hide();
			return;
		}
		const controls = controlsOf(chart, shown.parts, view, words, caption.volumeRefused);
		const buttons = optionButtons(chart, shown.parts, caption).map((id) => ({
			id,
			label: words.say(id),
			press: () => {
				if (id === "showKeys") this.stage.toggleHelp(words);
				else this.act(id);
			},
		}));
		this.options.show(controls, buttons, words);
	}

	/** What changes while data stays: banners and buttons. */
	private showStatus(): void {
		const { words, caption, shown, status } = this;
		const fetched = (shown?.parts ?? []).map(({ result }) => result);
		const oldest = fetched.toSorted((a, b) => a.fetchedAt - b.fetchedAt)[0];
		this.banners.show([
			...bannersOf(status, caption, oldest, words),
			...(this.isPicking
				? [{ kind: "busy" as const, text: words.say("pickNow"), actions: [] }]
				: []),
		]);
		this.toolbar.show(
			{
				isBusy: status.kind === "busy",
				isZoomed: this.stage.isZoomed,
				hasData: shown?.content.state === "chart",
				isTableOpen: this.isTableOpen,
				areOptionsOpen: this.areOptionsOpen,
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
		const isReader = document.body.classList.contains("vscode-using-screen-reader");
		return this.view.explain === true || (this.view.table ?? isReader);
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
		else if (tool === "options") this.toggleOptions();
		else if (tool === "table") {
			// The explanation stands in the table's place: closing the table closes both.
			const table = !this.isTableOpen;
			this.changeView(withChoices(this.view, { explain: undefined, table }));
		} else this.act(tool);
	}

	private toggleOptions(): void {
		this.areOptionsOpen = !this.areOptionsOpen;
		this.render();
		if (this.areOptionsOpen) this.options.focus();
		else this.toolbar.focus("options");
	}

	private toggleHidden(id: string): void {
		const hidden = this.view.hidden ?? [];
		const next = hidden.includes(id) ? hidden.filter((one) => one !== id) : [...hidden, id];
		this.changeView(withChoices(this.view, { hidden: next.length === 0 ? undefined : next }));
	}

	private chartKey(key: string, cursor: Cursor | undefined): boolean {
		const { content } = this.shown ?? {};
		if (key === "?") this.stage.toggleHelp(this.words);
		else if (cursor === undefined || content?.state !== "chart") return false;
		else if (key === "c") {
			const what = this.words.say("rowCopied");
			this.host.post("copy", { text: copiedText(content.screen.describe(cursor)), what });
			this.live.announce(what);
		} else if (key === "a" && cursor.time !== undefined && content.facts.hasVolume !== undefined) {
			if (content.facts.hasVolume) this.anchorAt(cursor.time);
			else this.live.announce(this.caption.volumeRefused ?? this.words.say("needsVolume"));
		} else return false;
		return true;
	}

	private anchorAt(time: number): void {
		this.isPicking = false;
		this.changeView({ ...this.view, anchor: toIso(epochMs(time)) });
		this.live.announce(this.words.say("anchorSet", this.words.time(time)));
	}

	private changeView(view: ViewOptions): void {
		if (view.anchor === "pick") {
			this.isPicking = true;
			this.live.announce(this.words.say("pickNow"));
			this.showStatus();
			return;
		}
		const before: Readonly<Record<string, unknown>> = { ...this.view };
		const after: Readonly<Record<string, unknown>> = { ...view };
		const changed = new Set([...Object.keys(before), ...Object.keys(after)]);
		const isQuiet = [...changed].every(
			(field) => before[field] === after[field] || QUIET.has(field),
		);
		this.view = view;
		this.applyWords();
		this.host.post("view", { view });
		this.keep();
		if (isQuiet) this.render();
		else if (this.shown !== undefined) this.draw(this.shown.revision, this.shown.results);
	}

	private rememberZoom(view: ViewState): void {
		const content = this.shown?.content;
		if (content?.state !== "chart") return;
		const isWhole = view.x === undefined && view.y === undefined;
		this.zoom = isWhole ? undefined : { key: content.zoomKey, ...view };
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
		const frame = this.stage.chart?.frame;
		const words = this.pictureWords;
		if (frame !== undefined && words !== undefined) this.report(this.copied(frame, words));
	}

	private async copied(frame: Frame, words: PictureWords): Promise<void> {
		const isCopied = await copyPicture(frame, words, this.host);
		if (isCopied) this.live.announce(this.words.say("imageCopied"));
	}

	private sendPicture({ format, look }: PictureWish): void {
		const { chart } = this.stage;
		const words = this.pictureWords;
		if (chart === undefined || words === undefined) return;
		const theme = look === "print" ? printTheme(this.settings.palette) : this.theme;
		this.report(sendPicture(chart.frameFor(theme), words, format, this.host));
	}

	private report(work: Promise<void>): void {
		work.catch((error: unknown) => {
			this.host.post("problem", { message: describe(error) });
		});
	}

	/** The host knows the range; which zone its times are shown in is the page's matter. */
	private get zonedCaption(): PanelCaption {
		const { caption, words } = this;
		const detail = caption.detail === "" ? "" : `${caption.detail} · ${words.zone.name}`;
		return { ...caption, detail };
	}

	private get pictureWords() {
		const content = this.shown?.content;
		return content?.state === "chart"
			? pictureWords(this.zonedCaption, content, this.footnote.text)
			: undefined;
	}

	private applyWords(): void {
		this.words = wordsOf(settingsFor(this.settings, this.view));
	}

	private applyTheme(): void {
		this.theme = readTheme(this.settings.palette);
		shareColors(this.root, this.theme);
		this.stage.setTheme(this.theme);
		if (this.shown !== undefined) this.render();
	}
}

/** The numbers of the hover card, separated by tabs. */
function copiedText({ title, rows }: ItemWords): string {
	return [title, ...rows.map(({ label, value }) => `${label}\t${value}`)].join("\n");
}
